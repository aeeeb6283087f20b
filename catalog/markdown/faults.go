package markdown

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"jobcat/catalog"
)

// checkUTF8 notes the first byte that is no UTF-8. The page is read all the same, byte for byte: what is ASCII in it
// (in Latin-1 nearly all) reads as meant.
func (d *document) checkUTF8() {
	s := d.file.Source
	if utf8.ValidString(s) {
		return
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			d.faults = append(d.faults, catalog.Fault{Kind: catalog.NotUTF8, Place: d.file.Place(i, i+1)})
			return
		}
		i += size
	}
}

// findConflicts notes the markers that a merge left, each with its line, and returns these lines. In a code fence they
// are an example. A "=======" counts between the others only: elsewhere it underlines a heading.
func (d *document) findConflicts() []span {
	src := d.file.Source
	if !strings.Contains(src, "<<<<<<< ") && !strings.Contains(src, ">>>>>>> ") {
		return nil
	}
	var found []span
	var fence string
	open := false
	for n := 1; n <= d.file.Lines(); n++ {
		line := d.file.Line(n)
		words := strings.TrimLeft(line, " ")
		if fence != "" {
			if strings.HasPrefix(words, fence) {
				fence = ""
			}
			continue
		}
		if strings.HasPrefix(words, "```") || strings.HasPrefix(words, "~~~") {
			fence = words[:3]
			continue
		}
		switch {
		case strings.HasPrefix(line, "<<<<<<< "):
			open = true
		case strings.HasPrefix(line, ">>>>>>> "):
			open = false
		case open && (line == "=======" || strings.HasPrefix(line, "||||||| ")):
		default:
			continue
		}
		at := d.file.LineStart(n)
		found = append(found, span{at, at + len(line)})
		d.faults = append(d.faults, catalog.Fault{
			Kind:   catalog.ConflictMarker,
			Detail: strings.TrimSpace(line),
			Place:  d.file.Place(at, at+len(line)),
		})
	}
	return found
}

// clean is the page as YAML may see it, of equal length: before limit without merge conflict markers, without bytes that
// are no UTF-8, and without the characters that only YAML takes for line ends.
func (d *document) clean(conflicts []span, limit int) string {
	s, rest := d.file.Source[:limit], d.file.Source[limit:]
	if len(conflicts) == 0 && utf8.ValidString(s) && !strings.ContainsAny(s, "\r\u0085\u2028\u2029") {
		return d.file.Source
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if len(conflicts) > 0 && i == conflicts[0].start {
			for ; i < min(conflicts[0].end, limit); i++ {
				b.WriteByte(' ')
			}
			conflicts = conflicts[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteByte('?')
		case r == '\r':
			b.WriteByte(' ')
		case r == '\u0085':
			b.WriteString("\u00a0")
		case r == '\u2028' || r == '\u2029':
			b.WriteString("\u2003")
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String() + rest
}

// sort puts into file order what was collected kind by kind. Blocks come in order, but for garbage that goldmark takes for
// a table and a heading at once; there the first reading counts.
func (d *document) sort() {
	ascending := true
	for i := 1; i < len(d.blocks); i++ {
		ascending = ascending && d.blocks[i].start >= d.blocks[i-1].end
	}
	if !ascending {
		slices.SortStableFunc(d.blocks, func(a, b block) int { return cmp.Compare(a.start, b.start) })
		end := 0
		d.blocks = slices.DeleteFunc(d.blocks, func(b block) bool {
			if b.start < end {
				return true
			}
			end = b.end
			return false
		})
	}
	slices.SortStableFunc(d.faults, func(a, b catalog.Fault) int {
		return cmp.Or(cmp.Compare(a.Place.Start, b.Place.Start), cmp.Compare(a.Place.End, b.Place.End))
	})
	slices.SortStableFunc(d.anchors, func(a, b catalog.Anchor) int { return cmp.Compare(a.At.Start(), b.At.Start()) })
	slices.SortStableFunc(d.links, func(a, b *catalog.Link) int { return cmp.Compare(a.At.Start(), b.At.Start()) })
}
