package schema

import (
	"fmt"

	"cuelang.org/go/cue"
	"cuelang.org/go/encoding/json"
)

// CheckExport holds an exported catalog, as JSON, against the definition that `cue vet -d '#Catalog'` uses. The error
// is in CUE's words: it says that the program is wrong, not the catalog.
func CheckExport(catalog []byte) error {
	c, err := compile(defaultPreset)
	if err != nil {
		return err
	}
	expr, err := json.Extract("export.json", catalog)
	if err != nil {
		return fmt.Errorf("read the export: %w", err)
	}
	definition := c.pkg.LookupPath(cue.MakePath(cue.Def("#Catalog")))
	if err := definition.Unify(c.ctx.BuildExpr(expr)).Validate(cue.Concrete(true)); err != nil {
		return fmt.Errorf("the export is not as promised: %w", err)
	}
	return nil
}
