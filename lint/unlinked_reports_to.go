package lint

import "strings"

// unlinkedReportsTo makes a link of the words that name the position, unless there is markup among them.
func unlinkedReportsTo(p *page, e entity, o *observation) {
	r := e.(*reportsToEntity)
	to := r.meant.Level
	if to == nil || r.r.Link != nil {
		return
	}
	o.related = []Related{{to.Place, "the level that it names"}}
	at := r.r.Target.Range(0, len(r.r.Target.String))
	words := p.File.Source[at.Start:at.End]
	if !r.meant.Sure() || words != r.r.Target.String || strings.ContainsAny(words, "[]<>`") {
		return
	}
	o.fix = &Fix{Safe: true, Edits: []Edit{{at.Start, at.Start, "["}, {at.End, at.End, "](" + p.linkTo(to) + ")"}}}
}
