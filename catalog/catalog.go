// Package catalog is the model of a job catalog: families, their levels, and what is said about them, every value
// with its place in a file. It knows no file format and no rule: readers (catalog/markdown) fill it, package lint
// asks it.
//
// The words are those of docs/architecture.md: a catalog has families, a family has levels, a level has sections,
// a section has items.
package catalog

import "slices"

// Catalog is all job families below the roots, and every other file that was met there.
type Catalog struct {
	Root  string  // the folder that all paths are relative to, as the user named it; the common parent if there are several roots
	Pages []*Page // sorted by path: every file below the roots, whatever it is

	Registry *Registry // nil unless the policy names one
}

// Families are the pages that are families or index pages, sorted by path.
func (c *Catalog) Families() []*Family {
	var fs []*Family
	for _, p := range c.Pages {
		if p.Family != nil {
			fs = append(fs, p.Family)
		}
	}
	return fs
}

// Page is one file of the catalog. Either it is a family (or an index of families), or NoFamily says why not.
type Page struct {
	File     *File
	Family   *Family // nil if the file is none
	NoFamily string  // why the file is no family, as the end of the sentence "a.png is no job family: ..."
	Faults   []Fault // what kept the file from being read as it was meant
	Allows   []Allow // what the front matter and comments allow, in file order
}

// Unread reports whether the file could not be read, so that nobody knows what stands in it.
func (p *Page) Unread() bool {
	for _, f := range p.Faults {
		switch f.Kind {
		case Vanished, NoPermission, TooLarge, OtherTrouble:
			return true
		}
	}
	return false
}

// FaultKind says what is wrong with a file as a file.
type FaultKind string

// The kinds of faults. Their names are facts that the policy can ask about.
const (
	NotUTF8              FaultKind = "not-utf8"              // bytes that are no UTF-8
	ConflictMarker       FaultKind = "conflict-marker"       // "<<<<<<< HEAD" was left by a merge
	BadFrontMatter       FaultKind = "bad-front-matter"      // front matter that is no YAML
	DuplicateKey         FaultKind = "duplicate-key"         // a key twice in the front matter
	NoFrontMatter        FaultKind = "no-front-matter"       // there is none
	UnopenedFrontMatter  FaultKind = "unopened-front-matter" // keys and the closing "---", but not the opening one
	UnclosedFrontMatter  FaultKind = "unclosed-front-matter" // the closing "---" is missing
	NoTitle              FaultKind = "no-title"              // front matter without a title
	UnsupportedExtension FaultKind = "unsupported-extension" // a text file that no reader takes because of its name
	Vanished             FaultKind = "vanished"              // the file was listed, and gone when it was read
	NoPermission         FaultKind = "no-permission"         // the file may not be read
	TooLarge             FaultKind = "too-large"             // the file is larger than a reader takes
	OtherTrouble         FaultKind = "trouble"               // any other error of the file system
)

// Fault is one thing that is wrong with a file as a file.
type Fault struct {
	Kind   FaultKind
	Detail string // what the YAML library or the file system says, the key that stands twice, ...
	Place  Place
}

// FamilyKind tells a real family from a page that only points to others.
type FamilyKind string

// The kinds of families.
const (
	RealFamily FamilyKind = "family"
	IndexPage  FamilyKind = "index" // a department page, a list of links; it has no levels
)

// Family is one job family: usually one page with several levels.
type Family struct {
	File   *File
	URL    string // "/job-families/finance/payroll/": site-absolute, with a slash at the end
	Kind   FamilyKind
	Blank  bool   // it has a title and no text
	Folder string // of the page, where the policy says that each level has a file; "" usually
	PartOf string // the folder whose pages are together one family, one file per level; "" usually. See Folders

	Title      Text  // of the front matter; without one, the first heading
	TitlePlace Place // of the value behind "title:"; without one, the start of the file. What a family lacks is reported here

	Sections    []*Section // that hold for the whole family
	Levels      []*Level   // in file order
	Specialties []*Variant // areas of work
	Segments    []*Variant // sales markets
	ReportsTo   []*ReportsTo

	Headings []*Heading // every heading of the page, in file order
	Anchors  []Anchor   // every id that a link can lead to, in file order, those of headings included
	Links    []*Link    // every link, in file order
	Prose    []Prose    // all running text, in file order
	Oddities []Oddity   // what the reader met and understood although it is written wrongly, in file order
}

