package markdown

import (
	"regexp"
	"strings"

	"jobcat/catalog"
)

// A head is a heading with what is known of its meaning.
type head struct {
	*catalog.Heading
	at      int // index of its block
	next    int // index of the next heading's block, or the number of blocks
	is      headKind
	name    sectionName
	title   catalog.Text // of a heading that may be a title: without a colon or "Role" behind it
	support evidence     // of a heading that may be a title
	inItem  bool         // stands in a bullet: '- # of leads' is a heading to the site

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

// Evidence is what the blocks below a possible title say for its being a level.
type evidence struct {
	grade   bool // a grade is stated, or there is a section for it
	duties  bool // there are responsibilities or requirements
	reports bool // the title's own reporting line is stated
	text    bool // there is any text at all
}

// belongs says whose a block is.
type belongs struct {
	level   *catalog.Level
	variant *catalog.Variant
	section *catalog.Section
	variety bool // below "Specialties" or "Segments", where no grade is stated
}

// headings classifies the headings of a page by their own words.
func (r *reader) headings() []*head {
	var heads []*head
	for i := range r.doc.blocks {
		b := &r.doc.blocks[i]
		if b.kind != heading {
			continue
		}
		if n := len(heads); n > 0 {
			heads[n-1].next = i
		}
		h := &head{at: i, next: len(r.doc.blocks), Heading: &catalog.Heading{
			Text: b.text, Depth: b.depth, Fits: b.depth, Anchor: b.anchor,
			Place: b.text.Place(), Marks: r.placeOf(b.marks), Role: catalog.OpensText,
		}}
		if i > 0 {
			before := &r.doc.blocks[i-1]
			h.inItem = before.kind == item && before.text.IsEmpty() && r.file.LineOf(before.start) == r.file.LineOf(b.start)
		}
		if !b.quoted && !h.inItem {
			r.classify(h)
		}
		heads = append(heads, h)
	}
	return heads
}

// aboutLevels begins headings that say something about levels: "In-role levels".
var aboutLevels = regexp.MustCompile(`(?i)^(?:in|about|between|across)\b.*\blevels$`)

func (r *reader) classify(h *head) {
	text := h.Text.String
	if name, ok := r.words.section(text); ok && !aboutLevels.MatchString(text) {
		h.name = name
		h.Word = h.Text.Slice(name.word[0], name.word[1])
		h.Subject = h.Text.Slice(name.subject[0], name.subject[1])
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
	if looksLikeTitle(text) {
		h.is = isTitle
		h.title = h.Text
		if m := trailer.FindStringIndex(text); m != nil {
			h.title = h.Text.Slice(0, m[0])
		}
	}
}

// names reports whether a section heading names that kind.
func (h *head) names(kind string) bool {
	return h.is == isSection && has(h.Kinds, kind)
}

// isDuties reports whether a section is of the kinds that only a level or a whole family can have.
func (h *head) isDuties() bool {
	return h.names(responsibilities) || h.names(requirements)
}

func has(kinds []string, kind string) bool {
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// weigh collects the evidence for each possible title: from its heading to the next possible title or container.
func (r *reader) weigh(heads []*head) {
	stated := r.gradedAbove(heads)
	for i, h := range heads {
		if h.is != isTitle {
			continue
		}
		e := &h.support
		for _, title := range stated {
			e.grade = e.grade || catalog.SameTitle(title, h.title.String)
		}
		r.weighBlocks(e, h.title.String, h.at+1, h.next, false)
		for k, below := range heads[i+1:] {
			if below.is == isTitle && r.lostItsWord(heads, i+1+k, h) {
				r.weighBlocks(e, h.title.String, below.at+1, below.next, false)
				continue
			}
			if below.is == isTitle || below.is == isContainer || below.Depth < h.Depth && !below.isDuties() && !below.names(jobGrade) {
				break
			}
			if below.names(jobGrade) && !r.namesAnother(heads, below, h) {
				e.grade = true
			}
			if below.isDuties() && !r.namesAnother(heads, below, h) {
				e.duties = true
			}
			r.weighBlocks(e, h.title.String, below.at+1, below.next, below.is == isSection)
		}
	}
}

// gradedAbove are the titles whose grades are stated above the first possible title: for all levels at once.
func (r *reader) gradedAbove(heads []*head) []string {
	end := len(r.doc.blocks)
	for _, h := range heads {
		if h.is == isTitle {
			end = h.at
			break
		}
	}
	var titles []string
	for i := range r.doc.blocks[:end] {
		b := &r.doc.blocks[i]
		if b.kind != paragraph || b.quoted {
			continue
		}
		text := shortened(b.text).String
		for _, g := range findGrades(text, false) {
			if title := text[g.subject[0]:g.subject[1]]; title != "" {
				titles = append(titles, title)
			}
		}
	}
	return titles
}

// lostItsWord reports whether a heading below a title is one of its sections, the word of which was lost: "### Manager,
// Tax" > "#### Manager, Tax", among sections of its own depth.
func (r *reader) lostItsWord(heads []*head, i int, title *head) bool {
	h := heads[i]
	if h.Depth <= title.Depth || !catalog.SameTitle(h.title.String, title.title.String) {
		return false
	}
	return i+1 == len(heads) || heads[i+1].Depth <= h.Depth && heads[i+1].is != isContainer
}

// namesAnother reports whether a section's heading names a title of the page that is not h's: copied headings do that,
// so it only counts if that title's own heading is still to come or is missing.
func (r *reader) namesAnother(heads []*head, section, h *head) bool {
	subject := section.Subject.String
	if subject == "" || sameRole(subject, h.title.String) {
		return false
	}
	for _, other := range heads {
		if other != h && other.is == isTitle && catalog.SameTitle(other.title.String, subject) {
			return false
		}
	}
	return looksLikeTitle(subject) && !sameRole(h.title.String, subject) && section.names(jobGrade)
}

func (r *reader) weighBlocks(e *evidence, title string, from, to int, inSection bool) {
	for i := from; i < to; i++ {
		b := &r.doc.blocks[i]
		if b.quoted {
			continue
		}
		if b.kind == paragraph || b.kind == item {
			e.text = e.text || b.text.String != ""
			if b.kind == paragraph && len(findGrades(shortened(b.text).String, false)) > 0 {
				e.grade = true
			}
			if !inSection {
				text := shortened(b.text).String
				if s, ok := findReportsTo(text); ok && (s.pronoun || sameRole(s.subject(text), title)) {
					e.reports = true
				}
			}
		}
	}
}

// levels decides which of the possible titles are levels, walking down the page.
func (r *reader) levels(heads []*head) {
	graded := false
	for _, h := range heads {
		graded = graded || h.is == isTitle && h.support.grade
	}
	var variants *head // the "Specialties" or "Segments" heading that we are below
	variantDepth := 0
	belowLevels := false
	var level *head // the last one
	for i, h := range heads {
		if variants != nil && variantDepth == 0 && heads[i-1] == variants && r.firstVariant(h, variants) {
			// The specialties may stand as high as their own heading, or higher, if nothing is between them.
			variantDepth = h.Depth
			h.Role = catalog.OpensVariant
			continue
		}
		if variants != nil && r.endsVariants(h, variants, variantDepth) {
			variants, variantDepth = nil, 0
		}
		switch {
		case h.is == isContainer && h.Kinds[0] == levelsKind:
			belowLevels = true
		case h.is == isContainer:
			variants, variantDepth, belowLevels = h, 0, false
		case variants != nil:
			if h.is == isTitle && r.isLevelAmongVariants(h) {
				h.Role = catalog.OpensLevel
				level = h
				continue
			}
			if h.is == isSection && variantDepth == 0 {
				continue
			}
			if talksToReader(h.Text.String) {
				continue
			}
			if variantDepth == 0 {
				variantDepth = h.Depth
			}
			if h.Depth == variantDepth && h.is != isSection {
				h.Role = catalog.OpensVariant
			}
		case h.is == isSection && !h.isDuties() && !h.names(jobGrade):
			if belowLevels && h.Depth <= 2 {
				belowLevels = false
			}
		case h.is == isTitle && level != nil && h.Depth > level.Depth && catalog.SameTitle(h.title.String, level.title.String):
			// "### Manager, Tax" > "#### Manager, Tax" lost the section's word.
		case h.is == isTitle && r.isLevel(heads, i, belowLevels, graded):
			h.Role = catalog.OpensLevel
			level = h
		}
	}
}

// firstVariant reports whether a heading that follows "Specialties" at once is the first of them.
func (r *reader) firstVariant(h, container *head) bool {
	return h.is != isSection && h.is != isContainer && !talksToReader(h.Text.String) && h.Depth <= container.Depth && container.next == h.at &&
		h.at == container.at+1 && !h.support.grade
}

// endsVariants reports whether a heading leaves the specialties or segments that began at container.
func (r *reader) endsVariants(h, container *head, variantDepth int) bool {
	top := container.Depth
	if variantDepth > 0 {
		top = min(top, variantDepth-1)
	}
	switch h.is {
	case isContainer:
		return true
	case isSection:
		if h.isDuties() || h.names(jobGrade) || h.names(niceToHave) {
			return h.Depth <= top && h.Subject.IsEmpty()
		}
		return h.Depth <= max(top, variantDepth, container.Depth)
	case isTitle:
		if h.support.grade {
			return h.Depth <= max(top, variantDepth)
		}
	}
	return h.Depth <= top
}

// isLevelAmongVariants: people append a level to the list of specialties. It must say more than a specialty does: a
// grade, or a rung and whom it reports to.
func (r *reader) isLevelAmongVariants(h *head) bool {
	if h.support.grade {
		return true
	}
	return h.support.reports && h.support.duties && catalog.ParseName(h.title.String).Rung != ""
}

func (r *reader) isLevel(heads []*head, i int, belowLevels, graded bool) bool {
	h := heads[i]
	if h.support.grade {
		return true
	}
	// An overview: a later heading has the same title and the grade, or the levels come under it.
	for k, later := range heads[i+1:] {
		if later.is == isTitle && later.support.grade && !r.lostItsWord(heads, i+1+k, h) && (catalog.SameTitle(later.title.String, h.title.String) || later.title.String == h.title.String) {
			return false
		}
	}
	if graded && h.support.duties && r.announcesLevels(heads, i) {
		return false
	}
	if belowLevels {
		return h.support.text || h.support.duties || h.support.reports || !r.hasDeeperTitle(heads, i)
	}
	return h.support.duties || h.support.text && r.besideLevels(heads, i)
}

// besideLevels reports whether a title with a rung stands in a row with levels: at the same depth, with nothing higher
// between. Then it is one although nothing but an introduction was written for it.
func (r *reader) besideLevels(heads []*head, i int) bool {
	h := heads[i]
	if n := catalog.ParseName(h.title.String); n.Rung == "" || !n.Sure {
		return false
	}
	for k := i - 1; k >= 0 && heads[k].Depth >= h.Depth; k-- {
		if heads[k].Depth == h.Depth && heads[k].Role == catalog.OpensLevel {
			return true
		}
	}
	for _, later := range heads[i+1:] {
		if later.Depth < h.Depth {
			return false
		}
		if later.Depth == h.Depth && later.is == isTitle && later.support.grade {
			return true
		}
	}
	return false
}

// announcesLevels reports whether a "Levels" heading follows before the next title that has a grade.
func (r *reader) announcesLevels(heads []*head, i int) bool {
	for _, later := range heads[i+1:] {
		if later.is == isContainer && later.Kinds[0] == levelsKind {
			return true
		}
		if later.is == isTitle && later.support.grade {
			return false
		}
	}
	return false
}

// hasDeeperTitle reports whether the next title stands below h: then h groups levels.
func (r *reader) hasDeeperTitle(heads []*head, i int) bool {
	for _, later := range heads[i+1:] {
		if later.Depth <= heads[i].Depth {
			return false
		}
		if later.is == isTitle {
			return true
		}
	}
	return false
}

// opensGroup reports whether a heading that is no level has levels below it.
func opensGroup(heads []*head, i int) bool {
	if heads[i].is == isSection || heads[i].Role == catalog.OpensLevel || heads[i].Role == catalog.OpensVariant {
		return false
	}
	for _, later := range heads[i+1:] {
		if later.Depth <= heads[i].Depth {
			return false
		}
		if later.Role == catalog.OpensLevel {
			return true
		}
	}
	return false
}

// titleOf is a level's title from its heading: "Manager, Payroll Job Grade" gives "Manager, Payroll".
func titleOf(h *head) catalog.Text {
	if h.is == isSection {
		return h.Subject
	}
	return h.title
}

// bare is a heading's text for comparing: without case and punctuation at the end.
func bare(s string) string { return strings.ToLower(strings.TrimRight(strings.TrimSpace(s), ":.")) }
