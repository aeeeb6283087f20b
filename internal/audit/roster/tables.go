package roster

import (
	"strconv"
	"strings"

	"jobcat/internal/audit/tables"
	"jobcat/internal/inert"
)

// TableName is the name of the table of a comparison.
const TableName = "roster"

// Table lays the comparison out as rows, one for each difference; with people, one for each person whom it concerns. Its columns
// are the same either way but for those of people, which come last.
func (c *Comparison) Table() tables.Table {
	t := tables.Table{Name: TableName, Title: "Roster", About: "one thing that the HR system and the catalog say differently", Columns: []tables.Column{
		{Name: "what", Title: "What differs", Kind: tables.Text, Width: 24},
		{Name: "title", Title: "Title in the HR system", Kind: tables.Text, Width: 42},
		{Name: "grade", Title: "Grade in the HR system", Kind: tables.Number, Width: 10},
		{Name: "level", Title: "Level of the catalog", Kind: tables.Text, Width: 42},
		{Name: "level_grade", Title: "Grade of the catalog", Kind: tables.Text, Width: 10},
		{Name: "manager", Title: "Title of the manager", Kind: tables.Text, Width: 42},
		{Name: "words", Title: "In words", Kind: tables.Text, Width: 70},
		{Name: "people", Title: "People", Kind: tables.Number, Width: 8},
		{Name: "rows", Title: "In " + c.Source.Unit + "s", Kind: tables.Text, Width: 20},
		{Name: "code", Title: "Code", Kind: tables.Text, Width: 14},
		{Name: "file", Title: "File", Kind: tables.Text, Width: 44},
		{Name: "line", Title: "Line", Kind: tables.Number, Width: 7},
		{Name: "link", Title: "Link to the line", Kind: tables.Link, Width: 20},
	}, Rows: [][]any{}}
	if c.WithPeople {
		t.Columns = append(t.Columns, tables.Column{Name: "id", Title: "Id", Kind: tables.Text, Width: 14}, tables.Column{Name: "name", Title: "Name", Kind: tables.Text, Width: 30})
	}
	add := func(what, title string, grade any, levels []Job, manager, words string, people []Who) {
		row := []any{what, title, grade, "", "", manager, words, len(people), Rows(people, len(people)), "", "", nil, ""}
		if len(levels) > 0 {
			l := levels[0]
			row[3], row[9], row[10], row[11], row[12] = l.Title, l.Code, l.Path, l.Line, l.Link
			row[4] = OtherGrade{Levels: levels}.Stated()
		}
		for i, cell := range row {
			if s, ok := cell.(string); ok {
				row[i] = inert.Short(inert.Visible(s), longest)
			}
		}
		if !c.WithPeople || len(people) == 0 {
			if c.WithPeople {
				row = append(row, "", "")
			}
			t.Rows = append(t.Rows, row)
			return
		}
		for _, p := range people {
			one := append(append([]any{}, row...), inert.Short(inert.Visible(p.ID), longest), inert.Short(inert.Visible(p.Name), longest))
			one[7], one[8] = 1, strconv.Itoa(p.Row)
			t.Rows = append(t.Rows, one)
		}
	}
	for _, u := range c.Unknown {
		var nearest []Job
		if u.Nearest != nil {
			nearest = []Job{*u.Nearest}
		}
		add("title of no level", u.Title, nil, nearest, "", u.Words(), u.People)
	}
	for _, o := range c.Spelt {
		add("title in other words", o.Title, nil, []Job{o.Level}, "", o.Words(), o.People)
	}
	for _, o := range c.Grades {
		add("grade", o.Levels[0].Title, o.Grade, o.Levels, "", "the catalog says "+o.Stated(), o.People)
	}
	for _, o := range c.Lines {
		add("reporting line", o.Levels[0].Title, nil, o.Levels, o.Manager[0].Title, o.Words(), o.People)
	}
	for _, v := range c.Vacant {
		add("level that nobody holds", "", nil, []Job{v.Level}, "", "", nil)
	}
	for _, f := range c.Faults {
		add("not comparable", "", nil, nil, "", f.Words(), f.People)
	}
	return t
}

// longest is how many characters of a text anybody reads.
const longest = 1000

// Rows are the rows in which people stand, the first of them: "17, 18 and 3 more".
func Rows(people []Who, most int) string {
	var rows []string
	for i, p := range people {
		if i == most {
			return strings.Join(rows, ", ") + " and " + strconv.Itoa(len(people)-most) + " more"
		}
		rows = append(rows, strconv.Itoa(p.Row))
	}
	return strings.Join(rows, ", ")
}
