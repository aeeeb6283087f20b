package change

import "jobcat/catalog"

// FamilyPair is a family before and after a change. It is nil on a side that has none, or an index of others instead.
type FamilyPair struct{ Before, After *catalog.Family }

// LevelPair is a level before and after a change, nil on a side that does not have it.
type LevelPair struct{ Before, After *catalog.Level }

// Grades are all grades that are stated for the level on both sides, as effects have them: "7", "6 to 7", "7 and 8", "" for
// none.
func (p LevelPair) Grades() (before, after string) { return gradesIf(p.Before), gradesIf(p.After) }

func gradesIf(l *catalog.Level) string {
	if l == nil {
		return ""
	}
	return gradesOf(l)
}

// GradePlace is where the grade stands after the change, or the level where none is stated; before the change for a level
// that is gone.
func (p LevelPair) GradePlace() catalog.Place {
	if p.After == nil {
		return gradePlace(p.Before)
	}
	return gradePlace(p.After)
}

// Families are the families of the pages that differ: those that were there by path, then the new ones. It takes no graph.
func (c *Change) Families() []FamilyPair {
	var all []FamilyPair
	add := func(before, after *catalog.Family) {
		if !real(before) {
			before = nil
		}
		if !real(after) {
			after = nil
		}
		if before != nil || after != nil {
			all = append(all, FamilyPair{before, after})
		}
	}
	for _, before := range familiesOf(c.pages.gone) {
		add(before, c.pairing.families.after[before])
	}
	for _, after := range familiesOf(c.pages.added) {
		if c.pairing.families.before[after] == nil {
			add(nil, after)
		}
	}
	return all
}

// Levels are the levels of the pages that differ: those that were there by path and in file order, then the new ones. One that
// was renamed or moved is one pair. It takes no graph.
func (c *Change) Levels() []LevelPair {
	var all []LevelPair
	for _, f := range familiesOf(c.pages.gone) {
		for _, before := range f.Levels {
			all = append(all, LevelPair{before, c.pairing.levels.after[before]})
		}
	}
	for _, f := range familiesOf(c.pages.added) {
		for _, after := range f.Levels {
			if c.pairing.levels.before[after] == nil {
				all = append(all, LevelPair{nil, after})
			}
		}
	}
	return all
}
