package markdown

import (
	"slices"
	"strings"

	"jobcat/catalog"
)

// attach finds out what belongs to whom. People nest headings wrongly all the time, so the depth of a heading is only
// one hint; the others are the title that it names, what the level still lacks, and how the rest of the page is made.
func (r *reader) attach(heads []*head) {
	a := &attachment{r: r, heads: heads, repeated: map[string]bool{}, given: map[givenSection]bool{}, titled: map[string]*head{}}
	a.lookAhead()
	r.family.Headings = slices.Grow(r.family.Headings, len(heads))
	for i, h := range heads {
		switch {
		case h.Role == catalog.OpensLevel:
			a.level(h)
		case h.is == isContainer:
			a.container(h)
		case h.Role == catalog.OpensVariant:
			a.variant(h)
		case h.is == isSection:
			a.section(h)
		default:
			a.text(i, h)
		}
		h.belongs = a.now
		h.Level = a.now.level
		r.family.Headings = append(r.family.Headings, h.Heading)
	}
	a.giveBackToFamily()
	a.judgeDepths()
	for _, h := range heads {
		if h.is == isSection && !namesOneRole(h.Subject.String) {
			h.Subject = catalog.Text{} // "EMEA Requirements" is about a part of the level, not about another role
		}
	}
}

// namesOneRole reports whether the words in front of a section's word are a title, and not two of them.
func namesOneRole(subject string) bool {
	if !looksLikeTitle(subject) {
		return false
	}
	first, second, two := strings.Cut(subject, " and ")
	return !two || !looksLikeTitle(first) || !looksLikeTitle(second)
}

// attachment is the walk down the headings of a page.
type attachment struct {
	r     *reader
	heads []*head

	now         belongs // what the blocks below the last heading belong to
	current     *head   // the heading of the level that we are in, also while below one of the family's sections
	closed      bool    // whether one of the family's own sections came after the current level
	inside      *head   // the section that we are in
	variety     *head   // the "Specialties" or "Segments" heading that we are below
	lastVariety *head   // the last one that we were below
	member      *head   // the heading of the specialty or segment that we are in
	holder      *head   // the last "Levels" heading
	owned       []ownedSection
	given       map[givenSection]bool
	levels      []*head          // the headings that open levels, in order
	titled      map[string]*head // the last of them with a title, by its key

	toCome   map[*head]bool  // the sections that a level follows at their own depth, with nothing higher between
	coming   map[string]bool // the titles of all levels that have a heading, by their keys
	repeated map[string]bool // the kinds of sections of which the page has one for each level, as far as asked for
}

// A givenSection says that a level was given a section of a kind.
type givenSection struct {
	level *head
	kind  string
}

// An ownedSection is a section with whom it was given to.
type ownedSection struct {
	head    *head
	section *catalog.Section
	level   *head // nil for the family
}

func (a *attachment) level(h *head) {
	title := titleOf(h)
	l := &catalog.Level{
		Family: a.r.family, Title: title, Heading: h.Heading, Place: title.Place(),
		Name: catalog.ParseName(title.String), Full: title.String,
	}
	if h.grade != nil {
		l.Grades = append(l.Grades, h.grade)
	}
	a.r.family.Levels = append(a.r.family.Levels, l)
	a.levels = append(a.levels, h)
	a.titled[h.key] = h
	h.holder = a.holder
	a.current, a.closed, a.inside = h, false, nil
	a.variety, a.member = nil, nil
	a.now = belongs{level: l}
	h.Level = l
}

func (a *attachment) container(h *head) {
	a.inside, a.member = nil, nil
	if h.Kinds[0] == levelsKind {
		a.variety = nil
		a.holder = h
		// "### Levels" below the intermediate level's own heading leaves that level; so does a "## Levels" after it.
		a.closed = true
		a.now = belongs{}
		return
	}
	a.variety, a.lastVariety = h, h
	a.now = belongs{variety: true}
}

func (a *attachment) variant(h *head) {
	title := h.Text
	v := &catalog.Variant{Title: title, Place: title.Place(), Anchor: h.Anchor}
	a.variety = a.lastVariety // a level may have been among them
	if a.variety.Kinds[0] == segmentsKind {
		a.r.family.Segments = append(a.r.family.Segments, v)
	} else {
		a.r.family.Specialties = append(a.r.family.Specialties, v)
	}
	a.member, a.inside = h, nil
	a.variety.hasMembers = true
	a.now = belongs{variant: v, variety: true}
}

func (a *attachment) text(i int, h *head) {
	if h.inItem || a.inside != nil && h.Depth > a.inside.Depth {
		return // a group of items
	}
	a.inside = nil
	a.now.section = nil
	if a.variety != nil {
		if h.Depth <= a.variety.Depth {
			a.variety, a.member = nil, nil
			a.now = belongs{}
		}
		return
	}
	if a.current != nil && h.Depth <= a.current.Depth && opensGroup(a.heads, i) {
		a.closed = true
	}
	if a.closed || a.current == nil {
		a.now = belongs{}
		return
	}
	a.now = belongs{level: a.current.Level}
}

