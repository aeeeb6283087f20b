package schema

import (
	"slices"
	"strconv"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
)

// said is what the file says at a path; the second name of one that begins with "overrides" is an index.
func (c *checker) said(path []string) cue.Value {
	if len(path) > 1 && path[0] == "overrides" {
		if i, err := strconv.Atoi(path[1]); err == nil {
			return field(c.own.LookupPath(cue.MakePath(cue.Str(path[0]), cue.Index(i))), path[2:]...)
		}
	}
	return field(c.own, path...)
}

// override is what the policy says about each of the overrides.
func (c *checker) override() cue.Value {
	return c.pkg.LookupPath(cue.MakePath(cue.Def("#Override")))
}

// policyAt is what the policy says about a path; it does not exist if the policy has no such path.
func (c *checker) policyAt(path []string) cue.Value {
	if len(path) < 2 || path[0] != "overrides" {
		return field(c.base(), path...)
	}
	v, ok := c.override(), true
	for i := 2; i < len(path) && ok; i++ {
		v, ok = c.child(v, path[i], path[:i+1])
	}
	return v
}

// overrides checks the list of them, then each by itself.
func (c *checker) overrides(f *ast.File) {
	at := []string{"overrides"}
	written, _ := valuesAt(f.Decls, at...)
	if len(written) > 1 {
		c.report(written[1].Pos(), at, "overrides is said twice here; write one list of all overrides, the last of which counts")
		return
	}
	if own := c.said(at); own.Exists() && own.IncompleteKind() != cue.ListKind {
		c.report(own.Pos(), at, `overrides should be a list, such as [{paths: ["sales/**"], rules: "missing-grade": severity: "off"}]`)
		return
	}
	for _, w := range written {
		list, _ := w.(*ast.ListLit)
		for i, e := range writtenOut(list) { // what is computed is left to CUE
			if s, ok := e.(*ast.StructLit); ok {
				c.fields(c.override(), s.Elts, []string{"overrides", strconv.Itoa(i)})
			}
		}
	}
	c.changes(f)
}

// changes checks what the shape of an override does not show: which files it is for, and that there is what it changes.
func (c *checker) changes(f *ast.File) {
	rules := append(c.fieldNames(field(c.base(), "rules")), c.fieldNames(field(c.own, "rules"))...)
	var d decoder
	i := 0
	d.list(field(c.own, "overrides"), func(v cue.Value) {
		path := []string{"overrides", strconv.Itoa(i)}
		i++
		if v.IncompleteKind()&cue.StructKind == 0 {
			return
		}
		if n, err := field(v, "paths").Len().Int64(); !c.has(append(path, "paths")) && (err != nil || n == 0) {
			c.report(v.Pos(), append(path, "paths"), `the override has no paths: say which files it is for, such as paths: ["sales/**"]`)
		}
		changes := append(c.entries(f, append(path, "rules")...), c.entries(f, append(path, "sections")...)...)
		if len(changes) == 0 && !overlaps(path, c.reported) {
			c.report(v.Pos(), path, `the override changes nothing: name what is different there, such as rules: "missing-grade": severity: "off"`)
		}
		for _, e := range changes {
			switch {
			case c.has(e.path):
			case e.path[2] == "rules" && !slices.Contains(rules, e.name):
				c.report(e.pos, e.path, "there is no rule %q%s", e.name, didYouMean(e.name, rules))
			case e.path[2] == "rules" && !c.says(e.path, "severity") && !overlaps(e.path, c.reported):
				c.report(e.pos, e.path, `the override does not say how much the rule %q matters, such as severity: "off"`, e.name)
			case e.path[2] == "sections" && !slices.Contains(c.kindNames(), e.name):
				c.report(e.pos, e.path, "there is no kind of section %q%s", e.name, instead(e.name, c.kindNames()))
			}
		}
	})
}
