package catalog

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
)

// A token is one word of a title in the form in which titles are compared.
type token struct {
	word    string // lower case, singular, "sr" as "senior"
	letters string // of an abbreviation in capitals: "FP&A" gives "fpa"; else ""
}

// A reading is one way to read a title: with its remarks in parentheses or without them.
type reading []token

var remark = regexp.MustCompile(`\s*\(([^()]*)\)`)

// rungWords are the words that make another level of a title. No two titles that differ in one of them are the same.
var rungWords = map[string]bool{
	"intern": true, "junior": true, "associate": true, "senior": true, "staff": true, "principal": true, "distinguished": true,
	"fellow": true, "lead": true, "manager": true, "director": true, "vice": true, "president": true, "executive": true,
	"chief": true, "officer": true, "group": true, "head": true, "area": true, "regional": true, "coordinator": true, "specialist": true,
}

// withoutRemarks takes the parentheses out of a title and puts a rung that stands in them in front: "Engineer
// (Associate)" is "Associate Engineer".
func withoutRemarks(title string) string {
	return unpack(title, func(string) bool { return false })
}

// withRemarks does the same with a rung and with letters that stand for words of the title, and leaves other remarks:
// "Manager, IT (End User Services)" is more than "Manager, IT".
func withRemarks(title string) string {
	if !strings.Contains(title, "(") {
		return title
	}
	bare := tokens(remark.ReplaceAllString(title, ""))
	return unpack(title, func(inside string) bool {
		words := tokens(inside)
		return len(words) > 0 && (len(words) > 1 || spelt(words[0].letters, bare) == nil)
	})
}

func unpack(title string, keep func(inside string) bool) string {
	if !strings.Contains(title, "(") {
		return title
	}
	front := ""
	bare := ParseName(remark.ReplaceAllString(title, ""))
	rest := remark.ReplaceAllStringFunc(title, func(s string) string {
		if rung := ParseName(s); rung.Rung != "" && rung.Subject == "" {
			if rung.Rung != bare.Rung && rung.Rung != Intermediate {
				front += strings.Trim(s, " ()") + " "
			}
			return ""
		}
		if keep(s) {
			return s
		}
		return ""
	})
	return front + strings.TrimSpace(rest)
}

func readings(l *Level) []reading {
	var all []reading
	for _, title := range distinctTitles(withoutRemarks(l.Full), l.Full, withoutRemarks(l.Title.String)) {
		r := reading(tokens(title))
		if len(r) > 0 && !slices.ContainsFunc(all, func(o reading) bool { return slices.Equal(o, r) }) {
			all = append(all, r)
		}
	}
	return all
}

// tokens takes a title apart. "of", "the" and "(Intermediate)" say nothing.
func tokens(title string) []token {
	words := strings.FieldsFunc(title, func(r rune) bool { return notInWord(r) && r != '&' })
	all := make([]token, 0, len(words))
	for _, w := range words {
		if w = strings.Trim(w, "&"); w == "" {
			continue
		}
		letters := ""
		if bare := strings.ReplaceAll(w, "&", ""); len(bare) > 1 && len(bare) <= 5 && !strings.ContainsFunc(bare, notOfAbbreviation) {
			letters = strings.ToLower(bare)
		}
		word := strings.ToLower(w)
		if long, ok := longWord(word); ok {
			for _, part := range strings.Fields(long) {
				all = append(all, token{word: part})
			}
			continue
		}
		all = append(all, token{word[:singularLen(word)], letters})
	}
	return all
}

// notOfAbbreviation reports whether a character is a small letter or a digit.
func notOfAbbreviation(r rune) bool { return unicode.ToUpper(r) != r || unicode.IsDigit(r) }

// expand replaces each abbreviation by the words of other whose first letters it is.
func expand(a, other []token) []token {
	if !slices.ContainsFunc(a, func(t token) bool { return t.letters != "" }) {
		return a
	}
	var out []token
	for _, t := range a {
		if run := spelt(t.letters, other); run != nil && !slices.ContainsFunc(other, func(o token) bool { return o.word == t.word }) {
			out = append(out, run...)
		} else {
			out = append(out, t)
		}
	}
	return out
}

