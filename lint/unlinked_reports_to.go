package lint

import (
	"regexp"
	"strings"
)

// orAbove is a remark behind a position that is no part of its title: "(or above)".
var orAbove = regexp.MustCompile(`\s*\((?:or|and) [^()]*\)$`)

// unlinkedReportsTo makes a link of the words that name the position, unless there is markup among them.
func unlinkedReportsTo(p *page, e entity, o *observation) {
	r := e.(*reportsToEntity)
	to := r.meant.Level
	if to == nil || r.r.Link != nil {
		return
	}
	o.related = []Related{{to.Place, "the level that it names"}}
	title := orAbove.ReplaceAllString(r.r.Target.String, "")
	at := r.r.Target.Range(0, len(title))
	words := p.File.Source[at.Start:at.End]
	if !r.meant.Sure() || words != title || strings.ContainsAny(words, "[]<>`") {
		return
	}
	o.fix = &Fix{Safe: true, Edits: []Edit{{at.Start, at.Start, "["}, {at.End, at.End, "](" + p.linkTo(to) + ")"}}}
}
