package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"jobcat/internal/audit"
	"jobcat/internal/audit/history"
	"jobcat/internal/inert"
)

// history shows how the catalog developed, if that was asked for.
func (t *auditWriter) history() {
	h := t.a.History
	if h == nil {
		return
	}
	t.heading("History")
	switch begin := h.Start.Format(time.DateOnly); {
	case h.Began != nil:
		t.says("Since %s, when the catalog came with %s; %s changed it after that.", begin, commitWords(*h.Began), commitsWord(h.Commits))
	default:
		t.says("Since %s; %s changed the catalog. The last commit of the branch is of %s.", begin, commitsWord(h.Commits), h.End.Format(time.DateOnly))
	}
	t.says("All states are read and judged by %s.", h.JudgedBy)
	if now := h.Points[len(h.Points)-1]; now.Pages != t.a.Totals.Pages || now.Levels != t.a.Totals.Levels || now.Graded != t.a.Totals.Graded ||
		now.Errors != t.a.Totals.Errors || now.Warnings != t.a.Totals.Warnings || now.Infos != t.a.Totals.Infos {
		t.says("It ends with the last commit; the files here say something else, as they are not committed.")
	}
	if h.OutOfOrder > 0 {
		t.says("%s a date after that of a commit that follows, and counted with that one.", plural(h.OutOfOrder, "commit has", "commits have"))
	}
	var rows [][]string
	for i, p := range h.Points {
		row := []string{inert.Short(inert.Visible(p.Label), 40)}
		for _, n := range []int{p.Families, p.Levels, p.Levels - p.Graded, p.Errors, p.Warnings, p.Infos} {
			row = append(row, countWord(n))
		}
		happened := []string{"", "", ""}
		if i > 0 {
			s := h.Spans[i-1]
			happened = []string{countWord(len(s.LevelsCame)), countWord(len(s.LevelsWent)), countWord(s.GradesChanged)}
		}
		rows = append(rows, append(row, happened...))
	}
	t.line("")
	t.table([]string{"end of", "families", "levels", "without grade", "errors", "warnings", "infos", "levels came", "levels went", "grades changed"}, rows)
	if len(h.Grades) > 0 {
		t.line("")
		t.says("%s changed, the latest first:", plural(len(h.Grades), "grade was", "grades were"))
		t.list(len(h.Grades), 10, "grade-changes", func(i int) { t.gradeChange(h.Grades[i]) })
	}
	t.cameAndWent(h, "came", func(s history.Span) []history.Named { return s.FamiliesCame })
	t.cameAndWent(h, "went", func(s history.Span) []history.Named { return s.FamiliesWent })
}

func commitsWord(n int) string {
	if n == 0 {
		return "no commit"
	}
	return plural(n, "commit", "commits")
}

func (t *auditWriter) gradeChange(g history.GradeChange) {
	was := ""
	if g.Was != "" {
		was = fmt.Sprintf(", which was %q,", g.Was)
	}
	words := fmt.Sprintf("%s: %q%s has %s and had %s", g.Commit.Time.Format(time.DateOnly), g.Level, was, gradeWord(g.To), gradeWord(g.From))
	t.paragraph(4, inert.Visible(inert.Short(words, longest)))
	t.line("      %s", t.style.rule(t.where(audit.Place{Path: g.Path, Line: g.Line})+inert.Visible(inert.Short(", by "+commitWords(g.Commit), longest))))
}

func gradeWord(grade string) string {
	if grade == "" {
		return "none"
	}
	return "grade " + grade
}

// commitWords name a commit by its merge request, or by its subject.
func commitWords(c history.Commit) string {
	id := c.ID[:min(len(c.ID), 10)]
	if c.Merge != nil {
		return c.Merge.String() + " (" + id + ")"
	}
	if c.Subject == "" {
		return id
	}
	return fmt.Sprintf("%q (%s)", inert.Short(c.Subject, 80), id)
}

// cameAndWent lists families by month, the latest first.
func (t *auditWriter) cameAndWent(h *history.History, word string, of func(history.Span) []history.Named) {
	var lines []string
	total := 0
	for _, s := range slices.Backward(h.Spans) {
		var names []string
		for _, n := range of(s) {
			names = append(names, n.Family)
		}
		if total += len(names); len(names) > 0 {
			lines = append(lines, s.Month+": "+strings.Join(names, ", "))
		}
	}
	if total == 0 {
		return
	}
	t.line("")
	t.says("%s:", plural(total, "family "+word, "families "+word))
	t.list(len(lines), few, "came-and-went", func(i int) { t.paragraph(4, inert.Visible(inert.Short(lines[i], longest))) })
}
