package tables

import (
	"slices"

	"jobcat/internal/audit"
)

// grades has a row for each grade that levels with a rung have, and one for those without a grade.
func grades(t *Table, x index) {
	t.columns(
		Column{"ladder", "Ladder", Text, 18},
		Column{"track", "Track", Text, 12},
		Column{"rung", "Rung", Text, 20},
		Column{"sure", "Rung is sure", Text, 8},
		Column{"expected", "Grade by ladder", Number, 10},
		Column{"grade_min", "Grade", Number, 8},
		Column{"grade_max", "Grade up to", Number, 8},
		Column{"levels", "Levels", Number, 8},
	)
	for _, r := range x.Grades.Rungs {
		for _, c := range r.Counts {
			t.add(r.Ladder, r.Track, r.Rung, yes(r.Sure), numbers(r.Expected), c.Min, c.Max, c.Levels)
		}
		if r.Ungraded > 0 {
			t.add(r.Ladder, r.Track, r.Rung, yes(r.Sure), numbers(r.Expected), nil, nil, r.Ungraded)
		}
	}
}

func outliers(t *Table, x index) {
	t.columns(
		Column{"certainty", "How sure", Text, 10},
		Column{"title", "Title", Text, 42},
		Column{"grade_min", "Grade", Number, 8},
		Column{"grade_max", "Grade up to", Number, 8},
		Column{"expected", "Grade by ladder", Number, 10},
		Column{"words", "What is wrong", Text, 80},
		Column{"evidence", "Why", Text, 80},
		Column{"rules", "Rules", Text, 24},
		Column{"department", "Department", Text, 18},
		Column{"code", "Code", Text, 14},
		Column{"file", "File", Text, 44},
		Column{"line", "Line", Number, 7},
		Column{"link", "Link to the line", Link, 20},
	)
	for _, o := range x.Grades.Outliers {
		var evidence []string
		for _, e := range o.Evidence {
			evidence = append(evidence, audit.InWords(e))
		}
		t.add(string(o.Certainty), o.Title, o.Grade.Min, o.Grade.Max, numbers(o.Expected), o.Words, list(evidence), list(o.Rules),
			x.levels[o.Level].Department, o.Level, o.At.Path, o.At.Line, o.Link)
	}
}

// titles has a row for each level, so that those of one group stand together.
func titles(t *Table, x index) {
	t.columns(
		Column{"what", "What", Text, 18},
		Column{"group", "Group", Text, 42},
		Column{"title", "Title", Text, 42},
		Column{"grade_min", "Grade", Number, 8},
		Column{"grade_max", "Grade up to", Number, 8},
		Column{"family", "Family", Text, 36},
		Column{"code", "Code", Text, 14},
		Column{"file", "File", Text, 44},
		Column{"line", "Line", Number, 7},
		Column{"link", "Link to the line", Link, 20},
	)
	add := func(what, group string, codes []string) {
		for _, c := range codes {
			l := x.levels[c]
			t.add(what, group, l.Title, lowest(l.Grade), highest(l.Grade), l.Family, l.Code, l.Path, l.Line, l.Link)
		}
	}
	for _, s := range x.Titles.Shared {
		add("several families", s.Title, s.Levels)
	}
	for _, s := range x.Titles.Twins {
		add("one page", s.Title, s.Levels)
	}
	for _, s := range x.Titles.Reordered {
		add("other word order", s.Title, s.Levels)
	}
	for _, c := range x.Titles.Conventions {
		for _, f := range c.Forms {
			add("form", f.Pattern, f.Levels)
		}
	}
}

func ladders(t *Table, x index) {
	t.columns(
		Column{"department", "Department", Text, 18},
		Column{"family", "Family", Text, 36},
		Column{"ladder", "Ladder", Text, 18},
		Column{"track", "Track", Text, 12},
		Column{"levels", "Levels", Number, 8},
		Column{"used", "Rungs", Text, 48},
		Column{"missing", "Rungs left out", Text, 30},
		Column{"unsure", "Levels without a sure rung", Number, 10},
		Column{"file", "File", Text, 44},
		Column{"off_ladder", "Off the ladder", Text, 8},
	)
	for _, u := range x.Ladders.Families {
		t.add(u.Department, u.Family, u.Ladder, u.Track, u.Levels, list(u.Used), list(u.Missing), u.Unsure, u.Path, yes(slices.Contains(x.Ladders.Off, u.FamilyCode)))
	}
}
