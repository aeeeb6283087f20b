package markdown

import (
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Goldmark takes time and stack that grow faster than the file for a few kinds of garbage. No page that a person
// wrote comes near these bounds; beyond them text is read as plain text.
const (
	maxOpenBlocks     = 100     // blocks within one another: lists and their items, quotes
	maxParagraphBytes = 1 << 16 // bytes of one paragraph that may hold markup
)

// bounded is a parser of blocks that hold blocks, which opens none too deep down.
type bounded struct{ parser.BlockParser }

func (b bounded) Open(parent gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxOpenBlocks {
		return nil, parser.NoChildren
	}
	return b.BlockParser.Open(parent, reader, pc)
}

// hugeParagraphs takes paragraphs that are too long away from the parsers of markup.
type hugeParagraphs struct{}

func (hugeParagraphs) Transform(node *gast.Paragraph, _ text.Reader, _ parser.Context) {
	lines := node.Lines()
	n := lines.Len()
	if n == 0 || lines.At(n-1).Stop-lines.At(0).Start <= maxParagraphBytes {
		return
	}
	plain := &plainBlock{}
	plain.SetLines(lines)
	plain.SetPos(node.Pos())
	parent := node.Parent()
	parent.ReplaceChild(parent, node, plain)
}

// references reads link definitions, and looks for them only where a paragraph begins like one: it saves goldmark a
// reader per paragraph.
type references struct{ parser.ParagraphTransformer }

func (t references) Transform(node *gast.Paragraph, reader text.Reader, pc parser.Context) {
	if lines := node.Lines(); lines.Len() > 0 {
		first := lines.At(0)
		first = first.TrimLeftSpace(reader.Source())
		if first.Len() == 0 || reader.Source()[first.Start] != '[' {
			return
		}
	}
	t.ParagraphTransformer.Transform(node, reader, pc)
}

// plainBlock is a paragraph whose lines are read as they stand.
type plainBlock struct{ gast.BaseBlock }

var kindPlainBlock = gast.NewNodeKind("PlainBlock")

func (*plainBlock) Kind() gast.NodeKind { return kindPlainBlock }

// IsRaw keeps goldmark from looking for markup.
func (*plainBlock) IsRaw() bool { return true }

func (p *plainBlock) Dump(source []byte, level int) { gast.DumpHelper(p, source, level, nil, nil) }
