package lint

import (
	"fmt"
	"sync"

	"jobcat/catalog"
)

// contradiction is statements of a level's grade that cannot all be true.
type contradiction struct {
	here   *catalog.Grade   // nil where there is none
	others []*catalog.Grade // at least one, if there is a contradiction
	where  string           // where the first of them stands, in words
	copied bool             // the others stand in sentences that grade-of-another-role reports
}

// cure is what to do about it.
func (c contradiction) cure() string {
	switch {
	case c.here == nil:
		return ""
	case c.copied:
		return "correct the sentences under the other headings first: they name a title that they do not stand under"
	}
	return "keep the right one and correct or remove the other"
}

// contradiction looks at the level's own statements first, then at the other levels of the catalog with the same title,
// then at what other levels of the page say of it.
func (p *page) contradiction(l *catalog.Level) contradiction {
	switch first, second := p.contradictionWithin(l); {
	case second == nil:
	case second.InName:
		return contradiction{here: first, others: []*catalog.Grade{second}, where: "in the name of the file"}
	case first.InName:
		return contradiction{here: second, others: []*catalog.Grade{first}, where: "in the name of the file"}
	default:
		return contradiction{here: second, others: []*catalog.Grade{first}, where: "elsewhere on the page"}
	}
	if other := p.sameTitle()[l]; other != nil {
		return contradiction{here: statedGrade(l), others: []*catalog.Grade{statedGrade(other)}, where: "in " + other.Family.File.Path}
	}
	if own := statedGrade(l); own != nil {
		if others := p.otherGrades(l, own); len(others) > 1 {
			return contradiction{here: own, others: others, where: "and others in sentences under other headings", copied: true}
		}
	}
	return contradiction{}
}

// otherGrades are grades of different numbers that sentences under other headings give to the level's title. One is a
// sentence that was copied, which another rule says where it stands; of several nobody knows which one was meant.
func (p *page) otherGrades(l *catalog.Level, own *catalog.Grade) []*catalog.Grade {
	strays := p.strayGrades()
	if len(strays) == 0 {
		return nil
	}
	var others []*catalog.Grade
	for _, g := range strays[orderKey(l.Full)] {
		if g.Min != own.Min && (len(others) == 0 || others[0].Min != g.Min) {
			others = append(others, g)
		}
	}
	return others
}

// strayGrades are the grades of the page whose sentences name another role than they stand under, by the words of that
// role.
func (p *page) strayGrades() map[string][]*catalog.Grade {
	if p.strays == nil {
		p.strays = map[string][]*catalog.Grade{}
		for _, l := range p.Family.Levels {
			for _, g := range l.Grades {
				if said := g.Subject.String; !g.Unknown && said != "" && p.anotherRole(l, said) {
					key := orderKey(said)
					p.strays[key] = append(p.strays[key], g)
				}
			}
		}
	}
	return p.strays
}

// contradictionWithin is two statements of the level's own. A sentence that names another role is no statement about this
// one, and a number within a range agrees with it.
func (p *page) contradictionWithin(l *catalog.Level) (first, other *catalog.Grade) {
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

// contradictingTitles are the levels whose title stands in an earlier file with another grade, with that level. Each has
// to be the only one of its level, and on one ladder: sales may pay a title otherwise than marketing.
func contradictingTitles(l *linter) func() map[*catalog.Level]*catalog.Level {
	return sync.OnceValue(func() map[*catalog.Level]*catalog.Level {
		type title struct{ key, ladder string }
		first := map[title]*catalog.Level{}
		found := map[*catalog.Level]*catalog.Level{}
		for _, level := range l.graph.Levels() {
			sole, ok := l.grades()[level]
			if !ok {
				continue
			}
			t := title{catalog.TitleKey(level.Full), l.whole.LadderFor(level.Family.File.Path).Name}
			switch other := first[t]; {
			case t.key == "":
			case other == nil:
				first[t] = level
			case other.Family != level.Family && l.grades()[other].grade != sole.grade:
				found[level] = other
			}
		}
		return found
	})
}

// contradictoryGrade reports one statement, and shows those that contradict it.
func contradictoryGrade(p *page, e entity, o *observation) {
	c := p.contradiction(e.level())
	if c.here == nil {
		return
	}
	o.place = c.here.At.Place()
	for _, g := range c.others {
		if g.InName {
			continue // the name stands in the path, and the message says so
		}
		o.related = append(o.related, Related{g.At.Place(), fmt.Sprintf("grade %s is stated here", gradeText(g))})
	}
}

func gradeText(g *catalog.Grade) string {
	if g.Min == g.Max {
		return gradeWords([]float64{g.Min})
	}
	return gradeWords([]float64{g.Min}) + " to " + gradeWords([]float64{g.Max})
}
