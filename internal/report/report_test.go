package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"jobcat/catalog"
	"jobcat/internal/report"
	"jobcat/lint"
	"jobcat/schema"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds what was written against a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

const engineer = `---
title: Backend Engineer
---

## Senior Backend Engineer

The Senior Backend Engineer is a [grade 6](/handbook/grades).

` + "\t* Löst \"schöne\" 👩🏽‍💻 Aufgaben \x1b[31mrot\x1b[0m und\u202edrehtum Zeilen\n" + `

> a quotation
> of two lines
`

// place finds the n-th occurrence of words, so that the tests read like the text.
func place(f *catalog.File, words string) catalog.Place {
	i := strings.Index(f.Source, words)
	return f.Place(i, i+len(words))
}

func sample() report.Run {
	f := catalog.NewFile("engineering/backend.md", engineer)
	long := catalog.NewFile("engineering/long.md", strings.Repeat("words before it ", 30)+"HERE"+strings.Repeat(" and words behind it", 30))
	gone := &catalog.Page{File: catalog.NewFile("gone.md", ""), NoFamily: "it is gone", Faults: []catalog.Fault{{Kind: catalog.Vanished}}}
	family := &catalog.Family{File: f, Kind: catalog.RealFamily, Levels: []*catalog.Level{{}, {}}}
	c := &catalog.Catalog{Root: "handbook", Pages: []*catalog.Page{
		{File: f, Family: family},
		{File: long, Family: &catalog.Family{File: long, Kind: catalog.RealFamily}},
		gone,
		{File: catalog.NewFile("logo\x1b]0;title\x07.png", ""), NoFamily: "it is no Markdown file"},
	}}
	return report.NewRun(c, &lint.Result{
		Families: 2, Levels: 2,
		Skipped: []lint.Skipped{{Path: "gone.md", Reason: "it is gone"}, {Path: "logo\x1b]0;title\x07.png", Reason: "it is no Markdown file"}},
		Findings: []lint.Finding{
			{Rule: "off-ladder-grade", Severity: schema.Error, Message: `"Senior Backend Engineer" is grade 6, but Senior is grade 7 here`,
				Remedy: "change the grade, or the title", Place: place(f, "grade 6"), Family: f.Path, Level: "Senior Backend Engineer", Identity: "a1",
				Related: []lint.Related{{Message: "on the ladder \"default\": Senior 7"}, {Place: place(f, "Backend Engineer"), Message: "the family is here"}},
				Fix:     &lint.Fix{Safe: true, Edits: []lint.Edit{{Start: 1, End: 2, Text: "<7>"}}}},
			{Rule: "vacancy-wording", Severity: schema.Warning, Message: "wide characters and colours", Place: place(f, "Aufgaben"), Identity: "a2"},
			{Rule: "vacancy-wording", Severity: schema.Info, Message: "an emoji of four parts is one character", Place: place(f, "👩🏽‍💻"), Identity: "a3"},
			{Rule: "vacancy-wording", Severity: schema.Info, Message: "of two lines the first is shown", Place: place(f, "quotation\n> of"), Identity: "a4"},
			{Rule: "missing-section", Severity: schema.Warning, Message: "an empty line has no excerpt", Place: f.Place(4+len("title: Backend Engineer\n---\n"), 4+len("title: Backend Engineer\n---\n")), Identity: "a5"},
			{Rule: "vacancy-wording", Severity: schema.Info, Message: "a long line is cut", Place: place(long, "HERE"), Identity: "a6"},
			{Rule: "unreadable-file", Severity: schema.Error, Message: "the file is gone", Place: gone.File.Place(0, 0), Identity: "a7"},
		},
	})
}

func TestText(t *testing.T) {
	for name, opt := range map[string]report.TextOptions{
		"text.golden":     {},
		"verbose.golden":  {Verbose: true, Width: 60},
		"terminal.golden": {Color: true, Width: 80, Elapsed: 94 * time.Millisecond},
	} {
		var b bytes.Buffer
		if err := report.Text(&b, sample(), opt); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.Bytes())
		if !opt.Color && strings.ContainsAny(b.String(), "\x1b\x07\t\u202e") {
			t.Errorf("%s lets through what a terminal obeys", name)
		}
	}
}

