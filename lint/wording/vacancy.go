package wording

import (
	"regexp"

	"jobcat/catalog"
)

// vacancyWords finds the phrases of an advertisement. A text that tells how people are interviewed may speak to them,
// also where it stands in no section for that.
func vacancyWords(hits []Hit, p catalog.Prose, found []match) []Hit {
	first := len(hits)
	for _, m := range found {
		if m.group != vacancy {
			continue
		}
		if len(hits) == first && interviews.MatchString(p.Text.String) {
			break
		}
		hits = gather(hits, first, newHit(Vacancy, p, m.start, m.end))
	}
	return hits
}

var interviews = regexp.MustCompile(`(?i)\b(?:interviews?|interviewed|interviewers?|screening calls?|questionnaires?|(?:make|made|extend|extended|receive) an offer)\b`)
