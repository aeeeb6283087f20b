package lint

import "jobcat/catalog"

// levelEntity is a level.
type levelEntity struct {
	p *page
	l *catalog.Level
}

func (e *levelEntity) Fact(name string) any {
	l := e.l
	switch name {
	case "path":
		return l.Family.File.Path
	case "family":
		return l.Family.Title.String
	case "title":
		return l.Title.String
	case "full_title":
		return l.Full
	case "rung":
		return l.Name.Rung
	case "rung_sure":
		return l.Name.Sure
	case "track":
		return string(l.Name.Track)
	case "subject":
		return l.Name.Subject
	case "ladder":
		return e.p.ladder.Name
	case "grade":
		if g := statedGrade(l); g != nil {
			return g.Min
		}
		return nil
	case "grades":
		return len(l.Grades)
	case "other_grade":
		if c := e.p.contradiction(l); c.here != nil {
			return c.here.Min
		}
		return nil
	case "contradicted_grade":
		if c := e.p.contradiction(l); c.here != nil {
			return c.others[0].Min
		}
		return nil
	case "contradicted_where":
		return e.p.contradiction(l).where
	case "contradicted_cure":
		return e.p.contradiction(l).cure()
	case "no_grade":
		return l.NoGrade != nil
	case "grade_form":
		return e.p.gradeForm(l)
	case "reports_form":
		return e.p.reportsForm(l)
	case "grade_open":
		return e.p.gradeOpen(l)
	case "expected_grades":
		return e.p.expectedGrades(l)
	case "off_ladder":
		return e.p.offLadder(l)
	case "expected_of":
		return e.p.ladderWord(l)
	case "ladder_steps":
		return e.p.ladderSteps(l)
	case "lower_than":
		if before := e.p.higherBefore(l); before != nil {
			return before.Full
		}
		return ""
	case "extends":
		return len(l.Extends)
	case "extends_circle":
		return circleWords(e.p.extendsCircles()[l])
	case "reports_to":
		return len(l.ReportsTo) + len(l.Family.ReportsTo)
	case "reports_vaguely":
		return e.p.reportsVaguely(l)
	case "reports_circle":
		return circleWords(e.p.reportsCircles()[l])
	}
	if kind, ok := kindFact(name, "sections"); ok {
		return e.p.has(l, kind)
	}
	if kind, ok := kindFact(name, "own_sections"); ok {
		return ownSections(l, kind)
	}
	if kind, ok := kindFact(name, "own_items"); ok {
		n := 0
		for _, s := range l.Sections {
			if s.Is(kind) {
				n += len(s.Items)
			}
		}
		return n
	}
	return nil
}

func (e *levelEntity) place(at string) catalog.Place {
	if at == "grade" {
		if g := statedGrade(e.l); g != nil {
			return g.At.Place()
		}
	}
	return e.l.Place
}

func (e *levelEntity) level() *catalog.Level { return e.l }
func (e *levelEntity) key() string           { return "" }

// ownSections is how many sections of a kind are the level's own. A grade that is stated in the introduction has no
// section, whatever the reader made of it.
func ownSections(l *catalog.Level, kind string) int {
	n := 0
	for _, s := range l.Sections {
		if s.Is(kind) && !(kind == jobGrade && s.Heading == nil) {
			n++
		}
	}
	return n
}

// jobGrade is the kind of section that states a grade.
const jobGrade = "job_grade"

// has is how many sections of a kind a level has: its own, those that hold for all levels, and what it inherits.
func (p *page) has(l *catalog.Level, kind string) int {
	return ownSections(l, kind) + p.common[kind] + p.inherits(l, kind)
}

// statedGrade is the first statement of a level's grade that has a number, nil if there is none.
func statedGrade(l *catalog.Level) *catalog.Grade {
	for _, g := range l.Grades {
		if !g.Unknown {
			return g
		}
	}
	return nil
}
