package wording

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"jobcat/catalog"
)

// placesInTitle finds places in the title of a page, a level or a specialty. All of them are one hit: "EMEA, APAC".
func placesInTitle(hits []Hit, p catalog.Prose, found []match) []Hit {
	start, end := -1, 0
	for _, m := range found {
		if isPlace(p.Text.String, m) {
			if start < 0 {
				start = m.start
			}
			end = m.end
		}
	}
	if start < 0 {
		return hits
	}
	return append(hits, newHit(Location, p, start, end))
}

// requiredPlaces finds requirements that a person is, lives or works in a place: a place together with words that tie
// a person to it. A place alone is most often a market, a law or a language.
func requiredPlaces(hits []Hit, p catalog.Prose, found []match) []Hit {
	if !slices.ContainsFunc(found, func(m match) bool { return m.group == residence }) {
		return hits
	}
	first := len(hits)
	text := p.Text.String
	demanded := sync.OnceValue(func() bool { return inKind(p, "requirements") || demand.MatchString(text) })
	for i, r := range found {
		if r.group != residence {
			continue
		}
		m, ok := nearestPlace(text, i, found)
		if !ok || ofOthers.MatchString(before(text, r.start)) || !demanded() {
			continue
		}
		hits = gather(hits, first, newHit(Location, p, min(m.start, r.start), max(m.end, r.end)))
	}
	return hits
}

// nearestPlace is the place that a word of residence, found[at], is about. Only what stands near it is looked at: a text can
// have thousands of places.
func nearestPlace(text string, at int, found []match) (nearest match, ok bool) {
	const near = 40 // about six words
	r, distance := found[at], near+1
	look := func(m match) {
		if !isPlace(text, m) {
			return
		}
		between := text[min(m.end, r.end, len(text)):max(min(m.end, r.end), m.start, r.start)]
		if len(between) < distance && !strings.ContainsAny(between, ".;:") {
			nearest, ok, distance = m, true, len(between)
		}
	}
	// What is found is in the order of its beginnings, and no phrase is longer than longest.
	from := at
	for from > 0 && found[from-1].start >= r.start-near-longest {
		from--
	}
	for _, m := range found[from:] {
		if m.start > r.end+near {
			break
		}
		look(m)
	}
	return nearest, ok
}

var (
	demand   = regexp.MustCompile(`(?i)\b(?:must|required?|requirement|only|needs? to|has to|have to)\b`)
	ofOthers = regexp.MustCompile(`(?i)\b(?:customers?|partners?|clients?|vendors?|team members?|employees?|entit(?:y|ies)|offices?|compan(?:y|ies)|organi[sz]ations?|teams?|subsidiar(?:y|ies)|users?|candidates|people|headquartered)(?: (?:that|who|which))?(?: (?:are|is))? $`)
)

// isPlace reports whether a match is a place's name: written with a capital, and an abbreviation ("US") in capitals.
func isPlace(text string, m match) bool {
	if m.group != places {
		return false
	}
	written := text[m.start:m.end]
	if len(m.phrase) <= 4 && m.phrase == strings.ToUpper(m.phrase) {
		return written == m.phrase
	}
	first, _ := utf8.DecodeRuneInString(written)
	return !unicode.IsLower(first)
}
