// Package page writes an audit as a page for people: one file that opens from a disk and from any server, asks no network
// for anything, and can be searched, filtered and printed.
//
// What every reader needs at once (the verdict, the key figures) is written as HTML, and so is the least that whoever runs no
// script has to see. The rest is data, which the page's script shows. Nothing that stands in a catalog becomes markup: texts reach the page as JSON, and from there as text nodes.
package page

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"

	"jobcat/catalog"
	"jobcat/internal/audit"
	"jobcat/schema"
)

// Page is what the page is made from.
type Page struct {
	Audit       *audit.Audit
	Graph       *catalog.Graph // of the catalog that was audited
	Inheritance catalog.Inheritance
	Kinds       []schema.SectionKind // the policy's names for sections
	Version     string               // of the program, for the foot of the page
}

//go:embed page.html
var source string

// What the page runs and looks like. Both are built from web/ by the test TestBuilt.
var (
	//go:embed built/page.js
	script string
	//go:embed built/page.css
	style string
)

var tmpl = template.Must(template.New("page").Parse(source))

// Write writes the page. The same audit gives the same bytes.
func (p Page) Write(w io.Writer) error {
	c := newCompact(p.Audit)
	d := c.data(p.Audit)
	found := c.findings(p.Audit.Findings.All)
	views := c.views(p)
	d.Paths, d.Words = c.paths.texts, c.words.texts

	core, err := scriptData(d)
	if err != nil {
		return err
	}
	packedFindings, err := pack(found)
	if err != nil {
		return err
	}
	packedViews := make([]template.JS, len(views))
	for i, v := range views {
		if packedViews[i], err = pack(v); err != nil {
			return err
		}
	}
	sum := sha256.Sum256([]byte(script))
	return tmpl.Execute(w, struct {
		summary
		unscripted
		Sections   []section
		Version    string
		ScriptHash string
		Style      template.CSS
		Script     template.JS
		Core       template.JS
		Findings   template.JS
		Views      []template.JS
	}{
		summaryOf(p.Audit), unscriptedOf(p.Audit), p.sections(), p.Version, base64.StdEncoding.EncodeToString(sum[:]), template.CSS(style), template.JS(script),
		core, packedFindings, packedViews,
	})
}

// scriptData is a value as JSON that can stand in a script element: encoding/json escapes <, > and &, so that no text ends the
// element, and U+2028 and U+2029.
func scriptData(v any) (template.JS, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("the data of the page: %w", err)
	}
	return template.JS(b), nil
}
