package roster

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/audit"
	"jobcat/schema"
)

// matcher knows the levels by all that a roster can name them by, and people by all that names a manager.
type matcher struct {
	Input
	options schema.Roster
	levels  []*audit.Level

	byTitle  map[string][]*audit.Level // as written
	byKey    map[string][]*audit.Level // by catalog.SameTitleKey
	byCode   map[string]*audit.Level
	variants map[string]map[string]bool // the keys of specialties and segments by the path of their page
	keys     map[string]string
	matched  map[string]match // by title

	spellings  []titleSpelling     // of the levels, in their order
	vocabulary []string            // the words in them
	meanings   map[string][]string // which of these a word is or is a slip of

	byID, byName map[string][]int // rows
	atRow        map[int]Person
}

// match is what the title of a person means: one level, or the levels of several families that have it; none if no level has.
type match struct {
	levels  []*audit.Level
	why     string // the title is taken for that of the level; "" if it is the same
	badCode bool
}

func newMatcher(in Input) *matcher {
	q := &matcher{
		Input: in, options: in.Policy.Roster(),
		byTitle: map[string][]*audit.Level{}, byKey: map[string][]*audit.Level{}, byCode: map[string]*audit.Level{},
		variants: map[string]map[string]bool{}, keys: map[string]string{}, matched: map[string]match{},
		meanings: map[string][]string{}, byID: map[string][]int{}, byName: map[string][]int{}, atRow: map[int]Person{},
	}
	for i := range in.Audit.Levels {
		l := &in.Audit.Levels[i]
		q.levels = append(q.levels, l)
		q.byCode[l.Code] = l
		q.byKey[q.key(l.Title)] = append(q.byKey[q.key(l.Title)], l)
		title := blanks(l.Title)
		q.byTitle[title] = append(q.byTitle[title], l)
		if plain := withoutIntermediate(title); plain != title {
			q.byTitle[plain] = append(q.byTitle[plain], l)
		}
	}
	q.spellLevels()
	for _, f := range in.Catalog.Families() {
		for _, v := range slices.Concat(f.Specialties, f.Segments) {
			path := f.File.Path
			if q.variants[path] == nil {
				q.variants[path] = map[string]bool{}
			}
			q.variants[path][q.key(v.Title.String)] = true
		}
	}
	theirs := true
	for _, p := range in.Roster.People {
		q.atRow[p.Row] = p
		if p.ID != "" {
			q.byID[p.ID] = append(q.byID[p.ID], p.Row)
		}
		if p.Name != "" {
			name := nameKey(p.Name)
			q.byName[name] = append(q.byName[name], p.Row)
		}
		theirs = theirs && q.byCode[strings.ToUpper(p.Code)] == nil
	}
	if theirs {
		q.foreignCodes()
	}
	return q
}

// foreignCodes leaves the codes of the roster alone, as they are those of another system.
func (q *matcher) foreignCodes() {
	r := *q.Roster
	r.People = slices.Clone(r.People)
	for i := range r.People {
		r.People[i].Code = ""
	}
	r.Columns = nil
	for _, c := range q.Roster.Columns {
		if c.Is == "code" {
			r.Unused = append(slices.Clone(r.Unused), c.Header)
			continue
		}
		r.Columns = append(r.Columns, c)
	}
	q.Roster = &r
}

func (q *matcher) key(title string) string {
	k, ok := q.keys[title]
	if !ok {
		k = catalog.SameTitleKey(title)
		q.keys[title] = k
	}
	return k
}

// withoutIntermediate is a title as nobody but a catalog writes it: people are Payroll Analysts, not Payroll Analysts
// (Intermediate).
func withoutIntermediate(title string) string {
	return strings.TrimSpace(strings.Replace(title, "(Intermediate)", "", 1))
}

// nameKey is what two spellings of a name have in common: "Roe, Jane" and "Jane Roe".
func nameKey(name string) string {
	name, _, _ = strings.Cut(name, " (") // "Jane Roe (1042)"
	if last, first, ok := strings.Cut(name, ","); ok {
		name = first + " " + last
	}
	return strings.ToLower(blanks(name))
}

// match says which level a person has, by code first and by title second.
func (q *matcher) match(p Person) match {
	l := q.byCode[strings.ToUpper(p.Code)]
	if l == nil {
		m := q.matchTitle(p.Title)
		m.badCode = p.Code != ""
		return m
	}
	m := match{levels: []*audit.Level{l}}
	switch {
	case p.Title == "", slices.Contains(q.byTitle[p.Title], l):
	case q.key(p.Title) == q.key(l.Title):
		m.why = "spelt otherwise"
	case !slices.Contains(q.matchTitle(p.Title).levels, l):
		m.why = "by its job code"
	}
	return m
}

func (q *matcher) matchTitle(title string) match {
	m, ok := q.matched[title]
	if !ok {
		m = q.newMatch(title)
		q.matched[title] = m
	}
	return m
}

func (q *matcher) newMatch(title string) match {
	if other := q.stated(title); other != "" {
		m := q.newMatchOf(other)
		m.why = ""
		return m
	}
	return q.newMatchOf(title)
}

// stated is the title that the policy gives for one of the HR system; "" if it gives none.
func (q *matcher) stated(title string) string {
	for theirs, ours := range q.options.Titles {
		if strings.EqualFold(blanks(theirs), title) {
			return blanks(ours)
		}
	}
	return ""
}

func (q *matcher) newMatchOf(title string) match {
	if levels := q.byTitle[title]; levels != nil {
		return match{levels: levels}
	}
	if levels := q.byKey[q.key(title)]; levels != nil && q.key(title) != "" {
		return match{levels: levels, why: "spelt otherwise"}
	}
	return match{levels: q.ofVariant(title)}
}

// ofVariant are the levels that have a title with one of their specialties behind it: "Senior Backend Engineer, Geo".
func (q *matcher) ofVariant(title string) []*audit.Level {
	for _, sign := range []string{", ", " - ", " – ", " (", ": "} {
		base, variant, ok := strings.Cut(title, sign)
		for ok {
			var levels []*audit.Level
			for _, l := range q.byKey[q.key(base)] {
				if q.variants[l.Path][q.key(strings.Trim(variant, "()"))] {
					levels = append(levels, l)
				}
			}
			if levels != nil {
				return levels
			}
			var more string
			more, variant, ok = strings.Cut(variant, sign) // "Manager, Payroll, Europe"
			base += sign + more
		}
	}
	return nil
}

// groups are people by something that they have in common.
type groups[K comparable] struct {
	order []K
	of    map[K][]Who
}

func newGroups[K comparable]() *groups[K] { return &groups[K]{of: map[K][]Who{}} }

func (g *groups[K]) add(k K, w Who) {
	if g.of[k] == nil {
		g.order = append(g.order, k)
	}
	g.of[k] = append(g.of[k], w)
}

// all are the groups in the order of their first rows, their people in that of theirs.
func (g *groups[K]) all() iter.Seq2[K, []Who] {
	return func(yield func(K, []Who) bool) {
		for _, k := range g.order {
			slices.SortStableFunc(g.of[k], func(a, b Who) int { return cmp.Compare(a.Row, b.Row) })
			if !yield(k, g.of[k]) {
				return
			}
		}
	}
}
