package schema

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
)

// Fact is something that a rule can ask about an entity.
type Fact struct {
	Name string // its path: "rung"; "sections.KIND" for one that is there for each kind of section
	Type string // in CUE: "number | null"
	Doc  string
}

// EntityKind is a kind of entity that a rule can be about.
type EntityKind struct {
	Name  string // what a rule's `on` says: "level"
	Doc   string
	Own   bool // whether a catalog's own rules can be about it
	Facts []KnownFact
}

// KnownFact is a fact with what it can be.
type KnownFact struct {
	Fact
	Kind  string   // in words: "text", "word", "whole number", "number or null", "list of numbers", "true or false"
	Words []string // the texts that a word can be, "" included; none for other kinds
}

// perKind ends the name of a fact that is there for each kind of section.
const perKind = ".KIND"

// FactsOf are the facts that a rule can ask about an entity of a kind ("level"), as schema/facts.cue has them; none if
// there is no such kind.
func FactsOf(on string) []Fact {
	f, err := factsWithComments()
	if err != nil {
		return nil // it is embedded, and the tests parse it
	}
	return factsIn(f, on)
}

// factsWithComments is the syntax of facts.cue with what people read of it: a policy that is compiled has no comments.
func factsWithComments() (*ast.File, error) {
	src, err := embedded.ReadFile("facts.cue")
	if err != nil {
		return nil, fmt.Errorf("read the facts: %w", err)
	}
	return parser.ParseFile("facts.cue", src, parser.ParseComments)
}

// EntityKinds are the kinds of entities in the order of schema/facts.cue, with all that a rule can ask about them.
func EntityKinds() ([]EntityKind, error) {
	c, err := compile(defaultPreset)
	if err != nil {
		return nil, err
	}
	file, err := factsWithComments()
	if err != nil {
		return nil, err
	}
	named := definition(file, "#Facts")
	if named == nil {
		return nil, errors.New("the policy has no #Facts")
	}
	onlyRead := expect(c.pkg.LookupPath(cue.MakePath(cue.Def("#OnlyRead")))).words
	var kinds []EntityKind
	for _, d := range named.Elts {
		field, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		kind := EntityKind{Name: labelOf(field)}
		kind.Own = !slices.Contains(onlyRead, kind.Name)
		if ref, ok := field.Value.(*ast.Ident); ok {
			kind.Doc = docOfDefinition(file, ref.Name)
		}
		for _, f := range factsIn(file, kind.Name) {
			kind.Facts = append(kind.Facts, c.known(kind.Name, f))
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

// known says what a fact can be.
func (c *compiled) known(on string, f Fact) KnownFact {
	known := KnownFact{Fact: f}
	facts := field(c.pkg.LookupPath(cue.MakePath(cue.Def("#Facts"))), on)
	var v cue.Value
	if name, each := strings.CutSuffix(f.Name, perKind); each {
		v = c.entry(field(facts, name), "kind")
	} else {
		v = field(facts, f.Name)
	}
	if known.Words = expect(v).words; len(known.Words) > 0 {
		known.Kind = "word"
		if v.Unify(c.ctx.Encode("")).Validate() == nil {
			known.Words = append(known.Words, "")
		}
		return known
	}
	switch kind := v.IncompleteKind(); {
	case kind&cue.StringKind != 0:
		known.Kind = "text"
	case kind&cue.BoolKind != 0:
		known.Kind = "true or false"
	case kind&cue.ListKind != 0:
		known.Kind = "list of numbers"
	case kind&cue.NumberKind == cue.IntKind:
		known.Kind = "whole number"
	default:
		known.Kind = "number"
	}
	if v.IncompleteKind()&cue.NullKind != 0 {
		known.Kind += " or null"
	}
	return known
}

// CheckFacts says which fact of an entity is not as schema/facts.cue declares it; nil if all are. Rules are judged as if
// they were, so whoever finds facts has its tests ask.
func (p *Policy) CheckFacts(on string, f Facts) error {
	facts := field(p.compiled.pkg.LookupPath(cue.MakePath(cue.Def("#Facts"))), on)
	if !facts.Exists() {
		return fmt.Errorf("no entity has the facts of a %q", on)
	}
	given := p.compiled.ctx.Encode(nested(p.compiled.allFacts(on, p.kinds), f))
	if err := facts.Unify(given).Validate(cue.Concrete(true)); err != nil {
		return fmt.Errorf("the facts of a %s are not as declared: %w", on, err)
	}
	return nil
}

// factsIn reads the facts of a kind of entity from the syntax of facts.cue.
func factsIn(f *ast.File, on string) []Fact {
	kinds := definition(f, "#Facts")
	if kinds == nil {
		return nil
	}
	for _, d := range kinds.Elts {
		field, ok := d.(*ast.Field)
		if !ok || labelOf(field) != on {
			continue
		}
		ref, ok := field.Value.(*ast.Ident)
		if !ok {
			return nil
		}
		return factsOfStruct(definition(f, ref.Name))
	}
	return nil
}

func factsOfStruct(s *ast.StructLit) []Fact {
	if s == nil {
		return nil
	}
	var facts []Fact
	for _, d := range s.Elts {
		field, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		fact := Fact{Name: labelOf(field), Doc: docOf(field)}
		value := field.Value
		if inner, ok := value.(*ast.StructLit); ok && len(inner.Elts) == 1 {
			if each, ok := inner.Elts[0].(*ast.Field); ok {
				fact.Name += perKind
				value = each.Value
			}
		}
		if src, err := format.Node(value); err == nil {
			fact.Type = string(src)
		}
		facts = append(facts, fact)
	}
	return facts
}

// definition is the struct that a file defines under that name.
func definition(f *ast.File, name string) *ast.StructLit {
	for _, d := range f.Decls {
		if field, ok := d.(*ast.Field); ok && labelOf(field) == name {
			s, _ := field.Value.(*ast.StructLit)
			return s
		}
	}
	return nil
}

// docOfDefinition is the comment above a definition.
func docOfDefinition(f *ast.File, name string) string {
	for _, d := range f.Decls {
		if field, ok := d.(*ast.Field); ok && labelOf(field) == name {
			return docOf(field)
		}
	}
	return ""
}

// labelOf is the name of a field; "" for a pattern or a computed one.
func labelOf(f *ast.Field) string {
	name, _, err := ast.LabelName(f.Label)
	if err != nil {
		return ""
	}
	return name
}

func docOf(f *ast.Field) string {
	var lines []string
	for _, group := range ast.Comments(f) {
		if group.Doc {
			lines = append(lines, strings.TrimSpace(group.Text()))
		}
	}
	return strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
}
