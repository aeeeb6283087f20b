package schema

import (
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// newRules checks the rules that the built-in policy does not have.
func (c *checker) newRules(f *ast.File) {
	known := c.fieldNames(field(c.base(), "rules"))
	for _, rule := range c.entries(f, "rules") {
		if slices.Contains(known, rule.name) || c.has(rule.path) {
			continue
		}
		if !c.says(rule.path, "message") && !(c.says(rule.path, "on") && c.says(rule.path, "must")) {
			if n := Nearest(rule.name, known); n != "" {
				c.report(rule.pos, rule.path, "there is no rule %q; did you mean %q?", rule.name, n)
			} else {
				c.report(rule.pos, rule.path, "there is no rule %q; a rule of your own needs a message, and \"jobcat explain\" lists the others", rule.name)
			}
			continue
		}
		if on := field(c.own, append(slices.Clone(rule.path), "on")...); c.isOnlyRead(on) {
			c.report(on.Pos(), append(rule.path, "on"), "a rule of your own cannot be about a %s: only the built-in rules look for what is wrong there", c.on(rule.name))
			continue
		}
		c.neverBroken(rule.name)
		for _, key := range []struct{ name, want string }{
			{"message", `what is wrong, such as message: "{title} has no career ladder"`},
			{"on", `what it is about, such as on: "level"`},
			{"severity", `how much it matters, such as severity: "warning"`},
			{"must", "what has to hold, such as must: grades: >0"},
			{"why", "why anybody should care"},
			{"remedy", "what to do about it"},
		} {
			if !c.says(rule.path, key.name) {
				c.report(rule.pos, append(rule.path, key.name), "the rule %q has no %s: %s", rule.name, key.name, key.want)
			}
		}
		example := append(slices.Clone(rule.path), "example")
		for _, page := range []struct{ name, want string }{{"bad", "a page on which the rule speaks"}, {"good", "a page on which it is silent"}} {
			if c.says(rule.path, "example") && !c.says(example, page.name) {
				c.report(rule.pos, append(slices.Clone(example), page.name), "the example of the rule %q has no %s page: %s", rule.name, page.name, page.want)
			}
		}
	}
}

// newKinds checks the kinds of sections that the built-in policy does not have.
func (c *checker) newKinds(f *ast.File) {
	known := c.fieldNames(field(c.base(), "sections"))
	for _, kind := range c.entries(f, "sections") {
		if slices.Contains(known, kind.name) || c.has(kind.path) || c.says(kind.path, "usual") {
			continue
		}
		if n := Nearest(kind.name, known); n != "" {
			c.report(kind.pos, kind.path, "there is no kind of section %q; did you mean %q?", kind.name, n)
		} else {
			c.report(kind.pos, kind.path, "there is no kind of section %q; a kind of your own needs the word for it, such as usual: \"Working Hours\"", kind.name)
		}
	}
}

// newLadders checks the ladders that the built-in policy does not have.
func (c *checker) newLadders(f *ast.File) {
	known := c.fieldNames(field(c.base(), "ladders"))
	for _, ladder := range c.entries(f, "ladders") {
		if slices.Contains(known, ladder.name) || c.has(ladder.path) {
			continue
		}
		paths := append(slices.Clone(ladder.path), "paths")
		if n, err := c.said(paths).Len().Int64(); err == nil && n > 0 || overlaps(paths, c.reported) {
			continue
		}
		if n := Nearest(ladder.name, known); n != "" {
			c.report(ladder.pos, ladder.path, "there is no ladder %q; did you mean %q?", ladder.name, n)
		} else {
			c.report(ladder.pos, ladder.path, "the ladder %q has no paths: nobody would climb it", ladder.name)
		}
	}
}

// isOnlyRead reports whether a value is a kind of entity that rules of one's own cannot be about.
func (c *checker) isOnlyRead(on cue.Value) bool {
	return on.Exists() && c.pkg.LookupPath(cue.MakePath(cue.Def("#OnlyRead"))).Unify(on).Validate(cue.Concrete(true)) == nil
}

// entry is one name below a key, at its first place.
type entry struct {
	name string
	path []string
	pos  token.Pos
}

// entries are the names below a key: those that the file writes, then those that it computes.
func (c *checker) entries(f *ast.File, key ...string) []entry {
	var list []entry
	add := func(name string, pos token.Pos) {
		if !slices.ContainsFunc(list, func(e entry) bool { return e.name == name }) {
			list = append(list, entry{name, append(slices.Clone(key), name), pos})
		}
	}
	for _, l := range labelsAt(f.Decls, key...) {
		add(labelOf(l), l.Label.Pos())
	}
	computed := c.said(key)
	for _, name := range c.fieldNames(computed) {
		add(name, field(computed, name).Pos())
	}
	return list
}

// says reports whether the file gives a value for a key.
func (c *checker) says(path []string, key string) bool {
	return c.said(append(slices.Clone(path), key)).Exists()
}

// has reports whether a problem of exactly this path was reported.
func (c *checker) has(path []string) bool {
	return slices.ContainsFunc(c.reported, func(p []string) bool { return slices.Equal(p, path) })
}
