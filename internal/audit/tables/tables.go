// Package tables lays an audit out in rows and columns. What CSV, the workbook and its readers call a column is said here
// and nowhere else.
//
// Text of the catalog is made harmless in the rows themselves: characters that nobody sees or that turn the order of others
// round become ones that can be seen, and what nobody reads to its end is cut. Whether a spreadsheet would take a cell for a
// formula is for the format to prevent, as CSV does.
package tables

import (
	"slices"
	"strconv"
	"strings"

	"jobcat/internal/audit"
	"jobcat/internal/inert"
)

// Table is one question of an audit with its rows.
type Table struct {
	Name    string // for flags and files: "levels"
	Title   string // for people: "Levels"
	About   string // what a row is, as a sentence without its stop
	Columns []Column
	Rows    [][]any // each cell a string, an int, a float64, or nil for nothing
}

// Column is one column of a table.
type Column struct {
	Name  string // for programs: "grade_min"
	Title string // for people: "Grade"
	Kind  Kind
	Width int // in characters, for what lays pages out
}

// Kind says what the cells of a column hold.
type Kind string

// The kinds of columns.
const (
	Text   Kind = "text"
	Number Kind = "number" // ints and float64s
	Link   Kind = "link"   // the address of a web page, or ""
)

// Names are the names of the tables of every audit, in the order in which people read them.
func Names() []string {
	var names []string
	for _, t := range tables {
		names = append(names, t.Name)
	}
	return names
}

// HistoryNames are the names of the tables that an audit with a history has as well.
func HistoryNames() []string {
	var names []string
	for _, t := range historyTables {
		names = append(names, t.Name)
	}
	return names
}

// All are all tables of an audit.
func All(a *audit.Audit) []Table {
	var all []Table
	for _, t := range tables {
		all = append(all, t.of(a))
	}
	if a.History != nil {
		for _, t := range historyTables {
			all = append(all, t.of(a))
		}
	}
	return all
}

// Named is one table of an audit; false if there is none of that name.
func Named(a *audit.Audit, name string) (Table, bool) {
	for _, t := range slices.Concat(tables, historyTables) {
		if t.Name == name {
			return t.of(a), true
		}
	}
	return Table{}, false
}

// definition is a table before its rows are known. Add says what the columns and rows are.
type definition struct {
	Name, Title, About string
	fill               func(t *Table, x index)
}

var tables = []definition{
	{"levels", "Levels", "one level of the catalog, as systems for HR load it", levels},
	{"families", "Families", "one job family", families},
	{"matrix", "Matrix", "one track of a family, with its levels by grade", matrix},
	{"grades", "Grades", "how many levels with a rung have a grade", grades},
	{"outliers", "Outliers", "one grade that is not as elsewhere", outliers},
	{"titles", "Titles", "one level whose title others have, too", titles},
	{"ladders", "Ladders", "what one track of a family uses of its ladder", ladders},
	{"reporting", "Reporting lines", "one statement of whom a level reports to, or a level that has none", reporting},
	{"inheritance", "Inheritance", "one level that takes something over, or that others take something over from", inheritance},
	{"completeness", "Completeness", "how many levels of a department have something", completeness},
	{"rules", "Rules", "how many findings of a rule a department has", rules},
	{"findings", "Findings", "one thing that is wrong", findings},
}

func (d definition) of(a *audit.Audit) Table {
	t := Table{Name: d.Name, Title: d.Title, About: d.About, Rows: [][]any{}}
	d.fill(&t, newIndex(a))
	return t
}

// columns sets the columns.
func (t *Table) columns(c ...Column) { t.Columns = c }

// add adds a row.
func (t *Table) add(cells ...any) {
	for i, c := range cells {
		if s, ok := c.(string); ok {
			cells[i] = inert.Short(inert.Visible(s), longest)
		}
	}
	t.Rows = append(t.Rows, cells)
}

// longest is how many characters of a text anybody reads. A title can have a million.
const longest = 1000

// index finds levels by their codes.
type index struct {
	*audit.Audit
	levels map[string]*audit.Level
}

func newIndex(a *audit.Audit) index {
	x := index{a, map[string]*audit.Level{}}
	for _, list := range [][]audit.Level{a.Levels, a.Others} {
		for i := range list {
			x.levels[list[i].Code] = &list[i]
		}
	}
	return x
}

// titles are the titles of levels in one cell.
func (x index) titles(codes []string) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = x.levels[c].Title
	}
	return strings.Join(words, "; ")
}

// list is several words in one cell.
func list(words []string) string { return strings.Join(words, "; ") }

// numbers is several numbers in one cell: a number if it is one.
func numbers(n []float64) any {
	switch len(n) {
	case 0:
		return nil
	case 1:
		return n[0]
	}
	words := make([]string, len(n))
	for i, v := range n {
		words[i] = strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strings.Join(words, " or ")
}

func lowest(g *audit.Grade) any {
	if g == nil {
		return nil
	}
	return g.Min
}

func highest(g *audit.Grade) any {
	if g == nil {
		return nil
	}
	return g.Max
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
