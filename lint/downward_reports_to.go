package lint

import (
	"fmt"

	"jobcat/catalog"
)

// downwardReportsTo shows both grades.
func downwardReportsTo(p *page, e entity, o *observation) {
	r := e.(*reportsToEntity)
	for _, l := range []*catalog.Level{r.l, r.meant.Level} {
		if l == nil || p.certainGrade(l) == nil {
			continue
		}
		g := statedGrade(l)
		o.related = append(o.related, Related{g.At.Place(), fmt.Sprintf("%s is grade %s", inQuotes(l.Full), gradeText(g))})
	}
}
