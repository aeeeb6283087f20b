package markdown

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// Dialect is the Markdown of a site generator: it decides which lines are headings and which ids they get.
type Dialect string

// The dialects.
const (
	KramdownGFM Dialect = "kramdown-gfm" // kramdown with GFM input: Middleman and Jekyll sites
	Kramdown    Dialect = "kramdown"     // kramdown as it comes
	Hugo        Dialect = "hugo"         // Goldmark as Hugo sets it up
)

// DialectOf is the dialect that a file's name stands for: "x.html.md" and "x.html.md.erb" are pages of a Middleman
// site, every other file is one of Hugo.
func DialectOf(path string) Dialect {
	if strings.HasSuffix(path, ".html.md") || strings.HasSuffix(path, ".html.md.erb") {
		return KramdownGFM
	}
	return Hugo
}

// isKramdown reports whether d is one of kramdown's two dialects.
func (d Dialect) isKramdown() bool { return d != Hugo }

// parsers has goldmark set up for each dialect. A goldmark parser keeps no state between files and may be shared.
var parsers = map[Dialect]func() parser.Parser{
	KramdownGFM: sync.OnceValue(func() parser.Parser { return kramdownParser(false) }),
	Kramdown:    sync.OnceValue(func() parser.Parser { return kramdownParser(true) }),
	Hugo:        sync.OnceValue(hugoParser),
}

func (d Dialect) parser() parser.Parser {
	if p, ok := parsers[d]; ok {
		return p()
	}
	return parsers[Hugo]()
}

// hugoParser is Goldmark with the extensions that Hugo switches on and that change what is read. Footnotes are left
// out since they would move text to the end of the page; smart quotes since they change the text.
func hugoParser() parser.Parser {
	return newParser(
		[]util.PrioritizedValue{
			util.Prioritized(parser.NewSetextHeadingParser(parser.WithHeadingAttribute()), 100),
			util.Prioritized(placed{parser.NewThematicBreakParser()}, 200),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(placed{short{parser.NewATXHeadingParser(parser.WithHeadingAttribute())}}, 600),
			util.Prioritized(placed{parser.NewFencedCodeBlockParser()}, 700),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		},
		[]util.PrioritizedValue{
			util.Prioritized(extension.NewLinkifyParser(), 999),
		},
	)
}

// kramdownParser is Goldmark with kramdown's idea of what a heading is (kramdown.go). Lists, tables and running text
// stay as CommonMark has them: there the differences concern the look of a page, not its content.
func kramdownParser(plain bool) parser.Parser {
	return newParser(kramdownBlocks(plain), nil, util.Prioritized(plainParagraphs{}, 400))
}

func kramdownBlocks(plain bool) []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(underlinedHeadings{}, 100),
		util.Prioritized(placed{rules{parser.NewThematicBreakParser()}}, 200),
		util.Prioritized(lazyCode{parser.NewCodeBlockParser()}, 500),
		util.Prioritized(short{atxHeadings{glued: !plain}}, 600),
		util.Prioritized(placed{fences{parser.NewFencedCodeBlockParser(), !plain}}, 700),
		util.Prioritized(htmlBlocks{}, 900),
	}
}

// newParser adds to the given parsers those that all dialects share.
func newParser(blocks, inlines []util.PrioritizedValue, paragraphs ...util.PrioritizedValue) parser.Parser {
	blocks = append(blocks,
		util.Prioritized(bounded{parser.NewListParser()}, 300),
		util.Prioritized(placed{parser.NewListItemParser()}, 400),
		util.Prioritized(bounded{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(recycled{parser.NewParagraphParser()}, 1000),
	)
	inlines = append(inlines,
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
	)
	paragraphs = append(paragraphs,
		util.Prioritized(hugeParagraphs{tables: true}, 50),
		util.Prioritized(references{parser.LinkReferenceParagraphTransformer}, 100),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		util.Prioritized(hugeParagraphs{}, 300),
	)
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(paragraphs...),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}
