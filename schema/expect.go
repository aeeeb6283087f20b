package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"
)

// expectation is what the policy wants at one place of a jobcat.cue, in words.
type expectation struct {
	fixed string   // the one value that is possible, as CUE writes it; "" if there are more
	words []string // the texts that are possible, if not any will do
	kinds []string // what else is possible: "a number", "a list of texts such as [\"a\", \"b\"]"
}

// expect takes apart what the policy says about a value. CUE prints a value with its references resolved, which is
// what the other ways to its parts do not give: `*"either" | "level" | "family" | "nowhere"`.
func expect(v cue.Value) expectation {
	var e expectation
	printed := fmt.Sprint(v)
	expr, err := parser.ParseExpr("", printed)
	if err != nil {
		return e
	}
	if isConcrete(expr) && !takesElements(v) {
		e.fixed = printed
		return e
	}
	e.add(expr)
	if slices.Contains(e.kinds, anyText) {
		e.words = nil // they are only what stands there without one
	}
	if v.IncompleteKind()&cue.ListKind != 0 {
		e.kind(listWords(v))
	}
	return e
}

// fieldsInBraces is the kind of a struct.
const fieldsInBraces = "fields in braces"

// anyText is the kind of any text.
const anyText = "a text in quotes"

// kindsByName are the types of CUE in words.
var kindsByName = map[string]string{
	"string": anyText,
	"int":    "a whole number",
	"uint":   "a whole number of 0 or more",
	"number": "a number",
	"float":  "a number",
	"bool":   "true or false",
	"null":   "null",
}

// add takes in one expression of those that are possible.
func (e *expectation) add(expr ast.Expr) {
	switch x := expr.(type) {
	case *ast.BinaryExpr:
		if x.Op == token.AND { // what narrows a type is said by its left side well enough
			e.add(x.X)
			return
		}
		e.add(x.X)
		e.add(x.Y)
	case *ast.ParenExpr:
		e.add(x.X)
	case *ast.UnaryExpr:
		switch x.Op {
		case token.MUL: // the default
			e.add(x.X)
		case token.MAT, token.NMAT:
			e.kind(patternWords(x.X))
		default:
			e.add(boundOf(x))
		}
	case *ast.BasicLit:
		switch x.Kind {
		case token.STRING:
			if s, err := strconv.Unquote(x.Value); err == nil && s != "" && !slices.Contains(e.words, s) {
				e.words = append(e.words, s)
			}
		case token.NULL:
			e.kind("null")
		case token.TRUE, token.FALSE:
			e.kind(kindsByName["bool"])
		default:
			e.kind(kindsByName["number"])
		}
	case *ast.Ident:
		e.kind(kindsByName[x.Name])
	case *ast.StructLit:
		e.kind(fieldsInBraces)
	}
}

func (e *expectation) kind(words string) {
	if words != "" && !slices.Contains(e.kinds, words) {
		e.kinds = append(e.kinds, words)
	}
}

// boundOf is what stands behind a bound: any text for `!=""`, a number for `>=0`.
func boundOf(x *ast.UnaryExpr) ast.Expr {
	if lit, ok := x.X.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		return ast.NewIdent("string")
	}
	return ast.NewIdent("number")
}

// patternWords say what a text has to look like.
func patternWords(pattern ast.Expr) string {
	if lit, ok := pattern.(*ast.BasicLit); ok {
		switch lit.Value {
		case `"^/"`:
			return `an address from its first slash, such as "/job-families/finance/payroll/"`
		case `"^[^/]"`:
			return `a path without a slash before it, such as "content/job-families"`
		}
	}
	return anyText
}

// listWords say what a list holds.
func listWords(v cue.Value) string {
	switch kind := elementKind(v, 4); {
	case kind&cue.NumberKind != 0:
		return "a list of numbers such as [7] or [7, 8]"
	case kind&cue.StringKind != 0:
		return `a list of texts such as ["a", "b"]`
	}
	return "a list in brackets"
}

// elementKind is what the elements of a list can be: of the first of its alternatives that says so. CUE wraps an
// alternative into others at most a few times.
func elementKind(v cue.Value, depth int) cue.Kind {
	if each := v.LookupPath(cue.MakePath(cue.AnyIndex)); each.Exists() && each.IncompleteKind() != cue.TopKind {
		return each.IncompleteKind()
	}
	if _, args := v.Expr(); depth > 0 {
		for _, a := range args {
			if kind := elementKind(a, depth-1); kind != cue.BottomKind {
				return kind
			}
		}
	}
	return cue.BottomKind
}

// takesElements reports whether a list that is empty unless the catalog fills it can be filled. CUE prints it as if it could
// not.
func takesElements(v cue.Value) bool {
	return slices.ContainsFunc([]string{"[1]", `["a"]`}, func(list string) bool {
		return v.Unify(newContext().CompileString(list)).Validate() == nil
	})
}

// isConcrete reports whether an expression is a number, a list or the like that is fixed.
func isConcrete(expr ast.Expr) bool {
	switch x := expr.(type) {
	case *ast.BasicLit:
		return true
	case *ast.ListLit:
		return !slices.ContainsFunc(x.Elts, func(e ast.Expr) bool { return !isConcrete(e) })
	}
	return false
}

// hint ends a message about a value of the wrong kind with how the right kind is written.
func (e expectation) hint(path []string, given cue.Kind) string {
	number := slices.ContainsFunc(e.kinds, func(kind string) bool {
		return strings.HasSuffix(kind, "number") || strings.Contains(kind, "number of")
	})
	switch {
	case given == cue.BytesKind:
		return "; a text stands in double quotes"
	case given == cue.StringKind && number && isPattern(path):
		return "; a number has no quotes"
	case given == cue.ListKind && len(e.words) > 1:
		return fmt.Sprintf("; one of several is written %q | %q", e.words[0], e.words[1])
	case slices.Contains(e.kinds, fieldsInBraces) && len(path) > 0:
		return exampleOf(path)
	}
	return ""
}

// exampleOf shows how a struct of the policy is written.
func exampleOf(path []string) string {
	last := path[len(path)-1]
	parent := path[:len(path)-1]
	if path[0] == "overrides" {
		parent = parent[min(2, len(parent)):]
	}
	switch {
	case slices.Equal(parent, []string{"rules"}):
		return `, such as ` + strconv.Quote(last) + `: severity: "off"`
	case len(path) == 1 && last == "rules":
		return `, such as rules: "my-rule": {on: "level", ...}`
	case len(path) == 2 && path[0] == "sections":
		return `, such as ` + last + `: required: "family"`
	case path[0] == "sections" && slices.Contains([]string{"titles", "aliases", "items"}, last):
		return `, such as ` + last + `: {"Next steps": true}`
	case len(path) == 3 && isPattern(path):
		return `, such as ` + last + `: sections: career_ladder: >0`
	case len(path) == 3 && path[0] == "ladders" && last == "rungs":
		return `, such as rungs: {senior: [7], staff: [8]}`
	case slices.Equal(path, []string{"catalog", "ignore"}):
		return `, such as ignore: {"drafts/**": true}`
	}
	return ""
}

// String gives the expectation as the end of the sentence "it should be ...".
func (e expectation) String() string {
	words := slices.Clone(e.kinds)
	if len(e.words) > 0 {
		words = slices.Insert(words, 0, choice(e.words, "or"))
	}
	if len(words) == 0 {
		return "something else"
	}
	return joined(words, "or")
}
