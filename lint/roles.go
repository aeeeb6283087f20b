package lint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"jobcat/catalog"
)

// another reports whether said names another role than the level: "Senior Engineer" in the sentence about the
// "Staff Engineer".
//
// People write a role's name loosely, and a false alarm is worse than a miss. So left-out words ("Manager, Sourcing"
// for "Manager, Inbound Sourcing"), added ones, abbreviations, typing errors, order, "(Intermediate)" and "Sr." are
// no other role. What counts is that each name has a word that the other lacks, that said adds a rung, or that said
// leaves the rung out and thereby names another level of the family.
func (r *roles) another(level *catalog.Level, said string) bool {
	if strings.TrimSpace(said) == "" {
		return false
	}
	for _, title := range []string{level.Full, level.Title.String} {
		if title != "" && (title == said || catalog.SameTitle(title, said)) {
			return false
		}
	}
	title := level.Full
	if title == "" {
		title = level.Title.String
	}
	missing, extra := wordsApart(title, said)
	switch {
	case len(extra) == 0 && len(missing) == 0:
		return false
	case len(extra) == 0:
		// A rung in parentheses stands behind the title proper and may be left out as "(Intermediate)" may.
		return hasRungWord(missing) && !rungInParentheses.MatchString(title) && r.names(level, said)
	case len(missing) == 0:
		return hasRungWord(extra)
	}
	return true
}

// names reports whether said is the title of another level of the family.
func (r *roles) names(level *catalog.Level, said string) bool {
	for _, other := range slices.Concat(r.byTitle()[catalog.SameTitleKey(said)], r.byWords()[orderKey(said)]) {
		if other != level {
			return true
		}
	}
	return false
}

// roles are the roles of one family, for telling them apart.
type roles struct {
	family  *catalog.Family
	titles  map[string][]*catalog.Level // see byTitle; nil until somebody asks
	ordered map[string][]*catalog.Level // see byWords; nil until somebody asks
	asked   map[roleSaid]bool           // the answers of anotherRole, as several rules ask
}

// orderKey is what titles have in common that differ in the order of their words.
func orderKey(title string) string {
	words := strings.Fields(catalog.SameTitleKey(title))
	slices.Sort(words)
	return strings.Join(words, " ")
}

type roleSaid struct {
	level *catalog.Level
	said  string
}

func rolesOf(f *catalog.Family) *roles { return &roles{family: f, asked: map[roleSaid]bool{}} }

// byTitle are the levels by catalog.SameTitleKey. Two of one title are enough.
func (r *roles) byTitle() map[string][]*catalog.Level {
	if r.titles == nil {
		r.titles = levelsBy(catalog.SameTitleKey, r.family)
	}
	return r.titles
}

// byWords are the levels by orderKey, the same.
func (r *roles) byWords() map[string][]*catalog.Level {
	if r.ordered == nil {
		r.ordered = levelsBy(orderKey, r.family)
	}
	return r.ordered
}

func levelsBy(key func(title string) string, f *catalog.Family) map[string][]*catalog.Level {
	levels := map[string][]*catalog.Level{}
	for _, l := range f.Levels {
		for _, title := range []string{l.Full, l.Title.String} {
			k := key(title)
			if same := levels[k]; len(same) < 2 && !slices.Contains(same, l) {
				levels[k] = append(same, l)
			}
		}
	}
	return levels
}

// anotherRole reports whether said names another role than the level.
func (p *page) anotherRole(level *catalog.Level, said string) bool {
	q := roleSaid{level, said}
	answer, ok := p.roles.asked[q]
	if !ok {
		answer = p.roles.another(level, said)
		p.roles.asked[q] = answer
	}
	return answer
}

var (
	rungInParentheses = regexp.MustCompile(`(?i)\((?:junior|jr\.?|associate|intermediate|senior|sr\.?|staff|principal)\)`)
	joinedCapitals    = regexp.MustCompile(`\b([A-Z]{1,3})&([A-Z]{1,3})\b`) // FP&A, G&A
	possessive        = regexp.MustCompile(`['’]s\b`)

	rungWords = map[string]bool{
		"intern": true, "junior": true, "associate": true, "intermediate": true, "senior": true, "staff": true, "principal": true,
		"distinguished": true, "fellow": true, "director": true, "vice": true, "president": true, "chief": true,
	}
)

