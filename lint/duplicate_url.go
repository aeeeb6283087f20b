package lint

import (
	"slices"
	"strings"

	"jobcat/catalog"
)

// duplicateURL sees families that the site would write to one address. The first file in the order of paths has the
// address; every other one is reported.
func duplicateURL(l *linter, report func(f *catalog.Family, o observation)) {
	first := map[string]*catalog.Family{}
	families := l.catalog.Families()
	slices.SortFunc(families, func(a, b *catalog.Family) int { return strings.Compare(a.File.Path, b.File.Path) })
	for _, f := range families {
		if f.URL == "" {
			continue
		}
		other, taken := first[f.URL]
		if !taken {
			first[f.URL] = f
			continue
		}
		report(f, observation{
			about:   &catalogEntity{l: l, name: f.URL, at: f.TitlePlace},
			related: []Related{{other.TitlePlace, "the other file with this address"}},
		})
	}
}
