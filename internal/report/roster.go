package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"jobcat/internal/audit"
	"jobcat/internal/audit/roster"
	"jobcat/internal/inert"
)

// Roster writes what the roster in a file and the catalog say differently, for people. Lists are cut after a few lines unless
// all of them are asked for.
func Roster(w io.Writer, file string, a *audit.Audit, c *roster.Comparison, opt TextOptions) error {
	t := &rosterWriter{auditWriter: &auditWriter{textWriter: newPage(w, opt), a: a, all: opt.Verbose}, c: c}
	n := c.Totals
	t.line("%s", t.style.title(inert.Visible(fmt.Sprintf("%s: %s with %s, compared with %s of the catalog",
		file, plural(n.People, "person", "people"), plural(n.Titles, "title", "titles"), plural(n.Levels, "level", "levels")))))
	t.says("%s; the header is %s %d", c.Source.Form, c.Source.Unit, c.Source.Header)
	for _, line := range t.columns() {
		t.says("%s", line)
	}
	t.line("")
	for _, line := range t.outcome() {
		t.says("%s", line)
	}
	for _, section := range []func(){t.unknown, t.spelt, t.grades, t.lines, t.vacant, t.faults} {
		section()
	}
	return t.w.Flush()
}

type rosterWriter struct {
	*auditWriter
	c *roster.Comparison
}

// columns say what was taken for what, as the names of headers are anybody's.
func (t *rosterWriter) columns() []string {
	var taken, unused []string
	for _, c := range t.c.Source.Columns {
		taken = append(taken, fmt.Sprintf("%s from %q", strings.ReplaceAll(c.Is, "_", " "), inert.Short(c.Header, 60)))
	}
	for _, h := range t.c.Source.Unused {
		unused = append(unused, strconv.Quote(inert.Short(h, 60)))
	}
	lines := []string{strings.Join(taken, ", ")}
	if len(unused) > 0 {
		lines = append(lines, "not looked at: "+strings.Join(unused[:min(len(unused), 20)], ", "))
	}
	return lines
}

// outcome is what came out, in a few lines.
func (t *rosterWriter) outcome() []string {
	n := t.c.Totals
	lines := []string{"people: " + ofAll(n.Matched, n.People, "has the title of a level", "have the title of a level")}
	has := func(column string) bool {
		for _, c := range t.c.Source.Columns {
			if c.Is == column {
				return true
			}
		}
		return false
	}
	compared := func(column bool, name, what, singular string, n, differ int) {
		switch {
		case !column && len(t.c.Source.Unused) == 0:
			lines = append(lines, "no column has "+what)
		case !column:
			lines = append(lines, fmt.Sprintf("no column is known to have %s; if one has them, say so with --column %s=\"…\"", what, name))
		case n == 0:
			lines = append(lines, "no "+singular+" could be compared")
		case differ == 0:
			lines = append(lines, fmt.Sprintf("%s compared, and none differs", plural(n, singular, what)))
		default:
			lines = append(lines, fmt.Sprintf("%s compared, %d of them %s", plural(n, singular, what), differ, map[bool]string{true: "differs", false: "differ"}[differ == 1]))
		}
	}
	grades, managers := 0, 0
	for _, g := range t.c.Grades {
		grades += len(g.People)
	}
	for _, l := range t.c.Lines {
		managers += len(l.People)
	}
	compared(has("grade"), "grade", "grades", "grade", n.Graded, grades)
	compared(has("manager") || has("manager_id") || has("manager_title"), "manager", "reporting lines", "reporting line", n.Placed, managers)
	more := ""
	if n.Held > n.Matched {
		more = "; levels with the same title count each, and those of misspelt titles too"
	}
	return append(lines, "levels: "+ofAll(n.Held, n.Levels, "is held by somebody", "are held by somebody")+more)
}

func (t *rosterWriter) unknown() {
	t.section(len(t.c.Unknown), "Titles that no level has", func(i int) {
		u := t.c.Unknown[i]
		at := audit.Place{}
		if u.Nearest != nil {
			at = audit.Place{Path: u.Nearest.Path, Line: u.Nearest.Line}
		}
		t.item(fmt.Sprintf("%q, %s: %s", u.Title, t.people(u.People), u.Words()), at)
	})
}

