package repair

import (
	"slices"
	"sort"

	"jobcat/catalog"
	"jobcat/lint"
)

// moves are the edits of one file, so that it is known where everything in it went.
type moves struct {
	edits  []lint.Edit // in ascending order
	longer []int       // by how many bytes the text before each edit has grown, and at last all of it
}

// movesOf are the moves of fixes that were made together, by path.
func movesOf(fixes []lint.Finding) map[string]moves {
	files := map[string]moves{}
	for path, edits := range editsOf(fixes) {
		m := moves{edits, []int{0}}
		grown := 0
		for _, e := range edits {
			grown += len(e.Text) - (e.End - e.Start)
			m.longer = append(m.longer, grown)
		}
		files[path] = m
	}
	return files
}

// place is where the characters of a finding are now.
type place struct {
	span
	edited bool // an edit overlapped or touched them; then the span takes in all that was written there
}

// holds reports whether a finding stands there: at exactly these characters, or somewhere in what was written.
func (p place) holds(q catalog.Place) bool {
	if p.edited {
		return p.start <= q.Start && q.Start < p.end
	}
	return p.start == q.Start && p.end == q.End
}

// follow says where a place is now.
func (m moves) follow(p catalog.Place) place {
	if m.edits == nil {
		return place{span{p.Start, p.End}, false}
	}
	first := sort.Search(len(m.edits), func(i int) bool { return m.edits[i].End >= p.Start })
	behind := sort.Search(len(m.edits), func(i int) bool { return m.edits[i].Start > p.End })
	if first >= behind {
		return place{span{p.Start + m.longer[first], p.End + m.longer[first]}, false}
	}
	start := min(p.Start, m.edits[first].Start) + m.longer[first]
	end := max(p.End, m.edits[behind-1].End) + m.longer[behind]
	return place{span{start, end}, true}
}

// editsOf are the edits of fixes by path, in ascending order.
func editsOf(fixes []lint.Finding) map[string][]lint.Edit {
	edits := map[string][]lint.Edit{}
	for _, f := range fixes {
		edits[f.Place.Path] = append(edits[f.Place.Path], f.Fix.Edits...)
	}
	for _, all := range edits {
		slices.SortStableFunc(all, func(a, b lint.Edit) int { return a.Start - b.Start })
	}
	return edits
}

// written are the ranges that unsafe fixes have written.
type written map[string][]span

// span is a range of bytes, half-open.
type span struct{ start, end int }

func writtenBy(fixes []lint.Finding, moved map[string]moves) written {
	w := written{}
	for _, f := range fixes {
		if f.Fix.Safe {
			continue
		}
		m := moved[f.Place.Path]
		for _, e := range f.Fix.Edits {
			start := e.Start + m.longer[slices.Index(m.edits, e)]
			w[f.Place.Path] = append(w[f.Place.Path], span{start, start + len(e.Text)})
		}
	}
	return w
}

func (w written) holds(p catalog.Place) bool {
	return slices.ContainsFunc(w[p.Path], func(s span) bool { return s.start <= p.Start && p.End <= s.end })
}
