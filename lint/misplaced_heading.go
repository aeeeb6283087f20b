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
	for _, other := range p.Family.Headings {
		if other != h {
			below := h.Role == catalog.OpensLevel && other.Level == h.Level && other.Place.Start > h.Place.Start && other.Depth > h.Depth
			if !below || other.Fits != other.Depth {
				continue
			}
		}
		depth := other.Depth + by
		if other.Marks.IsZero() || depth < 1 || depth > 6 {
			return
		}
		fix.Edits = append(fix.Edits, Edit{other.Marks.Start, other.Marks.End, strings.Repeat("#", depth)})
	}
	o.fix = fix
}
