package review

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobcat/internal/inert"
	"jobcat/lint"
)

// How much of what a file or a policy says stands in a note, in characters: it may have any length, and a note has a million at most.
const (
	longestWords = 500
	longestPath  = 200
	longestLine  = 120
)

// said is a message or remedy as a sentence of Markdown; "" for one without a word.
func said(text string) string {
	return inert.Text(sentence(strings.TrimSpace(inert.Short(text, longestWords))))
}

// strong is what a finding says is wrong. A message may be nothing but the words of a page, and these may be missing.
func strong(f lint.Finding) string {
	if words := said(f.Message); words != "" {
		return "**" + words + "**"
	}
	return inert.Code(inert.Short(f.Rule, longestWords))
}

// sentence begins with a capital letter and ends with a stop.
func sentence(text string) string {
	if text == "" {
		return text
	}
	if !strings.ContainsAny(text[len(text)-1:], ".!?") && !strings.HasSuffix(text, "…") {
		text += "."
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// plural is a number with its word.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// cause is the place of the change that a finding follows from where the change did not touch it. Package change puts it first.
func cause(f lint.Finding) (lint.Related, bool) {
	if len(f.Related) == 0 {
		return lint.Related{}, false
	}
	first := f.Related[0]
	return first, strings.HasPrefix(strings.TrimPrefix(first.Message, "because "), "this change ")
}
