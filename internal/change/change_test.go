package change_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
	"jobcat/internal/change"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

var update = flag.Bool("update", false, "rewrite the expected effects")

// policy asks for nothing but what the archives are about.
const policy = `package jobcat
extends: "minimal"
`

// Each archive has the files before and after a change, in folders of that name, then what the change did and what it
// introduced. A file that is only before is in neither list of files after; "same" lists those that nobody touched.
func TestChanges(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			before, after := map[string]string{}, map[string]string{}
			src := policy
			var want []byte
			for _, f := range archive.Files {
				name, data := f.Name, string(f.Data)
				if p, ok := strings.CutPrefix(name, "before/"); ok {
					before[p] = data
				} else if p, ok := strings.CutPrefix(name, "after/"); ok {
					after[p] = data
				} else if p, ok := strings.CutPrefix(name, "same/"); ok {
					before[p], after[p] = data, data
				} else if name == "jobcat.cue" {
					src = data
				} else {
					want = f.Data
				}
			}
			got := told(compare(t, src, before, after, false))
			if again := told(compare(t, src, before, after, true)); again != got {
				t.Errorf("shuffled pages give\n%s\nnot\n%s", again, got)
			}
			if *update {
				archive.Files[len(archive.Files)-1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// compare compares two sides of a catalog.
func compare(t *testing.T, src string, before, after map[string]string, shuffled bool) *change.Change {
	t.Helper()
	p, err := schema.Load("jobcat.cue", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	w := workspace.New(nil, []source.Target{{Given: "jobs", Path: "/work/jobs", IsDir: true}}, "/work")
	b := readTexts(t, w, p, before, nil)
	a := readTexts(t, w, p, after, b)
	if shuffled {
		random := rand.New(rand.NewPCG(3, 4))
		for _, c := range []*catalog.Catalog{b, a} {
			random.Shuffle(len(c.Pages), func(i, j int) { c.Pages[i], c.Pages[j] = c.Pages[j], c.Pages[i] })
		}
	}
	was, is := lint.Run(context.Background(), p, b), lint.Run(context.Background(), p, a)
	alone := lint.Run(context.Background(), p, readTexts(t, w, p, after, nil))
	if !reflect.DeepEqual(alone.Findings, is.Findings) {
		t.Errorf("read beside the other side, the catalog has other findings: %d, not %d", len(is.Findings), len(alone.Findings))
	}
	return change.New(change.SideOf(b, was), change.SideOf(a, is), change.Options{Inheritance: lint.Inheritance(p)})
}

// told is what a change did, a line for each effect and each finding.
func told(c *change.Change) string {
	var b strings.Builder
	for _, e := range c.Effects() {
		fmt.Fprintf(&b, "%s: %s", e.Kind, e.Of.Title())
		if e.Section != "" {
			fmt.Fprintf(&b, ", %s", e.Section)
		}
		if e.Old != "" || e.New != "" {
			fmt.Fprintf(&b, ": %q -> %q", e.Old, e.New)
		}
		if e.From != nil {
			fmt.Fprintf(&b, ", from %s", e.From.Title())
		}
		if e.Items != nil {
			fmt.Fprintf(&b, ", %q", e.Items)
		}
		fmt.Fprintf(&b, " (%s -> %s)\n", line(e.Before), line(e.After))
		for _, r := range e.Reach {
			fmt.Fprintf(&b, "  reaches %s\n", r.Level)
		}
	}
	found := c.Findings()
	for _, f := range found.Introduced {
		fmt.Fprintf(&b, "introduced: %s %s\n", line(f.Place), f.Rule)
		for _, r := range f.Related {
			if strings.Contains(r.Message, "this change") {
				fmt.Fprintf(&b, "  %s: %s\n", r.Message, line(r.Place))
			}
		}
	}
	for _, f := range found.Fixed {
		fmt.Fprintf(&b, "fixed: %s %s\n", line(f.Place), f.Rule)
	}
	return b.String()
}

func line(p catalog.Place) string {
	if p.IsZero() {
		return "-"
	}
	return fmt.Sprintf("%s:%d", p.Path, p.Line)
}
