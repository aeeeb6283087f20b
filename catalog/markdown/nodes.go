package markdown

import (
	gast "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// nodes are the paragraphs of goldmark's tree, of which nearly every line of a page has one. Nobody looks at a tree once its
// page is taken apart, so the next page has them again.
type nodes struct {
	paragraphs []*gast.Paragraph
	plain      []*plainParagraph

	usedParagraphs, usedPlain int // by the page that is being taken apart
}

var nodesKey = parser.NewContextKey()

// nodesOf are those that a parser may take for the page.
func nodesOf(pc parser.Context) *nodes { return pc.Get(nodesKey).(*nodes) }

func (n *nodes) paragraph() *gast.Paragraph {
	if n.usedParagraphs == len(n.paragraphs) {
		n.paragraphs = append(n.paragraphs, gast.NewParagraph())
	}
	p := n.paragraphs[n.usedParagraphs]
	n.usedParagraphs++
	lines := *p.Lines()
	lines.SetSliced(0, 0)
	*p = gast.Paragraph{}
	p.SetLines(&lines)
	return p
}

func (n *nodes) plainParagraph() *plainParagraph {
	if n.usedPlain == len(n.plain) {
		n.plain = append(n.plain, &plainParagraph{})
	}
	p := n.plain[n.usedPlain]
	n.usedPlain++
	*p = plainParagraph{}
	return p
}

// recycled is goldmark's parser of paragraphs, but for where it has them from.
type recycled struct{ parser.BlockParser }

func (recycled) Open(_ gast.Node, reader text.Reader, pc parser.Context) (gast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return nil, parser.NoChildren
	}
	p := nodesOf(pc).paragraph()
	p.Lines().Append(segment)
	reader.AdvanceToEOL()
	return p, parser.NoChildren
}
