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
			{Kind: "requirements", Titles: []string{"Requirements"}},
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
	extends := func(section, old, now string, reach ...change.Reached) change.Effect {
		return change.Effect{Kind: change.ExtendsChanged, Of: senior, Section: section, Old: old, New: now, After: at, Reach: reach}
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
		{"two kinds", []change.Effect{extends("requirements", "Gardener", ""), extends("responsibilities", "Gardener", "")},
			"  Senior Gardener does not take over the requirements and responsibilities of Gardener any more (line 7)\n\n"},
		{"three kinds", []change.Effect{extends("hiring_process", "", "Gardener"), extends("requirements", "", "Gardener"), extends("responsibilities", "", "Gardener")},
			"  Senior Gardener takes over the hiring process, requirements and responsibilities of Gardener now (line 7)\n\n"},
		{"two lines", []change.Effect{{Kind: change.ExtendsChanged, Of: senior, Section: "requirements", New: "Gardener", After: catalog.Place{Path: "a.md", Line: 9}}, extends("responsibilities", "", "Gardener")},
			"takes over the requirements and responsibilities of Gardener now (line 7)"},
		{"two kinds of two levels", []change.Effect{extends("requirements", "Gardener", ""), extends("responsibilities", "Gardener", "Ranger")},
			"the requirements of Gardener any more (line 7)\n  Senior Gardener takes over the responsibilities of Ranger instead of Gardener"},
		{"two kinds for different heirs", []change.Effect{extends("requirements", "", "Gardener"), extends("responsibilities", "", "Gardener", ranger)},
			"the requirements of Gardener now (line 7)\n  Senior Gardener takes over the responsibilities of Gardener now, which 1 level inherits (Ranger)"},
		{"everything and a kind", []change.Effect{extends(catalog.WholeRole, "", "Gardener"), extends("requirements", "", "Gardener")},
			"takes over everything of Gardener now (line 7)\n  Senior Gardener takes over the requirements of Gardener now"},
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
