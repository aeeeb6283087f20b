package markdown

import (
	"slices"
	"strings"

	"jobcat/catalog"

	gast "github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// blockKind says what a block is.
type blockKind int

const (
	heading blockKind = iota
	paragraph
	item // one bullet or number of a list
	row  // of a table
	code
	html // raw HTML; its text is what stands between the tags
	rule // a line across the page
)

// block is one piece of a page: the blocks of a page follow each other in file order and do not overlap. What a list
// item holds beyond its first paragraph (lists, paragraphs, headings) follows it as blocks of their own.
type block struct {
	kind blockKind

	// depth is 1 to 6 for a heading. For any other block it says within how many list items it stands, an item
	// counting itself: 1 for an item of a list of its own, 2 for an item below it or a second paragraph in that one,
	// 0 for what stands in no list.
	depth int

	text  catalog.Text // markup taken off; for a row: the whole row with a space between cells; empty for code
	cells []cell       // row only
	head  bool         // row only: the head of its table

	start, end int  // from the first character of its marker to behind the last character of its last line (of an item: of its own text, what is nested not counted)
	marks      span // heading: the "#" signs before it, zero if underlined; item: the marker

	anchor string // heading: the id that the generator gives it. An item has one if a row of hyphens right below it makes kramdown show it as a heading
	list   int    // item: number of its list on the page, row: of its table; each counts from 1
	marker string // item only: "-", "*", "+", "1."

	quoted bool // stands in a block quote
	bold   bool // the whole text is bold
	embeds bool // holds an ERB tag, a shortcode or an embedded page: something that brings text in

	links  []*catalog.Link // within it, in order
	breaks []int           // where in text a line of the source begins, but for the first
	cues   cues            // of text that was searched for the usual sentences
}

// cell is one cell of a table.
type cell struct {
	catalog.Text
	breaks []int // where in it a line begins, but for the first: behind a <br>, or at an item of a list
	bold   bool  // the whole text is bold
}

func (c cell) lines() []catalog.Text { return linesOf(c.Text, c.breaks) }

// lines is the text of a block line by line as the source has it, so that a bullet that lost its marker can be told
// from the bullet that it is glued to.
func (b *block) lines() []catalog.Text { return linesOf(b.text, b.breaks) }

func linesOf(text catalog.Text, breaks []int) []catalog.Text {
	if text.IsEmpty() {
		return nil
	}
	lines := make([]catalog.Text, 0, len(breaks)+1)
	from := 0
	for _, at := range breaks {
		if at > len(text.String) {
			break // the last lines hold nothing but attributes or comments
		}
		lines = append(lines, text.Slice(from, at-1)) // the space that stands for the line's end
		from = at
	}
	return append(lines, text.Slice(from, len(text.String)))
}

// hasLines reports whether the text takes up more than one line.
func (b *block) hasLines() bool {
	return !b.text.IsEmpty() && len(b.breaks) > 0 && b.breaks[0] <= len(b.text.String)
}

// document is a page taken apart.
type document struct {
	file     *catalog.File
	dialect  Dialect
	front    frontMatter
	blocks   []block
	anchors  []catalog.Anchor // every id that a link can lead to, in file order
	links    []*catalog.Link  // every link, in file order
	comments []span           // HTML comments, in file order; what reads like one in code is none
	faults   []catalog.Fault  // in file order
}

// scratch is memory that one page after the other is taken apart in. What it has of a page is gone with the next one.
type scratch struct {
	masked []byte
	blocks []block
	nodes  nodes
	heads  []head
}

// keep takes the memory of a page back, which nobody may look at any more.
func (s *scratch) keep(doc *document) {
	s.blocks = doc.blocks
	clear(s.blocks) // so that nothing of the page is kept alive
	clear(s.heads)
}

// parse takes a page apart. It always succeeds: what cannot be read as meant is among the faults, and the rest is
// read all the same.
func (s *scratch) parse(f *catalog.File, d Dialect) *document {
	doc := &document{file: f, dialect: d}
	doc.checkUTF8()
	conflicts := doc.findConflicts()
	front := frontMatterReader{doc: doc, file: f, clean: doc.clean(conflicts, frontMatterLimit(f.Source)), conflicts: len(conflicts) > 0}
	doc.front = front.read()
	r := &blockReader{
		doc:     doc,
		file:    f,
		masking: newMasking(f.Source, doc.front.body, d, conflicts, s.masked),
		ids:     newIDs(d),
	}
	s.masked = r.masking.bytes
	r.inline = newInlineReader(r)
	r.readMasks()
	pc := parser.NewContext()
	r.ends = make(linkEnds)
	pc.Set(linkEndsKey, r.ends)
	s.nodes.usedParagraphs, s.nodes.usedPlain = 0, 0
	pc.Set(nodesKey, &s.nodes)
	// Pages that are mostly lists have a block on nearly every line.
	doc.blocks = slices.Grow(s.blocks[:0], f.Lines()*3/4+8)
	r.read(d.parser().Parse(text.NewReader(r.masking.bytes), parser.WithContext(pc)))
	doc.dropCodeComments(r.inline.literal)
	doc.sort()
	return doc
}

// placed is a parser whose blocks know where their marker stands. Goldmark says so too, but counts a tab that reaches
// into the block as the blanks that it stands for.
type placed struct{ parser.BlockParser }

const placeAttribute = "place"

func (p placed) Open(parent gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	_, segment := reader.PeekLine()
	offset := pc.BlockOffset()
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil && segment.Padding > 0 {
		n.SetAttributeString(placeAttribute, segment.Start+max(0, offset-segment.Padding))
	}
	return n, state
}

// blockReader turns goldmark's tree into blocks.
type blockReader struct {
	doc     *document
	file    *catalog.File
	masking *masking
	ids     *ids
	inline  *inlineReader
	ends    linkEnds
	lists   map[gast.Node]int
	tables  int
}

// container is what a block stands in.
type container struct {
	depth  int
	quoted bool
}

func (r *blockReader) read(root gast.Node) {
	r.lists = make(map[gast.Node]int)
	r.blocks(root.FirstChild(), container{})
}

// blocks reads first and its later siblings. It calls itself no deeper than maxOpenBlocks.
func (r *blockReader) blocks(first gast.Node, in container) {
	for n := first; n != nil; n = n.NextSibling() {
		switch c := n.(type) {
		case *gast.Heading:
			r.heading(c, in)
		case *gast.Blockquote:
			r.blocks(c.FirstChild(), container{in.depth, true})
		case *gast.List:
			r.lists[c] = len(r.lists) + 1
			r.blocks(c.FirstChild(), in)
		case *gast.ListItem:
			r.item(c, container{in.depth + 1, in.quoted})
		case *east.Table:
			r.tables++
			r.blocks(c.FirstChild(), in)
		case *east.TableHeader:
			r.row(c, true, in)
		case *east.TableRow:
			r.row(c, false, in)
		case *gast.FencedCodeBlock:
			r.fence(c, in)
		case *gast.CodeBlock:
			if s, ok := r.extent(c); ok {
				r.add(block{kind: code, depth: in.depth, quoted: in.quoted}, s)
			}
		case *gast.HTMLBlock:
			r.html(c, in)
		case *gast.ThematicBreak:
			at := r.position(c)
			r.add(block{kind: rule, depth: in.depth, quoted: in.quoted}, span{at, r.lineEnd(at)})
		case *plainBlock:
			r.plain(c, in)
		case *gast.LinkReferenceDefinition, *underline: // what they say was read where it belongs
		default:
			if c.Lines() != nil && c.Lines().Len() > 0 {
				r.paragraph(c, in)
			} else {
				r.blocks(c.FirstChild(), in)
			}
		}
	}
}

// add appends a block that takes up s, and what is known from s alone.
func (r *blockReader) add(b block, s span) {
	b.start, b.end = s.start, max(s.start, s.end)
	for _, m := range r.masking.within(b.start, b.end) {
		b.embeds = b.embeds || m.kind == maskEmbed
	}
	r.doc.blocks = append(r.doc.blocks, b)
}

// extent is from the first to the last character of a block's lines.
func (r *blockReader) extent(n gast.Node) (span, bool) {
	lines := n.Lines()
	if lines == nil || lines.Len() == 0 {
		return span{}, false
	}
	s := span{lines.At(0).Start, lines.At(lines.Len() - 1).Stop}
	s.end = s.start + len(strings.TrimRight(r.file.Source[s.start:max(s.start, s.end)], "\r\n"))
	return s, true
}

// position is where the marker of a block stands, or its first character if it has none.
func (r *blockReader) position(n gast.Node) int {
	at := n.Pos()
	if v, ok := n.AttributeString(placeAttribute); ok {
		at, _ = v.(int)
	}
	return min(max(at, 0), len(r.file.Source))
}

// lineEnd is the end of the line that holds at, without its line ending.
func (r *blockReader) lineEnd(at int) int {
	end := len(r.file.Source)
	if n := strings.IndexByte(r.file.Source[at:], '\n'); n >= 0 {
		end = at + n
	}
	return at + len(strings.TrimSuffix(r.file.Source[at:end], "\r"))
}

func (r *blockReader) heading(h *gast.Heading, in container) {
	b := block{kind: heading, depth: h.Level, quoted: in.quoted}
	at := r.position(h)
	s := span{at, r.lineEnd(at)}
	inner := span{s.end, s.end}
	if e, ok := r.extent(h); ok {
		inner = e
	}
	src := r.file.Source
	if at < len(src) && src[at] == '#' && (h.Lines().Len() == 0 || inner.start > at) {
		b.marks = span{at, at + h.Level}
	} else if n := strings.IndexByte(src[inner.end:], '\n'); n >= 0 {
		s = span{inner.start, r.lineEnd(inner.end + n + 1)} // the underline belongs to it
	}
	words := r.inline.read(nil, h, inner)
	b.text, b.links, b.bold = words.text, words.links, words.bold
	b.anchor = r.headingID(h, words, s)
	r.add(b, s)
}

// headingID is the id of a heading that takes up s, and notes it as an anchor.
func (r *blockReader) headingID(h *gast.Heading, words inline, s span) string {
	if id, ok := r.listedID(s); ok { // noted with the attribute list
		return id
	}
	id := r.ids.heading(h, words.id, r.file.Source)
	if id != "" {
		r.doc.anchors = append(r.doc.anchors, catalog.Anchor{ID: id, At: words.text.Span()})
	}
	return id
}

func (r *blockReader) paragraph(n gast.Node, in container) {
	s, ok := r.extent(n)
	if !ok {
		return
	}
	t := r.inline.read(nil, n, s)
	b := block{kind: paragraph, depth: in.depth, quoted: in.quoted, text: t.text, links: t.links, bold: t.bold, breaks: t.breaks}
	r.add(b, s)
	r.dropIfEmpty()
}

// dropIfEmpty forgets a paragraph that holds nothing but comments and attributes.
func (r *blockReader) dropIfEmpty() {
	last := &r.doc.blocks[len(r.doc.blocks)-1]
	if last.text.IsEmpty() && !last.embeds && len(last.links) == 0 {
		*last = block{}
		r.doc.blocks = r.doc.blocks[:len(r.doc.blocks)-1]
	}
}

func (r *blockReader) plain(n *plainBlock, in container) {
	s, ok := r.extent(n)
	if !ok {
		return
	}
	tb := r.inline.own
	tb.Reset()
	tb.Add(s.start, s.end)
	r.add(block{kind: paragraph, depth: in.depth, quoted: in.quoted, text: tb.Text(s.start, s.end)}, s)
	r.dropIfEmpty()
}

func (r *blockReader) item(n *gast.ListItem, in container) {
	b := block{kind: item, depth: in.depth, quoted: in.quoted, list: r.lists[n.Parent()]}
	at := r.position(n)
	src := r.file.Source
	stop := at
	for stop < len(src) && src[stop] >= '0' && src[stop] <= '9' {
		stop++
	}
	stop = min(stop+1, len(src))
	b.marks, b.marker = span{at, stop}, src[at:stop]
	s := span{at, stop}
	first := n.FirstChild()
	if h, ok := first.(*gast.Heading); ok {
		if _, ok := h.AttributeString(bulletAttribute); ok {
			if e, ok := r.extent(h); ok {
				t := r.inline.read(nil, h, e)
				b.text, b.links, b.bold = t.text, t.links, t.bold
				b.anchor = r.headingID(h, t, e)
				s.end = e.end
			}
			r.add(b, s)
			r.blocks(first.NextSibling(), in)
			return
		}
	}
	if isRunningText(first) {
		if e, ok := r.extent(first); ok {
			t := r.inline.read(nil, first, e)
			b.text, b.links, b.bold, b.breaks = t.text, t.links, t.bold, t.breaks
			s.end = e.end
		}
		r.add(b, s)
		r.blocks(first.NextSibling(), in)
		return
	}
	r.add(b, s)
	r.blocks(first, in)
}

// isRunningText reports whether a block is running text.
func isRunningText(n gast.Node) bool {
	if n == nil {
		return false
	}
	k := n.Kind()
	return k == gast.KindTextBlock || k == gast.KindParagraph || k == kindPlainParagraph
}

func (r *blockReader) row(n gast.Node, head bool, in container) {
	b := block{kind: row, depth: in.depth, quoted: in.quoted, head: head, list: r.tables}
	at := r.position(n)
	if head && n.FirstChild() != nil {
		at = r.position(n.FirstChild())
	}
	s := span{at, r.lineEnd(at)}
	whole := catalog.NewTextBuilder(r.file)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		e, ok := r.extent(c)
		if !ok {
			b.cells = append(b.cells, cell{})
			continue
		}
		t := r.inline.read(whole, c, e)
		b.cells = append(b.cells, cell{t.text, t.breaks, t.bold})
		b.links = append(b.links, t.links...)
		whole.Space(e.end)
	}
	b.text = whole.Text(s.start, s.end)
	r.add(b, s)
}

func (r *blockReader) fence(n *gast.FencedCodeBlock, in container) {
	at := r.position(n)
	s := span{at, r.lineEnd(at)}
	if e, ok := r.extent(n); ok {
		s.end = e.end
		if string(n.Language(r.masking.bytes)) == "mermaid" {
			r.mermaid(e)
		}
	}
	r.add(block{kind: code, depth: in.depth, quoted: in.quoted}, s)
}

func (r *blockReader) html(n *gast.HTMLBlock, in container) {
	s, ok := r.extent(n)
	if !ok {
		return
	}
	if n.HasClosure() {
		s.end = max(s.end, r.lineEnd(n.ClosureLine.Start))
	}
	b := block{kind: html, depth: in.depth, quoted: in.quoted}
	b.text, b.links, b.embeds = r.htmlText(s)
	r.add(b, s)
}
