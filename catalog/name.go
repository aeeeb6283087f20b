package catalog

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Track is the side of a ladder that a title stands on.
type Track string

// The tracks.
const (
	Individual Track = "individual"
	Management Track = "management"
)

// The rungs, as the ladders of the policy name them, in ascending order on each track.
const (
	Intern              = "intern"
	Junior              = "junior"
	Intermediate        = "intermediate"
	Senior              = "senior"
	Staff               = "staff"
	Principal           = "principal"
	Distinguished       = "distinguished"
	SeniorDistinguished = "senior-distinguished"
	Fellow              = "fellow"
	Manager             = "manager"
	SeniorManager       = "senior-manager"
	Director            = "director"
	SeniorDirector      = "senior-director"
	VP                  = "vp"
	EVP                 = "evp"
	CEO                 = "ceo"
)

// Name is a title taken apart: "Senior Manager, Total Rewards" has the rung senior-manager, the track management and
// the subject "Total Rewards".
type Name struct {
	Rung    string // one of the constants above; "" where the title names none
	Track   Track
	Subject string // what is left of the title without its rung: "Total Rewards", "Backend Engineer"
	Sure    bool   // whether the rung says which grade to expect: "Manager, X" does, "Senior X Manager" does not
}

// A form is one way to write a rung: words at some place in a title.
type form struct {
	words string // in lower case, "sr." as "senior" and "jr." as "junior"
	at    position
	rung  string
	track Track
	sure  bool
}

type position int

const (
	inParentheses position = iota
	first
	firstAndJoined // nothing behind it, or a comma, a dash or "of"
	last
	anywhere
)

// The first form that fits decides, so longer ones stand before their parts. A rung in parentheses beats any other
// hint: it was put there on purpose.
var forms = []form{
	{"intermediate", inParentheses, Intermediate, Individual, true},
	{"junior", inParentheses, Junior, Individual, true},
	{"associate", inParentheses, Junior, Individual, true},
	{"senior", inParentheses, Senior, Individual, true},
	{"staff", inParentheses, Staff, Individual, true},
	{"principal", inParentheses, Principal, Individual, true},

	{"chief executive officer", first, CEO, Management, true},
	{"ceo", first, CEO, Management, true},
	{"evp", first, EVP, Management, true},
	{"executive vice president", first, EVP, Management, true},
	{"executive vp", first, EVP, Management, true},
	{"avp", first, VP, Management, false},
	{"svp", first, VP, Management, false},
	{"area vice president", first, VP, Management, false},
	{"regional vice president", first, VP, Management, false},
	{"senior vice president", first, VP, Management, false},
	{"senior vp", first, VP, Management, false},
	{"vp", first, VP, Management, true},
	{"vice president", first, VP, Management, true},

	{"senior director", first, SeniorDirector, Management, true},
	{"director", first, Director, Management, true},
	{"senior director", anywhere, SeniorDirector, Management, false},
	{"director", last, Director, Management, false},

	{"senior manager", firstAndJoined, SeniorManager, Management, true},
	{"manager", firstAndJoined, Manager, Management, true},
	{"senior manager", first, SeniorManager, Management, false},
	{"senior manager", last, SeniorManager, Management, false},
	{"manager", first, Manager, Management, false},

	{"intern", first, Intern, Individual, true},
	{"intern", last, Intern, Individual, true},
	{"senior distinguished", first, SeniorDistinguished, Individual, true},
	{"senior principal", first, Principal, Individual, false},
	{"distinguished", first, Distinguished, Individual, true},
	{"principal", first, Principal, Individual, true},
	{"staff", first, Staff, Individual, true},
	{"fellow", first, Fellow, Individual, true},
	{"fellow", last, Fellow, Individual, false},
	{"senior", first, Senior, Individual, true},
	{"junior", first, Junior, Individual, true},
	{"associate", first, Junior, Individual, true},
	{"intermediate", first, Intermediate, Individual, true},
	{"senior", anywhere, Senior, Individual, false},
	{"associate", last, Junior, Individual, false},
	{"junior", last, Junior, Individual, false},
}

// A triedForm is a form with what can be known before it is tried on a title.
type triedForm struct {
	*form
	count int    // of its words
	first uint64 // the bit of its first word
}

