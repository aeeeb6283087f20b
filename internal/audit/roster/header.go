package roster

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"jobcat/schema"
)

// Names that people are put together from where no column has them whole.
const (
	givenName  = "given name"
	familyName = "family name"
)

// usual are the headers that HR systems give to columns, in small letters without punctuation.
var usual = map[string][]string{
	"title":         {"title", "job title", "position title", "business title", "job profile", "job profile name", "position", "role", "job role", "job name", "job"},
	"grade":         {"grade", "job grade", "pay grade", "salary grade", "compensation grade", "grade level"},
	"code":          {"code", "job code", "job profile code", "jobcat code"},
	"id":            {"id", "employee id", "employee number", "employee no", "worker id", "person id", "person number", "personnel number", "staff id", "user id"},
	"name":          {"name", "full name", "employee name", "employee", "worker", "worker name", "display name", "legal name", "preferred name"},
	givenName:       {"first name", "given name", "legal first name", "preferred first name"},
	familyName:      {"last name", "family name", "surname", "legal last name", "preferred last name"},
	"manager":       {"manager", "manager name", "manager full name", "line manager", "direct manager", "reporting manager", "supervisor", "supervisor name", "reports to"},
	"manager_id":    {"manager id", "manager employee id", "manager employee number", "manager number", "manager worker id", "line manager id", "supervisor id", "reports to id"},
	"manager_title": {"manager title", "manager job title", "manager position", "line manager title", "supervisor title", "reports to title"},
}

// recognized are the columns that are looked for, in the order in which people are told of them.
var recognized = append(slices.Clone(schema.RosterColumns), givenName, familyName)

// header is the row that names the columns.
type header struct {
	row     int            // in the grid, from 0
	index   map[string]int // of the columns by what they are
	columns []Column
	unused  []string
	cells   []string
	fault   error // what is not clear
}

// headerWithin is how many rows a header is looked for in: reports have a title and a date above it.
const headerWithin = 50

// choose finds the table of people: the sheet, or the separator, whose header has most columns that are known.
func choose(grids []grid, columns map[string]string) (grid, header, error) {
	var best grid
	var bestHeader header
	var bestRank []int
	for _, g := range grids {
		h, ok := g.header(columns)
		if !ok {
			continue
		}
		even := 0
		for _, r := range g.rows[h.row:] {
			if len(r.cells) == len(h.cells) {
				even++
			}
		}
		if rank := []int{len(h.index), len(h.cells), even}; bestRank == nil || slices.Compare(rank, bestRank) > 0 {
			best, bestHeader, bestRank = g, h, rank
		}
	}
	if bestRank == nil {
		return grid{}, header{}, noHeader(grids, columns)
	}
	return best, bestHeader, bestHeader.fault
}

// header finds the row that names the columns: the one that names most of them, the title among them; the first of equals.
func (g grid) header(columns map[string]string) (header, bool) {
	var best header
	found := false
	for i, r := range g.rows[:min(len(g.rows), headerWithin)] {
		h := headerOf(i, r.cells, columns)
		_, hasTitle := h.index["title"]
		if (hasTitle || h.fault != nil) && (!found || len(h.index) > len(best.index)) {
			best, found = h, true
		}
	}
	return best, found
}

