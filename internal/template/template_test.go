package template_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/internal/template"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// policies are what new families have to be right for: each preset, and what catalogs make of them.
var policies = map[string]string{
	"gitlab":           ``,
	"minimal":          `extends: "minimal"`,
	"pay-transparency": `extends: "pay-transparency"`,
	"own ladder":       `extends: "minimal", ladders: default: {grades: [1, 2, 3], rungs: {junior: [1], senior: [2], staff: [3], manager: [2, 3]}}, rules: "missing-grade": severity: "error"`,
	"no ladder":        `extends: "pay-transparency", rules: "unlinked-grade": severity: "info"`,
	"own titles":       `ladders: default: titles: "Payroll Analyst (Intermediate)": [5]`,
	"own sections": `sections: {
		working_conditions: {usual: "Working Conditions", required: "level", items: "Works at a desk": true, min_items: 4}
		tools: {usual: "Tools", required: "family", max_items: 1, template: "- {add a tool}\n- {add another}"}
		performance_indicators: {required: "level", max_items: 2, min_items: 1}
		responsibilities: required: "level"
		requirements: items: {"Ability to use GitLab": false, "Ability to listen": true}
		hiring_process: usual: "How we hire"
		job_grade: required: "nowhere"
	}`,
	"strict": `rules: {"gender-coded-wording": severity: "warning", "leftover-placeholder": severity: "info"}`,
}

var titles = []string{
	"Payroll Analyst", "Senior Payroll Analyst", "Manager, Payroll", "Payroll Manager", "Senior Payroll Manager", "VP of Payroll",
	"Chief Executive Officer", "Chief Payroll Officer", "Requirements Engineer", "Levels Designer", "C++ Engineer", "C# Engineer",
	`Head of "Growth"`, "Growth: North & South", "Site Reliability Engineer (SRE)", "Payroll Analyst (Intermediate)", "Intern",
	"Engineer, R&D / Tools", "O'Hara's Gardener", "Développeuse", "工程师", "Analyst – Pay", "2nd Line Support Agent", "payroll analyst",
	"PAYROLL", "The Payroll Analyst", "Hiring Process Coordinator", "Responsibilities Lead", "Specialties Manager", "Senior", "Fellow",
	"Grade 7 Analyst", "Director of Job Grades", "A", "Career Ladder", "Staff Writer, Interview Process", "Payroll, Payroll", "Level 3 Engineer",
}

// misread are titles with words that mean something else on the page of a family, so that no page can be written for them
// or for some of their levels.
var misread = []string{"Career Ladder", "Director of Job Grades", "Staff Writer, Interview Process", "Level 3 Engineer", "Grade 7 Analyst",
	"Responsibilities Lead", "Engineer, R&D / Tools"}

// A new family has nothing to be found but what its author has to write.
func TestOnlyPlaceholdersAreLeft(t *testing.T) {
	for name, text := range policies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := schema.Load("jobcat.cue", []byte("package jobcat\n\n"+text))
			if err != nil {
				t.Fatal(err)
			}
			// Of all that can come together, each thing meets each other one.
			files := []string{"finance/new.md", "sales/new/index.html.md"}
			words := [][]string{nil, {"Junior", "Intermediate", "Senior", "Staff"}, {"Associate", "Senior", "Manager", "Clerk of Works"}}
			for i, title := range titles {
				for j, tmpl := range []template.Template{template.SharedSections, template.OwnSections} {
					check(t, p, files[(i+j)%2], tmpl, title, words[(i/2+j)%3])
				}
			}
		})
	}
}

func check(t *testing.T, p *schema.Policy, file string, tmpl template.Template, title string, words []string) {
	t.Helper()
	in := fmt.Sprintf("%s, template %d, %q with %q", file, tmpl, title, words)
	ladder := p.LadderFor(file)
	f := template.Family{Template: tmpl, Title: title, Ladder: ladder, Grades: ladder.Page, Levels: template.Levels(tmpl, title, words, ladder)}
	reader := workspace.ReaderFor(p)
	w := workspace.New(nil, nil, "/job-families")
	text, err := template.Write(p.At(file), f, func(text string) *catalog.Page {
		return reader.Page(catalog.NewFile(file, text), w.Roots[0])
	})
	if err != nil {
		if !slices.Contains(misread, title) {
			t.Errorf("%s: %v", in, err)
		}
		return
	}
	c, err := w.Read(t.Context(), source.Memory{file: text}, reader)
	if err != nil {
		t.Fatal(err)
	}
	placeholders := 0
	for _, f := range lint.Run(t.Context(), p, c).Findings {
		if f.Rule != "leftover-placeholder" {
			t.Errorf("%s: %d: %s [%s]", in, f.Place.Line, f.Message, f.Rule)
		}
		placeholders++
	}
	if holes := strings.Count(text, "{add"); holes != placeholders {
		t.Errorf("%s: %d placeholders and %d findings", in, holes, placeholders)
	}
}
