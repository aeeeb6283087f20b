package repair_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/internal/repair"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// TestFixtures repairs the pages that the rules are tested with, first with safe fixes and then with all: there is an end,
// a second time changes nothing, and no finding is still there after its fix.
func TestFixtures(t *testing.T) {
	archives, err := filepath.Glob("../../lint/testdata/rules/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	made := 0
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			policy, err := schema.Builtin()
			if err != nil {
				t.Fatal(err)
			}
			pages := source.Memory{}
			for _, f := range archive.Files {
				switch {
				case f.Name == "jobcat.cue":
					if policy, err = schema.Load(f.Name, f.Data); err != nil {
						t.Fatal(err)
					}
				case strings.Contains(f.Name, "/"):
					pages[f.Name] = string(f.Data)
				}
			}
			w := workspace.New(nil, nil, "/job-families")
			reader := workspace.ReaderFor(policy)
			judge := func(ctx context.Context, texts map[string]string) (repair.Judgement, error) {
				c, err := w.Read(ctx, source.Overlay(pages, texts), reader)
				if err != nil {
					return repair.Judgement{}, err
				}
				return repair.Judgement{Catalog: c, Result: lint.Run(ctx, policy, c)}, nil
			}
			for _, unsafe := range []bool{false, true} {
				may := func(f lint.Finding) bool { return unsafe || f.Fix.Safe }
				for again := range 2 {
					start, err := judge(t.Context(), nil)
					if err != nil {
						t.Fatal(err)
					}
					r, err := repair.Repair(t.Context(), start, judge, may)
					if err != nil {
						t.Fatal(err)
					}
					if r.Unsettled {
						t.Errorf("with unsafe fixes %v: there is no end", unsafe)
					}
					for _, x := range r.Refused {
						if x.Breaks == nil {
							t.Errorf("%s: the finding is still there after the fix of %s", x.Finding.Place, x.Finding.Rule)
						}
					}
					if !unsafe {
						checkKnown(t, start, r)
					}
					made += len(r.Fixed)
					for _, c := range r.Changes {
						if again > 0 {
							t.Errorf("with unsafe fixes %v: %s is repaired a second time:\n%s", unsafe, c.Path, c.After)
						}
						pages[c.Path] = c.After
					}
				}
			}
		})
	}
	if made < 100 {
		t.Errorf("only %d fixes were made", made)
	}
}