func TestTextSaysHowMuchWasRead(t *testing.T) {
	family := func(path string) *catalog.Page {
		f := catalog.NewFile(path, "")
		return &catalog.Page{File: f, Family: &catalog.Family{File: f, Kind: catalog.RealFamily, Levels: []*catalog.Level{{}}}}
	}
	for _, c := range []struct {
		pages  []*catalog.Page
		result lint.Result
		want   string
	}{
		{want: "no findings in 0 families, 0 levels\n"},
		{pages: []*catalog.Page{family("a.md")}, result: lint.Result{Families: 1}, want: "no findings in 1 family, 1 level\n"},
		{pages: []*catalog.Page{family("a.md")}, result: lint.Result{Families: 198}, want: "no findings in 1 of 198 families, 1 level\n"},
		{pages: []*catalog.Page{{File: catalog.NewFile("x.png", ""), NoFamily: "it is no Markdown file"}},
			result: lint.Result{Skipped: []lint.Skipped{{Path: "x.png", Reason: "it is no Markdown file"}, {Path: "not/asked/about.png", Reason: "it is no Markdown file"}}},
			want:   "no findings in 0 families, 0 levels; 1 file is no job family (--verbose tells which)\n"},
	} {
		var b bytes.Buffer
		if err := report.Text(&b, report.NewRun(&catalog.Catalog{Root: ".", Pages: c.pages}, &c.result), report.TextOptions{}); err != nil {
			t.Fatal(err)
		}
		if b.String() != c.want {
			t.Errorf("got %q, want %q", b.String(), c.want)
		}
	}
}

func TestManyRelatedPlacesAreCounted(t *testing.T) {
	run := sample()
	run.Findings = run.Findings[:1]
	run.Findings[0].Related = slices.Repeat(run.Findings[0].Related[1:2], 22)
	for i := range run.Findings[0].Related {
		run.Findings[0].Related[i].Place.Line = 2 + i/2 // two on each line, which is said once
	}
	for verbose, want := range map[bool]string{false: "  and 3 places more (--verbose lists all)\n", true: ""} {
		var b bytes.Buffer
		if err := report.Text(&b, run, report.TextOptions{Verbose: verbose}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) || verbose && strings.Count(b.String(), "the family is here") != 11 {
			t.Errorf("verbose %v: got\n%s", verbose, &b)
		}
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := report.JSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(b.Bytes()) {
		t.Error("this is no JSON")
	}
	golden(t, "findings.json", b.Bytes())
}

func TestOnlyKeepsTheFindingsOfSomeRules(t *testing.T) {
	all := sample()
	if n := len(all.Only([]string{"missing-section", "off-ladder-grade"}).Findings); n != 2 {
		t.Errorf("%d findings are left", n)
	}
	if len(all.Findings) != 7 {
		t.Error("the run itself was changed")
	}
}

func TestRulePages(t *testing.T) {
	rules := []*schema.Rule{
		{ID: "missing-grade", Group: "grades", On: "level", Severity: schema.Error, Fix: "none", Summary: "a level states no grade",
			Message: `"{full_title}" states no grade`, Why: strings.Repeat("Pay hangs on the grade. ", 8), Remedy: "say it in a sentence",
			Since: "0.1.0", Bad: "## Senior Gardener\n\n- Plants\n", Good: "## Senior Gardener\n\nThe Senior Gardener is a grade 7.\n"},
		{ID: "unlinked-grade", Group: "grades", On: "grade", Severity: schema.Info, Fix: "safe", Summary: "no link"},
		{ID: "own-rule", Group: "own", On: "level", Severity: schema.Warning, Message: "{title} has no career ladder"},
	}
	var b bytes.Buffer
	if err := report.Rules(&b, rules, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "rules.golden", b.Bytes())
	b.Reset()
	if err := report.Rule(&b, report.RulePage{Rule: rules[0]}, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "rule.golden", b.Bytes())
}

// BenchmarkText writes a thousand findings for people.
func BenchmarkText(b *testing.B) {
	run := sample()
	run.Findings = slices.Repeat(run.Findings, 1000/len(run.Findings))
	b.ReportAllocs()
	for b.Loop() {
		if err := report.Text(io.Discard, run, report.TextOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
