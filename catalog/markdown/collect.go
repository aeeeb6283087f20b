package markdown

import (
	"regexp"
	"slices"
	"strings"

	"jobcat/catalog"
)

// longestStatement is how many bytes of a paragraph are searched for statements. A sentence that begins later is no
// statement that a person would find.
const longestStatement = 8 << 10

// unwritten is what stands in a section that is still to be written.
var unwritten = regexp.MustCompile(`(?i)^(?:tbd|tba|tbc|todo|wip|to be (?:determined|defined|added|written|announced)|coming soon|work in progress|n/?a|\.\.\.|…|-)[.!]?$`)

// longestUnwritten is how many bytes the longest of these words have.
const longestUnwritten = 20

// collect reads items, statements and running text out of the blocks.
func (r *reader) collect(heads []*head) {
	c := &collection{r: r}
	r.family.Prose = make([]catalog.Prose, 0, len(r.doc.blocks)) // nearly every block has some
	c.bullets = make([]catalog.Item, 0, r.count(item))
	next := 0
	var in *head
	for i := range r.doc.blocks {
		b := &r.doc.blocks[i]
		if b.kind == heading {
			in = heads[next]
			next++
			c.now, c.under = in.belongs, underKey{}
			c.heading(in, b)
			continue
		}
		if c.levelTable(i) {
			continue
		}
		var next *block
		if i+1 < len(r.doc.blocks) {
			next = &r.doc.blocks[i+1]
		}
		c.block(in, b, next)
	}
	if r.writing.Keys || r.writing.inTables() {
		c.sortHeadings()
	}
	if r.writing.inTables() {
		c.sortProse()
	}
	r.family.Links = r.doc.links
	r.family.Anchors = r.doc.anchors
	r.found = c
}

// collection is what was found on a page and has no owner yet.
type collection struct {
	r     *reader
	now   belongs
	list  int // the page's number of the list that the last item stands in, or the one that it is nested in
	table table
	under underKey

	bullets []catalog.Item // of all sections, in memory for all of the page

	levels   int    // number of the table whose rows or columns are levels; 0 for none
	untitled string // a head of a table that would be about levels if it had their titles; "" for none

	// What is stated outside of any level: the page may be one, or a level may be named.
	grades  []looseGrade
	noGrade *catalog.Text
	extends []*catalog.Extends
	tables  []tableRow
}

// A looseGrade is a statement that stands outside of any level.
type looseGrade struct {
	grade   *catalog.Grade
	section *catalog.Section
}

func (c *collection) heading(h *head, b *block) {
	c.r.family.Prose = append(c.r.family.Prose, catalog.Prose{Text: &h.Text, Section: c.now.section, Level: c.now.level, Heading: h.Heading})
	if h.glued {
		c.r.family.Oddities = append(c.r.family.Oddities, catalog.Oddity{
			Kind: catalog.GluedSection, Place: h.Word.Place(), Text: h.Word, Suggest: h.Usual, Section: c.now.section, Level: c.now.level,
		})
	}
	if s := c.now.section; s != nil {
		if h.inItem {
			s.Content = catalog.Written
		} else if s.Heading == h.Heading {
			s.Content = catalog.Empty
			s.Body = c.r.file.Span(b.end, b.end)
		}
	}
	if c.now.level != nil && h.is == isText && h.Level == c.now.level {
		c.statedGrades(b, b.text, true)
	}
}

func (c *collection) block(in *head, b, next *block) {
	if c.under.has(b) {
		around := c.now.section
		c.now.section = c.under.section
		defer func() { c.now.section = around }()
	} else {
		c.under = underKey{}
	}
	if (b.kind == paragraph || b.kind == item) && c.keys(b, next) {
		return
	}
	c.content(b)
	switch b.kind {
	case paragraph:
		c.prose(b, b.text, nil)
		if !b.quoted {
			c.plainHeading(b)
		}
		c.statements(b, b.text)
	case item:
		it := c.item(in, b)
		c.prose(b, b.text, it)
		c.statements(b, b.text)
	case row:
		for _, cell := range b.cells {
			c.prose(b, cell.Text, nil)
		}
		c.row(b)
	case html:
		c.prose(b, b.text, nil)
	}
}

