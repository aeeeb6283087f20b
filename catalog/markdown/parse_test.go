package markdown

import (
	"fmt"
	"strings"
	"testing"

	"jobcat/catalog"
)

// parse takes a page apart in memory of its own.
func parse(f *catalog.File, d Dialect) *document { return new(scratch).parse(f, d) }

func parsed(t *testing.T, d Dialect, page string) *document {
	t.Helper()
	doc := parse(catalog.NewFile("page.md", page), d)
	checkDocument(t, doc)
	return doc
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ name, page, title, faults string }{
		{"plain", "---\ntitle: Team Lead\n---\ntext", "Team Lead 2:8", ""},
		{"quoted", "---\ntitle: \"Team Lead\"\n---\n", "Team Lead 2:9", ""},
		{"single quotes doubled", "---\ntitle: 'Lead''s'\n---\n", "Lead's 2:9", ""},
		{"folded", "---\nlayout: x\ntitle: >\n  Team\n  Lead\n---\n", "Team Lead 4:3", ""},
		{"wide characters before", "---\nmenu: {é: 1, title: no}\ntitle:  é\n---\n", "é 3:9", ""},
		{"byte order mark and carriage returns", "\ufeff---\r\ntitle: A\r\n---\r\n", "A 2:8", ""},
		{"blank line before", "\n---\ntitle: A\n---\n", "A 3:8", ""},
		{"lost opening", "layout: x\ntitle: A\n---\ntext", "A 2:8", "unopened-front-matter 1 "},
		{"lost closing", "---\ntitle: A\n\n## B\n", "A 2:8", "unclosed-front-matter 1 "},
		{"nothing else", "---\ntitle: A\n---", "A 2:8", ""},
		{"empty file", "", "", "no-front-matter 1 "},
		{"a line across the page", "---\nSome text.\n", "", "no-front-matter 1 "},
		{"no title", "---\nlayout: x\n---\n", "", "no-title 1 "},
		{"title without a value", "---\ntitle:\n---\n", " 2:7", "no-title 1 "},
		{"twice", "---\ntitle: A\ntitle: B\n---\n", "A 2:8", "duplicate-key 3 title"},
		{"a colon too many", "---\nlayout: x\ntitle: A: B\n---\n", "A: B 3:8", "bad-front-matter 3 mapping values are not allowed in this context"},
		{"a tab", "---\ntitle: A\nx:\n\ty: 1\n---\n", "A 2:8", "bad-front-matter 4 found character that cannot start any token"},
		{"no keys", "---\n- a\n---\n", "", "bad-front-matter 2 these are no keys with values, no-title 1 "},
		{"conflict", "---\n<<<<<<< ours\ntitle: A\n=======\ntitle: B\n>>>>>>> theirs\n---\n", "A 3:8",
			"conflict-marker 2 <<<<<<< ours, conflict-marker 4 =======, conflict-marker 6 >>>>>>> theirs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := parsed(t, Hugo, c.page)
			title := ""
			if f := doc.front.field("title"); f != nil {
				p := f.value.Place()
				title = fmt.Sprintf("%s %d:%d", f.value.String, p.Line, p.Column)
			}
			if title != c.title {
				t.Errorf("title is %q, want %q", title, c.title)
			}
			var faults []string
			for _, f := range doc.faults {
				faults = append(faults, fmt.Sprintf("%s %d %s", f.Kind, f.Place.Line, f.Detail))
			}
			for _, want := range strings.Split(c.faults, ", ") {
				if !strings.Contains(strings.Join(faults, ", "), want) {
					t.Errorf("faults are %q, want %q among them", faults, want)
				}
			}
			if c.faults == "" && len(faults) > 0 {
				t.Errorf("faults are %q, want none", faults)
			}
		})
	}
}

func TestFaultsOfText(t *testing.T) {
	const front = "---\ntitle: A\n---\n"
	for _, c := range []struct{ name, page, want string }{
		{"underlined heading", "Lead\n=======\n", ""},
		{"markers in a fence", "```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n", ""},
		{"markers", "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", "conflict-marker 4, conflict-marker 6, conflict-marker 8"},
		{"the last marker alone", "y\n>>>>>>> b\n", "conflict-marker 5"},
		{"Latin-1", "caf\xe9, th\xe9\n", "not-utf8 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range parsed(t, Hugo, front+c.page).faults {
				got = append(got, fmt.Sprintf("%s %d", f.Kind, f.Place.Line))
			}
			if got := strings.ReplaceAll(strings.Join(got, ", "), "not-utf-8", "not-utf8"); got != c.want {
				t.Errorf("faults are %q, want %q", got, c.want)
			}
		})
	}
}

