package lint

import (
	"strings"
	"unicode"
)

// between is how many words may stand between two words of a required item: "Ability to work in and use the tool".
const between = 3

func itemWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// saysItem reports whether a text says a required item: its words, or forms of them ("Able to" for "Ability to"), in
// their order, with few words between them and any before and behind.
func saysItem(text string, item []string) bool {
	if len(item) == 0 || !holds(text, item[len(item)-1]) {
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

// holds reports whether a text has a word in it, in capitals or not. Most texts do not, so it spares taking them apart.
func holds(text, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i]|0x20 == word[0]|0x20 && strings.EqualFold(text[i:i+len(word)], word) {
			return true
		}
	}
	return false
}
