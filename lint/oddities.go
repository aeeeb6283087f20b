package lint

import "jobcat/catalog"

// plainHeading sees lines that do the work of a heading without being one, to a reader or to the site.
func plainHeading(p *page, report func(observation)) {
	p.oddities(report, catalog.PlainHeading, catalog.GluedHeading, catalog.GluedSection)
}

// unmarkedItem sees lines of a list that have lost their marker.
func unmarkedItem(p *page, report func(observation)) {
	p.oddities(report, catalog.UnmarkedItem)
}

// oddities reports what the reader understood although it is written wrongly.
func (p *page) oddities(report func(observation), kinds ...catalog.OddityKind) {
	if p.Family == nil {
		return
	}
	for _, odd := range p.Family.Oddities {
		for _, kind := range kinds {
			if odd.Kind == kind {
				report(observation{about: &passage{
					p: p, at: odd.Place, text: odd.Text.String, suggestion: odd.Suggest, section: odd.Section, l: odd.Level,
				}})
			}
		}
	}
}