func (a *attachment) section(h *head) {
	if a.variety != nil && a.leavesVariety(h) {
		// Specialties may stand in the middle of a level.
		a.closed = a.closed || a.current == nil || min(a.variety.Depth, h.Depth) <= a.current.Depth
		a.variety, a.member = nil, nil
	}
	if a.variety == nil && a.startsLevel(h) {
		a.level(h)
	}
	s := &catalog.Section{Kinds: h.Kinds, Heading: h.Heading, At: h.At}
	a.inside = h
	if a.variety != nil {
		a.now = belongs{section: s, variety: true}
		if a.member != nil {
			v := a.variantOf()
			v.Sections = append(v.Sections, s)
			a.now.variant = v
		}
		return
	}
	owner := a.owner(h)
	if owner == nil {
		if a.current != nil && !h.isDuties() && !h.names(jobGrade) && !h.names(niceToHave) {
			a.closed = true
		}
		a.r.family.Sections = append(a.r.family.Sections, s)
		a.now = belongs{section: s}
	} else {
		owner.Level.Sections = append(owner.Level.Sections, s)
		a.now = belongs{level: owner.Level, section: s}
		for _, kind := range h.Kinds {
			a.given[givenSection{owner, kind}] = true
		}
	}
	a.owned = append(a.owned, ownedSection{h, s, owner})
}

func (a *attachment) variantOf() *catalog.Variant {
	all := a.r.family.Specialties
	if a.variety.Kinds[0] == segmentsKind {
		all = a.r.family.Segments
	}
	return all[len(all)-1]
}

// leavesVariety reports whether a section is no longer a specialty's but the family's: "## Hiring Process" after
// "### Geo". Responsibilities are only if they stand above the list and name nobody.
func (a *attachment) leavesVariety(h *head) bool {
	depth := a.variety.Depth
	if a.member != nil {
		depth = max(depth, a.member.Depth)
	}
	if h.isDuties() || h.names(jobGrade) || h.names(niceToHave) {
		top := a.variety.Depth
		if a.member != nil {
			top = min(top, a.member.Depth-1)
		}
		return h.Depth <= top && h.Subject.IsEmpty()
	}
	return h.Depth <= depth
}

// startsLevel reports whether a section opens a level that has no heading of its own: "#### Manager, Renewals Job
// Grade" after the complete level before.
func (a *attachment) startsLevel(h *head) bool {
	subject := h.Subject.String
	if a.r.writing.Levels != Headings || a.r.writing.ownTitles() {
		return false
	}
	if !h.names(jobGrade) || a.coming[h.key] || a.titled[h.key] != nil || !looksLikeTitle(subject) || isBareRung(subject) {
		return false
	}
	return a.current == nil || a.has(a.current, jobGrade) && !sameRole(subject, titleOf(a.current).String)
}

// has reports whether a level was given a section of that kind.
func (a *attachment) has(level *head, kind string) bool { return a.given[givenSection{level, kind}] }

// owner is the heading of the level that a section is meant for, or nil for the family.
func (a *attachment) owner(h *head) *head {
	if a.current == nil {
		return nil
	}
	if a.r.writing.ownTitles() {
		return a.ownerByNesting(h)
	}
	named := !h.Subject.IsEmpty() && sameRole(h.Subject.String, titleOf(a.current).String)
	if !named && !h.Subject.IsEmpty() {
		// A heading that names an earlier level belongs to it if that level still lacks the section: else it was copied.
		if l := a.titled[h.key]; l != nil && !a.has(l, h.Kinds[0]) && a.has(a.current, h.Kinds[0]) {
			return l
		}
	}
	deeper := h.Depth > a.current.Depth || h == a.current
	if h.isDuties() || h.names(jobGrade) || h.names(niceToHave) {
		switch {
		case named:
			return a.current
		case a.closed:
			return nil
		case deeper:
			return a.current
		case !a.has(a.current, h.Kinds[0]):
			return a.current
		}
		return nil
	}
	switch {
	case named:
		return a.current
	case a.closed:
		return a.repeatedForEach(h)
	case deeper:
		return a.current
	case h.Depth == a.current.Depth && a.toCome[h]:
		return a.current
	}
	return a.repeatedForEach(h)
}

// ownerByNesting is the owner of a section on a page whose levels the policy knows by patterns: nothing there tells more
// than how headings are nested, but that a section slipped out which other levels have and this one lacks.
func (a *attachment) ownerByNesting(h *head) *head {
	switch {
	case a.closed:
		return nil
	case h.Depth > a.current.Depth:
		return a.current
	}
	others := false
	for _, o := range a.owned {
		switch {
		case o.level == nil || !o.head.names(h.Kinds[0]):
		case o.level != a.current:
			others = true
		case o.head.Depth > a.current.Depth:
			return nil
		}
	}
	if others {
		return a.current
	}
	return nil
}

// repeatedForEach gives a section of the family's to the current level if the page has one of them for each level,
// only too high.
func (a *attachment) repeatedForEach(h *head) *head {
	kind := h.Kinds[0]
	if a.has(a.current, kind) {
		return nil
	}
	repeated, known := a.repeated[kind]
	if !known {
		repeated = a.hasOneForEach(kind)
		a.repeated[kind] = repeated
	}
	if repeated {
		return a.current
	}
	return nil
}

