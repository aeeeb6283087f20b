package schema

import (
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
)

// ruleKeys checks what a file says about rules and only jobcat itself can know: which places an entity has, and what is
// repaired.
func (c *checker) ruleKeys(f *ast.File) {
	for _, rule := range c.entries(f, "rules") {
		at := append(slices.Clone(rule.path), "at")
		if place, err := c.said(at).String(); err == nil && c.on(rule.name) != "" && !overlaps(at, c.reported) {
			c.at(rule.name, place, at)
		}
		at = append(slices.Clone(rule.path), "fix")
		fix, err := c.said(at).String()
		if err != nil || overlaps(at, c.reported) {
			continue
		}
		built, err := field(c.base(), at...).String()
		switch {
		case err != nil && fix != "none":
			c.report(c.place(at...), at, "%s is %q, and nobody would repair it: only what the built-in rules find is; leave it out", dotted(at), fix)
		case err == nil && fix != built:
			c.report(c.place(at...), at, "%s is always %q", dotted(at), built)
		}
	}
}

// at checks the place that a rule reports.
func (c *checker) at(rule, place string, path []string) {
	on := c.on(rule)
	places := c.pkg.LookupPath(cue.ParsePath("#Places." + on))
	if !places.Exists() {
		c.report(c.place(path...), path, "%s is %q, and a %s is always reported at one place; leave it out", dotted(path), place, on)
		return
	}
	words := expect(places).words
	if only, err := places.String(); err == nil {
		words = []string{only}
	}
	if !slices.Contains(words, place) {
		c.report(c.place(path...), path, "%s is %q; a %s can be reported at %s, or where it stands if that is left out%s",
			dotted(path), place, on, choice(words, "or"), didYouMean(place, words))
	}
}
