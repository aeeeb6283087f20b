package issue

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"jobcat/internal/audit"
)

const me = 7

func report(warnings int) Report {
	a := &audit.Audit{Totals: audit.Totals{Families: 2, Levels: 9, Warnings: warnings}}
	if warnings > 0 {
		a.Findings.Rules = []audit.RuleCount{{Rule: "missing-section", Severity: "warning", Summary: "a section is missing", Findings: warnings}}
	}
	return Report{Name: "jobcat", Audit: a}
}

// project is the issues of a project, and does what plans want.
type project []Issue

func (p *project) run(t *testing.T, r Report) Plan {
	t.Helper()
	plan := r.Plan(State{Me: me, Issues: *p})
	for _, a := range plan.Actions {
		if a.IID == 0 {
			*p = append(*p, Issue{IID: int64(len(*p) + 1), Author: me, Open: true, Description: a.Description})
			continue
		}
		i := &(*p)[a.IID-1]
		i.Description = a.Description
		if a.Event != None {
			if i.Open == (a.Event == Reopen) {
				t.Errorf("issue %d is to be %s, and is so already", i.IID, a.Event)
			}
			i.Open = a.Event == Reopen
		}
	}
	if again := r.Plan(State{Me: me, Issues: *p}); len(again.Actions) > 0 {
		t.Errorf("the second run does something: %+v", again.Actions)
	}
	return plan
}

func (p project) states() string {
	var words []string
	for _, i := range p {
		words = append(words, fmt.Sprintf("%d:%v", i.IID, i.Open))
	}
	return strings.Join(words, " ")
}

func TestClosedByHand(t *testing.T) {
	var p project
	p.run(t, report(3))
	p[0].Open = false
	if plan := p.run(t, report(3)); len(plan.Actions) > 0 || len(plan.Notes) != 1 || !strings.Contains(plan.Notes[0], "closed by hand") {
		t.Errorf("%+v", plan)
	}
	// The words go on being true, and the issue stays closed.
	if plan := p.run(t, report(5)); len(plan.Actions) != 1 || p.states() != "1:false" || !strings.Contains(p[0].Description, "5 warnings") {
		t.Errorf("%+v", plan)
	}
	p.run(t, report(0))
	if p.run(t, report(2)); p.states() != "1:true" {
		t.Errorf("after it was clean: %s", p.states())
	}
}

func TestOpenedByHand(t *testing.T) {
	var p project
	p.run(t, report(3))
	p.run(t, report(0))
	p[0].Open = true
	if plan := p.run(t, report(0)); len(plan.Actions) > 0 || len(plan.Notes) != 1 || !strings.Contains(plan.Notes[0], "opened again by hand") {
		t.Errorf("%+v", plan)
	}
	p.run(t, report(1))
	if p.run(t, report(0)); p.states() != "1:false" {
		t.Error(p.states())
	}
}

func TestWordsOfPeople(t *testing.T) {
	var p project
	p.run(t, report(3))
	p[0].Description = "Kim looks at it on Friday.\r\n\r\n" + strings.ReplaceAll(p[0].Description, "\n", "\r\n") + "\n\n- [x] sales\n- [ ] finance"
	if plan := p.run(t, report(3)); len(plan.Actions) > 0 {
		t.Errorf("%+v", plan)
	}
	p.run(t, report(4))
	d := p[0].Description
	if !strings.HasPrefix(d, "Kim looks at it on Friday.\n\n"+begin) || !strings.HasSuffix(d, "-->\n\n- [x] sales\n- [ ] finance") || !strings.Contains(d, "4 warnings") {
		t.Error(d)
	}
}