func (c *collection) prose(b *block, t catalog.Text, it *catalog.Item) {
	if t.IsEmpty() && b.kind != heading {
		return
	}
	p := catalog.Prose{Section: c.now.section, Level: c.now.level, Item: it}
	if it != nil {
		p.Text = &it.Text
	} else {
		own := t
		p.Text = &own
	}
	c.r.family.Prose = append(c.r.family.Prose, p)
}

// content notes what a section holds.
func (c *collection) content(b *block) {
	s := c.now.section
	if s == nil || b.kind == rule {
		return
	}
	s.Body = c.r.file.Span(s.Body.Start(), max(b.end, s.Body.End()))
	switch {
	case b.kind == code || b.embeds:
		s.Content = catalog.Written
	case b.text.IsEmpty():
	case len(b.text.String) <= longestUnwritten && unwritten.MatchString(b.text.String):
		if s.Content == catalog.Empty {
			s.Content = catalog.Unwritten
		}
	default:
		s.Content = catalog.Written
	}
}

func (c *collection) item(in *head, b *block) *catalog.Item {
	if s := c.now.section; s != nil {
		depth, list := b.depth, 1
		if s == c.under.section {
			depth += c.under.values - c.under.depth
		}
		if n := len(s.Items); n > 0 {
			list = s.Items[n-1].List
			if b.depth == 1 && b.list != c.list {
				list++
			}
		}
		if b.depth == 1 {
			c.list = b.list
		}
		c.bullets = append(c.bullets, catalog.Item{Text: b.text, Marker: b.marker, Depth: depth, List: list, At: b.text.Span(), Links: b.links})
		it := &c.bullets[len(c.bullets)-1]
		if b.text.IsEmpty() {
			it.At = c.r.spanOf(b.marks)
		}
		if s.Items == nil {
			s.Items = make([]*catalog.Item, 0, 8) // most sections have no more
		}
		s.Items = append(s.Items, it)
		c.unmarkedItems(b)
		return it
	}
	c.variantItem(in, b)
	return nil
}

// variantItem makes a specialty of a bullet that stands directly below "Specialties".
func (c *collection) variantItem(in *head, b *block) {
	if in == nil || in.is != isContainer || in.Kinds[0] == levelsKind || b.depth != 1 || b.quoted || in.hasMembers {
		return
	}
	title := b.text
	if i := strings.IndexAny(title.String, ":–—"); i > 0 {
		title = title.Slice(0, len(strings.TrimRight(title.String[:i], " ")))
	} else if i := strings.Index(title.String, " - "); i > 0 {
		title = title.Slice(0, i)
	}
	if title.IsEmpty() || countWords(title.String) > 8 {
		return
	}
	v := &catalog.Variant{Title: title, Place: title.Place()}
	if in.Kinds[0] == segmentsKind {
		c.r.family.Segments = append(c.r.family.Segments, v)
	} else {
		c.r.family.Specialties = append(c.r.family.Specialties, v)
	}
}

// closingWords begin the sentence that closes a list, and no item of it.
var closingWords = regexp.MustCompile(`^(?:Additional details|More (?:details|information)|Further|Read more|Learn more|For more|For details|See |Please|Note|Successful candidates)`)

// unmarkedItems finds lines of a list that lost their marker: they start like an item, behind a line that ended long
// before the page's right margin.
func (c *collection) unmarkedItems(b *block) {
	if !b.hasLines() {
		return
	}
	lines := b.lines()
	longest := 0
	for _, l := range lines {
		longest = max(longest, len(l.String))
	}
	for i, l := range lines[1:] {
		before := lines[i].String
		if !startsLikeItem(l.String) || endsOpen(before) || closingWords.MatchString(l.String) {
			continue
		}
		// In hard-wrapped text the next word would not have fitted on the line before.
		if first := firstWord(l.String); len(before)+len(first) >= longest && len(before) > 60 && !strings.HasSuffix(before, ".") {
			continue
		}
		c.r.family.Oddities = append(c.r.family.Oddities, catalog.Oddity{
			Kind: catalog.UnmarkedItem, Place: l.Place(), Text: l, Section: c.now.section, Level: c.now.level,
		})
	}
}

