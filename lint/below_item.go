package lint

import (
	"strings"

	"jobcat/catalog"
)

// belowItem is the last line of what stands below an item and belongs to it by its indent, such as a second paragraph or
// a block of code; the given line, the last one known to belong to it, if there is no more.
func (p *page) belowItem(i *catalog.Item, line int) int {
	f := p.File
	text := widthOf(f.Source[f.LineStart(i.At.Place().Line):i.At.Start()])
	for n := line + 1; n <= f.Lines(); n++ {
		words := strings.TrimLeft(f.Line(n), " \t")
		if strings.TrimSpace(words) == "" {
			continue
		}
		if widthOf(strings.TrimSuffix(f.Line(n), words)) < text {
			break
		}
		line = n
	}
	return line
}

// widthOf is how many columns a text before a line's own takes up.
func widthOf(before string) int {
	width := 0
	for _, r := range before {
		if r == '\t' {
			width += 4 - width%4
		} else {
			width++
		}
	}
	return width
}