// Level is one title within a family.
type Level struct {
	Family  *Family
	Title   Text     // as written in its heading, without markup and without a section word behind it
	Name    Name     // the title taken apart; for a bare "Senior" the full title
	Full    string   // the whole title: "Senior Backend Engineer" also where the heading only says "Senior"
	Heading *Heading // nil for a page that is itself one level, and for one in a table
	InTable bool     // it is a row or a column of a table
	Place   Place    // of the heading's text, or of the title's cell; of the front matter's title for a page that is itself one level

	Grades    []*Grade   // every statement, in file order, those in tables included
	NoGrade   *Text      // a sentence that says that the level has no grade ("is not aligned to a job grade")
	Sections  []*Section // meant for this level, wherever they are nested
	ReportsTo []*ReportsTo
	Extends   []*Extends
}

// ID tells a level from the others of its page: by its anchor, or by its title where it stands in a table and nothing can
// link to it. It is "" for a page that is itself one level.
func (l *Level) ID() string {
	if l.InTable {
		return l.Full
	}
	return l.Anchor()
}

// Anchor is what a link to the level has behind its "#", or "" for a page that is itself one level and for a level in a
// table.
func (l *Level) Anchor() string {
	if l.Heading == nil {
		return ""
	}
	return l.Heading.Anchor
}

// Variant is a specialty or a segment of a family's levels. It is no level and has no grade.
type Variant struct {
	Title     Text
	Place     Place
	Anchor    string // "" where it is a bullet of a list
	Sections  []*Section
	ReportsTo []*ReportsTo
	Extends   []*Extends
}

// Section is a part of a family, a level or a variant that has a known kind.
type Section struct {
	Kinds   []string // usually one; "Responsibilities & Requirements" is both. Names as in the policy: "responsibilities"
	Heading *Heading // nil where the section has no heading of its own (a level's introduction that states its grade); in a table the head that all levels share
	At      Span     // of the heading's text, or of the cell
	Body    Span     // from behind the heading to the next heading that ends the section
	Items   []*Item
	Content Content
}

// Is reports whether the section is of that kind.
func (s *Section) Is(kind string) bool {
	return slices.Contains(s.Kinds, kind)
}

// Content says what a section holds.
type Content string

// The kinds of content. Their names are facts that the policy can ask about.
const (
	Empty     Content = "empty"     // nothing
	Unwritten Content = "unwritten" // nothing but "TBD", "TODO" or the like
	Written   Content = "written"   // text, or something that brings text in (a partial, a shortcode, an embedded page)
)

// Item is one bullet of a section.
type Item struct {
	Text   Text
	Marker string // "-", "*", "+", "1."; "" for a line that lost its marker, and in a table
	Depth  int    // 1 for a bullet of the section's own list, 2 for one below a bullet, ...
	List   int    // items of one list have the same number within their section; numbers count from 1
	At     Span   // of the text, without its marker
	Links  []*Link
}

// Heading is one heading of a page.
type Heading struct {
	Text   Text
	Depth  int    // 1 to 6 as written; 0 for a key in front of its value ("**Planning horizon:** a quarter") and for the head of a column
	Fits   int    // the depth that its place on the page asks for; equals Depth where that is right or cannot be told
	Anchor string // the id that the site's generator gives it
	At     Span   // of the text, without the "#" signs
	Marks  Span   // of the "#" signs before it; zero for a heading that is underlined

	Role     HeadingRole
	Kinds    []string // for a section: its kinds
	Word     Text     // for a section: the part that names the kind ("Responsibilties")
	Usual    string   // for a section: the word that the policy wants for it ("Responsibilities")
	Spelling Spelling // for a section: how Word relates to Usual
	Subject  Text     // for a section: the title before or behind the word ("Senior Engineer" in "Senior Engineer Responsibilities"); often empty
	Level    *Level   // the level that it opens or whose section it opens; nil for the family and for variants
}

