package lint

import "jobcat/catalog"

// ignoredFile sees files that look like text for people, and that no reader takes because of their names.
func ignoredFile(p *page, report func(observation)) {
	p.faults(report, catalog.UnsupportedExtension)
}
