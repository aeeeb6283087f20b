package lint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobcat/catalog"
)

// inconsistentTitle sees titles with a slip of the keyboard in them: a level that is called so, and words that are the
// title of a level but for one of them. A word that titles use elsewhere is no slip.
func inconsistentTitle(p *page, report func(observation)) {
	if p.Family == nil {
		return
	}
	for _, prose := range p.Family.Prose {
		text := prose.Text.String
		if !p.titleWords.mayHaveSlip(text, p.slips) {
			continue
		}
		words := saidWords(text)
		for i, w := range words {
			if len(p.slips[w.key]) == 0 || !unicode.IsUpper(firstRune(text[w.start:])) {
				continue
			}
			opens := prose.Heading != nil && prose.Heading.Role == catalog.OpensLevel && p.titleWords.families[w.key] == 1
			if _, _, as := p.titleWords.around(words, i, w.key); as != nil && !opens {
				continue // the title itself is misspelt, which is said at its heading
			}
			for _, meant := range p.slips[w.key] {
				from, to, level := p.titleWords.around(words, i, meant)
				if level == nil && !opens {
					continue
				}
				word := strings.ToUpper(meant[:1]) + meant[1:]
				if opens {
					from, to, level = 0, len(words)-1, nil
				} else {
					word = titleWord(level, meant)
				}
				said := text[words[from].start:words[to].end]
				at := prose.Text.Range(words[from].start, words[to].end)
				o := observation{about: &passage{p: p, at: at, text: said, section: prose.Section, l: prose.Level,
					suggestion: text[words[from].start:w.start] + word + text[w.end:words[to].end]}}
				if level != nil {
					o.related = []Related{{level.Place, "the level with this title"}}
				}
				if opens {
					o.fix = p.spelling(p.Family.Prose, w.key, word) // the page calls the level so elsewhere, too
				} else {
					o.fix = p.spelling([]catalog.Prose{prose}, w.key, word)
				}
				report(o)
				break
			}
		}
	}
}

// spelling writes a word as it is right wherever it stands with a capital in some texts, nil if there is markup in it.
func (p *page) spelling(texts []catalog.Prose, key, word string) *Fix {
	fix := &Fix{}
	var headings []rewording
	for _, prose := range texts {
		text := prose.Text.String
		if !p.titleWords.mayHaveSlip(text, p.slips) {
			continue
		}
		said, done := "", 0
		for _, w := range saidWords(text) {
			if w.key != key || !unicode.IsUpper(firstRune(text[w.start:])) {
				continue
			}
			slip := prose.Text.Range(w.start, w.end)
			if p.File.Source[slip.Start:slip.End] != text[w.start:w.end] {
				return nil
			}
			fix.Edits = append(fix.Edits, Edit{slip.Start, slip.End, word})
			said, done = said+text[done:w.start]+word, w.end
		}
		if prose.Heading != nil && done > 0 {
			headings = append(headings, rewording{heading: prose.Heading, words: said + text[done:]})
		}
	}
	slices.SortFunc(fix.Edits, func(a, b Edit) int { return a.Start - b.Start })
	return p.keepingLinks(fix, headings...)
}

// mayHaveSlip reports whether a word of a text may be a slip, and notes in slips what all of its words with a capital and
// enough letters are meant by, as they are written and by their keys. Most texts have none.
func (t *titleWords) mayHaveSlip(text string, slips map[string][]string) bool {
	found := false
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 'A' || c > 'Z' || i > 0 && isLetter(text[i-1]) {
			continue
		}
		end := i + 1
		for end < len(text) && isLetter(text[end]) {
			end++
		}
		if end-i >= leastLetters {
			meant, known := slips[text[i:end]]
			if !known {
				key := catalog.SameTitleKey(text[i:end])
				meant = t.meant(key)
				slips[key], slips[strings.Clone(text[i:end])] = meant, meant
			}
			found = found || len(meant) > 0
		}
		i = end
	}
	return found
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c >= utf8.RuneSelf }

// titleWord is a word of a level's title as it is written there.
func titleWord(l *catalog.Level, key string) string {
	for _, w := range saidWords(l.Full) {
		if w.key == key {
			return strings.Clone(l.Full[w.start:w.end])
		}
	}
	return key
}

// longestTitle is how many words of a title are compared.
const longestTitle = 8

// around is the longest title that stands around a word if it is replaced by the one that was meant, and the level that
// has it; nil if there is none of at least two words.
func (t *titleWords) around(words []saidWord, at int, meant string) (from, to int, level *catalog.Level) {
	for n := longestTitle; n >= 2; n-- {
		for from := max(0, at-n+1); from <= at && from+n <= len(words); from++ {
			keys := make([]string, 0, n)
			for i := from; i < from+n; i++ {
				switch {
				case i == at:
					keys = append(keys, meant)
				case words[i].key != "":
					keys = append(keys, words[i].key)
				}
			}
			if len(keys) < 2 || words[from].key == "" || words[from+n-1].key == "" && from+n-1 != at {
				continue
			}
			if l := t.levels[strings.Join(keys, " ")]; l != nil {
				return from, from + n - 1, l
			}
		}
	}
	return 0, 0, nil
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