func startsLikeItem(s string) bool {
	return s != "" && s[0] >= 'A' && s[0] <= 'Z' && countWords(s) > 1
}

// countWords is how many words stand between blanks.
func countWords(s string) int {
	n := 0
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}

func endsOpen(s string) bool {
	if s == "" || strings.HasSuffix(s, ",") || strings.HasSuffix(s, "(") || strings.HasSuffix(s, ":") || strings.HasSuffix(s, "-") {
		return true
	}
	switch strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:]) {
	case "a", "an", "the", "and", "or", "of", "to", "for", "in", "on", "at", "with", "by", "from", "as", "our", "&", "into", "their", "your", "its", "via", "between", "across", "including", "like", "is", "are", "be", "that":
		return true
	}
	return false
}

var sentenceLike = regexp.MustCompile(`(?i)\b(?:is|are|has|have|will|can|following|include|includes)\b`)

// plainHeading finds a line that does the work of a section heading: nothing but the name of a section.
func (c *collection) plainHeading(b *block) {
	if b.depth > 0 || b.hasLines() {
		return
	}
	text := strings.TrimRight(b.text.String, " :")
	if text == "" || text[0] < 'A' || text[0] > 'Z' || countWords(text) > 8 {
		return
	}
	name, ok := c.r.words.section(text)
	if !ok || name.spelling == catalog.Misspelling || name.kinds[0] == levelsKind {
		return
	}
	if c.now.section != nil && c.now.section.Is(name.kinds[0]) || sentenceLike.MatchString(text) {
		return // "Team responsibilities" within the responsibilities, "Our indicators are the company's KPIs"
	}
	subject := text[name.subject[0]:name.subject[1]]
	if len(findGrades(text, true)) > 0 {
		return
	}
	if subject != "" && !b.bold && !looksLikeTitle(subject) && countWords(subject) > 2 {
		return
	}
	if !b.bold && strings.HasSuffix(b.text.String, ".") {
		return
	}
	line := b.text.Slice(0, len(b.text.String)) // without the markup at its edges
	c.r.family.Oddities = append(c.r.family.Oddities, catalog.Oddity{
		Kind: catalog.PlainHeading, Place: line.Place(), Text: line, Suggest: name.usual, Section: c.now.section, Level: c.now.level,
	})
}

// shortened is the part of a text that is searched for statements.
func shortened(t catalog.Text) catalog.Text {
	if len(t.String) <= longestStatement {
		return t
	}
	return t.Slice(0, strings.LastIndexByte(t.String[:longestStatement], ' ')+1)
}

// statements reads what a paragraph or an item says about grade, inheritance and reporting line.
func (c *collection) statements(b *block, t catalog.Text) {
	if b.quoted && !c.r.writing.ownPhrases() {
		return // what others say; sentences of the catalog's own are precise enough to count there, too
	}
	t = shortened(t)
	in := ""
	if s := c.now.section; s != nil {
		in = s.Kinds[0]
	}
	if in == hiringProcess {
		return
	}
	if c.now.variant == nil && !c.now.variety && (b.kind == paragraph || in == jobGrade || in == "" && len(c.r.writing.Grades) > 0) {
		c.statedGrades(b, t, c.now.section != nil && c.now.section.Is(jobGrade))
	}
	c.inheritance(b, t, in)
	if in != performanceIndicators && in != careerLadder {
		c.reportsTo(b, t, in)
	}
}

