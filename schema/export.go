package schema

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
)

// ExportHead is the first line of every file that Export has made, by which it is known as such.
const ExportHead = "// Written by jobcat policy export: do not edit."

// Export is the policy before the catalog's own file, with the preset that the catalog extends, as one file in CUE of the
// package jobcat. Beside a jobcat.cue it makes editors and stock CUE hold that file against #Policy. jobcat itself does
// not read it.
//
// What of this package is neither a definition nor a key of a policy is hidden there: #Policy is closed.
func (p *Policy) Export() ([]byte, error) {
	names, err := fs.Glob(embedded, "*.cue")
	if err != nil {
		return nil, fmt.Errorf("list the policy: %w", err)
	}
	var files []*ast.File
	for _, name := range append(names, path.Join("presets", p.compiled.preset+".cue")) {
		src, err := embedded.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read the policy: %w", err)
		}
		f, err := parser.ParseFile(name, src, parser.ParseComments)
		if err != nil {
			return nil, fmt.Errorf("parse the policy: %w", err)
		}
		f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool { _, ok := d.(*ast.Package); return ok })
		files = append(files, f)
	}
	hide(files)

	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n\npackage jobcat\n\n", ExportHead)
	// A definition that is embedded lets whatever stands beside it pass, so each key is held against its own part.
	keys := p.keys()
	for _, key := range keys {
		fmt.Fprintf(&b, "%[1]s: #Policy.%[1]s\n", key)
	}
	fmt.Fprintf(&b, "[!~%q]: error(\"a policy has no such key\")\n", "^("+strings.Join(keys, "|")+")$")
	for _, f := range files {
		text, err := format.Node(f)
		if err != nil {
			return nil, fmt.Errorf("write the policy: %w", err)
		}
		fmt.Fprintf(&b, "\n// %s\n\n%s", f.Filename, bytes.TrimLeft(text, "\n"))
	}
	out, err := format.Source(b.Bytes())
	if err != nil {
		return nil, fmt.Errorf("write the policy: %w", err)
	}
	return out, nil
}

// keys are what a policy can hold.
func (p *Policy) keys() []string {
	var keys []string
	fields, err := p.compiled.base().Fields(cue.Optional(true))
	if err != nil {
		return nil // the base has been decoded
	}
	for fields.Next() {
		keys = append(keys, fields.Selector().Unquoted())
	}
	return keys
}

// hide gives the plain fields at the top of files names that CUE hides, there and wherever they are referred to.
func hide(files []*ast.File) {
	hidden := map[string]bool{}
	for _, f := range files {
		for _, d := range f.Decls {
			if id, ok := plainField(d); ok {
				hidden[id.Name] = true
			}
		}
	}
	for _, f := range files {
		labels := map[*ast.Ident]bool{}
		ast.Walk(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				if id, ok := n.Label.(*ast.Ident); ok {
					labels[id] = true
				}
			case *ast.SelectorExpr:
				if id, ok := n.Sel.(*ast.Ident); ok {
					labels[id] = true
				}
			case *ast.Ident:
				if hidden[n.Name] && !labels[n] {
					n.Name = "_" + n.Name
				}
			}
			return true
		}, nil)
		for _, d := range f.Decls {
			if id, ok := plainField(d); ok {
				id.Name = "_" + id.Name
			}
		}
	}
}

// plainField is the name of a field that is neither a definition nor hidden.
func plainField(d ast.Decl) (*ast.Ident, bool) {
	f, ok := d.(*ast.Field)
	if !ok {
		return nil, false
	}
	id, ok := f.Label.(*ast.Ident)
	return id, ok && id.Name[0] != '#' && id.Name[0] != '_'
}
