package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// checker holds a jobcat.cue against the built-in policy, key by key, so that no problem hides another: CUE itself
// drops errors behind other errors. What the checker does not see, CUE says in the end.
type checker struct {
	*compiled
	*problems
	own    cue.Value // the file
	syntax *ast.File

	reported [][]string // the paths that have a problem
}

// file checks the whole file.
func (c *checker) file(f *ast.File) {
	c.syntax = f
	c.fields(c.base(), f.Decls, nil)
	c.extends()
	c.newRules(f)
	c.newKinds(f)
	c.newLadders(f)
	c.readings(f)
	c.headingPatterns(f)
	c.several(f)
	c.overrides(f)
	c.ruleKeys(f)
	c.wellFormed(c.globs(f))
}

// extends checks that the preset that the file names is the one that was read from its syntax.
func (c *checker) extends() {
	at := []string{"extends"}
	own := c.said(at)
	name, err := field(c.base(), at...).Unify(own).String()
	pos := own.Pos()
	if written, _ := valuesAt(c.syntax.Decls, at...); len(written) > 0 {
		pos = written[0].Pos()
	}
	switch {
	case err != nil || !own.Exists() || name == c.preset:
	case !slices.Contains(presets(), name):
		c.report(pos, at, "there is no preset %q%s", name, instead(name, presets()))
	default:
		c.report(pos, at, "extends is read before anything is computed; write it out, beside catalog and rules: extends: %q", name)
	}
}

// fields checks the fields of a struct that the policy describes by the value at the same path.
func (c *checker) fields(policy cue.Value, decls []ast.Decl, path []string) {
	for _, d := range decls {
		if e, ok := d.(*ast.EmbedDecl); ok {
			c.nameless(e, path)
			continue
		}
		f, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		name := labelOf(f)
		if id, ok := f.Label.(*ast.Ident); ok && (strings.HasPrefix(id.Name, "_") || strings.HasPrefix(id.Name, "#")) {
			continue // a definition or a hidden field: the file's own business
		}
		if name == "" {
			continue // a pattern or a computed name: left to CUE
		}
		at := append(slices.Clone(path), name)
		child, ok := c.child(policy, name, at)
		if !ok {
			c.report(f.Label.Pos(), at, "%s", c.unknownWords(policy, at))
			continue
		}
		if f.Constraint != token.ILLEGAL && !isPattern(at) {
			c.report(f.Label.Pos(), at, "%s%s gives no value; write it without the %q", dotted(at), f.Constraint, f.Constraint)
			continue
		}
		if len(at) == 3 && at[0] == "rules" && name == "must" && c.isObserved(at[1]) {
			c.report(f.Label.Pos(), at, "%s cannot be said: the rule finds what is wrong by reading; what it finds can be narrowed with when", dotted(at))
			continue
		}
		if slices.Equal(at, []string{"overrides"}) {
			continue // see overrides
		}
		if s, ok := f.Value.(*ast.StructLit); ok && child.IncompleteKind()&cue.StructKind != 0 {
			c.fields(child, s.Elts, at)
			continue
		}
		c.value(child, f, at)
	}
}

// nameless reports a plain value that stands among fields.
func (c *checker) nameless(e *ast.EmbedDecl, path []string) {
	switch e.Expr.(type) {
	case *ast.BasicLit, *ast.ListLit:
		c.report(e.Pos(), path, "%s stands among fields and has no name before it; a decimal has a point: 10.5", source(e.Expr))
	}
}

// child is what the policy says about a field. It reports false if there can be no such field.
func (c *checker) child(policy cue.Value, name string, path []string) (cue.Value, bool) {
	if len(path) == 3 && path[0] == "rules" && (name == "when" || name == "must") {
		return c.factsOf(path[1]), true
	}
	if len(path) > 4 && isPattern(path) && !slices.Contains(c.kindNames(), name) {
		return cue.Value{}, false // a fact for each kind of section
	}
	if len(path) == 2 && path[0] == "wording" && !field(policy, name).Exists() {
		return cue.Value{}, false // nobody would look at the list
	}
	if v := field(policy, name); v.Exists() {
		return v, true
	}
	if v := policy.LookupPath(cue.MakePath(cue.Str(name).Optional())); v.Exists() {
		return v, true
	}
	if !policy.Allows(cue.Str(name)) {
		return cue.Value{}, false
	}
	if len(path) == 2 && path[0] == "rules" {
		return c.newRule(name), true
	}
	return c.entry(policy, name), true
}

// isPattern reports whether a path lies in a rule's `when` or `must`.
func isPattern(path []string) bool {
	return len(path) > 2 && path[0] == "rules" && (path[2] == "when" || path[2] == "must")
}

// isObserved reports whether a rule of the built-in policy is not decided by CUE.
func (c *checker) isObserved(rule string) bool {
	r := field(c.base(), "rules", rule)
	return r.Exists() && !field(r, "must").Exists()
}

// factsOf is what a rule's patterns can ask: the facts of the kind of entity that it is about.
func (c *checker) factsOf(rule string) cue.Value {
	facts := c.pkg.LookupPath(cue.MakePath(cue.Def("#Facts")))
	if v := field(facts, c.on(rule)); v.Exists() {
		return v
	}
	return c.ctx.BuildExpr(ast.NewIdent("_")) // that there is no such kind is said at `on`
}

