package audit_test

import (
	"fmt"
	"testing"
)

// A rule is as severe as its most severe finding, and counted where it finds something.
func TestFindingsByRule(t *testing.T) {
	page := func(title string) string {
		return "---\ntitle: " + title + "\n---\n\n## Senior " + title + "\n\nThe Senior " + title + " is a [grade 6](/grades).\n\n### Responsibilities\n\n- Work in your 5 years of experience\n"
	}
	policy := "package jobcat\noverrides: [{paths: [\"a/**\"], rules: \"off-ladder-grade\": severity: \"info\"}]\n"
	f := inMemory(t, policy, map[string]string{"a/x.md": page("Baker"), "b/x.md": page("Cook"), "b/y.md": page("Miller")}).audit().Findings
	for _, r := range f.Rules {
		if r.Rule == "off-ladder-grade" {
			if got := fmt.Sprintf("%s %d %+v", r.Severity, r.Findings, r.Departments); got != "error 3 [{Department:a Findings:1} {Department:b Findings:2}]" {
				t.Errorf("%s: %s", r.Rule, got)
			}
		}
	}
	var wording []string
	for _, r := range f.Wording {
		wording = append(wording, r.Rule)
	}
	if got := fmt.Sprint(wording); got != "[years-of-experience]" {
		t.Errorf("about wording are %s", got)
	}
}
