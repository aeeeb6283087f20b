package markdown

import (
	"regexp"
	"slices"
	"strings"

	"jobcat/catalog"
)

// A levelTable is a table whose lines are levels: its rows, or its columns. Each line has a cell for each head.
type levelTable struct {
	heads []tableHead
	lines [][]tableCell
}

// A tableCell is a cell with the row that it stands in.
type tableCell struct {
	cell
	row *block
}

// A tableHead says what the cells below it, or beside it, are about.
type tableHead struct {
	is      headOf
	text    tableCell
	heading *catalog.Heading // what is common to the sections of all levels; headsSection and headsGrade only
}

type headOf int

const (
	headsOther headOf = iota // something that the policy has no word for
	headsTitle
	headsGrade
	headsExtends
	headsReportsTo
	headsSection
)

// levelTable reads the levels of a table when it comes to its head, and reports whether a block belongs to such a table.
func (c *collection) levelTable(i int) bool {
	b := &c.r.doc.blocks[i]
	if !c.r.writing.inTables() || b.kind != row || b.quoted || c.now.variety || c.now.variant != nil {
		return false
	}
	if b.head {
		t, ok := c.r.tableAt(i)
		if ok {
			c.levels = b.list
			c.readTable(t)
		} else if n := slices.IndexFunc(t.heads, func(h tableHead) bool { return h.is != headsOther }); n >= 0 && c.untitled == "" {
			c.untitled = t.heads[n].text.String
		}
	}
	if c.levels != b.list {
		return false
	}
	c.content(b)
	return true
}

// tableAt is the table that begins with a block, if its heads say that it is about levels.
func (r *reader) tableAt(i int) (levelTable, bool) {
	width := len(r.doc.blocks[i].cells)
	var rows [][]tableCell
	for k := i; k < len(r.doc.blocks) && r.doc.blocks[k].kind == row && r.doc.blocks[k].list == r.doc.blocks[i].list; k++ {
		b := &r.doc.blocks[k]
		cells := make([]tableCell, width)
		for n := range cells {
			cells[n].row = b
			if n < len(b.cells) {
				cells[n].cell = b.cells[n]
			}
		}
		rows = append(rows, cells)
	}
	if r.writing.Levels == Columns {
		rows = transposed(rows)
	}
	t := levelTable{lines: rows[1:]}
	titled, known := -1, 0
	for n, text := range rows[0] {
		h := r.tableHead(text)
		switch {
		case h.is == headsTitle && titled < 0:
			titled = n
		case h.is == headsTitle:
			h.is = headsOther
		case h.is != headsOther:
			known++
		}
		t.heads = append(t.heads, h)
	}
	// Above a column that names what the rows are about, there is often nothing.
	if titled < 0 && r.writing.Levels == Columns && known > 0 && t.heads[0].is == headsOther {
		titled = 0
		t.heads[0].is = headsTitle
	}
	return t, titled >= 0
}

func transposed(rows [][]tableCell) [][]tableCell {
	columns := make([][]tableCell, len(rows[0]))
	for n := range columns {
		for _, row := range rows {
			columns[n] = append(columns[n], row[n])
		}
	}
	return columns
}

// tableHead finds out what a head is about.
func (r *reader) tableHead(text tableCell) tableHead {
	h := tableHead{text: text}
	words := strings.TrimRight(text.String, " :")
	if words == "" {
		return h
	}
	heads := r.writing.Heads
	for is, known := range map[headOf][]string{headsTitle: heads.Title, headsGrade: heads.Grade, headsExtends: heads.Extends, headsReportsTo: heads.ReportsTo} {
		if slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(strings.TrimSpace(k), words) }) && (h.is == headsOther || is < h.is) {
			h.is = is
		}
	}
	switch name, ok := r.words.section(text.String); {
	case h.is == headsGrade:
		name = sectionName{kinds: []string{jobGrade}, word: [2]int{0, len(text.String)}, usual: r.words.usual[jobGrade], spelling: catalog.UsualSpelling}
		h.headsSection(name)
	case h.is != headsOther || !ok || name.subject[0] < name.subject[1]:
	case name.kinds[0] == levelsKind || name.kinds[0] == specialtiesKind || name.kinds[0] == segmentsKind:
	default:
		h.is = headsSection
		h.headsSection(name)
	}
	return h
}

// headsSection makes the heading that the sections of all levels have in common.
func (h *tableHead) headsSection(name sectionName) {
	text := h.text.Text
	h.heading = &catalog.Heading{
		Text: text, At: text.Span(), Role: catalog.OpensSection,
		Kinds: name.kinds, Word: text.Slice(name.word[0], name.word[1]), Usual: name.usual, Spelling: name.spelling,
	}
}

