package schema

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// braces are facts named in a message: "{full_title}". Other braces are text.
var braces = regexp.MustCompile(`\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}`)

// fill puts the facts of an entity in the place of their names in braces.
func fill(text string, f Facts) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return braces.ReplaceAllStringFunc(text, func(name string) string {
		return word(f.Fact(name[1 : len(name)-1]))
	})
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
