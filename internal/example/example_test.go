package example_test

import (
	"strings"
	"testing"

	"jobcat/internal/example"
	"jobcat/schema"
)

// Every rule that is built in speaks about its example, also one that is off.
func TestEveryRuleSpeaks(t *testing.T) {
	p, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range p.Rules() {
		spoken, err := example.Speak(t.Context(), p, r)
		if err != nil {
			t.Fatal(err)
		}
		if text := spoken.Message + spoken.Remedy; spoken.ID != r.ID || text == "" || strings.Contains(text, "{") && !strings.Contains(r.Bad, "{") {
			t.Errorf("%s says %q and %q", r.ID, spoken.Message, spoken.Remedy)
		}
		if strings.Contains(r.Message, "{") && spoken.Message == r.Message {
			t.Errorf("%s does not speak about its example", r.ID)
		}
	}
}

func TestRulesOfOnesOwn(t *testing.T) {
	p, err := schema.Load("jobcat.cue", []byte(`
		rules: "no-tools": {
			on: "level", severity: "warning", message: "{title} has no tools", why: "w", remedy: "r"
			must: sections: nice_to_have: >0
		}
		rules: "unlinked-grade": {severity: "off", message: "no link at {text}"}
		rules: "off-ladder-grade": severity: "off"
	`))
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"no-tools":         "{title} has no tools",
		"unlinked-grade":   "no link at {text}", // off, and in words that only this catalog has
		"off-ladder-grade": `"Senior Garden Planner" is grade 6, but Senior is grade 7 here`,
	} {
		spoken, err := example.Speak(t.Context(), p, p.Rule(id))
		if err != nil || spoken.Message != want {
			t.Errorf("%s says %q, %v", id, spoken.Message, err)
		}
	}
}
