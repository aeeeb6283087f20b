package markdown

import (
	"strings"
	"unicode"

	"jobcat/catalog"

	gast "github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// inline is what stands in one block that holds running text.
type inline struct {
	text   catalog.Text
	links  []*catalog.Link
	bold   bool
	breaks []int
	id     string // the text as kramdown makes an id of it: white space as it stands
}

// linkEnds remembers where links end: goldmark's tree only says where they begin.
type linkEnds map[gast.Node]int

var linkEndsKey = parser.NewContextKey()

// linkParser is goldmark's with a memory for the ends of links.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent gast.Node, block text.Reader, pc parser.Context) gast.Node {
	n := p.InlineParser.Parse(parent, block, pc)
	if n != nil && (n.Kind() == gast.KindLink || n.Kind() == gast.KindImage) {
		if ends, ok := pc.Get(linkEndsKey).(linkEnds); ok {
			_, at := block.Position()
			ends[n] = at.Start
		}
	}
	return n
}

// CloseBlock hands on the end of a block, where goldmark forgets brackets that never closed.
func (p linkParser) CloseBlock(parent gast.Node, block text.Reader, pc parser.Context) {
	if c, ok := p.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// inlineReader walks the running text of one block. A page has one of them: its builders are used again and again.
type inlineReader struct {
	*blockReader
	own, words *catalog.TextBuilder   // of the block, and of the link that is open
	builders   []*catalog.TextBuilder // those that text goes to
	opened     *catalog.Link          // the link that is open
	inline
	strong       int  // how many bold spans are open
	light, heavy bool // letters were met outside and inside of bold spans
	id           strings.Builder
	wantID       bool
	inCell       bool   // the text is a cell of a table, where lists are HTML
	literal      []span // what is masked within code spans of the page
}

func newInlineReader(r *blockReader) *inlineReader {
	return &inlineReader{blockReader: r, own: catalog.NewTextBuilder(r.file), words: catalog.NewTextBuilder(r.file)}
}

// read reads the running text of n, which takes up s, and appends it to whole as well if there is one.
func (w *inlineReader) read(whole *catalog.TextBuilder, n gast.Node, s span) inline {
	w.own.Reset()
	w.builders = append(w.builders[:0], w.own)
	if whole != nil {
		w.builders = append(w.builders, whole)
	}
	w.inline = inline{}
	w.strong, w.light, w.heavy = 0, false, false
	w.wantID = n.Kind() == gast.KindHeading && w.doc.dialect == KramdownGFM
	w.inCell = n.Kind() == east.KindTableCell
	if p, ok := n.(*plainParagraph); ok {
		w.plain(p)
	} else {
		w.walk(n)
	}
	w.text = w.own.Text(s.start, s.end)
	w.bold = w.heavy && !w.light
	if w.wantID {
		w.inline.id = w.id.String()
		w.id.Reset()
	}
	return w.inline
}

// walk visits what is in n. It does not call itself, since markup may be nested as deep as a file is long.
func (w *inlineReader) walk(root gast.Node) {
	n := root.FirstChild()
	for n != nil {
		if w.enter(n) && n.FirstChild() != nil {
			n = n.FirstChild()
			continue
		}
		for {
			w.leave(n)
			if next := n.NextSibling(); next != nil {
				n = next
				break
			}
			if n = n.Parent(); n == nil || n == root {
				return
			}
		}
	}
}

// enter reads n and reports whether to go on with its children.
func (w *inlineReader) enter(n gast.Node) bool {
	switch n := n.(type) {
	case *gast.Text:
		inCode := n.Parent().Kind() == gast.KindCodeSpan
		if inCode {
			for _, m := range w.masking.within(n.Segment.Start, n.Segment.Stop) {
				w.literal = append(w.literal, m.span)
			}
		}
		w.write(n.Segment.Start, n.Segment.Stop, n.IsRaw() || inCode)
		if n.SoftLineBreak() || n.HardLineBreak() {
			w.breakLine(n.Segment.Stop)
		}
	case *gast.Emphasis:
		if n.Level == 2 {
			w.strong++
		}
	case *gast.Link:
		w.open()
	case *gast.Image:
		return false
	case *gast.AutoLink:
		w.autoLink(n)
	case *gast.RawHTML:
		w.rawHTML(n)
	}
	return true
}

func (w *inlineReader) leave(n gast.Node) {
	switch n := n.(type) {
	case *gast.Emphasis:
		if n.Level == 2 {
			w.strong--
		}
	case *gast.Link:
		w.close(n)
	}
}

// write appends the source from start to end without what is masked.
func (w *inlineReader) write(start, end int, raw bool) {
	for _, m := range w.masking.within(start, end) {
		if m.start > start {
			w.writePiece(start, m.start, raw)
		}
		start = m.end
	}
	if start < end {
		w.writePiece(start, end, raw)
	}
}

// writePiece appends the source from start to end, with escapes and character references resolved unless it is raw.
func (w *inlineReader) writePiece(start, end int, raw bool) {
	src := w.file.Source
	if piece := src[start:end]; !raw && (strings.IndexByte(piece, '\\') >= 0 || strings.IndexByte(piece, '&') >= 0) {
		for i := start; i < end; {
			k := strings.IndexAny(src[i:end], "\\&")
			if k < 0 {
				break
			}
			i += k
			if src[i] == '\\' {
				if i+1 < end && util.IsPunct(src[i+1]) {
					w.add(start, i)
					start = i + 1
					i += 2
					continue
				}
				i++
				continue
			}
			if s, n := reference(src[i:end]); n > 0 {
				w.add(start, i)
				w.replace(s, i)
				i += n
				start = i
				continue
			}
			i++
		}
	}
	w.add(start, end)
}

// reference resolves the character reference that s begins with and says how long it is; 0 if it begins with none.
func reference(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "", 0
	}
	ref := s[:end+1]
	var out []byte
	if ref[1] == '#' {
		out = util.ResolveNumericReferences([]byte(ref))
	} else {
		out = util.ResolveEntityNames([]byte(ref))
	}
	if string(out) == ref {
		return "", 0
	}
	return string(out), len(ref)
}

