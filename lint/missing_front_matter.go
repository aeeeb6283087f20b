package lint

import (
	"path"
	"strings"

	"jobcat/catalog"
)

// missingFrontMatter sees job families whose front matter, or the title in it, is not there.
func missingFrontMatter(p *page, report func(observation)) {
	if p.Family == nil || isReadme(p.Family) {
		return
	}
	p.faults(func(o observation) {
		if o.about.Fact("fault") == string(catalog.UnopenedFrontMatter) {
			o.fix = openFrontMatter(p.File)
		}
		report(o)
	}, catalog.NoFrontMatter, catalog.UnopenedFrontMatter, catalog.UnclosedFrontMatter, catalog.NoTitle)
}

// isReadme reports whether a page is for those who look at the repository, where it needs no front matter: it is called
// README, and does not read like a family.
func isReadme(f *catalog.Family) bool {
	name, _, _ := strings.Cut(path.Base(f.File.Path), ".")
	return strings.EqualFold(name, "readme") && f.Kind == catalog.IndexPage
}

// openFrontMatter puts the lost "---" at the beginning of a file, behind its byte order mark and with its line ends.
func openFrontMatter(f *catalog.File) *Fix {
	start := 0
	if strings.HasPrefix(f.Source, "\ufeff") {
		start = len("\ufeff")
	}
	line := "---\n"
	if first, _, ok := strings.Cut(f.Source, "\n"); ok && strings.HasSuffix(first, "\r") {
		line = "---\r\n"
	}
	return &Fix{Safe: true, Edits: []Edit{{start, start, line}}}
}