// triedForms are the forms, and firstWords the bits of the words that they begin with: few titles have more than one of
// these, so most forms need not be tried.
var triedForms, firstWords = func() (tried []triedForm, bits map[string]uint64) {
	bits = map[string]uint64{}
	for i := range forms {
		f := &forms[i]
		first, _, _ := strings.Cut(f.words, " ")
		if bits[first] == 0 {
			bits[first] = 1 << len(bits)
		}
		tried = append(tried, triedForm{f, strings.Count(f.words, " ") + 1, bits[first]})
	}
	return tried, bits
}()

// ParseName takes a title apart. A rung counts where it stands at the beginning or in parentheses; elsewhere it is
// noted but not sure, and so is "Senior X Manager", which is a senior individual or leads people.
func ParseName(title string) Name {
	title = strings.Trim(strings.TrimSpace(title), ":")
	n := Name{Track: Individual, Subject: title}
	var enough [8]word // nearly no title has more
	words := wordsOf(title, enough[:0])
	switch {
	case begin(words, "group manager"), begin(words, "associate manager"), begin(words, "head of"), begin(words, "team lead"):
		n.Track = Management
		return n
	case begin(words, "principal") && has(words, "officer"):
		n.Track = Management
		return n
	case begin(words, "chief") && has(words, "officer") && !begin(words, "chief executive officer"):
		n.Rung, n.Track, n.Sure = EVP, Management, true
		return n
	}
	var met uint64
	for _, w := range words {
		met |= firstWords[w.lower]
	}
	for i := range triedForms {
		f := &triedForms[i]
		if f.first&met == 0 {
			continue
		}
		from, to, ok := f.find(title, words)
		if !ok {
			continue
		}
		n.Rung, n.Track, n.Sure = f.rung, f.track, f.sure
		rest := strings.Join(strings.Fields(title[:from]+" "+title[to:]), " ")
		rest = strings.TrimLeft(rest, " ,-–")
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "of "), "Of ")
		n.Subject = strings.Trim(rest, " ,-–")
		break
	}
	switch n.Rung {
	case Junior, Senior, Staff, Principal:
		// "Senior Product Manager" is a Senior of a title that has a ladder of its own, or leads people.
		if has(words, "manager", "managers", "lead", "supervisor", "head") {
			n.Sure = false
		}
	case Intermediate:
		// Of two rungs in one title neither is sure.
		if strings.HasPrefix(strings.ToLower(n.Subject), "manager,") {
			n.Track, n.Sure = Management, false
		}
	}
	return n
}

// TitleOn is the title that people give to a rung of a subject: "Senior Backend Engineer", "Manager, Payroll". ParseName
// takes it apart again.
func TitleOn(rung, subject string) string {
	switch rung {
	case Intermediate:
		return subject + " (Intermediate)"
	case Intern, Fellow:
		return subject + " " + capitals(rung)
	case Manager, SeniorManager, Director, SeniorDirector:
		return capitals(rung) + ", " + subject
	case VP, EVP:
		return strings.ToUpper(rung) + " of " + subject
	case CEO:
		return "Chief Executive Officer"
	}
	return capitals(rung) + " " + subject
}

// Rungs are the rungs as people write them, in ascending order on each track.
func Rungs() []string {
	var words []string
	for _, rung := range []string{
		Intern, Junior, Intermediate, Senior, Staff, Principal, Distinguished, Fellow, Manager, SeniorManager, Director, SeniorDirector,
	} {
		words = append(words, capitals(rung))
	}
	return append(words, "VP", "EVP")
}