// HeadingRole says what a heading does on its page.
type HeadingRole string

// The roles of headings.
const (
	OpensSection     HeadingRole = "section"
	OpensLevel       HeadingRole = "level"
	OpensLevels      HeadingRole = "levels" // "Levels": the levels stand below it
	OpensSpecialties HeadingRole = "specialties"
	OpensSegments    HeadingRole = "segments"
	OpensVariant     HeadingRole = "variant"
	OpensText        HeadingRole = "text" // anything else: an overview, a group of items
)

// Spelling says how a section's word relates to the policy's word for its kind.
type Spelling string

// The spellings. Their names are facts that the policy can ask about.
const (
	UsualSpelling Spelling = "usual"
	AliasSpelling Spelling = "alias"    // another word for the same ("Interview Process")
	Misspelling   Spelling = "misspelt" // nearly a known word
)

// Anchor is an id on a page that a link can lead to.
type Anchor struct {
	ID string
	At Span
}

// Link is a link on a page, as written.
type Link struct {
	Text   Text
	Target string // "#senior", "/job-families/x/", "https://...", with references and shortcodes resolved
	At     Span   // of the whole link
	URL    Span   // of the target within it; zero where the target stands elsewhere (reference style)
}

// Grade is one statement of a level's grade that has a number.
type Grade struct {
	Min, Max  float64 // equal unless a range was written
	Unknown   bool    // a statement without a usable number ("grade #"): Min and Max are 0
	At        Span    // of the words that state it: "grade 7"
	Number    Span    // of the number alone
	Statement Text    // the sentence, table row or heading
	Subject   Text    // the title that the sentence gives it to ("The Senior X is a ..."); empty in a table or for "the role"
	Linked    bool    // the words are a link
	InTable   bool
	InName    bool // the name of the file says it; its places are those of the level's title
}

// WholeRole is what a statement extends that is about no single kind of section.
const WholeRole = "role"

// Extends is one statement that a level takes over what another one has.
type Extends struct {
	Of        string // the section word in the sentence, else the kind of section that it stands in, else "role"
	Target    Text   // the words that name the target
	Link      *Link  // if the target is linked
	Statement Text   // the sentence or bullet
	Subject   Text   // the title at its beginning, if there is one ("The Senior X extends ...")
	OwnWords  bool   // it is a sentence of the catalog's own, by a pattern of its policy: nothing else is said so
	In        string // the kind of the section that it stands in; "" in a level's introduction
}

// ReportsTo is one statement of whom a level reports to.
type ReportsTo struct {
	Target    Text
	Link      *Link
	Statement Text
	Subject   Text // the title at its beginning; empty for "this position"
}

// Prose is a piece of running text with what it belongs to: a paragraph, an item, a heading, a cell.
type Prose struct {
	Text    *Text    // that of the item or the heading where it is one
	Section *Section // nil outside of sections
	Level   *Level   // nil outside of levels
	Item    *Item    // nil unless it is an item
	Heading *Heading // nil unless it is a heading
}

// OddityKind names something that the reader understood although it is written wrongly.
type OddityKind string

// The kinds of oddities.
const (
	PlainHeading OddityKind = "plain-heading"  // a bold or plain line that does the work of a section heading
	UnmarkedItem OddityKind = "unmarked-item"  // a line of a list without its marker, glued to the one above
	GluedSection OddityKind = "glued-section"  // "Senior AnalystJob Grade"
	UnusualTitle OddityKind = "unusual-title"  // the heading of a level that fits none of the patterns for those
	NoUsualTitle OddityKind = "no-usual-title" // a page with sections, none of whose headings fits a pattern for those of levels
)

// Oddity is one of these, at its place.
type Oddity struct {
	Kind    OddityKind
	Place   Place
	Text    Text   // the words it is about
	Suggest string // for a plain heading: the section heading that it stands for; where titles are unusual: the usual pattern
	Section *Section
	Level   *Level
}

// Place is the place of the words that name the position.
func (r *ReportsTo) Place() Place { return r.Target.Place() }
