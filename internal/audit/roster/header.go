package roster

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"jobcat/schema"
)

// Names that people are put together from where no column has them whole.
const (
	givenName  = "given name"
	familyName = "family name"
)

// usual are the headers that HR systems give to columns in English, German and French, as words has them.
var usual = map[string][]string{
	"title": {
		"title", "job title", "job title description", "position title", "business title", "job profile", "job profile name", "position", "role", "job role", "job name", "job",
		"stelle", "stellenbezeichnung", "stellentitel", "jobtitel", "jobbezeichnung", "positionsbezeichnung", "funktion", "funktionsbezeichnung", "berufsbezeichnung", "tatigkeit", "rolle",
		"intitule du poste", "intitule de poste", "libelle du poste", "titre du poste", "poste", "intitule de l'emploi", "libelle de l'emploi", "libelle emploi", "emploi", "fonction",
	},
	"grade": {
		"grade", "job grade", "pay grade", "pay grade code", "salary grade", "compensation grade", "grade level", "grade name",
		"entgeltgruppe", "gehaltsgruppe", "gehaltsstufe", "lohngruppe", "tarifgruppe", "vergutungsgruppe", "echelon",
	},
	"code": {"code", "job code", "jobcode", "job profile code", "jobcat code", "stellencode", "code emploi"},
	"id": {
		"id", "employee id", "employee number", "employee no", "worker id", "worker number", "associate id", "person id", "person number", "personnel number", "staff id", "staff number", "user id",
		"personalnummer", "personalnr", "personal nr", "personal id", "pers nr", "persnr", "mitarbeiternummer", "mitarbeiternr", "mitarbeiter nr", "mitarbeiter id",
		"matricule", "n° matricule", "numero de matricule", "numero d'employe", "id employe",
	},
	"name": {
		"name", "full name", "employee name", "employee", "worker", "worker name", "associate name", "payroll name", "display name", "legal name", "preferred name", "last name first name",
		"mitarbeiter", "mitarbeiterin", "mitarbeiter in", "mitarbeitername", "name vorname", "nachname vorname", "nom complet", "nom et prenom", "nom prenom", "salarie", "collaborateur", "employe",
	},
	givenName:  {"first name", "given name", "legal first name", "preferred first name", "vorname", "prenom"},
	familyName: {"last name", "family name", "surname", "legal last name", "preferred last name", "nachname", "familienname", "nom", "nom de famille"},
	"manager": {
		"manager", "line manager", "direct manager", "reporting manager", "current manager", "worker manager", "supervisor", "reports to", "reporting to",
		"vorgesetzter", "vorgesetzte", "vorgesetzten", "vorgesetzte r", "vorgesetzte in", "fuhrungskraft", "berichtet an",
		"responsable", "responsable hierarchique", "superieur hierarchique", "n+1",
	},
}

// ofManager are the words that say behind or before one for a manager which of its columns it is.
var ofManager = map[string][]string{
	"manager":       {"name", "full name"},
	"manager_id":    usual["id"],
	"manager_title": {"title", "job title", "position", "position title", "stelle", "stellenbezeichnung", "poste", "fonction"},
}

// isUsual says whether a header, as words has it, usually names a column.
func isUsual(is, header string) bool {
	if slices.Contains(usual[is], header) {
		return true
	}
	for _, manager := range usual["manager"] {
		rest, behind := strings.CutPrefix(header, manager+" ")
		if !behind {
			var before bool
			if rest, before = strings.CutSuffix(header, " "+manager); !before {
				continue
			}
			for _, of := range []string{" du", " de", " des", " of"} {
				rest = strings.TrimSuffix(rest, of)
			}
		}
		if slices.Contains(ofManager[is], rest) {
			return true
		}
	}
	return false
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
	faults  []string // what is not clear
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
	if len(bestHeader.faults) > 0 {
		return grid{}, header{}, wrongColumns("%s", strings.Join(bestHeader.faults, "; "))
	}
	return best, bestHeader, best.alone(bestHeader, grids)
}

// alone is the error for a workbook that has another sheet with the same columns, as its people would be missed.
func (g grid) alone(h header, grids []grid) error {
	for _, other := range grids {
		if other.sheet == g.sheet {
			continue
		}
		for _, r := range other.rows[:min(len(other.rows), headerWithin)] {
			if h.repeats(r) {
				return wrongColumns("the sheets %q and %q have the same columns; put all people into one sheet, or export the one that is meant as CSV", g.sheet, other.sheet)
			}
		}
	}
	return nil
}

