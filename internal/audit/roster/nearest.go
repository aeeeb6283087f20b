package roster

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"

	"jobcat/catalog"
	"jobcat/internal/audit"
)

// near is the level that a title of no level is most like.
type near struct {
	level *audit.Level // nil for none
	sure  bool         // that it is meant
	why   string
}

// nearest looks for the level that somebody meant: one with a slip of the keyboard, one whose page had the title before it
// moved, one with the same words in another order, one with most of the words.
func (q *matcher) nearest(title string) near {
	if other := q.stated(title); other != "" {
		n := q.nearestTo(other)
		return near{n.level, false, fmt.Sprintf("jobcat.cue says that it is %q, and no level has that title", other)}
	}
	return q.nearestTo(title)
}

func (q *matcher) nearestTo(title string) near {
	if n := q.slip(title); n.level != nil {
		return n
	}
	if n := q.moved(title); n.level != nil {
		return n
	}
	return q.alike(title)
}

// slip is the level whose title differs in letters only.
func (q *matcher) slip(title string) near {
	said := newTitleSpelling(q.key(title), title)
	keyMeant, plainMeant := q.meant(said.key.words), q.meant(said.plain.words)
	var best *audit.Level
	var least [2]int
	for i, s := range q.spellings {
		// A key leaves "Intermediate" out, so a slip in that word shows only without it.
		if !said.key.isSlip(keyMeant, s.key) && !said.plain.isSlip(plainMeant, s.plain) {
			continue
		}
		d := [2]int{levenshtein.ComputeDistance(said.key.text, s.key.text), levenshtein.ComputeDistance(said.plain.text, s.plain.text)}
		if best == nil || slices.Compare(d[:], least[:]) < 0 {
			best, least = q.levels[i], d
		}
	}
	if best == nil {
		return near{}
	}
	return near{best, true, "some letters differ"}
}

// spelling is the words of a title as their letters are compared.
type spelling struct {
	text   string
	words  []string
	joined string // without blanks
}

func newSpelling(text string) spelling {
	return spelling{text, strings.Fields(text), strings.ReplaceAll(text, " ", "")}
}

// isSlip says whether another title has the same words but for slips of the keyboard, or differs in its blanks. meant are the
// words that each of this one can be meant as.
func (s spelling) isSlip(meant [][]string, other spelling) bool {
	return s.joined == other.joined || slices.EqualFunc(meant, other.words, slices.Contains[[]string])
}

// titleSpelling is how a title is spelt: by its key, and by all of its words in small letters.
type titleSpelling struct{ key, plain spelling }

func newTitleSpelling(key, title string) titleSpelling {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return titleSpelling{newSpelling(key), newSpelling(strings.Join(words, " "))}
}

// spellLevels takes the titles of levels apart, once for all titles that are held against them.
func (q *matcher) spellLevels() {
	for _, l := range q.levels {
		s := newTitleSpelling(q.key(l.Title), l.Title)
		q.spellings = append(q.spellings, s)
		q.vocabulary = append(append(q.vocabulary, s.key.words...), s.plain.words...)
	}
	slices.Sort(q.vocabulary)
	q.vocabulary = slices.Compact(q.vocabulary)
}

// meant are for each of some words those of the levels that it is or is a slip of. Titles by the thousand have few different
// words, so each is looked for once.
func (q *matcher) meant(words []string) [][]string {
	all := make([][]string, len(words))
	for i, w := range words {
		known, ok := q.meanings[w]
		if !ok {
			for _, v := range q.vocabulary {
				if slipped(w, v) {
					known = append(known, v)
				}
			}
			q.meanings[w] = known
		}
		all[i] = known
	}
	return all
}

// slipped says whether two words are the same, or one is the other with a slip: a letter too much, one that is missing or
// another one, two that changed places; in long words two of these.
func slipped(a, b string) bool {
	if a == b {
		return true
	}
	short := min(len(a), len(b))
	// Two letters are no more than four bytes in the languages of Europe. Most words differ by that, and are told apart at once.
	if short < 4 || max(len(a), len(b)) > short+4 || strings.ContainsFunc(a+b, unicode.IsDigit) {
		return false // "Tier2" is no slip of "Tier1"
	}
	d := levenshtein.ComputeDistance(a, b)
	return d <= 1 || d == 2 && (short >= 8 || isTurned(a, b))
}

// isTurned says whether two letters that stand side by side changed places.
func isTurned(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) {
		return false
	}
	for i := range len(x) - 1 {
		if x[i] != y[i] {
			return x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
		}
	}
	return false
}

// moved is the level of a page that had the title, by the registry or by the address that it had before.
func (q *matcher) moved(title string) near {
	name := catalog.ParseName(title)
	same := func(other string) bool {
		k := q.key(other)
		return k != "" && (k == q.key(title) || k == q.key(name.Subject))
	}
	if r := q.Catalog.Registry; r != nil {
		for _, e := range r.Entries {
			if !same(e.Title) {
				continue
			}
			for _, a := range e.Addresses {
				if n := q.onPage(a.Address, name, "the registry has the title for its page"); n.level != nil {
					return n
				}
			}
		}
	}
	redirects := q.Policy.Catalog().Redirects
	for _, old := range slices.Sorted(maps.Keys(redirects)) {
		if same(strings.ReplaceAll(path.Base(strings.TrimSuffix(strings.TrimSuffix(old, ".html"), "/")), "-", " ")) {
			if n := q.onPage(redirects[old], name, "its page was called so"); n.level != nil {
				return n
			}
		}
	}
	return near{}
}

// onPage is the level of a page that has the rung of a title, else its first one.
func (q *matcher) onPage(address string, name catalog.Name, why string) near {
	to := q.Graph.Follow(nil, address)
	if to.Family == nil {
		return near{}
	}
	var first *audit.Level
	for _, l := range q.levels {
		if l.Path != to.Family.File.Path {
			continue
		}
		if first == nil {
			first = l
		}
		if l.Rung == name.Rung && l.Track == string(name.Track) {
			return near{l, true, why}
		}
	}
	return near{first, false, why}
}

// alike is the level that has most words in common with a title, more than half of them and one that is more than a rung.
func (q *matcher) alike(title string) near {
	said := q.meant(strings.Fields(q.key(title)))
	name := catalog.ParseName(title)
	subject := q.meant(strings.Fields(q.key(name.Subject)))
	var best *audit.Level
	var bestRank []int
	for i, l := range q.levels {
		words := q.spellings[i].key.words
		common := commonWords(said, words)
		if commonWords(subject, words) == 0 || 2*common <= max(len(words), len(said)) {
			continue
		}
		track := 0
		if l.Track == string(name.Track) {
			track = 1
		}
		if rank := []int{common, -len(words), track, -levenshtein.ComputeDistance(q.key(title), q.key(l.Title))}; best == nil || slices.Compare(rank, bestRank) > 0 {
			best, bestRank = l, rank
		}
	}
	if best == nil {
		return near{}
	}
	theirs := catalog.ParseName(best.Title)
	switch words := strings.Fields(q.key(best.Title)); {
	case len(words) == len(said) && commonWords(said, words) == len(said):
		return near{best, false, "the same words in another order"}
	case theirs.Rung != name.Rung && q.key(theirs.Subject) == q.key(name.Subject):
		return near{best, false, "the same subject at another rung"}
	}
	return near{best, false, "most words are the same"}
}

// commonWords counts the words of one title that another one has, by what each of them can be meant as.
func commonWords(meant [][]string, words []string) int {
	n := 0
	for _, m := range meant {
		if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(m, w) }) {
			n++
		}
	}
	return n
}