// readTable reads the levels of a table. A line without a title goes on with the level before; a bold title that nothing
// stands beside is the name of a group.
func (c *collection) readTable(t levelTable) {
	around := c.now
	defer func() { c.now = around }()
	c.now = belongs{}
	for _, h := range t.heads {
		c.prose(h.text.row, h.text.Text, nil)
		if h.heading != nil {
			c.r.family.Prose[len(c.r.family.Prose)-1].Heading = h.heading
			c.r.family.Headings = append(c.r.family.Headings, h.heading)
		}
	}
	titled := slices.IndexFunc(t.heads, func(h tableHead) bool { return h.is == headsTitle })
	var l *catalog.Level
	for _, line := range t.lines {
		title := line[titled]
		written := 0
		for _, cell := range line {
			if !cell.IsEmpty() {
				written++
			}
		}
		switch {
		case title.IsEmpty():
		case title.bold && written == 1:
			l = nil
		default:
			l = c.levelInTable(title)
		}
		for n, cell := range line {
			c.now = belongs{level: l}
			if !cell.IsEmpty() && (n != titled || l == nil) {
				c.cell(t.heads[n], cell)
			}
		}
	}
}

// levelInTable makes a level of the cell with its title. What stands below the title in the cell is read as text.
func (c *collection) levelInTable(cell tableCell) *catalog.Level {
	w := c.r.writing
	lines := cell.lines()
	title, own := cell.Text, titled{}
	fits := false
	if own, fits = titleIn(title.String, 0, w.Titles); !fits {
		title = lines[0]
		own, fits = titleIn(title.String, 0, w.Titles)
	}
	l := &catalog.Level{Family: c.r.family, InTable: true}
	if fits {
		if g := gradeOf(title, own); g != nil {
			g.InTable = true
			l.Grades = append(l.Grades, g)
		}
		l.Title = title.Slice(own.title[0], own.title[1])
	} else {
		l.Title = title.Slice(0, titleEnd(title.String))
	}
	l.Place, l.Full, l.Name = l.Title.Place(), l.Title.String, catalog.ParseName(l.Title.String)
	if isBareRung(l.Full) {
		completeTitle(l, baseTitle(c.r.family.Title.String))
	}
	c.r.family.Levels = append(c.r.family.Levels, l)
	c.now = belongs{level: l}
	c.prose(cell.row, lines[0], nil)
	if title.Span() == lines[0].Span() {
		for _, line := range lines[1:] {
			c.said(cell.piece(line, paragraph), nil)
		}
	}
	return l
}

// nothing is what people write into a cell that they have nothing to say in.
var nothing = regexp.MustCompile(`(?i)^(?:[-–—]+|n/?a|none|not applicable)[.]?$`)

// cell reads what a cell says about its level.
func (c *collection) cell(h tableHead, cell tableCell) {
	l := c.now.level
	if l == nil {
		c.prose(cell.row, cell.Text, nil)
		return
	}
	if h.is == headsOther || h.is == headsTitle {
		for _, line := range cell.lines() {
			c.said(cell.piece(line, paragraph), nil)
		}
		return
	}
	if nothing.MatchString(cell.String) {
		c.prose(cell.row, cell.Text, nil)
		return
	}
	switch h.is {
	case headsGrade:
		c.now.section = c.sectionOf(h, cell)
		c.prose(cell.row, cell.Text, nil)
		l.Grades = append(l.Grades, c.gradeIn(cell))
	case headsSection:
		c.now.section = c.sectionOf(h, cell)
		c.items(cell)
	case headsExtends:
		for _, line := range cell.lines() {
			c.prose(cell.row, line, nil)
			l.Extends = append(l.Extends, c.extendsIn(cell, line))
		}
	case headsReportsTo:
		for _, line := range cell.lines() {
			c.prose(cell.row, line, nil)
			l.ReportsTo = append(l.ReportsTo, c.reportsIn(cell, line))
		}
	}
}

// said reads a piece of a block, such as a line of a cell, as the text or the item that it is.
func (c *collection) said(b *block, it *catalog.Item) {
	c.prose(b, b.text, it)
	if b.text.IsEmpty() {
		return
	}
	text := shortened(b.text)
	c.r.grades[b], c.r.reports[b] = c.r.writing.statedIn(b, text.String)
	c.statements(b, text)
	delete(c.r.grades, b)
	delete(c.r.reports, b)
}

// piece is a line of a cell as a block of its own.
func (cell tableCell) piece(line catalog.Text, kind blockKind) *block {
	return &block{kind: kind, text: line, links: linksAt(cell.row.links, line.Span())}
}

