package lint

import "jobcat/catalog"

// duplicateHeading sees headings that share their words with an earlier one, so that a link by those words leads to
// the wrong one of the two.
//
// The headings of two levels, variants or groups of levels are alike on purpose ("Responsibilities"), and so are the
// topics below them. So only those are compared that stand for themselves: levels among each other and with the text
// before them, and the rest within one level, variant and group.
func duplicateHeading(p *page, report func(observation)) {
	if p.Family == nil {
		return
	}
	type scope struct {
		words string
		level *catalog.Level
		group *catalog.Heading // what it stands below
	}
	seen := map[scope]*catalog.Heading{}
	titles := map[string]*catalog.Heading{} // of levels, and of text outside of them
	var above [7]*catalog.Heading           // the headings that the current one stands below, by depth
	for _, h := range p.Family.Headings {
		if h.Depth == 0 {
			continue // nothing links to a key
		}
		clear(above[h.Depth:])
		s := scope{words: keyOf(h.Text.String), level: h.Level, group: group(h, above[:h.Depth])}
		above[h.Depth] = h
		var first *catalog.Heading
		switch h.Role {
		case catalog.OpensLevels, catalog.OpensSpecialties, catalog.OpensSegments:
			continue // each group of levels may have its own
		case catalog.OpensLevel:
			first = titles[s.words]
		default:
			first = seen[s]
		}
		if s.words == "" {
			continue
		}
		if first != nil {
			report(observation{
				about:   &headingEntity{p, h},
				related: []Related{{first.At.Place(), "the first heading with these words"}},
			})
			continue
		}
		if seen[s] == nil {
			seen[s] = h
		}
		if titles[s.words] == nil && (h.Role == catalog.OpensLevel || h.Role == catalog.OpensText && h.Level == nil) {
			titles[s.words] = h
		}
	}
}

// group is the heading that h stands below and is told apart by: for a section the nearest one that is neither a
// section nor a level, as sections are often nested by mistake; for a topic or a variant the nearest one.
func group(h *catalog.Heading, above []*catalog.Heading) *catalog.Heading {
	for i := len(above) - 1; i > 0; i-- {
		if a := above[i]; a != nil && (h.Role == catalog.OpensText || h.Role == catalog.OpensVariant || a.Role == catalog.OpensText || a.Role == catalog.OpensVariant) {
			return a
		}
	}
	return nil
}