func (w *inlineReader) add(start, end int) {
	if start >= end {
		return
	}
	for _, b := range w.builders {
		b.Add(start, end)
	}
	s := w.file.Source[start:end]
	if w.wantID {
		w.id.WriteString(s)
	}
	if !w.light || !w.heavy {
		w.weigh(s)
	}
}

func (w *inlineReader) replace(s string, at int) {
	for _, b := range w.builders {
		b.AddReplaced(s, at)
	}
	if w.wantID {
		w.id.WriteString(s)
	}
}

// weigh notes whether letters are bold. Punctuation beside bold letters does not count.
func (w *inlineReader) weigh(s string) {
	seen := &w.light
	if w.strong > 0 {
		seen = &w.heavy
	}
	if !*seen {
		*seen = strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	}
}

func (w *inlineReader) breakLine(at int) {
	for _, b := range w.builders {
		b.Space(at)
	}
	if n := w.builders[0].Len(); n > 0 {
		if last := len(w.breaks) - 1; last < 0 || w.breaks[last] != n+1 {
			w.breaks = append(w.breaks, n+1)
		}
	}
	if w.wantID {
		w.id.WriteByte(' ')
	}
}

// open begins a link. Markdown has no links within links, but for bare addresses: these come behind it.
func (w *inlineReader) open() {
	w.opened = &catalog.Link{}
	w.addLink(w.opened)
	w.words.Reset()
	w.builders = append(w.builders, w.words)
}

