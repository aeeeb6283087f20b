package lint

import (
	"fmt"
	"slices"
)

// ofAnotherRole reports whether a statement gives the grade to another role than the level that it stands in. Where the
// level's own grade is stated beside it, the two are a list of what several titles have, and no copy.
func (e *gradeEntity) ofAnotherRole() bool {
	return !e.all.named && e.p.anotherRole(e.l, e.g.Subject.String)
}

// gradeNamesLevel writes the level's title into the sentence, unless the grade was copied with the name, and shows where the
// level begins and what grade the other role has.
func gradeNamesLevel(p *page, e entity, o *observation) {
	g := e.(*gradeEntity)
	if !g.ofAnotherRole() {
		return
	}
	if expected := p.expectedGrades(g.l); len(expected) == 0 || slices.Contains(expected, g.g.Min) {
		o.fix = nameLevel(g.g.Subject, g.l)
	}
	if g.l.Heading != nil {
		o.related = []Related{{g.l.Place, "the level that it stands in"}}
	}
	for _, other := range p.roles.byWords()[orderKey(g.g.Subject.String)] {
		if stated := statedGrade(other); other != g.l && stated != nil {
			o.related = append(o.related, Related{stated.At.Place(), fmt.Sprintf("%s is grade %s here", inQuotes(other.Full), gradeText(stated))})
		}
	}
}
