package markdown

import (
	"fmt"
	"strings"
	"testing"

	"jobcat/catalog"
)

// Each page is read as it stands and with "\r\n". What is allowed is given as "rule: reason", with the lines that it is
// about.
var allowCases = []struct{ name, page, want string }{
	{"right above an item", "## A\n\n- b\n<!-- jobcat:allow r: why -->\n- c\n- d\n", "r: why 5-5"},
	{"right above a wrapped item", "## A\n\n- b\n<!-- jobcat:allow r: why -->\n- c\n  d\n- e\n", "r: why 5-6"},
	{"right above a paragraph", "## A\n\n<!-- jobcat:allow r: why -->\nb\nc\n\nd\n", "r: why 3-5"},
	{"within a paragraph", "## A\n\na\n<!-- jobcat:allow r: why -->\nb\n\nc\n", "r: why 3-5"},
	{"right above a heading", "## A\n\nb\n\n<!-- jobcat:allow r: why -->\n## C\n\nd\n", "r: why 6-6"},
	{"right above a table", "## A\n\nx\n\n<!-- jobcat:allow r: why -->\n| b | c |\n|---|---|\n| d | e |\n", "r: why 6-6"},
	{"in a row", "## A\n\n| b | c |\n|---|---|\n| d | e <!-- jobcat:allow r: why --> |\n| f | g |\n", "r: why 5-5"},
	{"in an item", "## A\n\n- b\n- c <!-- jobcat:allow r: why -->\n- d\n", "r: why 4-4"},
	{"in a heading", "## A <!-- jobcat:allow r: why -->\n\nb\n", "r: why 1-1"},
	{"in an item below a bullet", "## A\n\n- b\n  - c\n  <!-- jobcat:allow r: why -->\n  - d\n", "r: why 6-6"},
	{"below a heading", "## A\n<!-- jobcat:allow r: why -->\n\nb\n\n### C\n\nd\n\n## E\n\nf\n", "r: why 1-9"},
	{"between a heading and a line", "## A\n<!-- jobcat:allow r: why -->\nb\n\nc\n\n## D\n", "r: why 1-6"},
	{"below an underlined heading", "A\n---\n<!-- jobcat:allow r: why -->\nb\n\nc\n", "r: why 1-6"},
	{"below a blank line and a heading", "## A\n\n<!-- jobcat:allow r: why -->\n\n- b\n- c\n\n## D\n", "r: why 1-7"},
	{"below a blank line, above an item", "## A\n\n<!-- jobcat:allow r: why -->\n- b\n- c\n", "r: why 4-4"},
	{"alone amid a section", "## A\n\nb\n\n<!-- jobcat:allow r: why -->\n\nc\n\n## D\n\ne\n", "r: why 1-8"},
	{"alone at the end of a section", "## A\n\nb\n\n<!-- jobcat:allow r: why -->\n\n## C\n\nd\n", "r: why 1-7"},
	{"alone at the end of the page", "## A\n\nb\n\n<!-- jobcat:allow r: why -->\n", "r: why 1-5"},
	{"at the top of the page", "---\ntitle: x\n---\n\n<!-- jobcat:allow r: why -->\n\n## A\n", "r: why page"},
	{"at the top of the page, above a line", "---\ntitle: x\n---\n<!-- jobcat:allow r: why -->\n## A\n", "r: why page"},
	{"first of all", "<!-- jobcat:allow r: why -->\n\n## A\n", "r: why page"},
	{"before the first heading", "---\ntitle: x\n---\n\nb\n\n<!-- jobcat:allow r: why -->\n\nc\n", "r: why page"},
	{"above a line before the first heading", "---\ntitle: x\n---\n\nb\n\n<!-- jobcat:allow r: why -->\nc\n", "r: why 7-8"},
	{"the sections of a level", "---\ntitle: Planner\n---\n\n## Levels\n\n### Planner\n<!-- jobcat:allow r: why -->\n\nThe Planner is a grade 6.\n\n### Responsibilities\n\n- b\n\n### Senior Planner\n\nThe Senior Planner is a grade 7.\n", "r: why 7-15"},

	{"several rules", "## A\n<!-- jobcat:allow r, s,t: why -->\n", "r: why 1-2; s: why 1-2; t: why 1-2"},
	{"several in a comment", "## A\n<!--\njobcat:allow r: why\n  so\njobcat:allow s: because\n-->\n", "r: why so 1-6; s: because 1-6"},
	{"several in a line", "## A\n\n<!-- jobcat:allow r: why --> <!-- jobcat:allow s: because -->\n- b\n", "r: why 4-4; s: because 4-4"},
	{"several above a line", "## A\n\n<!-- jobcat:allow r: why -->\n<!-- jobcat:allow s: because -->\n- b\n", "r: why 5-5; s: because 5-5"},
	{"blanks and capitals", "## A\n<!--   JobCat : Allow   r :  why  -->\n", "[Allow] r: why 1-2"},
	{"in a quotation", "## A\n\n> <!-- jobcat:allow r: why -->\n> b\n\nc\n", "r: why 3-4"},

	{"no reason", "## A\n<!-- jobcat:allow r -->\n", "r:  1-2"},
	{"no colon", "## A\n<!-- jobcat:allow r because of b -->\n", "r:  1-2"},
	{"a colon in an address", "## A\n<!-- jobcat:allow r https://a.example -->\n", "r:  1-2"},
	{"no rule", "## A\n<!-- jobcat:allow -->\n", ":  1-2"},
	{"no rule, but a reason", "## A\n<!-- jobcat:allow : why -->\n", ": why 1-2"},
	{"misspelt", "## A\n<!-- jobcat:alow r: why -->\n", "[alow] r: why 1-2"},
	{"no word", "## A\n<!-- jobcat: -->\n", "[] :  1-2"},
	{"without the colon", "## A\n<!-- jobcat allow r: why -->\n", "[jobcat allow] r: why 1-2"},

	{"another comment", "## A\n<!-- we like jobcat:allow r: why -->\n<!-- jobcat is good: yes -->\n", ""},
	{"in a code fence", "## A\n\n```md\n<!-- jobcat:allow r: why -->\n```\n", ""},
	{"in indented code", "## A\n\n    <!-- jobcat:allow r: why -->\n\nb\n", ""},
	{"in a code span", "## A\n\nWrite `<!-- jobcat:allow r: why -->` above it.\n", ""},
	{"that never ends", "## A\n\n<!-- jobcat:allow r: why\n\nb\n", ""},

	{"front matter", "---\ntitle: x\njobcat:\n  allow:\n    r: why\n    s: \"be: cause\"\n---\n## A\n", "r: why page; s: be: cause page"},
	{"front matter in braces", "---\ntitle: x\njobcat: {allow: {r: why}}\n---\n## A\n", "r: why page"},
	{"front matter without reason", "---\ntitle: x\njobcat: {allow: {r: }}\n---\n## A\n", "r:  page"},
	{"front matter with a list", "---\ntitle: x\njobcat:\n  allow:\n    - r\n---\n## A\n", "r:  page"},
	{"front matter with one word", "---\ntitle: x\njobcat: {allow: r}\n---\n## A\n", "r:  page"},
	{"front matter with a slip", "---\ntitle: x\njobcat: {alow: {r: why}}\n---\n## A\n", "[alow] r: why page"},
	{"front matter without allow", "---\ntitle: x\njobcat: r\n---\n## A\n", "[r] :  page"},
}

