package lint

import "strings"

// unlinkedGrade makes a link of the words that state a grade, where it is known what such words link to. An address that
// stands behind them in plain sight was meant as a link, which is for malformed-link.
func unlinkedGrade(p *page, e entity, o *observation) {
	g := e.(*gradeEntity).g
	address := p.ladder.Page
	if address == "" {
		address = p.usualGradePage()
	}
	source := p.File.Source
	words := source[g.Place.Start:g.Place.End]
	behind := source[g.Place.End:]
	if address == "" || g.Linked || strings.ContainsAny(words, "[]()<>`*_\n") || strings.HasPrefix(strings.TrimLeft(behind, " "), "(") {
		return
	}
	fix := &Fix{Safe: true, Edits: []Edit{{g.Place.Start, g.Place.Start, "["}, {g.Place.End, g.Place.End, "](" + address + ")"}}}
	if strings.HasSuffix(source[:g.Place.Start], "[") && strings.HasPrefix(behind, "]") {
		end := g.Place.End + len("]")
		fix.Edits = []Edit{{end, end, "(" + address + ")"}}
	}
	o.fix = fix
}
