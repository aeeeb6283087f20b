package lint

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"jobcat/catalog"
)

// sayings are where a family says a required item.
type sayings struct {
	levels   map[*catalog.Level]int // how often for each level; nil is for all of them
	sections map[*catalog.Section]bool
}

// saidWhere remembers the sayings of families, as levels of other families inherit from them.
type saidWhere struct{ known sync.Map }

type saidItem struct {
	family *catalog.Family
	item   string
}

// saying is where a family says an item. What a specialty or a segment says is for some people of a level only.
func (l *linter) saying(f *catalog.Family, item string) sayings {
	if known, ok := l.said.known.Load(saidItem{f, item}); ok {
		return known.(sayings)
	}
	words := itemWords(item)
	s := sayings{map[*catalog.Level]int{}, map[*catalog.Section]bool{}}
	for _, prose := range f.Prose {
		if saysItem(prose.Text.String, words) && !ofVariant(f, prose.Section) {
			s.levels[prose.Level]++
			s.sections[prose.Section] = true
		}
	}
	l.said.known.Store(saidItem{f, item}, s)
	return s
}

// inheritsItem is how often a level inherits an item that its sections of a kind are to have. It may stand in any section
// that the level inherits, and anywhere in a level that it takes that kind over from. A statement that is not understood
// may bring it, so it counts.
func (p *page) inheritsItem(l *catalog.Level, kind, item string) int {
	if !p.takesOver(l) {
		return 0
	}
	n := 0
	for _, s := range p.effectiveOf(l).Sections {
		for _, part := range s.Parts {
			if part.From == catalog.FromInherited && p.saying(part.Family, item).sections[part.Section] {
				n++
			}
		}
	}
	levels, doubt := p.forerunners(l, kind)
	if doubt {
		n++
	}
	for _, from := range levels {
		s := p.saying(from.Family, item)
		n += s.levels[from] + s.levels[nil]
	}
	return n
}

// ofVariant reports whether a section belongs to a specialty or a segment.
func ofVariant(f *catalog.Family, s *catalog.Section) bool {
	for _, variants := range [][]*catalog.Variant{f.Specialties, f.Segments} {
		for _, v := range variants {
			if slices.Contains(v.Sections, s) {
				return true
			}
		}
	}
	return false
}

// between is how many words may stand between two words of a required item: "Ability to work in and use the tool".
const between = 3

func itemWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// saysItem reports whether a text says a required item: its words, or forms of them ("Able to" for "Ability to"), in
// their order, with few words between them and any before and behind.
func saysItem(text string, item []string) bool {
	if len(item) == 0 || !holds(text, item[len(item)-1]) || !holdsForm(text, item[0]) {
		return false
	}
	words := itemWords(text)
	for i := range words {
		if begins(words[i:], item) {
			return true
		}
	}
	return false
}

// begins reports whether the first of words is the first of the item, and the others follow.
func begins(words, item []string) bool {
	if !formOf(words[0], item[0]) {
		return false
	}
	at := 0
	for _, want := range item[1:] {
		next := at + 1
		for next < len(words) && next <= at+between && words[next] != want {
			next++
		}
		if next >= len(words) || words[next] != want {
			return false
		}
		at = next
	}
	return true
}

// formOf reports whether a word is one of the item, or another form of it: "capability" and "able" for "ability".
func formOf(word, want string) bool {
	return strings.HasSuffix(word, want) || want == "ability" && word == "able"
}

// holdsForm reports whether a text has a form of a word in it.
func holdsForm(text, want string) bool {
	return holds(text, want) || want == "ability" && holds(text, "able")
}

// holds reports whether a text has a word in it, in capitals or not. Most texts do not, so it spares taking them apart.
func holds(text, word string) bool {
	behind := len(word) - 1
	first, last := word[0]|0x20, word[behind]|0x20
	if first|last >= utf8.RuneSelf {
		return true // its capitals may be other bytes
	}
	for i := 0; i+behind < len(text); i++ {
		if text[i]|0x20 == first && text[i+behind]|0x20 == last && strings.EqualFold(text[i:i+len(word)], word) {
			return true
		}
	}
	return false
}
