package lint

import (
	"slices"
	"sort"
	"strings"

	"jobcat/catalog"
	"jobcat/schema"
)

// missingSection matters as much as the policy says for the kind, and says what the section is for. Its fix inserts what
// the policy has as a template, where sections of the kind stand in other families: the kinds are in the order of a page.
func missingSection(p *page, e entity, o *observation) {
	x := e.(*expectedEntity)
	o.severity = x.kind.Severity
	if x.kind.Purpose != "" {
		o.related = []Related{{Message: x.kind.Purpose}}
	}
	if x.item != "" {
		return
	}
	switch {
	case p.inTables(), p.inKeys(): // what is missing is a column, the words in a cell, or a line with a key
	case x.kind.Kind == jobGrade:
		o.fix = p.gradeSection(x)
	case x.kind.Template == "":
	case x.l != nil && x.l.Heading != nil:
		o.fix = p.newSection(x, p.levelOutline(x.l))
	case x.kind.Required == "level" && len(p.Family.Levels) > 1: // each level needs words of its own
	default:
		o.fix = p.newSection(x, p.pageOutline())
	}
}

// inTables reports whether the levels of the page are rows or columns of tables.
func (p *page) inTables() bool {
	return len(p.Family.Levels) > 0 && p.Family.Levels[0].InTable
}

// inKeys reports whether all sections of the page are keys in front of their values.
func (p *page) inKeys() bool {
	keys := 0
	for _, h := range p.Family.Headings {
		switch {
		case h.Role != catalog.OpensSection:
		case h.Depth > 0:
			return false
		default:
			keys++
		}
	}
	return keys > 0
}

// outline is where the sections of a level or a page stand. Keys are no part of it: what has a heading stands behind them.
type outline struct {
	headings []*catalog.Heading // that open sections, or levels and their variants, in file order
	end      int                // behind the last of what belongs to it
	depth    int                // of headings of sections
	subject  string             // what these headings name before their words: "Senior Planner"; often ""
}

// pageOutline is the outline of what holds for a whole page. All of its levels together stand where the first one does.
func (p *page) pageOutline() outline {
	o := outline{end: len(p.File.Source), depth: 2}
	alone := len(p.Family.Levels) == 1 && p.Family.Levels[0].Heading == nil
	for _, h := range p.Family.Headings {
		switch {
		case h.Depth == 0:
		case h.Role == catalog.OpensSection && (h.Level == nil || alone) && !p.ofVariant(h):
			o.headings = append(o.headings, h)
		case h.Role == catalog.OpensLevels, h.Role == catalog.OpensLevel, h.Role == catalog.OpensSpecialties, h.Role == catalog.OpensSegments:
			o.headings = append(o.headings, h)
		}
	}
	if len(o.headings) > 0 {
		o.depth = deepest
	}
	for _, h := range o.headings {
		o.depth = max(2, min(o.depth, h.Fits))
	}
	return o
}

// levelOutline is the outline of a level with a heading.
func (p *page) levelOutline(l *catalog.Level) outline {
	o := outline{end: len(p.File.Source), depth: min(l.Heading.Depth+1, deepest)}
	headings := p.Family.Headings
	behind := sort.Search(len(headings), func(i int) bool { return headings[i].At.Start() > l.Heading.At.Start() })
	for _, h := range headings[behind:] {
		if h.Level != l {
			o.end = p.startOf(h)
			break
		}
		if h.Role == catalog.OpensSection && h.Depth > 0 {
			o.headings = append(o.headings, h)
		}
	}
	like := o.headings
	if len(like) == 0 { // as in the other levels
		if p.namesLevels() {
			o.subject = l.Title.String
		}
		return o
	}
	o.depth = like[0].Fits
	if named(like) {
		o.subject = l.Title.String
		for _, h := range like {
			if s := h.Subject.String; s != "" && !p.headingOfAnotherRole(l, s) {
				o.subject = s
				break
			}
		}
	}
	return o
}

// namesLevels reports whether most headings of sections of levels name whose section it is.
func (p *page) namesLevels() bool {
	if p.named == nil {
		var all []*catalog.Heading
		for _, l := range p.Family.Levels {
			all = append(all, p.sectionHeadings(l)...)
		}
		most := named(all)
		p.named = &most
	}
	return *p.named
}

// sectionHeadings are the headings of a level's sections.
func (p *page) sectionHeadings(l *catalog.Level) []*catalog.Heading {
	return slices.DeleteFunc(slices.Clone(p.headingsOf(l)), func(h *catalog.Heading) bool { return h.Role != catalog.OpensSection })
}

// named reports whether most of some headings name whose section it is: "Senior Planner Requirements".
func named(headings []*catalog.Heading) bool {
	n := 0
	for _, h := range headings {
		if !h.Subject.IsEmpty() {
			n++
		}
	}
	return 2*n > len(headings)
}

// ofVariant reports whether a heading opens a section of a specialty or a segment.
func (p *page) ofVariant(h *catalog.Heading) bool {
	for _, variants := range [][]*catalog.Variant{p.Family.Specialties, p.Family.Segments} {
		for _, v := range variants {
			if slices.ContainsFunc(v.Sections, func(s *catalog.Section) bool { return s.Heading == h }) {
				return true
			}
		}
	}
	return false
}

