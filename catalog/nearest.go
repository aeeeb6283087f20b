package catalog

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearest is the level whose title is most like a name that was looked up in vain: one of the family if any is like
// it, else one of the catalog that differs in a word. nil if none is.
func (q asked) nearest(home *Family, words string) *Level {
	said := SameTitleKey(stripped(words))
	var near []*Level
	if home != nil {
		if u := q.x.units[home]; len(u.levels) <= maxSearched {
			near = u.levels
		}
	}
	if best := nearestOf(near, said, q.level); best != nil {
		return best
	}
	near = nil
	for _, k := range nearKeys(said) {
		levels := q.x.near[k]
		near = append(near, levels[:min(len(levels), maxCandidates)]...)
	}
	return nearestOf(near, said, q.level)
}

// nearestOf is the level with most words in common, and among those the one with the fewest letters to change; the
// first of equals. Half of the words have to be common, and one that is more than a rung.
func nearestOf(levels []*Level, said string, not *Level) *Level {
	var best *Level
	bestCommon, bestDistance := 0, 0
	saidWords := strings.Fields(said)
	rung := ParseName(said).Rung
	for _, l := range levels {
		if l == not {
			continue
		}
		title := SameTitleKey(l.Full)
		words := strings.Fields(title)
		common, telling := 0, false
		for _, w := range words {
			if slices.ContainsFunc(saidWords, func(s string) bool { return s == w || isTypo(s, w) }) {
				common++
				telling = telling || !rungWords[w]
			}
		}
		if !telling || 2*common < max(len(words), len(saidWords)) {
			continue
		}
		distance := 2 * levenshtein.ComputeDistance(said, title)
		if l.Name.Rung == rung {
			distance -= len("associate") // "Junior" and "Associate" are one rung and no letter in common
		}
		if best == nil || common > bestCommon || common == bestCommon && distance < bestDistance {
			best, bestCommon, bestDistance = l, common, distance
		}
	}
	return best
}
