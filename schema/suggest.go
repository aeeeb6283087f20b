package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest is the candidate that a word was probably meant to be; "" if none is near.
func Nearest(word string, candidates []string) string {
	if all := AllNearest(word, candidates); len(all) > 0 {
		return all[0]
	}
	return ""
}

// AllNearest are the candidates that a word can have been meant to be, none nearer than another.
func AllNearest(word string, candidates []string) []string {
	folded := fold(word)
	var best []string
	distance := 1 + len(folded)/3
	for _, c := range candidates {
		switch d := slips(folded, fold(c)); {
		case d > distance || d == distance && slices.Contains(best, c):
		case d < distance:
			best, distance = []string{c}, d
		default:
			best = append(best, c)
		}
	}
	return best
}

// slips is how many slips of the keyboard two words are apart. Two letters that changed places are one.
func slips(a, b string) int {
	for i := 0; i+1 < len(a) && len(a) == len(b); i++ {
		if a[i] != b[i] {
			if a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
				return 1
			}
			break
		}
	}
	return levenshtein.ComputeDistance(a, b)
}

// fold takes away what people most often get wrong: capitals, and which sign joins two words.
func fold(word string) string {
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(word))
}

// instead ends a message about a word that is not known: what was probably meant, else the words that there are.
func instead(word string, candidates []string) string {
	if hint := didYouMean(word, candidates); hint != "" || len(candidates) == 0 {
		return hint
	}
	return "; there is " + choice(candidates, "and")
}

// didYouMean ends a message with what was probably meant: a word that is spelt nearly so, or the only one that begins so;
// "" if there is none.
func didYouMean(word string, candidates []string) string {
	if c := cmp.Or(Nearest(word, candidates), onlyBeginning(word, candidates)); c != "" {
		return fmt.Sprintf("; did you mean %q?", c)
	}
	return ""
}

// onlyBeginning is the only candidate that begins with a word of at least three letters; "" if there is none.
func onlyBeginning(word string, candidates []string) string {
	found := ""
	for _, c := range candidates {
		if len(word) < 3 || !strings.HasPrefix(fold(c), fold(word)) {
			continue
		}
		if found != "" {
			return ""
		}
		found = c
	}
	return found
}

// choice lists words in quotes, the first five of them.
func choice(words []string, last string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = fmt.Sprintf("%q", w)
	}
	if len(quoted) > 6 {
		quoted = append(slices.Clone(quoted[:5]), fmt.Sprintf("%d more", len(words)-5))
	}
	return joined(quoted, last)
}

// joined puts a list into words: "a, b and c".
func joined(list []string, last string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " " + last + " " + list[len(list)-1]
}
