package lint

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
	"jobcat/schema"
)

// corpus is the real catalog beside the repository.
const corpus = "../../shared/corpus/gitlab-2022-11/job-families"

func TestRunIsTheSameEveryTime(t *testing.T) {
	policy := builtin(t)
	files := fixtures(t)
	want := newLinter(policy, read(policy, files)).run(context.Background(), nil, 1)
	if len(want.Findings) < 50 {
		t.Fatalf("only %d findings prove nothing", len(want.Findings))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, workers := range []int{1, 2, 3, 16} {
		c := read(policy, files)
		random.Shuffle(len(c.Pages), func(i, j int) { c.Pages[i], c.Pages[j] = c.Pages[j], c.Pages[i] })
		got := newLinter(policy, c).run(context.Background(), nil, workers)
		got.Graph, got.judged = want.Graph, want.judged // of another reading
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers and another order of files give another result", workers)
		}
	}
}

func TestEveryFileIsAccountedFor(t *testing.T) {
	policy := builtin(t)
	c := read(policy, fixtures(t))
	r := Run(context.Background(), policy, c)
	if r.Families+len(r.Skipped) != len(c.Pages) {
		t.Errorf("%d families and %d other files of %d", r.Families, len(r.Skipped), len(c.Pages))
	}
	for _, s := range r.Skipped {
		if s.Reason == "" {
			t.Errorf("%s: no reason", s.Path)
		}
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	policy := builtin(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, f := range Run(ctx, policy, read(policy, fixtures(t))).Findings {
		if f.Rule != "duplicate-url" { // needs no page to be judged
			t.Fatalf("went on, and found %s in %s", f.Rule, f.Place.Path)
		}
	}
}

// Whatever stands in a file, its findings lie in it, say something, and have edits that can be applied.
func TestFindingsOfTornPages(t *testing.T) {
	policy := builtin(t)
	random := rand.New(rand.NewPCG(3, 4))
	files := fixtures(t)
	for range 200 {
		var pages []txtar.File
		for i := range 3 {
			pages = append(pages, txtar.File{Name: string(rune('a'+i)) + ".md", Data: tear(random, files)})
		}
		c := read(policy, pages)
		seen := map[string]bool{}
		for _, f := range Run(context.Background(), policy, c).Findings {
			source := pageAt(c, f.Place.Path).File.Source
			if f.Place.IsZero() || f.Place.Start > f.Place.End || f.Place.End > len(source) {
				t.Errorf("%s: a finding at %+v", f.Rule, f.Place)
			}
			if f.Message == "" || f.Remedy == "" || strings.HasSuffix(f.Message, ".") || strings.Contains(f.Message, "\n") {
				t.Errorf("%s: message %q, remedy %q", f.Rule, f.Message, f.Remedy)
			}
			if seen[f.Identity] {
				t.Errorf("%s: the identity %s twice", f.Rule, f.Identity)
			}
			seen[f.Identity] = true
			if f.Fix != nil {
				last := 0
				for _, e := range f.Fix.Edits {
					if e.Start < last || e.End < e.Start || e.End > len(source) {
						t.Errorf("%s: an edit %+v", f.Rule, e)
					}
					last = e.End
				}
			}
		}
	}
}

// tear puts a page together from lines of all fixtures, some of them cut.
func tear(random *rand.Rand, files []txtar.File) []byte {
	page := []byte("---\ntitle: Torn\n---\n")
	for range random.IntN(40) {
		lines := strings.SplitAfter(string(files[random.IntN(len(files))].Data), "\n")
		from := random.IntN(len(lines))
		piece := strings.Join(lines[from:min(len(lines), from+1+random.IntN(4))], "")
		if random.IntN(8) == 0 && len(piece) > 0 {
			piece = piece[:random.IntN(len(piece))]
		}
		page = append(page, piece...)
	}
	return page
}

func pageAt(c *catalog.Catalog, path string) *catalog.Page {
	for _, p := range c.Pages {
		if p.File.Path == path {
			return p
		}
	}
	return nil
}

// fixtures are the files of all archives, each archive in a folder of its own.
func fixtures(t *testing.T) []txtar.File {
	t.Helper()
	archives, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var files []txtar.File
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if _, ok := expectation(f.Name); ok {
				f.Name = strings.TrimSuffix(filepath.Base(name), ".txtar") + "/" + f.Name
				files = append(files, f)
			}
		}
	}
	return files
}

func BenchmarkRun(b *testing.B) {
	policy := builtin(b)
	c := read(policy, corpusFiles(b))
	b.ReportAllocs()
	for b.Loop() {
		Run(context.Background(), policy, c)
	}
}

// BenchmarkRules is each rule alone, with what every run has to know: "none" is that.
func BenchmarkRules(b *testing.B) {
	alone := func(id string) *schema.Policy {
		off := "package jobcat\n\n"
		for _, rule := range builtin(b).Rules() {
			if rule.ID != id {
				off += fmt.Sprintf("rules: %q: severity: \"off\"\n", rule.ID)
			}
		}
		policy, err := schema.Load("jobcat.cue", []byte(off))
		if err != nil {
			b.Fatal(err)
		}
		return policy
	}
	c := read(builtin(b), corpusFiles(b))
	rules := []string{"none"}
	for _, rule := range builtin(b).Rules() {
		if rule.Severity != schema.Off {
			rules = append(rules, rule.ID)
		}
	}
	for _, id := range rules {
		policy := alone(id)
		b.Run(id, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Run(context.Background(), policy, c)
			}
		})
	}
}

func corpusFiles(t testing.TB) []txtar.File {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus is not beside the repository")
	}
	var files []txtar.File
	err := filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !(strings.HasSuffix(path, ".md") || strings.HasSuffix(path, ".md.erb")) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(corpus, path)
		files = append(files, txtar.File{Name: filepath.ToSlash(name), Data: data})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A policy may ask more of an entity than the rule does by itself, so a rule can break where what it usually speaks of is
// not there.
func TestRulesThatAskForMore(t *testing.T) {
	more := map[string]string{"level": "grades: >1000", "grade": `title: "x"`, "heading": "depth: >6", "expected": `title: "x"`, "extends": `title: "x"`, "item": `title: "x"`, "section": `title: "x"`, "link": `text: "x"`, "reports_to": `target: "x"`}
	files := fixtures(t)
	for id := range details {
		rule := builtin(t).Rule(id)
		policy, err := schema.Load("jobcat.cue", fmt.Appendf(nil, "package jobcat\n\nrules: %q: must: %s\n", id, more[rule.On]))
		if err != nil {
			t.Fatal(err)
		}
		c := read(policy, files)
		n := 0
		for _, f := range Run(context.Background(), policy, c).Findings {
			if f.Rule == id {
				n++
				if f.Place.IsZero() {
					t.Errorf("%s: a finding without a place", id)
				}
			}
		}
		if n < 10 {
			t.Errorf("%s: %d findings prove nothing", id, n)
		}
	}
}
