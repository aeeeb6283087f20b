package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jobcat/catalog"
)

// usualHeading is for misspelt-heading and unusual-heading: it puts the policy's word in the place of the one that
// was written. Where the heading goes on behind another word ("What you can expect in this role"), somebody has to read
// whether the usual one fits in.
func usualHeading(p *page, e entity, o *observation) {
	h := e.(*headingEntity).h
	words, behind, ok := usualWords(h)
	if !ok {
		return
	}
	at := h.Word.Place()
	fix := &Fix{
		Safe:  h.Spelling == catalog.Misspelling || !strings.ContainsFunc(behind, unicode.IsLetter),
		Edits: []Edit{{at.Start, at.End, asWritten(h.Usual, h.Word.String)}},
	}
	o.fix = p.keepingLinks(fix, rewording{heading: h, words: words})
}

// usualWords are the words of a heading with the policy's word for its kind, and what stands behind that; not ok where
// that is its word.
func usualWords(h *catalog.Heading) (words, behind string, ok bool) {
	if h.Word.IsEmpty() || h.Usual == "" || h.Spelling == catalog.UsualSpelling {
		return "", "", false
	}
	words, behind = reworded(h, h.Word.Place(), asWritten(h.Usual, h.Word.String))
	return words, behind, true
}

// reworded are the words of a heading with others in a place of it, and what stands behind these.
func reworded(h *catalog.Heading, at catalog.Place, with string) (words, behind string) {
	text := h.Text.String
	start := 0
	for start < len(text) && h.Text.Range(start, start+1).Start < at.Start {
		start++
	}
	end := start
	for end < len(text) && h.Text.Range(end, end+1).Start < at.End {
		end++
	}
	return text[:start] + with + text[end:], text[end:]
}

// asWritten is a word with the capitals of another one: RESPONSIBILITIES, responsibilities, Responsibilities.
func asWritten(word, like string) string {
	switch first, _ := utf8.DecodeRuneInString(like); {
	case len(like) > 1 && like == strings.ToUpper(like):
		return strings.ToUpper(word)
	case unicode.IsLower(first):
		return strings.ToLower(word)
	}
	return word
}