func (t *rosterWriter) spelt() {
	t.section(len(t.c.Spelt), "Titles that are those of levels in other words", func(i int) {
		o := t.c.Spelt[i]
		t.item(fmt.Sprintf("%q, %s: %s", o.Title, t.people(o.People), o.Words()), place(o.Level))
	})
}

func (t *rosterWriter) grades() {
	t.section(len(t.c.Grades), "Grades that differ", func(i int) {
		o := t.c.Grades[i]
		t.item(fmt.Sprintf("%q is grade %s in the catalog and %s in the HR system: %s", o.Levels[0].Title, o.Stated(), strconv.FormatFloat(o.Grade, 'f', -1, 64), t.people(o.People)), place(o.Levels[0]))
	})
}

func (t *rosterWriter) lines() {
	t.section(len(t.c.Lines), "Reporting lines that the catalog does not have", func(i int) {
		o := t.c.Lines[i]
		t.item(fmt.Sprintf("%q reports to %q: %s; %s", o.Levels[0].Title, o.Manager[0].Title, o.Words(), t.people(o.People)), place(o.Levels[0]))
	})
}

// vacant names the levels of each department in one paragraph, as there can be many.
func (t *rosterWriter) vacant() {
	var departments []string
	levels := map[string][]roster.Vacancy{}
	for _, v := range t.c.Vacant {
		if levels[v.Department] == nil {
			departments = append(departments, v.Department)
		}
		levels[v.Department] = append(levels[v.Department], v)
	}
	if len(departments) == 0 {
		return
	}
	t.heading(fmt.Sprintf("Levels that nobody holds: %d", len(t.c.Vacant)))
	t.list(len(departments), 12, roster.TableName, func(i int) {
		all := levels[departments[i]]
		name := inert.Visible(audit.DepartmentName(departments[i]))
		if t.all {
			for _, v := range all {
				t.item(fmt.Sprintf("%s: %q", name, v.Level.Title), place(v.Level))
			}
			return
		}
		var titles []string
		for _, v := range all[:min(few, len(all))] {
			titles = append(titles, inert.Visible(fmt.Sprintf("%q", inert.Short(v.Level.Title, 80))))
		}
		if rest := len(all) - len(titles); rest > 0 {
			titles = append(titles, fmt.Sprintf("%d more", rest))
		}
		t.paragraph(4, fmt.Sprintf("%s: %s", name, strings.Join(titles, ", ")))
	})
}

func (t *rosterWriter) faults() {
	t.section(len(t.c.Faults), "What could not be compared", func(i int) {
		f := t.c.Faults[i]
		t.item(fmt.Sprintf("%s: %s", f.Words(), t.people(f.People)), audit.Place{})
	})
}

// section writes a list under its heading; nothing if it is empty.
func (t *rosterWriter) section(n int, heading string, line func(i int)) {
	if n == 0 {
		return
	}
	t.heading(fmt.Sprintf("%s: %d", heading, n))
	t.list(n, 12, roster.TableName, line)
}

// people says whom it concerns: how many, and where they stand; with their names if these are asked for.
func (t *rosterWriter) people(all []roster.Who) string {
	const some = 4
	most := some
	if t.all {
		most = len(all)
	}
	unit := t.c.Source.Unit
	if len(all) != 1 {
		unit += "s"
	}
	if !t.c.WithPeople {
		return fmt.Sprintf("%s (%s %s)", plural(len(all), "person", "people"), unit, roster.Rows(all, most))
	}
	var names []string
	for _, p := range all[:min(most, len(all))] {
		names = append(names, strings.TrimSpace(p.Name+" "+p.ID)+fmt.Sprintf(" (%s %d)", t.c.Source.Unit, p.Row))
	}
	if rest := len(all) - len(names); rest > 0 {
		names = append(names, fmt.Sprintf("%d more", rest))
	}
	return strings.Join(names, ", ")
}

func place(j roster.Job) audit.Place { return audit.Place{Path: j.Path, Line: j.Line} }
