package lint

import "jobcat/catalog"

// unusualTitle sees headings of levels that fit none of the patterns which the policy has for them.
func unusualTitle(p *page, report func(observation)) {
	p.oddities(report, func(*catalog.Oddity, *passage, *observation) {}, catalog.UnusualTitle)
}