// hasOneForEach reports whether the page has more than two levels, and behind each of them a section of that kind.
func (a *attachment) hasOneForEach(kind string) bool {
	levels, sections := 0, 0
	pending := false // a level that has not met such a section yet
	for _, h := range a.heads {
		switch {
		case h.Role == catalog.OpensLevel:
			levels++
			pending = true
		case h.names(kind) && pending:
			sections++
			pending = false
		}
	}
	return levels > 2 && sections == levels
}

// lookAhead notes which levels are still to come.
func (a *attachment) lookAhead() {
	a.toCome, a.coming = map[*head]bool{}, map[string]bool{}
	next := 0 // the depth of the next level if nothing higher comes before it, else 0
	for i := len(a.heads) - 1; i >= 0; i-- {
		h := a.heads[i]
		if h.is == isSection && h.Depth == next {
			a.toCome[h] = true
		}
		switch {
		case h.Role == catalog.OpensLevel:
			next = h.Depth
			a.coming[h.key] = true
		case h.Depth < next:
			next = 0
		}
	}
}

// giveBackToFamily takes from the last level what is the whole family's although it is nested in that level: a hiring
// process, indicators or a career ladder that no other level has.
func (a *attachment) giveBackToFamily() {
	if len(a.levels) < 2 || a.r.writing.ownTitles() {
		return
	}
	last := a.levels[len(a.levels)-1]
	others := map[string]bool{} // the kinds of sections that other levels have
	for _, o := range a.owned {
		if o.level != nil && o.level != last {
			for _, kind := range o.head.Kinds {
				others[kind] = true
			}
		}
	}
	back := map[*catalog.Section]bool{}
	for i := range a.owned {
		o := &a.owned[i]
		if o.level != last || others[o.head.Kinds[0]] || o.head.isDuties() || o.head.names(jobGrade) || o.head.names(niceToHave) || !o.head.Subject.IsEmpty() {
			continue
		}
		o.level = nil
		back[o.section] = true
		a.r.family.Sections = append(a.r.family.Sections, o.section)
	}
	last.Level.Sections = slices.DeleteFunc(last.Level.Sections, func(s *catalog.Section) bool { return back[s] })
	for _, h := range a.heads {
		if back[h.belongs.section] {
			h.belongs.level, h.Level = nil, nil
		}
	}
}

// judgeDepths says for each heading which depth fits its place, where that can be told.
func (a *attachment) judgeDepths() {
	for _, l := range a.levels {
		if l.holder == nil || l.is == isSection {
			continue
		}
		l.holder.Fits = 2
		if p := l.holder.parent; p != nil {
			l.holder.Fits = p.Depth + 1
		}
		// A level that stands higher than its "Levels" could is no longer below it.
		if l.Depth >= l.holder.Fits {
			l.Fits = min(l.holder.Fits+1, maxDepth)
		}
	}
	// What stands between a level's heading and a section that is too deep for it would have to move too, so depths
	// below the level are compared with those of the level's other sections.
	rows := map[*head]bool{} // the levels that have a section one deeper than themselves
	for _, o := range a.owned {
		if o.level != nil && o.head.Depth == o.level.Depth+1 {
			rows[o.level] = true
		}
	}
	for _, o := range a.owned {
		h := o.head
		if o.level == nil || o.level.is == isSection { // where the level's own heading is missing no depth is right
			continue
		}
		// A list of its own below another section ("Nice to have" or "EMEA Requirements" below "Requirements") is no
		// misplaced section.
		nested := h.names(niceToHave) || h.parent != nil && h.parent.names(h.Kinds[0])
		tooDeep := h.Depth > o.level.Depth+1 && rows[o.level] && !nested
		if h.Depth <= o.level.Depth || tooDeep {
			h.Fits = min(o.level.Depth+1, maxDepth)
		}
	}
	a.judgeStrays()
}

// judgeStrays says which depth fits the sections of the family that stand below the last level's heading.
func (a *attachment) judgeStrays() {
	if len(a.levels) < 2 {
		return
	}
	last := a.levels[len(a.levels)-1]
	depth := a.familyDepth()
	for _, o := range a.owned {
		if o.level == nil && o.head.Depth > 2 && o.head.isBelow(last) {
			o.head.Fits = depth
		}
	}
}

// isBelow reports whether a heading stands somewhere below another one.
func (h *head) isBelow(other *head) bool {
	for p := h.parent; p != nil; p = p.parent {
		if p == other {
			return true
		}
	}
	return false
}

// familyDepth is the depth of the family's other sections: 2, unless they agree on another one.
func (a *attachment) familyDepth() int {
	depth := 0
	for _, o := range a.owned {
		if o.level == nil && (depth == 0 || o.head.Depth < depth) {
			depth = o.head.Depth
		}
	}
	if depth == 0 || depth > 2 {
		return 2
	}
	return depth
}

// opensGroup reports whether a heading that is no level has levels below it.
func opensGroup(heads []*head, i int) bool {
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
