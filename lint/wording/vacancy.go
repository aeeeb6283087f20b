package wording

import "jobcat/catalog"

// vacancyWords finds the phrases of an advertisement.
func vacancyWords(hits []Hit, p catalog.Prose, found []match) []Hit {
	first := len(hits)
	for _, m := range found {
		if m.group == vacancy {
			hits = gather(hits, first, newHit(Vacancy, p, m.start, m.end))
		}
	}
	return hits
}
