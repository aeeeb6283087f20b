package catalog

import (
	"cmp"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Graph is what the levels of a catalog say about each other: who extends whom, and who reports to whom. It is
// complete when it is made and safe for concurrent use.
type Graph struct {
	*Index
	extends   map[*Extends]Resolution
	reportsTo map[*ReportsTo]Resolution
	levels    []*Level // by path and line
}

// NewGraph understands every statement of a catalog, several families at a time.
func NewGraph(c *Catalog, s Sites) *Graph {
	g := &Graph{Index: NewIndex(c, s), extends: map[*Extends]Resolution{}, reportsTo: map[*ReportsTo]Resolution{}}
	for _, f := range g.families {
		g.levels = append(g.levels, f.Levels...)
	}
	workers := make([]*understanding, min(runtime.GOMAXPROCS(0), len(g.families)))
	var next atomic.Int64
	var group sync.WaitGroup
	for i := range workers {
		u := &understanding{g.Index, map[*Extends]Resolution{}, map[*ReportsTo]Resolution{}}
		workers[i] = u
		group.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(g.families) {
					return
				}
				u.family(g.families[i])
			}
		})
	}
	group.Wait()
	for _, u := range workers {
		maps.Copy(g.extends, u.extends)
		maps.Copy(g.reportsTo, u.reportsTo)
	}
	return g
}

// understanding is what one worker has understood.
type understanding struct {
	index     *Index
	extends   map[*Extends]Resolution
	reportsTo map[*ReportsTo]Resolution
}

func (u *understanding) family(f *Family) {
	u.statements(f, nil, nil, f.ReportsTo)
	for _, l := range f.Levels {
		u.statements(f, l, l.Extends, l.ReportsTo)
	}
	for _, variants := range [][]*Variant{f.Specialties, f.Segments} {
		for _, v := range variants {
			u.statements(f, nil, v.Extends, v.ReportsTo)
		}
	}
}

func (u *understanding) statements(f *Family, l *Level, extends []*Extends, reportsTo []*ReportsTo) {
	for _, e := range extends {
		u.extends[e] = u.index.Extends(f, l, e)
	}
	for _, r := range reportsTo {
		u.reportsTo[r] = u.index.ReportsTo(f, l, r)
	}
}

// Extends is what a statement of the catalog extends.
func (g *Graph) Extends(e *Extends) Resolution { return g.extends[e] }

// ReportsTo is to whom somebody reports by a statement of the catalog.
func (g *Graph) ReportsTo(r *ReportsTo) Resolution { return g.reportsTo[r] }

// Levels are all levels of the catalog, by path and in file order.
func (g *Graph) Levels() []*Level { return g.levels }

// Relation is one arrow between two levels, with the statement that makes it.
type Relation struct {
	From, To *Level
	Extends  *Extends   // nil for a reporting line
	Reports  *ReportsTo // nil for inheritance
}

// Extensions are the levels that a level extends, in the order of its statements.
func (g *Graph) Extensions(l *Level) []Relation {
	var all []Relation
	for _, e := range l.Extends {
		r := g.extends[e]
		for _, to := range r.Targets() {
			all = append(all, Relation{From: l, To: to, Extends: e})
		}
	}
	return all
}

// Superiors are the levels that a level says it reports to. Where it says nothing, they are those that its family
// names for all its levels, itself excepted.
func (g *Graph) Superiors(l *Level) []Relation {
	statements := l.ReportsTo
	if len(statements) == 0 {
		statements = l.Family.ReportsTo
	}
	var all []Relation
	for _, s := range statements {
		r := g.reportsTo[s]
		for _, to := range r.Targets() {
			if to != l || len(l.ReportsTo) > 0 {
				all = append(all, Relation{From: l, To: to, Reports: s})
			}
		}
	}
	return all
}

// Cycle is levels that lead back to the first one, each by the relation with the same index. It begins with the
// level that comes first by path and line.
type Cycle struct {
	Levels    []*Level
	Relations []Relation
}

// ExtendsCycles are the circles of inheritance, a level that extends itself included, sorted by their first level. A
// circle is of one kind of section: a level whose requirements extend another one's, which extends the responsibilities
// of the first, is in none. Of circles that share levels one of the shortest is given.
func (g *Graph) ExtendsCycles() []Cycle {
	kinds := map[string]bool{}
	for _, l := range g.levels {
		for _, e := range l.Extends {
			kinds[e.Of] = true
		}
	}
	var all []Cycle
	for _, kind := range sortedKeys(kinds) {
		all = append(all, g.cycles(func(l *Level) []Relation {
			return slices.DeleteFunc(g.Extensions(l), func(r Relation) bool {
				return r.Extends.Of != kind && r.Extends.Of != WholeRole
			})
		})...)
	}
	return distinct(all)
}

// ReportsCycles are the circles of reporting lines that levels state themselves, a level that reports to itself included.
func (g *Graph) ReportsCycles() []Cycle {
	return distinct(g.cycles(func(l *Level) []Relation {
		if len(l.ReportsTo) == 0 {
			return nil
		}
		return g.Superiors(l)
	}))
}

// distinct sorts circles by their levels and takes out those that were found for several kinds of sections.
func distinct(all []Cycle) []Cycle {
	slices.SortStableFunc(all, func(a, b Cycle) int { return slices.CompareFunc(a.Levels, b.Levels, compareLevels) })
	return slices.CompactFunc(all, func(a, b Cycle) bool { return slices.Equal(a.Levels, b.Levels) })
}

func compareLevels(a, b *Level) int {
	return cmp.Or(cmp.Compare(a.Place.Path, b.Place.Path), cmp.Compare(a.Place.Start, b.Place.Start))
}

func sortedKeys(m map[string]bool) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
