package catalog

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Named says what words mean on the page of a family, such as those of a link to it. It is for suggestions: the link is
// not looked at.
func (x *Index) Named(f *Family, words string) Resolution {
	return asked{x: x, family: f, words: words}.named(f)
}

// Address is where a level can be linked to from everywhere: "/job-families/x/#senior-x".
func (l *Level) Address() string {
	if a := l.Anchor(); a != "" {
		return l.Family.URL + "#" + a
	}
	return l.Family.URL
}

// NearestAnchor is the anchor of a page that is most like one that it does not have, "" if none is: with other case,
// with words left out or put in another order, or with a slip of the keyboard.
func (x *Index) NearestAnchor(f *Family, anchor string) string {
	if len(f.Anchors) > maxSearched {
		return ""
	}
	said := anchorWords(anchor)
	sorted := slices.Sorted(slices.Values(said))
	best, bestDistance := "", -1
	for _, a := range f.Anchors {
		distance := levenshtein.ComputeDistance(strings.Join(said, "-"), strings.Join(anchorWords(a.ID), "-"))
		sameWords := slices.Equal(sorted, slices.Sorted(slices.Values(anchorWords(a.ID))))
		if !sameWords && distance > max(1, len(anchor)/10) {
			continue
		}
		if sameWords {
			distance = 0
		}
		if bestDistance < 0 || distance < bestDistance {
			best, bestDistance = a.ID, distance
		}
	}
	return best
}

// anchorWords are the words of an anchor. Generators differ in what they make of "&", a dash and a comma.
func anchorWords(anchor string) []string {
	return strings.FieldsFunc(strings.ToLower(anchor), func(r rune) bool { return notInWord(r) })
}
