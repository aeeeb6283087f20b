package wording

import (
	"slices"

	"jobcat/catalog"
)

// vacancyWords finds the phrases of an advertisement. A text that tells how people are hired may speak to them, also
// where it stands in no section for that.
func vacancyWords(hits []Hit, p catalog.Prose, found []match) []Hit {
	if slices.ContainsFunc(found, func(m match) bool { return m.group == hiring }) {
		return hits
	}
	first := len(hits)
	for _, m := range found {
		if m.group == vacancy {
			hits = gather(hits, first, newHit(Vacancy, p, m.start, m.end))
		}
	}
	return hits
}
