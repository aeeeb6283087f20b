package lint

import (
	"sync"

	"jobcat/catalog"
)

// soleGrade is the one grade of a level, see page.soleGrade.
type soleGrade struct {
	grade     float64
	offLadder bool // the ladder has another one for the title
}

// soleGrades are the grades of all levels of the catalog that have one. They are found when the first rule asks for one
// of another page.
func soleGrades(l *linter) func() map[*catalog.Level]soleGrade {
	return sync.OnceValue(func() map[*catalog.Level]soleGrade {
		grades := map[*catalog.Level]soleGrade{}
		w := newWorker()
		for _, c := range l.catalog.Pages {
			if c.Family == nil {
				continue
			}
			p := l.open(c, w)
			for _, level := range c.Family.Levels {
				if grade, ok := p.soleGrade(level); ok {
					grades[level] = soleGrade{grade, p.offLadder(level)}
				}
			}
		}
		return grades
	})
}
