package lint

import (
	"strings"

	"jobcat/catalog"
)

// misplacedHeading moves a heading to the depth that fits, and with it what stands below it. What belongs to a level
// that is misplaced itself moves with that one.
func misplacedHeading(p *page, e entity, o *observation) {
	h := e.(*headingEntity).h
	switch {
	case h.Fits == h.Depth:
	case h.Role == catalog.OpensLevel:
		o.fix = p.moveHeadings(p.depthsOfLevel(h))
	case h.Level == nil || h.Level.Heading == nil || h.Level.Heading.Fits == h.Level.Heading.Depth:
		o.fix = p.moveHeadings(p.depthsOfSection(h))
	}
}

// moveHeadings writes headings with other depths, nil where one of them has no "#" signs to change, or needs too many.
func (p *page) moveHeadings(depths map[*catalog.Heading]int) *Fix {
	fix := &Fix{Safe: true}
	for _, h := range p.Family.Headings {
		depth, moves := depths[h]
		if !moves || depth == h.Depth {
			continue
		}
		if h.Marks.IsZero() || depth < 1 || depth > deepest {
			return nil
		}
		fix.Edits = append(fix.Edits, Edit{h.Marks.Start(), h.Marks.End(), strings.Repeat("#", depth)})
	}
	return fix
}

// deepest is how deep headings go.
const deepest = 6

// depthsOfSection are the new depths of a section's heading and of the topics below it.
func (p *page) depthsOfSection(h *catalog.Heading) map[*catalog.Heading]int {
	depths := map[*catalog.Heading]int{h: h.Fits}
	for _, below := range p.Family.Headings {
		switch {
		case below.At.Start() <= h.At.Start(), below.Depth == 0:
			continue
		case below.Depth <= h.Depth:
			return depths
		case below.Role == catalog.OpensText && below.Level == h.Level: // what a level below has moves with that
			depths[below] = below.Depth + h.Fits - h.Depth
		}
	}
	return depths
}

// depthsOfLevel are the new depths of a level's heading and of those that belong to it: its sections come one below it,
// unless they all are deeper than that already, and what stands below a section moves with it.
func (p *page) depthsOfLevel(h *catalog.Heading) map[*catalog.Heading]int {
	depths := map[*catalog.Heading]int{h: h.Fits}
	by := h.Fits - h.Depth
	var above []*catalog.Heading // that the current one stands below, without the level's own
	for _, below := range p.headingsOf(h.Level) {
		if below.At.Start() <= h.At.Start() {
			continue
		}
		if below.Depth <= h.Depth && below.Fits == below.Depth {
			break // no section, and not below the level
		}
		for len(above) > 0 && above[len(above)-1].Depth >= below.Depth {
			above = above[:len(above)-1]
		}
		switch {
		case below.Fits != below.Depth, below.Depth == h.Depth+1:
			depths[below] = h.Fits + 1
		case len(above) > 0:
			parent := above[len(above)-1]
			depths[below] = below.Depth + depths[parent] - parent.Depth
		case by > 0:
			depths[below] = max(below.Depth, h.Fits+1)
		default:
			depths[below] = below.Depth + by
		}
		above = append(above, below)
	}
	return depths
}

// headingsOf are the headings that belong to a level, its own included, in file order. Keys are none.
func (p *page) headingsOf(l *catalog.Level) []*catalog.Heading {
	if p.headings == nil {
		p.headings = map[*catalog.Level][]*catalog.Heading{}
		for _, h := range p.Family.Headings {
			if h.Depth > 0 {
				p.headings[h.Level] = append(p.headings[h.Level], h)
			}
		}
	}
	return p.headings[l]
}
