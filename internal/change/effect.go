package change

import (
	"cmp"

	"jobcat/catalog"
)

// Kind says what an effect did.
type Kind string

// The kinds of effects, in the order in which those of one level are told. They are words of the JSON format.
const (
	FamilyAdded     Kind = "family-added"
	FamilyRemoved   Kind = "family-removed"
	FamilyRenamed   Kind = "family-renamed"
	FamilyMoved     Kind = "family-moved" // to another address; nothing changes for people by that
	LevelAdded      Kind = "level-added"
	LevelRemoved    Kind = "level-removed"
	LevelRenamed    Kind = "level-renamed"
	LevelMoved      Kind = "level-moved" // to another family
	VariantAdded    Kind = "variant-added"
	VariantRemoved  Kind = "variant-removed"
	GradeChanged    Kind = "grade-changed"
	ReportsChanged  Kind = "reports-to-changed"
	ExtendsChanged  Kind = "extends-changed"
	SectionAdded    Kind = "section-added"
	SectionRemoved  Kind = "section-removed"
	SectionReworded Kind = "section-reworded" // its running text, not its items
	ItemAdded       Kind = "item-added"
	ItemRemoved     Kind = "item-removed"
	ItemReworded    Kind = "item-reworded"
	ItemMoved       Kind = "item-moved" // to another level or section
)

var rankOf = func() map[Kind]int {
	rank := map[Kind]int{}
	for i, k := range []Kind{
		FamilyAdded, FamilyRemoved, FamilyRenamed, FamilyMoved, LevelAdded, LevelRemoved, LevelRenamed, LevelMoved, VariantAdded, VariantRemoved,
		GradeChanged, ReportsChanged, ExtendsChanged, SectionAdded, SectionRemoved, SectionReworded, ItemAdded, ItemRemoved, ItemReworded, ItemMoved,
	} {
		rank[k] = i
	}
	return rank
}()

// Effect is one thing that a change did.
type Effect struct {
	Kind    Kind
	Of      Subject // what it was done to, as it is after the change; as it was where that is gone
	Section string  // the kind of section that it is about, "" for none: "responsibilities"

	// Old and New are what was and what is: titles, grades (those of a level that comes or goes, too), texts of items, addresses
	// of families. "" where there is none.
	Old, New string

	// From is where an item or a level was moved from, if Kind says that it was.
	From *Subject

	// Items are what an added or removed section holds, and the titles of the levels of a family.
	Items []string

	// Before and After are where it stood and where it stands now, on their sides; zero where it does not.
	Before, After catalog.Place

	// Reach are the levels that it is true for by inheritance, by path and line. Those of a family that says something for all
	// its levels are among them. For a grade they are the levels that extend the one whose grade it is.
	Reach []Reached

	before, after owner           // zero on the side where there is none
	items         []*catalog.Item // that it is about, on both sides
	section       string          // that other levels can inherit; "" for all kinds
	at            catalog.Place   // by which it is put in order
}

// Subject is a family, or a level or variant of it.
type Subject struct {
	Path    string // of its page, on the side that has it
	Family  string // title
	Level   string // full title; "" for what concerns the whole family, or a variant
	Variant string // title of a specialty or a segment; usually ""
}

// Title is what people call it.
func (s Subject) Title() string { return cmp.Or(s.Level, s.Variant, s.Family) }

// Reached is a level that inherits what was changed.
type Reached struct {
	Level  string
	Family string
	Place  catalog.Place // where the level is named, after the change
}

func subjectOf(o owner) Subject {
	s := Subject{Path: o.family.File.Path, Family: o.family.Title.String}
	switch {
	case o.level != nil:
		s.Level = o.level.Full
	case o.variant != nil:
		s.Variant = o.variant.Title.String
	}
	return s
}

// ForPeople reports whether it means anything to people who do not look into the files.
func (e Effect) ForPeople() bool { return e.Kind != FamilyMoved }

// newEffect is an effect on something, of which one side can be missing.
func newEffect(kind Kind, before, after owner) Effect {
	e := Effect{Kind: kind, before: before, after: after}
	e.Of = subjectOf(e.newest())
	if !before.isZero() {
		e.Before = before.place()
	}
	if !after.isZero() {
		e.After = after.place()
	}
	return e
}

// newest is the owner after the change, or before if it is gone.
func (e Effect) newest() owner {
	if e.after.isZero() {
		return e.before
	}
	return e.after
}

// compare orders effects as people read the catalog: by family, in it by level, what is gone where it stood, then by kind.
func (e Effect) compare(o Effect) int {
	return cmp.Or(
		cmp.Compare(e.at.Path, o.at.Path),
		cmp.Compare(e.at.Start, o.at.Start),
		cmp.Compare(e.Of.Path, o.Of.Path),
		cmp.Compare(e.Of.Title(), o.Of.Title()),
		cmp.Compare(rankOf[e.Kind], rankOf[o.Kind]),
		cmp.Compare(e.Section, o.Section),
		cmp.Compare(e.After.Start, o.After.Start),
		cmp.Compare(e.Before.Start, o.Before.Start),
		cmp.Compare(e.New, o.New),
		cmp.Compare(e.Old, o.Old),
	)
}
