package lint

import "strings"

// misplacedHeading moves a heading to the depth that fits. A heading that is underlined has no "#" signs to change.
func misplacedHeading(_ *page, e entity, o *observation) {
	h := e.(*headingEntity).h
	if h.Marks.IsZero() || h.Fits < 1 || h.Fits > 6 {
		return
	}
	o.fix = &Fix{Safe: true, Edits: []Edit{{h.Marks.Start, h.Marks.End, strings.Repeat("#", h.Fits)}}}
}
