package schema

import (
	"fmt"
	"regexp"
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// Origin says who has the last word on a value of a policy.
type Origin struct {
	By     Author
	Preset string   // its name, if it is by one
	Place  Position // in the catalog's own file; zero if it does not say it
}

// Author is where a value of a policy can come from.
type Author string

// The authors, from the one whom everybody overrules to the one who overrules all.
const (
	ByBuiltin  Author = "built in"
	ByPreset   Author = "preset"
	ByCatalog  Author = "catalog"  // the catalog's own file
	ByOverride Author = "override" // an override in that file
)

// ownFile is the catalog's own file, as it was written and as CUE understands it.
type ownFile struct {
	syntax *ast.File // nil for the built-in policy
	value  cue.Value
	place  func(token.Pos) Position
}

// Origin is where a value comes from: "sections", "career_ladder", "required". It is found in the syntax of the files,
// because CUE gives a value that several of them speak of the place of any.
func (p *Policy) Origin(key ...string) Origin {
	if p.own.syntax != nil {
		made := field(p.own.value, key...).Exists()
		if at := statedAt(p.own.syntax.Decls, key, made); made || at.IsValid() && p.changed(key) {
			return Origin{By: ByCatalog, Place: p.own.place(at)}
		}
	}
	preset := p.compiled.files[len(p.compiled.files)-1]
	said := statedAt(preset.Decls, append([]string{"#Policy"}, key...), true).IsValid()
	if !said && len(key) == 3 && key[0] == "rules" && key[2] == "severity" {
		said = statedAt(preset.Decls, []string{"severities", key[1]}, true).IsValid()
	}
	if said {
		return Origin{By: ByPreset, Preset: p.compiled.preset}
	}
	return Origin{By: ByBuiltin}
}

// changed reports whether the catalog's own file gives a rule another value than it has without it: a pattern for many rules
// makes no field of its own.
func (p *Policy) changed(key []string) bool {
	i := slices.IndexFunc(p.parts.rules, func(r ruleValue) bool { return len(key) > 2 && key[0] == "rules" && r.id == key[1] })
	if i < 0 {
		return false
	}
	return fmt.Sprint(field(p.parts.rules[i].value, key[2:]...)) != fmt.Sprint(field(p.compiled.base(), key...))
}

// Config is the path of the catalog's own file, as Load was given it; "" for the built-in policy.
func (p *Policy) Config() string { return p.path }

// PlaceOf is where the catalog's own file says a value; zero if it does not.
func (p *Policy) PlaceOf(key ...string) Position { return p.Origin(key...).Place }

// statedAt is where declarations state a value: the field itself, else whatever stands for it, such as a pattern for all
// fields, a comprehension that makes it, or a name that refers to the struct that holds it. What nobody has made is only
// looked for in patterns.
func statedAt(decls []ast.Decl, key []string, made bool) token.Pos {
	var exact, other token.Pos
	within := func(value ast.Node, at token.Pos, key []string, named bool) {
		if s, ok := value.(*ast.StructLit); ok && len(key) > 0 {
			at = statedAt(s.Elts, key, made)
		}
		switch {
		case !at.IsValid():
		case named:
			exact = at
		default:
			other = at
		}
	}
	for _, d := range decls {
		switch d := d.(type) {
		case *ast.Field:
			name := labelOf(d)
			if name == key[0] || name == "" && mayBe(d.Label, key[0], made) {
				within(d.Value, d.Label.Pos(), key[1:], name != "")
			}
		case *ast.Comprehension:
			if made {
				within(d.Value, d.Pos(), key, false)
			}
		case *ast.EmbedDecl:
			within(d.Expr, d.Pos(), key, false)
		}
	}
	if exact.IsValid() {
		return exact
	}
	return other
}

// mayBe reports whether a label that is no plain name can stand for a name: a pattern that it fits, or any computed name.
func mayBe(label ast.Label, name string, made bool) bool {
	list, ok := label.(*ast.ListLit)
	if !ok || len(list.Elts) != 1 {
		return made
	}
	match, ok := list.Elts[0].(*ast.UnaryExpr)
	if !ok || match.Op != token.MAT {
		return true
	}
	lit, ok := match.X.(*ast.BasicLit)
	if !ok {
		return true
	}
	text, err := literalText(lit)
	if err != nil {
		return true
	}
	form, err := regexp.Compile(text)
	return err != nil || form.MatchString(name)
}
