package lint

import (
	"sync"

	"jobcat/catalog"
)

// certainGrades are the grades of all levels of the catalog that nothing is wrong with, see soleGrade. They are found
// when the first rule asks for one of another page.
func certainGrades(l *linter) func() map[*catalog.Level]float64 {
	return sync.OnceValue(func() map[*catalog.Level]float64 {
		grades := map[*catalog.Level]float64{}
		for _, c := range l.catalog.Pages {
			if c.Family == nil {
				continue
			}
			p := l.open(c)
			for _, level := range c.Family.Levels {
				if grade, ok := p.soleGrade(level); ok && !p.offLadder(level) {
					grades[level] = grade
				}
			}
		}
		return grades
	})
}
