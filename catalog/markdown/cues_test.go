package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// slowCues looks for one word after the other.
func slowCues(text string) cues {
	var found cues
	for _, w := range cueWords {
		if strings.Contains(text, w.word) {
			found |= w.cue
		}
	}
	return found
}

// TestCues compares with the slow way: texts of pieces of the words, so that words begin within others, and the corpus.
func TestCues(t *testing.T) {
	var pieces []string
	for _, w := range cueWords {
		for i := range len(w.word) {
			pieces = append(pieces, w.word[i:], w.word[:i])
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	check := func(text string) {
		t.Helper()
		if got, want := cuesIn(text), slowCues(text); got != want {
			t.Fatalf("cues of %q are %b, not %b", text, got, want)
		}
	}
	for range 20_000 {
		text := ""
		for range r.IntN(6) {
			text += pieces[r.IntN(len(pieces))]
		}
		check(text)
	}
	for _, f := range corpusFiles(t) {
		for line := range strings.Lines(f.Source) {
			check(line)
		}
	}
}

func FuzzCues(f *testing.F) {
	f.Add("Extends that of the verxtend \xffollsolls ")
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := cuesIn(text), slowCues(text); got != want {
			t.Errorf("cues of %q are %b, not %b", text, got, want)
		}
	})
}