// statedGrades reads the grades that a block states, and that it states none. expected says that a grade is all that
// the block can be about.
func (c *collection) statedGrades(b *block, t catalog.Text, expected bool) {
	none := &c.noGrade
	if c.now.level != nil {
		none = &c.now.level.NoGrade
	}
	if *none == nil {
		*none = findNoGrade(t)
	}
	grades := c.r.grades[b]
	if expected && !b.quoted && !c.r.writing.OnlyOwnPhrases && (len(grades) == 0 || grades[0].unknown) {
		grades = findGrades(t.String, true)
	}
	for _, g := range grades {
		s := sentenceAround(t.String, g.words[0])
		grade := &catalog.Grade{
			Min: g.min, Max: g.max, Unknown: g.unknown,
			At: t.Part(g.words[0], g.words[1]), Number: t.Part(g.number[0], g.number[1]),
			Statement: t.Slice(s[0], s[1]), Subject: t.Slice(g.subject[0], g.subject[1]),
		}
		if g.unknown { // the number is missing at the end of the words, within the link that they may be
			grade.Number = c.r.file.Span(grade.At.End(), grade.At.End())
		}
		grade.Linked = linkAt(b.links, grade.At) != nil
		if c.now.level != nil {
			c.now.level.Grades = append(c.now.level.Grades, grade)
		} else {
			c.grades = append(c.grades, looseGrade{grade, c.now.section})
		}
	}
}

// findNoGrade is the sentence that says that a level has no grade, or nil.
func findNoGrade(t catalog.Text) *catalog.Text {
	if !strings.Contains(t.String, "grade") || !containsAny(t.String, "no", "No", "NO") {
		return nil // most texts: spares the expression
	}
	m := noGrade.FindStringIndex(t.String)
	if m == nil {
		return nil
	}
	s := sentenceAround(t.String, m[0])
	sentence := t.Slice(s[0], s[1])
	return &sentence
}

// linkAt is the first link that overlaps a place, or nil.
func linkAt(links []*catalog.Link, at catalog.Span) *catalog.Link {
	for _, l := range links {
		if l.At.Start() < at.End() && at.Start() < l.At.End() {
			return l
		}
	}
	return nil
}

// linksAt are the links that overlap a place.
func linksAt(links []*catalog.Link, at catalog.Span) []*catalog.Link {
	var there []*catalog.Link
	for _, l := range links {
		if l.At.Start() < at.End() && at.Start() < l.At.End() {
			there = append(there, l)
		}
	}
	return there
}

func (c *collection) inheritance(b *block, t catalog.Text, in string) {
	if len(c.r.writing.Extends) == 0 && !b.cues.mayInherit() {
		return // spares most blocks being taken apart into sentences
	}
	for _, s := range sentencesOf(b, t.String) {
		rel, ok := c.r.writing.extends(t.String[s[0]:s[1]], b.quoted)
		if !ok {
			continue
		}
		sentence := t.Slice(s[0], s[1])
		e := &catalog.Extends{
			Of: in, In: in, Statement: sentence, OwnWords: rel.own,
			Target:  sentence.Slice(rel.target[0], rel.target[1]),
			Subject: sentence.Slice(rel.whose[0], rel.whose[1]),
		}
		switch {
		case len(rel.of) == 1:
			e.Of = rel.of[0]
		case len(rel.of) > 1 && !slices.Contains(rel.of, in):
			e.Of = "role"
		case in == "" || in == jobGrade:
			e.Of = "role"
		}
		e.Link = linkAt(b.links, e.Target.Span())
		if e.Link == nil {
			e.Link = linkAt(b.links, sentence.Span())
			if e.Link != nil && !strings.Contains(e.Link.Text.String, e.Target.String) {
				e.Link = nil
			}
		}
		switch {
		case c.now.variant != nil:
			c.now.variant.Extends = append(c.now.variant.Extends, e)
		case c.now.variety:
		case c.now.level != nil:
			c.now.level.Extends = append(c.now.level.Extends, e)
		default:
			c.extends = append(c.extends, e)
		}
	}
}

// sentencesOf are the sentences of a block. A line that starts like an item ends the sentence before it: lists lose
// their markers.
func sentencesOf(b *block, text string) [][2]int {
	var all [][2]int
	from := 0
	lines := b.lines()
	for i, at := range b.breaks {
		if i+1 >= len(lines) || at > len(text) {
			break
		}
		if startsLikeItem(lines[i+1].String) && !endsOpen(lines[i].String) && len(lines[i].String) < 80 {
			for _, s := range sentences(text[from : at-1]) {
				all = append(all, [2]int{from + s[0], from + s[1]})
			}
			from = at
		}
	}
	for _, s := range sentences(text[from:]) {
		all = append(all, [2]int{from + s[0], from + s[1]})
	}
	return all
}

