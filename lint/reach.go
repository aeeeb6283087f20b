package lint

import (
	"jobcat/catalog"
	"jobcat/schema"
)

// Reach says how far a judged rule gets in a catalog, for whoever wonders why it finds nothing.
type Reach struct {
	Entities  int // of the kind that the rule is about
	Concerned int // of those, what its `when` fits
	First     catalog.Place
	Why       []string // of the first entity, or the first that it concerns: the facts that keep the rule from it, or that it is content with
}

// ReachOf asks a rule about everything that it could be about.
func ReachOf(p *schema.Policy, c *catalog.Catalog, rule *schema.Rule) Reach {
	var r Reach
	l := newLinter(p, c)
	w := newWorker()
	for _, one := range c.Pages {
		l.open(one, w).each(func(on string, e entity) {
			if on != rule.On {
				return
			}
			r.Entities++
			concerned := rule.Concerns(e)
			if concerned {
				r.Concerned++
			}
			switch {
			case concerned && r.Concerned == 1:
				r.First, r.Why = e.place(""), rule.Kept(e)
			case r.Entities == 1:
				r.First, r.Why = e.place(""), rule.Unmet(e)
			}
		})
	}
	return r
}
