package lint

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"jobcat/catalog"
)

// reportsCircles are the circles of reporting lines, by the level that they begin with. A line that is only likely is
// no proof.
func reportsCircles(g *catalog.Graph) func() map[*catalog.Level]catalog.Cycle {
	return sync.OnceValue(func() map[*catalog.Level]catalog.Cycle {
		circles := map[*catalog.Level]catalog.Cycle{}
		for _, c := range g.ReportsCycles() {
			unsure := func(r catalog.Relation) bool { return !g.ReportsTo(r.Reports).Sure() }
			if !slices.ContainsFunc(c.Relations, unsure) {
				circles[c.Levels[0]] = c
			}
		}
		return circles
	})
}

// maxShown is how many levels of a circle a message names.
const maxShown = 8

// circleWords is a circle in words: "A, B and A again" as an arrow from each to the next.
func circleWords(c catalog.Cycle) string {
	if len(c.Levels) == 0 {
		return ""
	}
	var titles []string
	for _, l := range c.Levels[:min(len(c.Levels), maxShown)] {
		titles = append(titles, l.Full)
	}
	if len(c.Levels) > maxShown {
		titles = append(titles, "…")
	}
	return strings.Join(append(titles, c.Levels[0].Full), " → ")
}

// circularReportsTo shows each line of the circle.
func circularReportsTo(p *page, e entity, o *observation) {
	c := p.reportsCircles()[e.level()]
	for i, r := range c.Relations {
		at := r.Reports.Place()
		if i == 0 {
			o.place = at
			continue
		}
		o.related = append(o.related, Related{at, fmt.Sprintf("%s reports to %s", inQuotes(r.From.Full), inQuotes(r.To.Full))})
	}
}
