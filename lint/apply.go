package lint

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"jobcat/catalog"
)

// Apply gives the text with the edits made. They are in ascending order and do not overlap, and all fit the text: see
// Fits.
func Apply(text string, edits []Edit) string {
	var b strings.Builder
	done := 0
	for _, e := range edits {
		b.WriteString(text[done:e.Start])
		b.WriteString(e.Text)
		done = e.End
	}
	b.WriteString(text[done:])
	return b.String()
}

// Fits reports whether edits can be made in a text: in ascending order, none overlapping another, and cut between
// characters.
func Fits(text string, edits []Edit) bool {
	done := 0
	for _, e := range edits {
		if e.Start < done || e.End < e.Start || e.End > len(text) || !isBoundary(text, e.Start) || !isBoundary(text, e.End) {
			return false
		}
		done = e.End
	}
	return true
}

// isBoundary reports whether no character of the text is cut apart at an offset.
func isBoundary(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// Together chooses of the findings, each with a fix, those whose fixes can be made at once. A fix is taken whole or not
// at all: the first in order wins, and what overlaps or touches its edits in the same file has to wait until the file
// was read again.
func Together(findings []Finding) []Finding {
	var chosen []Finding
	taken := map[string][]Edit{} // by path, in ascending order
	for _, f := range findings {
		edits := taken[f.Place.Path]
		if slices.ContainsFunc(f.Fix.Edits, func(e Edit) bool { return meets(edits, e) }) {
			continue
		}
		for _, e := range f.Fix.Edits {
			edits = slices.Insert(edits, endingFrom(edits, e.End+1), e) // edits of one fix may touch
		}
		taken[f.Place.Path] = edits
		chosen = append(chosen, f)
	}
	return chosen
}

// meets reports whether an edit overlaps or touches one of those given, which are in ascending order.
func meets(edits []Edit, e Edit) bool {
	i := endingFrom(edits, e.Start)
	return i < len(edits) && edits[i].Start <= e.End
}

// endingFrom is the first of the edits, which are in ascending order, that ends at an offset or behind it.
func endingFrom(edits []Edit, at int) int {
	return sort.Search(len(edits), func(i int) bool { return edits[i].End >= at })
}

// inLinesOf gives the fix the line endings of the file that it is for. Rules write "\n".
func (f *Fix) inLinesOf(file *catalog.File) *Fix {
	if f == nil {
		return nil
	}
	for i, e := range f.Edits {
		if strings.Contains(e.Text, "\n") && endsInCR(file.Source, e.Start) {
			f.Edits[i].Text = strings.ReplaceAll(strings.ReplaceAll(e.Text, "\r\n", "\n"), "\n", "\r\n")
		}
	}
	return f
}

// endsInCR reports whether the line of an offset ends in "\r\n". The last line has no ending; it is as the one above.
func endsInCR(text string, at int) bool {
	end := strings.IndexByte(text[at:], '\n')
	if end >= 0 {
		return strings.HasSuffix(text[:at+end], "\r")
	}
	end = strings.LastIndexByte(text[:at], '\n')
	return end > 0 && text[end-1] == '\r'
}
