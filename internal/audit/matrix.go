package audit

import (
	"cmp"
	"maps"
	"slices"

	"jobcat/catalog"
	"jobcat/schema"
)

// matrix puts families against grades.
func (q *questions) matrix() Matrix {
	m := Matrix{Grades: []float64{}, Rows: []MatrixRow{}}
	grades := map[float64]bool{}
	for _, u := range q.families {
		ladder := q.Policy.LadderFor(u.pages[0].File.Path)
		for _, g := range ladder.Known {
			grades[g] = true
		}
		for _, track := range tracks {
			levels := on(track, q.levelsOf(u))
			if len(levels) == 0 {
				continue
			}
			row := q.row(u, track, levels, ladder)
			for _, c := range row.Cells {
				grades[c.Grade] = true
			}
			m.Rows = append(m.Rows, row)
		}
	}
	m.Grades = slices.AppendSeq(m.Grades, maps.Keys(grades))
	slices.Sort(m.Grades)
	slices.SortStableFunc(m.Rows, func(a, b MatrixRow) int {
		return cmp.Or(cmp.Compare(a.Department, b.Department), cmp.Compare(a.Path, b.Path))
	})
	return m
}

// on are the levels of a track.
func on(track catalog.Track, levels []*catalog.Level) []*catalog.Level {
	var out []*catalog.Level
	for _, l := range levels {
		if l.Name.Track == track {
			out = append(out, l)
		}
	}
	return out
}

func (q *questions) row(u *unit, track catalog.Track, levels []*catalog.Level, ladder *schema.Ladder) MatrixRow {
	row := MatrixRow{
		Department: u.department, Family: u.title, FamilyCode: u.code, Path: u.path, Track: string(track),
		Cells: []Cell{}, Ungraded: []string{}, Gaps: []float64{}, Compressions: []float64{},
	}
	at := map[float64][]*catalog.Level{}
	for _, l := range levels {
		if g := gradeOf(l); g != nil {
			at[g.Min] = append(at[g.Min], l)
		} else {
			row.Ungraded = append(row.Ungraded, q.codes[l])
		}
	}
	for _, g := range slices.Sorted(maps.Keys(at)) {
		row.Cells = append(row.Cells, Cell{g, q.codesOf(at[g])})
		if compressed(at[g], ladder) {
			row.Compressions = append(row.Compressions, g)
		}
	}
	if len(row.Cells) > 1 {
		row.Gaps = gaps(levels, ladder.Track(string(track)))
	}
	return row
}

// gaps are the grades that the ladder gives to a rung, between the lowest and the highest of some levels, and none of
// these has. A range fills all that it spans.
func gaps(levels []*catalog.Level, steps []schema.Step) []float64 {
	lowest, highest := 0.0, 0.0
	var have []Grade
	for _, l := range levels {
		if g := gradeOf(l); g != nil {
			if len(have) == 0 || g.Min < lowest {
				lowest = g.Min
			}
			highest = max(highest, g.Max)
			have = append(have, *g)
		}
	}
	missing := []float64{}
	for _, s := range steps {
		// A rung that may have several grades leaves nothing out by having one of them.
		if len(s.Grades) != 1 || s.Grades[0] < lowest || s.Grades[0] > highest {
			continue
		}
		g := s.Grades[0]
		if !slices.ContainsFunc(have, func(h Grade) bool { return h.Min <= g && g <= h.Max }) {
			missing = append(missing, g)
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}

// compressed reports whether levels of one grade stand on rungs that the ladder keeps apart. Of "Senior X Manager" the
// ladder does not say the grade, but of one X it is above "Junior X Manager".
func compressed(levels []*catalog.Level, ladder *schema.Ladder) bool {
	sure := map[string][]float64{} // the grades of each rung
	ofOne := map[string]map[string][]float64{}
	for _, l := range levels {
		grades := gradesOf(l, ladder)
		if l.Name.Sure {
			sure[l.Name.Rung] = grades
		}
		subject := catalog.SameTitleKey(l.Name.Subject)
		if ofOne[subject] == nil {
			ofOne[subject] = map[string][]float64{}
		}
		ofOne[subject][l.Name.Rung] = grades
	}
	for _, rungs := range ofOne {
		if keptApart(rungs) {
			return true
		}
	}
	return keptApart(sure)
}

// gradesOf are the grades that a ladder has for the word in a title that says how senior it is.
func gradesOf(l *catalog.Level, ladder *schema.Ladder) []float64 {
	for _, s := range ladder.Track(string(l.Name.Track)) {
		if s.Rung == l.Name.Rung {
			return s.Grades
		}
	}
	return nil
}

// keptApart reports whether two of some rungs cannot have a grade in common.
func keptApart(rungs map[string][]float64) bool {
	for a, of := range rungs {
		for b, others := range rungs {
			if a != b && len(of) > 0 && len(others) > 0 && !slices.ContainsFunc(of, func(g float64) bool { return slices.Contains(others, g) }) {
				return true
			}
		}
	}
	return false
}
