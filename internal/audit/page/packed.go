package page

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
)

// effort is how hard gzip tries. The usual 6 takes twice as long for a page that is 1 to 3 % smaller.
const effort = 5

// pack is a value that the page reads later or not at all: as JSON, packed by gzip, which every browser of today unpacks by
// itself, in base64. A large catalog's effective levels would make a page of a hundred megabytes otherwise.
func pack(v any) (template.JS, error) {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, effort)
	if err != nil {
		return "", err
	}
	if err := json.NewEncoder(z).Encode(v); err != nil {
		return "", fmt.Errorf("the data of the page: %w", err)
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	return template.JS(`"` + base64.StdEncoding.EncodeToString(packed.Bytes()) + `"`), nil
}
