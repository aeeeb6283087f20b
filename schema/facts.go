package schema

import (
	"fmt"
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

// perKind ends the name of a fact that is there for each kind of section.
const perKind = ".KIND"

// FactsOf are the facts that a rule can ask about an entity of a kind ("level"), as schema/facts.cue has them; none if
// there is no such kind.
func FactsOf(on string) []Fact {
	src, _ := embedded.ReadFile("facts.cue") // it is embedded, and the tests parse it
	f, err := parser.ParseFile("facts.cue", src, parser.ParseComments)
	if err != nil {
		return nil
	}
	return factsIn(f, on)
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
