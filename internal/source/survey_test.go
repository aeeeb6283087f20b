//go:build unix

package source_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobcat/internal/source"
)

func TestSurveyLeavesOutWhatIsNoConcernOfOurs(t *testing.T) {
	top := tree(t, "a.md", "b.png", "jobs/c.md", "jobs/node_modules/x/y.md", ".hidden/z.md", "other/.git/HEAD", "other/d.md",
		"loop -> jobs", "link.md -> a.md")
	f, err := source.OpenFolder(top)
	must(t, err)
	defer f.Close()
	survey := func(limit int) (*source.Survey, string) {
		s := &source.Survey{Folder: f, Limit: limit, Takes: func(p string) bool { return filepath.Ext(p) == ".md" }}
		entries, err := s.List(context.Background(), ".")
		must(t, err)
		var paths []string
		for _, e := range entries {
			paths = append(paths, e.Path)
		}
		return s, strings.Join(paths, " ")
	}
	s, got := survey(10)
	if got != "a.md jobs/c.md" || s.Full {
		t.Errorf("got %q, full %v", got, s.Full)
	}
	if want := []string{"jobs/node_modules (a tool fills it)", "other (a repository of its own)"}; !slices.Equal(s.Left, want) {
		t.Errorf("left out %q", s.Left)
	}
	if s, got := survey(1); got != "a.md" || !s.Full {
		t.Errorf("with a limit: got %q, full %v", got, s.Full)
	}
}
