package markdown

import (
	"regexp"
	"slices"

	"jobcat/catalog"
)

// A head is a heading with what is known of its meaning.
type head struct {
	*catalog.Heading
	at      int // index of its block
	next    int // index of the next heading's block, or the number of blocks
	is      headKind
	leaf    bool           // the next heading is not below it, and holds no levels or variants
	grade   *catalog.Grade // that stands in the heading of a level, by a pattern of the policy; nil if none does
	glued   bool           // of a section: no space stands before its word
	title   catalog.Text   // of a heading that may be a title: without a colon or "Role" behind it
	key     string         // catalog.SameTitleKey of the title that it is, or that a section names
	support evidence       // of a heading that may be a title
	ahead   ahead          // of a heading that may be a title
	inItem  bool           // stands in a bullet: '- # of leads' is a heading to the site

	parent     *head   // the nearest heading before it that is higher; nil if there is none
	holder     *head   // of a level: the "Levels" heading that it comes after; set by the attachment
	hasMembers bool    // of "Specialties": there are headings for them
	belongs    belongs // what the blocks below it belong to; set by the attachment
}

type headKind int

const (
	isText      headKind = iota // an overview, a group of items, a question
	isSection                   // names a kind of section
	isContainer                 // "Levels", "Specialties", "Segments"
	isTitle                     // reads as a job title; a level if there is evidence for it
)

// belongs says whose a block is.
type belongs struct {
	level   *catalog.Level
	variant *catalog.Variant
	section *catalog.Section
	variety bool // below "Specialties" or "Segments", where no grade is stated
}

// headings classifies the headings of a page by their own words. They share the memory of the page before.
func (r *reader) headings(s *scratch) []*head {
	graded := make(map[string]bool, len(r.stated))
	for _, s := range r.stated {
		graded[s.key] = s.key != ""
	}
	n := r.count(heading)
	s.heads = slices.Grow(s.heads[:0], n)[:n]
	words := make([]catalog.Heading, n)
	heads := make([]*head, 0, n)
	for i := range r.doc.blocks {
		b := &r.doc.blocks[i]
		if b.kind != heading {
			continue
		}
		n := len(heads)
		if n > 0 {
			heads[n-1].next = i
		}
		words[n] = catalog.Heading{
			Text: b.text, Depth: b.depth, Fits: b.depth, Anchor: b.anchor,
			At: b.text.Span(), Marks: r.spanOf(b.marks), Role: catalog.OpensText,
		}
		h := &s.heads[n]
		h.Heading, h.at, h.next = &words[n], i, len(r.doc.blocks)
		if i > 0 {
			before := &r.doc.blocks[i-1]
			h.inItem = before.kind == item && before.text.IsEmpty() && r.file.LineOf(before.start) == r.file.LineOf(b.start)
		}
		if !b.quoted && !h.inItem {
			r.classify(h, graded)
		}
		heads = append(heads, h)
	}
	for i, h := range heads {
		if i > 0 {
			h.parent = heads[i-1]
		}
		for h.parent != nil && h.parent.Depth >= h.Depth {
			h.parent = h.parent.parent
		}
		h.leaf = i+1 == len(heads) || heads[i+1].Depth <= h.Depth && heads[i+1].is != isContainer
	}
	return heads
}

// aboutLevels begins headings that say something about levels: "In-role levels".
var aboutLevels = regexp.MustCompile(`(?i)^(?:in|about|between|across)\b.*\blevels$`)

// maxDepth is the depth of the deepest heading that Markdown has.
const maxDepth = 6

// longestHeading is how many bytes a heading may have that names a section or a level. A longer one is a paragraph that
// was given a "#".
const longestHeading = 300

// classify finds out what a heading says by its own words. graded are the keys of the titles that the page states grades
// for: they are titles even if they have no word that other titles have.
func (r *reader) classify(h *head, graded map[string]bool) {
	text := h.Text.String
	if len(text) > longestHeading || h.at == r.titleBlock && r.writing.Levels == Files {
		return
	}
	own, fits := titled{}, false
	if r.writing.ownTitles() {
		own, fits = titleIn(text, h.Depth, r.writing.Titles)
	}
	if fits && own.sure {
		r.opensLevel(h, own)
		return
	}
	if name, ok := r.words.section(text); ok && !aboutLevels.MatchString(text) {
		h.glued = name.glued
		h.Word = h.Text.Slice(name.word[0], name.word[1])
		h.Subject = h.Text.Slice(name.subject[0], name.subject[1])
		h.key = catalog.SameTitleKey(h.Subject.String)
		h.Kinds, h.Usual, h.Spelling = name.kinds, name.usual, name.spelling
		switch name.kinds[0] {
		case levelsKind, specialtiesKind, segmentsKind:
			h.is = isContainer
			h.Role = map[string]catalog.HeadingRole{
				levelsKind: catalog.OpensLevels, specialtiesKind: catalog.OpensSpecialties, segmentsKind: catalog.OpensSegments,
			}[name.kinds[0]]
		default:
			h.is = isSection
			h.Role = catalog.OpensSection
		}
		return
	}
	if fits {
		r.opensLevel(h, own)
	}
	if r.writing.ownTitles() {
		r.unusualTitle(h.Text, false)
	}
	if r.writing.ownTitles() || r.writing.Levels != Headings {
		return
	}
	title := h.Text.Slice(0, titleEnd(text))
	key := catalog.SameTitleKey(title.String)
	if graded[key] || looksLikeTitle(text) {
		h.is, h.title, h.key = isTitle, title, key
	}
}

// opensLevel makes a level of a heading that fits a pattern of the policy.
func (r *reader) opensLevel(h *head, t titled) {
	h.is, h.Role = isTitle, catalog.OpensLevel
	h.title = h.Text.Slice(t.title[0], t.title[1])
	h.key = catalog.SameTitleKey(h.title.String)
	h.grade = gradeOf(h.Text, t)
}

// names reports whether a section heading names that kind.
func (h *head) names(kind string) bool {
	return h.is == isSection && slices.Contains(h.Kinds, kind)
}

// isDuties reports whether a section is of the kinds that only a level or a whole family can have.
func (h *head) isDuties() bool {
	return h.names(responsibilities) || h.names(requirements)
}
