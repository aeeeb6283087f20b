package lint

import (
	"jobcat/catalog"
	"jobcat/lint/wording"
)

// hits is what package wording has found on a page.
type hits struct {
	all     []wording.Hit
	balance wording.Balance
}

// wording is what was found on the page, for all rules that ask for it at once. A page that only points to others has
// nothing to say about a role.
func (p *page) wording() *hits {
	if p.hits == nil {
		p.hits = &hits{}
		if p.Family != nil && p.Family.Kind == catalog.RealFamily {
			p.hits.all, p.hits.balance = p.scanner.Scan(p.Family)
		}
	}
	return p.hits
}

// vocabulary is the policy's lists of phrases. Gender-coded words are as frequent as all others together, so nobody
// looks for them unless their rule asks.
func vocabulary(l *linter) wording.Vocabulary {
	policy := l.whole
	v := wording.Vocabulary{
		Vacancy:    policy.Phrases("vacancy"),
		Hiring:     policy.Phrases("hiring"),
		Experience: policy.Phrases("experience"),
		Optional:   policy.Phrases("optional"),
		Places:     policy.Phrases("places"),
		Residence:  policy.Phrases("residence"),
		Pronouns:   policy.Phrases("pronouns"),
	}
	if l.isOn("gender-coded-wording") {
		v.Masculine, v.Feminine = policy.Phrases("masculine"), policy.Phrases("feminine")
		v.Fixed, v.Growth = policy.Phrases("fixed"), policy.Phrases("growth")
	}
	return v
}

// vacancyWording sees the tone of an advertisement.
func vacancyWording(p *page, report func(observation)) {
	p.eachHit(wording.Vacancy, func(h wording.Hit) { report(p.saw(h)) })
}

// yearsOfExperience sees numbers of years. Where any experience is too much, that rule alone speaks.
func yearsOfExperience(p *page, report func(observation)) {
	entry := p.rules[string(wording.Experience)]
	tooMuch := map[int]bool{} // by where the text starts
	p.eachHit(wording.Experience, func(h wording.Hit) {
		if entry != nil && entry.Concerns(p.saw(h).about) {
			tooMuch[h.Prose.Text.Place().Start] = true
		}
	})
	p.eachHit(wording.Years, func(h wording.Hit) {
		if !tooMuch[h.Prose.Text.Place().Start] {
			report(p.saw(h))
		}
	})
}

// experienceAtEntryGrade sees experience that is required; at which grades that is wrong, the policy says.
func experienceAtEntryGrade(p *page, report func(observation)) {
	p.eachHit(wording.Experience, func(h wording.Hit) { report(p.saw(h)) })
}

// locationRequirement sees places in titles and requirements.
func locationRequirement(p *page, report func(observation)) {
	p.eachHit(wording.Location, func(h wording.Hit) { report(p.saw(h)) })
}

// genderedPronoun sees he, she and their forms.
func genderedPronoun(p *page, report func(observation)) {
	p.eachHit(wording.Pronoun, func(h wording.Hit) {
		o := p.saw(h)
		if h.Fits {
			o.fix = &Fix{Safe: true, Edits: []Edit{{h.Place.Start, h.Place.End, h.Suggestion}}}
		}
		report(o)
	})
}

// eachHit visits the words on one subject, in file order.
func (p *page) eachHit(subject wording.Subject, visit func(h wording.Hit)) {
	for _, h := range p.wording().all {
		if h.Subject == subject {
			visit(h)
		}
	}
}

// saw is the observation of a hit.
func (p *page) saw(h wording.Hit) observation {
	o := observation{key: keyOf(h.Context), about: &passage{
		p: p, at: h.Place, text: h.Text, suggestion: h.Suggestion, section: h.Prose.Section, l: h.Prose.Level,
	}}
	for _, also := range h.Also {
		o.related = append(o.related, Related{Place: also, Message: "and here"})
	}
	return o
}
