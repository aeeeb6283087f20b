package lint

import (
	"fmt"

	"jobcat/catalog"
)

// toGrade is the grade of the level that is meant, nil unless both are certain.
func (e *extendsEntity) toGrade() any {
	if !e.meant.Sure() {
		return nil
	}
	return e.p.certainGrade(e.meant.Level)
}

// higherBy is by how many grades the level that is meant is above the one that extends it, 0 in doubt.
func (e *extendsEntity) higherBy() float64 {
	grade, ok := e.p.certainGrade(e.l).(float64)
	to, known := e.toGrade().(float64)
	if !ok || !known {
		return 0
	}
	return to - grade
}

// upwardExtends shows both grades.
func upwardExtends(p *page, e entity, o *observation) {
	x := e.(*extendsEntity)
	for _, l := range []*catalog.Level{x.l, x.meant.Level} {
		if l == nil || p.certainGrade(l) == nil {
			continue
		}
		g := statedGrade(l)
		o.related = append(o.related, Related{g.At.Place(), fmt.Sprintf("%s is grade %s", inQuotes(l.Full), gradeText(g))})
	}
}
