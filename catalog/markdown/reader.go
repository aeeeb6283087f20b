// Package markdown reads Markdown job families, as Middleman and Hugo sites keep them, into the model of package
// catalog, every value with its place.
//
// A page goes through it in this order: parse takes it apart into blocks (blocks.go), headings classifies its headings
// by their words (outline.go), weigh collects what speaks for each possible title (evidence.go), levels decides which
// of them are levels (levels.go), attach finds out what belongs to whom (attach.go), collect reads the statements
// and items out of the blocks (collect.go), and finishLevels adds what only the whole page says (page.go, settle.go).
package markdown

import (
	"path"
	"strings"
	"sync"

	"jobcat/catalog"
)

// The kinds of sections whose meaning the reader knows. All others are only names to it.
const (
	responsibilities      = "responsibilities"
	requirements          = "requirements"
	performanceIndicators = "performance_indicators"
	jobGrade              = "job_grade"
	hiringProcess         = "hiring_process"
	careerLadder          = "career_ladder"
	niceToHave            = "nice_to_have"
)

// Options say how an organisation writes its families.
type Options struct {
	Sections []SectionWords
	Dialect  func(path string) Dialect // nil for DialectOf
	Writing  Writing
}

// Reader reads pages. It is safe for concurrent use.
type Reader struct {
	words   *vocabulary
	writing *Writing
	dialect func(path string) Dialect
	scratch sync.Pool
}

// NewReader prepares a reader for pages written as the options say.
func NewReader(o Options) *Reader {
	if o.Dialect == nil {
		o.Dialect = DialectOf
	}
	if o.Writing.Levels == "" {
		o.Writing.Levels = Headings
	}
	return &Reader{words: newVocabulary(o.Sections), writing: &o.Writing, dialect: o.Dialect}
}

// Read reads a page. It always succeeds: what is wrong with the file is among the page's faults, and a page that is no
// family says why.
//
// root is the URL of the folder that the path is relative to, "/job-families/".
func (rd *Reader) Read(f *catalog.File, root string) *catalog.Page {
	s, ok := rd.scratch.Get().(*scratch)
	if !ok {
		s = &scratch{}
	}
	r := &reader{words: rd.words, writing: rd.writing, doc: s.parse(f, rd.dialect(f.Path)), file: f, titleBlock: -1}
	page := &catalog.Page{File: f, Faults: r.doc.faults}
	r.family = &catalog.Family{File: f, URL: URL(root, f.Path), Kind: catalog.RealFamily}
	if r.writing.Levels == Files {
		r.pageTitle()
		r.family.Folder = path.Dir(pageName(f.Path))
	} else {
		r.title()
	}
	r.findStatements()
	heads := r.headings(s)
	if !r.writing.ownTitles() {
		r.weigh(heads)
		levels(heads)
	}
	r.attach(heads)
	r.collect(heads)
	r.finishLevels(heads)
	if page.NoFamily = r.noFamily(); page.NoFamily == "" {
		page.Family = r.family
	}
	page.Allows = r.allows(heads)
	s.keep(r.doc)
	rd.scratch.Put(s)
	return page
}

// reader is the state of reading one page.
type reader struct {
	words   *vocabulary
	writing *Writing
	doc     *document
	file    *catalog.File
	family  *catalog.Family

	titleBlock            int            // index of the heading that the page has its title from, or -1
	titled                bool           // a pattern with more than a {title} fits the title or the name of a page that is one level by its writing
	titleGrade, nameGrade *catalog.Grade // of such a page; nil where nothing is said

	grades  map[*block][]gradeStatement // of paragraphs
	reports map[*block][]relation       // of paragraphs and items
	stated  []statedGrade               // in file order
	found   *collection
}

func (r *reader) spanOf(s span) catalog.Span {
	if s.start == s.end {
		return catalog.Span{}
	}
	return r.file.Span(s.start, s.end)
}

// count is how many blocks of a kind the page has.
func (r *reader) count(kind blockKind) int {
	n := 0
	for i := range r.doc.blocks {
		if r.doc.blocks[i].kind == kind {
			n++
		}
	}
	return n
}

// title takes the family's title from the front matter, else from the first heading.
func (r *reader) title() {
	r.family.TitlePlace = r.file.Place(0, 0)
	if t := r.doc.front.field("title"); t != nil && !t.value.IsEmpty() {
		r.family.Title = t.value
		r.family.TitlePlace = t.value.Place()
		return
	}
	for i := range r.doc.blocks {
		if b := &r.doc.blocks[i]; b.kind == heading && !b.text.IsEmpty() {
			r.family.Title = b.text
			r.family.TitlePlace = b.text.Place()
			r.titleBlock = i
			return
		}
	}
}

// URL is the site's address of a page: "/job-families/finance/payroll/" for finance/payroll/index.html.md below the
// root "/job-families/". The names that generators treat alike give one URL.
func URL(root, file string) string {
	return strings.TrimSuffix(root, "/") + "/" + strings.TrimPrefix(strings.TrimSuffix(pageName(file), "/")+"/", "/")
}

// pageName is the path of a page without what only its generator wants to know: "finance/payroll" for
// finance/payroll/index.html.md and for finance/payroll.md.
func pageName(p string) string {
	for _, ext := range []string{".erb", ".md", ".html"} {
		p = strings.TrimSuffix(p, ext)
	}
	if base := path.Base(p); base == "index" || base == "_index" {
		p = strings.TrimSuffix(strings.TrimSuffix(p, base), "/")
	}
	return p
}
