package lint

import "jobcat/catalog"

// plainHeading sees lines that do the work of a heading without being one, and headings whose words ran together.
func plainHeading(p *page, report func(observation)) {
	p.oddities(report, func(odd *catalog.Oddity, about *passage, o *observation) {
		about.trouble = "does the work of a heading, but is none"
		if odd.Kind == catalog.GluedSection {
			about.trouble = "runs into the word before it"
			o.fix = &Fix{Edits: []Edit{{odd.Place.Start, odd.Place.Start, " "}}}
		}
	}, catalog.PlainHeading, catalog.GluedSection)
}
