// Package diagram draws who extends whom and who reports to whom, for tools that lay graphs out: one file per format.
package diagram

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"jobcat/catalog"
)

// Kind says what an arrow means.
type Kind string

// The kinds of arrows.
const (
	Extends   Kind = "extends"    // from a level to the one that it takes over from
	ReportsTo Kind = "reports-to" // from a level to its superior
)

// Diagram is levels by family with the arrows between them, in the order of the catalog.
type Diagram struct {
	Kind     Kind
	Families []Family
	Arrows   []Arrow
}

// Family is the levels of one page.
type Family struct {
	Title  string
	Levels []*catalog.Level
}

// Arrow leads from a level to another one. What it takes over is only known for Extends: kinds of sections, sorted.
type Arrow struct {
	From, To *catalog.Level
	Of       []string
}

// New draws the levels for which part is true, the levels that they lead to, and those that lead to them. A level
// without an arrow is left out.
func New(g *catalog.Graph, kind Kind, part func(*catalog.Level) bool) Diagram {
	return drawn(kind, slices.DeleteFunc(arrows(g, kind), func(a Arrow) bool { return !part(a.From) && !part(a.To) }))
}

// Around draws one level with everything that it leads to over any number of arrows, and all that leads to it.
func Around(g *catalog.Graph, kind Kind, level *catalog.Level) Diagram {
	all := arrows(g, kind)
	up := reached(level, all, func(a Arrow) (from, to *catalog.Level) { return a.From, a.To })
	down := reached(level, all, func(a Arrow) (from, to *catalog.Level) { return a.To, a.From })
	return drawn(kind, slices.DeleteFunc(all, func(a Arrow) bool {
		return !(up[a.From] && up[a.To]) && !(down[a.From] && down[a.To])
	}))
}

// reached are the levels that arrows lead to from one on, itself included.
func reached(start *catalog.Level, arrows []Arrow, ends func(Arrow) (from, to *catalog.Level)) map[*catalog.Level]bool {
	next := map[*catalog.Level][]*catalog.Level{}
	for _, a := range arrows {
		from, to := ends(a)
		next[from] = append(next[from], to)
	}
	reached := map[*catalog.Level]bool{start: true}
	for queue := []*catalog.Level{start}; len(queue) > 0; queue = queue[1:] {
		for _, l := range next[queue[0]] {
			if !reached[l] {
				reached[l] = true
				queue = append(queue, l)
			}
		}
	}
	return reached
}

// arrows are all arrows of a kind. Between two levels there is one, however many statements say the same.
func arrows(g *catalog.Graph, kind Kind) []Arrow {
	var all []Arrow
	for _, l := range g.Levels() {
		relations := g.Extensions
		if kind == ReportsTo {
			relations = g.Superiors
		}
		first := len(all)
		for _, r := range relations(l) {
			i := slices.IndexFunc(all[first:], func(a Arrow) bool { return a.To == r.To })
			if i < 0 {
				i = len(all) - first
				all = append(all, Arrow{From: r.From, To: r.To})
			}
			if r.Extends != nil {
				a := &all[first+i]
				a.Of = append(a.Of, strings.ReplaceAll(r.Extends.Of, "_", " "))
			}
		}
		for i := range all[first:] {
			a := &all[first+i]
			slices.Sort(a.Of)
			a.Of = slices.Compact(a.Of)
		}
	}
	return all
}

// drawn puts arrows and the levels at their ends together.
func drawn(kind Kind, arrows []Arrow) Diagram {
	var levels []*catalog.Level
	for _, a := range arrows {
		levels = append(levels, a.From, a.To)
	}
	slices.SortFunc(levels, func(a, b *catalog.Level) int {
		return cmp.Or(cmp.Compare(a.Place.Path, b.Place.Path), cmp.Compare(a.Place.Start, b.Place.Start))
	})
	d := Diagram{Kind: kind, Arrows: arrows}
	for _, l := range slices.Compact(levels) {
		if n := len(d.Families); n == 0 || d.Families[n-1].Levels[0].Family != l.Family {
			d.Families = append(d.Families, Family{Title: l.Family.Title.String})
		}
		f := &d.Families[len(d.Families)-1]
		f.Levels = append(f.Levels, l)
	}
	return d
}

// names numbers levels in the order of the diagram: titles are not unique, and no tool takes all their characters.
func (d Diagram) names() map[*catalog.Level]int {
	names := map[*catalog.Level]int{}
	for _, f := range d.Families {
		for _, l := range f.Levels {
			names[l] = len(names) + 1
		}
	}
	return names
}

// readable replaces what no tool can draw: bytes that are no text, and characters that control a terminal.
func readable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, string(unicode.ReplacementChar)))
}
