package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"jobcat/catalog"
)

// titleWords are the words of all titles of a catalog, for finding those that are misspelt.
type titleWords struct {
	families map[string]int            // in how many families a word is part of a title
	near     map[string][]string       // words by what is left of them without one of their letters, and as they are
	levels   map[string]*catalog.Level // by catalog.SameTitleKey; the first by path
}

// leastLetters is how long a word has to be for a slip in it to be told from another word.
const leastLetters = 6

// longestWord is how many bytes a word has at most that anybody misspells by one letter.
const longestWord = 40

func newTitleWords(g *catalog.Graph) *titleWords {
	t := &titleWords{families: map[string]int{}, near: map[string][]string{}, levels: map[string]*catalog.Level{}}
	last := map[string]*catalog.Family{} // of each word
	for _, l := range g.Levels() {
		key := catalog.SameTitleKey(l.Full)
		if t.levels[key] == nil {
			t.levels[key] = l
		}
		for _, w := range strings.Fields(key) {
			if t.families[w] == 0 {
				eachWithoutLetter(w, func(k []byte) { t.near[string(k)] = append(t.near[string(k)], w) })
			}
			if last[w] != l.Family {
				last[w] = l.Family
				t.families[w]++
			}
		}
	}
	return t
}

// eachWithoutLetter visits a word and what is left of it without one letter. Two words that one slip makes of each other
// have one of these in common. What is visited does not last: every word of a text is asked about, and few are kept.
func eachWithoutLetter(w string, visit func(key []byte)) {
	if utf8.RuneCountInString(w) < leastLetters || len(w) > longestWord {
		return
	}
	var buffer [longestWord]byte
	visit(append(buffer[:0], w...))
	for i, r := range w {
		visit(append(append(buffer[:0], w[:i]...), w[i+utf8.RuneLen(r):]...))
	}
}

// meant are the words of titles that a word is a slip for; none for a word that is usual in titles itself.
func (t *titleWords) meant(w string) []string {
	if t.families[w] > 1 {
		return nil // usual in titles itself, see isBetter
	}
	var all []string
	eachWithoutLetter(w, func(k []byte) {
		for _, v := range t.near[string(k)] {
			if v != w && v[0] == w[0] && isSlip(w, v) && t.isBetter(w, v) {
				all = append(all, v)
			}
		}
	})
	return all
}

// isBetter reports whether a word is so much more usual in titles than one nearly like it that the other is a slip. A word
// of a title is one only if it lacks a letter, has one too many, or two of them changed over.
func (t *titleWords) isBetter(w, v string) bool {
	switch t.families[w] {
	case 0:
		return true
	case 1:
		return t.families[v] >= 3 && (levenshtein.ComputeDistance(w, v) == 1 && len(w) != len(v) || changedOver(w, v))
	}
	return false
}

// isSlip reports whether one word is the other with one letter wrong, missing or too many, two letters changed over, or, if
// it is long, two slips. Words that differ only at their ends are forms of one: "manage" and "manager". "Principle" is the
// exception that everybody writes.
func isSlip(said, meant string) bool {
	switch d := levenshtein.ComputeDistance(said, meant); {
	case d == 1:
		n := min(len(said), len(meant)) - 1
		return said[:n] != meant[:n] || said[n] == meant[len(meant)-1]
	case d == 2 && changedOver(said, meant):
		return true
	case d == 2:
		return min(len(said), len(meant)) >= 9 && (said[len(said)-1] == meant[len(meant)-1] || rungWords[meant])
	}
	return false
}

func changedOver(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// A saidWord is one word of a text.
type saidWord struct {
	key        string // as titles are compared
	start, end int
}

// saidWords are the words of a text in the form of title keys.
func saidWords(text string) []saidWord {
	var words []saidWord
	start := -1
	for i, r := range text + " " {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			words = append(words, saidWord{catalog.SameTitleKey(text[start:i]), start, i})
			start = -1
		}
	}
	return words
}
