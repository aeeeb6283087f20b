package lint

import "jobcat/catalog"

// reportsToEntity is one statement of whom a level, a variant or everybody in the family reports to.
type reportsToEntity struct {
	p     *page
	l     *catalog.Level // nil if a variant or the family says it
	title string         // of who says it
	r     *catalog.ReportsTo

	meant catalog.Resolution
}

func (p *page) newReportsTo(l *catalog.Level, title string, r *catalog.ReportsTo) *reportsToEntity {
	return &reportsToEntity{p, l, title, r, p.graph.ReportsTo(r)}
}

func (e *reportsToEntity) Fact(name string) any {
	switch name {
	case "title":
		return e.title
	case "target":
		return e.r.Target.String
	case "subject":
		return e.r.Subject.String
	case "linked":
		return e.r.Link != nil
	case "outcome":
		return string(e.meant.Outcome)
	case "sure":
		return e.meant.Sure()
	case "to":
		return titleOf(e.meant.Level)
	case "linkable":
		return e.meant.Level != nil && !e.meant.Level.InTable
	case "leads_to":
		if e.meant.Link != nil {
			return string(e.meant.Link.Where)
		}
		return ""
	case "words_name":
		return titleOf(e.meant.ByWords)
	case "link_names":
		return titleOf(e.meant.ByLink)
	case "misdirected":
		return e.meant.Misdirected()
	case "known":
		return e.known()
	case "of_catalog":
		return e.ofCatalog()
	case "did_you_mean":
		return didYouMean(titleOf(e.nearest()))
	case "grade":
		return e.p.certainGrade(e.l)
	case "to_grade":
		if !e.meant.Sure() {
			return nil
		}
		return e.p.certainGrade(e.meant.Level)
	case "downward":
		grade, ok := e.Fact("grade").(float64)
		to, known := e.Fact("to_grade").(float64)
		return ok && known && to <= grade
	}
	return nil
}

func (e *reportsToEntity) place(string) catalog.Place { return e.r.Target.Place() }
func (e *reportsToEntity) level() *catalog.Level      { return e.l }
func (e *reportsToEntity) key() string                { return keyOf(e.r.Target.String) }

// certainGrade is the grade of a level that nothing is wrong with, nil if there is none.
func (l *linter) certainGrade(level *catalog.Level) any {
	if g, ok := l.grades()[level]; ok && !g.offLadder {
		return g.grade
	}
	return nil
}

// titleOf is the whole title of a level, "" for none.
func titleOf(l *catalog.Level) string {
	if l == nil {
		return ""
	}
	return l.Full
}
