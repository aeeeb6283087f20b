package change

import (
	"cmp"
	"slices"
	"strings"

	"jobcat/catalog"
)

// compareTexts finds the sections and items that are gone, new, reworded or somewhere else.
func (d *difference) compareTexts() {
	t := &textual{difference: d}
	for _, f := range familiesOf(d.pages.gone) {
		if real(f) {
			t.gone = append(t.gone, textsOf(f)...)
		}
	}
	for _, f := range familiesOf(d.pages.added) {
		if real(f) {
			t.added = append(t.added, textsOf(f)...)
		}
	}
	t.dropUnchanged()
	t.moved()
	t.reworded()
	t.sections()
	t.rest()
}

// textual is what is left of the texts of both sides that are not told yet.
type textual struct {
	*difference
	gone, added []text
}

// home is the owner as it is after the change, so that both sides can be compared; before it, for what is gone.
func (t *textual) home(o owner) owner {
	if now := t.pairing.ownerAfter(o); !now.isZero() {
		return now
	}
	return o
}

// goneFromBothSides and addedToBothSides report whether the owner of a text is there before and after: all that a new level says
// is new anyway.
func (t *textual) goneFromBothSides(x text) bool { return t.home(x.owner) != x.owner }
func (t *textual) addedToBothSides(x text) bool  { return !t.pairing.ownerBefore(x.owner).isZero() }

// match takes out pairs of texts: for each key of both sides, in file order. told is called for each pair.
func (t *textual) match(keyGone, keyAdded func(text) any, may func(b, a text) bool, told func(b, a text)) {
	left := map[any][]int{}
	for i, b := range t.gone {
		if key := keyGone(b); key != nil {
			left[key] = append(left[key], i)
		}
	}
	goneLeft, addedLeft := make([]bool, len(t.gone)), make([]bool, len(t.added))
	for j, a := range t.added {
		key := keyAdded(a)
		if key == nil {
			continue
		}
		of := left[key]
		// Of many with the same words, only the first few are looked through for one that may be paired.
		for n := range min(len(of), crowd) {
			if b := t.gone[of[n]]; may(b, a) {
				told(b, a)
				goneLeft[of[n]], addedLeft[j] = true, true
				left[key] = slices.Delete(of, n, n+1)
				break
			}
		}
	}
	t.gone = without(t.gone, goneLeft)
	t.added = without(t.added, addedLeft)
}

func without(all []text, taken []bool) []text {
	var left []text
	for i, x := range all {
		if !taken[i] {
			left = append(left, x)
		}
	}
	return left
}

// dropUnchanged takes out what is said of the same level in a section of the same kind, and running text that only moved on
// its page.
func (t *textual) dropUnchanged() {
	type key struct {
		owner owner
		kind  string
		item  bool
		words string
	}
	always := func(b, a text) bool { return true }
	silent := func(b, a text) {}
	t.match(
		func(b text) any { return key{t.home(b.owner), b.kind(), b.item != nil, b.words} },
		func(a text) any { return key{a.owner, a.kind(), a.item != nil, a.words} },
		always, silent)
	// A section of two kinds may have become two, and a line that lost its marker is no item any more.
	t.match(
		func(b text) any { return key{owner: t.home(b.owner), words: b.words} },
		func(a text) any { return key{owner: a.owner, words: a.words} },
		func(b, a text) bool { return sharesKind(b.section, a.section) }, silent)
	family := func(o owner) owner { return owner{family: t.home(owner{family: o.family}).family} }
	t.match(
		func(b text) any { return key{owner: family(b.owner), words: b.words} },
		func(a text) any { return key{owner: owner{family: a.owner.family}, words: a.words} },
		func(b, a text) bool { return b.item == nil && a.item == nil }, silent)
}

func sharesKind(b, a *catalog.Section) bool {
	if b == nil || a == nil {
		return b == a
	}
	return slices.ContainsFunc(b.Kinds, a.Is)
}

