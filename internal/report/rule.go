package report

import (
	"bufio"
	"cmp"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"jobcat/internal/inert"
	"jobcat/schema"
)

// Rules lists rules by chapter, each with its severity and what it is about.
func Rules(w io.Writer, rules []*schema.Rule, opt TextOptions) error {
	t := newPage(w, opt)
	widest := 0
	for _, r := range rules {
		widest = max(widest, len(r.ID))
	}
	chapter := ""
	for _, r := range rules {
		if r.Group != chapter {
			if chapter != "" {
				t.line("")
			}
			chapter = r.Group
			t.line("%s", t.style.title(chapter))
		}
		t.line("  %-*s  %s  %s", widest, r.ID, t.style.severity(r.Severity)(padded(string(r.Severity), len(schema.Warning))),
			inert.Visible(r.Summary))
	}
	t.line("")
	t.line("jobcat explain RULE says more of a rule")
	return t.w.Flush()
}

// Rule writes the page of a rule for a terminal.
func Rule(w io.Writer, page RulePage, opt TextOptions) error {
	t := newPage(w, opt)
	r := page.Rule
	t.line("%s: %s", t.style.title(r.ID), inert.Visible(r.Summary))
	t.line("")
	t.line("%s", strings.Replace(traits(r), string(r.Severity), t.style.severity(r.Severity)(string(r.Severity)), 1))
	below := false // a heading, which needs no blank line
	for _, p := range page.parts() {
		if !below {
			t.line("")
		}
		below = p.heading != ""
		switch {
		case p.heading != "":
			t.line("%s", t.style.title(p.heading))
		case p.said:
			t.shown(page.finding(t.style, t.width-2))
		case p.code != "":
			t.shown(visibleLines(p.code))
		default:
			t.indented(inert.Visible(p.plain + strings.ReplaceAll(p.words, "`", "")))
		}
	}
	return t.w.Flush()
}

// shown writes lines as they are, two columns in.
func (t *textWriter) shown(text string) {
	for line := range strings.Lines(text) {
		t.line("%s", strings.TrimRight("  "+strings.TrimRight(line, "\n"), " "))
	}
}

func visibleLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = inert.Visible(line)
	}
	return strings.Join(lines, "\n")
}

func newPage(w io.Writer, opt TextOptions) *textWriter {
	return &textWriter{w: bufio.NewWriter(w), width: min(cmp.Or(opt.Width, 100), 100), style: newStyle(opt.Color)}
}

// wrapped breaks a text into lines of at most width columns. A word that is wider has a line of its own.
func wrapped(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(text) {
		w := uniseg.StringWidth(word)
		if used > 0 && used+1+w > width {
			lines = append(lines, line)
			line, used = "", 0
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+w
	}
	return append(lines, line)
}

func padded(s string, width int) string { return s + strings.Repeat(" ", max(0, width-len(s))) }
