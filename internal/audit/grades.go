package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// grades says which rung has which grade over the catalog, and where a grade is not as elsewhere.
func (q *questions) grades() Grades {
	out := Grades{Rungs: q.rungs(), Outliers: q.outliers(), Ungraded: []string{}}
	for _, l := range q.levels {
		if gradeOf(l) == nil {
			out.Ungraded = append(out.Ungraded, q.codes[l])
		}
	}
	return out
}

// rungKey is a rung on a ladder.
type rungKey struct {
	ladder string
	track  catalog.Track
	rung   string
	sure   bool
}

func (q *questions) rungOf(l *catalog.Level) rungKey {
	return rungKey{q.Policy.LadderFor(l.Family.File.Path).Name, l.Name.Track, l.Name.Rung, l.Name.Sure && l.Name.Rung != ""}
}

// rungs counts grades by rung.
func (q *questions) rungs() []RungRow {
	byKey := groups[rungKey]{}
	for _, l := range q.levels {
		byKey.add(q.rungOf(l), l)
	}
	out := []RungRow{}
	for k, i := range byKey.index {
		row := RungRow{Ladder: k.ladder, Track: string(k.track), Rung: k.rung, Sure: k.sure, Expected: []float64{}, Counts: []GradeCount{}}
		if k.sure {
			row.Expected = q.expectedOn(k)
		}
		counts := map[Grade]int{}
		for _, l := range byKey.lists[i] {
			row.Levels++
			if g := gradeOf(l); g != nil {
				counts[*g]++
			} else {
				row.Ungraded++
			}
		}
		for g, n := range counts {
			row.Counts = append(row.Counts, GradeCount{g, n})
		}
		slices.SortFunc(row.Counts, func(a, b GradeCount) int { return compareGrades(a.Grade, b.Grade) })
		out = append(out, row)
	}
	ladders := q.Policy.Ladders()
	ladderAt := func(name string) int {
		return slices.IndexFunc(ladders, func(l *schema.Ladder) bool { return l.Name == name })
	}
	slices.SortFunc(out, func(a, b RungRow) int {
		return cmp.Or(cmp.Compare(ladderAt(a.Ladder), ladderAt(b.Ladder)), cmp.Compare(a.Track, b.Track), -boolCompare(a.Sure, b.Sure),
			cmp.Compare(slices.Index(heights, a.Rung), slices.Index(heights, b.Rung)))
	})
	return out
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// expectedOn are the grades that a ladder has for a rung.
func (q *questions) expectedOn(k rungKey) []float64 {
	for _, ladder := range q.Policy.Ladders() {
		for _, s := range ladder.Track(string(k.track)) {
			if ladder.Name == k.ladder && s.Rung == k.rung {
				return orEmpty(s.Grades)
			}
		}
	}
	return []float64{}
}

// outliers are the grades that are not as elsewhere. They are what lint finds wrong about grades, with what speaks for it.
// How sure one is depends on how many levels of the rung agree, and on whether the page has a scale of its own. Where the
// policy has no grades for rungs, they are those that nearly all other levels of the rung do not have.
func (q *questions) outliers() []Outlier {
	g := &grading{questions: q, sole: map[*catalog.Level]float64{}, alike: groups[rungKey]{}, found: map[*catalog.Level]*Outlier{}, agree: map[string]int{}, vague: map[string]bool{}, counted: map[rungKey][2]int{}, titles: map[string]map[string]bool{}}
	for _, ladder := range q.Policy.Ladders() {
		g.titles[ladder.Name] = map[string]bool{}
		for title := range ladder.Titles {
			g.titles[ladder.Name][catalog.TitleKey(title)] = true
		}
	}
	for _, l := range q.graph.Levels() {
		if grade, ok := soleGrade(l); ok {
			g.sole[l] = grade
			g.alike.add(q.rungOf(l), l)
		}
	}
	pages := map[string]*catalog.Page{}
	for _, p := range q.Part.Pages {
		pages[p.File.Path] = p
	}
	for _, f := range q.Result.Findings {
		page := pages[f.Place.Path]
		if l := q.meant(f, page); l != nil {
			g.add(f, l)
		}
	}
	g.mergeTitles()
	g.unlikeOthers()
	out := []Outlier{}
	for _, l := range q.levels {
		if o := g.found[l]; o != nil {
			out = append(out, *o)
		}
	}
	slices.SortStableFunc(out, func(a, b Outlier) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), boolCompare(g.vague[a.Level], g.vague[b.Level]), -cmp.Compare(g.agree[a.Level], g.agree[b.Level]))
	})
	return out
}