// on is the kind of entity that a rule is about; "" if that is not said, or wrong.
func (c *checker) on(rule string) string {
	for _, v := range []cue.Value{c.base(), c.own} {
		if on, err := field(v, "rules", rule, "on").String(); err == nil && len(factsIn(c.facts, on)) > 0 {
			return on
		}
	}
	return ""
}

// value checks one value that is no struct, or should be none.
func (c *checker) value(policy cue.Value, f *ast.Field, path []string) {
	own := c.said(path)
	if !own.Exists() || c.standIns[f.Value] {
		return
	}
	if err := own.Validate(); err != nil {
		if overlaps(path, c.reported) {
			return
		}
		c.reportDebug(f.Value.Pos(), path, debugWords(err), "%s", c.clashWords(err, f, path))
		return
	}
	both := policy.Unify(own)
	if err := both.Validate(); err != nil {
		c.reportDebug(c.deepest(err, f.Value.Pos()), path, debugWords(err), "%s", valueWords(policy, own, path))
		return
	}
	if err := both.Validate(cue.Concrete(true)); err != nil && !isPattern(path) {
		c.reportDebug(f.Value.Pos(), path, debugWords(err), "%s leaves open which value it has", dotted(path))
		return
	}
	c.texts(f, path)
}

// clashWords explain a value that cannot be.
func (c *checker) clashWords(err error, f *ast.Field, path []string) string {
	written, _ := valuesAt(c.syntax.Decls, path...)
	for _, other := range written {
		if other.Pos().Offset() != f.Value.Pos().Offset() {
			return fmt.Sprintf("%s is said twice, and differently in line %d", dotted(path), other.Pos().Line())
		}
	}
	for _, other := range c.placesOf(err) {
		if other.Offset() < f.Pos().Offset() || other.Offset() >= f.End().Offset() {
			return fmt.Sprintf("%s is said differently in line %d, which is about several at once; leave this one out there, as in [!=%q]",
				dotted(path), other.Line(), path[min(1, len(path)-1)])
		}
	}
	return fmt.Sprintf("%s contradicts itself: nothing can be %s", dotted(path), source(f.Value))
}

// valueWords explain a value that the policy does not allow.
func valueWords(policy, own cue.Value, path []string) string {
	e := expect(policy)
	if slices.Equal(path, []string{"catalog", "roots"}) { // which texts are wrong is not to be seen from the kind of list
		e = expectation{kinds: []string{`a list of folders, seen from the one of this file, such as ["content/job-families"]`}}
	}
	if e.fixed != "" {
		return fmt.Sprintf("%s is always %s", dotted(path), e.fixed)
	}
	if text, err := own.String(); err == nil {
		return fmt.Sprintf("%s is %q; it should be %s%s", dotted(path), text, e, cmp.Or(didYouMean(text, e.words), e.hint(path, cue.StringKind)))
	}
	hint := e.hint(path, own.IncompleteKind())
	if own.IncompleteKind()&(cue.StructKind|cue.ListKind) == 0 && own.IsConcrete() {
		return fmt.Sprintf("%s is %v; it should be %s%s", dotted(path), own, e, hint)
	}
	return fmt.Sprintf("%s should be %s%s", dotted(path), e, hint)
}

// texts checks what texts hold: facts in braces.
func (c *checker) texts(f *ast.Field, path []string) {
	last := path[len(path)-1]
	if len(path) == 3 && path[0] == "rules" && (last == "message" || last == "remedy") {
		text, err := field(c.own, path...).String()
		on := c.on(path[1])
		if err != nil || on == "" {
			return
		}
		facts := c.factNames(on)
		for _, m := range braces.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(facts, m[1]) {
				c.report(f.Value.Pos(), path, "%s names {%s}, and there is no such fact of a %s%s", dotted(path), m[1], on, cmp.Or(didYouMean(m[1], facts), listFacts(on)))
			}
		}
	}
}

func (c *checker) report(pos token.Pos, path []string, format string, args ...any) {
	c.reportDebug(pos, path, "", format, args...)
}

func (c *checker) reportDebug(pos token.Pos, path []string, debug, format string, args ...any) {
	c.reported = append(c.reported, slices.Clone(path))
	c.addDebug(pos, debug, format, args...)
}

// overlaps reports whether a path is one of the others, or lies below or above one of them.
func overlaps(path []string, others [][]string) bool {
	return slices.ContainsFunc(others, func(other []string) bool {
		n := min(len(path), len(other))
		return n > 0 && slices.Equal(path[:n], other[:n])
	})
}

// dotted is a path as people write it in a jobcat.cue. Which of the overrides it lies in, its line says better.
func dotted(path []string) string {
	if len(path) > 1 && path[0] == "overrides" {
		path = slices.Delete(slices.Clone(path), 1, 2)
	}
	var b strings.Builder
	for i, name := range path {
		if i > 0 {
			b.WriteString(".")
		}
		if ast.IsValidIdent(name) {
			b.WriteString(name)
		} else {
			b.WriteString(strconv.Quote(name))
		}
	}
	return b.String()
}
