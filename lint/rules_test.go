package lint

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
	"jobcat/catalog/markdown"
	"jobcat/catalog/registry"
	"jobcat/schema"
)

var update = flag.Bool("update", false, "write the golden files of this package anew")

// TestRules runs the archives in testdata/rules, one per rule. A file below "fires" has findings of the rule, one below
// "silent" has none, and "want" lists them. Findings of other rules do not count. A jobcat.cue in the archive is the
// policy.
func TestRules(t *testing.T) {
	archives, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		rule := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(rule, func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			policy, files := split(t, archive)
			var got bytes.Buffer
			fired := map[string]bool{}
			for _, f := range Run(context.Background(), policy, read(policy, files)).Findings {
				if f.Rule == rule {
					fmt.Fprintf(&got, "%s:%d: %s\n", f.Place.Path, f.Place.Line, f.Message)
					fired[f.Place.Path] = true
				}
			}
			for _, f := range files {
				if want, ok := expectation(f.Name); ok && fired[f.Name] != want {
					t.Errorf("%s: fired is %v", f.Name, fired[f.Name])
				}
			}
			compare(t, name, archive, got.Bytes())
		})
	}
}

// expectation is whether the rule is to fire in the file of an archive; not ok for a file that only helps.
func expectation(name string) (fires, ok bool) {
	switch dir, _, _ := strings.Cut(name, "/"); dir {
	case "fires":
		return true, true
	case "silent":
		return false, true
	}
	return false, false
}

// compare holds what was found against the file "want" of the archive, or writes that file.
func compare(t *testing.T, name string, archive *txtar.Archive, got []byte) {
	t.Helper()
	at := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
	if at < 0 {
		at = len(archive.Files)
		archive.Files = append(archive.Files, txtar.File{Name: "want"})
	}
	if bytes.Equal(archive.Files[at].Data, got) {
		return
	}
	if *update {
		archive.Files[at].Data = got
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("found\n%swant\n%s", got, archive.Files[at].Data)
}

// TestExamples holds the rules to their own examples: the bad one is reported, the good one is not.
func TestExamples(t *testing.T) {
	for _, rule := range builtin(t).Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			if rule.Bad == "" || rule.Good == "" {
				t.Fatal("has no examples")
			}
			if got := count(t, rule.ID, rule.Bad); got == 0 {
				t.Errorf("the bad example is not reported")
			}
			if got := count(t, rule.ID, rule.Good); got != 0 {
				t.Errorf("the good example is reported %d times", got)
			}
		})
	}
}

// count is how often the rule fires in an example: a page, or a txtar archive of several files.
func count(t *testing.T, rule, example string) int {
	archive := txtar.Parse([]byte(example))
	if len(archive.Files) == 0 {
		archive.Files = []txtar.File{{Name: "gardens/gardener.md", Data: []byte(example)}}
	}
	policy, files := split(t, archive)
	if policy.Rule(rule).Severity == schema.Off {
		p, err := schema.Load("jobcat.cue", fmt.Appendf(nil, "package jobcat\n\nrules: %q: severity: \"info\"\n", rule))
		if err != nil {
			t.Fatal(err)
		}
		policy = p
	}
	n := 0
	for _, f := range Run(context.Background(), policy, read(policy, files)).Findings {
		if f.Rule == rule {
			n++
		}
	}
	return n
}

// TestEveryRuleHasAnArchive keeps rules from being added without cases in which they fire and stay silent.
func TestEveryRuleHasAnArchive(t *testing.T) {
	for _, rule := range builtin(t).Rules() {
		archive, err := txtar.ParseFile(filepath.Join("testdata", "rules", rule.ID+".txtar"))
		if err != nil {
			t.Errorf("%s: %v", rule.ID, err)
			continue
		}
		has := map[bool]bool{}
		for _, f := range archive.Files {
			if fires, ok := expectation(f.Name); ok {
				has[fires] = true
			}
		}
		if !has[true] || !has[false] {
			t.Errorf("%s: its archive needs files below both fires and silent", rule.ID)
		}
	}
}

// TestEveryRuleIsFound keeps the policy from naming rules that no code looks for, and the code from looking for rules
// that the policy does not have.
func TestEveryRuleIsFound(t *testing.T) {
	policy := builtin(t)
	observed := map[string]bool{}
	for _, o := range catalogObservers {
		observed[o.rule] = true
	}
	for _, o := range observers {
		observed[o.rule] = true
	}
	observed[unusedSuppressionRule] = true
	for _, rule := range policy.Rules() {
		if !rule.Judged() && !observed[rule.ID] {
			t.Errorf("%s has neither a pattern nor an observer", rule.ID)
		}
		delete(observed, rule.ID)
	}
	for id := range observed {
		t.Errorf("%s is observed, and the policy does not have it", id)
	}
	for id := range details {
		if rule := policy.Rule(id); rule == nil || !rule.Judged() {
			t.Errorf("%s has details, and no pattern", id)
		}
	}
}

// split takes the policy out of the files of an archive.
func split(t *testing.T, archive *txtar.Archive) (*schema.Policy, []txtar.File) {
	t.Helper()
	policy := builtin(t)
	var files []txtar.File
	for _, f := range archive.Files {
		switch f.Name {
		case "want", "fixes":
		case "jobcat.cue":
			p, err := schema.Load(f.Name, f.Data)
			if err != nil {
				t.Fatal(err)
			}
			policy = p
		default:
			files = append(files, f)
		}
	}
	return policy, files
}

func builtin(t testing.TB) *schema.Policy {
	t.Helper()
	p, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// read reads files as the pages of a catalog, in any order.
func read(policy *schema.Policy, files []txtar.File) *catalog.Catalog {
	var sections []markdown.SectionWords
	for _, k := range policy.Kinds() {
		sections = append(sections, markdown.SectionWords{Kind: k.Kind, Titles: k.Titles, Aliases: k.Aliases})
	}
	readers := map[string]*markdown.Reader{}
	for _, r := range policy.Readings() {
		readers[r.Name] = markdown.NewReader(markdown.Options{Sections: sections, Writing: markdown.Writing{
			Levels: markdown.LevelsAre(r.Levels), Titles: r.Titles, Names: r.Names, Grades: r.Grades, Extends: r.Extends, ReportsTo: r.ReportsTo,
			OnlyOwnPhrases: !r.UsualPhrases, Keys: r.Keys, Heads: markdown.Heads(r.Heads),
		}})
	}
	c := &catalog.Catalog{}
	for _, f := range files {
		file := catalog.NewFile(f.Name, string(f.Data))
		if f.Name == policy.Catalog().Registry {
			c.Registry, _ = registry.Read(file)
			continue
		}
		if filepath.Ext(f.Name) != ".md" && filepath.Ext(f.Name) != ".erb" {
			c.Pages = append(c.Pages, &catalog.Page{File: file, NoFamily: "no reader takes it", Faults: []catalog.Fault{
				{Kind: catalog.UnsupportedExtension, Place: file.Place(0, 0)},
			}})
			continue
		}
		c.Pages = append(c.Pages, readers[policy.ReadingFor(f.Name).Name].Read(file, "/job-families/"))
	}
	slices.SortFunc(c.Pages, func(a, b *catalog.Page) int { return strings.Compare(a.File.Path, b.File.Path) })
	return c
}