// rank orders outliers, the surest first: what several rules find, what contradicts itself, what does not exist.
func rank(o Outlier) int {
	switch {
	case o.Certainty == Possible:
		return 5
	case o.Certainty == Likely:
		return 4
	case o.Certainty == Strong:
		return 3
	case len(o.Rules) > 1:
		return 0
	case slices.Contains(o.Rules, "contradictory-grade"):
		return 1
	}
	return 2
}

// grading is what is known while outliers are looked for.
type grading struct {
	*questions
	sole  map[*catalog.Level]float64 // of the whole catalog
	alike groups[rungKey]
	found map[*catalog.Level]*Outlier
	agree map[string]int  // by code: how many levels of its rung have the grade that is expected
	vague map[string]bool // by code: the level beside it that is as much off has a title without a rung

	counted map[rungKey][2]int         // see agreeing
	titles  map[string]map[string]bool // keys of the titles that have grades of their own, by ladder
}

// soleGrade is the grade of a level all of whose statements say one number.
func soleGrade(l *catalog.Level) (float64, bool) {
	first := gradeOf(l)
	if first == nil || first.Min != first.Max {
		return 0, false
	}
	for _, g := range l.Grades {
		if g.Unknown || g.Min != first.Min || g.Max != first.Max {
			return 0, false
		}
	}
	return first.Min, true
}

// add takes what lint has found about a grade.
func (g *grading) add(f lint.Finding, l *catalog.Level) {
	expected := g.expected(l)
	stated := statedAt(f, l)
	if stated == nil {
		return
	}
	var certainty Certainty
	var evidence []Evidence
	switch f.Rule {
	case "unknown-grade":
		certainty = Certain
		evidence = g.agreement(l)
	case "contradictory-grade":
		certainty = Certain
	case "off-ladder-grade":
		certainty, evidence = g.offLadder(l, stated)
	case "grade-of-another-role":
		// The sentence is wrong, which is no matter of grades unless the number is, too.
		if len(expected) != 1 || stated.Min != stated.Max || stated.Min == expected[0] {
			return
		}
		certainty = Likely
		evidence = append([]Evidence{{Words: fmt.Sprintf("it says grade %s, and %q is grade %s by its ladder", number(stated.Min), l.Full, numbers(expected))}}, g.agreement(l)...)
	default:
		return
	}
	for _, r := range f.Related {
		e := Evidence{Words: r.Message}
		if !r.Place.IsZero() {
			e.At, e.Link = place(r.Place), g.link(place(r.Place))
		}
		evidence = append(evidence, e)
	}
	words := f.Message
	if !strings.Contains(words, l.Full) {
		words = fmt.Sprintf("in %q, %s", l.Full, words)
	}
	g.note(l, Outlier{
		Certainty: certainty, Rules: []string{f.Rule}, Grade: Grade{stated.Min, stated.Max}, Expected: orEmpty(expected),
		Words: words, At: place(f.Place), Link: g.link(place(f.Place)), Evidence: orEmpty(evidence),
	})
}

// note keeps an outlier. What else is found about a level is more evidence for it; the surer words stand.
func (g *grading) note(l *catalog.Level, o Outlier) {
	o.Level, o.Title = g.codes[l], l.Full
	known := g.found[l]
	if known == nil {
		g.found[l] = &o
		return
	}
	if rank(o) < rank(*known) {
		o, *known = *known, o
	}
	known.Evidence = append(known.Evidence, Evidence{o.Words, o.At, o.Link})
	for _, e := range o.Evidence {
		if !slices.Contains(known.Evidence, e) {
			known.Evidence = append(known.Evidence, e)
		}
	}
	known.Rules = append(known.Rules, o.Rules...)
	slices.Sort(known.Rules)
	known.Rules = slices.Compact(known.Rules)
}

