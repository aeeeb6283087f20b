package source_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"

	"jobcat/internal/source"
)

func TestMemory(t *testing.T) {
	m := source.Memory{"b/x.md": "text", "a.md": "a", "bb.md": "b"}
	paths := func(folders ...string) []string {
		entries, err := m.List(t.Context(), folders...)
		if err != nil {
			t.Fatal(err)
		}
		var paths []string
		for _, e := range entries {
			paths = append(paths, e.Path)
		}
		return paths
	}
	if got := paths("."); !slices.Equal(got, []string{"a.md", "b/x.md", "bb.md"}) {
		t.Errorf("all are %q", got)
	}
	if got := paths("b"); !slices.Equal(got, []string{"b/x.md"}) {
		t.Errorf("below b are %q", got)
	}
	if text, more, err := m.Read("b/x.md", 2); text != "te" || !more || err != nil {
		t.Errorf("read %q, %v, %v", text, more, err)
	}
	if text, more, err := m.Read("b/x.md", 4); text != "text" || more || err != nil {
		t.Errorf("read %q, %v, %v", text, more, err)
	}
	if _, _, err := m.Read("c.md", 2); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}