// capitals is a rung in words: "Senior Manager".
func capitals(rung string) string {
	words := strings.Split(rung, "-")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// find is the range of the title that the form takes up, parentheses included.
func (f *triedForm) find(title string, words []word) (from, to int, ok bool) {
	n := f.count
	earliest, latest := 0, len(words)-n
	switch f.at {
	case first, firstAndJoined:
		latest = min(latest, 0)
	case last:
		earliest = max(latest, 0)
	}
	for i := earliest; i <= latest; i++ {
		if !begin(words[i:], f.words) {
			continue
		}
		from, to = words[i].from, words[i+n-1].to
		switch behind := title[to:]; f.at {
		case inParentheses:
			if from == 0 || title[from-1] != '(' || !strings.HasPrefix(behind, ")") {
				continue
			}
			return from - 1, to + 1, true
		case firstAndJoined:
			if i+n < len(words) && !strings.HasPrefix(behind, ",") && !strings.HasPrefix(behind, " -") && words[i+n].lower != "of" {
				return 0, 0, false
			}
		}
		return from, to, true
	}
	return 0, 0, false
}

// A word of a title.
type word struct {
	lower    string // with "sr" as "senior" and "jr" as "junior"
	from, to int    // bytes of the title; a full stop behind "Sr" belongs to it
}

// wordsOf takes a title apart, in the memory of room. The words share one string.
func wordsOf(title string, room []word) []word {
	var enough [64]byte
	words, lower := room[:0], enough[:0]
	first, start := 0, -1 // where the word begins that is being read: in lower, and in the title
	for i := 0; i <= len(title); {
		c, size := ' ', 1 // behind the last word
		if i < len(title) {
			c, size = utf8.DecodeRuneInString(title[i:])
		}
		switch {
		case !notInWord(c):
			if start < 0 {
				start = i
			}
			lower = utf8.AppendRune(lower, unicode.ToLower(c))
		case start >= 0:
			w := word{from: start, to: i}
			switch string(lower[first:]) {
			case "sr":
				lower = append(lower[:first], "senior"...)
			case "jr":
				lower = append(lower[:first], "junior"...)
			}
			if l := string(lower[first:]); c == '.' && (l == "senior" || l == "junior") {
				w.to++
			}
			words = append(words, w)
			lower = append(lower, ' ')
			first, start = len(lower), -1
		}
		i += size
	}
	rest := string(lower)
	for i := range words {
		words[i].lower, rest, _ = strings.Cut(rest, " ")
	}
	return words
}

// begin reports whether words begin with those of phrase.
func begin(words []word, phrase string) bool {
	for i := range words {
		behind, ok := strings.CutPrefix(phrase, words[i].lower)
		switch {
		case !ok:
			return false
		case behind == "":
			return true
		case behind[0] != ' ':
			return false
		}
		phrase = behind[1:]
	}
	return false
}

// has reports whether one of the words is among them.
func has(words []word, any ...string) bool {
	return slices.ContainsFunc(words, func(w word) bool { return slices.Contains(any, w.lower) })
}

// TitleKey is what two spellings of one title have in common: case, punctuation, "Sr." for Senior, "VP" for Vice
// President, "(Intermediate)", "of" and "and" make no difference; the order of words does.
func TitleKey(title string) string { return titleKey(title, false) }

// titleKey puts a key together word by word, of each one the singular if that is asked for. It is asked of every title
// and every statement, so it makes no strings on its way.
func titleKey(title string, inSingular bool) string {
	var enough [64]byte
	key := enough[:0]
	word := 0 // where the last word begins in key
	for i := 0; i < len(title); {
		switch c := title[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			key = append(key, c)
			i++
		case c >= 'A' && c <= 'Z':
			key = append(key, c-'A'+'a')
			i++
		default:
			r, size := utf8.DecodeRuneInString(title[i:])
			if notInWord(r) {
				key = endWord(key, word, inSingular)
				word = len(key)
			} else {
				key = utf8.AppendRune(key, unicode.ToLower(r))
			}
			i += size
		}
	}
	key = endWord(key, word, inSingular)
	return string(bytes.TrimSuffix(key, []byte(" ")))
}

// longWord is what a word stands for, "" for one that makes no difference, or reports that it stands for itself.
func longWord(word string) (string, bool) {
	switch word {
	case "sr":
		return "senior", true
	case "jr":
		return "junior", true
	case "vp":
		return "vice president", true
	case "intermediate", "the", "of", "and", "a", "an":
		return "", true
	}
	return "", false
}

// endWord gives the word that begins at an offset of a key the form in which words are compared, and a space behind it.
func endWord(key []byte, word int, inSingular bool) []byte {
	if len(key) == word {
		return key
	}
	if long, ok := longWord(string(key[word:])); ok {
		if long == "" {
			return key[:word]
		}
		key = append(key[:word], long...)
	}
	if inSingular {
		key = key[:word+singularLen(key[word:])]
	}
	return append(key, ' ')
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// SameTitle reports whether two titles are spellings of one: by TitleKey, or one in the singular and one in the plural.
// "Manager, Payroll" and "Payroll Manager" are two titles.
func SameTitle(a, b string) bool { return SameTitleKey(a) == SameTitleKey(b) }

// SameTitleKey is equal for two titles where SameTitle holds, and only there: for looking up one title among many.
func SameTitleKey(title string) string { return titleKey(title, true) }

// singularLen is the length of a word without the plural's "s", for comparing only.
func singularLen[T string | []byte](word T) int {
	n := len(word)
	if n > 3 && word[n-1] == 's' && word[n-2] != 's' {
		return n - 1
	}
	return n
}
