package tables

import (
	"time"

	"jobcat/internal/audit/history"
)

var historyTables = []definition{
	{"months", "Months", "the catalog at the end of a month, and what happened since the row before", months},
	{"grade-changes", "Grade changes", "one level whose grade was changed", gradeChanges},
	{"came-and-went", "Came and went", "one family or level that came or went", cameAndWent},
}

func months(t *Table, x index) {
	t.columns(
		Column{"month", "End of", Text, 12},
		Column{"date", "Date", Text, 12},
		Column{"families", "Families", Number, 9},
		Column{"pages", "Pages", Number, 9},
		Column{"levels", "Levels", Number, 9},
		Column{"graded", "Levels with a grade", Number, 9},
		Column{"errors", "Errors", Number, 9},
		Column{"warnings", "Warnings", Number, 9},
		Column{"infos", "Infos", Number, 9},
		Column{"allowed", "Allowed", Number, 9},
		Column{"commits", "Commits", Number, 9},
		Column{"families_came", "Families that came", Number, 9},
		Column{"families_went", "Families that went", Number, 9},
		Column{"levels_came", "Levels that came", Number, 9},
		Column{"levels_went", "Levels that went", Number, 9},
		Column{"grades_changed", "Grades changed", Number, 9},
		Column{"commit", "Commit", Text, 42},
	)
	if x.History == nil {
		return
	}
	for i, p := range x.History.Points {
		happened := make([]any, 6)
		if i > 0 {
			s := x.History.Spans[i-1]
			happened = []any{s.Commits, len(s.FamiliesCame), len(s.FamiliesWent), len(s.LevelsCame), len(s.LevelsWent), s.GradesChanged}
		}
		row := []any{p.Label, p.At.Format(time.DateOnly), p.Families, p.Pages, p.Levels, p.Graded, p.Errors, p.Warnings, p.Infos, p.Allowed}
		t.add(append(append(row, happened...), p.Commit)...)
	}
}

func gradeChanges(t *Table, x index) {
	t.columns(
		Column{"date", "Date", Text, 12},
		Column{"title", "Title", Text, 42},
		Column{"from", "Grade before", Text, 10},
		Column{"to", "Grade after", Text, 10},
		Column{"family", "Family", Text, 36},
		Column{"merge_request", "Merge request", Text, 30},
		Column{"subject", "Commit message", Text, 60},
		Column{"title_before", "Title before", Text, 42},
		Column{"file", "File then", Text, 44},
		Column{"line", "Line then", Number, 7},
		Column{"commit", "Commit", Text, 42},
	)
	if x.History == nil {
		return
	}
	for _, g := range x.History.Grades {
		t.add(g.Commit.Time.Format(time.DateOnly), g.Level, g.From, g.To, g.Family, g.Commit.Merge.String(), g.Commit.Subject, g.Was, g.Path, g.Line, g.Commit.ID)
	}
}

func cameAndWent(t *Table, x index) {
	t.columns(
		Column{"month", "Month", Text, 12},
		Column{"what", "What", Text, 14},
		Column{"family", "Family", Text, 36},
		Column{"title", "Title", Text, 42},
		Column{"grade", "Grade", Text, 10},
		Column{"file", "File then", Text, 44},
		Column{"line", "Line then", Number, 7},
		Column{"commit", "Commit", Text, 42},
	)
	if x.History == nil {
		return
	}
	for _, s := range x.History.Spans {
		for _, l := range []struct {
			what string
			list []history.Named
		}{{"family came", s.FamiliesCame}, {"family went", s.FamiliesWent}, {"level came", s.LevelsCame}, {"level went", s.LevelsWent}} {
			for _, n := range l.list {
				line := any(n.Line)
				if n.Line == 0 {
					line = nil
				}
				t.add(s.Month, l.what, n.Family, n.Level, n.Grade, n.Path, line, n.Commit)
			}
		}
	}
}
