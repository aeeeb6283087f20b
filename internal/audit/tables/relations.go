package tables

// notStated is what there is to understand where nothing is said.
const notStated = "not stated"

// reporting has a row for each statement and each level that it means, one for a statement that means none, and one for
// each level of which nothing is said.
func reporting(t *Table, x index) {
	t.columns(
		Column{"code", "Code", Text, 14},
		Column{"title", "Title", Text, 42},
		Column{"family", "Family", Text, 30},
		Column{"says", "Reports to, as written", Text, 42},
		Column{"means", "Understood as", Text, 12},
		Column{"reports_to", "Reports to (code)", Text, 14},
		Column{"reports_to_title", "Reports to", Text, 42},
		Column{"grade", "Grade", Number, 8},
		Column{"reports_to_grade", "Grade above", Number, 8},
		Column{"file", "File", Text, 44},
		Column{"line", "Line", Number, 7},
		Column{"link", "Link to the line", Link, 20},
	)
	for _, l := range x.Reporting.Lines {
		var own any
		if from := x.levels[l.From]; from != nil {
			own = lowest(from.Grade)
		}
		for _, code := range l.To {
			to := x.levels[code]
			t.add(l.From, l.Title, l.Family, l.Words, l.Means, to.Code, to.Title, own, lowest(to.Grade), l.At.Path, l.At.Line, l.Link)
		}
		if len(l.To) == 0 {
			t.add(l.From, l.Title, l.Family, l.Words, l.Means, "", "", own, nil, l.At.Path, l.At.Line, l.Link)
		}
	}
	for _, code := range x.Reporting.Orphans {
		l := x.levels[code]
		t.add(code, l.Title, l.Family, "", notStated, "", "", lowest(l.Grade), nil, l.Path, l.Line, l.Link)
	}
}

func inheritance(t *Table, x index) {
	t.columns(
		Column{"code", "Code", Text, 14},
		Column{"title", "Title", Text, 42},
		Column{"family", "Family", Text, 36},
		Column{"reach", "Levels that a change reaches", Number, 10},
		Column{"depth", "Longest chain", Number, 8},
		Column{"from", "Takes over from", Text, 48},
		Column{"heirs", "Direct heirs", Text, 48},
		Column{"file", "File", Text, 44},
		Column{"line", "Line", Number, 7},
		Column{"link", "Link to the line", Link, 20},
	)
	for _, h := range x.Inheritance.Levels {
		l := x.levels[h.Level]
		t.add(h.Level, l.Title, l.Family, h.Reach, h.Depth, x.titles(h.From), x.titles(h.Heirs), l.Path, l.Line, l.Link)
	}
}
