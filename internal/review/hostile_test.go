package review

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"jobcat/catalog"
	"jobcat/internal/change"
	"jobcat/internal/report"
	"jobcat/lint"
	"jobcat/schema"
)

// hostile are texts that would do something in a note on GitLab, or take something of it away.
var hostile = []string{
	"/close", "/approve\n/merge", "\n/close\n", " /title x", "x\n\n/close", "\\/close", "/CLOSE", "//close",
	"@all", "@root", "a @all b", "(@all)", "@@all", "a@example.com", "&commat;all", "&#64;all", "\\@all",
	"#1", "!1", "&1", "~bug", "~\"a b\"", "%1.0", "$1", "^alert#1", "group/project#1", "*iteration:1", "[issue:1]", "GL-1", "ABC-123", "0123abcd", "deadbeefdeadbeef",
	":smile:", ":/", "[[_TOC_]]", "[TOC]", "[[wiki]]", "{+ a +}", "[- a -]", "%{project_path}", "::include{file=x}",
	"http://example.com", "https://example.com/x", "www.example.com", "WWW.example.com", "<http://example.com>", "[a](http://example.com)", "![a](x.png)", "[a][b]", "[b]: /x", "[^1]", "[^1]: x", "mailto:a@b.c",
	"<b>x</b>", "<img src=x onerror=alert(1)>", "<script>", "</script>", "<details>", "</details>", "<details><summary>", "<!--", "-->", "<!-- jobcat -->", "--!>", "<?x", "<![CDATA[", "<pre>", "</pre>", "<a href=\"x\">", "&lt;b&gt;",
	"```", "````", "`", "``", "~~~", "```suggestion:-0+0\nx\n```", "```mermaid\ngraph\n```", "$$", "$`x`$", "$x$", ">>>", "> quote",
	"# title", "## ", "- item", "* item", "+ item", "1. one", "1) one", "- [ ] task", "---", "***", "===", "| a | b |\n| --- | --- |", "|-|", ":-", "    code", "\tcode", "a  \nb", "a\\\nb",
	"*a*", "**a", "__a__", "~~a~~", "==a==", "_", "*", "\\", "a\\", "<", ">", "&", "&amp",
	"\u202eabc", "\u2066abc", "\u200f", "\ufeff", "\u2028/close", "\u0085/close", "\r/close", "\r\n/close", "\x00", "\x1b[31m", "\xff", "\xc3", "\u00a0", "\u3000", "\v/close", "\f/close",
	"", " ", "\n", "\n\n\n", "💥", "e\u0301", "Zoë", "it's \"quoted\"", "100 %", "3-5 years", "C# and F#", "R&D", "50 € & more", "a_b_c", "2 * 3 * 4",
}

// ofOurs is the HTML that texts have.
var ofOurs = regexp.MustCompile(`^(<details><summary>[A-Za-z0-9, ]+</summary>|</details>|<sub>|</sub>)$`)

// actions are what GitLab would take out of a text that is not in code, and do.
var actions = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[^\pL\pN_])@[\pL\pN_."]`),                       // mentions
	regexp.MustCompile(`[#!~%&^][\pL\pN_"]`),                                 // references
	regexp.MustCompile(`\$[0-9]`),                                            //
	regexp.MustCompile(`\b[A-Z][A-Z0-9_]*-[0-9]`),                            // keys of other trackers
	regexp.MustCompile(`\b[0-9a-fA-F]{7,}\b`),                                // commits
	regexp.MustCompile(`\[(?:issue|work_item|vulnerability|contact):`),       //
	regexp.MustCompile(`:[a-z0-9_+-]+:`),                                     // emoji
	regexp.MustCompile(`(?i)\[\[?_?TOC_?\]|www\.|[a-z]+://|mailto:[\pL\pN]`), // tables of contents, addresses
	regexp.MustCompile(`\{[+-]|\[[+-]|%\{`),                                  // inline differences, placeholders
}

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Parser()

