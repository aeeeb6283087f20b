package lint

import "strings"

// unlinkedGrade makes a link of the words that state a grade, where it is known what such words link to. An address that
// stands behind them in plain sight was meant as a link, which is for malformed-link.
func unlinkedGrade(p *page, e entity, o *observation) {
	g := e.(*gradeEntity).g
	address := p.gradePage()
	source := p.File.Source
	words := source[g.At.Start():g.At.End()]
	behind := source[g.At.End():]
	if address == "" || g.Linked || strings.ContainsAny(words, "[]()<>`*_\n") || strings.HasPrefix(strings.TrimLeft(behind, " "), "(") {
		return
	}
	fix := &Fix{Safe: true, Edits: []Edit{{g.At.Start(), g.At.Start(), "["}, {g.At.End(), g.At.End(), "](" + address + ")"}}}
	if strings.HasSuffix(source[:g.At.Start()], "[") && strings.HasPrefix(behind, "]") {
		end := g.At.End() + len("]")
		fix.Edits = []Edit{{end, end, "(" + address + ")"}}
	}
	o.fix = fix
}

// gradePage is the address that grades of the page link to, "" if nobody knows.
func (p *page) gradePage() string {
	if p.ladder.Page != "" {
		return p.ladder.Page
	}
	return p.usualGradePage()
}

// toLink says what links the words.
func (e *gradeEntity) toLink() string {
	if address := e.p.gradePage(); address != "" {
		return "write \"[" + plain.Replace(e.p.sourceAt(e.g.At)) + "](" + address + ")\""
	}
	return "link it to your grade table"
}
