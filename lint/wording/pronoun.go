package wording

import (
	"regexp"
	"strings"
	"unicode"

	"jobcat/catalog"
)

// genderedPronouns finds he, she and their forms, and says what could stand there instead.
func genderedPronouns(hits []Hit, p catalog.Prose, found []match) []Hit {
	for _, m := range found {
		if m.group != pronouns {
			continue
		}
		h := newHit(Pronoun, p, m.start, m.end)
		if !isPair(h.Text) && ofPerson(h.Text, before(p.Text.String, m.start)) {
			continue
		}
		h.Suggestion, h.Fits = neutral(h.Text, p.Text.String[m.end:])
		// Where markup stands between the words, the words are not the source.
		h.Fits = h.Fits && h.Place.End-h.Place.Start == len(h.Text)
		hits = append(hits, h)
	}
	return hits
}

// neutral is the form of "they" for a pronoun, and whether it fits unchanged before what follows. It does so only for
// pairs such as "his or her", which are about nobody in particular, and where no verb has to change with it.
func neutral(pronoun, following string) (they string, fits bool) {
	words := strings.FieldsFunc(strings.ToLower(pronoun), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 {
		return "they", false
	}
	switch last := words[len(words)-1]; {
	case strings.HasSuffix(last, "self"):
		they, fits = "themselves", true
	case last == "his" || last == "her" && words[0] != "him":
		they, fits = "their", beforeNoun.MatchString(following) && !afterThem.MatchString(following)
	case last == "hers":
		they, fits = "theirs", true
	case last == "him" || last == "her":
		they, fits = "them", !beforeNoun.MatchString(following) || afterThem.MatchString(following)
	case last == "he" || last == "she":
		they, fits = "they", afterThey.MatchString(following)
	default: // a word of the catalog's own
		they = "they"
	}
	if first := strings.IndexFunc(pronoun, unicode.IsLetter); unicode.IsUpper(rune(pronoun[first])) {
		they = strings.ToUpper(they[:1]) + they[1:]
	}
	return they, isPair(pronoun) && fits
}

// isPair reports whether a pronoun is one such as "his or her".
func isPair(pronoun string) bool { return strings.ContainsAny(pronoun, " /()") }

// ofPerson reports whether a pronoun is about a person with a name, who may well be a he or a she: one who speaks
// ("Robin Smith talks about his roses"), or who is named right before ("by Robin herself").
func ofPerson(pronoun, before string) bool {
	return speaker.MatchString(before) || strings.HasSuffix(pronoun, "self") && named.MatchString(before)
}

var (
	speaker    = regexp.MustCompile(`[A-Z]\pL+ [A-Z]\pL+\b[^.;]*\b(?:talks?|speaks?|says|said|shares?|tells?|explains?|describes?|writes|wrote|discuss(?:es)?)\b`)
	named      = regexp.MustCompile(`(?:^|\b(?:of|by|as|to|with|and|from|for) )[A-Z]\pL+ $`)
	afterThey  = regexp.MustCompile(`(?i)^(?:['’](?:ll|d)\b| (?:also |always |never |then )?(?:will|would|can|could|may|might|must|shall|should|cannot|can['’]t|won['’]t|had|did)\b)`)
	beforeNoun = regexp.MustCompile(`(?i)^ [a-z]`)
	afterThem  = regexp.MustCompile(`(?i)^ (?:to|in|on|with|and|or|for|at|as|from|by|into|when|if|but|while|so|because|that|about|through|during|after|before|is|are|was|has|will|can|may|must|should)\b`)
)
