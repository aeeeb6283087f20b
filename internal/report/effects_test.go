package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/internal/change"
	"jobcat/schema"
)

func changed(effects ...change.Effect) Changed {
	return Changed{
		Root: "jobs", Before: "main", After: "the work tree", Effects: effects,
		Kinds: []schema.SectionKind{
			{Kind: "responsibilities", Titles: []string{"Responsibilities"}},
			{Kind: "hiring_process", Titles: []string{"Hiring Process"}},
		},
	}
}

func TestEffectsAreToldTogether(t *testing.T) {
	senior := change.Subject{Path: "a.md", Family: "Gardeners", Level: "Senior Gardener"}
	at := catalog.Place{Path: "a.md", Line: 7}
	ranger := change.Reached{Level: "Ranger", Family: "Rangers", Place: catalog.Place{Path: "b.md", Line: 3}}
	item := func(kind change.Kind, section, old, now string) change.Effect {
		return change.Effect{Kind: kind, Of: senior, Section: section, Old: old, New: now, After: at, Reach: []change.Reached{ranger}}
	}
	for _, c := range []struct {
		name    string
		effects []change.Effect
		want    string
	}{
		{"nothing", nil, "nothing changed for people between main and the work tree"},
		{"two items", []change.Effect{item(change.ItemAdded, "responsibilities", "", "a"), item(change.ItemAdded, "responsibilities", "", "b")},
			"Senior Gardener gains 2 responsibilities, which 1 level inherits (Ranger) (line 7)\n    + a\n    + b\n"},
		{"a singular", []change.Effect{item(change.ItemReworded, "responsibilities", "a", "b")}, "rewords 1 responsibility, which"},
		{"no plural", []change.Effect{item(change.ItemRemoved, "hiring_process", "a", "")}, "loses 1 item of Hiring Process"},
		{"a grade", []change.Effect{{Kind: change.GradeChanged, Of: senior, Old: "7", New: "8", After: at}}, "moves from grade 7 to 8 (line 7)"},
		{"no grade", []change.Effect{{Kind: change.GradeChanged, Of: senior, Old: "7", After: at}}, "states no grade any more; it was 7"},
		{"a move", []change.Effect{{Kind: change.FamilyMoved, Of: change.Subject{Path: "a.md", Family: "Gardeners"}, Old: "/a/", New: "/b/"}},
			"nothing changed for people between"},
	} {
		var b bytes.Buffer
		if err := EffectsText(&b, changed(c.effects...), TextOptions{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), c.want) {
			t.Errorf("%s: got\n%s\nwithout %q", c.name, b.String(), c.want)
		}
		b.Reset()
		if err := EffectsMarkdown(&b, changed(c.effects...)); err != nil || (c.effects == nil) != (b.String() == "Nothing changed for people.\n") {
			t.Errorf("%s: Markdown: %v\n%s", c.name, err, b.String())
		}
		b.Reset()
		if err := EffectsJSON(&b, changed(c.effects...)); err != nil || !json.Valid(b.Bytes()) {
			t.Errorf("%s: JSON: %v\n%s", c.name, err, b.String())
		}
	}
}
