package markdown

import (
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// inlineMarkup are the signs without which a kramdown page has no markup within a line. References to characters are not
// goldmark's business.
var inlineMarkup = [256]bool{'`': true, '[': true, ']': true, '<': true, '*': true, '_': true, '~': true, '\\': true}

func hasInlineMarkup(line []byte) bool {
	for _, c := range line {
		if inlineMarkup[c] {
			return true
		}
	}
	return false
}

// plainParagraphs takes paragraphs without any markup away from goldmark, which would look at each of their bytes. Most
// bullets of a page are such. It is not for Hugo, where a later line can make a paragraph the term of a definition, and
// where addresses are links without any sign.
type plainParagraphs struct{}

func (plainParagraphs) Transform(node *gast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		if value := reader.Source()[line.Start:line.Stop]; util.IsBlank(value) || hasInlineMarkup(value) {
			return
		}
	}
	// What goldmark does when a paragraph is closed.
	for i := range lines.Len() {
		line := lines.At(i)
		line = line.TrimLeftSpace(reader.Source())
		if i == lines.Len()-1 {
			line = line.TrimRightSpace(reader.Source())
		}
		lines.Set(i, line)
	}
	plain := nodesOf(pc).plainParagraph()
	plain.SetLines(lines)
	plain.SetPos(node.Pos())
	plain.SetBlankPreviousLines(node.HasBlankPreviousLines())
	parent := node.Parent()
	parent.ReplaceChild(parent, node, plain)
}

// plainParagraph is a paragraph without markup.
type plainParagraph struct{ gast.BaseBlock }

var kindPlainParagraph = gast.NewNodeKind("PlainParagraph")

func (*plainParagraph) Kind() gast.NodeKind { return kindPlainParagraph }

// IsRaw keeps goldmark from looking for markup.
func (*plainParagraph) IsRaw() bool { return true }

func (p *plainParagraph) Dump(source []byte, level int) { gast.DumpHelper(p, source, level, nil, nil) }

// plain reads the lines of a paragraph without markup.
func (w *inlineReader) plain(p *plainParagraph) {
	lines := p.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		trimmed := line.TrimRightSpace(w.masking.bytes)
		w.write(trimmed.Start, trimmed.Stop, false)
		if w.masking.bytes[line.Stop-1] == '\n' {
			w.breakLine(trimmed.Stop)
		}
	}
}
