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
		said, err := example.Speak(t.Context(), p, r)
		if err != nil {
			t.Fatal(err)
		}
		if said.Finding == nil {
			t.Errorf("%s does not speak about its example", r.ID)
			continue
		}
		f := said.Finding
		if text := f.Message + f.Remedy; f.Rule != r.ID || strings.Contains(text, "{") && !strings.Contains(r.Bad, "{") {
			t.Errorf("%s says %q and %q", r.ID, f.Message, f.Remedy)
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
		"no-tools":         "",                   // it has no example
		"unlinked-grade":   "no link at grade 7", // off, and in words that only this catalog has
		"off-ladder-grade": `"Senior Garden Planner" is grade 6, but Senior is grade 7 here`,
	} {
		said, err := example.Speak(t.Context(), p, p.Rule(id))
		got := ""
		if said.Finding != nil {
			got = said.Finding.Message
		}
		if err != nil || got != want {
			t.Errorf("%s says %q, %v", id, got, err)
		}
	}
}
