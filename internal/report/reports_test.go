package report_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/joshdk/go-junit"

	"jobcat/catalog"
	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

var builtin = sync.OnceValues(schema.Builtin)

// judged is a run as reports for other programs need it.
func judged(t testing.TB, run report.Run) report.Run {
	t.Helper()
	policy, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	run.Policy, run.Root, run.Version = policy, "content/job-families", "v0.1.0"
	run.Page = func(r *schema.Rule) (report.RulePage, error) { return report.RulePage{Rule: r}, nil }
	return run
}

// since is a sample that is held against an earlier state, with something of every kind that is not shown.
func since(t testing.TB) report.Run {
	run := judged(t, sample())
	f := run.Findings
	at := func(f lint.Finding, rule, identity string) lint.Finding {
		f.Rule, f.Identity = rule, identity
		return f
	}
	run.Allowed = []lint.Allowed{{Finding: at(f[1], "missing-section", "b1"), Reason: "the town has [none](https://example.com)"}}
	run.Known = []lint.Finding{at(f[0], "missing-grade", "b2")}
	run.Since = &report.Since{
		Name: "main", Fixed: []lint.Finding{at(f[0], "unlinked-grade", "b3")}, Remaining: []lint.Finding{at(f[2], "missing-section", "b4")},
		Touched: map[string]bool{f[2].Place.Path: true},
	}
	return run.Only([]string{"off-ladder-grade", "vacancy-wording", "missing-section", "missing-grade", "unlinked-grade", "unreadable-file"})
}

func written(t testing.TB, write func(io.Writer, report.Run) error, run report.Run) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, run); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReports(t *testing.T) {
	run := since(t)
	quality := written(t, report.CodeQuality, run)
	golden(t, "codequality.json", quality)
	if shown := readCodeQuality(t, quality); len(shown) != 8 || shown["b4"] == "" || shown["a1"] != "content/job-families/engineering/backend.md" {
		t.Errorf("GitLab shows %v", shown)
	}

	tests := written(t, report.JUnit, run)
	golden(t, "junit.xml", tests)
	count := map[junit.Status]int{}
	for _, status := range readJUnit(t, tests) {
		count[status]++
	}
	// Six rules on two families, and a file that is gone. Of the first family two tests fail, and one was allowed, one is known.
	if want := map[junit.Status]int{junit.StatusFailed: 4, junit.StatusSkipped: 1, junit.StatusPassed: 8}; fmt.Sprint(count) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", count, want)
	}

	log := written(t, report.SARIF, run)
	golden(t, "findings.sarif", log)
	states := map[string]int{}
	for _, r := range readSARIF(t, log).Runs[0].Results {
		state := r.BaselineState
		for _, s := range r.Suppressions {
			state += " " + s.Kind
		}
		states[state]++
	}
	if want := map[string]int{"new": 7, "new external": 1, "new inSource": 1, "unchanged": 1, "absent": 1}; fmt.Sprint(states) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", states, want)
	}

	page := written(t, report.FindingsMarkdown, run)
	golden(t, "findings.md", page)
	readMarkdown(t, page)
}

// A report of a run without findings says that all was looked at.
func TestReportsOfNothing(t *testing.T) {
	run := judged(t, sample())
	run.Findings = nil
	if quality := written(t, report.CodeQuality, run); string(quality) != "[]\n" {
		t.Errorf("got %q", quality)
	}
	tests := readJUnit(t, written(t, report.JUnit, run))
	if len(tests) < 50 {
		t.Errorf("there are only %d tests", len(tests))
	}
	for name, status := range tests {
		if status != junit.StatusPassed {
			t.Errorf("%s: %s", name, status)
		}
	}
	readSARIF(t, written(t, report.SARIF, run))
	run.Catalog = &catalog.Catalog{}
	readJUnit(t, written(t, report.JUnit, run))
	readSARIF(t, written(t, report.SARIF, run))
	if page := written(t, report.FindingsMarkdown, run); !strings.Contains(string(page), "**No findings**") {
		t.Errorf("got\n%s", page)
	}
}

