package schema

import (
	"slices"
	"strconv"

	"cuelang.org/go/cue/ast"
)

// predeclared are the names that mean the same wherever they stand in a pattern.
var predeclared = []string{
	"_", "bool", "bytes", "float", "int", "null", "number", "string", "true", "false",
	"int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "float32", "float64",
}

// namedFacts are the facts that the patterns written in the syntax of one rule's `when` or `must` name, sorted. It
// reports false if the patterns are more than fields with values of their own: comprehensions, pattern fields, names
// that refer to something, all of which may depend on other facts.
func namedFacts(patterns []ast.Expr) (facts []string, plain bool) {
	plain = true
	var field func(prefix string, e ast.Expr)
	field = func(prefix string, e ast.Expr) {
		s, ok := e.(*ast.StructLit)
		if !ok || len(s.Elts) == 0 {
			if prefix == "" || refers(e) {
				plain = false
			} else {
				facts = append(facts, prefix)
			}
			return
		}
		for _, d := range s.Elts {
			f, ok := d.(*ast.Field)
			if !ok || f.Alias != nil {
				plain = false
				return
			}
			name := labelOf(f)
			if name == "" {
				plain = false
				return
			}
			if prefix != "" {
				name = prefix + "." + name
			}
			field(name, f.Value)
		}
	}
	for _, p := range patterns {
		field("", p)
	}
	slices.Sort(facts)
	return slices.Compact(facts), plain
}

// refers reports whether an expression holds a name that is not predeclared, or a struct.
func refers(e ast.Expr) bool {
	found := false
	ast.Walk(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if !slices.Contains(predeclared, n.Name) {
				found = true
			}
		case *ast.StructLit, *ast.Comprehension:
			found = true
		}
		return !found
	}, nil)
	return found
}

// valuesAt are the expressions that stand at a path of fields below some declarations. It reports false if something
// on the way is more than a struct of named fields, so that there may be values that it cannot see.
func valuesAt(decls []ast.Decl, path ...string) (values []ast.Expr, all bool) {
	all = true
	for _, d := range decls {
		f, ok := d.(*ast.Field)
		if !ok {
			switch d.(type) {
			case *ast.Package, *ast.CommentGroup:
			default:
				all = false
			}
			continue
		}
		name := labelOf(f)
		if name == "" {
			all = false
		}
		if name != path[0] {
			continue
		}
		if len(path) == 1 {
			values = append(values, f.Value)
			continue
		}
		s, ok := f.Value.(*ast.StructLit)
		if !ok {
			all = false
			continue
		}
		inner, ok := valuesAt(s.Elts, path[1:]...)
		values = append(values, inner...)
		all = all && ok
	}
	return values, all
}

// labelsAt are the named fields that stand below a path of fields; a name that is a number stands for an element of a list.
func labelsAt(decls []ast.Decl, path ...string) []*ast.Field {
	var fields []*ast.Field
	for _, d := range decls {
		f, ok := d.(*ast.Field)
		switch {
		case !ok || labelOf(f) == "":
		case len(path) == 0:
			fields = append(fields, f)
		case labelOf(f) == path[0]:
			value, rest := f.Value, path[1:]
			if list, ok := value.(*ast.ListLit); ok && len(rest) > 0 {
				i, err := strconv.Atoi(rest[0])
				elements := writtenOut(list)
				if err != nil || i >= len(elements) {
					continue
				}
				value, rest = elements[i], rest[1:]
			}
			if s, ok := value.(*ast.StructLit); ok {
				fields = append(fields, labelsAt(s.Elts, rest...)...)
			}
		}
	}
	return fields
}

// writtenOut are the elements of a list up to the first comprehension, behind which nobody can count; none of nil.
func writtenOut(l *ast.ListLit) []ast.Expr {
	if l == nil {
		return nil
	}
	for i, e := range l.Elts {
		if _, ok := e.(*ast.Comprehension); ok {
			return l.Elts[:i]
		}
	}
	return l.Elts
}
