package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/inert"
	"jobcat/lint"
	"jobcat/schema"
)

// FindingsMarkdown writes findings as a page for people: a summary of a job, a page of a wiki. It says all that there is to say, and
// nothing that stands in a file can do anything there.
func FindingsMarkdown(w io.Writer, run Run) error {
	m := &markdownWriter{textWriter: textWriter{w: bufio.NewWriter(w), run: run.fromRepository(), files: run.files()}}
	c := run.count()
	verdict := c.verdict()
	if r := run.Repair; r != nil {
		verdict = outcome(r, run.Planned, c)
	}
	m.line("# Findings\n\n%s", "**"+sentence(verdict+"** in "+c.read(run.Of)+c.rest(len(run.Skipped), true)))
	if s := run.Since; s != nil {
		m.line("\n%s", sentence(s.count(len(run.Findings))+" since "+inert.Text(s.Name)+s.older()))
	}
	if n := len(run.Known); n > 0 {
		m.line("\n%s in the baseline and not listed.", plural(n, "finding is", "findings are"))
	}
	m.table()
	for findings := range byFile(run.Findings) {
		m.line("\n## %s\n", inert.Code(m.run.Place(findings[0].Place.Path)))
		for _, f := range findings {
			m.finding(f)
		}
	}
	if s := run.Since; s != nil && len(s.Fixed) > 0 {
		m.line("\n## Fixed\n")
		for _, f := range s.Fixed {
			m.line("- %s: %s %s", inert.Code(m.run.Place(f.Place.Path)), inert.Text(sentence(shortened(f).Message)), inert.Code(f.Rule))
		}
	}
	if len(run.Allowed) > 0 {
		m.line("\n## Allowed by their pages\n")
		m.page = ""
		for _, a := range run.Allowed {
			m.line("- %s: %s %s", m.at(a.Place), inert.Text(sentence(shortened(a.Finding).Message)), inert.Code(a.Rule))
			m.line("  - Reason: %s", inert.Text(inert.Short(a.Reason, longest)))
		}
	}
	return m.w.Flush()
}

// markdownWriter writes Markdown; of the text report it has the places and the excerpts.
type markdownWriter struct {
	textWriter
	page string // that is written about
}

func (m *markdownWriter) finding(f lint.Finding) {
	m.page, f = f.Place.Path, shortened(f)
	where := ""
	if at := m.at(f.Place); at != "" {
		where = ", " + at
	}
	m.line("- **%s**%s: %s %s", f.Severity, where, inert.Text(sentence(f.Message)), inert.Code(f.Rule))
	if file := m.files[f.Place.Path]; file != nil && !f.Place.IsZero() {
		if line := file.Line(f.Place.Line); strings.TrimSpace(line) != "" {
			start := file.LineStart(f.Place.Line)
			shown, _ := m.excerpts.of(line, f.Place.Start-start, f.Place.End-start, 160)
			m.line("  - It says: %s", inert.Code(strings.TrimSpace(shown)))
		}
	}
	for _, r := range apart(f) {
		words := inert.Text(sentence(r.Message))
		if at := m.at(r.Place); at != "" {
			words = strings.TrimSuffix(words, ".") + ": " + at
		}
		m.line("  - %s", words)
	}
	if f.Remedy != "" {
		m.line("  - To do: %s", inert.Text(f.Remedy))
	}
}

// at is a line, with its file where that is not the page that is written about.
func (m *markdownWriter) at(p catalog.Place) string {
	words := ""
	if !p.IsZero() {
		words = fmt.Sprintf("line %d", p.Line)
	}
	switch {
	case p.Path == m.page || p.Path == "":
		return words
	case words == "":
		return inert.Code(m.run.Place(p.Path))
	}
	return inert.Code(m.run.Place(p.Path)) + ", " + words
}

// table counts the findings of each rule, the most frequent first.
func (m *markdownWriter) table() {
	count := map[string]int{}
	for _, f := range m.run.Findings {
		count[f.Rule]++
	}
	rules := slices.DeleteFunc(m.run.Policy.Rules(), func(r *schema.Rule) bool { return count[r.ID] == 0 })
	if len(rules) < 2 {
		return
	}
	slices.SortStableFunc(rules, func(a, b *schema.Rule) int { return cmp.Compare(count[b.ID], count[a.ID]) })
	m.line("\n| findings | rule | what is wrong |\n| ---: | --- | --- |")
	for _, r := range rules {
		m.line("| %d | %s | %s |", count[r.ID], inert.Code(r.ID), inert.Text(r.Summary))
	}
	m.line("\n`jobcat explain RULE` says more of a rule.")
}
