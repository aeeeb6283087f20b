package lint

import (
	"fmt"
	"sync"

	"jobcat/catalog"
)

// extendsCircles are the circles of inheritance, by the level that they begin with.
func extendsCircles(g *catalog.Graph) func() map[*catalog.Level]catalog.Cycle {
	return sync.OnceValue(func() map[*catalog.Level]catalog.Cycle {
		circles := map[*catalog.Level]catalog.Cycle{}
		for _, c := range g.ExtendsCycles() {
			circles[c.Levels[0]] = c
		}
		return circles
	})
}

// circularExtends reports the statement that the circle begins with, and shows the others.
func circularExtends(p *page, e entity, o *observation) {
	for i, r := range p.extendsCircles()[e.level()].Relations {
		at := r.Extends.Target.Place()
		if i == 0 {
			o.place = at
			continue
		}
		o.related = append(o.related, Related{at, fmt.Sprintf("%s extends %s", inQuotes(r.From.Full), inQuotes(r.To.Full))})
	}
}
