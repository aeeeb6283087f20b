package markdown

import (
	"path"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/patterns"
)

// LevelsAre says what a level is on a page.
type LevelsAre string

// What levels can be.
const (
	Headings LevelsAre = "headings" // a heading with what stands below it
	Rows     LevelsAre = "rows"     // a row of a table
	Columns  LevelsAre = "columns"  // a column of a table
	Files    LevelsAre = "file"     // the whole page; the pages of one folder are one family
	Nowhere  LevelsAre = "none"     // the page is no family, whatever its headings say
)

// Writing is how pages are written that are not written in the usual way. Its zero value is the usual way. The patterns
// have the holes {title} and {grade}; the first one of a list is the usual one of that catalog.
type Writing struct {
	Levels LevelsAre // "" for Headings

	Titles    []*patterns.Pattern // headings of levels; none for whatever reads like a title and has what levels have
	Names     []*patterns.Pattern // files that are one level, without their extension
	Grades    []*patterns.Pattern // sentences that state a grade
	Extends   []*patterns.Pattern // sentences that take over what another level has
	ReportsTo []*patterns.Pattern // sentences that say whom a level reports to

	OnlyOwnPhrases bool // the usual English sentences mean nothing
	Keys           bool // "**Planning horizon:** a quarter" is a section

	Heads Heads // of tables in which levels are
}

// Heads are the words that head the columns of a table whose rows are levels, or its rows where columns are. All other
// heads are names of sections, or nothing that is known.
type Heads struct {
	Title, Grade, Extends, ReportsTo []string
}

// inTables reports whether levels are parts of tables.
func (w *Writing) inTables() bool { return w.Levels == Rows || w.Levels == Columns }

// ownTitles reports whether patterns say which headings open levels.
func (w *Writing) ownTitles() bool { return w.Levels == Headings && len(w.Titles) > 0 }

// ownPhrases reports whether there are sentences of the catalog's own.
func (w *Writing) ownPhrases() bool { return len(w.Grades)+len(w.Extends)+len(w.ReportsTo) > 0 }

// unusualTitle notes a heading that is written otherwise than the patterns say: with other signs between its words, or at
// another depth. One that is surely of a level is, if it fits none at all.
func (r *reader) unusualTitle(text catalog.Text, surely bool) {
	all := r.writing.Titles
	i := slices.IndexFunc(all, func(p *patterns.Pattern) bool { return p.Nearly(text.String) })
	switch {
	case i < 0 && (!surely || len(all) == 0):
		return
	case i < 0:
		i = 0
	}
	r.family.Oddities = append(r.family.Oddities, catalog.Oddity{
		Kind: catalog.UnusualTitle, Place: text.Place(), Text: text, Suggest: all[i].String(),
	})
}

// noUsualTitle notes that a page has what levels have, and no heading that fits a pattern for those of levels. One
// that nearly fits has been noted already.
func (r *reader) noUsualTitle() {
	f := r.family
	noted := slices.ContainsFunc(f.Oddities, func(o catalog.Oddity) bool { return o.Kind == catalog.UnusualTitle })
	if len(f.Levels) > 0 || len(f.Sections) == 0 || noted {
		return
	}
	title := f.Title
	if title.IsEmpty() {
		title = r.nameOfFile()
	}
	f.Oddities = append([]catalog.Oddity{{
		Kind: catalog.NoUsualTitle, Place: f.TitlePlace, Text: title, Suggest: r.writing.Titles[0].String(),
	}}, f.Oddities...)
}

// onlyLists reports whether a page among files that are levels is none itself: it is called as pages that list the
// others are, and neither its heading, its name nor what stands on it says that it is a level.
func (r *reader) onlyLists() bool {
	return isCalledList(r.file.Path) && !r.titled && !r.isOneLevel() && len(r.family.Sections) == 0
}

// isCalledList reports whether pages of that name list those beside them.
func isCalledList(file string) bool {
	name, _, _ := strings.Cut(path.Base(file), ".")
	return name == "index" || name == "_index" || strings.EqualFold(name, "readme")
}

// A titled text is a heading or a name that fits a pattern.
type titled struct {
	title [2]int // bytes of the text
	grade [2]int // equal where the pattern has no {grade}
	sure  bool   // more than the title has to fit
}

