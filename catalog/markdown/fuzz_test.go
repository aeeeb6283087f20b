package markdown

import (
	"reflect"
	"strings"
	"testing"

	"github.com/yuin/goldmark/parser"

	"jobcat/catalog"
)

// FuzzParse looks for pages that cannot be read, and for places outside of the page.
func FuzzParse(f *testing.F) {
	for _, c := range headingCases {
		f.Add(c.page)
	}
	for _, page := range []string{
		"---\ntitle: A\n---\n\n## B\n\n- c [d](/e)\n  1. f\n\n| g | h |\n|---|---|\n| i | j |\n",
		"title: A\n---\n> ## B\n> - c\n",
		"---\ntitle: 'it''s'\nmenu: {a: [b, \"c\\\"\"]}\n---\n<%= partial \"x\" %>\n{{< ref \"/a#b\" >}} {{% x %}}\n",
		"\ufeff---\r\ntitle: >\r\n  folded\r\n  title\r\n---\r\n\r\nText **bold** &amp; \\* `code`  \r\nline\r\n",
		"<div id=\"a\">\n\n## B\n\n</div>\n<a name=\"c\"></a> ![i](j) <https://k.example> ~~l~~ [m][n]\n\n[n]: /o 'p'\n",
		"```mermaid\nclick a \"/job-families/b\"\n```\n~~~\n<<<<<<< a\n~~~\n<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n",
		"## A {#b}\n{: .c #d}\n- {:.e} f\n{::comment}\n## G\n{:/comment}\n\xff\x00",
		"- a\n---\n* * *\n    code\nlazy\n+ \n",
	} {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		for _, d := range []Dialect{KramdownGFM, Kramdown, Hugo} {
			checkDocument(t, parse(catalog.NewFile("page.md", page), d))
		}
	})
}

// checkDocument checks what holds for every page.
func checkDocument(t *testing.T, d *document) {
	t.Helper()
	size := len(d.file.Source)
	at := func(what string, p catalog.Place) {
		if p.Start < 0 || p.Start > p.End || p.End > size || p.Line < 1 {
			t.Errorf("%s is at %d to %d in a page of %d bytes", what, p.Start, p.End, size)
		}
	}
	words := func(what string, w catalog.Text) {
		if w.IsEmpty() && w.File() == nil {
			return
		}
		at(what, w.Place())
		for i := range w.String {
			at(what, w.Range(i, i+1))
		}
		if strings.Trim(w.String, " \t\r\n\u00a0") != w.String {
			t.Errorf("%s has white space at its edges: %q", what, w.String)
		}
	}
	links := func(ls []*catalog.Link) {
		last := 0
		for _, l := range ls {
			at("link", l.At.Place())
			if !l.URL.IsZero() {
				at("address", l.URL.Place())
			}
			words("text of link", l.Text)
			if l.At.Start() < last {
				t.Errorf("links are out of order at %d", l.At.Start())
			}
			last = l.At.Start()
		}
	}
	end := 0
	for _, b := range d.blocks {
		if b.start < end || b.end < b.start || b.end > size {
			t.Errorf("block of kind %d from %d to %d in a page of %d bytes, behind one that ends at %d", b.kind, b.start, b.end, size, end)
		}
		end = b.end
		if b.kind == heading && (b.depth < 1 || b.depth > 6) {
			t.Errorf("heading of depth %d", b.depth)
		}
		if b.marks != (span{}) && (b.marks.start < b.start || b.marks.end > b.end || b.marks.start >= b.marks.end) {
			t.Errorf("marks %v outside of block %d to %d", b.marks, b.start, b.end)
		}
		if b.kind == item && b.marker == "" {
			t.Errorf("item at %d has no marker", b.start)
		}
		words("block", b.text)
		for _, c := range b.cells {
			words("cell", c.Text)
		}
		for _, l := range b.lines() {
			words("line", l)
		}
		links(b.links)
	}
	links(d.links)
	for _, a := range d.anchors {
		at("anchor", a.At.Place())
	}
	for _, c := range d.comments {
		if s := d.file.Source[c.start:c.end]; !strings.HasPrefix(s, "<!--") || !strings.HasSuffix(s, "-->") {
			t.Errorf("comment %q", s)
		}
	}
	for _, f := range d.faults {
		at("fault", f.Place)
	}
	var fields func([]field)
	fields = func(fs []field) {
		for _, f := range fs {
			at("value", f.value.Place())
			fields(f.sub)
		}
	}
	fields(d.front.fields)
}

// FuzzPlainParagraphs compares with having goldmark look at every paragraph.
func FuzzPlainParagraphs(f *testing.F) {
	for _, c := range headingCases {
		f.Add(c.page)
	}
	for _, page := range []string{
		"- a\n  b  \n\n  c\n- d\n\n\te\n\tf\n: g\n* h\n---\n1. i &amp; j\n",
		"a\n\x0b\nb\n===\n> c\nd\n\n> - e\n| f | g |\n|---|---|\n| h | i |\nj\n",
		"- {:.a} b\n- <!-- c --> d\n- e {{< f >}} g\n\nh\u00a0\ni\r\nj\\\nk!\n",
	} {
		f.Add(page)
	}
	for _, file := range corpusFiles(f) {
		f.Add(file.Source)
	}
	used := &scratch{} // by one page after the other, as a reader does
	f.Fuzz(func(t *testing.T, page string) {
		file := catalog.NewFile("page.md", page)
		for _, d := range []Dialect{KramdownGFM, Kramdown} {
			got := used.parse(file, d)
			usual := parsers[d]
			parsers[d] = func() parser.Parser { return newParser(kramdownBlocks(d == Kramdown), nil) }
			want := parse(file, d)
			parsers[d] = usual
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %+v, not %+v", d, got, want)
			}
			used.keep(got)
		}
	})
}
