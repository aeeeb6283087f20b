package wording

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"jobcat/catalog"
)

// Balance weighs the words of a family that research found to attract one gender more than the other (Gaucher,
// Friesen and Kay 2011), and those that take talent as given against those that take it as gained.
type Balance struct {
	Masculine, Feminine, Fixed, Growth Weight

	titles map[string]bool // the words of the family's titles, which nobody chooses anew in a sentence
}

// Weight is how often the words of a list were found.
type Weight struct {
	Count int
	Words map[string]int // in lower case
}

// String lists the words, the most frequent first: "lead ×3, driven"; "none" if there are none.
func (w Weight) String() string {
	if w.Count == 0 {
		return "none"
	}
	words := slices.SortedFunc(maps.Keys(w.Words), func(a, b string) int {
		return cmp.Or(cmp.Compare(w.Words[b], w.Words[a]), cmp.Compare(a, b))
	})
	for i, word := range words {
		if n := w.Words[word]; n > 1 {
			words[i] = fmt.Sprintf("%s ×%d", word, n)
		}
	}
	return strings.Join(words, ", ")
}

func (b *Balance) add(f *catalog.Family, p catalog.Prose, found []match) {
	for _, m := range found {
		w := b.weight(m.group)
		if w == nil {
			continue
		}
		if b.titles == nil {
			b.titles = titleWords(f)
		}
		if b.titles[strings.ToLower(p.Text.String[m.start:m.end])] {
			continue
		}
		if w.Words == nil {
			w.Words = map[string]int{}
		}
		w.Count++
		w.Words[strings.ToLower(p.Text.String[m.start:m.end])]++
	}
}

func titleWords(f *catalog.Family) map[string]bool {
	words := map[string]bool{}
	add := func(title string) {
		for _, w := range strings.Fields(catalog.TitleKey(title)) {
			words[w] = true
		}
	}
	add(f.Title.String)
	for _, l := range f.Levels {
		add(l.Full)
	}
	return words
}

func (b *Balance) weight(g group) *Weight {
	switch g {
	case masculine:
		return &b.Masculine
	case feminine:
		return &b.Feminine
	case fixed:
		return &b.Fixed
	case growth:
		return &b.Growth
	}
	return nil
}
