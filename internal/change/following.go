package change

import (
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/lint"
)

// Following gives findings that the change introduced a fix where it is plain: they name what the change has renamed, or lead there, and
// can do so by what it is called now. Those on one line get the same fix, or the line would still be wrong. Whether that is meant, a
// person has to say.
func (c *Change) Following(introduced []lint.Finding) []lint.Finding {
	r := newRenaming()
	c.pairing.renamed(func(old, now string) { r.add(strings.ToLower(old), now) })
	r.settle()
	type line struct {
		path   string
		number int
	}
	edits, guesses := map[line][]lint.Edit{}, map[line][]lint.Edit{}
	for _, f := range introduced {
		page := c.pages.after[f.Place.Path]
		if page == nil || len(f.Related) == 0 || !Renames(f.Related[0]) {
			continue
		}
		at := line{f.Place.Path, f.Place.Line}
		words := page.File.Source[f.Place.Start:f.Place.End]
		if now, renamed := r.by[strings.ToLower(words)]; renamed && !strings.EqualFold(now, words) {
			edits[at] = append(edits[at], lint.Edit{Start: f.Place.Start, End: f.Place.End, Text: now})
		}
		edits[at] = append(edits[at], c.anchors(page, f.Place)...)
		if f.Fix != nil {
			guesses[at] = append(guesses[at], f.Fix.Edits...)
		}
	}
	introduced = slices.Clone(introduced)
	for i, f := range introduced {
		at := line{f.Place.Path, f.Place.Line}
		if len(edits[at]) > 0 && len(f.Related) > 0 && Renames(f.Related[0]) {
			introduced[i].Fix = &lint.Fix{Edits: apart(slices.Concat(edits[at], guesses[at]))}
		}
	}
	return introduced
}

// anchors are the edits of links at a place that led to levels with another name now.
func (c *Change) anchors(page *catalog.Page, at catalog.Place) []lint.Edit {
	after := page.Family
	before := after
	if after != nil && !c.pairing.same[after] {
		before = c.pairing.families.before[after]
	}
	if before == nil {
		return nil
	}
	var edits []lint.Edit
	for _, k := range after.Links {
		if k.URL.IsZero() || !overlap(k.At.Place(), at) || !c.after.Graph.Follow(after, k.Target).IsDead() {
			continue
		}
		was := c.before.Graph.Follow(before, k.Target)
		if was.Level == nil || was.Anchor != was.Level.Anchor() { // else it led to a section of the level, which may be gone
			continue
		}
		now := c.pairing.levelAfter(was.Level)
		url := page.File.Source[k.URL.Start():k.URL.End()]
		address, anchor, found := strings.Cut(url, "#")
		if now == nil || now.Anchor() == "" || !found || anchor != was.Anchor {
			continue
		}
		if to := c.after.Graph.Follow(after, address+"#"+now.Anchor()); to.Level == now {
			edits = append(edits, lint.Edit{Start: k.URL.Start() + len(address) + 1, End: k.URL.End(), Text: now.Anchor()})
		}
	}
	return edits
}

// apart are the edits in ascending order, without those that overlap one before them in the list.
func apart(all []lint.Edit) []lint.Edit {
	var edits []lint.Edit
	for _, e := range all {
		if !slices.ContainsFunc(edits, func(o lint.Edit) bool { return e == o || e.Start < o.End && o.Start < e.End }) {
			edits = append(edits, e)
		}
	}
	slices.SortStableFunc(edits, func(a, b lint.Edit) int { return a.Start - b.Start })
	return edits
}