// What was repaired is found again by the name of the test that passes now.
func TestJUnitTellsWhatWasFixed(t *testing.T) {
	run := judged(t, sample())
	before := readJUnit(t, written(t, report.JUnit, run))
	run.Findings = slices.DeleteFunc(slices.Clone(run.Findings), func(f lint.Finding) bool { return f.Rule == "off-ladder-grade" })
	after := readJUnit(t, written(t, report.JUnit, run))
	var fixed []string
	for name, status := range before {
		if status == junit.StatusFailed && after[name] == junit.StatusPassed {
			fixed = append(fixed, name)
		}
	}
	if len(fixed) != 1 || !strings.Contains(fixed[0], "off-ladder-grade: engineering/backend.md") {
		t.Errorf("GitLab shows as fixed: %q", fixed)
	}
}

// hostile are texts that break what writes or reads them.
var hostile = []string{
	"]]></failure></testcase>", "<![CDATA[", "&amp;&#0;", "\x00\x01\x1b[31m\x7f", "\ufffe\uffff", "\xff\xfe\xc3(", "\ued7f\xed\xa0\x80",
	"\u202eevil\u2066", "\u2028\u2029", "/close\n/approve", "@all #1 !2 &3 ~bug :tada:", "[x](https://example.com)", "![x](x.png)",
	"<img src=x onerror=alert(1)>", "<!-- x", "https://example.com www.example.com", "```\n/merge\n```", "| a | b |", "{0} {1}", "%s%n%d",
	strings.Repeat("é]](", 1<<18), "\ufeff", "- [ ] x", "1. x", "$a$", "\\", "`", "``` ``",
}

func TestReportsHoldAnything(t *testing.T) {
	for i, text := range hostile {
		name := text
		if len(name) > 200 {
			name = name[:200]
		}
		name = strings.ReplaceAll(name, "/", "∕")
		f := catalog.NewFile("engineering/"+name+" a:b%20.md", "\ufeff"+text+"\n"+text+"\r\n")
		page := &catalog.Page{File: f, Family: &catalog.Family{File: f, Kind: catalog.RealFamily}}
		first, second := len("\ufeff"), len("\ufeff"+text+"\n")
		finding := lint.Finding{Rule: "missing-section", Severity: schema.Error, Message: text, Remedy: text, Place: f.Place(0, len(f.Source)), Family: f.Path,
			Level: text, Identity: "1", Related: []lint.Related{{Message: text}, {Place: f.Place(3, 4), Message: text}},
			Fix: &lint.Fix{Edits: []lint.Edit{{Start: first, End: first + len(text), Text: text}, {Start: second, End: second, Text: "x"}}}}
		run := judged(t, report.NewRun(&catalog.Catalog{Pages: []*catalog.Page{page}}, &lint.Result{Findings: []lint.Finding{finding}}))
		run.Allowed = []lint.Allowed{{Finding: finding, Reason: text}}
		run.Since = &report.Since{Name: name, Fixed: []lint.Finding{finding}}
		run = run.Only([]string{"missing-section"})
		for _, write := range []func(io.Writer, report.Run) error{report.CodeQuality, report.JUnit, report.FindingsMarkdown} {
			if n := len(written(t, write, run)); n > 100_000 {
				t.Errorf("%d: a report has %d bytes", i, n)
			}
		}
		if shown := readCodeQuality(t, written(t, report.CodeQuality, run)); len(shown) != 1 {
			t.Errorf("%d: GitLab shows %v", i, shown)
		}
		failed := 0
		for _, status := range readJUnit(t, written(t, report.JUnit, run)) {
			if status == junit.StatusFailed {
				failed++
			}
		}
		if failed != 1 {
			t.Errorf("%d: %d tests failed", i, failed)
		}
		for _, r := range readSARIF(t, written(t, report.SARIF, run)).Runs[0].Results {
			for _, fix := range r.Fixes {
				for k, want := range finding.Fix.Edits {
					if start, end := fix.ArtifactChanges[0].Replacements[k].DeletedRegion.bytes(f.Source); start != want.Start || end != want.End {
						t.Errorf("%d: the edit is at %d to %d, not %d to %d", i, start, end, want.Start, want.End)
					}
				}
			}
		}
		readMarkdown(t, written(t, report.FindingsMarkdown, run))
	}
}

