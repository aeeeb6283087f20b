package lint

import "jobcat/catalog"

// unusualTitle sees headings of levels that fit none of the patterns which the policy has for them, and pages that have
// what levels have and not one heading that fits.
func unusualTitle(p *page, report func(observation)) {
	p.oddities(report, func(odd *catalog.Oddity, about *passage, _ *observation) {
		about.trouble = "is not written as headings of levels are"
		if odd.Kind == catalog.NoUsualTitle {
			about.trouble = "has sections, and no heading that is written as those of levels are"
		}
	}, catalog.UnusualTitle, catalog.NoUsualTitle)
}