func TestAllows(t *testing.T) {
	for _, c := range allowCases {
		for ending, page := range map[string]string{"LF": c.page, "CRLF": strings.ReplaceAll(c.page, "\n", "\r\n")} {
			f := catalog.NewFile("page.md", page)
			var got []string
			for _, a := range testReader().Read(f, "/").Allows {
				word := ""
				if a.Word.String != "allow" {
					word = "[" + a.Word.String + "] "
				}
				lines := "page"
				if !a.Scope.Page {
					lines = fmt.Sprintf("%d-%d", f.LineOf(a.Scope.Start), f.LineOf(a.Scope.End-1))
				}
				got = append(got, fmt.Sprintf("%s%s: %s %s", word, a.Rule.String, a.Reason.String, lines))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("%s, %s: %q, want %q", c.name, ending, s, c.want)
			}
		}
	}
}

// What kramdown alone takes for a comment is none to GitLab, so nothing is said there.
func TestAllowsAreHTML(t *testing.T) {
	page := "## A\n\n{::comment}\njobcat:allow r: why\n{:/comment}\n"
	if got := testReader().Read(catalog.NewFile("page.html.md", page), "/").Allows; got != nil {
		t.Errorf("got %v", got)
	}
}

// What is cut leaves the rest of the page as it was.
func TestCutsOfAllows(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"a line", "## A\n<!-- jobcat:allow r: why -->\nb\n", "## A\nb\n"},
		{"a line with blank ones around", "## A\n\n<!-- jobcat:allow r: why -->\n\nb\n", "## A\n\nb\n"},
		{"the last line", "## A\n<!-- jobcat:allow r: why -->", "## A\n"},
		{"behind words", "- b <!-- jobcat:allow r: why -->\n- c\n", "- b\n- c\n"},
		{"between words", "b <!-- jobcat:allow r: why --> c\n", "b c\n"},
		{"before words", "  <!-- jobcat:allow r: why --> c\n", "  c\n"},
		{"the first rule", "## A\n<!-- jobcat:allow r, s: why -->\n", "## A\n<!-- jobcat:allow s: why -->\n"},
		{"a statement", "## A\n<!--\njobcat:allow r: why\njobcat:allow s: so\n-->\n", "## A\n<!--\njobcat:allow s: so\n-->\n"},
		{"front matter", "---\njobcat:\n  allow:\n    r: why\ntitle: x\n---\n", "---\ntitle: x\n---\n"},
		{"front matter in braces", "---\njobcat: {allow: {r: 'why'}}\ntitle: x\n---\n", "---\ntitle: x\n---\n"},
		{"one of front matter", "---\njobcat:\n  allow:\n    r: why\n    s: so\ntitle: x\n---\n", "---\njobcat:\n  allow:\n    s: so\ntitle: x\n---\n"},
		{"one of front matter in braces", "---\njobcat: {allow: {r: why, s: so}}\n---\n", "---\njobcat: {allow: {r: why, s: so}}\n---\n"},
		{"front matter in braces over lines", "---\njobcat: {allow: {r: why\n  }}\n---\n", "---\njobcat: {allow: {r: why\n  }}\n---\n"},
	} {
		for ending, r := range map[string]*strings.Replacer{"LF": strings.NewReplacer(), "CRLF": strings.NewReplacer("\n", "\r\n")} {
			page, want := r.Replace(c.page), r.Replace(c.want)
			allows := testReader().Read(catalog.NewFile("page.md", page), "/").Allows
			if len(allows) == 0 {
				t.Errorf("%s, %s: allows nothing", c.name, ending)
				continue
			}
			cut := allows[0].Cut
			if got := page[:cut.Start] + page[cut.End:]; got != want {
				t.Errorf("%s, %s: %q, want %q", c.name, ending, got, want)
			}
		}
	}
}

// FuzzAllows looks for places outside of the page.
func FuzzAllows(f *testing.F) {
	for _, c := range allowCases {
		f.Add(c.page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		for _, path := range []string{"page.html.md", "page.md"} {
			for _, a := range testReader().Read(catalog.NewFile(path, page), "/").Allows {
				if p := a.Place; p.Line < 1 || p.End > len(page) || p.Start > p.End {
					t.Errorf("said at %+v in a page of %d bytes", p, len(page))
				}
				if s := a.Scope; !s.Page && (s.Start < 0 || s.Start >= s.End || s.End > len(page)+1) {
					t.Errorf("about %+v in a page of %d bytes", s, len(page))
				}
				if c := a.Cut; c.Start > c.End || c.End > len(page) || !c.IsZero() && c.Start == c.End {
					t.Errorf("cut %+v from a page of %d bytes", c, len(page))
				}
			}
		}
	})
}
