package audit

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// New asks all questions of a catalog.
func New(in Input) *Audit {
	q := newQuestions(in)
	a := &Audit{Format: 1, Root: q.Part.Root, Link: q.Link, History: q.History, State: q.State, Families: []Family{}, Levels: []Level{}, Others: []Level{}}
	for _, f := range q.families {
		a.Families = append(a.Families, q.family(f))
	}
	for _, l := range q.levels {
		a.Levels = append(a.Levels, q.level(l))
	}
	a.Findings = q.findings()
	a.Matrix = q.matrix()
	a.Grades = q.grades()
	a.Titles = q.titles(a.Findings)
	a.Ladders = q.ladders()
	a.Reporting = q.reporting(a.Findings)
	a.Inheritance = q.inheritance()
	a.Completeness = q.completeness(a.Findings)
	a.Departments = q.departments()
	a.Totals = q.totals(a)
	for _, l := range q.graph.Levels() {
		if q.beyond[l] {
			a.Others = append(a.Others, q.level(l))
		}
	}
	return a
}

// questions are what has to be known of a catalog before anything is answered.
type questions struct {
	Input
	graph    *catalog.Graph
	families []*unit          // that were asked about, by path
	levels   []*catalog.Level // the same, by path and in file order

	unitOf  map[*catalog.Family]*unit
	folders folders
	codes   map[*catalog.Level]string // of the whole catalog
	asked   map[*catalog.Level]bool
	beyond  map[*catalog.Level]bool // levels that were not asked about and that an answer leads to
	link    func(Place) string
	about   func() map[line][]*catalog.Level
}

func newQuestions(in Input) *questions {
	if in.Part == nil {
		in.Part = in.Catalog
	}
	all := in.Catalog.Families()
	slices.SortStableFunc(all, func(a, b *catalog.Family) int { return cmp.Compare(a.File.Path, b.File.Path) })
	q := &questions{
		Input: in, graph: in.Result.Graph,
		folders: newFolders(in.Roots, all),
		codes:   codes(in.Result.Graph.Levels()),
		asked:   map[*catalog.Level]bool{},
		beyond:  map[*catalog.Level]bool{},
		link:    linker(in.Link),
	}
	q.about = sync.OnceValue(q.byLine)
	part := map[*catalog.Family]bool{}
	for _, f := range in.Part.Families() {
		part[f] = f.Kind == catalog.RealFamily
	}
	units := q.units(all)
	q.unitOf = map[*catalog.Family]*unit{}
	for _, u := range units {
		isPart := false
		for _, f := range u.pages {
			q.unitOf[f] = u
			isPart = isPart || part[f]
		}
		if isPart {
			q.families = append(q.families, u)
		}
	}
	for _, l := range q.graph.Levels() {
		if part[l.Family] {
			q.levels = append(q.levels, l)
			q.asked[l] = true
		}
	}
	return q
}

// code is the code of a level, for an answer that leads to it.
func (q *questions) code(l *catalog.Level) string {
	if !q.asked[l] {
		q.beyond[l] = true
	}
	return q.codes[l]
}

// codesOf are the codes of levels, each once, in their order.
func (q *questions) codesOf(levels []*catalog.Level) []string {
	out := make([]string, 0, len(levels))
	seen := make(map[*catalog.Level]bool, len(levels))
	for _, l := range levels {
		if !seen[l] {
			seen[l] = true
			out = append(out, q.code(l))
		}
	}
	return out
}

// level is a level as systems for HR load it.
func (q *questions) level(l *catalog.Level) Level {
	u, ladder, at := q.unitOf[l.Family], q.Policy.LadderFor(l.Family.File.Path), l.Place
	out := Level{
		Code: q.codes[l], Address: address(l), Title: l.Full,
		Family: u.title, FamilyCode: u.code, Department: u.department,
		Track: string(l.Name.Track), Rung: l.Name.Rung, RungSure: l.Name.Sure,
		Ladder: ladder.Name, Grade: gradeOf(l), Stated: []Statement{}, Expected: orEmpty(lint.ExpectedGrades(ladder, l.Full)),
		ReportsTo: []string{}, Extends: []string{},
		Path: at.Path, Line: at.Line, URL: l.Address(), Link: q.link(place(at)),
	}
	for _, g := range l.Grades {
		if !g.Unknown {
			out.Stated = append(out.Stated, Statement{Grade{g.Min, g.Max}, g.At.Place().Line})
		}
	}
	// Who is outside of what was asked about is listed, and not followed any further.
	if q.asked[l] {
		out.ReportsTo = q.codesOf(targets(q.graph.Superiors(l)))
		out.Extends = q.codesOf(targets(q.graph.Extensions(l)))
	}
	return out
}

// gradeOf is the first grade that a level states with a number, nil for none.
func gradeOf(l *catalog.Level) *Grade {
	for _, g := range l.Grades {
		if !g.Unknown {
			return &Grade{g.Min, g.Max}
		}
	}
	return nil
}

func targets(relations []catalog.Relation) []*catalog.Level {
	levels := make([]*catalog.Level, len(relations))
	for i, r := range relations {
		levels[i] = r.To
	}
	return levels
}

// address is how export and show name a level.
func address(l *catalog.Level) string {
	if id := l.ID(); id != "" {
		return l.Family.File.Path + "#" + id
	}
	return l.Family.File.Path
}

func place(p catalog.Place) Place { return Place{p.Path, p.Line} }

// linker makes the address of a line from its pattern.
func linker(pattern string) func(Place) string {
	return func(p Place) string {
		if pattern == "" || p == (Place{}) {
			return ""
		}
		parts := strings.Split(p.Path, "/")
		for i, part := range parts {
			parts[i] = url.PathEscape(part)
		}
		return strings.NewReplacer("{path}", strings.Join(parts, "/"), "{line}", strconv.Itoa(max(1, p.Line))).Replace(pattern)
	}
}

// LinkTo is the address of a line in the repository; "" if nobody knows.
func (a *Audit) LinkTo(p Place) string { return linker(a.Link)(p) }

// orEmpty is a list that is not nil, so that it is written as a list.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// tracks are the tracks in the order in which people read them.
var tracks = []catalog.Track{catalog.Individual, catalog.Management}

// departments counts what each department has.
func (q *questions) departments() []Department {
	byName := map[string]*Department{}
	of := func(name string) *Department {
		if byName[name] == nil {
			byName[name] = &Department{Name: name, Title: q.folders.titles[name]}
		}
		return byName[name]
	}
	for _, u := range q.families {
		of(u.department).Families++
	}
	for _, l := range q.levels {
		d := of(q.unitOf[l.Family].department)
		d.Levels++
		if gradeOf(l) != nil {
			d.Graded++
		}
	}
	out := []Department{}
	for _, d := range byName {
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b Department) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func (q *questions) totals(a *Audit) Totals {
	t := Totals{Families: len(a.Families), Levels: len(a.Levels), Allowed: len(a.Findings.Allowed)}
	for _, d := range a.Departments {
		if d.Name != "" {
			t.Departments++
		}
	}
	for _, f := range q.Part.Families() {
		if f.Kind == catalog.RealFamily {
			t.Pages++
		}
	}
	for _, l := range a.Levels {
		if l.Grade != nil {
			t.Graded++
		}
	}
	for _, f := range a.Findings.All {
		switch schema.Severity(f.Severity) {
		case schema.Error:
			t.Errors++
		case schema.Warning:
			t.Warnings++
		case schema.Info:
			t.Infos++
		}
	}
	return t
}