// close ends the link that is open.
func (w *inlineReader) close(n *gast.Link) {
	w.builders = w.builders[:len(w.builders)-1]
	link := w.opened
	start := max(n.Pos(), 0)
	end := max(start, w.ends[n])
	link.At = w.file.Span(start, end)
	inner := span{min(start+1, end), end}
	// The address is a piece of the masked page: where it begins there is where it stands.
	at, ok := offsetIn(w.masking.bytes, n.Destination)
	switch {
	case !ok:
		link.Target = string(n.Destination)
	default:
		link.Target = w.target(at, at+len(n.Destination))
		if n.Reference == nil {
			link.URL = w.file.Span(at, at+len(n.Destination))
			inner.end = at
		}
	}
	if n.Reference != nil && n.Reference.Type != gast.ReferenceLinkShortcut {
		if k := strings.LastIndexByte(w.file.Source[start:max(start, end-1)], '['); k > 0 {
			inner.end = start + k
		}
	}
	if k := strings.LastIndexByte(w.file.Source[inner.start:max(inner.start, inner.end)], ']'); k >= 0 {
		inner.end = inner.start + k
	}
	link.Text = w.words.Text(inner.start, max(inner.start, inner.end))
}

// target is the address between start and end with shortcodes, escapes and character references resolved.
func (w *inlineReader) target(start, end int) string {
	s := w.file.Source[start:end]
	if ms := w.masking.within(start, end); len(ms) > 0 {
		var b strings.Builder
		for _, m := range ms {
			if m.start > start {
				b.WriteString(w.file.Source[start:m.start])
			}
			if m.kind == maskRef {
				b.WriteString(shortcodeRef(w.file.Source[m.start:m.end]))
			} else {
				b.WriteString(w.file.Source[m.start:m.end])
			}
			start = m.end
		}
		b.WriteString(w.file.Source[min(start, end):end])
		return b.String()
	}
	if strings.ContainsAny(s, "\\&") {
		return string(util.URLEscape(util.UnescapePunctuations([]byte(s)), true))
	}
	return s
}

func (r *inlineReader) addLink(l *catalog.Link) {
	r.links = append(r.links, l)
	r.doc.links = append(r.doc.links, l)
}

func (w *inlineReader) autoLink(n *gast.AutoLink) {
	label := n.Label(w.masking.bytes)
	at, ok := offsetIn(w.masking.bytes, label)
	if !ok {
		return
	}
	end := at + len(label)
	w.write(at, end, true)
	link := &catalog.Link{
		Text:   catalog.NewText(w.file, at, end),
		Target: w.target(at, end),
		At:     w.file.Span(at, end),
		URL:    w.file.Span(at, end),
	}
	if n.AutoLinkType == gast.AutoLinkEmail {
		link.Target = "mailto:" + link.Target
	} else if !strings.Contains(link.Target, ":") {
		link.Target = "http://" + link.Target
	}
	w.addLink(link)
}

func (w *inlineReader) rawHTML(n *gast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	s := span{n.Segments.At(0).Start, n.Segments.At(n.Segments.Len() - 1).Stop}
	t, _ := w.tagAt(s.start, s.end)
	if t.name == "br" || w.inCell && w.partsItems(t, s) {
		w.breakLine(s.start)
	}
	w.links = append(w.links, w.tagged(t)...)
}

// partsItems reports whether a tag begins or ends a list, or an item of one.
func (w *inlineReader) partsItems(t tag, s span) bool {
	if strings.HasPrefix(w.file.Source[s.start:s.end], "</") {
		t, _ = w.tagAt(s.start+1, s.end)
	}
	switch t.name {
	case "ul", "ol", "li", "p":
		return true
	}
	return false
}

// offsetIn is where in whole the bytes of part stand, if part was cut from whole.
func offsetIn(whole, part []byte) (int, bool) {
	if len(part) == 0 {
		return 0, false
	}
	at := cap(whole) - cap(part)
	if at < 0 || at+len(part) > len(whole) || &whole[at] != &part[0] {
		return 0, false
	}
	return at, true
}
