package lint

import (
	"slices"
	"strings"

	"jobcat/catalog"
)

// duplicateTitle sees titles that are levels of more than one family. The first family in the order of paths has the
// title; in every other one the first level with it is reported. Pages that are one family together, or that have one
// address, are one here.
func duplicateTitle(l *linter, report func(f *catalog.Family, o observation)) {
	first := map[string]*catalog.Level{}
	type within struct{ title, family string }
	told := map[within]bool{}
	families := slices.Clone(l.catalog.Families())
	slices.SortFunc(families, func(a, b *catalog.Family) int { return strings.Compare(a.File.Path, b.File.Path) })
	for _, f := range families {
		for _, level := range f.Levels {
			if level.Name.Subject == "" && level.Name.Rung != catalog.CEO {
				continue // "Senior" is a title of its family only
			}
			key := catalog.SameTitleKey(level.Full)
			here := within{key, familyName(f)}
			other := first[key]
			if other == nil {
				first[key] = level
				told[here] = true
				continue
			}
			if told[here] {
				continue
			}
			told[here] = true
			report(f, observation{
				about:   &catalogEntity{l: l, name: level.Full, other: other.Family.Title.String, at: level.Place, of: level},
				related: []Related{{other.Place, "the other level with this title"}},
			})
		}
	}
}

// familyName is equal for pages that are one family: those of a folder of levels, and those with one address.
func familyName(f *catalog.Family) string {
	if f.PartOf != "" {
		return f.PartOf
	}
	return f.URL
}