// sectionOf is the section of the level that a head is for. The cells of one level that stand below each other are one
// section.
func (c *collection) sectionOf(h tableHead, cell tableCell) *catalog.Section {
	l := c.now.level
	at := cell.Text.Span()
	for _, s := range l.Sections {
		if s.Heading == h.heading {
			s.Body = c.r.file.Span(s.Body.Start(), max(s.Body.End(), at.End()))
			s.Content = catalog.Written
			return s
		}
	}
	s := &catalog.Section{Kinds: h.heading.Kinds, Heading: h.heading, At: at, Body: at, Content: catalog.Written}
	if len(cell.String) <= longestUnwritten && unwritten.MatchString(cell.String) {
		s.Content = catalog.Unwritten
	}
	l.Sections = append(l.Sections, s)
	return s
}

// bullet is what people begin the items in a cell with, where Markdown has no lists.
var bullet = regexp.MustCompile(`^(?:[-*+•·‣◦–]|\d{1,2}[.)])\s+`)

// items reads the lines of a cell as the items of its section.
func (c *collection) items(cell tableCell) {
	s := c.now.section
	for _, line := range cell.lines() {
		text := line.Slice(len(bullet.FindString(line.String)), len(line.String))
		if text.IsEmpty() {
			continue
		}
		it := &catalog.Item{Text: text, Depth: 1, List: 1, At: text.Span(), Links: linksAt(cell.row.links, text.Span())}
		s.Items = append(s.Items, it)
		c.said(cell.piece(text, item), it)
	}
}

// gradeCell is a cell that states a grade: "4", "L4", "Band 4-5".
var gradeCell = regexp.MustCompile(`(?i)^[\[(]?((?:\pL+[. ]{0,2}){0,2}#?\s*` + numbers + `)[\])]?[.]?$`)

// gradeIn is the grade that a cell states; unknown if no number can be made out.
func (c *collection) gradeIn(cell tableCell) *catalog.Grade {
	text := shortened(cell.Text)
	g := &catalog.Grade{InTable: true, Unknown: true, At: text.Part(0, len(text.String)), Statement: text}
	g.Number = c.r.file.Span(g.At.End(), g.At.End())
	words, number := [2]int{}, [2]int{}
	if own := c.r.writing.findGrades(text.String); len(own) > 0 {
		words, number = own[0].words, own[0].number
	} else if m := gradeCell.FindStringSubmatchIndex(text.String); m != nil {
		words, number = [2]int{m[2], m[3]}, [2]int{m[4], m[5]}
	} else if usual := findGrades(text.String, true); len(usual) > 0 && !usual[0].unknown && !c.r.writing.OnlyOwnPhrases {
		words, number = usual[0].words, usual[0].number
	}
	if words[0] < words[1] {
		g.Unknown, g.At, g.Number = false, text.Part(words[0], words[1]), text.Part(number[0], number[1])
		g.Min, g.Max = numberRange(text.String[number[0]:number[1]])
	}
	g.Linked = linkAt(cell.row.links, g.At) != nil
	return g
}

// extendsIn reads a line that names what the level takes over, in a sentence or alone.
func (c *collection) extendsIn(cell tableCell, line catalog.Text) *catalog.Extends {
	rel, ok := c.r.writing.extends(line.String, false)
	if !ok {
		rel.target = c.nameIn(line)
	}
	e := &catalog.Extends{
		Of: catalog.WholeRole, Statement: line, OwnWords: true,
		Target: line.Slice(rel.target[0], rel.target[1]), Link: linkAt(cell.row.links, line.Span()),
	}
	if len(rel.of) == 1 {
		e.Of = rel.of[0]
	}
	return e
}

// reportsIn reads a line that names whom the level reports to, in a sentence or alone.
func (c *collection) reportsIn(cell tableCell, line catalog.Text) *catalog.ReportsTo {
	target := c.nameIn(line)
	if _, said := c.r.writing.statedIn(&block{kind: item}, line.String); len(said) > 0 {
		target = said[0].target
	}
	return &catalog.ReportsTo{Statement: line, Target: line.Slice(target[0], target[1]), Link: linkAt(cell.row.links, line.Span())}
}

// nameIn is where the title stands in a line that is one, with its grade or without.
func (c *collection) nameIn(line catalog.Text) [2]int {
	start := len(bullet.FindString(line.String))
	if a := article.FindStringIndex(line.String[start:]); a != nil {
		start += a[1]
	}
	end := max(start, len(strings.TrimRight(line.String, " .,;:")))
	if t, ok := titleIn(line.String[start:end], 0, c.r.writing.Titles); ok {
		return shifted(t.title, start)
	}
	return [2]int{start, end}
}

// sortProse puts the text in file order again: tables are read level by level, each from its title on.
func (c *collection) sortProse() {
	slices.SortStableFunc(c.r.family.Prose, func(a, b catalog.Prose) int { return a.Text.Span().Start() - b.Text.Span().Start() })
}