func TestEditedByHand(t *testing.T) {
	for name, edit := range map[string]func(string) string{
		"other words":      func(d string) string { return strings.Replace(d, "3 warnings", "3 harmless warnings", 1) },
		"no beginning":     func(d string) string { return strings.Replace(d, begin, "", 1) },
		"no marker":        func(string) string { return "Nothing." },
		"part of a marker": func(d string) string { return strings.Replace(d, "state=open", "state=opened", 1) },
	} {
		t.Run(name, func(t *testing.T) {
			var p project
			p.run(t, report(3))
			p[0].Description = edit(p[0].Description)
			theirs := p[0]
			p.run(t, report(4))
			p.run(t, report(0))
			if len(p) != 2 || p[0] != theirs || p[1].Open {
				if name != "no beginning" || len(p) != 1 { // nothing that people see has changed, and what we have said is known
					t.Errorf("%+v", p)
				}
			}
		})
	}
}

func TestWhoseIssue(t *testing.T) {
	var p project
	p.run(t, report(3))
	other := report(3)
	other.Name = "sales -- jobs>"
	for name, i := range map[string]Issue{
		"of a person":        {IID: 1, Author: me + 1, Open: true, Description: p[0].Description},
		"of another catalog": {IID: 1, Author: me, Open: true, Description: other.Plan(State{Me: me}).Actions[0].Description},
	} {
		if plan := report(3).Plan(State{Me: me, Issues: []Issue{i}}); plan.IID != 0 || len(plan.Actions) != 1 || plan.Actions[0].IID != 0 {
			t.Errorf("%s: %+v", name, plan)
		}
	}
}

func TestDoubles(t *testing.T) {
	var p project
	p.run(t, report(3))
	p = append(p, Issue{IID: 2, Author: me, Open: true, Description: p[0].Description}, Issue{IID: 3, Author: me, Description: p[0].Description})
	if p.run(t, report(3)); p.states() != "1:true 2:false 3:false" {
		t.Error(p.states())
	}
	p[1].Open = true // by a person, who may
	if p.run(t, report(5)); p.states() != "1:true 2:true 3:false" {
		t.Error(p.states())
	}
}

var hostile = []string{
	"/close", "@all", "#1 !2 &3 %4 ~bug", "<script>alert(1)</script>", "--> <!-- jobcat:audit v1 begin -->", "| a | b |\n| - | - |\n/approve",
	"[x](https://evil.example)", "https://evil.example www.evil.example", "`code` ```\n/merge", "\u202eevil", "![](x)", "- [ ] task\n\n/label ~x", strings.Repeat("*_<", 5000),
}

// codeSpan is one with one mark or four, as there are here.
var codeSpan = regexp.MustCompile("````.*?````|`[^`]*`")

func TestHostileText(t *testing.T) {
	a := &audit.Audit{Totals: audit.Totals{Families: 1, Levels: 1, Errors: 1}}
	for i, text := range hostile {
		at := audit.Place{Path: text + ".md", Line: i}
		a.Grades.Outliers = append(a.Grades.Outliers, audit.Outlier{
			Title: text, Words: text, Certainty: audit.Certain, At: at, Link: "https://gitlab.example.com/p/-/blob/main/" + text,
			Evidence: []audit.Evidence{{Words: text, At: at, Link: text}},
		})
		a.Findings.Rules = append(a.Findings.Rules, audit.RuleCount{Rule: text, Summary: text, Severity: "error", Findings: 1})
	}
	r := Report{Name: "--> /close @all", Audit: a, Page: "javascript:alert(1)"}
	d := r.Plan(State{Me: me}).Actions[0].Description
	for n, line := range strings.Split(d, "\n") {
		live := codeSpan.ReplaceAllString(line, "")
		if strings.HasPrefix(line, "/") || strings.Contains(live, "javascript:") || strings.Contains(line, "\u202e") || strings.Contains(live, "<") && !strings.HasPrefix(line, "<!-- jobcat:audit ") {
			t.Errorf("line %d: %s", n+1, line)
		}
	}
	if found, ok := describe(Issue{Description: d}); !ok || found.edited() || found.marker.name != r.Name {
		t.Error("it is not known again")
	}
}

