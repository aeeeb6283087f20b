package schema

import (
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/parser"
)

// Load is the built-in policy as a catalog's jobcat.cue changes it and adds to it. The path only names the file in
// messages. The error is a *PolicyError if the file is wrong.
func Load(path string, src []byte) (*Policy, error) {
	defer Evaluation{Path: path}.begin()()
	ps := &problems{path: path, src: src}
	f, err := parser.ParseFile(path, src)
	if err != nil {
		ps.misread(err)
		return nil, ps.err()
	}
	unwrap(f)
	confine(f, ps)
	c, err := compile(presetIn(f))
	if err != nil {
		return nil, err
	}
	c.expressions(f, ps)
	own := c.build(f, ps)
	check := &checker{compiled: c, problems: ps, own: own}
	check.file(f)
	p := c.merge(own, f)
	check.rest(p.changed)
	if err := ps.err(); err != nil {
		return nil, err
	}
	policy, err := c.decode(p, f)
	if err == nil {
		policy.path, policy.globs = path, check.globs(f)
		policy.own = ownFile{syntax: f, value: own, place: ps.position}
		err = policy.override(p.overrides, field(own, "overrides"), ps.position)
	}
	if err != nil {
		check.undecided(err)
		return nil, ps.err()
	}
	check.together(policy)
	if err := ps.err(); err != nil {
		return nil, err
	}
	return policy, nil
}

// unwrap takes a file that is one struct, as in JSON, for the fields in it.
func unwrap(f *ast.File) {
	for i, d := range f.Decls {
		if e, ok := d.(*ast.EmbedDecl); ok {
			if s, ok := e.Expr.(*ast.StructLit); ok {
				f.Decls = slices.Replace(f.Decls, i, i+1, s.Elts...)
				return
			}
		}
	}
}

// presetIn reads from the syntax which preset a file extends, because that decides what it is judged by.
func presetIn(f *ast.File) string {
	values, _ := valuesAt(f.Decls, "extends")
	for _, v := range values {
		if lit, ok := v.(*ast.BasicLit); ok {
			if name, err := literalText(lit); err == nil && slices.Contains(presets(), name) {
				return name
			}
		}
	}
	return defaultPreset
}

// build compiles the file alone, in the scope of the built-in policy. Names that nothing defines are reported, and
// taken out, so that the rest can be judged.
func (c *compiled) build(f *ast.File, ps *problems) cue.Value {
	for {
		own := c.ctx.BuildFile(f, cue.Scope(c.pkg))
		unresolved := map[int]bool{}
		for _, e := range errors.Errors(own.Err()) {
			format, args := e.Msg()
			if !strings.HasPrefix(format, "reference %q not found") || !e.Position().IsValid() {
				continue
			}
			name := args[0].(string)
			unresolved[e.Position().Offset()] = true
			ps.addDebug(e.Position(), debugWords(e), "%s", nameWords(name))
		}
		if !ps.drop(f, unresolved) {
			return own
		}
		// What the first build resolved would be resolved again.
		ast.Walk(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				id.Node, id.Scope = nil, nil
			}
			return true
		}, nil)
	}
}

// drop replaces the values of fields that hold an identifier at one of the offsets, and reports whether it found any.
func (ps *problems) drop(f *ast.File, offsets map[int]bool) bool {
	found := false
	ast.Walk(f, func(n ast.Node) bool {
		field, ok := n.(*ast.Field)
		if !ok {
			return true
		}
		if _, ok := field.Value.(*ast.StructLit); ok {
			return true
		}
		ast.Walk(field.Value, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && offsets[id.Pos().Offset()] {
				found = true
				field.Value = ps.standIn(field.Value)
			}
			return true
		}, nil)
		return false
	}, nil)
	return found
}

// nameWords explains a name that nothing defines: mostly a text whose quotes were forgotten.
func nameWords(name string) string {
	if slices.Contains([]string{"yes", "no", "on", "none", "nil"}, name) {
		return name + " is no value; write true, false, null, or a text in quotes"
	}
	if value := Nearest(name, []string{"true", "false", "null"}); value != "" {
		return "nothing here is called " + name + "; did you mean " + value + "?"
	}
	return "nothing here is called " + name + "; a text stands in quotes: \"" + name + "\""
}

func debugWords(err error) string { return errors.Details(err, &errors.Config{Cwd: "/"}) }