func headerOf(row int, cells []string, named map[string]string) header {
	h := header{row: row, index: map[string]int{}, cells: cells}
	taken := map[int]bool{}
	claimed := map[string]bool{} // by name, so that they are nothing else
	for _, want := range named {
		claimed[words(want)] = true
	}
	for _, is := range recognized {
		var at []int
		for i, cell := range cells {
			w := words(cell)
			if want, ok := named[is]; ok && w != "" && w == words(want) || !ok && !claimed[w] && slices.Contains(usual[is], w) {
				at = append(at, i)
			}
		}
		if want, ok := named[is]; ok && len(at) > 1 { // "ID" beside "id"
			if exact := slices.DeleteFunc(slices.Clone(at), func(i int) bool { return blanks(cells[i]) != want }); len(exact) == 1 {
				at = exact
			}
		}
		if len(at) > 1 && h.fault == nil {
			h.fault = ambiguous(is, cells, at, named)
		}
		if len(at) > 0 {
			h.index[is] = at[0]
		}
	}
	for _, is := range recognized {
		if i, ok := h.index[is]; ok {
			taken[i] = true
			h.columns = append(h.columns, Column{cmp.Or(map[string]string{givenName: "name", familyName: "name"}[is], is), blanks(cells[i])})
		}
	}
	for _, is := range schema.RosterColumns {
		if want, ok := named[is]; ok && h.fault == nil && len(h.index) > 0 {
			if _, there := h.index[is]; !there {
				h.fault = wrongColumns("there is no column %q for the %s; %s", want, meaning(is), thereAre(cells))
			}
		}
	}
	for i, cell := range cells {
		if !taken[i] && blanks(cell) != "" {
			h.unused = append(h.unused, blanks(cell))
		}
	}
	return h
}

// meaning is what a column holds, in words.
func meaning(is string) string {
	switch is {
	case "id":
		return "id of a person"
	case "name":
		return "name of a person"
	case "manager_id":
		return "id of the manager"
	case "manager_title":
		return "title of the manager"
	case "code":
		return "job code"
	}
	return is
}

func ambiguous(is string, cells []string, at []int, named map[string]string) error {
	var headers []string
	for _, i := range at {
		headers = append(headers, cells[i])
	}
	if want, ok := named[is]; ok {
		return wrongColumns("%d columns are called %q, so it is not clear which has the %s; rename one of them", len(at), want, meaning(is))
	}
	return wrongColumns(`the columns %s can both be the %s; say which it is, with --column %s=%q, or for good with roster: columns: %s: %q in jobcat.cue`,
		quoted(headers), meaning(is), is, blanks(headers[0]), is, blanks(headers[0]))
}

// noHeader says that no row names the titles of people, with what the row names that looks most like a header.
func noHeader(grids []grid, columns map[string]string) error {
	var widest []string
	for _, g := range grids {
		for _, r := range g.rows[:min(len(g.rows), headerWithin)] {
			if filled(r.cells) > filled(widest) {
				widest = r.cells
			}
		}
	}
	if filled(widest) == 0 {
		return wrongColumns("it has no rows")
	}
	if want := columns["title"]; want != "" {
		return wrongColumns("no column is called %q; %s", want, thereAre(widest))
	}
	return wrongColumns(`it is not clear which column has the titles of people; say so with --column title="…", or for good with roster: columns: title: "…" in jobcat.cue; %s`, thereAre(widest))
}

// filled counts the cells with a word.
func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.ContainsFunc(c, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// thereAre says which headers there are.
func thereAre(cells []string) string {
	if filled(cells) == 1 {
		return "there is " + quoted(cells)
	}
	return "there are " + quoted(cells)
}

// quoted is a list of headers, the first of them.
func quoted(cells []string) string {
	const most = 12
	var list []string
	for _, c := range cells {
		if c = blanks(c); c != "" {
			list = append(list, fmt.Sprintf("%.60q", c))
		}
	}
	if len(list) > most {
		list = append(list[:most], fmt.Sprintf("%d more", len(list)-most))
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

var camel = regexp.MustCompile(`([a-z])([A-Z])`)

// words is what two spellings of a header have in common: "jobTitle", "JOB_TITLE" and "Job Title *" are one.
func words(header string) string {
	header = camel.ReplaceAllString(blanks(header), "$1 $2")
	header = strings.NewReplacer("'s", "", "’s", "").Replace(strings.ToLower(header))
	return strings.Join(strings.FieldsFunc(header, func(r rune) bool { return strings.ContainsRune(" _-.:*#/()", r) }), " ")
}

// repeats says whether a row is the header again, as reports of several pages have it.
func (h header) repeats(r gridRow) bool {
	return slices.EqualFunc(r.cells, h.cells, func(a, b string) bool { return words(a) == words(b) })
}
