package markdown

import (
	"bytes"

	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Goldmark takes time and stack that grow faster than the file for a few kinds of garbage. No page that a person
// wrote comes near these bounds; beyond them text is read as plain text.
const (
	maxOpenBlocks     = 100     // blocks within one another: lists and their items, quotes
	maxParagraphBytes = 1 << 16 // bytes of one paragraph or table
	maxBrackets       = 500     // "[" in one paragraph, or in one row of a table
	maxHeadingBytes   = 1 << 12 // bytes of a heading
)

// bounded is a parser of blocks that hold blocks, which opens none too deep down.
type bounded struct{ parser.BlockParser }

func (b bounded) Open(parent gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxOpenBlocks {
		return nil, parser.NoChildren
	}
	return b.BlockParser.Open(parent, reader, pc)
}

// short is a parser of headings that takes no line for one that is too long.
type short struct{ parser.BlockParser }

func (p short) Open(parent gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	if line, _ := reader.PeekLine(); len(line) > maxHeadingBytes {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// hugeParagraphs takes paragraphs away from the parsers of markup that these would take too long for. It looks at them
// twice: before tables are found, whose cells are read one by one, and after.
type hugeParagraphs struct{ tables bool }

func (h hugeParagraphs) Transform(node *gast.Paragraph, reader text.Reader, _ parser.Context) {
	lines := node.Lines()
	brackets, size := 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		if size += line.Len(); line.Len() <= maxBrackets && h.tables {
			continue
		}
		if h.tables {
			brackets = 0
		}
		if brackets += bytes.Count(line.Value(reader.Source()), []byte{'['}); brackets > maxBrackets {
			break
		}
	}
	if size <= maxParagraphBytes && brackets <= maxBrackets {
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