// checkHarmless looks whether a note does nothing but say something. GitLab looks for actions at the beginning of lines, and which
// of these it takes for code was not the same in all its versions: no line begins with "/".
func checkHarmless(t *testing.T, body string) {
	t.Helper()
	const marker = "<!-- marker -->"
	if len(body) > 60_000 || !utf8.ValidString(body) || strings.TrimSpace(body) != body || body == "" {
		t.Fatalf("%d bytes, UTF-8: %v: %.300q", len(body), utf8.ValidString(body), body)
	}
	for line := range strings.SplitSeq(body, "\n") {
		if strings.HasPrefix(line, "/") {
			t.Errorf("an action: %q in\n%s", line, body)
		}
	}
	if i := strings.IndexFunc(body, func(r rune) bool {
		return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028')
	}); i >= 0 {
		t.Errorf("%q in\n%s", body[i:i+1], body)
	}
	source := []byte(body + "\n\n" + marker)
	doc := gfm.Parse(text.NewReader(source))
	last, _ := doc.LastChild().(*ast.HTMLBlock)
	if last == nil || strings.TrimSpace(string(last.Lines().Value(source))) != marker {
		t.Fatalf("the marker is no comment any more behind\n%s", body)
	}
	open := 0
	check := func(html string) {
		html = strings.TrimSpace(html)
		if !ofOurs.MatchString(html) {
			t.Errorf("HTML %q in\n%s", html, body)
		}
		open += strings.Count(html, "<details>") - strings.Count(html, "</details>")
	}
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n == ast.Node(last) {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Document, *ast.List, *ast.ListItem, *ast.FencedCodeBlock, *ast.Emphasis, *ast.CodeSpan, *ast.Text, *ast.String:
		case *ast.Paragraph, *ast.TextBlock:
			words := plainText(n, source)
			for _, a := range actions {
				if found := a.FindString(words); found != "" {
					t.Errorf("%q in %q does something in\n%s", found, words, body)
				}
			}
		case *ast.HTMLBlock:
			check(string(n.Lines().Value(source)))
		case *ast.RawHTML:
			check(string(n.Segments.Value(source)))
		case *ast.Link:
			if !strings.HasPrefix(string(n.Destination), "https://example.com/rules/") {
				t.Errorf("a link to %q in\n%s", n.Destination, body)
			}
		default:
			t.Errorf("%s in\n%s", n.Kind(), body)
		}
		return ast.WalkContinue, nil
	})
	if err != nil || open != 0 {
		t.Errorf("%v, %d are not closed in\n%s", err, open, body)
	}
}

