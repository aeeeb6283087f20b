package roster

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/audit"
	"jobcat/schema"
)

// Input is what is compared.
type Input struct {
	Audit   *audit.Audit // of the whole catalog
	Graph   *catalog.Graph
	Catalog *catalog.Catalog // for its registry, and for specialties
	Policy  *schema.Policy
	Roster  *Roster

	WithPeople bool // whether the comparison has names and ids
}

// Comparison is what a roster and the catalog say differently. Lists are sorted and never nil; what concerns most people
// comes first.
type Comparison struct {
	Format     int    `json:"format"` // 1: a field is never renamed or dropped within a format
	WithPeople bool   `json:"with_people"`
	Source     Source `json:"source"`
	Totals     Totals `json:"totals"`

	Unknown []UnknownTitle `json:"unknown_titles"` // titles that no level has
	Spelt   []OtherTitle   `json:"other_titles"`   // titles that are those of levels, in other words
	Grades  []OtherGrade   `json:"other_grades"`   // grades that the catalog does not give to the title
	Lines   []OtherLine    `json:"other_lines"`    // managers whom the catalog does not name
	Vacant  []Vacancy      `json:"vacant"`         // levels that nobody holds, by department and place
	Faults  []Fault        `json:"not_comparable"` // what kept rows from being compared
}

// Source is where people were read from.
type Source struct {
	Form    string   `json:"form"`
	Unit    string   `json:"unit"`   // "line" or "row"
	Header  int      `json:"header"` // its row
	Columns []Column `json:"columns"`
	Unused  []string `json:"unused"` // headers of columns that were not looked at
}

// Totals is how much was compared.
type Totals struct {
	People  int `json:"people"`
	Titles  int `json:"titles"`  // different ones
	Matched int `json:"matched"` // people whose title is that of a level
	Graded  int `json:"graded"`  // people whose grade could be compared
	Placed  int `json:"placed"`  // people whose manager could be compared
	Levels  int `json:"levels"`
	Held    int `json:"held"` // levels that somebody holds
}

// Who is one person of a roster.
type Who struct {
	Row  int    `json:"row"`
	ID   string `json:"id,omitempty"`   // only if people are asked for
	Name string `json:"name,omitempty"` // only if people are asked for
}

// Job is a level as a comparison names it.
type Job struct {
	Code  string       `json:"code"`
	Title string       `json:"title"`
	Grade *audit.Grade `json:"grade"`
	Path  string       `json:"path"`
	Line  int          `json:"line"`
	Link  string       `json:"link"`
}

// UnknownTitle is a title that no level has.
type UnknownTitle struct {
	Title   string `json:"title"`
	Nearest *Job   `json:"nearest"` // nil if no level is like it
	Sure    bool   `json:"sure"`    // whether the nearest can only be meant: a slip of the keyboard, or a page that moved
	Why     string `json:"why"`     // it is the nearest: lower case, no final stop
	People  []Who  `json:"people"`
}

// OtherTitle is a title of a level in other words than the catalog's.
type OtherTitle struct {
	Title  string `json:"title"`
	Level  Job    `json:"level"`
	Why    string `json:"why"` // it is known to be that level
	People []Who  `json:"people"`
}

// OtherGrade is a grade that the catalog does not give to a title.
type OtherGrade struct {
	Levels []Job   `json:"levels"` // that have the title: of several families if there are more
	Grade  float64 `json:"grade"`
	People []Who   `json:"people"`
}

// OtherLine is a manager whom the catalog does not name.
type OtherLine struct {
	Levels  []Job `json:"levels"`  // that have the title of the person
	Manager []Job `json:"manager"` // the levels that have the title of the manager
	Says    []Job `json:"says"`    // whom the catalog names
	How     How   `json:"how"`
	Vacant  bool  `json:"vacant"` // whether nobody holds what the catalog names
	People  []Who `json:"people"`
}

// How says how a manager is not the one whom the catalog names.
type How string

// The ways, the most notable first.
const (
	Below     How = "below"     // the manager reports to this level, by the catalog
	SameLevel How = "same"      // the manager has the same title
	Elsewhere How = "elsewhere" // the manager is in another line
	FurtherUp How = "above"     // the manager is above the one whom the catalog names
)

var ways = []How{Below, SameLevel, Elsewhere, FurtherUp}

// Vacancy is a level that nobody holds.
type Vacancy struct {
	Department string `json:"department"`
	Family     string `json:"family"`
	Level      Job    `json:"level"`
}

// FaultKind says what kept rows from being compared.
type FaultKind string

