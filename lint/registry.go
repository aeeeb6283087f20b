package lint

import (
	"strings"

	"jobcat/catalog"
)

// unregisteredFamily sees families that no entry of the registry leads to, and those that no index page links.
func unregisteredFamily(l *linter, report func(f *catalog.Family, o observation)) {
	withoutEntry(l, report)
	withoutLink(l, report)
}

// withoutLink sees the families that are linked on none of the pages that list families, each page for itself: the lists
// name levels, too.
func withoutLink(l *linter, report func(f *catalog.Family, o observation)) {
	options := l.whole.Catalog()
	if len(options.IndexPages) == 0 {
		return
	}
	listed := map[string]bool{}
	for _, f := range l.catalog.Families() {
		if !options.IsIndexPage(f.File.Path) {
			continue
		}
		for _, k := range f.Links {
			if to := l.graph.Follow(f, k.Target).Family; to != nil {
				listed[to.URL] = true
			}
		}
	}
	for _, f := range l.catalog.Families() {
		if f.Kind == catalog.RealFamily && !listed[f.URL] && !options.IsIndexPage(f.File.Path) {
			report(f, observation{about: &catalogEntity{l: l, name: f.Title.String, unlisted: "is linked on no index page", at: f.TitlePlace}})
		}
	}
}

// withoutEntry sees the families that no entry of the registry leads to. Of pages that are one family together, one is
// enough.
func withoutEntry(l *linter, report func(f *catalog.Family, o observation)) {
	r := l.catalog.Registry
	if r == nil {
		return
	}
	registered := map[string]bool{}
	for _, e := range r.Entries {
		for _, a := range e.Addresses {
			if f := l.destination(a).Family; f != nil {
				registered[familyName(f)], registered[f.URL] = true, true
			}
		}
	}
	for _, f := range l.catalog.Families() {
		if f.Kind != catalog.RealFamily || registered[familyName(f)] || registered[f.URL] {
			continue
		}
		report(f, observation{
			about:   &catalogEntity{l: l, name: f.Title.String, other: r.File.Path, unlisted: "has no entry in the registry", at: f.TitlePlace},
			related: []Related{{r.File.Place(0, 0), "the registry"}},
		})
	}
}

// deadRegistryEntry sees addresses in the registry that lead to no page. One that leads out of the catalog cannot be
// followed.
func deadRegistryEntry(l *linter, report func(f *catalog.Family, o observation)) {
	r := l.catalog.Registry
	if r == nil {
		return
	}
	for _, e := range r.Entries {
		for _, a := range e.Addresses {
			d := l.destination(a)
			if !d.IsDead() {
				continue
			}
			better := ""
			if d.Where == catalog.NoPage {
				better = l.nearestPage(d.Address)
			}
			report(nil, observation{
				about: &catalogEntity{l: l, name: e.Title, other: a.Address, didYouMean: didYouMean(better), at: a.Place},
				key:   keyOf(e.Title + " " + a.Address),
			})
		}
	}
}

// destination is where an address of the registry leads. It is relative to nothing.
func (l *linter) destination(a catalog.RegistryAddress) catalog.Destination {
	address := a.Address
	if !strings.Contains(address, "://") && !strings.HasPrefix(address, "/") {
		address = "/" + address
	}
	return l.graph.Follow(&catalog.Family{URL: "/"}, address)
}
