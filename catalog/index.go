package catalog

import (
	"cmp"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Index finds the levels and families of a catalog by their names and addresses. It is complete when it is made and
// safe for concurrent use. It does not depend on the order of the pages.
type Index struct {
	families  []*Family // by path
	units     map[*Family]*unit
	byURL     map[string][]*Family
	files     map[string]bool                 // the address of every file, tidy
	anchors   map[*Family]map[string]*Heading // see anchorsOf
	roots     []Root
	prefixes  Sites
	redirects map[string]string

	titles   map[string][]*Level  // of the whole catalog, by SameTitleKey
	ordered  map[string][]*Level  // by orderKey
	initials map[string][]*Level  // by the first letters of the title's words: "cto"
	named    map[string][]*Family // by SameTitleKey of what a family is called
	near     map[string][]*Level  // by SameTitleKey with one word left out
}

// A unit is the levels that are one family: those of a page, or of the pages that Folders found to be one.
type unit struct {
	levels []*Level            // in file order; in that of their rungs where each has a file
	titles map[string][]*Level // by SameTitleKey
	place  map[*Level]int      // of a level among them
	spoken func() speech       // for units of up to maxSearched levels
}

// maxSearched is how many levels of a family are compared word by word with a name that is none of their titles.
// No family that people wrote has a quarter of it.
const maxSearched = 200

// NewIndex indexes a catalog that is published on the sites.
func NewIndex(c *Catalog, s Sites) *Index {
	x := &Index{
		families: c.Families(), units: map[*Family]*unit{}, byURL: map[string][]*Family{}, files: map[string]bool{}, anchors: map[*Family]map[string]*Heading{},
		prefixes: s, redirects: map[string]string{}, roots: s.Roots,
		titles: map[string][]*Level{}, ordered: map[string][]*Level{}, initials: map[string][]*Level{}, named: map[string][]*Family{}, near: map[string][]*Level{},
	}
	slices.SortStableFunc(x.families, func(a, b *Family) int { return cmp.Compare(a.File.Path, b.File.Path) })
	if len(x.roots) == 0 {
		x.roots = rootsOf(x.families)
	}
	for from, to := range s.Redirects {
		x.redirects[tidy(from)] = tidy(to)
	}
	for _, p := range c.Pages {
		if u := x.urlOf(p.File.Path); u != "" {
			x.files[tidy(u)] = true
		}
	}
	folders := map[string]*unit{}
	for _, f := range x.families {
		x.byURL[tidy(f.URL)] = append(x.byURL[tidy(f.URL)], f)
		x.anchors[f] = anchorsOf(f)
		if key := SameTitleKey(calledOf(f)); key != "" {
			x.named[key] = append(x.named[key], f)
		}
		u := folders[f.PartOf]
		if u == nil || f.PartOf == "" {
			u = &unit{titles: map[string][]*Level{}, place: map[*Level]int{}}
			u.spoken = sync.OnceValue(u.speak)
			if f.PartOf != "" {
				folders[f.PartOf] = u
			}
		}
		x.units[f] = u
		u.levels = append(u.levels, f.Levels...)
	}
	for _, f := range x.families {
		if u := x.units[f]; len(u.place) == 0 {
			u.index(f)
		}
		for _, l := range f.Levels {
			x.add(l)
		}
	}
	return x
}

// add makes a level known over the whole catalog.
func (x *Index) add(l *Level) {
	keys := slices.DeleteFunc(keysOf(l), isBareRung) // which says nothing outside of its family
	for _, k := range keys {
		x.titles[k] = append(x.titles[k], l)
	}
	for i, k := range keys {
		keys[i] = orderKey(k)
	}
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		x.ordered[k] = append(x.ordered[k], l)
	}
	full := strings.Fields(SameTitleKey(l.Full))
	if len(full) > 1 {
		var b strings.Builder
		for _, w := range full {
			b.WriteByte(w[0])
		}
		x.initials[b.String()] = append(x.initials[b.String()], l)
	}
	for _, n := range nearKeys(SameTitleKey(l.Full)) {
		x.near[n] = append(x.near[n], l)
	}
}

// orderKey is a key with its words in alphabetical order, each once but for those of rungs.
func orderKey(key string) string {
	words := strings.Fields(key)
	slices.Sort(words)
	return strings.Join(slices.CompactFunc(words, func(a, b string) bool { return a == b && !rungWords[a] }), " ")
}

// speech is the titles of a unit, taken apart for comparing.
type speech struct {
	titles [][]reading     // of each level
	family map[string]bool // the words of what the family is called
	all    map[string]bool // those and the words of all titles
}

