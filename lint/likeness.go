package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
)

// likeness says how much two items have in common.
type likeness int

const (
	different likeness = iota
	nearly             // but for a word or two, and words that carry no meaning
	verbatim           // but for case, punctuation and markup
)

// String is how a message says it.
func (l likeness) String() string {
	switch l {
	case nearly:
		return "nearly word for word"
	case verbatim:
		return "word for word"
	}
	return ""
}

// itemText is the text of an item as it is compared with others.
type itemText struct {
	words   string   // all words, in small letters
	content []string // those that carry meaning
}

// newItemText takes the text of an item apart.
func newItemText(text string) *itemText {
	t := &itemText{words: joinedWords(text)}
	t.content = make([]string, 0, strings.Count(t.words, " ")+1)
	for rest := t.words; rest != ""; {
		var w string
		w, rest, _ = strings.Cut(rest, " ")
		if !fillWords[w] {
			t.content = append(t.content, w)
		}
	}
	return t
}

// joinedWords are the words of a text in small letters, with one space between them. What an apostrophe parts is one word.
func joinedWords(text string) string {
	var words strings.Builder
	words.Grow(len(text))
	ended := false
	for _, r := range text {
		if 'a' <= r && r <= 'z' && !ended { // nearly all
			words.WriteByte(byte(r))
			continue
		}
		switch r = unicode.ToLower(r); {
		case r == '\'' || r == '’':
		case !unicode.IsLetter(r) && !unicode.IsNumber(r):
			ended = words.Len() > 0
		case ended:
			words.WriteByte(' ')
			ended = false
			fallthrough
		default:
			words.WriteRune(r)
		}
	}
	return words.String()
}

var (
	// fillWords may be left out, added or exchanged without making another duty.
	fillWords = wordSet(`a an the and or of to in on at by for from with within into as is are be been our your their its it this that these those which who also other such all any s etc
		you ability able skills will individual responsible accountable demonstrate demonstrates`)

	// scopeWords tell a duty from the same duty one rung higher, and so do numbers.
	scopeWords = wordSet(`not no without never senior junior staff principal lead leads leading director directors manager managers
		management executive executives vp intern associate intermediate team teams group groups department departments departmental
		division divisions divisional organization organizations organizational organisation company companies companywide wide global
		globally regional region regions cross multiple several many large larger small complex strategic strategy advanced basic
		expert deep proven demonstrated extensive own owns manage manages assist assists support supports participate contribute
		may might prefer preferred limited moderate medium minimal average less more greater some
		one two three four five six seven eight nine ten first second year years
		backend frontend fullstack internal external`)
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// compare says how much an item has in common with one that the level has already. A word that it has beyond that one
// is what is new in it: "Exert significant influence on ...", and so are another number and another word of scope. It
// may say less by one word in six, but never by more than two; short items may not differ at all.
func (t *itemText) compare(o *itemText) likeness {
	if t.words == o.words {
		return verbatim
	}
	least, most := min(len(t.content), len(o.content)), max(len(t.content), len(o.content))
	allowed := min(most/wordsPerChange, mostChanges)
	if least < shortest || most-least > allowed {
		return different
	}
	more, less := wordsOnlyIn(t.content, o.content)
	if len(more) > 0 || len(less) > allowed {
		return different
	}
	for _, w := range less {
		if scopeWords[w] || strings.ContainsFunc(w, unicode.IsNumber) {
			return different
		}
	}
	return nearly
}

const (
	shortest       = 4 // words that carry meaning; an item with fewer is only like its own words
	wordsPerChange = 6
	mostChanges    = 2
)

// wordsOnlyIn are the words that only one of two texts has. A slip of the keyboard and a plural make no other word.
func wordsOnlyIn(a, b []string) (onlyA, onlyB []string) {
	onlyB = slices.Clone(b)
	for _, w := range a {
		if i := slices.Index(onlyB, w); i >= 0 {
			onlyB = slices.Delete(onlyB, i, i+1)
			continue
		}
		onlyA = append(onlyA, w)
	}
	onlyA = slices.DeleteFunc(onlyA, func(w string) bool {
		i := slices.IndexFunc(onlyB, func(o string) bool { return sameWord(w, o) })
		if i >= 0 {
			onlyB = slices.Delete(onlyB, i, i+1)
		}
		return i >= 0
	})
	return onlyA, onlyB
}

// sameWord reports whether two words are one, in the singular and the plural or with a slip of the keyboard.
func sameWord(a, b string) bool {
	short, long := min(len(a), len(b)), max(len(a), len(b))
	if scopeWords[a] != scopeWords[b] || long-short > 1 || short < 3 || a[0] != b[0] {
		return false
	}
	return strings.TrimSuffix(a, "s") == strings.TrimSuffix(b, "s") || short > 5 && levenshtein.ComputeDistance(a, b) == 1
}

// matcher finds among many items those that are like a given one, without comparing each with each: two items that
// differ in at most n words share one of their n+1 rarest.
type matcher struct {
	frequency map[string]int
	items     []*itemText
	exact     map[string]int   // by words, the first
	rare      map[string][]int // by each of the rarest words
	asked     *itemText        // the last one that rareOf was asked about: what is not found is added next
	answer    []string         // its rarest words
}

// rarest is how many of an item's words are looked up: one more than may differ, and one for a slip of the keyboard.
const rarest = mostChanges + 2

// crowd is how many items may share a word before it tells nothing: what stands everywhere is rare nowhere.
const crowd = 64

func newMatcher() *matcher {
	return &matcher{frequency: map[string]int{}, exact: map[string]int{}, rare: map[string][]int{}}
}

// count makes the words of an item known, before any item is added.
func (m *matcher) count(t *itemText) {
	for _, w := range t.content {
		m.frequency[w]++
	}
}

// rareOf are the rarest words of an item, each once.
func (m *matcher) rareOf(t *itemText) []string {
	if m.asked == t {
		return m.answer
	}
	var words [rarest]string
	var often [rarest]int
	n := 0
	for _, w := range t.content {
		f := m.frequency[w]
		at := n
		for at > 0 && (f < often[at-1] || f == often[at-1] && w < words[at-1]) {
			at--
		}
		if at == rarest || at > 0 && words[at-1] == w {
			continue
		}
		n = min(n+1, rarest)
		copy(words[at+1:n], words[at:])
		copy(often[at+1:n], often[at:])
		words[at], often[at] = w, f
	}
	m.asked, m.answer = t, append(m.answer[:0], words[:n]...)
	return m.answer
}

// add adds an item and returns its number.
func (m *matcher) add(t *itemText) int {
	n := len(m.items)
	m.items = append(m.items, t)
	if _, known := m.exact[t.words]; !known {
		m.exact[t.words] = n
	}
	for _, w := range m.rareOf(t) {
		if len(m.rare[w]) < crowd {
			m.rare[w] = append(m.rare[w], n)
		}
	}
	return n
}

// find is the first of the items with the same words, else the first that is nearly the same; -1 if there is none.
func (m *matcher) find(t *itemText) (int, likeness) {
	if n, ok := m.exact[t.words]; ok {
		return n, verbatim
	}
	best := -1
	for _, w := range m.rareOf(t) {
		for _, n := range m.rare[w] {
			if (best < 0 || n < best) && t.compare(m.items[n]) == nearly {
				best = n
			}
		}
	}
	if best < 0 {
		return -1, different
	}
	return best, nearly
}