func TestBounds(t *testing.T) {
	a := &audit.Audit{Totals: audit.Totals{Families: 10_000, Levels: 90_000, Errors: 90_000}}
	long := strings.Repeat("`<@", 10_000)
	for range 5_000 {
		e := audit.Evidence{Words: long, At: audit.Place{Path: long, Line: 1}, Link: "https://x.example/" + long}
		a.Grades.Outliers = append(a.Grades.Outliers, audit.Outlier{Title: long, Words: long, At: e.At, Link: e.Link, Evidence: []audit.Evidence{e, e, e, e}})
	}
	for n := range 500 {
		a.Findings.Rules = append(a.Findings.Rules, audit.RuleCount{Rule: fmt.Sprint(long[:200], n), Summary: long, Severity: "error", Findings: 1})
	}
	d := Report{Name: "jobcat", Audit: a}.Plan(State{Me: me}).Actions[0].Description
	if n := utf8.RuneCountInString(d); n > 200_000 {
		t.Errorf("%d characters", n)
	}
	if !strings.Contains(d, "more.") {
		t.Error("does not say that there is more")
	}
}

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://x.example/g/p/-/blob/main/a.md#L3":          "https://x.example/g/p/-/blob/main/a.md#L3",
		"https://x.example/g/p/-/blob/main/-/issues/1.md#L3": "https://x.example/g/p/-/blob/main/%2D/issues/1.md#L3",
		"https://x.example/a)b @all":                         "https://x.example/a%29b%20%40all",
		"javascript:alert(1)":                                "",
		"":                                                   "",
		"https://x.example/" + strings.Repeat("x", longestLink): "",
	} {
		if got := address(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestDescribe(t *testing.T) {
	var b bytes.Buffer
	if err := report(2).Plan(State{Me: me}).Describe(&b); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.HasPrefix(got, "make the issue \"Job catalog audit\": there is none yet\n  | **The catalog has 0 errors and 2 warnings") || strings.Contains(got, "<!--") {
		t.Error(got)
	}
}

func FuzzDescription(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, above, below string) {
		d := report(3).Plan(State{Me: me}).Actions[0].Description
		if strings.Contains(above+below, "jobcat:audit") {
			return
		}
		i := Issue{IID: 1, Author: me, Open: true, Description: above + "\n\n" + d + "\n\n" + below}
		plan := report(4).Plan(State{Me: me, Issues: []Issue{i}})
		if plan.IID != 1 || len(plan.Actions) != 1 || plan.Actions[0].IID != 1 {
			t.Fatalf("%+v", plan)
		}
		clean := func(s string) string { return strings.Trim(strings.ReplaceAll(s, "\r", ""), "\n") }
		if got := plan.Actions[0].Description; strings.TrimSpace(above) != "" && !strings.HasPrefix(got, strings.TrimRight(strings.ReplaceAll(above, "\r", ""), "\n")) ||
			strings.TrimSpace(below) != "" && !strings.HasSuffix(strings.TrimRight(got, "\n"), clean(below)) {
			t.Errorf("%q", got)
		}
	})
}

// TestMarkerIsOneComment whatever a policy calls its rules: two hyphens would end it, and show the rest to people.
func TestMarkerIsOneComment(t *testing.T) {
	m := marker{name: "a--b -->", state: isOpen, now: counts{"rule:x-->": 1, "rule:a--b": 2}, before: counts{"rule:a--b": 3}, hash: "0123456789abcdef"}
	line := m.String()
	if inside := strings.TrimSuffix(strings.TrimPrefix(line, "<!--"), "-->"); strings.Contains(inside, "--") {
		t.Error(line)
	}
	if got, ok := parseMarker(line); !ok || got.String() != line || got.name != m.name || got.now["rule:a--b"] != 2 {
		t.Errorf("%+v of %s", got, line)
	}
}
