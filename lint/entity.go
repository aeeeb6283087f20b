package lint

import (
	"strings"

	"jobcat/catalog"
	"jobcat/schema"
)

// entity is one thing that a rule can be about, with its facts. The kinds of entities and the names and meanings of
// their facts are those of schema/facts.cue.
type entity interface {
	schema.Facts

	// place is where a finding about it stands. At is another place that the rule asks for, "" for the usual one; an
	// entity that has no such place answers with the usual one.
	place(at string) catalog.Place

	// level is the level that it belongs to, nil if none.
	level() *catalog.Level

	// key tells it from the other entities of its level for Identify.
	key() string
}

// observation is something that a rule has found, not yet in words.
type observation struct {
	about    entity
	place    catalog.Place // zero for the usual one of about
	key      string        // "" for that of about
	related  []Related
	fix      *Fix
	severity schema.Severity // "" for that of the rule, which is never exceeded; Off for what does not matter here
}

// finding puts an observation into the rule's words.
func (p *page) finding(rule *schema.Rule, o observation) *draft {
	d := &draft{entity: p.File.Path}
	d.key = o.key
	d.Rule, d.Severity, d.Place, d.Related, d.Fix = rule.ID, rule.Severity, o.place, o.related, o.fix.inLinesOf(p.File)
	d.Message, d.Remedy = rule.Words(o.about)
	if o.severity != "" && rule.Severity.AtLeast(o.severity) {
		d.Severity = o.severity
	}
	if d.Place.IsZero() {
		d.Place = o.about.place(rule.At)
	}
	if d.key == "" {
		d.key = o.about.key()
	}
	if p.Family != nil {
		d.Family, d.entity = p.File.Path, p.Family.URL
	}
	if l := o.about.level(); l != nil {
		d.Level = strings.Clone(l.Full) // a finding outlives the text of its page
	}
	return d
}

// draft is a finding that has no identity yet.
type draft struct {
	Finding
	entity string
}

// kindFact is the count of a fact per kind of section: "sections.career_ladder".
func kindFact(name, facts string) (kind string, ok bool) {
	kind, ok = strings.CutPrefix(name, facts)
	if !ok || len(kind) < 2 || kind[0] != '.' {
		return "", false
	}
	return kind[1:], true
}

// fullTitle is the title of a level, or of the family for what belongs to no level.
func (p *page) fullTitle(l *catalog.Level) string {
	if l == nil {
		return p.Family.Title.String
	}
	return l.Full
}