// The kinds of faults, in the order in which people are told of them.
const (
	Shifted        FaultKind = "cells"    // they are not those of the header
	OfPerson       FaultKind = "personal" // where a title, a grade or a code should be stands who somebody is
	NoTitle        FaultKind = "no-title"
	NoGrade        FaultKind = "no-grade"   // what stands for a grade is none
	DateAsGrade    FaultKind = "date"       // a spreadsheet has made a date of it
	UnknownCode    FaultKind = "code"       // no level has it
	SameID         FaultKind = "same-id"    // several rows have it
	NoSuchManager  FaultKind = "no-manager" // no row has the id, the name or the title
	SeveralManager FaultKind = "managers"   // several rows have the id or the name
	OwnManager     FaultKind = "own-manager"
)

var faultKinds = []FaultKind{Shifted, OfPerson, NoTitle, NoGrade, DateAsGrade, UnknownCode, SameID, NoSuchManager, SeveralManager, OwnManager}

// Fault is one thing that kept rows from being compared.
type Fault struct {
	Kind   FaultKind `json:"kind"`
	Value  string    `json:"value"` // the grade or the code that is none; never what tells who somebody is
	People []Who     `json:"people"`
}

// JSON writes the comparison, in format 1.
func (c *Comparison) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(c)
}

// New compares a roster with the catalog.
func New(in Input) *Comparison {
	q := newMatcher(in)
	r := q.Roster
	c := &Comparison{
		Format: 1, WithPeople: in.WithPeople,
		Source:  Source{r.Form, r.Unit, r.Header, r.Columns, slices.Concat([]string{}, r.Unused)},
		Unknown: []UnknownTitle{}, Spelt: []OtherTitle{}, Grades: []OtherGrade{}, Lines: []OtherLine{}, Vacant: []Vacancy{}, Faults: []Fault{},
	}
	matches := make([]match, len(r.People))
	titles := map[string]bool{}
	faults := newGroups[fault]()
	unknown, spelt := newGroups[string](), newGroups[otherKey]()
	why := map[otherKey]match{}
	for i, p := range r.People {
		who := q.who(p)
		switch {
		case p.Shifted:
			faults.add(fault{kind: Shifted}, who)
			continue
		case p.Title == "" && p.Code == "":
			faults.add(fault{kind: NoTitle}, who)
			continue
		}
		if p.Title != "" {
			titles[p.Title] = true
		}
		m := q.match(p)
		matches[i] = m
		if m.badCode {
			faults.add(q.fault(UnknownCode, p.Code), who)
		}
		switch {
		case len(m.levels) == 0 && q.personal(p.Title):
			faults.add(fault{kind: OfPerson}, who)
		case len(m.levels) == 0:
			unknown.add(p.Title, who)
		case m.why != "":
			k := otherKey{p.Title, m.levels[0].Code}
			spelt.add(k, who)
			why[k] = m
		}
	}
	for title, people := range unknown.all() {
		near := q.nearest(title)
		u := UnknownTitle{Title: title, Sure: near.sure, Why: near.why, People: people}
		if near.level != nil {
			job := q.job(near.level)
			u.Nearest = &job
		}
		c.Unknown = append(c.Unknown, u)
	}
	for k, people := range spelt.all() {
		c.Spelt = append(c.Spelt, OtherTitle{k.title, q.job(why[k].levels[0]), why[k].why, people})
	}
	c.Grades, c.Totals.Graded = q.grades(matches, faults)
	held := q.held(matches, c.Unknown)
	c.Lines, c.Totals.Placed = q.lines(matches, held, faults)
	q.sameIDs(faults)
	for _, l := range q.levels {
		if !held[l.Code] {
			c.Vacant = append(c.Vacant, Vacancy{l.Department, l.Family, q.job(l)})
		}
	}
	for f, people := range faults.all() {
		c.Faults = append(c.Faults, Fault{f.kind, f.value, people})
	}
	for _, m := range matches {
		c.Totals.Matched += min(1, len(m.levels))
	}
	c.Totals.People, c.Totals.Titles = len(r.People), len(titles)
	c.Totals.Levels, c.Totals.Held = len(q.levels), len(q.levels)-len(c.Vacant)
	c.sort()
	return c
}

// otherKey is a title with the code of the level that it stands for.
type otherKey struct{ title, code string }

// fault is what faults have in common that are told of together. First is the row of the first of those with one id.
type fault struct {
	kind  FaultKind
	value string
	first int
}

// fault is one about a value, unless that says who somebody is.
func (q *matcher) fault(kind FaultKind, value string) fault {
	if q.personal(value) {
		return fault{kind: OfPerson}
	}
	return fault{kind: kind, value: value}
}

// personal says whether a text is the id or the address of a person, or has a name in it: where a cell was filled in a column too
// far, and of assistants by the names of those whom they assist.
func (q *matcher) personal(s string) bool {
	if strings.Contains(s, "@") || len(q.byID[s]) > 0 || s != "" && len(q.byName[nameKey(s)]) > 0 {
		return true
	}
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" ,()", r) })
	for from := range words {
		for to := from + 2; to <= len(words); to++ {
			if len(q.byName[strings.Join(words[from:to], " ")]) > 0 {
				return true
			}
		}
	}
	return false
}