// titleIn reads a text by the first pattern that fits it. depth is that of a heading, 0 for what is none.
func titleIn(text string, depth int, all []*patterns.Pattern) (titled, bool) {
	for _, p := range all {
		if depth > 0 && p.Depth() > 0 && p.Depth() != depth {
			continue
		}
		if m, ok := p.Fit(text); ok {
			return titled{m.Holes[patterns.Title], m.Holes[patterns.Grade], !p.IsOpen()}, true
		}
	}
	return titled{}, false
}

// gradeOf is the grade that stands in a title, nil if none does.
func gradeOf(text catalog.Text, t titled) *catalog.Grade {
	if t.grade[0] == t.grade[1] {
		return nil
	}
	at := text.Part(t.grade[0], t.grade[1])
	g := &catalog.Grade{At: at, Number: at, Statement: text, Subject: text.Slice(t.title[0], t.title[1])}
	g.Min, g.Max = numberRange(text.String[t.grade[0]:t.grade[1]])
	return g
}

// pageTitle finds the title of a page that is one level: in the front matter, else in its first heading, else in the
// name of the file. It also notes the grades that these state.
func (r *reader) pageTitle() {
	f := r.family
	name := r.nameOfFile()
	byName, named := titleIn(name.String, 0, r.writing.Names)
	r.title()
	byHeading := r.titleBlock >= 0 // else the front matter says it, or nothing does
	t, fits := titleIn(f.Title.String, r.depthOfTitle(), r.writing.Titles)
	r.titled = fits && t.sure || named && byName.sure
	switch {
	case fits:
		if byHeading && !t.sure {
			r.unusualTitle(f.Title, false)
		}
		r.titleGrade = gradeOf(f.Title, t)
		f.Title = f.Title.Slice(t.title[0], t.title[1])
		f.TitlePlace = f.Title.Place()
	case !byHeading && !f.Title.IsEmpty():
		r.headedLikeTitle()
	case named && (f.Title.IsEmpty() || r.depthOfTitle() > 1):
		r.titleBlock = -1
		spaced := strings.Join(strings.FieldsFunc(name.String[byName.title[0]:byName.title[1]], joinsWords), " ")
		f.Title, f.TitlePlace = catalog.NewTextAbout(r.file, spaced, 0), r.file.Place(0, 0)
	case byHeading:
		r.unusualTitle(f.Title, true)
	}
	if named {
		r.nameGrade = gradeOf(name, byName)
	}
	if r.nameGrade != nil {
		at := r.file.Span(f.TitlePlace.Start, f.TitlePlace.End)
		r.nameGrade.At, r.nameGrade.Number = at, at
		r.nameGrade.Subject, r.nameGrade.InName = catalog.Text{}, true
	}
	if f.Title.IsEmpty() {
		f.Title = name
	}
}

// headedLikeTitle takes the grade from a first heading that says the title of the front matter once more.
func (r *reader) headedLikeTitle() {
	for i := range r.doc.blocks {
		b := &r.doc.blocks[i]
		if b.kind != heading || b.text.IsEmpty() {
			continue
		}
		if t, ok := titleIn(b.text.String, b.depth, r.writing.Titles); ok && t.sure {
			r.titleBlock, r.titleGrade, r.titled = i, gradeOf(b.text, t), true
		}
		return
	}
}

// depthOfTitle is the depth of the heading that the page has its title from, 0 if it has it from elsewhere.
func (r *reader) depthOfTitle() int {
	if r.titleBlock < 0 {
		return 0
	}
	return r.doc.blocks[r.titleBlock].depth
}

func joinsWords(r rune) bool { return r == ' ' || r == '-' || r == '_' }

// nameOfFile is the file's name without its extensions, or that of the folder that an index.md stands in, as a text that
// stands at the beginning of the file.
func (r *reader) nameOfFile() catalog.Text {
	return catalog.NewTextAbout(r.file, path.Base(pageName(r.file.Path)), 0)
}

// statedInTitle gives the level that the page is the grades that its title and the name of its file state. A name that
// only says again what the page says adds nothing.
func (r *reader) statedInTitle(l *catalog.Level) {
	if r.titleGrade != nil {
		l.Grades = append(l.Grades, r.titleGrade)
	}
	if r.nameGrade == nil {
		return
	}
	for _, g := range l.Grades {
		if g.Min <= r.nameGrade.Min && r.nameGrade.Max <= g.Max {
			return
		}
	}
	l.Grades = append(l.Grades, r.nameGrade)
}
