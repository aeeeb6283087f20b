package wording

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	p := newPhrases([groups]map[string]bool{
		vacancy:    {"you will": true, "we're hiring": true, "Straße frei": true},
		experience: {"experience": true, "prior experience": true, "user experience*": false},
		pronouns:   {"he": true, "he or she": true, "(s)he": true, "she/her": false, "her": true},
		masculine:  {"lead*": true, "LEADERSHIP TEAM": false},
	})
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"You will", "You will"},
		{"thank you willing people", ""},
		{"you wil", ""},
		{"“You will”—always", "You will"},
		{"WE’RE HIRING", "WE’RE HIRING"},
		{"we're hiring, we‘re hiring", "we're hiring|we‘re hiring"},
		{"STRAßE FREI in der Straße frei", "STRAßE FREI|Straße frei"},
		{"über-you will", "you will"},
		{"éyou will you willé", ""},
		{"you wilĺ", ""}, // a combining accent belongs to the word
		{"prior experience and experience", "prior experience|experience"},
		{"prior user experiences", ""},
		{"the user experience of experience", "experience"},
		{"the he there", "he"},
		{"he or she or he", "he or she|he"},
		{"(s)he", "(s)he"},
		{"she/her is her", "her"},
		{"Lead, leading, mislead", "Lead|leading"},
		{"the leadership team leads", "leads"},
		{"\xff you will \xff\xff", "you will"},
	} {
		var got []string
		for _, m := range p.find(test.text, nil) {
			got = append(got, test.text[m.start:m.end])
		}
		if got := strings.Join(got, "|"); got != test.want {
			t.Errorf("%q: found %q, want %q", test.text, got, test.want)
		}
	}
}

// TestFindLikeNaively compares the trie with looking for every phrase at every place.
func TestFindLikeNaively(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	word := func(letters string, n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune([]rune(letters)[r.Intn(len([]rune(letters)))])
		}
		return b.String()
	}
	for range 20000 {
		list := map[string]bool{}
		for range 1 + r.Intn(6) {
			phrase := strings.Join(strings.Fields(word("abé ’", 1+r.Intn(5))), " ")
			if r.Intn(4) == 0 {
				phrase += "*"
			}
			list[phrase] = r.Intn(5) > 0
		}
		text := word("abAÉé ’-", r.Intn(24))
		var got []string
		for _, m := range newPhrases([groups]map[string]bool{vacancy: list}).find(text, nil) {
			got = append(got, fmt.Sprint(m.start, m.end))
		}
		if want := naively(list, text); !slices.Equal(got, want) {
			t.Fatalf("%v in %q: found %v, want %v", list, text, got, want)
		}
	}
}

// naively finds the leftmost and there the longest phrases of a list, rune by rune.
func naively(list map[string]bool, text string) []string {
	var found []string
	runes := []rune(text)
	offset := func(i int) int { return len(string(runes[:i])) }
	for i := 0; i < len(runes); i++ {
		if i > 0 && isWord(runes[i-1]) {
			continue
		}
		best, hit := 0, false
		for phrase, looked := range list {
			word, stem := strings.CutSuffix(phrase, "*")
			n := len([]rune(word))
			if n == 0 || i+n > len(runes) || foldString(word) != strings.Map(fold, string(runes[i:i+n])) {
				continue
			}
			end := i + n
			if end < len(runes) && isWord(runes[end-1]) && isWord(runes[end]) {
				if !stem {
					continue
				}
				for end < len(runes) && isWord(runes[end]) {
					end++
				}
			}
			if end > best || end == best && !looked {
				best, hit = end, looked
			}
		}
		if best == 0 {
			continue
		}
		if hit {
			found = append(found, fmt.Sprint(offset(i), offset(best)))
		}
		i = best - 1
	}
	return found
}
