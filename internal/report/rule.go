package report

import (
	"bufio"
	"cmp"
	"io"
	"strings"

	"github.com/rivo/uniseg"

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
			visible(summary(r)))
	}
	t.line("")
	t.line("jobcat explain RULE says more of a rule")
	return t.w.Flush()
}

// Rule writes the page of a rule: what it says, why it matters, what to do, and what is wrong and right. Package example
// gives a rule the words that fit its examples.
func Rule(w io.Writer, r *schema.Rule, opt TextOptions) error {
	t := newPage(w, opt)
	t.line("%s: %s", t.style.title(r.ID), visible(summary(r)))
	t.line("")
	facts := "severity " + t.style.severity(r.Severity)(string(r.Severity)) + " · about " + r.On
	if r.Fix != "none" {
		facts += " · " + r.Fix + " fix"
	}
	if r.Since != "" {
		facts += " · since " + r.Since
	}
	t.line("%s", facts)
	t.paragraph("It says", r.Message)
	t.paragraph("Why it matters", r.Why)
	t.paragraph("What to do", r.Remedy)
	t.example("Avoid", r.Bad)
	t.example("Prefer", r.Good)
	return t.w.Flush()
}

// summary is what the rule is about in a few words.
func summary(r *schema.Rule) string { return cmp.Or(r.Summary, r.Message) }

func newPage(w io.Writer, opt TextOptions) *textWriter {
	return &textWriter{w: bufio.NewWriter(w), width: min(cmp.Or(opt.Width, 100), 100), style: newStyle(opt.Color)}
}

// paragraph writes a text below its title, wrapped at the width of the page.
func (t *textWriter) paragraph(title, text string) {
	if text == "" {
		return
	}
	t.line("")
	t.line("%s", t.style.title(title))
	for _, line := range wrapped(visible(text), t.width-2) {
		t.line("  %s", line)
	}
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

// example writes a text below its title, line by line.
func (t *textWriter) example(title, text string) {
	if text == "" {
		return
	}
	t.line("")
	t.line("%s", t.style.title(title))
	for line := range strings.Lines(text) {
		t.line("%s", strings.TrimRight("  "+visible(strings.TrimRight(line, "\n")), " "))
	}
}

func padded(s string, width int) string { return s + strings.Repeat(" ", max(0, width-len(s))) }
