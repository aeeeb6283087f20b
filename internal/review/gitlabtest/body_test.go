package gitlabtest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gmtext "github.com/yuin/goldmark/text"

	"jobcat/internal/review/gitlabtest"
)

// Section 6: quick actions run for notes, edits and drafts, with the rights of the token's owner, and their lines disappear.
func TestSection6QuickActions(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	id, note := w.thread("Before.\n/close\nAfter.", nil)
	if b := w.mr.Notes()[0].Body; b != "Before.\nAfter." {
		t.Errorf("%q", b)
	}
	w.want(200, "PUT", fmt.Sprintf("/notes/%d", note), body{"body": "Edited.\n\n/label ~bug"})
	w.want(201, "POST", "/discussions/"+id+"/notes", body{"body": "/APPROVE \nI agree."})
	w.want(201, "POST", "/draft_notes", body{"note": "Draft.\n/merge"})
	var ran []string
	names := func() []string {
		ran = nil
		for _, c := range w.s.Commands() {
			if c.By != w.bot.ID {
				t.Errorf("%+v", c)
			}
			ran = append(ran, c.Name)
		}
		return ran
	}
	if got := names(); !slices.Equal(got, []string{"close", "label", "approve"}) {
		t.Errorf("before the draft is published: %v", got)
	}
	w.want(204, "POST", "/draft_notes/bulk_publish", nil)
	if got := names(); !slices.Equal(got, []string{"close", "label", "approve", "merge"}) {
		t.Errorf("%v", got)
	}
	// What is refused does not run.
	w.want(400, "POST", "/discussions", body{"body": "Here.\n/close", "position": w.at("a.md", "a.md", 0, 5)})
	if got := names(); len(got) != 4 {
		t.Errorf("%v", got)
	}
}

// Section 6: a body of commands only makes no note; an edit to one deletes the note.
func TestSection6OnlyQuickActions(t *testing.T) {
	for _, older := range []bool{false, true} {
		w := newWorld(t, gitlabtest.Options{OldRefusals: older})
		status := 202
		if older {
			status = 400
		}
		for path, payload := range map[string]body{"/notes": {"body": "/close\n/approve"}, "/discussions": {"body": "\n/close\n"}} {
			if a := w.want(status, "POST", path, payload); strings.Contains(a.text, `"id"`) {
				t.Error(a.text)
			}
		}
		_, note := w.thread("A note.", nil)
		w.want(status, "PUT", fmt.Sprintf("/notes/%d", note), body{"body": "/close"})
		w.want(201, "POST", "/draft_notes", body{"note": "/close"})
		w.want(204, "POST", "/draft_notes/bulk_publish", nil)
		if len(w.mr.Notes()) != 0 || len(w.s.Commands()) != 5 {
			t.Errorf("%+v, %+v", w.mr.Notes(), w.s.Commands())
		}
	}
}

// Section 6: what is safe and what is not.
func TestSection6Reading(t *testing.T) {
	for _, c := range []struct {
		body         string
		current, old bool // it runs
	}{
		{"/close", true, true},
		{"text\n/close", true, true},
		{"/close now", true, true},
		{"/CLOSE", true, true},
		{"/closed", false, false},
		{"/close, please", false, false},
		{"/usr/bin/true", false, false},
		{" /close", false, false},
		{"\\/close", false, false},
		{"> /close", false, false},
		{"- /close", false, false},
		{"    /close", false, false},
		{"`/close`", false, false},
		{"a `code\n/close\nspan` b", false, false},
		{"an open `span\n/close", true, true},
		{"in the `next\n\n/close\n\nparagraph`", true, true},
		{"escaped \\`span\n/close\nspan`", true, true},
		{"```\n/close\n```", false, false},
		{"```go\n/close\n```", false, false},
		{"````\n/close\n````", false, true},
		{"~~~\n/close\n~~~", false, true},
		{"   ```\n/close\n   ```", false, true},
		{"```\n/close", false, true},
		{"````\n```\n/close\n````", false, true},
		{"```\ncode\n```\n/close", true, true},
		{"- item\n  ```\n/close\n  ```", true, true},
		{"- ```\n/close\n  ```", true, true},
		{"text\n\n  ```\n/close\n  ```", false, true},
		{"<!-- comment -->\n/close", true, true},
		{"<!-- comment\n/close\n-->", false, true},
		{"<div>\n/close\n</div>", false, false},
		{"<details>\n/close\n</details>", false, false},
		{"<details>\n\n/close\n\n</details>", true, false},
		{"<details><summary>a</summary>\n\n/close\n\n</details>", true, true},
		{"<pre>\n\n/close\n</pre>", false, false},
		{"<span>\n/close\n</span>", true, false}, // in doubt it runs
		{"text\r\n/close\r\n", true, true},
	} {
		for _, v := range []struct {
			reading gitlabtest.Reading
			want    bool
		}{{gitlabtest.Current, c.current}, {gitlabtest.Old, c.old}, {gitlabtest.AnyVersion, c.current || c.old}} {
			if ran := runs(t, v.reading, c.body); (len(ran) > 0) != v.want {
				t.Errorf("%q, reading %d: ran %v, want %v", c.body, v.reading, ran, v.want)
			}
		}
	}
}

