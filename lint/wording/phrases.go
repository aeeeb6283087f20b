package wording

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// group is what a phrase was listed for.
type group uint8

const (
	vacancy group = iota
	hiring
	years
	experience
	optional
	places
	residence
	pronouns
	masculine
	feminine
	fixed
	growth
	groups // their number
)

// match is one phrase in a text, from start to end in bytes, half-open.
type match struct {
	group      group
	start, end int
	phrase     string // as listed
}

// phrases finds all phrases of all groups in one pass over a text: a trie over bytes that is entered wherever a word
// begins as a phrase does. Phrases are whole words, so no match can begin inside of another word, and the failure links of Aho and
// Corasick have nothing to do: their library took twice the time over the real catalog and allocated at each match,
// and thousands of its matches were parts of words. It does not change after newPhrases and is safe for concurrent use.
type phrases struct {
	begin  beginnings
	class  [256]uint8 // of a byte of a text, the same for a capital as for its small letter; 0 for one that is in no phrase
	width  int        // number of classes
	next   []int32    // by state*width+class; 0 where no phrase goes on
	ends   []int32    // by state: where its endings start in endings
	listed []ending   // by state, in ascending order
}

// beginnings are how phrases begin: a bit for each three letters, capitals or not. Two words of three begin otherwise.
type beginnings [1 << 15 / 64]uint64

// place is the bit of three bytes: five bits of each, which do not tell capitals from small letters.
func (*beginnings) place(a, b, c byte) (word int, bit uint64) {
	at := int(a&31)<<10 | int(b&31)<<5 | int(c&31)
	return at / 64, 1 << (at % 64)
}

func (b *beginnings) add(folded string) {
	if len(folded) < 3 {
		for next := range byte(32) { // whatever stands behind a short phrase
			b.add(folded + string(rune(next)))
		}
		return
	}
	word, bit := b.place(folded[0], folded[1], folded[2])
	b[word] |= bit
}

// may reports whether a phrase can begin where a text does. What is not ASCII may be folded to anything.
func (b *beginnings) may(text string) bool {
	if len(text) < 3 || text[0]|text[1]|text[2] >= utf8.RuneSelf {
		return true
	}
	word, bit := b.place(text[0], text[1], text[2])
	return b[word]&bit != 0
}

// ending says that a phrase ends in a state.
type ending struct {
	group  group
	stem   bool // the word may go on: "collab*"
	hit    bool // false: the phrase is listed so that what it contains is no match
	phrase string
}

// newPhrases lists the words of each group. A word that ends in "*" stands for all words that begin so. A word that
// is false matches nothing, but keeps the phrases that it contains from matching: with "user experience" false,
// "experience" is not found in it.
func newPhrases(lists [groups]map[string]bool) *phrases {
	p := &phrases{width: 1}
	type path struct {
		folded string
		ending
	}
	var paths []path
	for g, list := range lists {
		for phrase, hit := range list {
			word, stem := strings.CutSuffix(phrase, "*")
			folded := foldString(word)
			if folded == "" {
				continue
			}
			paths = append(paths, path{folded, ending{group(g), stem, hit, phrase}})
			p.begin.add(folded)
			for i := range len(folded) {
				if p.class[folded[i]] == 0 {
					p.class[folded[i]] = 1 // numbered below, in the order of bytes
				}
			}
		}
	}
	for b, used := range p.class {
		if used != 0 {
			p.class[b] = uint8(p.width)
			p.width++
		}
	}
	for c := 'A'; c <= 'Z'; c++ {
		p.class[c] = p.class[unicode.ToLower(c)]
	}
	slices.SortFunc(paths, func(a, b path) int {
		return cmp.Or(cmp.Compare(a.folded, b.folded), cmp.Compare(a.group, b.group), cmp.Compare(a.phrase, b.phrase))
	})
	// The states of sorted phrases: one for the start, and one for each byte that the phrase before does not share.
	states, last := int32(1), ""
	for _, path := range paths {
		states += int32(len(path.folded) - shared(last, path.folded))
		last = path.folded
	}
	p.next = make([]int32, int(states)*p.width)
	used := int32(1)
	at := map[int32][]ending{}
	for _, path := range paths {
		state := int32(0)
		for i := range len(path.folded) {
			to := int(state)*p.width + int(p.class[path.folded[i]])
			if p.next[to] == 0 {
				p.next[to] = used
				used++
			}
			state = p.next[to]
		}
		at[state] = append(at[state], path.ending)
	}
	for s := range states {
		p.ends = append(p.ends, int32(len(p.listed)))
		p.listed = append(p.listed, at[s]...)
	}
	p.ends = append(p.ends, int32(len(p.listed)))
	return p
}

