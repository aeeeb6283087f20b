package lint

import (
	"regexp"
	"sort"
	"strings"

	"jobcat/catalog"
)

// careerLadder is the kind of section that says what people become next.
const careerLadder = "career_ladder"

// nextStep is the title in a sentence about the next step.
var nextStep = regexp.MustCompile(`\b[Nn]ext (?:career )?steps?\b[^.]{0,120}?\b(?:is|are|would be)(?: to (?:move|progress|grow|advance) (?:in)?to| to become)?(?: an?| the)? ([A-Z][^.;:]{3,80}?)(?: role| position| level| job family|[.;:]|$)`)

// longestStep is how many words an item may have that is nothing but a title.
const longestStep = 8

// unknownCareerStep sees titles in a career ladder that no level has: those that link to a page of the catalog, and those
// that the family has nearly. What else a ladder names may be outside of the catalog.
func unknownCareerStep(p *page, report func(observation)) {
	if p.Family == nil {
		return
	}
	for _, prose := range p.Family.Prose {
		if prose.Section == nil || !prose.Section.Is(careerLadder) || prose.Heading != nil {
			continue
		}
		at := prose.Text.Place()
		linked := p.linksOf(at)
		for _, k := range linked {
			p.linkedStep(k, prose, report)
		}
		if len(linked) > 0 {
			continue
		}
		text := prose.Text.String
		if m := stepIn(text); m != nil {
			p.namedStep(prose.Text.Slice(m[2], m[3]), prose, report)
		} else if prose.Item != nil && len(strings.Fields(text)) <= longestStep {
			p.namedStep(*prose.Text, prose, report)
		}
	}
}

// stepIn is what nextStep finds in a text.
func stepIn(text string) []int {
	if !strings.Contains(text, "ext ") {
		return nil
	}
	return nextStep.FindStringSubmatchIndex(text)
}

// linksOf are the links that begin within a place.
func (p *page) linksOf(at catalog.Place) []*catalog.Link {
	links := p.Family.Links
	from := sort.Search(len(links), func(i int) bool { return links[i].At.Start() >= at.Start })
	to := sort.Search(len(links), func(i int) bool { return links[i].At.Start() >= at.End })
	return links[from:max(from, to)]
}

func (p *page) linkedStep(k *catalog.Link, prose catalog.Prose, report func(observation)) {
	d := p.newLink(k).followed
	if d.Level != nil || catalog.ParseName(k.Text.String).Rung == "" {
		return
	}
	home := p.Family
	switch d.Where {
	case catalog.NoPage:
	case catalog.ToPage, catalog.NoAnchor:
		home = d.Family
	default:
		return
	}
	r := p.graph.Named(home, k.Text.String)
	if r.Outcome != catalog.Dangling || p.graph.Named(p.Family, k.Text.String).Outcome != catalog.Dangling {
		return
	}
	report(p.unknownStep(k.Text, r, prose))
}

func (p *page) namedStep(title catalog.Text, prose catalog.Prose, report func(observation)) {
	said := catalog.ParseName(title.String)
	r := p.graph.Named(p.Family, title.String)
	near := r.Nearest
	if said.Rung == "" || r.Outcome != catalog.Dangling || near == nil || near.Family != p.Family ||
		near.Name.Rung != said.Rung || near.Name.Track != said.Track {
		return
	}
	if missing, extra := wordsApart(near.Full, title.String); len(missing) == 0 || len(extra) == 0 {
		report(p.unknownStep(title, r, prose))
	}
}

// unknownStep is the observation of a title that means nothing, with the nearest one of the same rung.
func (p *page) unknownStep(title catalog.Text, r catalog.Resolution, prose catalog.Prose) observation {
	about := &passage{p: p, at: title.Range(0, len(title.String)), text: title.String, section: prose.Section, l: prose.Level}
	o := observation{about: about}
	if near := r.Nearest; near != nil && near.Name.Rung == catalog.ParseName(title.String).Rung {
		about.suggestion = near.Full
		o.related = []Related{{near.Place, "the level with the nearest title"}}
	}
	about.trouble = "there is no such level" + didYouMean(about.suggestion)
	return o
}