func (c *Comparison) sort() {
	slices.SortStableFunc(c.Unknown, func(a, b UnknownTitle) int {
		return cmp.Or(byPeople(a.People, b.People), cmp.Compare(a.Title, b.Title))
	})
	slices.SortStableFunc(c.Spelt, func(a, b OtherTitle) int { return cmp.Or(byPeople(a.People, b.People), cmp.Compare(a.Title, b.Title)) })
	slices.SortStableFunc(c.Grades, func(a, b OtherGrade) int {
		return cmp.Or(byPeople(a.People, b.People), cmp.Compare(a.Levels[0].Title, b.Levels[0].Title), cmp.Compare(a.Grade, b.Grade))
	})
	slices.SortStableFunc(c.Lines, func(a, b OtherLine) int {
		return cmp.Or(cmp.Compare(slices.Index(ways, a.How), slices.Index(ways, b.How)), byPeople(a.People, b.People),
			cmp.Compare(a.Levels[0].Title, b.Levels[0].Title), cmp.Compare(a.Manager[0].Title, b.Manager[0].Title))
	})
	slices.SortStableFunc(c.Vacant, func(a, b Vacancy) int { return cmp.Compare(a.Department, b.Department) })
	slices.SortStableFunc(c.Faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(slices.Index(faultKinds, a.Kind), slices.Index(faultKinds, b.Kind)), byPeople(a.People, b.People), cmp.Compare(a.Value, b.Value))
	})
}

// byPeople puts what concerns more people first.
func byPeople(a, b []Who) int {
	return cmp.Or(-cmp.Compare(len(a), len(b)), cmp.Compare(a[0].Row, b[0].Row))
}

// who is a person as far as it is asked for.
func (q *matcher) who(p Person) Who {
	if !q.WithPeople {
		return Who{Row: p.Row}
	}
	return Who{p.Row, p.ID, p.Name}
}

func (q *matcher) job(l *audit.Level) Job {
	return Job{l.Code, l.Title, l.Grade, l.Path, l.Line, l.Link}
}

func (q *matcher) jobs(levels []*audit.Level) []Job {
	jobs := []Job{}
	for _, l := range levels {
		jobs = append(jobs, q.job(l))
	}
	return jobs
}

// held are the codes of the levels that somebody holds: also whoever has a title that can only be a misspelt one.
func (q *matcher) held(matches []match, unknown []UnknownTitle) map[string]bool {
	held := map[string]bool{}
	for _, m := range matches {
		for _, l := range m.levels {
			held[l.Code] = true
		}
	}
	for _, u := range unknown {
		if u.Sure {
			for _, l := range q.byKey[catalog.SameTitleKey(u.Nearest.Title)] {
				held[l.Code] = true
			}
		}
	}
	return held
}

// grades compares the grades of people with those that the catalog states for their titles. Where one of several levels
// has no grade, nobody knows.
func (q *matcher) grades(matches []match, faults *groups[fault]) (differ []OtherGrade, compared int) {
	type key struct {
		codes string
		grade float64
	}
	found := newGroups[key]()
	levels := map[key][]*audit.Level{}
	for i, p := range q.Roster.People {
		if p.Grade == "" {
			continue
		}
		grade, ok := gradeOf(p.Grade, q.options.Grades)
		if dated := isDate(p.Grade); !ok || dated {
			why := q.fault(NoGrade, p.Grade)
			if dated {
				why = fault{kind: DateAsGrade} // a date could be a birthday
			}
			faults.add(why, q.who(p))
			continue
		}
		m := matches[i]
		if len(m.levels) == 0 || slices.ContainsFunc(m.levels, func(l *audit.Level) bool { return len(l.Stated) == 0 }) {
			continue
		}
		compared++
		if slices.ContainsFunc(m.levels, func(l *audit.Level) bool {
			return slices.ContainsFunc(l.Stated, func(s audit.Statement) bool { return s.Min <= grade && grade <= s.Max })
		}) {
			continue
		}
		k := key{codesOf(m.levels), grade}
		found.add(k, q.who(p))
		levels[k] = m.levels
	}
	differ = []OtherGrade{}
	for k, people := range found.all() {
		differ = append(differ, OtherGrade{q.jobs(levels[k]), k.grade, people})
	}
	return differ, compared
}

func codesOf(levels []*audit.Level) string {
	codes := make([]string, len(levels))
	for i, l := range levels {
		codes[i] = l.Code
	}
	return strings.Join(codes, " ")
}

// sameIDs finds the rows that share an id.
func (q *matcher) sameIDs(faults *groups[fault]) {
	for _, p := range q.Roster.People {
		if p.ID != "" && len(q.byID[p.ID]) > 1 && q.byID[p.ID][0] == p.Row {
			for _, row := range q.byID[p.ID] {
				faults.add(fault{kind: SameID, first: p.Row}, q.who(q.atRow[row]))
			}
		}
	}
}
