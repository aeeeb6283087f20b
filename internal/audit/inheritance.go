package audit

import (
	"cmp"
	"slices"

	"jobcat/catalog"
	"jobcat/lint"
)

// inheritance says what levels take over from each other, as the policy has it.
func (q *questions) inheritance() Inheritance {
	out := Inheritance{Levels: []Heir{}, Circles: q.circles(q.graph.ExtendsCycles())}
	how := lint.Inheritance(q.Policy)
	from, heirs := map[*catalog.Level][]*catalog.Level{}, map[*catalog.Level][]*catalog.Level{}
	for _, l := range q.graph.Levels() {
		sources, _ := q.graph.Sources(l, how)
		for _, s := range sources {
			if s != l && !slices.Contains(from[l], s) {
				from[l] = append(from[l], s)
				heirs[s] = append(heirs[s], l)
			}
		}
	}
	depths := longest(q.graph.Levels(), from)
	for _, l := range q.levels {
		for _, e := range l.Extends {
			switch q.graph.Extends(e).Outcome {
			case catalog.Dangling, catalog.Ambiguous:
				out.Unresolved++
			}
		}
		if len(from[l])+len(heirs[l]) == 0 {
			continue
		}
		reach, _ := spread(l, heirs)
		out.Levels = append(out.Levels, Heir{Level: q.codes[l], From: q.codesOf(from[l]), Heirs: q.codesOf(heirs[l]), Depth: depths[l], Reach: reach})
	}
	slices.SortStableFunc(out.Levels, func(a, b Heir) int { return -cmp.Compare(a.Reach, b.Reach) })
	return out
}