func (g *grading) expected(l *catalog.Level) []float64 {
	return lint.ExpectedGrades(g.Policy.LadderFor(l.Family.File.Path), l.Full)
}

// statedAt is the statement of a grade that a finding is about, or the level's first.
func statedAt(f lint.Finding, l *catalog.Level) *catalog.Grade {
	var first *catalog.Grade
	for _, g := range l.Grades {
		if g.Unknown {
			continue
		}
		if isAbout(f, g) {
			return g
		}
		if first == nil {
			first = g
		}
	}
	return first
}

// The least agreement on the grade of a rung for which one that differs stands out.
const (
	fewAgree  = 5
	mostAgree = 0.75
)

// offLadder is how sure it is that a grade that is off the ladder is wrong.
func (g *grading) offLadder(l *catalog.Level, stated *catalog.Grade) (Certainty, []Evidence) {
	evidence := g.agreement(l)
	agree, of := g.agreeing(l)
	shifted := g.shifted(l, stated.Min)
	if shifted != nil {
		at := place(shifted.Place)
		evidence = append(evidence, Evidence{fmt.Sprintf("%q beside it is grade %s, so this page may have a scale of its own", shifted.Full, number(g.sole[shifted])), at, g.link(at)})
		g.vague[g.codes[l]] = shifted.Name.Rung == ""
		return Possible, evidence
	}
	if byTitle := g.byWholeTitle(l); !byTitle && (agree < fewAgree || float64(agree) < mostAgree*float64(of)) {
		return Likely, evidence
	}
	return Strong, evidence
}

// byWholeTitle reports whether the ladder has a grade for the title itself, and not for its rung.
func (g *grading) byWholeTitle(l *catalog.Level) bool {
	return g.titles[g.Policy.LadderFor(l.Family.File.Path).Name][catalog.TitleKey(l.Full)]
}

// agreeing is how many levels of a level's rung, on its ladder, have the grade that is expected of it, and how many have
// one grade at all. Levels whose whole title has a grade on the ladder do not count.
func (g *grading) agreeing(l *catalog.Level) (agree, of int) {
	k := g.rungOf(l)
	i, ok := g.alike.index[k]
	if !ok || !k.sure {
		return 0, 0
	}
	if known, ok := g.counted[k]; ok {
		return known[0], known[1]
	}
	expected := g.expectedOn(k)
	for _, other := range g.alike.lists[i] {
		if g.byWholeTitle(other) {
			continue
		}
		of++
		if slices.Contains(expected, g.sole[other]) {
			agree++
		}
	}
	g.counted[k] = [2]int{agree, of}
	return agree, of
}

// agreement says in words how many levels of the rung have the grade that is expected.
func (g *grading) agreement(l *catalog.Level) []Evidence {
	agree, of := g.agreeing(l)
	g.agree[g.codes[l]] = agree
	expected := g.expected(l)
	if agree < fewAgree || len(expected) == 0 || g.byWholeTitle(l) {
		return nil
	}
	k := g.rungOf(l)
	return []Evidence{{Words: fmt.Sprintf("%d of %d levels with the rung %s on the ladder %q are grade %s", agree, of, RungWord(k.rung), k.ladder, numbers(expected))}}
}