// TestBlocks says for each block of a page what it is.
func TestBlocks(t *testing.T) {
	names := map[blockKind]string{heading: "heading", paragraph: "paragraph", item: "item", row: "row", code: "code", html: "html", rule: "rule"}
	for _, c := range []struct{ name, page, want string }{
		{"nested list", "- a\n  - b\n\n1. c\n", "item 1 - a; item 2 - b; item 1 1. c"},
		{"tab before a nested item", "*\ta\n\t*\tb\n", "item 1 * a; item 2 * b"},
		{"second paragraph of an item", "- a\n\n  b\n", "item 1 - a; paragraph 1 b"},
		{"glued line", "- a\nb\n- c\n", "item 1 - a|b; item 1 - c"},
		{"heading right behind a bullet", "- a\n## B\n", "item 1 - a; heading 2 B"},
		{"bold line", "**Requirements:**\n\nnot **all**\n", "paragraph 0 bold Requirements:; paragraph 0 not all"},
		{"quote", "> ## A\n> - b\n", "heading 2 quoted A; item 1 quoted - b"},
		{"table", "| a | b |\n|---|---|\n| **c** | [d](/e) |\n", "row 0 a b; row 0 c d"},
		{"partial", "<%= partial \"a\" %>\n", "paragraph 0 embeds "},
		{"comment between bullets", "- a\n<!-- b -->\n- c\n", "item 1 - a; item 1 - c"},
		{"attributes", "- a\n{: .b}\n\n[c](d){:target=\"_blank\"}.\n", "item 1 - a; paragraph 0 c."},
		{"escapes", "R&amp;D \\* \\a\n", "paragraph 0 R&D * \\a"},
		{"frame", "<iframe src=\"a\"></iframe>\n", "html 0 embeds "},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, b := range parsed(t, KramdownGFM, c.page).blocks {
				s := fmt.Sprintf("%s %d ", names[b.kind], b.depth)
				for _, f := range []struct {
					on   bool
					word string
				}{{b.quoted, "quoted "}, {b.bold, "bold "}, {b.embeds, "embeds "}, {b.kind == item, b.marker + " "}} {
					if f.on {
						s += f.word
					}
				}
				var lines []string
				for _, l := range b.lines() {
					lines = append(lines, l.String)
				}
				got = append(got, s+strings.Join(lines, "|"))
			}
			if got := strings.Join(got, "; "); got != c.want {
				t.Errorf("%q is\n%q, want\n%q", c.page, got, c.want)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	for _, c := range []struct {
		dialect    Dialect
		page, want string
	}{
		{KramdownGFM, "a [**b** c](/d \"e\") f\n", "b c|/d|1:3|1:13"},
		{KramdownGFM, "[a][b]\n\n[b]: /c#d\n", "a|/c#d|1:1|none"},
		{KramdownGFM, "[a]\n\n[a]: /b\n", "a|/b|1:1|none"},
		{KramdownGFM, "<https://a.example/b>\n", "https://a.example/b|https://a.example/b|1:2|1:2"},
		{KramdownGFM, "```mermaid\n  click a \"/job-families/b\" \"c\"\n```\n", "|/job-families/b|2:12|2:12"},
		{KramdownGFM, "<a href=\"/a\">b</a>\n", "|/a|1:10|1:10"},
		{Hugo, "[a]({{< ref \"/b#c\" >}})\n", "a|/b#c|1:1|1:5"},
		{Hugo, "[a]({{% relref path=\"b\" %}})\n", "a|b|1:1|1:5"},
	} {
		var got []string
		for _, l := range parsed(t, c.dialect, c.page).links {
			url := "none"
			if !l.URL.IsZero() {
				url = fmt.Sprintf("%d:%d", l.URL.Place().Line, l.URL.Place().Column)
			}
			got = append(got, fmt.Sprintf("%s|%s|%d:%d|%s", l.Text.String, l.Target, l.At.Place().Line, l.At.Place().Column, url))
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%q has the links %q, want %q", c.page, got, c.want)
		}
	}
}

// TestGarbage reads what no person wrote. It has no limit of time: a reader that is not linear would not come back.
func TestGarbage(t *testing.T) {
	const size = 1 << 18
	for _, piece := range []string{"a", "[", "](", "[]", "<", "<!--", "<!-- \n", "{:", "{{<", "`", "**a *b ", "> ", "- ", "## a\n",
		"[a]: b\n", "<div>\n\n", "```\n", "\x00", "\xff", "## [\n", "- a\n---\n", "|a", "a: b: c\n", "\r"} {
		for _, d := range []Dialect{KramdownGFM, Hugo} {
			page := strings.Repeat(piece, size/len(piece))
			if doc := parse(catalog.NewFile("page.md", page), d); doc == nil {
				t.Errorf("%q is not read", piece)
			}
		}
	}
}
