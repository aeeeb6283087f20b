package audit

import (
	"cmp"
	"slices"

	"jobcat/catalog"
)

// reporting says who reports to whom.
func (q *questions) reporting(f Findings) Reporting {
	out := Reporting{
		Lines: []Line{}, Orphans: []string{}, Circles: []Circle{}, Tops: []Top{}, Outside: []OutsideJob{},
		Downward: f.of("downward-reports-to"), Unknown: f.of("unknown-reports-to"),
	}
	known := map[Place]bool{} // positions that lint says are unknown
	for _, x := range out.Unknown {
		known[Place{x.Path, x.Line}] = true
	}
	outside := groups[string]{}
	words := map[string]*catalog.ReportsTo{}
	for _, u := range q.families {
		for _, page := range u.pages {
			q.pageLines(&out, u, page)
		}
	}
	for _, l := range q.levels {
		said := l.ReportsTo
		if len(said) == 0 {
			said = l.Family.ReportsTo
		}
		if len(said) == 0 && l.Name.Rung != catalog.CEO {
			out.Orphans = append(out.Orphans, q.codes[l])
		}
		for _, r := range said {
			key := catalog.TitleKey(r.Target.String)
			switch q.graph.ReportsTo(r).Outcome {
			case catalog.Dangling, catalog.Outside:
				if key != "" && !known[place(r.Place())] {
					outside.add(key, l)
					if words[key] == nil {
						words[key] = r
					}
				}
			}
		}
	}
	for key, i := range outside.index {
		at := place(words[key].Place())
		out.Outside = append(out.Outside, OutsideJob{words[key].Target.String, q.codesOf(outside.lists[i]), at, q.link(at)})
	}
	slices.SortFunc(out.Outside, func(a, b OutsideJob) int {
		return cmp.Or(-cmp.Compare(len(a.Levels), len(b.Levels)), cmp.Compare(a.Words, b.Words))
	})
	out.Circles = q.circles(q.graph.ReportsCycles())
	out.Tops = q.tops()
	return out
}

// pageLines adds the statements of a page in file order.
func (q *questions) pageLines(out *Reporting, u *unit, page *catalog.Family) {
	var lines []Line
	add := func(from, title string, r *catalog.ReportsTo) {
		meant := q.graph.ReportsTo(r)
		at := place(r.Statement.Place())
		lines = append(lines, Line{
			From: from, Title: title, Family: u.title, Words: r.Target.String, Means: string(meant.Outcome),
			To: q.codesOf(meant.Targets()), At: at, Link: q.link(at),
		})
	}
	for _, l := range page.Levels {
		if q.asked[l] {
			for _, r := range l.ReportsTo {
				add(q.codes[l], l.Full, r)
			}
		}
	}
	if slices.ContainsFunc(page.Levels, func(l *catalog.Level) bool { return q.asked[l] }) || len(page.Levels) == 0 {
		for _, r := range page.ReportsTo {
			add("", "", r)
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(a.At.Line, b.At.Line) })
	out.Lines = append(out.Lines, lines...)
}

// circles are circles that one of the levels that were asked about is in.
func (q *questions) circles(cycles []catalog.Cycle) []Circle {
	out := []Circle{}
	for _, c := range cycles {
		if !slices.ContainsFunc(c.Levels, func(l *catalog.Level) bool { return q.asked[l] }) {
			continue
		}
		at := place(c.Levels[0].Place)
		switch first := c.Relations[0]; {
		case first.Reports != nil:
			at = place(first.Reports.Place())
		case first.Extends != nil:
			at = place(first.Extends.Statement.Place())
		}
		out = append(out, Circle{q.codesOf(c.Levels), at, q.link(at)})
	}
	return out
}

// tops are the roots of the tree, the one with most below it first.
func (q *questions) tops() []Top {
	below := map[*catalog.Level][]*catalog.Level{}
	reports := map[*catalog.Level]bool{}
	for _, l := range q.graph.Levels() {
		for _, r := range q.graph.Superiors(l) {
			if r.To == l {
				continue
			}
			reports[l] = true
			if known := below[r.To]; len(known) == 0 || known[len(known)-1] != l {
				below[r.To] = append(known, l)
			}
		}
	}
	out := []Top{}
	depths := longest(q.graph.Levels(), below)
	for _, l := range q.levels {
		if !reports[l] && len(below[l]) > 0 {
			n, _ := spread(l, below)
			out = append(out, Top{q.codes[l], n, depths[l]})
		}
	}
	slices.SortStableFunc(out, func(a, b Top) int { return -cmp.Compare(a.Below, b.Below) })
	return out
}

// spread is how many levels a relation leads to from one, near and far, and how many steps the farthest takes. Each level
// counts once, at its nearest.
func spread(from *catalog.Level, next map[*catalog.Level][]*catalog.Level) (n, steps int) {
	met := map[*catalog.Level]bool{from: true}
	ring := []*catalog.Level{from}
	for len(ring) > 0 {
		var after []*catalog.Level
		for _, l := range ring {
			for _, to := range next[l] {
				if !met[to] {
					met[to] = true
					after = append(after, to)
				}
			}
		}
		if len(after) > 0 {
			steps++
			n += len(after)
		}
		ring = after
	}
	return n, steps
}

// longest is how many steps the longest way takes that a relation leads from each level. From a level that is in a circle
// or leads into one, every way is endless: there it is how far the farthest level is.
func longest(levels []*catalog.Level, next map[*catalog.Level][]*catalog.Level) map[*catalog.Level]int {
	steps, before := make(map[*catalog.Level]int, len(levels)), map[*catalog.Level][]*catalog.Level{}
	open := map[*catalog.Level]int{} // how many of the levels that one leads to are not settled
	var settled []*catalog.Level
	for _, l := range levels {
		for _, to := range next[l] {
			before[to] = append(before[to], l)
		}
		if open[l] = len(next[l]); open[l] == 0 {
			settled = append(settled, l)
		}
	}
	for len(settled) > 0 {
		l := settled[0]
		settled = settled[1:]
		for _, from := range before[l] {
			steps[from] = max(steps[from], steps[l]+1)
			if open[from]--; open[from] == 0 {
				settled = append(settled, from)
			}
		}
	}
	for _, l := range levels {
		if open[l] > 0 {
			_, steps[l] = spread(l, next)
		}
	}
	return steps
}
