package lint

import (
	"strings"
	"testing"

	"jobcat/schema"
)

// TestFactsAreThoseOfTheSchema holds what the entities answer against schema/facts.cue: every fact is there, and has
// a value of its type.
func TestFactsAreThoseOfTheSchema(t *testing.T) {
	policy := builtin(t)
	c := read(policy, fixtures(t))
	l := newLinter(policy, c)
	visited := map[string]bool{}
	check := func(on string, e entity) {
		visited[on] = true
		for _, f := range schema.FactsOf(on) {
			name := strings.Replace(f.Name, "KIND", "requirements", 1)
			if value := e.Fact(name); !fitsType(value, f.Type) {
				t.Fatalf("the fact %s of %s is %#v, and should be %s", name, on, value, f.Type)
			}
		}
	}
	for _, one := range c.Pages {
		p := l.open(one)
		p.each(check)
		p.drafts = nil
		leftoverPlaceholder(p, func(o observation) { check("place", o.about) })
		unreadableFile(p, func(o observation) { check("file", o.about) })
	}
	check("catalog", &catalogEntity{l: l})
	for _, on := range []string{"file", "family", "level", "grade", "extends", "section", "item", "heading", "expected", "link", "place"} {
		if !visited[on] {
			t.Errorf("no fixture has an entity of the kind %q", on)
		}
	}
}

func fitsType(value any, typ string) bool {
	switch v := value.(type) {
	case nil:
		return strings.Contains(typ, "null")
	case bool:
		return typ == "bool"
	case int:
		return typ == "#Count" || typ == "int"
	case float64:
		return strings.HasPrefix(typ, "number") || typ == "#Count"
	case []float64:
		return typ == "[...number]"
	case string:
		return typ == "string" || strings.HasPrefix(typ, "#R") || strings.Contains(typ, `"`+v+`"`)
	}
	return false
}
