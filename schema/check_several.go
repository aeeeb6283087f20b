package schema

import (
	"slices"
	"strconv"

	"cuelang.org/go/cue/ast"
)

// severalOf are the keys below which a field can be for several names at once, and what the names are of.
var severalOf = []struct{ key, what string }{{"rules", "rule"}, {"sections", "kind of section"}}

// several reports fields for several names at once, such as [=~"^missing-"]: ..., that are for none: they do nothing, and
// do not look so. In an override CUE knows only the names that stand there.
func (c *checker) several(f *ast.File) {
	for _, of := range severalOf {
		path := []string{of.key}
		names := append(c.fieldNames(field(c.base(), of.key)), c.fieldNames(c.said(path))...)
		for _, label := range forNone(f.Decls, of.key, names) {
			c.report(label.Pos(), append(path, source(label)), "no %s fits %s", of.what, source(label))
		}
	}
	written, _ := valuesAt(f.Decls, "overrides")
	for _, w := range written {
		list, _ := w.(*ast.ListLit)
		for i, e := range writtenOut(list) {
			s, ok := e.(*ast.StructLit)
			if !ok {
				continue
			}
			for _, of := range severalOf {
				path := []string{"overrides", strconv.Itoa(i), of.key}
				for _, label := range forNone(s.Elts, of.key, c.fieldNames(c.said(path))) {
					c.report(label.Pos(), append(path, source(label)), "an override has to name each %s that it changes; %s changes none", of.what, source(label))
				}
			}
		}
	}
}

// forNone are the labels of fields for several names that fit none of those that there are. The fields stand below a key.
func forNone(decls []ast.Decl, key string, names []string) []*ast.ListLit {
	var labels []*ast.ListLit
	values, _ := valuesAt(decls, key)
	for _, v := range values {
		s, ok := v.(*ast.StructLit)
		if !ok {
			continue
		}
		for _, d := range s.Elts {
			f, ok := d.(*ast.Field)
			if !ok {
				continue
			}
			label, ok := f.Label.(*ast.ListLit)
			if ok && !slices.ContainsFunc(names, func(name string) bool { return mayBe(label, name, true) }) {
				labels = append(labels, label)
			}
		}
	}
	return labels
}
