package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jobcat/catalog"
)

// usualHeading is for misspelt-heading and unusual-heading: it puts the policy's word in the place of the one that
// was written.
func usualHeading(_ *page, e entity, o *observation) {
	h := e.(*headingEntity).h
	if h.Word.IsEmpty() || h.Usual == "" || h.Spelling == catalog.UsualSpelling {
		return
	}
	at := h.Word.Place()
	o.fix = &Fix{Safe: true, Edits: []Edit{{at.Start, at.End, asWritten(h.Usual, h.Word.String)}}}
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
