package lint

import (
	"cmp"
	"maps"
	"slices"

	"jobcat/catalog"
	"jobcat/schema"
)

// GradePage is the address that the grades of a family link to, which is given by its path: the page of its ladder, or,
// if the policy has none, where nearly all statements of the catalog lead. It is "" if they do not agree.
func GradePage(p *schema.Policy, g *catalog.Graph, path string) string {
	if page := p.LadderFor(path).Page; page != "" {
		return page
	}
	return usualGradePage(g)
}

// fewestAgreeing is how many statements make a habit.
const fewestAgreeing = 3

// usualGradePage is the address that at least nine of ten linked grades lead to, as most of them write it.
func usualGradePage(g *catalog.Graph) string {
	written := map[string]map[string]int{} // how often an address is written in which way
	count := map[string]int{}
	all := 0
	for _, l := range g.Levels() {
		for _, grade := range l.Grades {
			if !grade.Linked {
				continue
			}
			k := linkAround(l.Family, grade.At)
			if k == nil {
				continue
			}
			key := k.Target
			if d := g.Follow(l.Family, k.Target); d.Address != "" {
				key = d.Address + "#" + d.Anchor
			}
			if written[key] == nil {
				written[key] = map[string]int{}
			}
			written[key][k.Target]++
			count[key]++
			all++
		}
	}
	for _, key := range slices.Sorted(maps.Keys(count)) {
		if n := count[key]; n >= fewestAgreeing && 10*n >= 9*all {
			return slices.MaxFunc(slices.Sorted(maps.Keys(written[key])), func(a, b string) int { return cmp.Compare(written[key][a], written[key][b]) })
		}
	}
	return ""
}

// linkAround is the link of a page that a place stands in, nil if there is none.
func linkAround(f *catalog.Family, at catalog.Span) *catalog.Link {
	i, found := slices.BinarySearchFunc(f.Links, at.Start(), func(k *catalog.Link, start int) int { return k.At.Start() - start })
	if !found {
		i--
	}
	if i < 0 || f.Links[i].At.End() < at.End() {
		return nil
	}
	return f.Links[i]
}
