package change

import (
	"slices"

	"jobcat/catalog"
	"jobcat/lint"
)

// Findings are those of both sides, by what the change did to them. Each list is in the order of lint.Compare.
type Findings struct {
	Introduced []lint.Finding // with the place of the change that caused them, where it is elsewhere
	Fixed      []lint.Finding // as they were
	Remaining  []lint.Finding // as they are
}

// Findings matches the findings of both sides: those with the same identity are the same, under the names that everything has
// after the change, and what is left over as lint.Match says.
func (c *Change) Findings() Findings {
	before := lint.Know(c.before.Catalog, c.before.Findings)
	after := lint.Know(c.after.Catalog, c.after.Findings)
	there := make(map[string]bool, len(after))
	for _, k := range after {
		there[k.Identity] = true
	}
	names := c.pairing.names()
	for i, f := range c.before.Findings {
		c.rename(&before[i], f, names, there)
	}
	var found Findings
	kept := make([]bool, len(before))
	for i, was := range lint.Match(before, after, c.after.Catalog) {
		f := c.after.Findings[i]
		if was < 0 {
			found.Introduced = append(found.Introduced, f)
			continue
		}
		kept[was] = true
		found.Remaining = append(found.Remaining, f)
	}
	for i, f := range c.before.Findings {
		if !kept[i] {
			found.Fixed = append(found.Fixed, f)
		}
	}
	c.explain(found.Introduced)
	return found
}

// Merging is what a merge introduced, of which other says the same against the side that is merged: what was there on
// either side is old.
func (f Findings) Merging(other Findings) Findings {
	introduced := make(map[string]bool, len(other.Introduced))
	for _, o := range other.Introduced {
		introduced[o.Identity] = true
	}
	merged := Findings{Fixed: f.Fixed, Remaining: slices.Clone(f.Remaining)}
	for _, i := range f.Introduced {
		if introduced[i.Identity] {
			merged.Introduced = append(merged.Introduced, i)
		} else {
			merged.Remaining = append(merged.Remaining, i)
		}
	}
	slices.SortFunc(merged.Remaining, lint.Compare)
	return merged
}

// rename gives what is known of a finding the names that its page and its level have after the change. It gets those of
// what it is about, too, unless its words are still there: not every sentence follows a title that was changed.
func (c *Change) rename(k *lint.Known, f lint.Finding, names lint.Names, there map[string]bool) {
	page := c.pages.before[f.Place.Path]
	if page == nil || page.Family == nil || f.Family == "" || c.pairing.same[page.Family] {
		return
	}
	after := c.pairing.families.after[page.Family]
	if l := levelNamed(page.Family, f); l != nil {
		if now := c.pairing.levels.after[l]; now != nil {
			k.Level, after = now.Full, now.Family
		}
	}
	if after != nil {
		k.Path, k.Identity = after.File.Path, f.IdentityIn(after.URL, k.Level, lint.Names{})
		if !there[k.Identity] {
			k.Identity = f.IdentityIn(after.URL, k.Level, names)
		}
	}
}

// levelNamed is the level that a finding is about; of several with one title the one that it stands in. nil if there is none.
func levelNamed(family *catalog.Family, f lint.Finding) *catalog.Level {
	if f.Level == "" {
		return nil
	}
	var found *catalog.Level
	for _, l := range family.Levels {
		if l.Full == f.Level && (found == nil || l.Place.Start <= f.Place.Start) {
			found = l
		}
	}
	return found
}
