package tables

import (
	"strconv"

	"jobcat/internal/audit"
)

// levels are the levels as systems for HR load them. A column is never renamed or moved within format 1; new ones come last.
func levels(t *Table, x index) {
	t.columns(
		Column{"code", "Code", Text, 14},
		Column{"title", "Title", Text, 42},
		Column{"family", "Family", Text, 30},
		Column{"family_code", "Family code", Text, 14},
		Column{"department", "Department", Text, 18},
		Column{"track", "Track", Text, 12},
		Column{"rung", "Rung", Text, 16},
		Column{"grade_min", "Grade", Number, 8},
		Column{"grade_max", "Grade up to", Number, 8},
		Column{"ladder", "Ladder", Text, 16},
		Column{"expected", "Grade by ladder", Number, 8},
		Column{"reports_to", "Reports to (code)", Text, 18},
		Column{"reports_to_title", "Reports to", Text, 36},
		Column{"file", "File", Text, 44},
		Column{"line", "Line", Number, 7},
		Column{"url", "Address", Text, 44},
		Column{"link", "Link to the line", Link, 20},
	)
	for _, l := range x.Levels {
		t.add(l.Code, l.Title, l.Family, l.FamilyCode, l.Department, l.Track, l.Rung, lowest(l.Grade), highest(l.Grade), l.Ladder,
			numbers(l.Expected), list(l.ReportsTo), x.titles(l.ReportsTo), l.Path, l.Line, l.URL, l.Link)
	}
}

func families(t *Table, x index) {
	t.columns(
		Column{"code", "Code", Text, 14},
		Column{"family", "Family", Text, 36},
		Column{"department", "Department", Text, 18},
		Column{"ladder", "Ladder", Text, 16},
		Column{"levels", "Levels", Number, 8},
		Column{"file", "File", Text, 44},
		Column{"url", "Address", Text, 44},
		Column{"link", "Link to the line", Link, 20},
	)
	for _, f := range x.Families {
		t.add(f.Code, f.Title, f.Department, f.Ladder, len(f.Levels), f.Path, f.URL, f.Link)
	}
}

// matrix has a column for each grade, with the titles that have it.
func matrix(t *Table, x index) {
	columns := []Column{
		{"department", "Department", Text, 18},
		{"family", "Family", Text, 36},
		{"track", "Track", Text, 12},
	}
	for _, g := range x.Matrix.Grades {
		n := strconv.FormatFloat(g, 'f', -1, 64)
		columns = append(columns, Column{"grade_" + n, "Grade " + n, Text, 16})
	}
	t.columns(append(columns,
		Column{"ungraded", "No grade", Text, 16},
		Column{"gaps", "Gaps", Number, 8},
		Column{"compressions", "Two rungs in one grade", Number, 8},
	)...)
	for _, r := range x.Matrix.Rows {
		at := map[float64]audit.Cell{}
		for _, c := range r.Cells {
			at[c.Grade] = c
		}
		row := []any{r.Department, r.Family, r.Track}
		for _, g := range x.Matrix.Grades {
			row = append(row, x.titles(at[g].Levels))
		}
		t.add(append(row, x.titles(r.Ungraded), several(r.Gaps), several(r.Compressions))...)
	}
}

// several is numbers that are all meant.
func several(n []float64) any {
	if len(n) == 1 {
		return n[0]
	}
	words := make([]string, len(n))
	for i, v := range n {
		words[i] = strconv.FormatFloat(v, 'f', -1, 64)
	}
	if len(words) == 0 {
		return nil
	}
	return list(words)
}