// shifted is a level of the same subject and track on the same page that is off its ladder in the same direction, nil if
// there is none. With one, the page may be wrong as a whole, or have its reasons.
func (g *grading) shifted(l *catalog.Level, grade float64) *catalog.Level {
	expected := g.expected(l)
	if len(expected) != 1 {
		return nil
	}
	subject := catalog.SameTitleKey(l.Name.Subject)
	for _, other := range l.Family.Levels {
		own, ok := g.sole[other]
		if !ok || other == l || other.Name.Track != l.Name.Track {
			continue
		}
		name := other.Name
		if name.Rung == "" {
			name.Subject = other.Full
		}
		if catalog.SameTitleKey(name.Subject) != subject {
			continue
		}
		usual := g.expected(other)
		if name.Rung == "" {
			usual = g.expectedOn(rungKey{g.Policy.LadderFor(l.Family.File.Path).Name, catalog.Individual, catalog.Intermediate, true})
		}
		if len(usual) == 1 && own != usual[0] && (own < usual[0]) == (grade < expected[0]) {
			return other
		}
	}
	return nil
}

// mergeTitles makes one outlier of a title that has two grades in two files, where it is known which of them is wrong:
// the other one is then evidence.
func (g *grading) mergeTitles() {
	offLadder := map[string]*Outlier{}
	for _, l := range g.levels {
		key := catalog.TitleKey(l.Full)
		if o := g.found[l]; o != nil && slices.Contains(o.Rules, "off-ladder-grade") && offLadder[key] == nil {
			offLadder[key] = o
		}
	}
	for _, l := range g.levels {
		o := g.found[l]
		if o == nil || !slices.Equal(o.Rules, []string{"contradictory-grade"}) || len(o.Expected) != 1 || o.Grade.Min != o.Expected[0] {
			continue
		}
		x := offLadder[catalog.TitleKey(l.Full)]
		if x == nil {
			continue
		}
		x.Certainty = Certain
		x.Evidence = append(x.Evidence, Evidence{fmt.Sprintf("the same title is grade %s in %s", o.Grade, l.Family.File.Path), o.At, o.Link})
		x.Rules = append(slices.Clone(o.Rules), x.Rules...)
		slices.Sort(x.Rules)
		x.Rules = slices.Compact(x.Rules)
		delete(g.found, l)
	}
}

// The least agreement among levels for whose rung no ladder has a grade.
const (
	fewAlike  = 8
	mostAlike = 0.85
)

// unlikeOthers looks for grades that nearly all other levels of the rung do not have, where the policy says nothing about
// grades at all. A ladder that leaves a rung out has its reasons.
func (g *grading) unlikeOthers() {
	if slices.ContainsFunc(g.Policy.Ladders(), says) {
		return
	}
	for k, i := range g.alike.index {
		if !k.sure {
			continue
		}
		levels := g.alike.lists[i]
		counts := map[float64]int{}
		usual := 0.0
		for _, l := range levels {
			grade := g.sole[l]
			counts[grade]++
			if n := counts[grade] - counts[usual]; n > 0 || n == 0 && grade < usual {
				usual = grade
			}
		}
		if n := counts[usual]; n < fewAlike || float64(n) < mostAlike*float64(len(levels)) {
			continue
		}
		for _, l := range levels {
			grade := g.sole[l]
			if grade == usual || !g.asked[l] {
				continue
			}
			at := place(l.Place)
			for _, s := range l.Grades {
				at = place(s.At.Place())
				break
			}
			g.note(l, Outlier{
				Certainty: Likely, Rules: []string{}, Grade: Grade{grade, grade}, Expected: []float64{usual},
				Words: fmt.Sprintf("%q is grade %s, but nearly all levels with the rung %s are grade %s", l.Full, number(grade), RungWord(k.rung), number(usual)),
				At:    at, Link: g.link(at),
				Evidence: []Evidence{{Words: fmt.Sprintf("%d of %d are", counts[usual], len(levels))}},
			})
		}
	}
}

// String is the grade in words: "7", "11 to 12".
func (g Grade) String() string {
	if g.Min == g.Max {
		return number(g.Min)
	}
	return number(g.Min) + " to " + number(g.Max)
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func numbers(list []float64) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = number(n)
	}
	return strings.Join(words, " or ")
}

// RungWord is a rung as people write it: "Senior Manager".
func RungWord(rung string) string {
	switch rung {
	case catalog.VP, catalog.EVP, catalog.CEO:
		return strings.ToUpper(rung)
	}
	words := strings.Split(rung, "-")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}
