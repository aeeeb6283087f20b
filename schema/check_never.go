package schema

import (
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
)

// neverBroken reports a rule that can find nothing wrong, because whatever it is about is always as it must be. Whoever
// wrote it believes to have a check. Of lists it says nothing: CUE is too ready to see one in another.
func (c *checker) neverBroken(rule string) {
	path := []string{"rules", rule, "must"}
	written, all := valuesAt(c.syntax.Decls, path...)
	if !all || len(written) == 0 || overlaps(path, c.reported) || c.on(rule) == "" || slices.ContainsFunc(written, c.isReplaced) {
		return
	}
	asked, plain := namedFacts(written)
	if !plain && slices.ContainsFunc(written, func(e ast.Expr) bool { return !isEmpty(e) }) {
		return // it may compare facts, which nobody can tell without them
	}
	for _, fact := range asked {
		possible := c.factType(rule, fact)
		if when := field(c.own, append([]string{"rules", rule, "when"}, strings.Split(fact, ".")...)...); when.Exists() {
			possible = possible.Unify(when)
		}
		must := field(c.own, append(path, strings.Split(fact, ".")...)...)
		if !possible.Exists() || possible.Err() != nil || possible.IncompleteKind()&cue.ListKind != 0 || must.Subsume(possible, cue.Raw()) != nil {
			return
		}
	}
	c.report(written[0].Pos(), path, "%s always holds, so that the rule would find nothing; say what is not so where something is wrong", dotted(path))
}

// isReplaced reports whether part of an expression was reported already.
func (ps *problems) isReplaced(e ast.Expr) bool {
	found := false
	ast.Walk(e, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && ps.standIns[e] {
			found = true
		}
		return !found
	}, nil)
	return found
}

func isEmpty(e ast.Expr) bool {
	s, ok := e.(*ast.StructLit)
	return ok && len(s.Elts) == 0
}

// factType is what a fact of the entity that a rule is about can be.
func (c *checker) factType(rule, fact string) cue.Value {
	v := c.factsOf(rule)
	for _, name := range strings.Split(fact, ".") {
		if inner := field(v, name); inner.Exists() {
			v = inner
		} else {
			v = c.entry(v, name)
		}
	}
	return v
}