// speak takes the titles of the unit apart.
func (u *unit) speak() speech {
	s := speech{family: map[string]bool{}, all: map[string]bool{}}
	for i, l := range u.levels {
		if i == 0 || l.Family != u.levels[i-1].Family {
			for _, t := range tokens(calledOf(l.Family)) {
				s.family[t.word], s.all[t.word] = true, true
			}
		}
		for _, t := range tokens(l.Full) {
			s.all[t.word] = true
		}
		s.titles = append(s.titles, readings(l))
	}
	return s
}

// keysOf are the keys of the titles that a level has: as written, in full, and without remarks in parentheses.
func keysOf(l *Level) []string {
	var keys []string
	for _, title := range distinctTitles(l.Full, l.Title.String, withoutRemarks(l.Full)) {
		if k := SameTitleKey(title); k != "" && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// distinctTitles are titles, each once, in the place of what was given. Most levels have one.
func distinctTitles(titles ...string) []string {
	n := 0
	for _, title := range titles {
		if !slices.Contains(titles[:n], title) {
			titles[n] = title
			n++
		}
	}
	return titles[:n]
}

// isBareRung reports whether a name is a rung and nothing else. There is only one chief executive officer.
func isBareRung(name string) bool {
	n := ParseName(name)
	return n.Subject == "" && n.Rung != "" && n.Rung != CEO
}

// nearKeys are a key with each one of its words left out: two titles that differ in one word have one in common.
// Keys of more words than a title has are not near to anything.
func nearKeys(key string) []string {
	words := strings.Fields(key)
	if len(words) < 2 || len(words) > 12 {
		return nil
	}
	keys := []string{key}
	for i := range words {
		k := strings.Join(append(slices.Clone(words[:i]), words[i+1:]...), " ")
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// index makes the levels of the unit known by their titles. A folder of levels is put in the order of their rungs.
func (u *unit) index(f *Family) {
	if f.PartOf != "" {
		sort.SliceStable(u.levels, func(i, j int) bool { return height(u.levels[i]) < height(u.levels[j]) })
	}
	for i, l := range u.levels {
		u.place[l] = i
		for _, k := range keysOf(l) {
			u.titles[k] = append(u.titles[k], l)
		}
	}
}

var callsItself = regexp.MustCompile(`(?i)\s+(?:roles?|job family|job families|levels?|team)(?:\s+at\s+.+)?$`)

// calledOf is what a family is called: its title without "Roles" or "Job Family" behind it.
func calledOf(f *Family) string {
	return callsItself.ReplaceAllString(f.Title.String, "")
}

// before is the level that stands before another one in its family, or nil.
func (x *Index) before(l *Level) *Level {
	u := x.units[l.Family]
	if u == nil || u.place[l] == 0 {
		return nil
	}
	return u.levels[u.place[l]-1]
}

// Below is the level that another one is the next step of: on the same track, of the same subject where there is one,
// the highest of those with a lower rung. nil for the lowest, and for a title whose rung has no order.
func (x *Index) Below(l *Level) *Level {
	u := x.units[l.Family]
	if u == nil || len(u.levels) > maxSearched {
		return nil
	}
	mine := height(l)
	if mine < 0 {
		return nil
	}
	subject := SameTitleKey(l.Name.Subject)
	var best *Level
	var bestRank [4]int
	for i, o := range u.levels {
		h := height(o)
		if o.Name.Track != l.Name.Track || h < 0 || h >= mine {
			continue
		}
		rank := [4]int{0, h, 0, -i} // same subject, high, before the level, near to it
		if SameTitleKey(o.Name.Subject) == subject {
			rank[0] = 1
		}
		if i < u.place[l] {
			rank[2], rank[3] = 1, i
		}
		if best == nil || slices.Compare(rank[:], bestRank[:]) > 0 {
			best, bestRank = o, rank
		}
	}
	return best
}

var heights = map[string]int{
	Intern: 0, Junior: 1, Intermediate: 2, "": 2, Senior: 3, Staff: 4, Principal: 5, Distinguished: 6, SeniorDistinguished: 7, Fellow: 8,
	Manager: 10, SeniorManager: 11, Director: 12, SeniorDirector: 13, VP: 14, EVP: 15, CEO: 16,
}

// height orders the rungs of one track; a title without a rung word is the intermediate of its track. -1 where a
// management title has no rung.
func height(l *Level) int {
	if l.Name.Rung == "" && l.Name.Track == Management {
		return -1
	}
	return heights[l.Name.Rung]
}
