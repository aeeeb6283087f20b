package lint

import (
	"fmt"

	"jobcat/catalog"
)

// higherBefore is the level that stands before l on the page, climbs the same track in the same subject, and has a
// higher grade; nil if there is none. Only the first level of a track that is out of order has one, so that a list
// from top to bottom is one finding. Grades that are wrong in another way prove nothing.
func (p *page) higherBefore(l *catalog.Level) *catalog.Level {
	grade, ok := p.orderGrade(l)
	if !ok {
		return nil
	}
	var highest *catalog.Level
	var top float64
	for _, before := range p.Family.Levels {
		if before == l {
			break
		}
		if before.Name.Track != l.Name.Track || catalog.TitleKey(before.Name.Subject) != catalog.TitleKey(l.Name.Subject) {
			continue
		}
		g, ok := p.orderGrade(before)
		switch {
		case !ok:
		case highest != nil && g < top:
			return nil // that one is out of order already
		default:
			highest, top = before, g
		}
	}
	if highest == nil || grade >= top {
		return nil
	}
	return highest
}

func (p *page) orderGrade(l *catalog.Level) (float64, bool) {
	grade, ok := p.soleGrade(l)
	return grade, ok && !p.offLadder(l)
}

// levelsOutOfOrder shows the grade of the level before.
func levelsOutOfOrder(p *page, e entity, o *observation) {
	before := p.higherBefore(e.level())
	g := statedGrade(before)
	o.related = []Related{{g.Place, fmt.Sprintf("%q is grade %s", before.Full, gradeText(g))}}
}
