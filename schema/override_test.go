package schema

import (
	"slices"
	"testing"
)

func TestAt(t *testing.T) {
	p, err := Load("jobcat.cue", []byte(`package jobcat

overrides: [
	{paths: ["sales/**"], rules: "missing-grade": severity: "off"},
	{
		paths: ["sales/**", "legal/**"]
		rules: "years-of-experience": severity: "error"
		sections: {
			career_ladder: {required: "nowhere", severity: "warning"}
			performance_indicators: {min_items: 0, max_items: 8}
			requirements: items: {"Ability to use GitLab": false, "Ability to sell": true}
		}
	},
	{paths: ["sales/field/**"], rules: "missing-grade": severity: "info"},
]
`))
	if err != nil {
		t.Fatal(err)
	}
	kind := func(p *Policy, name string) SectionKind {
		kinds := p.Kinds()
		return kinds[slices.IndexFunc(kinds, func(k SectionKind) bool { return k.Kind == name })]
	}
	for path, want := range map[string]struct{ grade, years Severity }{
		"finance/x.md":     {Error, Info},
		"legal/x.md":       {Error, Error},
		"sales/x.md":       {Off, Error},
		"sales/field/x.md": {Info, Error},
	} {
		at := p.At(path)
		if g, y := at.Rule("missing-grade").Severity, at.Rule("years-of-experience").Severity; g != want.grade || y != want.years {
			t.Errorf("%s: missing-grade is %q, years-of-experience %q", path, g, y)
		}
		for _, r := range at.Rules() {
			if at.Rule(r.ID) != r {
				t.Errorf("%s: two rules %s", path, r.ID)
			}
		}
	}
	legal := p.At("legal/x.md")
	if k := kind(legal, "career_ladder"); k.Required != "nowhere" || k.Severity != Warning || k.Usual() != "Career Ladder" {
		t.Errorf("the career ladder is %+v", k)
	}
	if k := kind(legal, "performance_indicators"); k.MinItems != 0 || k.MaxItems != 8 || k.Required != "either" {
		t.Errorf("performance indicators are %+v", k)
	}
	if k := kind(legal, "requirements"); !slices.Equal(k.Items, []RequiredItem{{"Ability to sell"}}) {
		t.Errorf("requirements are %+v", k)
	}
	if k := kind(p, "requirements"); !slices.Equal(k.Items, []RequiredItem{{"Ability to use GitLab"}}) {
		t.Errorf("the policy itself has changed: %+v", k)
	}

	if p.At("finance/x.md") != p || p.At("legal/x.md") != p.At("legal/y.md") || legal.At("sales/x.md") != legal {
		t.Error("files with the same overrides have different policies")
	}
	below := p.Below([]string{"jobs", "more"})
	if below.At("more/legal/x.md").Rule("years-of-experience").Severity != Error || below.At("other/legal/x.md") != below {
		t.Error("the globs are not relative to a root")
	}

	those := p.OverridesFor("sales/field/x.md")
	if len(those) != 3 {
		t.Fatalf("there are %d overrides", len(those))
	}
	if got := those[1].PlaceOf("sections", "requirements", "items", "Ability to sell"); got != (Position{11, 58}) {
		t.Errorf("the item is said at %v", got)
	}
	if got := those[2].PlaceOf("rules", "missing-grade", "severity"); got != (Position{14, 54}) || those[2].Place != (Position{14, 2}) {
		t.Errorf("the severity is said at %v of %v", got, those[2].Place)
	}
	if got := those[2].PlaceOf("rules", "unlinked-grade", "severity"); got != (Position{}) {
		t.Errorf("what is not said is said at %v", got)
	}
}
