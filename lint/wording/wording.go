// Package wording finds words in job families that say more than a job family should: the tone of an advertisement,
// numbers of years, places, gendered pronouns. It finds facts; what is made of them is the policy's.
package wording

import (
	"slices"
	"strings"

	"jobcat/catalog"
)

// Vocabulary is the words to look for, by list. A word that is true is looked for; one that is false is not, and
// keeps the words that it contains from being found: "user experience" false is nobody's experience. A list that is
// nil finds nothing. Case and the kind of apostrophe do not matter, and "collab*" stands for all words that begin so.
type Vocabulary struct {
	Vacancy    map[string]bool // phrases of advertisements
	Hiring     map[string]bool // words of a text on how people are hired: "interview"
	Experience map[string]bool // words for what a person has done before
	Optional   map[string]bool // words that make a requirement none: "a plus", "preferred"
	Places     map[string]bool // countries, regions, cities; their case matters, as in "US"
	Residence  map[string]bool // phrases that tie a person to a place: "located in", "citizenship"
	Pronouns   map[string]bool // he, she and their forms
	Masculine  map[string]bool // masculine-coded words
	Feminine   map[string]bool // feminine-coded words
	Fixed      map[string]bool // words of a fixed mindset: talent is given
	Growth     map[string]bool // words of a growth mindset: talent is gained
}

// Subject is what the words of a hit are about. Its values are the ids of the rules.
type Subject string

// The subjects.
const (
	Vacancy    Subject = "vacancy-wording"
	Years      Subject = "years-of-experience"
	Experience Subject = "experience-at-entry-grade" // any prior experience that is required; the grade is for the policy
	Location   Subject = "location-requirement"
	Pronoun    Subject = "gendered-pronoun"
)

// Hit is words that were found.
type Hit struct {
	Subject    Subject
	Place      catalog.Place
	Text       string          // the words
	Context    string          // the words with the two behind them, which tells them from the same words elsewhere
	Suggestion string          // what could stand there instead; "" where that cannot be told
	Fits       bool            // whether Suggestion can replace the words as they are, in the source too
	Prose      catalog.Prose   // what the words stand in; zero for the title of the page
	Also       []catalog.Place // further words on the same subject in the same piece of prose
}

// Scanner finds the words of one vocabulary. It is safe for concurrent use.
type Scanner struct {
	phrases *phrases
}

// New makes a scanner for a vocabulary.
func New(v Vocabulary) *Scanner {
	return &Scanner{newPhrases([groups]map[string]bool{
		vacancy:    v.Vacancy,
		hiring:     v.Hiring,
		years:      {"year": true, "years": true, "yr": true, "yrs": true},
		experience: v.Experience,
		optional:   v.Optional,
		places:     v.Places,
		residence:  v.Residence,
		pronouns:   v.Pronouns,
		masculine:  v.Masculine,
		feminine:   v.Feminine,
		fixed:      v.Fixed,
		growth:     v.Growth,
	})}
}

// Scan finds the words of all subjects in the prose and the titles of a family, in file order, and weighs its
// gender-coded words.
func (s *Scanner) Scan(f *catalog.Family) ([]Hit, Balance) {
	var (
		hits    []Hit
		found   []match
		balance Balance
	)
	title := catalog.Prose{Text: &f.Title}
	found = s.phrases.find(f.Title.String, found)
	hits = placesInTitle(hits, title, found)
	for _, p := range f.Prose {
		found = withoutCode(p, s.phrases.find(p.Text.String, found[:0]))
		if len(found) == 0 {
			continue
		}
		if p.Heading != nil {
			hits = inHeading(hits, p, found)
			continue
		}
		hits = vacancyWords(hits, p, found)
		hits = yearsOfExperience(hits, p, found)
		hits = priorExperience(hits, p, found)
		hits = requiredPlaces(hits, p, found)
		hits = genderedPronouns(hits, p, found)
		balance.add(f, p, found)
	}
	return hits, balance
}

// inHeading looks at a heading: at all of its words where it is free text, at places where it names a level. The
// heading of a section is no wording of the author's; other rules judge it.
func inHeading(hits []Hit, p catalog.Prose, found []match) []Hit {
	switch p.Heading.Role {
	case catalog.OpensLevel, catalog.OpensVariant:
		return placesInTitle(hits, p, found)
	case catalog.OpensText:
		return genderedPronouns(vacancyWords(hits, p, found), p, found)
	}
	return hits
}

// withoutCode leaves out what stands in a code span: names and commands are not the author's words.
func withoutCode(p catalog.Prose, found []match) []match {
	if len(found) == 0 {
		return found
	}
	inCode := p.Text.InCode()
	return slices.DeleteFunc(found, func(m match) bool { return inCode(m.start) }) // matches are in the order of their beginnings
}

// newHit is a hit of the bytes from start to end of a piece of prose.
func newHit(subject Subject, p catalog.Prose, start, end int) Hit {
	text := p.Text.String
	return Hit{Subject: subject, Place: p.Text.Range(start, end), Text: text[start:end], Context: text[start:wordsBehind(text, end)], Prose: p}
}

// wordsBehind is where the second word behind byte i of a text ends, or the text.
func wordsBehind(text string, i int) int {
	for range 2 {
		next := strings.IndexByte(text[min(i+1, len(text)):], ' ')
		if next < 0 {
			return len(text)
		}
		i += 1 + next
	}
	return i
}

// gather adds a hit, or a further place to the hit on the same subject in the same piece of prose: three times "you
// will" in one paragraph is one thing to repair.
func gather(hits []Hit, first int, h Hit) []Hit {
	if i := slices.IndexFunc(hits[first:], func(o Hit) bool { return o.Subject == h.Subject }); i >= 0 {
		hits[first+i].Also = append(hits[first+i].Also, h.Place)
		return hits
	}
	return append(hits, h)
}

// inKind reports whether prose stands in a section of one of the kinds.
func inKind(p catalog.Prose, kinds ...string) bool {
	return p.Section != nil && slices.ContainsFunc(kinds, p.Section.Is)
}

// longest is how many bytes of a text are looked at before a match: more than a sentence has. A text may be a line of
// megabytes with a match at every other word.
const longest = 600

// before is the end of what stands before byte i of a text, from a blank on where it is cut.
func before(text string, i int) string {
	if i <= longest {
		return text[:i]
	}
	cut := text[i-longest : i]
	return cut[max(0, strings.IndexByte(cut, ' ')):]
}
