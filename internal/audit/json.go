package audit

import (
	"encoding/json"
	"io"
)

// JSON writes the whole audit, in format 1.
func (a *Audit) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(a)
}
