package lint

import (
	"strings"

	"jobcat/catalog"
)

// plainHeading sees lines that do the work of a heading without being one, and headings whose words ran together.
func plainHeading(p *page, report func(observation)) {
	p.oddities(report, func(odd *catalog.Oddity, about *passage, o *observation) {
		about.trouble = "does the work of a heading, but is none"
		o.fix = p.raised(odd)
		if odd.Kind == catalog.GluedSection {
			about.trouble = "runs into the word before it"
			o.fix = p.parted(odd)
		}
	}, catalog.PlainHeading, catalog.GluedSection)
}

// raised makes a heading of a line that has nothing but its words: at the depth of the level's sections; outside of levels
// at that of the section before it, or one below the variant that it stands in.
func (p *page) raised(odd *catalog.Oddity) *Fix {
	f, above := p.File, p.headingBefore(odd.Place.Start)
	line := odd.Place.Line
	words := strings.Trim(f.Line(line), " \t*_:")
	if above == nil || words != strings.Trim(odd.Text.String, " :") {
		return nil
	}
	depth := above.Fits
	switch {
	case odd.Level != nil && odd.Level.Heading != nil:
		if above.Role != catalog.OpensSection && above != odd.Level.Heading {
			return nil // below a topic of the level, or one of its specialties
		}
		depth = p.levelOutline(odd.Level).depth
	case above.Role != catalog.OpensSection:
		depth = min(depth+1, deepest)
	}
	heading := strings.Repeat("#", depth) + " " + words
	if line > 1 && strings.TrimSpace(f.Line(line-1)) != "" {
		heading = "\n" + heading
	}
	if strings.TrimSpace(f.Line(line+1)) != "" {
		heading += "\n"
	}
	from := f.LineStart(line)
	return p.keepingLinks(&Fix{Edits: []Edit{{from, from + len(f.Line(line)), heading}}}, rewording{at: from, words: words})
}

// parted puts the blank between the words of a heading that ran together.
func (p *page) parted(odd *catalog.Oddity) *Fix {
	h := p.headingOn(odd.Place.Line)
	if h == nil {
		return nil
	}
	at := p.File.Place(odd.Place.Start, odd.Place.Start)
	words, _ := reworded(h, at, " ")
	return p.keepingLinks(&Fix{Edits: []Edit{{at.Start, at.End, " "}}}, rewording{heading: h, words: words})
}
