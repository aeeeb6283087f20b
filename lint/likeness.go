package lint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"jobcat/catalog"
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

// itemText is the text of an item as it is compared with others: one number for all texts of a page that differ in nothing
// but case, punctuation and markup; 0 for one without words.
type itemText int32

// lexicon numbers the words of items. Words stay known while one worker goes from page to page: most are met again. Texts
// are known for one page.
type lexicon struct {
	numbers map[string]int32 // of the words; fillWord for those that carry no meaning
	words   []string         // by number
	texts   map[string]itemText
	said    []saidText // by itemText
	items   map[*catalog.Item]itemText
	content []int32 // what the contents of texts are cut from
	buffer  []byte

	less, more []int32 // see compare
}

// saidText is what a text says.
type saidText struct {
	words   string  // all of them, in small letters
	content []int32 // those that carry meaning, in their order; see contentOf
	apart   bool    // whether content is known
}

const fillWord = -1

func newLexicon() *lexicon {
	x := &lexicon{numbers: map[string]int32{}, texts: map[string]itemText{}, said: make([]saidText, 1), items: map[*catalog.Item]itemText{}}
	for w := range fillWords {
		x.numbers[w] = fillWord
	}
	return x
}

// turn forgets the texts of a page.
func (x *lexicon) turn() {
	clear(x.texts)
	clear(x.items)
	x.said, x.content = x.said[:1], x.content[:0]
}

// of is the text of an item.
func (x *lexicon) of(i *catalog.Item) itemText {
	t, known := x.items[i]
	if !known {
		t = x.text(i.Text.String)
		x.items[i] = t
	}
	return t
}

func (x *lexicon) text(text string) itemText {
	x.buffer = appendWords(x.buffer[:0], text)
	if len(x.buffer) == 0 {
		return 0
	}
	t, known := x.texts[string(x.buffer)]
	if !known {
		words := string(x.buffer)
		t = itemText(len(x.said))
		x.said = append(x.said, saidText{words: words})
		x.texts[words] = t
	}
	return t
}

// contentOf are the words of a text that carry meaning, in their order. A text is taken apart when it is first compared with
// others: many are the only ones of their kind.
func (x *lexicon) contentOf(t itemText) []int32 {
	said := &x.said[t]
	if said.apart || t == 0 {
		return said.content
	}
	from := len(x.content)
	for word := range strings.SplitSeq(said.words, " ") {
		n, known := x.numbers[word]
		if !known {
			n = int32(len(x.words))
			x.words = append(x.words, strings.Clone(word))
			x.numbers[x.words[n]] = n
		}
		if n != fillWord {
			x.content = append(x.content, n)
		}
	}
	said.content, said.apart = x.content[from:len(x.content):len(x.content)], true
	return said.content
}

// appendWords appends the words of a text in small letters, with one space between them. What an apostrophe parts is one
// word.
func appendWords(words []byte, text string) []byte {
	ended := false
	for _, r := range text {
		var small rune
		if r < utf8.RuneSelf {
			small = inWord[r]
		} else if r = unicode.ToLower(r); unicode.IsLetter(r) || unicode.IsNumber(r) {
			small = r
		}
		switch {
		case small == 0:
			ended = ended || len(words) > 0 && r != '\'' && r != '’'
		case ended:
			words = append(words, ' ')
			ended = false
			fallthrough
		default:
			words = utf8.AppendRune(words, small)
		}
	}
	return words
}

