// Package change says what a change did to a catalog: which findings it introduced and fixed, and what it means for
// people. It compares two sides of the catalog, before and after, as they were read and linted; it reads nothing itself.
//
// Most pages are the same on both sides, and then the same *catalog.Page is in both catalogs: what a comparison costs
// depends on what was changed, and on how many statements there are, but never on all families times all others.
package change

import (
	"slices"

	"jobcat/catalog"
	"jobcat/lint"
)

// Side is the catalog before or after a change, with what the policy says of it. Both sides are judged by one policy:
// what only the policy makes wrong is wrong on both.
type Side struct {
	Catalog  *catalog.Catalog
	Graph    *catalog.Graph
	Findings []lint.Finding // in the order of lint.Compare
}

// SideOf is a catalog with the result of linting it.
func SideOf(c *catalog.Catalog, r *lint.Result) Side {
	return Side{Catalog: c, Graph: r.Graph, Findings: r.Findings}
}

// Change is the difference between two sides.
type Change struct {
	before, after Side
	inheritance   catalog.Inheritance
	pages         pages
	pairing       *pairing
}

// Options say what is known besides the sides.
type Options struct {
	// Inheritance is what levels take over from others.
	Inheritance catalog.Inheritance

	// Renames are the files that are known to have another path now: the path before by the path after, both relative to the
	// top of the catalog. Files that are alike are found without it.
	Renames map[string]string
}

// New compares two sides.
func New(before, after Side, o Options) *Change {
	c := &Change{before: before, after: after, inheritance: o.Inheritance}
	c.pages = newPages(before.Catalog, after.Catalog)
	c.pairing = newPairing(c.pages, o.Renames)
	return c
}

// Touched are the paths of the files that a change writes, adds or removes, the list of families among them.
func Touched(before, after *catalog.Catalog) map[string]bool {
	pages := newPages(before, after)
	touched := map[string]bool{}
	for _, p := range slices.Concat(pages.gone, pages.added) {
		touched[p.File.Path] = true
	}
	if was, is := before.Registry, after.Registry; is != nil && (was == nil || was.File.Source != is.File.Source) {
		touched[is.File.Path] = true
	}
	return touched
}

// pages are the pages of both sides.
type pages struct {
	before, after map[string]*catalog.Page // by path
	gone, added   []*catalog.Page          // those that differ, by path: changed ones are in both
}

func newPages(before, after *catalog.Catalog) pages {
	p := pages{before: byPath(before), after: byPath(after)}
	for _, b := range before.Pages {
		if a := p.after[b.File.Path]; a != b {
			p.gone = append(p.gone, b)
		}
	}
	for _, a := range after.Pages {
		if b := p.before[a.File.Path]; a != b {
			p.added = append(p.added, a)
		}
	}
	return p
}

func byPath(c *catalog.Catalog) map[string]*catalog.Page {
	pages := make(map[string]*catalog.Page, len(c.Pages))
	for _, p := range c.Pages {
		pages[p.File.Path] = p
	}
	return pages
}
