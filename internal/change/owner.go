package change

import (
	"slices"

	"jobcat/catalog"
)

// owner is what sections and statements belong to: a family, for all its levels, or one of its levels or variants.
type owner struct {
	family  *catalog.Family
	level   *catalog.Level   // nil for the family and for a variant
	variant *catalog.Variant // nil for the family and for a level
}

// ownersOf are the family, its levels and its variants.
func ownersOf(f *catalog.Family) []owner {
	all := []owner{{family: f}}
	for _, l := range f.Levels {
		all = append(all, owner{family: f, level: l})
	}
	for _, v := range variantsOf(f) {
		all = append(all, owner{family: f, variant: v})
	}
	return all
}

func variantsOf(f *catalog.Family) []*catalog.Variant {
	return slices.Concat(f.Specialties, f.Segments)
}

func (o owner) sections() []*catalog.Section {
	switch {
	case o.level != nil:
		return o.level.Sections
	case o.variant != nil:
		return o.variant.Sections
	}
	return o.family.Sections
}

func (o owner) extends() []*catalog.Extends {
	switch {
	case o.level != nil:
		return o.level.Extends
	case o.variant != nil:
		return o.variant.Extends
	}
	return nil
}

func (o owner) reportsTo() []*catalog.ReportsTo {
	switch {
	case o.level != nil:
		return o.level.ReportsTo
	case o.variant != nil:
		return o.variant.ReportsTo
	}
	return o.family.ReportsTo
}

// place is where the owner is named.
func (o owner) place() catalog.Place {
	switch {
	case o.level != nil:
		return o.level.Place
	case o.variant != nil:
		return o.variant.Place
	}
	return o.family.TitlePlace
}

// title is what the owner is called.
func (o owner) title() string {
	switch {
	case o.level != nil:
		return o.level.Full
	case o.variant != nil:
		return o.variant.Title.String
	}
	return o.family.Title.String
}

// isZero reports whether there is no such owner on that side.
func (o owner) isZero() bool { return o.family == nil }

// ownerAfter is what an owner became, zero for one that is gone.
func (m *pairing) ownerAfter(o owner) owner {
	return m.other(o, m.families.after, m.levels.after, m.variants.after)
}

// ownerBefore is what an owner was, zero for one that is new.
func (m *pairing) ownerBefore(o owner) owner {
	return m.other(o, m.families.before, m.levels.before, m.variants.before)
}

func (m *pairing) other(o owner, families map[*catalog.Family]*catalog.Family, levels map[*catalog.Level]*catalog.Level, variants map[*catalog.Variant]*catalog.Variant) owner {
	if m.same[o.family] {
		return o
	}
	switch {
	case o.level != nil:
		if l := levels[o.level]; l != nil {
			return owner{family: l.Family, level: l}
		}
	case o.variant != nil:
		if v := variants[o.variant]; v != nil {
			return owner{family: families[o.family], variant: v}
		}
	default:
		if f := families[o.family]; f != nil {
			return owner{family: f}
		}
	}
	return owner{}
}