// plainText is what a reader sees of a block outside of code, with the references to characters resolved.
func plainText(block ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan:
			if entering {
				b.WriteByte(' ')
			}
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering {
				b.WriteString(decoded(string(n.Segment.Value(source))))
				if n.SoftLineBreak() || n.HardLineBreak() {
					b.WriteByte('\n')
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

var charReference = regexp.MustCompile(`&#([0-9]+);`)

func decoded(s string) string {
	return charReference.ReplaceAllStringFunc(s, func(ref string) string {
		var r rune
		fmt.Sscanf(ref, "&#%d;", &r)
		return string(r)
	})
}

// allOf is a review in which every text is hostile: those of pages, of paths, and of a policy that came with the merge request.
func allOf(policy *schema.Policy, pick func() string) (*Review, []*Comment) {
	page := "---\ntitle: " + pick() + "\n---\n" + pick() + "\n\n" + pick() + "\n- " + pick() + "\n"
	file := catalog.NewFile("a.md", page)
	r := &Review{
		Name: pick(), Policy: policy, Root: "jobs", Most: 3, CommentOn: schema.Warning,
		Catalog: &catalog.Catalog{Pages: []*catalog.Page{{File: file, Family: &catalog.Family{File: file}}}},
		Notes:   []string{pick()},
		Page:    func(rule string) string { return "https://example.com/rules/" + rule },
	}
	finding := func(rule string) lint.Finding {
		line := 1 + len(pick())%file.Lines()
		start := file.LineStart(line)
		at := file.Place(start, start+len(file.Line(line)))
		f := lint.Finding{
			Rule: rule, Severity: schema.Error, Message: pick(), Remedy: pick(), Place: at, Level: pick(), Family: "a.md",
			Related: []lint.Related{{Place: catalog.Place{Path: pick(), Line: 1}, Message: "because this change " + pick()}, {Place: at, Message: pick()}, {Message: pick()}},
			Fix:     &lint.Fix{Edits: []lint.Edit{{Start: at.Start, End: at.End, Text: pick()}}},
		}
		if len(pick())%3 == 0 {
			f.Place.Path = pick()
		}
		return f
	}
	one, two := finding("dangling-extends"), finding("missing-grade")
	at := func(line int) Position { return Position{OldPath: "jobs/a.md", NewPath: "jobs/a.md", NewLine: line} }
	comments := []*Comment{
		{Findings: []lint.Finding{one}, Position: at(one.Place.Line)},
		{Findings: []lint.Finding{two}, Position: at(1), Elsewhere: true},
		{Findings: []lint.Finding{two, one, two, one, two, one}, Position: Position{NewPath: pick(), NewLine: 7}, Elsewhere: true},
		{Findings: []lint.Finding{one}, Stands: NoLine},
		{Findings: []lint.Finding{two}, Stands: TooMany},
		{Findings: []lint.Finding{two}, Stands: TooMinor},
		{Findings: []lint.Finding{two}, Stands: Settled, Position: at(2)},
	}
	r.Found = change.Findings{Introduced: []lint.Finding{one, two}, Fixed: []lint.Finding{one, two}, Remaining: []lint.Finding{one, {Rule: pick()}}}
	subject := func() change.Subject { return change.Subject{Path: pick(), Family: pick(), Level: pick()} }
	r.Changed = report.Changed{Root: pick(), Kinds: []schema.SectionKind{{Kind: "k", Titles: []string{pick()}}}}
	for _, kind := range []change.Kind{
		change.FamilyAdded, change.FamilyMoved, change.LevelRenamed, change.LevelAdded, change.GradeChanged, change.ReportsChanged,
		change.ExtendsChanged, change.SectionAdded, change.ItemAdded, change.ItemReworded, change.LevelRemoved,
	} {
		r.Changed.Effects = append(r.Changed.Effects, change.Effect{
			Kind: kind, Of: subject(), Section: "k", Old: pick(), New: pick(), Items: []string{pick()},
			Reach: []change.Reached{{Level: pick(), Family: pick(), Place: catalog.Place{Path: pick()}}},
		})
	}
	return r, comments
}

func checkAll(t *testing.T, r *Review, comments []*Comment) {
	t.Helper()
	for _, c := range comments {
		if c.Stands != OnLine {
			continue
		}
		body := r.comment(c)
		checkHarmless(t, body)
		checkHarmless(t, r.gone(body, false))
		checkHarmless(t, r.gone(strings.ReplaceAll(body, "\n", "\r\n"), true))
		checkHarmless(t, r.backAnswer(c))
	}
	checkHarmless(t, r.goneAnswer(false))
	checkHarmless(t, r.summary(comments))
}

// Nothing that stands in a file or in a policy can do anything in a note.
func TestHostileTexts(t *testing.T) {
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hostile {
		r, comments := allOf(policy, func() string { return h })
		checkAll(t, r, comments)
		if t.Failed() {
			t.Fatalf("by %q", h)
		}
	}
	random := rand.New(rand.NewPCG(6, 6))
	for seed := range 300 {
		r, comments := allOf(policy, func() string {
			var b strings.Builder
			for range 1 + random.IntN(4) {
				b.WriteString(hostile[random.IntN(len(hostile))])
				b.WriteString([]string{"", "", " ", "\n", "a"}[random.IntN(5)])
			}
			return b.String()
		})
		checkAll(t, r, comments)
		if t.Failed() {
			t.Fatalf("in round %d", seed)
		}
	}
}

// A file may hold lines of any length, and as many of everything as it likes.
func TestHugeTexts(t *testing.T) {
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range []string{"x", "`", "<", "@all ", "/close\n", "- ", "1", "\u202e", "0a", "Zoë "} {
		huge := strings.Repeat(h, (1<<16)/len(h))
		r, comments := allOf(policy, func() string { return huge })
		r.Found.Introduced = slices.Repeat(r.Found.Introduced, 1000)
		r.Found.Fixed = slices.Repeat(r.Found.Fixed, 100)
		r.Changed.Effects = slices.Repeat(r.Changed.Effects, 5)
		checkAll(t, r, comments)
		checkHarmless(t, r.summary(slices.Repeat(comments, 100)))
	}
}

// What people can write into pages, read and judged as it would be.
func TestHostilePages(t *testing.T) {
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, h := range hostile {
		line := strings.Map(func(r rune) rune {
			if r == '\n' {
				return ' '
			}
			return r
		}, h)
		before := map[string]string{"b.md": "---\ntitle: Rangers\n---\n\n## Ranger\n\n### Responsibilities\n\n- Looks after deer\n"}
		after := map[string]string{
			"b.md": "---\ntitle: Rangers\n---\n\n## Senior Ranger " + line + "\n\n### Responsibilites " + line + "\n\n- He extends the " + line + " responsibilities\n- " + line + "\n\n" + h + "\n",
			line + ".md": "---\ntitle: \"" + line + "\"\n---\n\n## Manager, " + line + "\n\nThe role is a grade 77 and reports to " + line + ".\n\n### Responsibilities\n\n- Extends that of the " + line +
				" responsibilities\n- You will " + line + "\n- He " + h + "\n\n### Requirements\n\n- [" + line + "](#nowhere) 5 years of experience\n",
		}
		was, r := judge(t, policy, before), judge(t, policy, after)
		c := change.New(change.SideOf(was.Catalog, was.result), change.SideOf(r.Catalog, r.result), change.Options{Inheritance: lint.Inheritance(policy)})
		r.Found, r.Changed = c.Findings(), report.Changed{Root: "jobs", Effects: c.Effects(), Kinds: policy.Kinds()}
		var comments []*Comment
		for _, f := range r.Found.Introduced {
			comments = append(comments, r.on(f, f.Place.Line))
		}
		said += len(comments)
		checkAll(t, r.Review, comments)
		if t.Failed() {
			t.Fatalf("by %q", h)
		}
	}
	if said < 500 {
		t.Errorf("only %d comments", said)
	}
}

func FuzzTexts(f *testing.F) {
	policy, err := schema.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	for _, h := range hostile {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, h string) {
		r, comments := allOf(policy, func() string { return h })
		checkAll(t, r, comments)
	})
}
