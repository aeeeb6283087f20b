package review

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/change"
	"jobcat/internal/inert"
	"jobcat/lint"
)

const (
	// farthest is how many lines above or below its own a suggestion reaches at most, as GitLab has it.
	farthest = 100

	// How much a suggestion may say. Nobody reads more before they press a button, and GitLab shows all of it twice.
	longestSuggestion = 10_000 // bytes
	mostUnchanged     = 8      // lines that stay as they are
)

// suggestion is the fixes of a comment's findings as a block that GitLab can apply: the lines that they touch, as they should
// be. safe says that they do not change what the page says. It is "" where there is no fix, or none that GitLab would apply as it
// is meant.
func (r *Review) suggestion(c *Comment) (block string, safe bool) {
	page := r.page(c.Findings[0].Place.Path)
	if page == nil || c.Position.NewPath != r.inRepository(page.File.Path) {
		return "", false
	}
	var edits []lint.Edit
	edits, safe = fixes(c.Findings)
	source := page.File.Source
	if len(edits) == 0 || !lint.Fits(source, edits) || lint.Apply(source, edits) == source {
		return "", false
	}
	first, last, commented, ok := r.lines(page.File, edits, c.Position)
	if !ok {
		return "", false
	}
	start, end := page.File.LineStart(first), page.File.LineStart(last+1)
	for i := range edits {
		edits[i].Start -= start
		edits[i].End -= start
	}
	lines := lint.Apply(source[start:end], edits)
	if !strings.HasSuffix(source[start:end], "\n") || !strings.HasSuffix(lines, "\n") || strings.Contains(source[start:end], "\r") {
		return "", false // GitLab would end the last line, and the lines with "\n"
	}
	if len(lines) > longestSuggestion || unchanged(source[start:end], lines) > mostUnchanged {
		return "", false
	}
	block, ok = inert.Fence(fmt.Sprintf("suggestion:-%d+%d", commented-first, last-commented), lines)
	return block, ok && safe
}

// plainPath is a path that a person can paste behind a command, in any shell.
var plainPath = regexp.MustCompile(`^[\pL\pN_][\pL\pN_./-]*$`)

// byCommand says how findings are repaired for which there is no suggestion: by jobcat itself. It is "" where nothing can be, or
// where only the change tells how.
func (r *Review) byCommand(findings []lint.Finding) string {
	fixable, safe := 0, true
	for _, f := range findings {
		if because, _ := cause(f); f.Fix == nil || change.Renames(because) {
			continue
		}
		fixable++
		safe = safe && f.Fix.Safe
	}
	if fixable == 0 {
		return ""
	}
	command := "jobcat lint --fix --only " + findings[0].Rule
	if !safe {
		command = "jobcat lint --fix --unsafe-fixes --only " + findings[0].Rule
	}
	onePath := alike(findings, func(f lint.Finding) string { return f.Place.Path })
	if name := r.inRepository(findings[0].Place.Path); onePath && plainPath.MatchString(name) {
		command += " " + name
	}
	repairs := " repairs it."
	switch {
	case fixable < len(findings):
		repairs = fmt.Sprintf(" repairs %d of them.", fixable)
	case fixable > 1:
		repairs = " repairs them."
	}
	if !safe {
		repairs += " Read what it changes."
	}
	return inert.Code(command) + repairs
}

// fixes are the edits of those fixes of findings that can be made together, in one file. safe says that all are.
func fixes(findings []lint.Finding) (edits []lint.Edit, safe bool) {
	fixable := slices.DeleteFunc(slices.Clone(findings), func(f lint.Finding) bool {
		return f.Fix == nil || f.Place.Path != findings[0].Place.Path
	})
	safe = true
	for _, f := range lint.Together(fixable) {
		edits = append(edits, f.Fix.Edits...)
		safe = safe && f.Fix.Safe
	}
	slices.SortStableFunc(edits, func(a, b lint.Edit) int { return a.Start - b.Start })
	return edits, safe
}

// lines are those that a suggestion replaces, as they were judged: all that the edits touch, up to the one with the comment. It
// is false if they are not the same lines, one below the other, in the head of the source, or too far away.
func (r *Review) lines(file *catalog.File, edits []lint.Edit, at Position) (first, last, commented int, ok bool) {
	head := r.Head[at.NewPath]
	before := func(line int) int {
		if head == nil {
			return line
		}
		return head.Old(line)
	}
	final := edits[len(edits)-1]
	first = file.LineOf(edits[0].Start)
	last = file.LineOf(max(final.Start, final.End-1)) // an edit up to the start of a line does not touch it
	if start := file.LineStart(last); start == len(file.Source) && last > 1 {
		last-- // text is put behind the last line
		first = min(first, last)
	}
	if emptied(file, edits, first, last) { // some line has to be there in their place
		if first > 1 {
			first--
		} else {
			last++
		}
	}
	commented = first + at.NewLine - before(first)
	if before(first) == 0 || commented < 1 {
		return 0, 0, 0, false
	}
	first, last = min(first, commented), max(last, commented)
	if file.LineStart(last) == len(file.Source) {
		return 0, 0, 0, false
	}
	if commented-first > farthest || last-commented > farthest {
		return 0, 0, 0, false
	}
	for line := first; line <= last; line++ {
		if n := before(line); n == 0 || n-at.NewLine != line-commented {
			return 0, 0, 0, false
		}
	}
	return first, last, commented, true
}

// unchanged is how many lines of a text stand in another one as well.
func unchanged(before, after string) int {
	is := map[string]int{}
	for line := range strings.Lines(after) {
		is[line]++
	}
	n := 0
	for line := range strings.Lines(before) {
		if is[line] > 0 {
			is[line]--
			n++
		}
	}
	return n
}

// emptied reports whether edits take all that stands on some lines away.
func emptied(file *catalog.File, edits []lint.Edit, first, last int) bool {
	from, to := file.LineStart(first), file.LineStart(last+1)
	if to-from > longestSuggestion {
		return false
	}
	left := to - from
	for _, e := range edits {
		left += len(e.Text) - (e.End - e.Start)
	}
	return left == 0
}

// page is the page of a path of the catalog; nil for a file that is none of its pages.
func (r *Review) page(name string) *catalog.Page {
	i, found := slices.BinarySearchFunc(r.Catalog.Pages, name, func(p *catalog.Page, name string) int { return strings.Compare(p.File.Path, name) })
	if !found {
		return nil
	}
	return r.Catalog.Pages[i]
}

// inRepository is a path of the catalog from the top of the repository.
func (r *Review) inRepository(name string) string { return path.Join(r.Root, name) }