// Where a finding stands is said as well as it is known.
func TestPlacesInReports(t *testing.T) {
	run := judged(t, sample())
	finding := func(id, path string) lint.Finding {
		return lint.Finding{Rule: "missing-section", Severity: schema.Error, Message: "there is none", Identity: id, Place: catalog.Place{Path: path}}
	}
	run.Findings = []lint.Finding{finding("1", "a b/ü:1%.md"), finding("2", "../../data/list.yml"), finding("3", "../../../elsewhere.yml"), finding("4", "")}
	for root, want := range map[string][]string{
		"content/job-families": {"content/job-families/a%20b/%C3%BC%3A1%25.md", "data/list.yml", "../elsewhere.yml", ""},
		".":                    {"a%20b/%C3%BC%3A1%25.md", "../../data/list.yml", "../../../elsewhere.yml", ""},
		"/tmp/x":               {"file:///tmp/x/a%20b/%C3%BC%3A1%25.md", "file:///data/list.yml", "file:///elsewhere.yml", ""},
	} {
		run.Root = root
		for i, r := range readSARIF(t, written(t, report.SARIF, run)).Runs[0].Results {
			uri, base := "", ""
			if len(r.Locations) > 0 {
				at := r.Locations[0].PhysicalLocation.ArtifactLocation
				uri, base = at.URI, at.URIBaseID
			}
			if absolute := strings.HasPrefix(uri, "file:"); uri != want[i] || (base == "") != (absolute || uri == "") {
				t.Errorf("%s: got %q from %q, want %q", root, uri, base, want[i])
			}
		}
		if shown := readCodeQuality(t, written(t, report.CodeQuality, run)); len(shown) != 4 {
			t.Errorf("%s: GitLab shows %v", root, shown)
		}
	}
}

// The real catalog, which lies beside the repository, as its readers see it.
func TestReportsOfTheCorpus(t *testing.T) {
	target, err := source.Locate("../../../shared/corpus/gitlab-2022-11/job-families")
	if err != nil {
		if os.Getenv("JOBCAT_DEMAND_CORPUS") != "" {
			t.Fatalf("JOBCAT_DEMAND_CORPUS is set, and the real catalog is not here: %v", err)
		}
		t.Skipf("the real catalog is not here: %v", err)
	}
	folder, err := source.OpenFolder(target.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	run := judged(t, report.Run{})
	w := workspace.New(nil, []source.Target{target}, filepath.Dir(target.Path))
	c, err := w.Read(t.Context(), folder, workspace.ReaderFor(run.Policy))
	if err != nil {
		t.Fatal(err)
	}
	run = judged(t, report.NewRun(c, lint.Run(t.Context(), run.Policy, c)))
	if shown := readCodeQuality(t, written(t, report.CodeQuality, run)); len(shown) != len(run.Findings) {
		t.Errorf("GitLab shows %d of %d findings", len(shown), len(run.Findings))
	}
	failed := 0
	for _, status := range readJUnit(t, written(t, report.JUnit, run)) {
		if status == junit.StatusFailed {
			failed++
		}
	}
	broken := map[string]bool{}
	for _, f := range run.Findings {
		if f.Severity != schema.Info {
			broken[f.Rule+f.Place.Path] = true
		}
	}
	if failed != len(broken) {
		t.Errorf("%d tests failed, want %d", failed, len(broken))
	}
	results := readSARIF(t, written(t, report.SARIF, run)).Runs[0].Results
	if len(results) != len(run.Findings)+len(run.Allowed) {
		t.Fatalf("SARIF has %d results of %d", len(results), len(run.Findings))
	}
	texts := map[string]string{}
	for _, p := range c.Pages {
		texts[p.File.Path] = p.File.Source
	}
	for i, f := range run.Findings {
		if f.Fix == nil {
			continue
		}
		for k, r := range results[i].Fixes[0].ArtifactChanges[0].Replacements {
			start, end := r.DeletedRegion.bytes(texts[f.Place.Path])
			if got := (lint.Edit{Start: start, End: end, Text: r.InsertedContent.Text}); got != f.Fix.Edits[k] {
				t.Fatalf("%v: the fix is %+v, not %+v", f.Place, got, f.Fix.Edits[k])
			}
		}
	}
	readMarkdown(t, written(t, report.FindingsMarkdown, run))
}
