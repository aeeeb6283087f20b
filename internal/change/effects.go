package change

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jobcat/catalog"
)

// Effects are what the change did to the catalog, without what is still the same in other words of Markdown: the order of
// sections, the depth of headings, bullets, white space, links that lead to the same level.
func (c *Change) Effects() []Effect {
	r := newReaching(c)
	all := r.ownEffects()
	for i := range all {
		all[i].Reach = r.of(&all[i])
	}
	return all
}

// ownEffects are the effects where they happen, without whom they reach.
func (r *reaching) ownEffects() []Effect {
	d := &difference{reaching: r}
	d.compareFamilies()
	for _, before := range familiesOf(r.pages.gone) {
		after := r.pairing.families.after[before]
		if real(before) && real(after) {
			d.family(before, after)
		}
	}
	d.compareTexts()
	d.compareStatements()
	for i := range d.effects {
		d.effects[i].at = d.position(d.effects[i])
	}
	slices.SortStableFunc(d.effects, Effect.compare)
	return d.effects
}

// difference collects effects.
type difference struct {
	*reaching
	effects []Effect
}

func (d *difference) add(e Effect) { d.effects = append(d.effects, e) }

// real reports whether there is a family that is no index of others.
func real(f *catalog.Family) bool { return f != nil && f.Kind == catalog.RealFamily }

// position is where an effect is told: where its owner stands after the change. What is gone is told behind the level that
// it stood behind.
func (d *difference) position(e Effect) catalog.Place {
	if !e.after.isZero() {
		return e.after.place()
	}
	o := e.before
	family := d.pairing.familyAfter(o.family)
	if !real(family) {
		return o.place()
	}
	levels := o.family.Levels
	at, _ := slices.BinarySearchFunc(levels, o.place().Start, func(l *catalog.Level, start int) int { return cmp.Compare(l.Place.Start, start) })
	for i := at - 1; i >= 0; i-- {
		if now := d.pairing.levelAfter(levels[i]); now != nil && now.Family == family {
			return now.Place
		}
	}
	return family.TitlePlace
}

// compareFamilies finds the families that are gone, new, or called something else.
func (d *difference) compareFamilies() {
	folders := map[string]bool{} // that are families of a file per level, on both sides
	for _, p := range d.before.Catalog.Pages {
		if real(p.Family) && p.Family.PartOf != "" {
			folders[p.Family.PartOf] = false
		}
	}
	for _, p := range d.after.Catalog.Pages {
		if !real(p.Family) {
			continue
		}
		if _, was := folders[p.Family.PartOf]; was {
			folders[p.Family.PartOf] = true
		}
	}
	for _, before := range familiesOf(d.pages.gone) {
		after := d.pairing.families.after[before]
		if real(before) && !real(after) {
			if !folders[before.PartOf] {
				e := newEffect(FamilyRemoved, owner{family: before}, owner{})
				e.Items = titlesOf(before.Levels, d.pairing.levels.after)
				d.add(e)
			}
			d.levels(before, nil, folders[before.PartOf])
		}
	}
	for _, after := range familiesOf(d.pages.added) {
		before := d.pairing.families.before[after]
		if real(after) && !real(before) {
			if !folders[after.PartOf] {
				e := newEffect(FamilyAdded, owner{}, owner{family: after})
				e.Items = titlesOf(after.Levels, d.pairing.levels.before)
				d.add(e)
			}
			d.levels(nil, after, folders[after.PartOf])
		}
	}
}

// titlesOf are the titles of levels that have no pair.
func titlesOf(levels []*catalog.Level, paired map[*catalog.Level]*catalog.Level) []string {
	var titles []string
	for _, l := range unpaired(levels, paired) {
		titles = append(titles, l.Full)
	}
	return titles
}

// family compares a family that is on both sides.
func (d *difference) family(before, after *catalog.Family) {
	was, is := owner{family: before}, owner{family: after}
	pageIsLevel := len(after.Levels) == 1 && after.Levels[0].Heading == nil
	if plain(before.Title.String) != plain(after.Title.String) && !pageIsLevel {
		e := newEffect(FamilyRenamed, was, is)
		e.Old, e.New = before.Title.String, after.Title.String
		d.add(e)
	}
	if before.URL != after.URL {
		e := newEffect(FamilyMoved, was, is)
		e.Old, e.New = before.URL, after.URL
		d.add(e)
	}
	d.levels(before, after, true)
	for _, v := range variantsOf(before) {
		if d.pairing.variants.after[v] == nil {
			e := newEffect(VariantRemoved, owner{family: before, variant: v}, owner{})
			e.Old = v.Title.String
			d.add(e)
		}
	}
	for _, v := range variantsOf(after) {
		if d.pairing.variants.before[v] == nil {
			e := newEffect(VariantAdded, owner{}, owner{family: after, variant: v})
			e.New = v.Title.String
			d.add(e)
		}
	}
}

// levels compares the levels of a family, of which one side can be missing. single says that those without a pair are told
// one by one: with a whole family that comes or goes they are told already.
func (d *difference) levels(before, after *catalog.Family, single bool) {
	if before != nil && single {
		for _, l := range before.Levels {
			if d.pairing.levels.after[l] == nil {
				e := newEffect(LevelRemoved, owner{family: before, level: l}, owner{})
				e.Old = gradesOf(l)
				d.add(e)
			}
		}
	}
	if after == nil {
		return
	}
	for _, l := range after.Levels {
		is := owner{family: after, level: l}
		old := d.pairing.levels.before[l]
		if old == nil {
			if single {
				e := newEffect(LevelAdded, owner{}, is)
				e.New = gradesOf(l)
				d.add(e)
			}
			continue
		}
		was := owner{family: old.Family, level: old}
		if d.pairing.families.after[old.Family] != after && !sameFolder(old.Family, after) {
			e := newEffect(LevelMoved, was, is)
			from := subjectOf(was)
			e.From, e.Old, e.New = &from, old.Family.Title.String, after.Title.String
			d.add(e)
		}
		if plain(old.Full) != plain(l.Full) {
			e := newEffect(LevelRenamed, was, is)
			e.Old, e.New = old.Full, l.Full
			d.add(e)
		}
		if b, a := gradesOf(old), gradesOf(l); b != a {
			e := newEffect(GradeChanged, was, is)
			e.Old, e.New = b, a
			e.Before, e.After = gradePlace(old), gradePlace(l)
			d.add(e)
		}
	}
}

// sameFolder reports whether two pages are levels of one family that has a file for each.
func sameFolder(a, b *catalog.Family) bool { return a.PartOf != "" && a.PartOf == b.PartOf }

// gradesOf are all grades that are stated for a level, each once and in order: "7", "6 to 7", "7 and 8"; "" for none.
func gradesOf(l *catalog.Level) string {
	type span struct{ min, max float64 }
	var all []span
	for _, g := range l.Grades {
		if s := (span{g.Min, g.Max}); !g.Unknown && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Or(cmp.Compare(a.min, b.min), cmp.Compare(a.max, b.max)) })
	var words []string
	for _, s := range all {
		word := strconv.FormatFloat(s.min, 'g', -1, 64)
		if s.max != s.min {
			word += " to " + strconv.FormatFloat(s.max, 'g', -1, 64)
		}
		words = append(words, word)
	}
	return strings.Join(words, " and ")
}

// gradePlace is where the grade of a level is stated; where none is, the level itself.
func gradePlace(l *catalog.Level) catalog.Place {
	for _, g := range l.Grades {
		if !g.Unknown {
			return g.At.Place()
		}
	}
	return l.Place
}