// runs posts a note and says which quick actions ran.
func runs(t testing.TB, r gitlabtest.Reading, text string) []gitlabtest.Command {
	t.Helper()
	s := gitlabtest.New(t.TempDir(), gitlabtest.Options{Commands: r})
	return gitlabtest.Extract(s, text)
}

// FuzzReading: whatever a reader of CommonMark takes for a paragraph at the top that has a line which is a quick action, the
// server runs.
func FuzzReading(f *testing.F) {
	for _, s := range []string{"/close", "> a\n/close", "- a\n/close", "`a\n/close\n`", "<a\n/close\n>", "a\n===\n/close", "1. ```\n/close\n", "a | b\n--|--\n/close | c", "[a]: b\n/close", "<!-- -->\n/close", "* `\n/close\n`", "<?\n/close\n?>"} {
		f.Add(s)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	s := gitlabtest.New(f.TempDir(), gitlabtest.Options{Commands: gitlabtest.Current})
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\r\x00\v\f\u2028") {
			t.Skip()
		}
		want := 0
		source := []byte(text)
		doc := md.Parser().Parse(gmtext.NewReader(source))
		for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
			if n.Kind() != ast.KindParagraph {
				continue
			}
			for i := range n.Lines().Len() {
				seg := n.Lines().At(i)
				l := strings.TrimRight(string(seg.Value(source)), "\n")
				margin := seg.Start == 0 || source[seg.Start-1] == '\n'
				if margin && (l == "/close" || strings.HasPrefix(l, "/close ")) && !inCode(n, seg.Start) {
					want++
				}
			}
		}
		if got := gitlabtest.Extract(s, text); len(got) < want {
			t.Errorf("%q: %d quick actions, goldmark sees %d", text, len(got), want)
		}
	})
}

// inCode says whether what stands at an offset is in a code span or in inline HTML of a paragraph.
func inCode(p ast.Node, at int) bool {
	found := false
	ast.Walk(p, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if s, ok := c.(*ast.Text); ok && s.Segment.Start <= at && at < s.Segment.Stop {
					found = true
				}
			}
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				if s := n.Segments.At(i); s.Start <= at && at < s.Stop {
					found = true
				}
			}
		case *ast.Link:
			found = found || at > 0 // a line in the address or title of a link is no line of text
		}
		return ast.WalkContinue, nil
	})
	return found
}

// Section 6: mentions and references tell people, except in code.
func TestSection6Mentions(t *testing.T) {
	for _, c := range []struct {
		body string
		want []string
	}{
		{"Hello @author and @all", []string{"@author", "@all"}},
		{"See #1, !23 and group/project#4.", []string{"#1", "!23", "#4"}},
		{"someone@example.org, a#1, &#x27;", nil},
		{"`@author` and\n\n```\n@author #1\n```", nil},
		{"a `span of\n@author` ends", nil},
		{"<!-- @author !1 -->", nil},
		{"&#64;author and \\@bot", []string{"@author", "@bot"}},
		{"&#64;\u2060author, &#35;\u20601", nil},
		{"@\u2060author", nil},
		{"(@author).", []string{"@author"}},
		{"> @author", []string{"@author"}},
		{"https://gitlab.example/group/project/-/issues/1", []string{"/-/issues/1"}},
	} {
		w := newWorld(t, gitlabtest.Options{})
		w.thread(c.body, nil)
		var got []string
		for _, n := range w.s.Notifications() {
			if n.Kind == gitlabtest.Mention || n.Kind == gitlabtest.Reference {
				got = append(got, n.Text)
			}
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.body, got, c.want)
		}
	}
}

// Section 6: HTML comments come back unchanged; white space at the end and carriage returns do not.
func TestSection6Markers(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.thread("Text.\r\n\r\n<!-- marker v1 abc -->\n \n", nil)
	if b := w.want(200, "GET", "/discussions", nil).list(t)[0]["notes"].([]any)[0].(map[string]any)["body"]; b != "Text.\n\n<!-- marker v1 abc -->" {
		t.Errorf("%q", b)
	}
}
