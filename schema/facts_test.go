package schema

import (
	"slices"
	"strings"
	"testing"
)

// Whoever writes a rule has to know of every fact what it can be.
func TestEntityKinds(t *testing.T) {
	kinds, err := EntityKinds()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range kinds {
		if !strings.HasPrefix(e.Doc, "Facts of ") {
			t.Errorf("a %s is described as %q", e.Name, e.Doc)
		}
		if len(e.Facts) != len(FactsOf(e.Name)) || len(e.Facts) == 0 {
			t.Errorf("a %s has %d facts", e.Name, len(e.Facts))
		}
		if e.Own == slices.Contains([]string{"place", "catalog"}, e.Name) {
			t.Errorf("rules of one's own about a %s: %v", e.Name, e.Own)
		}
	}
	find := func(on, name string) KnownFact {
		i := slices.IndexFunc(kinds, func(e EntityKind) bool { return e.Name == on })
		facts := kinds[i].Facts
		return facts[slices.IndexFunc(facts, func(f KnownFact) bool { return f.Name == name })]
	}
	for _, test := range []struct {
		on, fact, kind string
		words          int
	}{
		{"level", "title", "text", 0},
		{"level", "rung", "word", 17},
		{"level", "track", "word", 2},
		{"level", "grade", "number or null", 0},
		{"level", "grades", "whole number", 0},
		{"level", "sections.KIND", "whole number", 0},
		{"level", "no_grade", "true or false", 0},
		{"level", "expected_grades", "list of numbers", 0},
		{"family", "masculine_surplus", "whole number", 0},
		{"expected", "required", "word", 4},
	} {
		f := find(test.on, test.fact)
		if f.Kind != test.kind || len(f.Words) != test.words {
			t.Errorf("%s of a %s is a %s of %q", test.fact, test.on, f.Kind, f.Words)
		}
	}
}
