package wording

import (
	"regexp"
	"slices"
	"strings"

	"jobcat/catalog"
)

// yearsOfExperience finds numbers of years that a person shall have worked: "5+ years", "Two to four years",
// "minimum one (1) year". Other numbers of years are no matter of this rule: a plan for three years, a company of five.
func yearsOfExperience(hits []Hit, p catalog.Prose, found []match) []Hit {
	first := len(hits)
	text := p.Text.String
	for _, m := range found {
		if m.group != years {
			continue
		}
		before, after := text[max(0, m.start-48):m.start], text[m.end:]
		number := numberBefore.FindStringIndex(before)
		if number == nil {
			continue
		}
		lead, rest := strings.TrimRight(before[:number[0]], " "), after[:min(len(after), 80)]
		if otherYearsBefore.MatchString(lead) || otherYearsAfter.MatchString(rest) {
			continue
		}
		if !demandsYears(p, lead, before[number[0]:], rest) {
			continue
		}
		hits = gather(hits, first, newHit(Years, p, m.start-len(before)+number[0], m.end))
	}
	return hits
}

// demandsYears reports whether a number of years is one that is asked for. In requirements it is; elsewhere the
// sentence has to say so.
func demandsYears(p catalog.Prose, lead, number, following string) bool {
	return inKind(p, "requirements", "nice_to_have") || aboutExperience.MatchString(following) ||
		(strings.Contains(number, "+") || atLeast.MatchString(lead)) && ofWork.MatchString(following)
}

const number = `(?:\d{1,2}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)(?: ?\([^()]{1,12}\))?(?: ?\+| ?plus\b| or more\b)?`

var (
	numberBefore     = regexp.MustCompile(`(?i)\b` + number + `(?: ?(?:-|–|—|to|or|and) ?` + number + `)?(?: (?:full|solid|consecutive|progressive|additional|total|calendar|more|or more))?(?: of (?:those|these))?[ -]?$`)
	otherYearsBefore = regexp.MustCompile(`(?i)\b(?:in|within|every|per|next|past|last|after|first|once|each|until|before|the coming|ages?)$`)
	otherYearsAfter  = regexp.MustCompile(`(?i)^[’']?[ -]?(?:olds?|plans?|road-?maps?|horizons?|terms?|contracts?|strateg\w+|visions?|ago|cycles?|rotations?|from now|out|anniversar\w+|of age|forecasts?|warrant\w+|degrees?|diplomas?|college|universit\w+|programs?|programmes?|cliff|vesting|history|(?:of |in )?(?:[a-z]+ )?(?:school|study|studies|college|education|higher education))\b`)
	aboutExperience  = regexp.MustCompile(`(?i)\bexperience\b`)
	atLeast          = regexp.MustCompile(`(?i)\b(?:at least|minimum of|more than)$`)
	ofWork           = regexp.MustCompile(`(?i)^[’']? (?:in|as|of|with|[a-z]+ing)\b`)
)

// priorExperience finds experience that a requirement asks for, whatever the grade. Where the requirement says that it
// is optional, it asks for none.
func priorExperience(hits []Hit, p catalog.Prose, found []match) []Hit {
	if !inKind(p, "requirements") || slices.ContainsFunc(found, func(m match) bool { return m.group == optional }) {
		return hits
	}
	first := len(hits)
	for _, m := range found {
		if m.group == experience && !delivered(p.Text.String, m) {
			hits = gather(hits, first, newHit(Experience, p, m.start, m.end))
		}
	}
	return hits
}

// delivered reports whether an experience is one that somebody else shall have, as an article or a verb shortly before
// it says: "a great experience", "our customers' experience", "improves the experience".
func delivered(text string, m match) bool {
	if !strings.HasSuffix(m.phrase, "experience") {
		return false
	}
	before := text[:m.start]
	for range 3 {
		rest, ok := strings.CutSuffix(before, " ")
		if !ok {
			return false
		}
		at := strings.LastIndexFunc(rest, func(r rune) bool { return !isWord(r) && r != '-' && r != '\'' && r != '’' })
		word := foldString(rest[at+1:])
		switch {
		case apart[word]:
			return false
		case deliver[word] || strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "s'"):
			return true
		}
		before = rest[:at+1]
	}
	return false
}

var (
	deliver = set("a an the our their this that each every gain gains gaining build builds building " +
		"create creates creating deliver delivers delivering improve improves improving enhance enhances enhancing " +
		"provide provides providing ensure ensures ensuring")
	// What stands before these is about something else: "a degree or experience", "2 years' experience".
	apart = set("and or plus with of in years' year's yrs'")
)

func set(words string) map[string]bool {
	in := map[string]bool{}
	for _, w := range strings.Fields(words) {
		in[w] = true
	}
	return in
}