func hasRungWord(words []string) bool {
	for _, w := range words {
		if rungWords[w] {
			return true
		}
	}
	return false
}

// wordsApart are the words of a title that said lacks, and those that said has beyond the title.
func wordsApart(title, said string) (missing, extra []string) {
	left, right := nameWords(title), nameWords(said)
	var rest []string
	for _, w := range right {
		if i := likeWord(left, w); i >= 0 {
			left = append(left[:i:i], left[i+1:]...)
			continue
		}
		rest = append(rest, w)
	}
	for _, w := range rest {
		if from, to := initials(left, w); from < to {
			left = append(left[:from:from], left[to:]...)
			continue
		}
		extra = append(extra, w)
	}
	for i := 0; i < len(left); i++ {
		if from, to := initials(extra, left[i]); from < to {
			extra = append(extra[:from:from], extra[to:]...)
			continue
		}
		// A title without a rung word is the intermediate one.
		if left[i] != catalog.Intermediate {
			missing = append(missing, left[i])
		}
	}
	if !hasRungWord(missing) {
		extra = without(extra, catalog.Intermediate)
	}
	return missing, extra
}

func nameWords(title string) []string {
	title = joinedCapitals.ReplaceAllString(possessive.ReplaceAllString(title, ""), "$1$2")
	key := catalog.SameTitleKey(title)
	words := strings.Fields(key)
	// TitleKey drops "intermediate", which counts here: "Intermediate X" below "Staff X" is another role.
	if strings.Contains(strings.ToLower(title), catalog.Intermediate) {
		words = append(words, catalog.Intermediate)
	}
	return words
}

func without(words []string, word string) []string {
	var rest []string
	for _, w := range words {
		if w != word {
			rest = append(rest, w)
		}
	}
	return rest
}

// likeWord is the index of the word that w is, or is a spelling, a form or an abbreviation of; -1 if there is none.
func likeWord(words []string, w string) int {
	for i, other := range words {
		if other == w {
			return i
		}
	}
	for i, other := range words {
		if sameStem(other, w) || abbreviates(other, w) || abbreviates(w, other) {
			return i
		}
	}
	return -1
}

// sameStem reports whether two words are forms of one ("engineer" and "engineering") or one with a typing error.
// Rung words are short of relatives, so they have to agree.
func sameStem(a, b string) bool {
	if rungWords[a] || rungWords[b] {
		return len(a) > 5 && len(b) > 5 && levenshtein.ComputeDistance(a, b) <= 1
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) >= 4 && strings.HasPrefix(long, short[:len(short)-1]) && len(long)-len(short) <= 4 {
		return true
	}
	return len(short) >= 5 && levenshtein.ComputeDistance(a, b) <= 2
}

// abbreviates reports whether short is how people shorten long: "ops", "mgr", "eng", "comms".
func abbreviates(short, long string) bool {
	if len(short) < 2 || len(short) > 5 || len(long) < len(short)+2 || short[0] != long[0] || rungWords[short] {
		return false
	}
	i := 0
	for j := 0; j < len(long) && i < len(short); j++ {
		if long[j] == short[i] {
			i++
		}
	}
	if i == len(short) {
		return true
	}
	return short[len(short)-1] == 's' && abbreviates(short[:len(short)-1], long)
}

// initials is the range of words whose first letters spell w, or an empty range: "csm" for customer success manager.
func initials(words []string, w string) (from, to int) {
	if len(w) < 2 || len(w) > len(words)+2 {
		return 0, 0
	}
	first := make([]byte, len(words))
	for i, word := range words {
		first[i] = word[0]
	}
	// TitleKey has dropped "of" and "and", whose letters may be in the abbreviation.
	for _, short := range []string{w, strings.ReplaceAll(w, "a", ""), strings.ReplaceAll(w, "o", "")} {
		if len(short) < 2 {
			continue
		}
		if at := strings.Index(string(first), short); at >= 0 {
			return at, at + len(short)
		}
	}
	return 0, 0
}
