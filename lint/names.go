package lint

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Names are what another side of a change calls the things that findings are about. The zero value changes no name.
type Names struct{ replacer *strings.Replacer }

// NewNames are the given names, each by the one that it takes the place of. Capitals and white space make no difference.
// The longest names come first: that of a "Senior Gardener" holds the one of a "Gardener".
func NewNames(byOld map[string]string) Names {
	order := slices.SortedFunc(maps.Keys(byOld), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	var pairs []string
	for _, old := range order {
		if key := keyOf(old); key != "" {
			pairs = append(pairs, key, keyOf(byOld[old]))
		}
	}
	if pairs == nil {
		return Names{}
	}
	return Names{strings.NewReplacer(pairs...)}
}

// in is a key with these names.
func (n Names) in(key string) string {
	if n.replacer == nil {
		return key
	}
	return n.replacer.Replace(key)
}
