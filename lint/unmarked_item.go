package lint

import (
	"sort"
	"strings"

	"jobcat/catalog"
)

// unmarkedItem sees lines of a list that have lost their marker.
func unmarkedItem(p *page, report func(observation)) {
	p.oddities(report, func(odd *catalog.Oddity, _ *passage, o *observation) {
		o.fix = p.markItem(odd)
	}, catalog.UnmarkedItem)
}

// markItem gives a line the marker and the indent of the item above it. A numbered list would need new numbers.
func (p *page) markItem(odd *catalog.Oddity) *Fix {
	start := p.File.LineStart(odd.Place.Line)
	if strings.TrimSpace(p.File.Source[start:odd.Place.Start]) != "" || odd.Section == nil {
		return nil
	}
	items := odd.Section.Items
	at := sort.Search(len(items), func(i int) bool { return items[i].At.Start() >= odd.Place.Start }) - 1
	for at >= 0 && items[at].Marker == "" {
		at--
	}
	if at < 0 {
		return nil
	}
	above := items[at]
	if len(above.Marker) != 1 {
		return nil
	}
	line := p.File.Source[p.File.LineStart(above.At.Place().Line):above.At.Start()]
	if strings.TrimSpace(line) != above.Marker {
		return nil
	}
	return &Fix{Safe: true, Edits: []Edit{{start, odd.Place.Start, strings.Clone(line)}}}
}
