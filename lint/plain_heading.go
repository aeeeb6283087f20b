package lint

import (
	"strings"

	"jobcat/catalog"
)

// plainHeading sees lines that do the work of a heading without being one, to a reader or to the site.
func plainHeading(p *page, report func(observation)) {
	p.oddities(report, func(odd *catalog.Oddity, about *passage, o *observation) {
		switch odd.Kind {
		case catalog.GluedHeading:
			about.trouble = "follows the text above without an empty line, so the site may not take it for a heading"
			o.fix = p.emptyLineBefore(odd.Place.Line)
		case catalog.GluedSection:
			about.trouble = "runs into the word before it"
			o.fix = &Fix{Edits: []Edit{{odd.Place.Start, odd.Place.Start, " "}}}
		default:
			about.trouble = "does the work of a heading, but is none"
		}
	}, catalog.PlainHeading, catalog.GluedHeading, catalog.GluedSection)
}

// emptyLineBefore puts an empty line before a line, with the line end that the file has there.
func (p *page) emptyLineBefore(line int) *Fix {
	start := p.File.LineStart(line)
	end := "\n"
	if strings.HasSuffix(p.File.Source[:start], "\r\n") {
		end = "\r\n"
	}
	return &Fix{Edits: []Edit{{start, start, end}}}
}
