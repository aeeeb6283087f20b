package lint

import "jobcat/catalog"

// plainHeading sees lines that do the work of a heading without being one, to a reader or to the site.
func plainHeading(p *page, report func(observation)) {
	p.oddities(report, func(odd *catalog.Oddity, about *passage, _ *observation) {
		switch odd.Kind {
		case catalog.GluedHeading:
			about.trouble = "follows the text above without an empty line, so the site may not take it for a heading"
		case catalog.GluedSection:
			about.trouble = "has a title and a section word run together"
		default:
			about.trouble = "does the work of a heading, but is none"
		}
	}, catalog.PlainHeading, catalog.GluedHeading, catalog.GluedSection)
}
