package schema

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// braces are facts named in a message: "{full_title}". Other braces are text.
var braces = regexp.MustCompile(`\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}`)

// quoted is the same in quotes, of which a long text is only quoted in part.
var quoted = regexp.MustCompile(`"` + braces.String() + `"`)

// fill puts the facts of an entity in the place of their names in braces.
func fill(text string, f Facts) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return braces.ReplaceAllStringFunc(text, func(name string) string {
		return word(f.Fact(name[1 : len(name)-1]))
	})
}

// fillShort is fill for a message. Its reader has the place before their eyes, so a whole sentence in quotes says nothing
// new.
func fillShort(text string, f Facts) string {
	var b strings.Builder
	last := 0
	for _, m := range quoted.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(fill(text[last:m[0]], f) + `"` + short(word(f.Fact(text[m[2]:m[3]]))) + `"`)
		last = m[1]
	}
	return b.String() + fill(text[last:], f)
}

// short is a text, cut behind a word if it is long. An address or a path has no words and stays whole.
func short(s string) string {
	const long = 80
	if utf8.RuneCountInString(s) <= long {
		return s
	}
	end, runes := -1, 0
	for i, r := range s {
		if runes++; runes > long {
			break
		}
		if r == ' ' {
			end = i
		}
	}
	if end < 0 {
		return s
	}
	return s[:end] + " …"
}

// word is a fact as people read it: no number is "none", a list is joined by commas.
func word(v any) string {
	switch v := v.(type) {
	case nil:
		return "none"
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []string:
		return strings.Join(v, ", ")
	case []float64:
		words := make([]string, len(v))
		for i, n := range v {
			words[i] = word(n)
		}
		return strings.Join(words, ", ")
	}
	return fmt.Sprint(v)
}
