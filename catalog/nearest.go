package catalog

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearest is the level whose title is most like a name that was looked up in vain: one of the family if any is like
// it, else one of the catalog that differs in a word. nil if none is.
func (q asked) nearest(home *Family, words string) *Level {
	said, track := SameTitleKey(stripped(words)), ParseName(words).Track
	var near []*Level
	if home != nil {
		if u := q.x.units[home]; len(u.levels) <= maxSearched {
			near = u.levels
		}
	}
	if best := nearestOf(near, said, track, q.level); best != nil {
		return best
	}
	near = nil
	for _, k := range nearKeys(said) {
		levels := q.x.near[k]
		near = append(near, levels[:min(len(levels), maxCandidates)]...)
	}
	return nearestOf(near, said, track, q.level)
}

// nearestOf is the level with most words in common, among those the one with the fewest others, then with the fewest
// letters to change; the first of equals. More than half of the words have to be common, and one that is more than a rung.
func nearestOf(levels []*Level, said string, track Track, not *Level) *Level {
	var best *Level
	var bestRank [3]int
	saidWords := distinctWords(said)
	for _, l := range levels {
		if l == not {
			continue
		}
		title := SameTitleKey(l.Full)
		words := distinctWords(title)
		common, telling, ranked := 0, false, false
		for _, w := range words {
			if slices.ContainsFunc(saidWords, func(s string) bool { return s == w || isTypo(s, w) }) {
				common++
				telling = telling || !rungWords[w]
				ranked = ranked || rungWords[w]
			}
		}
		if track == Management && l.Name.Track != Management && !ranked {
			continue // the analyst is not the manager who was meant
		}
		if !telling || 2*common <= max(len(words), len(saidWords)) {
			continue
		}
		rank := [3]int{common, -len(words), -levenshtein.ComputeDistance(said, title)}
		if best == nil || slices.Compare(rank[:], bestRank[:]) > 0 {
			best, bestRank = l, rank
		}
	}
	return best
}

// distinctWords are the words of a key, each once. "Junior" and "Associate" are one rung, and one is meant when the
// other is said.
func distinctWords(key string) []string {
	var words []string
	for _, w := range strings.Fields(key) {
		if w == "junior" {
			w = "associate"
		}
		if !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}
