package markdown

import (
	"fmt"
	"strings"
	"testing"

	"jobcat/catalog"
)

// headingCases are the rules behind what the generators take for a heading. Headings are written "line depth id";
// a bullet that becomes a heading by accident stays an item.
var headingCases = []struct {
	name     string
	dialects string // the dialects that agree, by their first letters: g (kramdown-gfm), k (kramdown), h (hugo)
	page     string
	want     string
}{
	{"plain", "gkh", "## Team Lead\n", "1 2 team-lead"},
	{"behind a bullet", "gh", "- drives\n## Lead\n", "2 2 lead"},
	{"behind a bullet, without GFM", "k", "- drives\n## Lead\n", ""},
	{"behind text", "gh", "text\n## Lead\n", "2 2 lead"},
	{"behind text, without GFM", "k", "text\n## Lead\n", ""},
	{"behind a heading", "gh", "# A\n## B\n", "1 1 a, 2 2 b"},
	{"no blank behind the signs", "gh", "##Lead\n", ""},
	{"no blank behind the signs, without GFM", "k", "##Lead\n", "1 2 lead"},
	{"seven signs", "gh", "####### Lead\n", ""},
	{"indented", "h", "text\n\n  ## Lead\n", "3 2 lead"},
	{"indented, in kramdown", "gk", "text\n\n  ## Lead\n", ""},
	{"in an item", "gh", "- a\n\n  ## Lead\n", "3 2 lead"},
	{"in an item, off its column", "g", "- a\n\n   ## Lead\n", ""},
	{"quoted", "gkh", "> ## Lead\n", "1 2 lead"},
	{"signs at the end", "gkh", "## Lead ##\n", "1 2 lead"},
	{"signs without a blank at the end", "g", "## C##\n", "1 2 c"},
	{"nothing but signs", "g", "## \n", ""},
	{"explicit id", "gkh", "## Lead {#boss}\n\n## Lead\n", "1 2 boss, 3 2 lead"},
	{"explicit id before signs", "g", "## Lead {#boss} ##\n", "1 2 lead-boss"},
	{"id in a list behind", "gk", "## Lead\n{: .wide #boss}\n\n## Lead\n", "1 2 boss, 4 2 lead"},
	{"id in a list before", "gk", "{: #boss}\n## Lead\n", "2 2 boss"},
	{"class in a list", "gk", "## Lead\n{: .wide}\n", "1 2 lead"},
	{"attributes behind text are text", "g", "## Lead {: .wide}\n", "1 2 lead--wide"},
	{"underlined", "gkh", "Lead\n===\n\nTeam\n---\n", "1 1 lead, 4 2 team"},
	{"underlined by one hyphen", "gh", "Lead\n-\n", "1 2 lead"},
	{"underlined, two lines", "h", "Team\nLead\n---\n", "1 2 lead"},
	{"underlined, two lines, in kramdown", "gk", "Team\nLead\n---\n", ""},
	{"underlined behind a heading", "h", "# A\nLead\n---\n", "1 1 a, 2 2 lead"},
	{"underlined behind a heading, in kramdown", "gk", "# A\nLead\n---\n", "1 1 a"},
	{"underline indented", "h", "Lead\n  ---\n", "1 2 lead"},
	{"underline indented, in kramdown", "gk", "Lead\n  ---\n", ""},
	{"rule below a bullet", "h", "- drives\n---\n", ""},
	{"rule below a bullet, in kramdown", "gk", "- drives\n---\n", "1 item drives"},
	{"empty bullet below a bullet, in kramdown", "gk", "- drives\n-\n- sells\n", "1 item drives"},
	{"rule below a longer bullet", "gk", "- drives\n  well\n---\n", ""},
	{"in a fence", "gh", "```\n## Lead\n```\n", ""},
	{"behind an open fence", "h", "```\n## Lead\n", ""},
	{"behind an open fence, in kramdown", "g", "```\n## Lead\n", "2 2 lead"},
	{"fence with two words", "g", "```ruby code\n## Lead\n```\n", "2 2 lead"},
	{"in backticks, without GFM", "k", "```\n\n## Lead\n\n```\n", "3 2 lead"},
	{"in indented code", "gkh", "text\n\n    ## Lead\n", ""},
	{"right behind indented code", "h", "text\n\n    code\n## Lead\n", "4 2 lead"},
	{"right behind indented code, in kramdown", "gk", "text\n\n    code\n## Lead\n", ""},
	{"in HTML", "gkh", "<div>\n## Lead\n</div>\n", ""},
	{"in HTML behind a blank line", "h", "<div>\n\n## Lead\n\n</div>\n", "3 2 lead"},
	{"in HTML behind a blank line, in kramdown", "gk", "<div>\n\n## Lead\n\n</div>\n\n## Team\n", "7 2 team"},
	{"in nested HTML", "gk", "<div><div>\n\n</div>\n\n## Lead\n\n</div>\n", ""},
	{"in HTML that is never closed", "gk", "<div>\n\n## Lead\n", "3 2 lead"},
	{"in HTML that asks for Markdown", "gk", "<div markdown=\"1\">\n\n## Lead\n\n</div>\n", "3 2 lead"},
	{"behind an anchor", "gh", "<a name=\"x\"></a>\n\n## Lead\n", "3 2 lead"},
	{"in a comment", "gkh", "<!--\n\n## Lead\n\n-->\n", ""},
	{"in a kramdown comment", "gk", "{::comment}\n\n## Lead\n\n{:/comment}\n", ""},
	{"in ERB", "gkh", "<%\n\n## Lead\n\n%>\n", ""},
	{"same id", "gh", "## A\n\n## A\n\n## A\n", "1 2 a, 3 2 a-1, 5 2 a-2"},
	{"number already taken", "g", "## A 1\n\n## A\n\n## A\n", "1 2 a-1, 3 2 a, 5 2 a-1"},
	{"number already taken, in Hugo", "h", "## A 1\n\n## A\n\n## A\n", "1 2 a-1, 3 2 a, 5 2 a-2"},
	{"signs between blanks", "gh", "## R & D\n", "1 2 r--d"},
	{"two blanks", "gh", "## R  D\n", "1 2 r--d"},
	{"leading digits", "gh", "## 3 things\n", "1 2 3-things"},
	{"leading digits, without GFM", "k", "## 3 things\n", "1 2 things"},
	{"other letters", "gh", "## Über_uns é\n", "1 2 über_uns-é"},
	{"other letters, without GFM", "k", "## Über_uns\n", "1 2 beruns"},
	{"no letters", "g", "## ?\n", "1 2 "},
	{"no letters, without GFM", "k", "## ?\n", "1 2 section"},
	{"no letters, in Hugo", "h", "## ?\n", "1 2 heading"},
	{"two hyphens are a dash", "g", "## A -- B\n", "1 2 a--b"},
	{"two hyphens, in Hugo", "h", "## A -- B\n", "1 2 a----b"},
	{"entity", "g", "## R&amp;D\n", "1 2 rd"},
	{"entity, in Hugo", "h", "## R&amp;D\n", "1 2 rampd"},
	{"bold and code", "gh", "## **A** `b`\n", "1 2 a-b"},
	{"link", "g", "## [A](/b)\n", "1 2 a"},
	{"link, from its source", "kh", "## [A](/b)\n", "1 2 ab"},
	{"non-breaking space", "gh", "## A\u00a0B\n", "1 2 ab"},
	{"carriage returns", "gh", "## A\r\n\r\nB\r\n---\r\n", "1 2 a, 3 2 b"},
	{"no line end", "gh", "## A", "1 2 a"},
	{"below front matter", "gh", "---\ntitle: T\n---\n## A\n", "4 2 a"},
}

func TestHeadings(t *testing.T) {
	dialects := map[rune]Dialect{'g': KramdownGFM, 'k': Kramdown, 'h': Hugo}
	for _, c := range headingCases {
		for _, letter := range c.dialects {
			d := dialects[letter]
			t.Run(c.name+" "+string(d), func(t *testing.T) {
				doc := parse(catalog.NewFile("page.md", c.page), d)
				checkDocument(t, doc)
				var got []string
				for _, b := range doc.blocks {
					if b.kind == item && b.anchor != "" {
						got = append(got, fmt.Sprintf("%d item %s", doc.file.LineOf(b.start), b.anchor))
					}
					if b.kind == heading {
						got = append(got, fmt.Sprintf("%d %d %s", doc.file.LineOf(b.start), b.depth, b.anchor))
					}
				}
				if got := strings.Join(got, ", "); got != c.want {
					t.Errorf("%q has the headings %q, want %q", c.page, got, c.want)
				}
			})
		}
	}
}
