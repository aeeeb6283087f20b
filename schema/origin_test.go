package schema

import "testing"

// The last who speaks of a value has it from there, in whatever form it is said.
func TestOrigin(t *testing.T) {
	p, err := Load("jobcat.cue", []byte(`package jobcat

catalog: roots: ["jobs"]
sections: career_ladder: {
	required: "family"
}
_mine: {required: "level", severity: "info"}
sections: hiring_process: _mine
rules: [=~"^unlinked-"]: severity: "off"
rules: {for id in ["missing-grade"] {(id): severity: "info"}}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		key  []string
		by   Author
		line int
	}{
		{[]string{"catalog", "roots"}, ByCatalog, 3},
		{[]string{"catalog", "usual_roots"}, ByBuiltin, 0},
		{[]string{"sections", "career_ladder", "required"}, ByCatalog, 5},
		{[]string{"sections", "career_ladder", "severity"}, ByPreset, 0},
		{[]string{"sections", "hiring_process", "required"}, ByCatalog, 8},
		{[]string{"rules", "unlinked-grade", "severity"}, ByCatalog, 9},
		{[]string{"rules", "missing-grade", "severity"}, ByCatalog, 10},
		{[]string{"rules", "off-ladder-grade", "severity"}, ByBuiltin, 0},
		{[]string{"ladders", "sales", "grades"}, ByPreset, 0},
	} {
		if o := p.Origin(test.key...); o.By != test.by || o.Place.Line != test.line {
			t.Errorf("%v is by %s, line %d", test.key, o.By, o.Place.Line)
		}
	}
	minimal, err := Load("jobcat.cue", []byte(`extends: "minimal"`))
	if err != nil {
		t.Fatal(err)
	}
	if o := minimal.Origin("rules", "unlinked-reports-to", "severity"); o.By != ByPreset || o.Preset != "minimal" {
		t.Errorf("a severity of the preset is by %+v", o)
	}
}
