package lint

import (
	"net/url"
	"strings"
	"unicode"
)

// frontPageWords are what people call the front page of a site.
var frontPageWords = map[string]bool{
	"the": true, "our": true, "home": true, "homepage": true, "page": true, "front": true, "start": true, "main": true,
	"website": true, "site": true, "web": true, "https": true, "www": true, "here": true, "at": true, "about": true, "us": true, "inc": true,
}

// namesSite reports whether words call a site by its name or address, or say what they lead to: such a link to the front
// page is meant. So is, for all that can be seen, one without words.
func (l *linter) namesSite(words string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !frontPageWords[w] && !l.siteWords[w] {
			return false
		}
	}
	return true
}

// siteWords are the words of the addresses that the catalog is published at: "gitlab" and "com".
func siteWords(prefixes []string) map[string]bool {
	words := map[string]bool{}
	for _, p := range prefixes {
		if u, err := url.Parse(p); err == nil {
			for _, w := range strings.Split(u.Hostname(), ".") {
				words[w] = true
			}
		}
	}
	return words
}
