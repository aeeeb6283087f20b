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

// fill puts the facts of an entity in the place of their names in braces.
func fill(text string, f Facts) string {
	return fillWith(text, f, func(quoted string) string { return quoted })
}

// fillShort is fill for a message. Its reader has the place before their eyes, so a whole sentence in quotes says nothing
// new.
func fillShort(text string, f Facts) string { return fillWith(text, f, short) }

// fillWith is fill with something done to each fact that stands in quotes.
func fillWith(text string, f Facts, inQuotes func(string) string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, name, behind, found := cutFact(text)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		said := word(f.Fact(name))
		if strings.HasSuffix(before, `"`) && strings.HasPrefix(behind, `"`) {
			said = inQuotes(said)
		}
		b.WriteString(said)
		text = behind
	}
}

// cutFact parts a text at the first of the braces, as the expression would find it: thousands of messages are filled.
func cutFact(text string) (before, name, behind string, found bool) {
	for open := 0; ; open++ {
		next := strings.IndexByte(text[open:], '{')
		if next < 0 {
			return text, "", "", false
		}
		open += next
		if size := strings.IndexByte(text[open:], '}'); size > 0 && isFactName(text[open+1:open+size]) {
			return text[:open], text[open+1 : open+size], text[open+size+1:], true
		}
	}
}

func isFactName(name string) bool {
	first := true // of the name or behind a dot
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z':
			first = false
		case first:
			return false
		case c == '.':
			first = true
		case c != '_' && (c < '0' || c > '9'):
			return false
		}
	}
	return !first
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
