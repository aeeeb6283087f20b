package markdown

import (
	"fmt"
	"strings"
	"testing"

	"jobcat/catalog"
)

// TestLists tells the lists of a section apart: an item below another belongs to the list of that one.
func TestLists(t *testing.T) {
	for _, c := range []struct{ list, want string }{
		{"- a\n- b\n", "a 1 1, b 1 1"},
		{"- a\n  - b\n  - c\n- d\n", "a 1 1, b 2 1, c 2 1, d 1 1"},
		{"- a\n\nText.\n\n- b\n", "a 1 1, b 1 2"},
		{"- a\n  - b\n\nText.\n\n- c\n  - d\n", "a 1 1, b 2 1, c 1 2, d 2 2"},
		{"- a\n+ b\n", "a 1 1, b 1 2"},
		{"1. a\n   - b\n2. c\n", "a 1 1, b 2 1, c 1 1"},
	} {
		page := testReader().Read(catalog.NewFile("page.md", "---\ntitle: T\n---\n## Responsibilities\n\n"+c.list), "/")
		var got []string
		for _, it := range page.Family.Levels[0].Sections[0].Items {
			got = append(got, fmt.Sprintf("%s %d %d", it.Text.String, it.Depth, it.List))
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%q has the items %q, want %q", c.list, got, c.want)
		}
	}
}

// TestLongParagraphs: a grade behind the first eight thousand bytes of a paragraph is none that a person would find.
func TestLongParagraphs(t *testing.T) {
	for words, want := range map[int]int{100: 1, 2000: 0} {
		page := testReader().Read(catalog.NewFile("page.md", "---\ntitle: T\n---\n## Role Analyst\n\n### Requirements\n\n"+strings.Repeat("Words. ", words)+"It is a grade 7.\n"), "/")
		if got := len(page.Family.Levels[0].Grades); got != want {
			t.Errorf("%d grades behind %d words", got, words)
		}
	}
}
