package wording

import (
	"strings"
	"testing"

	"jobcat/catalog"
)

// A line of a megabyte with a match at every other word is garbage, but its hits are found, and the run ends.
func TestScanOfOneLongLine(t *testing.T) {
	line := strings.Repeat("5 years of experience, located in `France`, his or her work. ", 12000)
	file := catalog.NewFile("a.md", line)
	text := catalog.NewText(file, 0, len(line))
	f := &catalog.Family{File: file, Prose: []catalog.Prose{{Text: &text, Section: &catalog.Section{Kinds: []string{"requirements"}}}}}
	scanner := New(Vocabulary{
		Experience: map[string]bool{"experience": true}, Residence: map[string]bool{"located in": true},
		Places: map[string]bool{"France": true}, Pronouns: map[string]bool{"his or her": true},
	})
	if hits, _ := scanner.Scan(f); len(hits) < 12000 {
		t.Errorf("%d hits", len(hits))
	}
}
