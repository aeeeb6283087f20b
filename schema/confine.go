package schema

import (
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
)

// confine reports, and takes out, what would let a file reach beyond itself: imports and attributes such as @embed.
// A policy may come from a merge request of somebody whom nobody knows.
func confine(f *ast.File, ps *problems) {
	imported := map[string]bool{}
	keep := func(d ast.Decl) bool {
		switch d := d.(type) {
		case *ast.Package:
			if d.Name.Name != "jobcat" {
				ps.add(d.Name.Pos(), "the package is %q; a policy is \"package jobcat\"", d.Name.Name)
			}
			d.Name.Name = "jobcat"
		case *ast.ImportDecl:
			for _, spec := range d.Specs {
				ps.add(spec.Pos(), "a policy cannot import %s; it consists of this file and what jobcat brings along", spec.Path.Value)
				imported[importName(spec)] = true
			}
			return false
		case *ast.Attribute:
			ps.add(d.Pos(), "a policy cannot have the attribute %s; write its values into this file", attributeName(d))
			return false
		}
		return true
	}
	f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool { return !keep(d) })
	ast.Walk(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StructLit:
			n.Elts = slices.DeleteFunc(n.Elts, func(d ast.Decl) bool { return !keep(d) })
		case *ast.Field:
			for _, a := range n.Attrs {
				keep(a)
			}
			n.Attrs = nil
			if usesAny(n.Value, imported) {
				n.Value = ps.standIn(n.Value)
			}
		}
		return true
	}, nil)
}

func importName(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	path, _ := strconv.Unquote(spec.Path.Value)
	path = path[strings.LastIndexByte(path, '/')+1:]
	if _, name, ok := strings.Cut(path, ":"); ok {
		return name
	}
	return path
}

func attributeName(a *ast.Attribute) string {
	name, _, _ := strings.Cut(a.Text, "(")
	return name
}

// usesAny reports whether an expression that is no struct names one of the packages.
func usesAny(e ast.Expr, names map[string]bool) bool {
	if _, ok := e.(*ast.StructLit); ok || len(names) == 0 {
		return false
	}
	used := false
	ast.Walk(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && names[id.Name] {
			used = true
		}
		return !used
	}, nil)
	return used
}

// standIn is anything at all, in the place of an expression that was reported already, so that the rest of the file can be
// judged.
func (ps *problems) standIn(e ast.Expr) ast.Expr {
	in := &ast.Ident{Name: "_", NamePos: e.Pos()}
	if ps.standIns == nil {
		ps.standIns = map[ast.Expr]bool{}
	}
	ps.standIns[in] = true
	return in
}
