package lint

import (
	"strings"

	"jobcat/catalog"
)

// few is how many items the section has less than the policy wants; 0 if that is not certain: a section that takes
// over another level's, stands beside another of its kind, or brings in text from elsewhere has more than it shows.
func (e *sectionEntity) few() int {
	least := e.p.kinds[e.kind].MinItems
	n := ownItems(e.s)
	if n == 0 || n >= least || e.s.Content != catalog.Written || !e.alone() || e.bringsIn() {
		return 0
	}
	return least - n
}

// many is how many items the section has more than the policy wants; 0 for a section with several lists or with
// headings in it, which divide its items among roles or topics.
func (e *sectionEntity) many() int {
	most := e.p.kinds[e.kind].MaxItems
	n := ownItems(e.s)
	if most == 0 || n <= most || e.divided() {
		return 0
	}
	return n - most
}

// alone reports whether the section is the only one of its kind that its level or family has.
func (e *sectionEntity) alone() bool {
	switch e.owner {
	case "level":
		return e.p.has(e.l, e.kind) == 1
	case "family":
		if e.p.common[e.kind] != 1 {
			return false
		}
		for _, l := range e.p.Family.Levels {
			if ownSections(l, e.kind) > 0 {
				return false
			}
		}
		return true
	}
	return false
}

// bringsIn reports whether a partial or a shortcode adds to the section.
func (e *sectionEntity) bringsIn() bool {
	body := e.p.File.Source[e.s.Body.Start():e.s.Body.End()]
	return strings.Contains(body, "<%") || strings.Contains(body, "{{<") || strings.Contains(body, "{{%") || strings.Contains(body, "<iframe")
}

// divided reports whether the section has several lists, or headings or lines that do the work of one in it.
func (e *sectionEntity) divided() bool {
	for _, i := range e.s.Items {
		if i.List != e.s.Items[0].List {
			return true
		}
	}
	if h := e.p.headingFrom(e.s.Body.Start()); h != nil && h.At.Start() < e.s.Body.End() {
		return true
	}
	for _, o := range e.p.Family.Oddities {
		if o.Kind == catalog.PlainHeading && e.s.Body.Start() <= o.Place.Start && o.Place.Start < e.s.Body.End() {
			return true
		}
	}
	return false
}