// sentences are the sentences of a text, as ranges of it.
func sentences(text string) [][2]int {
	var all [][2]int
	for at := 0; at < len(text); {
		s := sentenceAround(text, at)
		all = append(all, [2]int{at, s[1]})
		at = s[1]
		for at < len(text) && text[at] == ' ' {
			at++
		}
	}
	return all
}

// reportsTo reads the first reporting line of a block that is about the level or the family that it stands in.
func (c *collection) reportsTo(b *block, t catalog.Text, in string) {
	duties := in == responsibilities || in == requirements || in == niceToHave
	for _, rel := range c.r.reports[b] {
		subject := rel.subject(t.String)
		if duties && (rel.statement[0] > 0 || !rel.pronoun && subject == "") {
			continue
		}
		s := &catalog.ReportsTo{
			Target:    t.Slice(rel.target[0], rel.target[1]),
			Statement: t.Slice(rel.statement[0], rel.statement[1]),
			Subject:   t.Slice(rel.whose[0], rel.whose[1]),
		}
		if s.Link = linkAt(b.links, s.Target.Span()); s.Link != nil && strings.HasPrefix(s.Link.Text.String, s.Target.String) {
			s.Target = s.Link.Text // "[VP of People and Finance](...)": a link does not end in the middle of a title
		}
		switch {
		case c.now.variant != nil:
			c.now.variant.ReportsTo = append(c.now.variant.ReportsTo, s)
		case c.now.variety:
		case c.now.level != nil:
			l := c.now.level
			// "Technical Writers report to the Manager" stands in the manager's own level.
			if namesRoles(subject) && !sameRole(subject, l.Title.String) {
				continue
			}
			if !duties || len(l.ReportsTo) == 0 {
				l.ReportsTo = append(l.ReportsTo, s)
			}
		case c.now.section == nil || duties:
			c.r.family.ReportsTo = append(c.r.family.ReportsTo, s)
		}
		return
	}
}

// A table is a table of grades that is being read.
type table struct {
	list         int
	title, grade int // the columns; grade is -1 if the table is about something else
}

// A tableRow is one row of a table of grades.
type tableRow struct {
	title catalog.Text
	link  *catalog.Link
	grade *catalog.Grade
}

var spelledOut = regexp.MustCompile(`(?i)\|\s*\[?((?:job\s+)?(?:grade|level)\s*#?\s*` + number + `)\s*(?:\]|\||$)`)

var gradeColumn = regexp.MustCompile(`(?i)\bgrade\b`)

func (c *collection) row(b *block) {
	if c.now.variant != nil || c.now.variety || b.quoted {
		return
	}
	if b.head {
		c.table = table{list: b.list, title: 0, grade: -1}
		for i, cell := range b.cells {
			if gradeColumn.MatchString(cell.String) {
				c.table.grade = i
			}
		}
		if c.table.grade == 0 {
			c.table.title = 1
		}
		return
	}
	t := c.table
	if t.list != b.list || len(b.cells) == 0 || t.title >= len(b.cells) {
		return
	}
	var cell catalog.Text
	if t.grade >= 0 && t.grade < len(b.cells) {
		cell = b.cells[t.grade].Text
	} else if m := spelledOut.FindStringSubmatchIndex(c.r.file.Source[b.start:b.end]); m != nil {
		// The table's head has fewer columns than its rows, or does not say which one is the grade.
		cell = catalog.NewText(c.r.file, b.start+m[2], b.start+m[3])
	}
	m := tableGrade.FindStringSubmatchIndex(cell.String)
	if m == nil {
		return
	}
	g := &catalog.Grade{InTable: true, At: cell.Part(m[0], m[1]), Number: cell.Part(m[2], m[3]), Statement: b.text}
	g.Min, g.Max = numberRange(cell.String[m[2]:m[3]])
	g.Linked = linkAt(b.links, cell.Span()) != nil
	title := b.cells[t.title].Text
	links := linksAt(b.links, title.Span())
	if len(links) > 1 { // several titles share a row
		for _, l := range links {
			c.tables = append(c.tables, tableRow{l.Text, l, g})
		}
		return
	}
	c.tables = append(c.tables, tableRow{title, linkAt(b.links, title.Span()), g})
}