// spelt is the run of words with these first letters, or nil.
func spelt(letters string, words []token) []token {
	if letters == "" {
		return nil
	}
	for i := 0; i+len(letters) <= len(words); i++ {
		fits := true
		for k := range len(letters) {
			if words[i+k].word[0] != letters[k] {
				fits = false
				break
			}
		}
		if fits {
			return words[i : i+len(letters)]
		}
	}
	return nil
}

// compare says in which way words name the title, or "" if they do not. vocabulary are words that go without saying
// in the title's family.
func compare(words, title reading, vocabulary map[string]bool) How {
	a, b := expand(words, title), expand(title, words)
	if sameWords(a, b) {
		if len(a) != len(words) || len(b) != len(title) {
			return ByAbbreviation
		}
		return BySpelling
	}
	if hasNoOther(a, b) && sameWords(wordSet(a), wordSet(b)) {
		return ByWordOrder
	}
	if len(a) == len(b) && onlyTypos(a, b) {
		return ByMisspelling
	}
	if extra, ok := leftOver(b, a); ok && !slices.ContainsFunc(extra, isRungWord) && !allRungWords(a) {
		return ByPartOfTitle
	}
	if extra, ok := leftOver(a, b); ok && !allRungWords(b) &&
		!slices.ContainsFunc(extra, func(t token) bool { return isRungWord(t) || !vocabulary[t.word] }) {
		return ByMoreThanTitle
	}
	return ""
}

func isRungWord(t token) bool { return rungWords[t.word] }

func allRungWords(words []token) bool {
	return !slices.ContainsFunc(words, func(t token) bool { return !isRungWord(t) })
}

func sameWords(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.word == y.word })
}

// hasNoOther reports whether all words of a are among those of b.
func hasNoOther(a, b []token) bool {
	return !slices.ContainsFunc(a, func(x token) bool {
		return !slices.ContainsFunc(b, func(y token) bool { return x.word == y.word })
	})
}

// wordSet are the words of a title in alphabetical order, each once: "Security Manager, Application Security" has no
// more of them than "Application Security Manager". "Director/Senior Director" is two titles, though.
func wordSet(a []token) []token {
	b := slices.Clone(a)
	slices.SortFunc(b, func(x, y token) int { return strings.Compare(x.word, y.word) })
	return slices.CompactFunc(b, func(x, y token) bool { return x.word == y.word && !rungWords[x.word] })
}

// leftOver are the words of long that short lacks, if short has no others and the same order.
func leftOver(long, short []token) (extra []token, ok bool) {
	if len(short) == 0 || len(short) >= len(long) || !hasNoOther(short, long) {
		return nil, false
	}
	i := 0
	for _, t := range long {
		if i < len(short) && short[i].word == t.word {
			i++
		} else {
			extra = append(extra, t)
		}
	}
	return extra, i == len(short)
}

// onlyTypos reports whether words differ only as slips of the keyboard do.
func onlyTypos(a, b []token) bool {
	for i := range a {
		if a[i].word != b[i].word && !isTypo(a[i].word, b[i].word) {
			return false
		}
	}
	return true
}

// isTypo reports whether one word is the other with a letter too many, too few or wrong, two letters changed over, or,
// if it is long, two slips. Short words are too near to each other to tell.
func isTypo(a, b string) bool {
	n := min(len(a), len(b))
	if n < 5 || a[0] != b[0] || strings.ContainsFunc(a, unicode.IsDigit) || strings.ContainsFunc(b, unicode.IsDigit) {
		return false // "Tier2" is no slip of "Tier1"
	}
	d := levenshtein.ComputeDistance(a, b)
	return d <= 1 || d == 2 && (n >= 9 || swapped(a, b))
}

func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}
