package lint

import (
	"regexp"
	"strings"
)

// between is how many words may stand between two words of a required item: "Ability to work in and use the tool".
const between = 3

var itemWord = regexp.MustCompile(`[\p{L}\p{N}]+`)

func itemWords(text string) []string { return itemWord.FindAllString(strings.ToLower(text), -1) }

// saysItem reports whether a text says a required item: its words, or forms of them ("Able to" for "Ability to"), in
// their order, with few words between them and any before and behind.
func saysItem(text string, item []string) bool {
	if len(item) == 0 || len(text) < len(item[len(item)-1]) {
		return false
	}
	text = strings.ToLower(text)
	if !strings.Contains(text, item[len(item)-1]) {
		return false
	}
	words := itemWord.FindAllString(text, -1)
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

// formOf reports whether two words are one, or noun and adjective: "ability" and "able".
func formOf(a, b string) bool {
	return a == b || a == "able" && b == "ability" || a == "ability" && b == "able"
}
