package change

import (
	"cmp"
	"slices"

	"jobcat/catalog"
)

// pairing says which families, levels and variants of the two sides are the same ones. What is on pages that are the
// same on both sides is its own pair and not listed.
type pairing struct {
	same     map[*catalog.Family]bool // on pages that are in both catalogs
	families pairs[*catalog.Family]
	levels   pairs[*catalog.Level]
	variants pairs[*catalog.Variant]
}

// pairs leads from one side to the other.
type pairs[T comparable] struct{ after, before map[T]T }

func newPairs[T comparable]() pairs[T] { return pairs[T]{map[T]T{}, map[T]T{}} }

func (p pairs[T]) join(before, after T) {
	p.after[before] = after
	p.before[after] = before
}

func newPairing(p pages, renames map[string]string) *pairing {
	m := &pairing{
		same:     map[*catalog.Family]bool{},
		families: newPairs[*catalog.Family](), levels: newPairs[*catalog.Level](), variants: newPairs[*catalog.Variant](),
	}
	for path, page := range p.before {
		if page.Family != nil && p.after[path] == page {
			m.same[page.Family] = true
		}
	}
	gone, added := familiesOf(p.gone), familiesOf(p.added)
	m.pairFamilies(gone, added, renames)
	for _, a := range added {
		if b := m.families.before[a]; b != nil {
			m.pairLevels(b, a)
			m.pairVariants(b.Specialties, a.Specialties)
			m.pairVariants(b.Segments, a.Segments)
		}
	}
	m.pairMovedLevels(gone, added)
	return m
}

func familiesOf(pages []*catalog.Page) []*catalog.Family {
	var all []*catalog.Family
	for _, p := range pages {
		if p.Family != nil {
			all = append(all, p.Family)
		}
	}
	return all
}

// levelAfter is what a level became, nil if it is gone.
func (m *pairing) levelAfter(l *catalog.Level) *catalog.Level {
	if l == nil || m.same[l.Family] {
		return l
	}
	return m.levels.after[l]
}

// levelBefore is what a level was, nil if it is new.
func (m *pairing) levelBefore(l *catalog.Level) *catalog.Level {
	if l == nil || m.same[l.Family] {
		return l
	}
	return m.levels.before[l]
}

// familyAfter is what a family became, nil if it is gone.
func (m *pairing) familyAfter(f *catalog.Family) *catalog.Family {
	if f == nil || m.same[f] {
		return f
	}
	return m.families.after[f]
}

// pairFamilies pairs what changed: by path, by what is known of renames, by address, by the same text, by what is alike.
func (m *pairing) pairFamilies(gone, added []*catalog.Family, renames map[string]string) {
	pairBy(m.families, gone, added, func(f *catalog.Family) string { return f.File.Path }, func(f *catalog.Family) string { return f.File.Path })
	pairBy(m.families, gone, added, func(f *catalog.Family) string { return f.File.Path }, func(f *catalog.Family) string { return renames[f.File.Path] })
	pairBy(m.families, gone, added, func(f *catalog.Family) string { return f.URL }, func(f *catalog.Family) string { return f.URL })
	text := func(f *catalog.Family) string { return f.File.Source }
	pairBy(m.families, gone, added, text, text)
	gone, added = unpaired(gone, m.families.after), unpaired(added, m.families.before)
	for _, p := range similar(gone, added, wordsOfFamily, leastAlikeFamily) {
		m.families.join(p.before, p.after)
	}
}

// leastAlikeFamily is how much of two pages has to be the same for one to be taken for the other.
const leastAlikeFamily = 0.5

// pairBy pairs what has the same key, "" for none, in order where several have it.
func pairBy[T comparable](to pairs[T], gone, added []T, keyBefore, keyAfter func(T) string) {
	left := map[string][]T{}
	for _, b := range gone {
		if _, paired := to.after[b]; !paired {
			if key := keyBefore(b); key != "" {
				left[key] = append(left[key], b)
			}
		}
	}
	for _, a := range added {
		if _, paired := to.before[a]; paired {
			continue
		}
		key := keyAfter(a)
		if of := left[key]; key != "" && len(of) > 0 {
			to.join(of[0], a)
			left[key] = of[1:]
		}
	}
}

// unpaired is what has no pair.
func unpaired[T comparable](all []T, paired map[T]T) []T {
	return slices.DeleteFunc(slices.Clone(all), func(t T) bool { _, ok := paired[t]; return ok })
}

