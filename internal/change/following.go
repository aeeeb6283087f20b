package change

import (
	"slices"
	"strings"

	"jobcat/lint"
)

// Following gives findings that the change introduced a fix where it is plain: they name what the change has renamed, and can name
// it as it is called now. Whether that is meant, a person has to say.
func (c *Change) Following(introduced []lint.Finding) []lint.Finding {
	r := newRenaming()
	c.pairing.renamed(func(old, now string) { r.add(strings.ToLower(old), now) })
	r.settle()
	introduced = slices.Clone(introduced)
	for i, f := range introduced {
		page := c.pages.after[f.Place.Path]
		if page == nil || f.Fix != nil || len(f.Related) == 0 || !Renames(f.Related[0]) {
			continue
		}
		words := page.File.Source[f.Place.Start:f.Place.End]
		if now, renamed := r.by[strings.ToLower(words)]; renamed && !strings.EqualFold(now, words) {
			introduced[i].Fix = &lint.Fix{Edits: []lint.Edit{{Start: f.Place.Start, End: f.Place.End, Text: now}}}
		}
	}
	return introduced
}
