// Package roster compares the people that an HR system lists with the catalog: who has a title that no level has, whose
// grade is another one, who reports to somebody else than the catalog says, and which levels nobody holds.
//
// Who people are is their own business. A Comparison has their names and ids only if it is asked for them; without, it says
// in which lines of the roster they stand, which tells something only to whoever has the roster.
package roster

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Roster is what an HR system has exported.
type Roster struct {
	Form    string // how the file is written, for people: "CSV with semicolons, Windows-1252"
	Unit    string // what its rows are counted in: "line", or "row" of a workbook
	Header  int    // the row of the header, 1-based
	Columns []Column
	Unused  []string // the headers of all other columns
	People  []Person
}

// Column is a column of a roster whose meaning is known.
type Column struct {
	Is     string `json:"is"`     // one of schema.RosterColumns
	Header string `json:"header"` // as written
}

// Person is one row of a roster, its cells as written, without the blanks around them.
type Person struct {
	Row          int // 1-based, in the unit of the roster
	Title        string
	Grade        string
	Code         string
	ID           string
	Name         string
	Manager      string
	ManagerID    string
	ManagerTitle string

	Shifted bool // the cells are not those of the header, so that nobody knows what they are; none is read
}

// ErrColumns says that a file was read and it is not clear which of its columns is what.
var ErrColumns = errors.New("columns")

// columnsError is an ErrColumns in words of its own.
type columnsError struct{ words string }

func (e columnsError) Error() string        { return e.words }
func (e columnsError) Is(target error) bool { return target == ErrColumns }

func wrongColumns(format string, args ...any) error {
	return columnsError{fmt.Sprintf(format, args...)}
}

// grid is a file as rows of cells, before it is known what the columns are.
type grid struct {
	form, unit string
	sheet      string // of a workbook; "" for lines
	rows       []gridRow
}

type gridRow struct {
	number int // 1-based
	cells  []string
	shown  []string // as a spreadsheet shows them; the same as cells unless the file is a workbook
}

// Read reads a roster: CSV, or a workbook (xlsx). The columns are the words in the headers by schema.RosterColumns, for
// those that their usual names do not tell. An error that is ErrColumns can be helped by naming columns.
func Read(data []byte, columns map[string]string) (*Roster, error) {
	var grids []grid
	var err error
	switch {
	case strings.HasPrefix(string(data), "PK\x03\x04"):
		grids, err = sheets(data)
	case strings.HasPrefix(string(data), "\xd0\xcf\x11\xe0"):
		return nil, errors.New("it is an old or a protected file of Excel; save it as xlsx without a password, or as CSV")
	default:
		grids, err = separated(data)
	}
	if err != nil {
		return nil, err
	}
	best, bestAt, err := choose(grids, columns)
	if err != nil {
		return nil, err
	}
	return best.people(bestAt), nil
}

// people are the rows below the header.
func (g grid) people(h header) *Roster {
	r := &Roster{Form: g.form, Unit: g.unit, Header: g.rows[h.row].number, Columns: h.columns, Unused: h.unused}
	below := g.rows[h.row+1:]
	for i, row := range below {
		switch p := h.person(row); {
		case h.repeats(row), isTotal(row.cells):
		case g.sheet == "" && (filled(row.cells[min(len(row.cells), len(h.cells)):]) > 0 || h.broken(below, i) || i > 0 && h.broken(below, i-1)):
			r.People = append(r.People, Person{Row: row.number, Shifted: true})
		case p != Person{Row: row.number}:
			r.People = append(r.People, p)
		}
	}
	return r
}

// person is what the cells of a row say.
func (h header) person(row gridRow) Person {
	cell := func(from []string, column string) string {
		if i, ok := h.index[column]; ok && i < len(from) {
			return blanks(from[i])
		}
		return ""
	}
	p := Person{
		Row: row.number, Title: cell(row.shown, "title"), Grade: cell(row.shown, "grade"), Code: cell(row.cells, "code"),
		ID: cell(row.cells, "id"), Name: cell(row.cells, "name"), Manager: cell(row.cells, "manager"),
		ManagerID: cell(row.cells, "manager_id"), ManagerTitle: cell(row.cells, "manager_title"),
	}
	if first, last := cell(row.cells, givenName), cell(row.cells, familyName); p.Name == "" {
		p.Name = blanks(first + " " + last)
	}
	// Workday calls a position by its title and whoever holds it.
	if title, holder, ok := cutLast(p.Title, " - "); ok && p.Name != "" && nameKey(holder) == nameKey(p.Name) {
		p.Title = title
	}
	return p
}

func cutLast(s, sign string) (before, after string, found bool) {
	i := strings.LastIndex(s, sign)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sign):], true
}

// broken says whether a row and the next one are the halves of one, as where the end of a line stands in a cell without
// quotation marks.
func (h header) broken(rows []gridRow, i int) bool {
	if i+1 >= len(rows) {
		return false
	}
	a, b := len(rows[i].cells), len(rows[i+1].cells)
	return max(a, b) < len(h.cells) && a+b == len(h.cells)+1
}

// total is what stands in front of the last row of a report.
var total = regexp.MustCompile(`(?i)^(?:(?:grand |sub)?totals?|total général|sum|summe|gesamt|gesamtsumme|anzahl|somme)\P{L}*$`)

// isTotal says whether a row counts the others: the first cell that is filled says so, and next to it are numbers only.
func isTotal(cells []string) bool {
	first := slices.IndexFunc(cells, func(c string) bool { return blanks(c) != "" })
	return first >= 0 && total.MatchString(blanks(cells[first])) && !slices.ContainsFunc(cells[first+1:], func(c string) bool {
		return strings.ContainsFunc(c, unicode.IsLetter)
	})
}