// shared is how many bytes two texts begin with alike.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// find appends to found what is in the text: of each group the leftmost and there the longest phrase, not overlapping.
// Case does not matter, nor whether an apostrophe is straight or curly.
func (p *phrases) find(text string, found []match) []match {
	var done [groups]int // where the last match of a group ends
	for i := 0; i < len(text); i = behindWord(text, i) {
		if p.begin.may(text[i:]) {
			found = p.at(text, i, &done, found)
		}
	}
	return found
}

// behindWord is behind the first character from byte i on that is part of no word, where the next word can begin.
func behindWord(text string, i int) int {
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			if !asciiWord[c] {
				break
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !isWord(r) {
			break
		}
	}
	return i
}

// at appends the phrases that start at byte i.
func (p *phrases) at(text string, start int, done *[groups]int, found []match) []match {
	first := len(found)
	state := int32(0)
	for i := start; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			state = p.follow(state, c)
			i++
		} else {
			var size int
			state, size = p.followRune(state, text[i:])
			i += size
		}
		if state == 0 {
			break
		}
		for _, e := range p.listed[p.ends[state]:p.ends[state+1]] {
			end := i
			if goesOn(text, i) {
				if !e.stem {
					continue
				}
				end = wordEnd(text, i)
			}
			if start < done[e.group] {
				continue
			}
			m := match{e.group, start, end, e.phrase}
			if !e.hit {
				m.phrase = ""
			}
			// A longer phrase of the same group replaces the shorter one.
			if k := slices.IndexFunc(found[first:], func(o match) bool { return o.group == e.group }); k >= 0 {
				// Of two equal ones, such as "Guru" and "guru", the one that is taken away counts.
				if o := found[first+k]; o.end < end || o.end == end && !e.hit {
					found[first+k] = m
				}
			} else {
				found = append(found, m)
			}
		}
	}
	kept := first
	for _, m := range found[first:] {
		done[m.group] = m.end
		if m.phrase != "" {
			found[kept] = m
			kept++
		}
	}
	return found[:kept]
}

// followRune follows the first character of text, folded, and gives its size in text.
func (p *phrases) followRune(state int32, text string) (next int32, size int) {
	r, size := utf8.DecodeRuneInString(text)
	var buf [utf8.UTFMax]byte
	for _, b := range buf[:utf8.EncodeRune(buf[:], fold(r))] {
		if state = p.follow(state, b); state == 0 {
			break
		}
	}
	return state, size
}

func (p *phrases) follow(state int32, b byte) int32 {
	return p.next[int(state)*p.width+int(p.class[b])]
}

// fold makes characters equal that people do not tell apart when they search.
func fold(r rune) rune {
	switch r {
	case '’', 'ʼ', '‘':
		return '\''
	case '‑': // the hyphen that does not break
		return '-'
	}
	return unicode.ToLower(r)
}

func foldString(s string) string { return strings.Map(fold, strings.Join(strings.Fields(s), " ")) }

// isWord reports whether a character is part of a word, so that no phrase starts or ends beside it.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiWord[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

var asciiWord = func() (word [utf8.RuneSelf]bool) {
	for c := range word {
		r := rune(c)
		word[c] = unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_'
	}
	return word
}()

// goesOn reports whether the word before byte i goes on there.
func goesOn(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	r, _ := utf8.DecodeRuneInString(text[i:])
	return isWord(before) && isWord(r)
}

// wordEnd is where the word that byte i is in ends.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWord(r) {
			break
		}
		i += size
	}
	return i
}