// wordsOfMove are how many words an item has at least that is taken for the same one in another level of the family, and in
// another family: "Ability to use GitLab" can go here and come there without having been moved.
const (
	wordsOfMove    = 3
	wordsOfFarMove = 6
)

// moved tells the items that stand in another level or section now.
func (t *textual) moved() {
	words := func(least int) func(text) any {
		return func(x text) any {
			if x.item == nil || len(strings.Fields(x.words)) < least {
				return nil
			}
			return x.words
		}
	}
	tell := func(b, a text) {
		if !t.gains(a) {
			t.removed(b)
			return
		}
		e := t.effect(ItemMoved, b, a)
		e.Section = a.kind()
		from := subjectOf(b.owner)
		e.From = &from
		t.add(e)
	}
	near := func(b, a text) bool { return t.home(owner{family: b.owner.family}).family == a.owner.family }
	t.match(words(wordsOfMove), words(wordsOfMove), near, tell)
	t.match(words(wordsOfFarMove), words(wordsOfFarMove), func(b, a text) bool { return true }, tell)
}

// effect is an effect on a text, of which one side can be missing.
func (t *textual) effect(kind Kind, b, a text) Effect {
	before, after := b.owner, a.owner
	if before.isZero() {
		before = t.pairing.ownerBefore(after)
	}
	if after.isZero() {
		if now := t.home(before); now != before {
			after = now
		}
	}
	e := newEffect(kind, before, after)
	e.Before, e.After, e.Old, e.New = b.place, a.place, b.shown, a.shown
	e.Section = cmp.Or(a.kind(), b.kind())
	e.section = e.Section
	for _, it := range []*catalog.Item{b.item, a.item} {
		if it != nil {
			e.items = append(e.items, it)
		}
	}
	return e
}

// leastAlikeItem is how much of two items has to be the same for one to be the other, reworded.
const leastAlikeItem = 0.5

// reworded tells the items that say nearly what another one said in the same section.
func (t *textual) reworded() {
	type place struct {
		owner owner
		kind  string
	}
	gone, added := map[place][]int{}, map[place][]int{}
	var order []place
	for i, b := range t.gone {
		if b.item != nil && t.goneFromBothSides(b) {
			p := place{t.home(b.owner), b.kind()}
			gone[p] = append(gone[p], i)
		}
	}
	for j, a := range t.added {
		if a.item != nil {
			p := place{a.owner, a.kind()}
			if added[p] == nil {
				order = append(order, p)
			}
			added[p] = append(added[p], j)
		}
	}
	goneLeft, addedLeft := make([]bool, len(t.gone)), make([]bool, len(t.added))
	for _, p := range order {
		if len(gone[p])*len(added[p]) > maxCompared {
			continue
		}
		type candidate struct {
			before, after int
			likeness      float64
		}
		var candidates []candidate
		for _, i := range gone[p] {
			for _, j := range added[p] {
				if n := alike(t.gone[i].words, t.added[j].words); n >= leastAlikeItem {
					candidates = append(candidates, candidate{i, j, n})
				}
			}
		}
		slices.SortStableFunc(candidates, func(x, y candidate) int { return cmp.Compare(y.likeness, x.likeness) })
		for _, c := range candidates {
			if !goneLeft[c.before] && !addedLeft[c.after] {
				goneLeft[c.before], addedLeft[c.after] = true, true
				if b, a := t.gone[c.before], t.added[c.after]; t.gains(a) && t.loses(b) {
					t.add(t.effect(ItemReworded, b, a))
				} else {
					t.removed(b)
					t.newly(a)
				}
			}
		}
	}
	t.gone = without(t.gone, goneLeft)
	t.added = without(t.added, addedLeft)
}

