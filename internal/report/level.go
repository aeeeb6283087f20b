package report

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"jobcat/catalog"
	"jobcat/internal/inert"
	"jobcat/schema"
)

// LevelPage is what is needed to show a level with everything that holds for it.
type LevelPage struct {
	Root  string // the catalog's, so that places are as a person would type them
	Graph *catalog.Graph
	Level *catalog.Effective
	Kinds []schema.SectionKind // with the usual word of each kind of section, in the order in which they are shown
}

// Level writes a level as somebody reads it who applies for it: what it is called, its grade, its family, whom it
// reports to and what it extends, what is said about it, then all that holds for it, section by section. Before items
// that are not the level's own stands where they come from, and before each item its line there. A statement that
// nobody can follow is called so where it stands.
func Level(w io.Writer, p LevelPage, opt TextOptions) error {
	t := levelWriter{textWriter: newPage(w, opt), page: p, pages: map[*catalog.Family]written{}}
	t.head()
	t.opening()
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
	prose map[*catalog.Section][]catalog.Prose // in file order; what stands in no section is that of nil
	said  []said                               // every statement of the page, in file order
}

// said is a statement with where it begins.
type said struct {
	start int
	*catalog.Extends
}

// place is a place as a person would type it.
func (t *levelWriter) place(p catalog.Place) string {
	return fmt.Sprintf("%s:%d", path.Join(t.page.Root, p.Path), p.Line)
}

