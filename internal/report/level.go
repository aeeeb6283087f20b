package report

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/schema"
)

// LevelPage is what is needed to show a level with everything that holds for it.
type LevelPage struct {
	Root  string // the catalog's, so that places are as a person would type them
	Graph *catalog.Graph
	Level *catalog.Effective
	Kinds []schema.SectionKind // with the usual word of each kind of section, in the order in which they are shown
}

// Level writes a level as somebody reads it who applies for it: what it is called, its grade, its family and whom it
// reports to, then all that holds for it, section by section. Before items that are not the level's own stands where
// they come from, and before each item its line there. A statement that nobody can follow is called so where it stands.
func Level(w io.Writer, p LevelPage, opt TextOptions) error {
	t := levelWriter{textWriter: newPage(w, opt), page: p, pages: map[*catalog.Family]written{}}
	t.head()
	for _, s := range t.sections() {
		t.section(s)
	}
	return t.w.Flush()
}

type levelWriter struct {
	*textWriter
	page  LevelPage
	pages map[*catalog.Family]written
}

// written is what stands in the sections of a page.
type written struct {
	prose map[*catalog.Section][]catalog.Prose // in file order
	said  []*catalog.Extends                   // every statement of the page
}

// place is a place as a person would type it.
func (t *levelWriter) place(p catalog.Place) string {
	return fmt.Sprintf("%s:%d", path.Join(t.page.Root, p.Path), p.Line)
}

func (t *levelWriter) head() {
	l := t.page.Level.Level
	t.line("%s", t.style.title(visible(l.Full)))
	t.line("%s", t.style.rule(visible(t.place(l.Place))))
	t.line("")
	t.fact("grade", gradeWords(l), "")
	t.fact("family", l.Family.Title.String, "")
	lines := l.ReportsTo
	if len(lines) == 0 {
		lines = l.Family.ReportsTo
	}
	for _, r := range lines {
		text, note := t.meaning(t.page.Graph.ReportsTo(r), r.Target)
		t.fact("reports to", text, note)
	}
	t.extensions(l)
}

// extensions says whom the level extends, each with what it takes over from it.
func (t *levelWriter) extensions(l *catalog.Level) {
	type extension struct{ text, note string }
	var order []extension
	kinds := map[extension][]string{}
	for _, e := range l.Extends {
		text, note := t.meaning(t.page.Graph.Extends(e), e.Target)
		x := extension{text, note}
		if _, known := kinds[x]; !known {
			order = append(order, x)
			kinds[x] = nil
		}
		if word := strings.ToLower(t.usual(e.Of)); e.Of != catalog.WholeRole && !slices.Contains(kinds[x], word) {
			kinds[x] = append(kinds[x], word)
		}
	}
	for _, x := range order {
		text := x.text
		if of := kinds[x]; of != nil {
			text += " (" + strings.Join(of, ", ") + ")"
		}
		t.fact("extends", text, x.note)
	}
}

// fact writes a line of the head, and a quiet one below it.
func (t *levelWriter) fact(name, value, note string) {
	const column = len("  reports to  ")
	label := fmt.Sprintf("  %-*s", column-2, name)
	for _, line := range wrapped(visible(value), t.room(column)) {
		t.line("%s%s", t.style.rule(label), line)
		label = strings.Repeat(" ", column)
	}
	if note != "" {
		t.quiet(column, note)
	}
}

// quiet writes what a reader may skip.
func (t *levelWriter) quiet(indent int, text string) {
	for _, line := range wrapped(visible(text), t.room(indent)) {
		t.line("%s%s", strings.Repeat(" ", indent), t.style.rule(line))
	}
}

// room is how many columns are left of a line, at least those of a few words.
func (t *levelWriter) room(used int) int { return max(24, t.width-used) }

// meaning is what a statement names, and a note of where that is or why nobody knows.
func (t *levelWriter) meaning(r catalog.Resolution, said catalog.Text) (text, note string) {
	switch r.Outcome {
	case catalog.Resolved:
		return r.Level.Full, t.place(r.Level.Place)
	case catalog.Several:
		return titles(r.Candidates, " and "), t.places(r.Candidates)
	case catalog.OneVariant:
		return r.Variant.Title.String, t.place(r.Variant.Place)
	case catalog.WholeFamily:
		return "what holds for every level of " + r.Family.Title.String, t.place(r.Family.TitlePlace)
	}
	return said.String, t.trouble(r)
}

// trouble says why a statement cannot be followed.
func (t *levelWriter) trouble(r catalog.Resolution) string {
	switch {
	case r.Outcome == catalog.Ambiguous && len(r.Candidates) > 1:
		var all []string
		for _, l := range r.Candidates {
			all = append(all, t.named(l))
		}
		return "can mean several levels: " + strings.Join(all, "; ")
	case r.Outcome == catalog.Ambiguous && len(r.Candidates) == 1:
		return "can mean " + t.named(r.Candidates[0]) + ", or all levels of its family"
	case r.Outcome == catalog.Ambiguous:
		return "can mean more than one thing"
	case r.Outcome == catalog.Outside:
		return "is not in this catalog"
	case r.Nearest != nil:
		return "no level is called that; did you mean " + t.named(r.Nearest) + "?"
	}
	return "no level is called that"
}

// named is a level with its place.
func (t *levelWriter) named(l *catalog.Level) string { return l.Full + ", " + t.place(l.Place) }

func (t *levelWriter) places(levels []*catalog.Level) string {
	var all []string
	for _, l := range levels {
		all = append(all, t.place(l.Place))
	}
	return strings.Join(all, ", ")
}

func titles(levels []*catalog.Level, between string) string {
	var all []string
	for _, l := range levels {
		all = append(all, l.Full)
	}
	return strings.Join(all, between)
}