// sections tells the sections that are gone or new, with what is left of their items, and those whose running text is
// another one.
func (t *textual) sections() {
	type place struct {
		owner owner // after; before for what is gone
		kind  string
	}
	type part struct{ gone, added []int }
	parts := map[place]*part{}
	var order []place
	at := func(p place) *part {
		if parts[p] == nil {
			parts[p] = &part{}
			order = append(order, p)
		}
		return parts[p]
	}
	for j, a := range t.added {
		if t.addedToBothSides(a) {
			p := at(place{a.owner, a.kind()})
			p.added = append(p.added, j)
		}
	}
	for i, b := range t.gone {
		if t.goneFromBothSides(b) {
			p := at(place{t.home(b.owner), b.kind()})
			p.gone = append(p.gone, i)
		}
	}
	goneLeft, addedLeft := make([]bool, len(t.gone)), make([]bool, len(t.added))
	for _, p := range order {
		part, before := parts[p], t.pairing.ownerBefore(p.owner)
		switch {
		case p.kind != "" && len(part.gone) == 0 && !hasKind(before, p.kind):
			t.section(SectionAdded, before, p.owner, p.kind, t.added, part.added, addedLeft)
		case p.kind != "" && len(part.added) == 0 && !hasKind(p.owner, p.kind):
			t.section(SectionRemoved, before, p.owner, p.kind, t.gone, part.gone, goneLeft)
		default:
			t.running(before, p.owner, p.kind, part.gone, part.added, goneLeft, addedLeft)
		}
	}
	t.gone = without(t.gone, goneLeft)
	t.added = without(t.added, addedLeft)
}

// hasKind reports whether an owner has a section of a kind with anything in it.
func hasKind(o owner, kind string) bool {
	return slices.ContainsFunc(o.sections(), func(s *catalog.Section) bool { return s.Is(kind) && s.Content != catalog.Empty })
}

// section tells a section that is new or gone, with the items that bring or take anything. texts are those of one side, of which
// some stand in it.
func (t *textual) section(kind Kind, before, after owner, section string, texts []text, in []int, told []bool) {
	means := t.loses
	if kind == SectionAdded {
		means = t.gains
	}
	e := newEffect(kind, before, after)
	e.Section, e.section = section, section
	e.Before, e.After = catalog.Place{}, catalog.Place{}
	if s := texts[in[0]].section; kind == SectionAdded {
		e.After = s.At.Place()
	} else {
		e.Before = s.At.Place()
	}
	running := false
	for _, i := range in {
		told[i] = true
		switch x := texts[i]; {
		case x.item == nil:
			running = true
		case means(x):
			e.Items = append(e.Items, x.shown)
			e.items = append(e.items, x.item)
		}
	}
	if running || len(e.Items) > 0 {
		t.add(e)
	}
}

// running tells that the running text of a section is another one, or that which stands in no section.
func (t *textual) running(before, after owner, section string, gone, added []int, goneLeft, addedLeft []bool) {
	e := newEffect(SectionReworded, before, after)
	e.Section, e.section = section, section
	collect := func(texts []text, in []int, told []bool, words *string, at *catalog.Place) (any bool) {
		var all []string
		for _, i := range in {
			if texts[i].item != nil {
				continue
			}
			if !any {
				*at = texts[i].place
			}
			any, told[i] = true, true
			all = append(all, texts[i].shown)
		}
		*words = strings.Join(all, "\n")
		return any
	}
	was := collect(t.gone, gone, goneLeft, &e.Old, &e.Before)
	is := collect(t.added, added, addedLeft, &e.New, &e.After)
	if was || is {
		t.add(e)
	}
}

// rest tells the items that are left.
func (t *textual) rest() {
	for _, b := range t.gone {
		if b.item != nil {
			t.removed(b)
		}
	}
	for _, a := range t.added {
		if a.item != nil {
			t.newly(a)
		}
	}
}

// removed tells that an item is gone, if that takes anything from anybody.
func (t *textual) removed(b text) {
	if t.goneFromBothSides(b) && t.loses(b) {
		t.add(t.effect(ItemRemoved, b, text{}))
	}
}

// newly tells that an item is new, if that brings anything to anybody.
func (t *textual) newly(a text) {
	if t.addedToBothSides(a) && t.gains(a) {
		t.add(t.effect(ItemAdded, text{}, a))
	}
}
