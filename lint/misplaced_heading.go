package lint

import (
	"strings"

	"jobcat/catalog"
)

// misplacedHeading moves a heading to the depth that fits, and with the heading of a level those of its sections. A
// heading that is underlined has no "#" signs to change, and one that is misplaced itself has a fix of its own.
func misplacedHeading(p *page, e entity, o *observation) {
	h := e.(*headingEntity).h
	by := h.Fits - h.Depth
	if by == 0 {
		return
	}
	fix := &Fix{Safe: true}
	together := []*catalog.Heading{h}
	if h.Role == catalog.OpensLevel {
		together = p.headingsOf(h.Level)
	}
	for _, other := range together {
		if other != h && (other.Place.Start < h.Place.Start || other.Depth <= h.Depth || other.Fits != other.Depth) {
			continue
		}
		depth := other.Depth + by
		if other.Marks.IsZero() || depth < 1 || depth > 6 {
			return
		}
		fix.Edits = append(fix.Edits, Edit{other.Marks.Start, other.Marks.End, strings.Repeat("#", depth)})
	}
	o.fix = fix
}

// headingsOf are the headings that belong to a level, its own included, in file order.
func (p *page) headingsOf(l *catalog.Level) []*catalog.Heading {
	if p.headings == nil {
		p.headings = map[*catalog.Level][]*catalog.Heading{}
		for _, h := range p.Family.Headings {
			p.headings[h.Level] = append(p.headings[h.Level], h)
		}
	}
	return p.headings[l]
}