func (t *levelWriter) head() {
	l := t.page.Level.Level
	t.line("%s", t.style.title(inert.Visible(l.Full)))
	t.line("%s", t.style.rule(inert.Visible(t.place(l.Place))))
	t.line("")
	t.fact("grade", gradeWords(l), note{})
	t.fact("family", l.Family.Title.String, note{})
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
	type extension struct {
		text string
		note note
	}
	var order []extension
	kinds := map[extension][]string{}
	for _, e := range l.Extends {
		r := t.page.Graph.Extends(e)
		text, n := t.meaning(r, e.Target)
		if r.Level == l {
			n = note{"that is this level itself", true}
		}
		x := extension{text, n}
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
func (t *levelWriter) fact(name, value string, n note) {
	const column = len("  reports to  ")
	label := fmt.Sprintf("  %-*s", column-2, name)
	for _, line := range wrapped(inert.Visible(value), t.room(column)) {
		t.line("%s%s", t.style.rule(label), line)
		label = strings.Repeat(" ", column)
	}
	t.note(column, n)
}

// note is a word on something, for a reader who may skip it unless something is wrong.
type note struct {
	text  string // "" for none
	wrong bool
}

func (t *levelWriter) note(indent int, n note) {
	if n.text == "" {
		return
	}
	paint := t.style.rule
	if n.wrong {
		paint = t.style.severity(schema.Warning)
	}
	for _, line := range wrapped(inert.Visible(n.text), t.room(indent)) {
		t.line("%s%s", strings.Repeat(" ", indent), paint(line))
	}
}

// room is how many columns are left of a line, at least those of a few words.
func (t *levelWriter) room(used int) int { return max(24, t.width-used) }

// meaning is what a statement names, and a note of where that is or why nobody knows.
func (t *levelWriter) meaning(r catalog.Resolution, words catalog.Text) (string, note) {
	switch r.Outcome {
	case catalog.Resolved:
		return r.Level.Full, note{text: t.place(r.Level.Place)}
	case catalog.Several:
		return titles(r.Candidates, " and "), note{text: t.places(r.Candidates)}
	case catalog.OneVariant:
		return r.Variant.Title.String, note{text: t.place(r.Variant.Place)}
	case catalog.WholeFamily:
		return "what holds for every level of " + r.Family.Title.String, note{text: t.place(r.Family.TitlePlace)}
	}
	return words.String, note{t.trouble(r, "that"), true}
}

// trouble says why what a statement names cannot be followed.
func (t *levelWriter) trouble(r catalog.Resolution, name string) string {
	switch {
	case r.Outcome == catalog.Ambiguous && len(r.Candidates) > 1:
		var all []string
		for _, l := range r.Candidates {
			all = append(all, t.named(l))
		}
		return name + " can mean several levels: " + strings.Join(all, "; ")
	case r.Outcome == catalog.Ambiguous && len(r.Candidates) == 1:
		return name + " can mean " + t.named(r.Candidates[0]) + ", or all levels of its family"
	case r.Outcome == catalog.Ambiguous:
		return name + " can mean more than one thing"
	case r.Outcome == catalog.Outside:
		return name + " is not in this catalog"
	case r.Nearest != nil:
		return "no level is called " + name + "; did you mean " + t.named(r.Nearest) + "?"
	}
	return "no level is called " + name
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
	t.line("%s", t.style.title(inert.Visible(s.title)))
	items := map[*catalog.Item]bool{}
	for _, i := range s.Items {
		items[i.Item] = true
	}
	var groups []group
	for _, p := range s.Parts {
		lines := t.lines(p, items)
		if len(lines) == 0 {
			continue
		}
		from := t.origin(p)
		if n := len(groups); n > 0 && groups[n-1].from == from {
			groups[n-1].lines = append(groups[n-1].lines, lines...)
			continue
		}
		groups = append(groups, group{from, lines})
	}
	for _, g := range groups {
		if len(groups) > 1 || g.from != own {
			t.line("")
			t.note(2, note{text: g.from})
		}
		for _, l := range g.lines {
			t.text(l)
		}
	}
}

// group is what a section has from one origin.
type group struct {
	from  string
	lines []shownText
}

// own is the origin of what the level says itself.
const own = "at this level"

// origin says where a part of a section comes from.
func (t *levelWriter) origin(p catalog.EffectivePart) string {
	var of string
	switch {
	case p.Level == t.page.Level.Level:
		return own
	case p.Level != nil:
		of = "from " + p.Level.Full
	case p.Family == t.page.Level.Level.Family:
		of = "at every level of " + p.Family.Title.String
	default:
		of = "from " + p.Family.Title.String
	}
	return of + ", " + t.place(p.Section.At.Place())
}

// opening writes what the page says before its first section, and what it says of the level outside of sections. What
// stands in the head is not said again.
func (t *levelWriter) opening() {
	l := t.page.Level.Level
	page := t.read(l.Family)
	var head []catalog.Text
	for _, g := range l.Grades {
		head = append(head, g.Statement)
	}
	for _, r := range slices.Concat(l.ReportsTo, l.Family.ReportsTo) {
		head = append(head, r.Statement)
	}
	first := len(l.Family.File.Source)
	for _, h := range l.Family.Headings {
		if h.Role != catalog.OpensText {
			first = h.At.Start()
			break
		}
	}
	empty := true
	for _, p := range page.prose[nil] {
		ofFamily := p.Level == nil && p.Text.Place().Start < first
		if p.Heading != nil || p.Level != l && !ofFamily || isCell(p) || isContents(p) {
			continue
		}
		if shown, ok := t.shown(page, p, head...); ok {
			if empty {
				t.line("")
				empty = false
			}
			t.text(shown)
		}
	}
}

// shownText is one paragraph or item.
type shownText struct {
	line    int
	depth   int // of an item; 0 for a paragraph
	text    string
	trouble string // why the statement that it makes cannot be followed
}

// lines are the paragraphs and items of a part of a section.
func (t *levelWriter) lines(p catalog.EffectivePart, items map[*catalog.Item]bool) []shownText {
	page := t.read(p.Family)
	var all []shownText
	for _, prose := range page.prose[p.Section] {
		if prose.Heading != nil && prose.Heading == p.Section.Heading || prose.Item != nil && !items[prose.Item] {
			continue
		}
		shown, ok := t.shown(page, prose)
		if n := len(all); ok && n > 0 && isCell(prose) && all[n-1].line == shown.line {
			all[n-1].text += " | " + shown.text
			continue
		}
		if ok {
			all = append(all, shown)
		}
	}
	return all
}

// isCell reports whether a text stands in a row of a table.
func isCell(p catalog.Prose) bool {
	return p.Item == nil && strings.Contains(lineOf(p, 0), "|")
}

// isContents reports whether the generator puts a table of contents in the place of the text.
func isContents(p catalog.Prose) bool {
	return strings.HasPrefix(strings.TrimSpace(lineOf(p, 1)), "{:toc")
}

// isBullet reports whether a text is an item of a list that is in no section.
func isBullet(p catalog.Prose) bool {
	line := strings.TrimSpace(lineOf(p, 0))
	return p.Section == nil && (strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* "))
}

// lineOf is the line of the file in which a text begins, or one further down.
func lineOf(p catalog.Prose, down int) string {
	return p.Text.File().Line(p.Text.Place().Line + down)
}

// shown is a paragraph or an item; false for a paragraph that says nothing but what the head says, or what is taken
// over: that stands in its place.
func (t *levelWriter) shown(page written, p catalog.Prose, head ...catalog.Text) (s shownText, ok bool) {
	place := p.Text.Range(0, len(p.Text.String))
	s = shownText{line: place.Line, text: p.Text.String}
	switch {
	case p.Item != nil:
		s.depth = p.Item.Depth
	case isBullet(p):
		s.depth = 1
	}
	from, _ := slices.BinarySearchFunc(page.said, place.Start, func(e said, start int) int { return e.start - start })
	for _, e := range page.said[from:] {
		if e.start >= place.End {
			break
		}
		switch r := t.page.Graph.Extends(e.Extends); r.Outcome {
		case catalog.Dangling, catalog.Ambiguous, catalog.Outside:
			s.trouble = t.trouble(r, strconv.Quote(e.Target.String))
		default:
			head = append(head, e.Statement)
		}
	}
	return s, p.Item != nil || !covered(*p.Text, head)
}

// covered reports whether nothing but punctuation is left of a text without the statements.
func covered(t catalog.Text, statements []catalog.Text) bool {
	place := t.Range(0, len(t.String))
	left := []byte(t.File().Source[place.Start:place.End])
	for _, s := range statements {
		at := s.Range(0, len(s.String))
		for i := max(at.Start, place.Start); i < min(at.End, place.End); i++ {
			left[i-place.Start] = ' '
		}
	}
	return !strings.ContainsFunc(string(left), unicode.IsLetter)
}

// read sorts what stands on a page by section.
func (t *levelWriter) read(f *catalog.Family) written {
	if page, known := t.pages[f]; known {
		return page
	}
	page := written{prose: map[*catalog.Section][]catalog.Prose{}}
	for _, p := range f.Prose {
		page.prose[p.Section] = append(page.prose[p.Section], p)
	}
	note := func(statements []*catalog.Extends) {
		for _, e := range statements {
			page.said = append(page.said, said{e.Statement.Range(0, len(e.Statement.String)).Start, e})
		}
	}
	for _, l := range f.Levels {
		note(l.Extends)
	}
	for _, v := range slices.Concat(f.Specialties, f.Segments) {
		note(v.Extends)
	}
	slices.SortStableFunc(page.said, func(a, b said) int { return a.start - b.start })
	t.pages[f] = page
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
	for i, line := range wrapped(inert.Visible(s.text), t.room(indent)) {
		if i > 0 {
			gutter, bullet = strings.Repeat(" ", len(gutter)), strings.Repeat(" ", len(bullet))
		}
		t.line("%s%s%s", t.style.rule(gutter), bullet, line)
	}
	t.note(indent, note{s.trouble, true})
}
