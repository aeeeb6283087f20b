package lint

import (
	"fmt"

	"jobcat/catalog"
)

// higherBefore is the level that stands before l on the page, climbs the same track in the same subject, and has a
// higher grade; nil if there is none.
func (p *page) higherBefore(l *catalog.Level) *catalog.Level {
	if p.higher == nil {
		p.higher = p.outOfOrder()
	}
	return p.higher[l]
}

// outOfOrder finds the levels whose grade is lower than that of one before them. Only the first one of a track has
// an entry, so that a list from top to bottom is one finding. Grades that are wrong in another way prove nothing.
func (p *page) outOfOrder() map[*catalog.Level]*catalog.Level {
	type climb struct {
		track   catalog.Track
		subject string
	}
	top := map[climb]*catalog.Level{}
	higher := map[*catalog.Level]*catalog.Level{}
	told := map[climb]bool{}
	for _, l := range p.Family.Levels {
		grade, ok := p.orderGrade(l)
		if !ok {
			continue
		}
		c := climb{l.Name.Track, catalog.TitleKey(l.Name.Subject)}
		if before := top[c]; before != nil && grade < statedGrade(before).Min {
			if !told[c] {
				higher[l] = before
			}
			told[c] = true
			continue
		}
		top[c] = l
	}
	return higher
}

func (p *page) orderGrade(l *catalog.Level) (float64, bool) {
	grade, ok := p.soleGrade(l)
	return grade, ok && !p.offLadder(l)
}

// levelsOutOfOrder shows the grade of the level before.
func levelsOutOfOrder(p *page, e entity, o *observation) {
	before := p.higherBefore(e.level())
	if before == nil {
		return
	}
	g := statedGrade(before)
	o.related = []Related{{g.At.Place(), fmt.Sprintf("%s is grade %s", inQuotes(before.Full), gradeText(g))}}
}
