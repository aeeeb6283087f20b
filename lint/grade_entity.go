package lint

import (
	"strings"

	"jobcat/catalog"
)

// gradeEntity is one statement of a level's grade.
type gradeEntity struct {
	p *page
	l *catalog.Level
	g *catalog.Grade

	all statements
}

// statements are what the statements of a level's grade have together.
type statements struct {
	linked bool // one of them is a link
	named  bool // one of them names the level
}

// statements looks at all statements of a level's grade.
func (p *page) statements(l *catalog.Level) statements {
	var all statements
	for _, g := range l.Grades {
		all.linked = all.linked || g.Linked
		all.named = all.named || !g.Subject.IsEmpty() && !p.anotherRole(l, g.Subject.String)
	}
	return all
}

func (e *gradeEntity) Fact(name string) any {
	g := e.g
	switch name {
	case "title":
		return e.l.Full
	case "text":
		if g.InName {
			return g.Statement.String
		}
		return plain.Replace(e.p.sourceAt(g.At))
	case "min":
		return number(g, g.Min)
	case "max":
		return number(g, g.Max)
	case "subject":
		return g.Subject.String
	case "another_role":
		return e.ofAnotherRole()
	case "ladder":
		return e.p.ladder.Name
	case "ladder_grades":
		return gradeRanges(e.p.ladder.Known)
	case "known":
		return !g.Unknown && e.p.ladder.Has(g.Min) && e.p.ladder.Has(g.Max)
	case "linked":
		return g.Linked
	case "level_linked":
		return e.all.linked
	case "to_link":
		return e.toLink()
	case "in_table":
		return g.InTable
	case "in_title":
		return g.InName || !g.Subject.IsEmpty() && g.Subject.Place() == e.l.Title.Place()
	}
	return nil
}

func (e *gradeEntity) place(at string) catalog.Place {
	switch {
	case at == "subject" && !e.g.Subject.IsEmpty():
		return e.g.Subject.Place()
	case at == "number" && !e.g.Number.IsZero():
		return e.g.Number.Place()
	}
	return e.g.At.Place()
}

func (e *gradeEntity) level() *catalog.Level { return e.l }

func (e *gradeEntity) key() string { return keyOf(e.p.sourceAt(e.g.At)) }

func number(g *catalog.Grade, n float64) any {
	if g.Unknown {
		return nil
	}
	return n
}

// plain takes the brackets of a link off.
var plain = strings.NewReplacer("**", "", "__", "", "[", "", "]", "")

// sourceAt is the words of the page at a place, on one line.
func (p *page) sourceAt(at catalog.Span) string {
	return oneLine(p.File.Source[at.Start():at.End()])
}
