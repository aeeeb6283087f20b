package lint

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/schema"
)

// TestFactsAreThoseOfTheSchema holds what the entities answer against schema/facts.cue: every fact is there, and has
// a value of its type.
func TestFactsAreThoseOfTheSchema(t *testing.T) {
	policy := builtin(t)
	c := read(policy, append(fixtures(t), txtar.File{Name: "reports.md", Data: []byte(
		"---\ntitle: Gardener\n---\n\n### Senior Gardener\n\nThe Senior Gardener is a grade 7 and reports to the Head Gardener.\n",
	)}))
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
		p := l.open(one, newWorker())
		p.each(check)
		// A rule of a catalog's own is asked of these kinds, and the schema refuses those about the others.
		if visited["place"] || visited["catalog"] {
			t.Fatal("#OnlyRead of schema/rules.cue is not true")
		}
	}
	for _, one := range c.Pages {
		p := l.open(one, newWorker())
		leftoverPlaceholder(p, func(o observation) { check("place", o.about) })
		unreadableFile(p, func(o observation) { check("file", o.about) })
	}
	check("catalog", &catalogEntity{l: l})
	for _, on := range []string{"file", "family", "level", "grade", "extends", "reports_to", "section", "item", "heading", "expected", "link", "place"} {
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