// gradeWords are all grades that are stated for a level, each once.
func gradeWords(l *catalog.Level) string {
	var all []string
	for _, g := range l.Grades {
		words := fmt.Sprintf("%g", g.Min)
		if g.Max != g.Min {
			words = fmt.Sprintf("%g to %g", g.Min, g.Max)
		}
		if !g.Unknown && !slices.Contains(all, words) {
			all = append(all, words)
		}
	}
	switch {
	case all != nil:
		return strings.Join(all, " and ")
	case l.NoGrade != nil:
		return "none: " + l.NoGrade.String
	}
	return "not stated"
}

// usual is the usual word for a kind of section.
func (t *levelWriter) usual(kind string) string {
	for _, k := range t.page.Kinds {
		if k.Kind == kind {
			return k.Usual()
		}
	}
	return kind
}

// sections are those that have something to say beyond the head, in the policy's order. One that is of two kinds is
// shown once.
func (t *levelWriter) sections() []shownSection {
	var all []shownSection
	for _, k := range t.page.Kinds {
		s := t.page.Level.Section(k.Kind)
		if s == nil || !s.Written || k.Kind == jobGrade && len(s.Items) == 0 {
			continue
		}
		same := func(o shownSection) bool { return slices.Equal(o.Parts, s.Parts) }
		if i := slices.IndexFunc(all, same); i >= 0 {
			all[i].title += " & " + k.Usual()
			continue
		}
		all = append(all, shownSection{s, k.Usual()})
	}
	return all
}

type shownSection struct {
	*catalog.EffectiveSection
	title string
}

// jobGrade is the kind of section that says what stands in the head already.
const jobGrade = "job_grade"

func (t *levelWriter) section(s shownSection) {
	t.line("")
	t.line("%s", t.style.title(visible(s.title)))
	items := map[*catalog.Item]bool{}
	for _, i := range s.Items {
		items[i.Item] = true
	}
	before := ""
	for _, p := range s.Parts {
		lines := t.lines(p, items)
		if len(lines) == 0 {
			continue
		}
		if from := t.origin(p); from != before {
			t.line("")
			t.quiet(2, from)
			before = from
		}
		for _, l := range lines {
			t.text(l)
		}
	}
}

// origin says where a part of a section comes from.
func (t *levelWriter) origin(p catalog.EffectivePart) string {
	var of string
	switch {
	case p.Level == t.page.Level.Level:
		return "at this level"
	case p.Level != nil:
		of = "from " + p.Level.Full
	case p.Family == t.page.Level.Level.Family:
		of = "at every level of " + p.Family.Title.String
	default:
		of = "from " + p.Family.Title.String
	}
	return of + ", " + t.place(p.Section.Place)
}

// shownText is one paragraph or item of a section.
type shownText struct {
	line    int
	depth   int // of an item; 0 for a paragraph
	text    string
	trouble string // why the statement that it makes cannot be followed
}

// lines are the paragraphs and items of a part. Those that only name what is taken over are left out: it stands in
// their place.
func (t *levelWriter) lines(p catalog.EffectivePart, items map[*catalog.Item]bool) []shownText {
	page, known := t.pages[p.Family]
	if !known {
		page = read(p.Family)
		t.pages[p.Family] = page
	}
	var all []shownText
	for _, prose := range page.prose[p.Section] {
		if prose.Heading != nil && prose.Heading == p.Section.Heading || prose.Item != nil && !items[prose.Item] {
			continue
		}
		place := prose.Text.Range(0, len(prose.Text.String))
		shown := shownText{line: place.Line, text: prose.Text.String}
		if prose.Item != nil {
			shown.depth = prose.Item.Depth
		}
		understood := false
		for _, e := range page.said {
			whole := e.Statement.Range(0, len(e.Statement.String))
			if whole.Start < place.Start || whole.Start >= place.End {
				continue
			}
			switch r := t.page.Graph.Extends(e); r.Outcome {
			case catalog.Dangling, catalog.Ambiguous, catalog.Outside:
				shown.trouble = fmt.Sprintf("%q %s", e.Target.String, t.trouble(r))
			default:
				understood = prose.Item == nil && whole.Start == place.Start && whole.End >= place.End
			}
		}
		if !understood {
			all = append(all, shown)
		}
	}
	return all
}

// read sorts what stands on a page by section.
func read(f *catalog.Family) written {
	page := written{prose: map[*catalog.Section][]catalog.Prose{}}
	for _, p := range f.Prose {
		if p.Section != nil {
			page.prose[p.Section] = append(page.prose[p.Section], p)
		}
	}
	for _, l := range f.Levels {
		page.said = append(page.said, l.Extends...)
	}
	for _, variants := range [][]*catalog.Variant{f.Specialties, f.Segments} {
		for _, v := range variants {
			page.said = append(page.said, v.Extends...)
		}
	}
	return page
}

// text writes a paragraph or an item behind its line number.
func (t *levelWriter) text(s shownText) {
	gutter := fmt.Sprintf("%5d  ", s.line)
	bullet := ""
	if s.depth > 0 {
		bullet = strings.Repeat("  ", s.depth-1) + "- "
	}
	indent := len(gutter) + len(bullet)
	for i, line := range wrapped(visible(s.text), t.room(indent)) {
		if i > 0 {
			gutter, bullet = strings.Repeat(" ", len(gutter)), strings.Repeat(" ", len(bullet))
		}
		t.line("%s%s%s", t.style.rule(gutter), bullet, line)
	}
	if s.trouble == "" {
		return
	}
	for _, line := range wrapped(visible(s.trouble), t.room(indent)) {
		t.line("%s%s", strings.Repeat(" ", indent), t.style.severity(schema.Warning)(line))
	}
}
