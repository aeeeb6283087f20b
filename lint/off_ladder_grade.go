package lint

import "jobcat/catalog"

// offLadder reports whether the ladder has another grade for the level's title. It is silent in doubt: where the
// title's rung is not sure, the ladder allows several grades or none, or the grade itself is in question.
func (p *page) offLadder(l *catalog.Level) bool {
	grade, ok := p.soleGrade(l)
	if !ok {
		return false
	}
	expected := p.expectedGrades(l)
	return len(expected) == 1 && expected[0] != grade
}

// expectedGrades are the grades that the ladder has for a level's title, none if the title does not say for sure.
func (p *page) expectedGrades(l *catalog.Level) []float64 {
	if grades := p.titleGrades(l.Full); grades != nil {
		return grades
	}
	if !l.Name.Sure {
		return nil
	}
	return p.ladder.Grades(l.Name.Rung)
}

// titleGrades are the grades that the ladder has for a whole title, in any spelling.
func (p *page) titleGrades(title string) []float64 {
	return p.titles[p.ladder.Name][catalog.TitleKey(title)]
}

// soleGrade is the one grade of a level that nothing else is wrong with: a number on the ladder, stated for this
// level and no other, and not contradicted.
func (p *page) soleGrade(l *catalog.Level) (grade float64, ok bool) {
	for _, g := range l.Grades {
		switch {
		case g.Unknown, g.Min != g.Max, !p.ladder.Has(g.Min), ok && g.Min != grade, anotherRole(l, g.Subject.String):
			return 0, false
		}
		grade, ok = g.Min, true
	}
	return grade, ok
}
