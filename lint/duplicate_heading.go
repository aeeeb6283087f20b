package lint

import (
	"jobcat/catalog"
)

// duplicateHeading sees headings that share their words with an earlier one, so that a link by those words leads to
// the wrong one of the two.
//
// Headings of different levels and variants are alike on purpose ("Responsibilities"), and so are topics below them.
// So only those are compared that stand for themselves: levels among each other and with the text before them, and
// the rest within one level, variant and section.
func duplicateHeading(p *page, report func(observation)) {
	if p.Family == nil {
		return
	}
	type scope struct {
		words   string
		level   *catalog.Level
		variant *catalog.Heading
		above   *catalog.Heading
	}
	seen := map[scope]*catalog.Heading{}
	titles := map[string]*catalog.Heading{} // of levels and of texts at the top of the page
	var variant *catalog.Heading
	var above [7]*catalog.Heading // the headings that the current one stands below, by depth
	for _, h := range p.Family.Headings {
		for d := h.Depth; d < len(above); d++ {
			above[d] = nil
		}
		parent := (*catalog.Heading)(nil)
		for d := h.Depth - 1; d > 0 && parent == nil; d-- {
			parent = above[d]
		}
		above[h.Depth] = h
		switch {
		case h.Role == catalog.OpensVariant:
			variant = h
		case h.Role == catalog.OpensLevel, variant != nil && h.Depth <= variant.Depth:
			variant = nil
		}
		words := keyOf(h.Text.String)
		if words == "" {
			continue
		}
		s := scope{words: words, level: h.Level, variant: variant, above: parent}
		var first *catalog.Heading
		switch h.Role {
		case catalog.OpensLevel:
			first = titles[words]
			if first == nil {
				titles[words] = h
			}
		case catalog.OpensVariant:
			s.variant = nil
			fallthrough
		default:
			if h.Role == catalog.OpensSection {
				s.above = nil
			}
			first = seen[s]
			if first == nil {
				seen[s] = h
			}
			if h.Role == catalog.OpensText && h.Level == nil && titles[words] == nil {
				titles[words] = h
			}
		}
		if first != nil {
			report(observation{
				about:   &headingEntity{p, h},
				related: []Related{{first.Place, "the first heading with these words"}},
			})
		}
	}
}
