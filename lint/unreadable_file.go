package lint

import "jobcat/catalog"

// unreadableFile sees what keeps a file, or its front matter, from being read.
func unreadableFile(p *page, report func(observation)) {
	p.faults(report,
		catalog.NotUTF8, catalog.ConflictMarker, catalog.BadFrontMatter, catalog.DuplicateKey,
		catalog.Vanished, catalog.NoPermission, catalog.TooLarge, catalog.OtherTrouble)
}