// newSection inserts a section of the expected kind before the first of those at the end that come later on a page.
func (p *page) newSection(x *expectedEntity, o outline) *Fix {
	at := o.end
	for _, h := range slices.Backward(o.headings) {
		if p.rank(h) <= p.rankOf(x.kind.Kind) {
			break
		}
		at = p.startOf(h)
	}
	heading := strings.TrimSpace(o.subject + " " + x.kind.Usual())
	text := strings.Repeat("#", o.depth) + " " + heading + "\n\n" + p.template(x) + "\n"
	source := p.File.Source
	switch {
	case at < len(source):
		text += "\n"
		if !endsInEmptyLine(source[:at]) {
			text = "\n" + text
		}
	case !strings.HasSuffix(source, "\n"):
		text = "\n\n" + strings.TrimSuffix(text, "\n")
	case !endsInEmptyLine(source):
		text = "\n" + text
	}
	return p.keepingLinks(&Fix{Edits: []Edit{{at, at, text}}}, rewording{at: at, words: heading})
}

// template is what the section says until somebody writes it, with the page's own marker for lists and the items that
// it has to have.
func (p *page) template(x *expectedEntity) string {
	text := strings.ReplaceAll(x.kind.Template, "{title}", p.fullTitle(x.l))
	lines := strings.Split(text, "\n")
	for _, item := range x.kind.Items {
		if p.lacks(x.l, x.kind, item) {
			lines = append(lines, "- "+item.Text)
		}
	}
	marker := p.usualMarker()
	for i, line := range lines {
		if item, ok := strings.CutPrefix(line, "- "); ok {
			lines[i] = marker + " " + item
		}
	}
	return strings.Join(lines, "\n")
}

// lacks reports whether a level, or some level of the page, is without a required item.
func (p *page) lacks(l *catalog.Level, kind *schema.SectionKind, item schema.RequiredItem) bool {
	said := p.saying(p.Family, item.Text)
	if said.levels[nil] > 0 {
		return false
	}
	for _, one := range p.Family.Levels {
		if (l == nil || one == l) && said.levels[one] == 0 && p.inheritsItem(one, kind.Kind, item.Text) == 0 {
			return true
		}
	}
	return len(p.Family.Levels) == 0
}

// usualMarker is the marker of the first bullet of the page.
func (p *page) usualMarker() string {
	marker := "-"
	first := len(p.File.Source)
	p.eachSection(func(s *catalog.Section, _ string, _ *catalog.Level) {
		for _, i := range s.Items {
			if len(i.Marker) == 1 && i.At.Start() < first {
				marker, first = i.Marker, i.At.Start()
			}
		}
	})
	return marker
}

// rank is the place of what a heading opens in the order of a page.
func (p *page) rank(h *catalog.Heading) int {
	switch h.Role {
	case catalog.OpensLevel, catalog.OpensLevels:
		return p.rankOf("levels")
	case catalog.OpensSpecialties:
		return p.rankOf("specialties")
	case catalog.OpensSegments:
		return p.rankOf("segments")
	}
	if len(h.Kinds) == 0 {
		return -1
	}
	return p.rankOf(h.Kinds[0])
}

// rankOf is the place of a kind in the order of a page.
func (p *page) rankOf(kind string) int {
	return slices.IndexFunc(p.order, func(k schema.SectionKind) bool { return k.Kind == kind })
}

// startOf is where a heading begins, with an id of its own right before it.
func (p *page) startOf(h *catalog.Heading) int {
	line := p.File.LineOf(h.At.Start())
	from, to := p.File.LineStart(line-2), p.File.LineStart(line)
	anchors := p.Family.Anchors
	next := sort.Search(len(anchors), func(i int) bool { return anchors[i].At.Start() >= from })
	for ; next < len(anchors) && anchors[next].At.Start() < to; next++ {
		if on := p.File.LineOf(anchors[next].At.Start()); p.headingOn(on) == nil {
			return p.File.LineStart(on)
		}
	}
	return to
}

// headingOn is the heading on a line, nil if there is none.
func (p *page) headingOn(line int) *catalog.Heading {
	h := p.headingFrom(p.File.LineStart(line))
	if h == nil || h.At.Start() >= p.File.LineStart(line+1) {
		return nil
	}
	return h
}

// endsInEmptyLine reports whether a text ends in an empty line.
func endsInEmptyLine(text string) bool {
	text = strings.ReplaceAll(text[max(0, len(text)-len("\r\n\r\n")):], "\r", "")
	return text == "" || strings.HasSuffix(text, "\n\n")
}

// gradeSection puts the heading of the section before the statements of a grade that have none: each is a paragraph of
// its own.
func (p *page) gradeSection(x *expectedEntity) *Fix {
	levels := p.Family.Levels
	if x.l != nil {
		levels = []*catalog.Level{x.l}
	}
	fix := &Fix{}
	var headings []rewording
	for _, l := range levels {
		g := statedGrade(l)
		if g == nil || p.inGradeSection(l) {
			continue
		}
		at := g.Statement.Place()
		from, to := p.File.LineStart(at.Line), p.File.LineStart(at.EndLine+1)
		source := p.File.Source
		alone := strings.TrimSpace(source[from:to]) == strings.TrimSpace(source[at.Start:at.End]) && endsInEmptyLine(source[:from])
		if g.InTable || !alone || to < len(source) && strings.TrimSpace(p.File.Line(at.EndLine+1)) != "" {
			return nil
		}
		depth, subject := 2, ""
		if l.Heading != nil {
			o := p.levelOutline(l)
			depth, subject = o.depth, o.subject
		}
		heading := strings.TrimSpace(subject + " " + x.kind.Usual())
		fix.Edits = append(fix.Edits, Edit{from, from, strings.Repeat("#", depth) + " " + heading + "\n\n"})
		headings = append(headings, rewording{at: from, words: heading})
	}
	if len(fix.Edits) == 0 {
		return nil
	}
	return p.keepingLinks(fix, headings...)
}