// header finds the row that names the columns: the one that names most of them, the title among them; the first of equals.
func (g grid) header(columns map[string]string) (header, bool) {
	var best header
	found := false
	for i, r := range g.rows[:min(len(g.rows), headerWithin)] {
		h := headerOf(i, r.cells, columns)
		if _, hasTitle := h.index["title"]; hasTitle && (!found || len(h.index) > len(best.index)) {
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
			if want, ok := named[is]; ok && w != "" && w == words(want) || !ok && !claimed[w] && isUsual(is, w) {
				at = append(at, i)
			}
		}
		if want, ok := named[is]; ok && len(at) > 1 { // "ID" beside "id"
			if exact := slices.DeleteFunc(slices.Clone(at), func(i int) bool { return blanks(cells[i]) != want }); len(exact) == 1 {
				at = exact
			}
		}
		// Names only serve to find managers, so that one of several does.
		if _, ok := named[is]; len(at) > 1 && (ok || is != "name" && is != givenName && is != familyName) {
			h.faults = append(h.faults, ambiguous(is, cells, at, named))
		}
		if len(at) > 0 {
			h.index[is] = at[0]
		}
	}
	if at, ok := h.index["name"]; ok && named["name"] == "" { // "Name" beside "Vorname"
		_, given := h.index[givenName]
		if _, family := h.index[familyName]; given && !family {
			h.index[familyName] = at
			delete(h.index, "name")
		}
	}
	for _, is := range recognized {
		if i, ok := h.index[is]; ok {
			taken[i] = true
			h.columns = append(h.columns, Column{cmp.Or(map[string]string{givenName: "name", familyName: "name"}[is], is), blanks(cells[i])})
		}
	}
	for _, is := range schema.RosterColumns {
		if want, ok := named[is]; ok && len(h.index) > 0 {
			if _, there := h.index[is]; !there {
				h.faults = append(h.faults, fmt.Sprintf("there is no column %q for the %s%s", want, meaning(is), thereAre(cells, named)))
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

func ambiguous(is string, cells []string, at []int, named map[string]string) string {
	var headers []string
	same := true
	for _, i := range at {
		headers = append(headers, cells[i])
		same = same && words(cells[i]) == words(cells[at[0]])
	}
	if same {
		return fmt.Sprintf("%d columns are called %q, so it is not clear which has the %s; rename one of them", len(at), cmp.Or(named[is], blanks(headers[0])), meaning(is))
	}
	all := "both"
	if len(at) > 2 {
		all = "all"
	}
	return fmt.Sprintf(`the columns %s can %s be the %s; say which it is, with --column %s=%q, or for good with roster: columns: %s: %q in jobcat.cue`,
		quoted(headers), all, meaning(is), is, blanks(headers[0]), is, blanks(headers[0]))
}

// noHeader says that no row names the titles of people. It shows the headers if it is sure to show no person instead.
func noHeader(grids []grid, columns map[string]string) error {
	var likely []string
	rows := false
	for _, g := range grids {
		for _, r := range g.rows[:min(len(g.rows), headerWithin)] {
			rows = rows || filled(r.cells) > 0
			if known(r.cells, columns) > known(likely, columns) {
				likely = r.cells
			}
		}
	}
	const remedy = `it is not clear which column has the titles of people; say so with --column title="…", or for good with roster: columns: title: "…" in jobcat.cue`
	switch want := columns["title"]; {
	case !rows:
		return wrongColumns("it has no rows")
	case want != "":
		return wrongColumns("no column is called %q%s", want, thereAre(likely, columns))
	case thereAre(likely, columns) == "":
		return wrongColumns("none of its first rows has words that are known as those of a header, so " + remedy)
	}
	return wrongColumns("%s%s", remedy, thereAre(likely, columns))
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

// known counts the cells that are usual headers, or named.
func known(cells []string, named map[string]string) int {
	n := 0
	for _, c := range cells {
		w := words(c)
		if w != "" && slices.ContainsFunc(recognized, func(is string) bool { return isUsual(is, w) || w == words(named[is]) }) {
			n++
		}
	}
	return n
}

// thereAre says which headers there are, behind something else; "" if the row may be a person, as one with the title "Manager":
// who people are is not said.
func thereAre(cells []string, named map[string]string) string {
	switch n := filled(cells); {
	case n == 0 || known(cells, named) < min(2, n):
		return ""
	case n == 1:
		return "; there is " + quoted(cells)
	}
	return "; there are " + quoted(cells)
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

// words is what two spellings of a header have in common: "jobTitle", "JOB_TITLE" and "Job Title *" are one, and so are "Prénom" and
// "prenom".
func words(header string) string {
	header = camel.ReplaceAllString(norm.NFD.String(blanks(header)), "$1 $2")
	header = strings.NewReplacer("’", "'", "#", " number ").Replace(strings.ToLower(header))
	header = strings.ReplaceAll(header, "'s ", " ")
	header = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, header)
	return strings.Join(strings.FieldsFunc(header, func(r rune) bool { return strings.ContainsRune(" _-.,:*/()", r) }), " ")
}

// repeats says whether a row is the header again, as reports of several pages have it.
func (h header) repeats(r gridRow) bool {
	return slices.EqualFunc(r.cells, h.cells, func(a, b string) bool { return words(a) == words(b) })
}