// inWord are the letters and digits of ASCII, each as its small letter; 0 for what is no part of a word.
var inWord = func() (small [utf8.RuneSelf]rune) {
	for c := range small {
		if r := rune(c); unicode.IsLetter(r) || unicode.IsNumber(r) {
			small[c] = unicode.ToLower(r)
		}
	}
	return small
}()

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
func (x *lexicon) compare(t, o itemText) likeness {
	if t == o {
		return verbatim
	}
	own, other := x.contentOf(t), x.contentOf(o)
	least, most := min(len(own), len(other)), max(len(own), len(other))
	allowed := min(most/wordsPerChange, mostChanges)
	if least < shortest || most-least > allowed {
		return different
	}
	// What the other one has and this one has not, and the other way round.
	less, more := append(x.less[:0], other...), x.more[:0]
	x.less = less
	for _, w := range own {
		if i := slices.Index(less, w); i >= 0 {
			less = slices.Delete(less, i, i+1)
		} else if x.formOf(w, other) < 0 {
			return different // nearly all end here
		} else {
			more = append(more, w)
		}
	}
	x.more = more
	for _, w := range more {
		i := x.formOf(w, less)
		if i < 0 {
			return different
		}
		less = slices.Delete(less, i, i+1)
	}
	if len(less) > allowed {
		return different
	}
	for _, n := range less {
		if w := x.words[n]; scopeWords[w] || strings.ContainsFunc(w, unicode.IsNumber) {
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

// formOf is the first of some words that is the same but for a slip of the keyboard or a plural, -1 if there is none.
func (x *lexicon) formOf(w int32, words []int32) int {
	return slices.IndexFunc(words, func(o int32) bool { return sameWord(x.words[w], x.words[o]) })
}

// sameWord reports whether two words are one, in the singular and the plural or with a slip of the keyboard.
func sameWord(a, b string) bool {
	short, long := min(len(a), len(b)), max(len(a), len(b))
	if long-short > 1 || short < 3 || a[0] != b[0] || scopeWords[a] != scopeWords[b] {
		return false
	}
	return strings.TrimSuffix(a, "s") == strings.TrimSuffix(b, "s") || short > 5 && levenshtein.ComputeDistance(a, b) == 1
}

// matcher finds among many items those that are like a given one, without comparing each with each: two items that
// differ in at most n words share one of their n+1 rarest.
type matcher struct {
	*lexicon
	frequency []int32    // of each word
	items     []itemText // as they were added
	exact     []int32    // by itemText: the number of the first such item, and one
	rare      [][]int32  // by word: the numbers of items of whose rarest words it is one
	used      []int32    // the words that have a frequency
	answer    []int32    // see rareOf
}

// rarest is how many of an item's words are looked up: one more than may differ, and one for a slip of the keyboard.
const rarest = mostChanges + 2

// crowd is how many items may share a word before it tells nothing: what stands everywhere is rare nowhere.
const crowd = 64

func newMatcher() *matcher { return &matcher{lexicon: newLexicon()} }

// reset forgets all items, so that the memory of one matcher serves for many lists.
func (m *matcher) reset() {
	for _, w := range m.used {
		m.frequency[w], m.rare[w] = 0, m.rare[w][:0]
	}
	for _, t := range m.items {
		m.exact[t] = 0
	}
	m.used, m.items = m.used[:0], m.items[:0]
}

// count makes the words of an item known, before any item is added.
func (m *matcher) count(t itemText) {
	content := m.contentOf(t)
	m.grow()
	for _, w := range content {
		if m.frequency[w] == 0 {
			m.used = append(m.used, w)
		}
		m.frequency[w]++
	}
}

// grow makes room for the words that the lexicon has got to know.
func (m *matcher) grow() {
	m.frequency = grown(m.frequency, len(m.words))
	m.rare = grown(m.rare, len(m.words))
}

// grown is a list with at least n elements.
func grown[T any](list []T, n int) []T {
	if n <= len(list) {
		return list
	}
	return slices.Grow(list, n-len(list))[:n]
}

// rareOf are the rarest words of an item, each once, until it is asked again.
func (m *matcher) rareOf(t itemText) []int32 {
	content := m.contentOf(t)
	m.grow()
	var words, often [rarest]int32
	n := 0
	for _, w := range content {
		f := m.frequency[w]
		at := n
		for at > 0 && (f < often[at-1] || f == often[at-1] && m.words[w] < m.words[words[at-1]]) {
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
	m.answer = append(m.answer[:0], words[:n]...)
	return m.answer
}

// add adds an item that was counted, and returns its number.
func (m *matcher) add(t itemText) int { return m.addBy(t, m.rareOf(t)) }

func (m *matcher) addBy(t itemText, rare []int32) int {
	n := len(m.items)
	m.items = append(m.items, t)
	m.exact = grown(m.exact, int(t)+1)
	if m.exact[t] == 0 {
		m.exact[t] = int32(n + 1)
	}
	for _, w := range rare {
		if len(m.rare[w]) < crowd {
			m.rare[w] = append(m.rare[w], int32(n))
		}
	}
	return n
}

// find is the first of the items with the same words, else the first that is nearly the same; -1 if there is none.
func (m *matcher) find(t itemText) (int, likeness) {
	if n := m.sameAs(t); n >= 0 {
		return n, verbatim
	}
	if n := m.nearlyBy(t, m.rareOf(t)); n >= 0 {
		return n, nearly
	}
	return -1, different
}

// findOrAdd is the first of the items that is like one; the one itself, added, if there is none.
func (m *matcher) findOrAdd(t itemText) int {
	if n := m.sameAs(t); n >= 0 {
		return n
	}
	rare := m.rareOf(t)
	if n := m.nearlyBy(t, rare); n >= 0 {
		return n
	}
	return m.addBy(t, rare)
}

// sameAs is the first of the items with the same words, -1 if there is none.
func (m *matcher) sameAs(t itemText) int {
	if int(t) >= len(m.exact) {
		return -1
	}
	return int(m.exact[t]) - 1
}

// nearlyBy is the first of the items that is nearly the same, and of whose rarest words one is among those given; -1 if there
// is none.
func (m *matcher) nearlyBy(t itemText, rare []int32) int {
	best := int32(-1)
	for _, w := range rare {
		for _, n := range m.rare[w] {
			if (best < 0 || n < best) && m.compare(t, m.items[n]) == nearly {
				best = n
			}
		}
	}
	return int(best)
}
