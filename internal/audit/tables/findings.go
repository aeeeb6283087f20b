package tables

func completeness(t *Table, x index) {
	t.columns(
		Column{"department", "Department", Text, 24},
		Column{"what", "What", Text, 36},
		Column{"required", "Required", Text, 10},
		Column{"levels", "Levels", Number, 8},
		Column{"have", "Have it", Number, 8},
		Column{"lack", "Lack it", Number, 8},
	)
	c := x.Completeness
	for _, h := range c.GradeStated {
		t.add(h.Department, "Grade", "", h.Levels, h.Have, h.Levels-h.Have)
	}
	for _, h := range c.ReportsTo {
		t.add(h.Department, "Reporting line", "", h.Levels, h.Have, h.Levels-h.Have)
	}
	for _, s := range c.Sections {
		t.add(s.Department, s.Name, s.Required, s.Levels, s.Have, s.Levels-s.Have)
	}
	for _, h := range c.Items {
		t.add(h.Department, "All required items", "", h.Levels, h.Have, h.Levels-h.Have)
	}
	for _, i := range c.Indicators {
		t.add(i.Department, "As many performance indicators as asked for", "", i.Levels, i.Right, i.Levels-i.Right)
	}
}

func rules(t *Table, x index) {
	t.columns(
		Column{"rule", "Rule", Text, 28},
		Column{"severity", "Severity", Text, 10},
		Column{"summary", "What is wrong", Text, 60},
		Column{"department", "Department", Text, 24},
		Column{"findings", "Findings", Number, 10},
	)
	for _, r := range x.Findings.Rules {
		for _, d := range r.Departments {
			t.add(r.Rule, r.Severity, r.Summary, d.Department, d.Findings)
		}
	}
}

func findings(t *Table, x index) {
	t.columns(
		Column{"rule", "Rule", Text, 26},
		Column{"severity", "Severity", Text, 10},
		Column{"message", "What is wrong", Text, 80},
		Column{"remedy", "What to do", Text, 60},
		Column{"department", "Department", Text, 18},
		Column{"family", "Family", Text, 30},
		Column{"title", "Title", Text, 42},
		Column{"code", "Code", Text, 14},
		Column{"file", "File", Text, 44},
		Column{"line", "Line", Number, 7},
		Column{"column", "Column", Number, 7},
		Column{"identity", "Identity", Text, 18},
		Column{"link", "Link to the line", Link, 20},
	)
	for _, f := range x.Findings.All {
		t.add(f.Rule, f.Severity, f.Message, f.Remedy, f.Department, f.Family, f.Title, f.Level, f.Path, f.Line, f.Column, f.Identity, f.Link)
	}
}
