package markdown

import (
	"bytes"
	"regexp"
	"sort"
	"strings"

	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// kramdown decides differently from CommonMark which lines are headings. The parsers here stand in for goldmark's and
// decide as kramdown does:
//
//   - "#" signs are not indented. With GFM input a blank must follow them, and a heading may stand right behind a
//     paragraph or a bullet; without, neither holds.
//   - An underlined heading has one line of text behind a blank line, and its underline is not indented. Below a longer
//     paragraph a row of hyphens is text. Below a bullet it makes a heading of the bullet.
//   - A fence that nothing closes, or with more than one word behind it, opens no code.
//   - A block of HTML lasts to its closing tag, across blank lines.
//   - An indented code block goes on over lines that are not indented, up to a blank line.

// headingID is an explicit id at the end of a heading: "{#id}".
var headingID = regexp.MustCompile(`[\t ]\{#([A-Za-z][\w:-]*)\}$`)

// headingText takes an explicit id off the text of a heading and says what is left.
func headingText(h *gast.Heading, s text.Segment, source []byte) text.Segment {
	s = s.TrimRightSpace(source)
	if s.Len() == 0 || source[s.Stop-1] != '}' {
		return s
	}
	if m := headingID.FindSubmatchIndex(s.Value(source)); m != nil {
		h.SetAttributeString("id", bytes.Clone(s.Value(source)[m[2]:m[3]]))
		s = s.WithStop(s.Start + m[0])
		s = s.TrimRightSpace(source)
	}
	return s
}

// atxHeadings parses headings with "#" signs before them. glued says that GFM input allows them anywhere.
type atxHeadings struct{ glued bool }

func (atxHeadings) Trigger() []byte { return []byte{'#'} }

func (p atxHeadings) Open(parent gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if pc.BlockOffset() != 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	level := 0
	for level < len(line) && level < 6 && line[level] == '#' {
		level++
	}
	start := level + util.TrimLeftLength(line[level:], []byte(" \t"))
	if p.glued && start == level || !p.glued && !afterBoundary(parent, reader.Source(), segment.Start) {
		return nil, parser.NoChildren
	}
	h := gast.NewHeading(level)
	words := headingText(h, text.NewSegment(segment.Start+start, segment.Stop), reader.Source())
	value := words.Value(reader.Source())
	if open := bytes.TrimRight(value, "#"); len(open) < len(value) && len(open) > 0 && (open[len(open)-1] == ' ' || open[len(open)-1] == '\t') {
		words = words.WithStop(words.Start + len(open))
		words = words.TrimRightSpace(reader.Source())
	}
	if words.Len() <= 0 {
		return nil, parser.NoChildren
	}
	h.Lines().Append(words)
	reader.AdvanceToEOL()
	return h, parser.NoChildren
}

func (atxHeadings) Continue(gast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (atxHeadings) Close(gast.Node, text.Reader, parser.Context)                 {}
func (p atxHeadings) CanInterruptParagraph() bool                                { return p.glued }
func (atxHeadings) CanAcceptIndentedLine() bool                                  { return false }

// afterBoundary reports whether the line at start is the first in its container or stands behind a blank line.
func afterBoundary(parent gast.Node, source []byte, start int) bool {
	if parent.LastChild() == nil {
		return true
	}
	before := bytes.LastIndexByte(source[:start], '\n')
	if before < 0 {
		return true
	}
	line := source[bytes.LastIndexByte(source[:before], '\n')+1 : before]
	return len(bytes.Trim(line, "> \t\r")) == 0
}

// underlinedHeadings parses headings with a line of "=" or "-" below them.
type underlinedHeadings struct{}

// bulletAttribute marks a heading that was made of a bullet by a row of hyphens right below it, and that nobody meant.
const bulletAttribute = "bullet"

// underline is the rest of a heading that was made of a bullet.
type underline struct{ gast.BaseBlock }

var kindUnderline = gast.NewNodeKind("Underline")

func (*underline) Kind() gast.NodeKind { return kindUnderline }

func (u *underline) Dump(source []byte, level int) { gast.DumpHelper(u, source, level, nil, nil) }

func (underlinedHeadings) Trigger() []byte { return []byte{'-', '='} }

func (underlinedHeadings) Open(parent gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	words, ok := pc.LastOpenedBlock().Node.(*gast.Paragraph)
	line, segment := reader.PeekLine()
	if !ok || pc.BlockOffset() != 0 || segment.Padding > 0 || words.Lines().Len() != 1 {
		return nil, parser.NoChildren
	}
	in := words.Parent()
	lazy := in != nil && in != parent && in.Kind() == gast.KindListItem
	if in != parent && !lazy || len(bytes.TrimLeft(bytes.TrimRight(line, " \t\r\n\f\v"), "-=")) > 0 {
		return nil, parser.NoChildren
	}
	// Anything but a blank line before the words makes them the end of something else.
	if words.PreviousSibling() != nil && !words.HasBlankPreviousLines() {
		return nil, parser.NoChildren
	}
	h := gast.NewHeading(1)
	if line[0] == '-' {
		h.Level = 2
	}
	source := reader.Source()
	first := words.Lines().At(0)
	title := headingText(h, first.TrimLeftSpace(source), source)
	if title.Len() <= 0 || title.Len() > maxHeadingBytes {
		return nil, parser.NoChildren
	}
	h.Lines().Append(title)
	h.SetPos(title.Start)
	h.SetBlankPreviousLines(words.HasBlankPreviousLines())
	in.ReplaceChild(in, words, h)
	if lazy {
		h.SetAttributeString(bulletAttribute, true)
	}
	if parent.Kind() == gast.KindList { // the underline is an empty bullet at the same time
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &underline{}, parser.NoChildren
}

func (underlinedHeadings) Continue(gast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}
func (underlinedHeadings) Close(gast.Node, text.Reader, parser.Context) {}
func (underlinedHeadings) CanInterruptParagraph() bool                  { return true }
func (underlinedHeadings) CanAcceptIndentedLine() bool                  { return false }

// rules parses lines across the page. Behind a line of text only one that also looks like a bullet ("* * *") is one.
type rules struct{ parser.BlockParser }

func (p rules) Open(parent gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	if gast.IsParagraph(pc.LastOpenedBlock().Node) {
		line, _ := reader.PeekLine()
		at := pc.BlockOffset() + 1
		if at <= 0 || at >= len(line) || line[at] != ' ' && line[at] != '\t' {
			return nil, parser.NoChildren
		}
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// fences parses fenced code. gfm says that backticks may fence too, and that a fence may stand right behind a paragraph.
type fences struct {
	parser.BlockParser
	gfm bool
}

// closers says of a page how long a fence is closed by a line at an offset or behind it.
type closers struct {
	at      []int // ascending
	longest []int // of the fences from here on
}

var closersKey = map[byte]parser.ContextKey{'`': parser.NewContextKey(), '~': parser.NewContextKey()}

func (p fences) Open(parent gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || line[at] != '~' && (line[at] != '`' || !p.gfm) || !p.gfm && at > 0 {
		return nil, parser.NoChildren
	}
	fence := line[at]
	length := util.TrimLeftLength(line[at:], []byte{fence})
	info := bytes.TrimSpace(line[at+length:])
	if length < 3 || bytes.ContainsAny(info, " \t") {
		return nil, parser.NoChildren
	}
	c := pc.ComputeIfAbsent(closersKey[fence], func() any { return findClosers(reader.Source(), fence) }).(*closers)
	if !c.close(segment.Stop, length) {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

func (p fences) CanInterruptParagraph() bool { return p.gfm }

// findClosers finds the lines that consist of one fence, whatever they are nested in.
func findClosers(source []byte, fence byte) *closers {
	c := &closers{}
	three := bytes.Repeat([]byte{fence}, 3)
	for at := 0; at < len(source); {
		k := bytes.Index(source[at:], three)
		if k < 0 {
			break
		}
		at += k
		length := util.TrimLeftLength(source[at:], []byte{fence})
		before := source[bytes.LastIndexByte(source[:at], '\n')+1 : at]
		after := source[at+length:]
		if n := bytes.IndexByte(after, '\n'); n >= 0 {
			after = after[:n]
		}
		if util.IsBlank(after) && len(bytes.Trim(before, " \t>")) == 0 {
			c.at = append(c.at, at)
			c.longest = append(c.longest, length)
		}
		at += length
	}
	for i := len(c.longest) - 2; i >= 0; i-- {
		c.longest[i] = max(c.longest[i], c.longest[i+1])
	}
	return c
}

// close reports whether a fence of that length is closed at or behind an offset.
func (c *closers) close(from, length int) bool {
	i := sort.SearchInts(c.at, from)
	return i < len(c.at) && c.longest[i] >= length
}

// lazyCode parses indented code.
type lazyCode struct{ parser.BlockParser }

func (p lazyCode) Continue(node gast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, segment := reader.PeekLine()
	lines := node.Lines()
	last := lines.At(lines.Len() - 1)
	if !util.IsBlank(line) && !util.IsBlank(last.Value(reader.Source())) {
		lines.Append(segment)
		reader.AdvanceToEOL()
		return parser.Continue | parser.NoChildren
	}
	return p.BlockParser.Continue(node, reader, pc)
}

// htmlBlocks parses blocks of HTML.
type htmlBlocks struct{}

// htmlEnds says where the element that opens at an offset is closed; elements without an end are not in it.
type htmlEnds map[int]int

var (
	htmlEndsKey = parser.NewContextKey()
	htmlTag     = regexp.MustCompile(`^<(/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>` + "`" + `]+|"[^"]*"|'[^']*'))?)*)\s*(/?)>`)
	asMarkdown  = regexp.MustCompile(`\smarkdown\s*=\s*["']?(?:1|block|span)\b`)
)

// spanElements stand within text; kramdown begins no block with them.
var spanElements = set("a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc " +
	"rp rt rtc ruby samp select small span strong sub sup textarea time tt u var")

// voidElements have no closing tag.
var voidElements = set("area base br col command embed hr img input keygen link meta param source track wbr")

func set(words string) map[string]bool {
	s := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}

func (htmlBlocks) Trigger() []byte { return []byte{'<'} }

func (htmlBlocks) Open(_ gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	_, segment := reader.PeekLine()
	if pc.BlockOffset() < 0 {
		return nil, parser.NoChildren
	}
	source := reader.Source()
	at := segment.Start + max(0, pc.BlockOffset()-segment.Padding)
	m := htmlTag.FindSubmatch(source[at:min(len(source), at+maxTagBytes)])
	if m == nil || spanElements[strings.ToLower(string(m[2]))] {
		return nil, parser.NoChildren
	}
	// ClosureLine.Start is where the block is over; 0 for the next blank line. A page that forgets a closing tag is read
	// on behind it, although kramdown takes all of the rest for HTML: what the author meant is not in doubt.
	node := gast.NewHTMLBlock(gast.HTMLBlockType6)
	node.Lines().Append(segment)
	end := at + len(m[0])
	if len(m[1]) == 0 && len(m[4]) == 0 && !voidElements[strings.ToLower(string(m[2]))] && !asMarkdown.Match(m[3]) {
		ends := pc.ComputeIfAbsent(htmlEndsKey, func() any { return findHTMLEnds(source) }).(htmlEnds)
		end = ends[at]
	}
	htmlUntil(node, end)
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// maxTagBytes bounds how far a tag is looked for, so that a page of "<a <a <a" takes no longer than another.
const maxTagBytes = 2048

func htmlUntil(n *gast.HTMLBlock, end int) { n.SetAttributeString("until", end) }

func (htmlBlocks) Continue(node gast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	until, _ := node.AttributeString("until")
	end, _ := until.(int)
	if end == 0 && util.IsBlank(line) || end > 0 && segment.Start >= end {
		return parser.Close
	}
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (htmlBlocks) Close(gast.Node, text.Reader, parser.Context) {}
func (htmlBlocks) CanInterruptParagraph() bool                  { return true }
func (htmlBlocks) CanAcceptIndentedLine() bool                  { return false }

// findHTMLEnds matches opening and closing tags as kramdown does: a closing tag that does not fit the innermost open
// element is ignored.
func findHTMLEnds(source []byte) htmlEnds {
	type element struct {
		name string
		at   int
	}
	ends := make(htmlEnds)
	var open []element
	for at := 0; at < len(source); {
		k := bytes.IndexByte(source[at:], '<')
		if k < 0 {
			break
		}
		at += k
		m := htmlTag.FindSubmatch(source[at:min(len(source), at+maxTagBytes)])
		if m == nil {
			at++
			continue
		}
		name := strings.ToLower(string(m[2]))
		switch {
		case len(m[1]) > 0:
			if last := len(open) - 1; last >= 0 && open[last].name == name {
				ends[open[last].at] = at + len(m[0])
				open = open[:last]
			}
		case len(m[4]) == 0 && !voidElements[name]:
			open = append(open, element{name, at})
		}
		at += len(m[0])
	}
	return ends
}
