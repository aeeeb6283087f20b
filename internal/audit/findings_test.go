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

// Among levels of one title, the place says which one a finding is about.
func TestFindingsOfTwins(t *testing.T) {
	level := func(title, says, grade string) string {
		return "\n### " + title + "\n\nThe " + says + " is a [grade " + grade + "](/grades).\n\n#### Responsibilities\n\n- Work\n"
	}
	a := inMemory(t, "", map[string]string{"a/x.md": "---\ntitle: Herd\n---\n\n## Levels\n" +
		level("Staff Herder", "Staff Herder", "8") +
		level("Senior Herder", "Senior Herder", "7") +
		level("Senior Herder", "Senior Herder", "6") +
		level("Senior Herder", "Staff Herder", "7")}).audit()
	got := map[string]string{}
	for _, f := range a.Findings.All {
		if len(f.Level) > 12 {
			got[f.Rule] += f.Level[12:]
		}
	}
	for rule, want := range map[string]string{"off-ladder-grade": "-2", "grade-of-another-role": "-3", "missing-reports-to": "-2-3"} {
		if got[rule] != want {
			t.Errorf("%s is about the level %q, not %q", rule, got[rule], want)
		}
	}
	if o := a.Grades.Outliers; len(o) != 1 || o[0].Level[12:] != "-2" {
		t.Errorf("not as elsewhere: %+v", o)
	}
}
