package lint

import (
	"fmt"

	"jobcat/catalog"
)

// contradiction is two statements of a level's grade that cannot both be true, nil if there are none. A sentence that
// names another role is no statement about this one, and a number within a range agrees with it.
func (p *page) contradiction(l *catalog.Level) (first, other *catalog.Grade) {
	for _, g := range l.Grades {
		switch {
		case g.Unknown || p.anotherRole(l, g.Subject.String):
		case first == nil:
			first = g
		case g.Max < first.Min || first.Max < g.Min:
			return first, g
		}
	}
	return nil, nil
}

// contradictoryGrade reports the second statement, and shows the first.
func contradictoryGrade(p *page, e entity, o *observation) {
	first, other := p.contradiction(e.level())
	if other == nil {
		return
	}
	o.place = other.Place
	o.related = []Related{{first.Place, fmt.Sprintf("grade %s is stated here", gradeText(first))}}
}

func gradeText(g *catalog.Grade) string {
	if g.Min == g.Max {
		return gradeWords([]float64{g.Min})
	}
	return gradeWords([]float64{g.Min}) + " to " + gradeWords([]float64{g.Max})
}
