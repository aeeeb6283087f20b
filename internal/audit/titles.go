package audit

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"jobcat/catalog"
)

// titles says how titles are used over the whole catalog, as far as the levels that were asked about are concerned.
func (q *questions) titles(f Findings) Titles {
	out := Titles{Shared: []SharedTitle{}, Twins: []SharedTitle{}, Reordered: []SharedTitle{}, Slips: f.of("inconsistent-title")}
	type onPage struct{ url, words string }
	same, words, twins := groups[string]{}, groups[string]{}, groups[onPage]{}
	for _, l := range q.graph.Levels() {
		if key := catalog.SameTitleKey(l.Full); key != "" {
			same.add(key, l)
			words.add(sortedWords(key), l)
		}
		twins.add(onPage{l.Family.URL, titleWords(l.Full)}, l)
	}
	for _, levels := range same.lists {
		if first := levels[0]; slices.ContainsFunc(levels, func(l *catalog.Level) bool { return q.unitOf[l.Family] != q.unitOf[first.Family] }) {
			out.Shared = q.addTitle(out.Shared, levels)
		}
	}
	for _, levels := range twins.lists {
		if len(levels) > 1 {
			out.Twins = q.addTitle(out.Twins, levels)
		}
	}
	for _, levels := range words.lists {
		key := catalog.SameTitleKey(levels[0].Full)
		if slices.ContainsFunc(levels, func(l *catalog.Level) bool { return catalog.SameTitleKey(l.Full) != key }) {
			out.Reordered = q.addTitle(out.Reordered, levels)
		}
	}
	for _, list := range [][]SharedTitle{out.Shared, out.Twins, out.Reordered} {
		slices.SortStableFunc(list, func(a, b SharedTitle) int {
			return cmp.Or(-cmp.Compare(min(2, len(a.Grades)), min(2, len(b.Grades))), -cmp.Compare(len(a.Levels), len(b.Levels)), cmp.Compare(a.Title, b.Title))
		})
	}
	out.Conventions = q.conventions()
	return out
}

// groups are levels by something that they have in common, in the order in which they were met.
type groups[K comparable] struct {
	index map[K]int
	lists [][]*catalog.Level
}

func (g *groups[K]) add(key K, l *catalog.Level) {
	if g.index == nil {
		g.index = map[K]int{}
	}
	i, met := g.index[key]
	if !met {
		i = len(g.lists)
		g.index[key] = i
		g.lists = append(g.lists, nil)
	}
	g.lists[i] = append(g.lists[i], l)
}

// sortedWords is the same for titles that differ in the order of their words.
func sortedWords(key string) string {
	words := strings.Fields(key)
	slices.Sort(words)
	return strings.Join(words, " ")
}

// addTitle adds levels that share a title if one of them was asked about.
func (q *questions) addTitle(list []SharedTitle, levels []*catalog.Level) []SharedTitle {
	if !slices.ContainsFunc(levels, func(l *catalog.Level) bool { return q.asked[l] }) {
		return list
	}
	s := SharedTitle{Title: levels[0].Full, Levels: q.codesOf(levels), Grades: []Grade{}}
	for _, l := range levels {
		if g := gradeOf(l); g != nil && !slices.Contains(s.Grades, *g) {
			s.Grades = append(s.Grades, *g)
		}
	}
	slices.SortFunc(s.Grades, compareGrades)
	return append(list, s)
}

func compareGrades(a, b Grade) int {
	return cmp.Or(cmp.Compare(a.Min, b.Min), cmp.Compare(a.Max, b.Max))
}

// conventionWords are the words whose place in a title says something: "Manager, X" leads people, "X Manager" a thing.
var conventionWords = []struct {
	word      string
	spellings []string // in lower case
}{
	{"Manager", []string{"manager"}},
	{"Director", []string{"director"}},
	{"VP", []string{"vp", "vice president"}},
}

// conventions says how titles with these words are put together.
func (q *questions) conventions() []Convention {
	out := []Convention{}
	for _, w := range conventionWords {
		forms := groups[string]{}
		for _, l := range q.levels {
			if f := form(l.Full, w.word, w.spellings); f != "" {
				forms.add(f, l)
			}
		}
		if forms.lists == nil {
			continue
		}
		c := Convention{Word: w.word}
		for pattern, i := range forms.index {
			c.Forms = append(c.Forms, Form{pattern, q.codesOf(forms.lists[i])})
		}
		slices.SortFunc(c.Forms, func(a, b Form) int {
			return cmp.Or(-cmp.Compare(len(a.Levels), len(b.Levels)), cmp.Compare(a.Pattern, b.Pattern))
		})
		out = append(out, c)
	}
	return out
}

// parentheses hold what is no part of a title's form: "(Intermediate)", "(VP)".
var parentheses = regexp.MustCompile(`\([^()]*\)`)

// form is how a title is put together around a word: "Senior Manager, X"; "" if the word is no part of it.
func form(title, word string, spellings []string) string {
	rest := strings.ToLower(strings.Join(strings.Fields(parentheses.ReplaceAllString(title, " ")), " "))
	rung := ""
	for _, r := range []struct{ spelling, word string }{{"senior ", "Senior "}, {"sr. ", "Senior "}, {"sr ", "Senior "}, {"executive ", "Executive "}} {
		if cut, ok := strings.CutPrefix(rest, r.spelling); ok {
			rest, rung = cut, r.word
			break
		}
	}
	for _, s := range spellings {
		if behind, ok := strings.CutPrefix(rest, s); ok {
			switch {
			case behind == "":
				return rung + word
			case strings.HasPrefix(behind, ","):
				return rung + word + ", X"
			case strings.HasPrefix(behind, " of "):
				return rung + word + " of X"
			case strings.HasPrefix(behind, " - "), strings.HasPrefix(behind, " – "), strings.HasPrefix(behind, ":"):
				return rung + word + " - X"
			case strings.HasPrefix(behind, " "):
				return rung + word + " X"
			}
		}
		if strings.HasSuffix(rest, " "+s) {
			return rung + "X " + word
		}
		if strings.Contains(rest, " "+s+",") || strings.Contains(rest, " "+s+" - ") {
			return rung + "X " + word + ", Y"
		}
	}
	return ""
}