// pairLevels pairs the levels of a family: by title, by an anchor that was kept, by what is alike.
func (m *pairing) pairLevels(before, after *catalog.Family) {
	gone, added := before.Levels, after.Levels
	if before.File.Source == after.File.Source && len(gone) == len(added) {
		for i := range gone {
			m.levels.join(gone[i], added[i])
		}
		return
	}
	title := func(l *catalog.Level) string { return plain(l.Full) }
	pairBy(m.levels, gone, added, title, title)
	title = func(l *catalog.Level) string { return catalog.SameTitleKey(l.Full) }
	pairBy(m.levels, gone, added, title, title)
	anchor := func(l *catalog.Level) string { return l.Anchor() }
	pairBy(m.levels, gone, added, anchor, anchor)

	gone, added = unpaired(gone, m.levels.after), unpaired(added, m.levels.before)
	if len(gone)*len(added) > maxCompared {
		return
	}
	type candidate struct {
		before, after *catalog.Level
		likeness      float64
	}
	var candidates []candidate
	place := m.placesAmong(before, after)
	for _, b := range gone {
		for _, a := range added {
			if n := likeness(b, a, place(b, a)); n > 0 {
				candidates = append(candidates, candidate{b, a, n})
			}
		}
	}
	slices.SortStableFunc(candidates, func(x, y candidate) int { return cmp.Compare(y.likeness, x.likeness) })
	for _, c := range candidates {
		if m.levels.after[c.before] == nil && m.levels.before[c.after] == nil {
			m.levels.join(c.before, c.after)
		}
	}
}

// maxCompared is how many pairs of levels of one page, or of items of one section, are compared with each other. What
// people write has a hundredth of it.
const maxCompared = 250_000

// placesAmong says whether two levels stand in the same place of their family: behind the same level, or before it.
func (m *pairing) placesAmong(before, after *catalog.Family) func(b, a *catalog.Level) bool {
	index := func(levels []*catalog.Level) map[*catalog.Level]int {
		at := make(map[*catalog.Level]int, len(levels))
		for i, l := range levels {
			at[l] = i
		}
		return at
	}
	was, is := index(before.Levels), index(after.Levels)
	beside := func(levels []*catalog.Level, i int) *catalog.Level {
		if i < 0 || i >= len(levels) {
			return nil
		}
		return levels[i]
	}
	return func(b, a *catalog.Level) bool {
		for _, step := range []int{-1, 1} {
			old, now := beside(before.Levels, was[b]+step), beside(after.Levels, is[a]+step)
			if old == nil && now == nil || old != nil && now != nil && m.levels.after[old] == now {
				return true
			}
		}
		return false
	}
}

// likeness is how sure it is that a level was renamed to another one, 0 if it was not. It was if most of its items are
// the same; or else if it stands in the same place, on the same rung and grade, and little speaks against it.
func likeness(b, a *catalog.Level, samePlace bool) float64 {
	items := commonItems(b, a)
	title := alike(b.Full, a.Full)
	grade := gradesOf(b) == gradesOf(a)
	likely := samePlace && grade && b.Name.Rung == a.Name.Rung && (items > 0.2 || title >= 0.5)
	if items < 0.5 && !likely {
		return 0
	}
	n := 2*items + title
	if samePlace {
		n += 0.5
	}
	if grade {
		n += 0.5
	}
	return n
}

// commonItems is how much of the items of two levels is the same, from 0 to 1.
func commonItems(b, a *catalog.Level) float64 {
	count, all, common := map[string]int{}, 0, 0
	eachItem(b.Sections, func(text string) { count[text]++; all++ })
	eachItem(a.Sections, func(text string) {
		all++
		if count[text] > 0 {
			count[text]--
			common++
		}
	})
	if all == 0 {
		return 0
	}
	return 2 * float64(common) / float64(all)
}

func eachItem(sections []*catalog.Section, visit func(text string)) {
	for _, s := range sections {
		for _, it := range s.Items {
			visit(plain(it.Text.String))
		}
	}
}

func (m *pairing) pairVariants(gone, added []*catalog.Variant) {
	title := func(v *catalog.Variant) string { return plain(v.Title.String) }
	pairBy(m.variants, gone, added, title, title)
	anchor := func(v *catalog.Variant) string { return v.Anchor }
	pairBy(m.variants, gone, added, anchor, anchor)
}

// pairMovedLevels pairs levels that have no pair in their family with those of another family: by title, if no two have
// it, and by what is alike.
func (m *pairing) pairMovedLevels(goneFrom, addedTo []*catalog.Family) {
	levels := func(families []*catalog.Family, paired map[*catalog.Level]*catalog.Level) []*catalog.Level {
		var all []*catalog.Level
		for _, f := range families {
			all = append(all, unpaired(f.Levels, paired)...)
		}
		return all
	}
	gone, added := levels(goneFrom, m.levels.after), levels(addedTo, m.levels.before)
	count := map[string]int{}
	for _, l := range slices.Concat(gone, added) {
		count[plain(l.Full)]++
	}
	title := func(l *catalog.Level) string {
		if key := plain(l.Full); count[key] == 2 {
			return key
		}
		return ""
	}
	pairBy(m.levels, gone, added, title, title)
	gone, added = unpaired(gone, m.levels.after), unpaired(added, m.levels.before)
	for _, p := range similar(gone, added, wordsOfLevel, leastAlikeLevel) {
		m.levels.join(p.before, p.after)
	}
}

// leastAlikeLevel is how much of two levels of different families has to be the same for one to be taken for the other.
const leastAlikeLevel = 0.6
