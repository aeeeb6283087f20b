package report

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/fatih/color"

	"jobcat/catalog"
	"jobcat/internal/inert"
	"jobcat/lint"
	"jobcat/schema"
)

// TextOptions say what the reader's screen can show. The zero value is for a file or a pipe.
type TextOptions struct {
	Color   bool
	Width   int           // columns that an excerpt may take; 0 for 120
	Verbose bool          // list the files that are no job family, each with its reason, and all places of a finding
	Elapsed time.Duration // how long the run took; 0 to say nothing of it
	Brief   bool          // leave out the findings
	Silent  bool          // list what was found and is not shown: what is allowed, and what is in the baseline
}

// Text writes findings for people: each with an excerpt in which the range is underlined, what else is to be looked
// at, and what to do; at the end a line that says what was read. Text of the catalog is made harmless to a terminal.
func Text(w io.Writer, run Run, opt TextOptions) error {
	t := &textWriter{
		w:     bufio.NewWriter(w),
		run:   run,
		width: cmp.Or(opt.Width, 120),

		verbose: opt.Verbose,
		style:   newStyle(opt.Color),
		files:   run.files(),
	}
	if run.Repair != nil {
		t.repaired()
	}
	if !opt.Brief {
		t.findings(run.Findings)
	}
	if opt.Silent && !opt.Brief {
		t.silenced()
	}
	if opt.Verbose && !opt.Brief {
		for _, skipped := range run.Skipped {
			t.line("%s is no job family: %s", t.style.path(t.place(skipped.Path)), inert.Visible(skipped.Reason))
		}
	}
	t.summary(run.count(), opt)
	return t.w.Flush()
}

type textWriter struct {
	w     *bufio.Writer // keeps the first error for Flush
	run   Run
	width int
	style style
	files map[string]*catalog.File
	excerpts
	last struct{ path, shown string } // see place

	verbose bool
}

// maxRelated is how many other places of a finding people are shown unasked. A word can stand on a page thousands of
// times.
const maxRelated = 8

func (t *textWriter) line(format string, args ...any) { fmt.Fprintf(t.w, format+"\n", args...) }

// words writes a line of texts, for what is written thousands of times.
func (t *textWriter) words(texts ...string) {
	for _, s := range texts {
		t.w.WriteString(s)
	}
	t.w.WriteByte('\n')
}

// place is a path as it is shown. Most findings stand in the file of the one before.
func (t *textWriter) place(path string) string {
	if t.last.shown == "" || t.last.path != path {
		t.last.path, t.last.shown = path, inert.Visible(t.run.Place(path))
	}
	return t.last.shown
}

// findings writes findings in their order. Excerpts take time, so all processors put a few hundred findings into words
// before these are written.
func (t *textWriter) findings(all []lint.Finding) {
	const each = 200
	texts := make([]bytes.Buffer, runtime.GOMAXPROCS(0))
	for batch := range slices.Chunk(all, each*len(texts)) {
		parts := slices.Collect(slices.Chunk(batch, each))
		var group sync.WaitGroup
		for i, findings := range parts {
			group.Go(func() {
				part := *t
				part.w = bufio.NewWriter(&texts[i])
				for _, f := range findings {
					part.finding(f)
				}
				part.w.Flush() // to memory
			})
		}
		group.Wait()
		for i := range parts {
			t.w.Write(texts[i].Bytes())
			texts[i].Reset()
		}
	}
}

func (t *textWriter) finding(f lint.Finding) {
	at := t.place(f.Place.Path)
	if !f.Place.IsZero() {
		at += ":" + strconv.Itoa(f.Place.Line) + ":" + strconv.Itoa(f.Place.Column)
	}
	t.words(t.style.path(at), ": ", t.style.severity(f.Severity)(string(f.Severity)), ": ", inert.Visible(f.Message), " ", t.style.rule("["+f.Rule+"]"))
	t.excerpt(f)
	related := apart(f)
	all := len(related)
	if len(related) > maxRelated && !t.verbose {
		related = related[:maxRelated]
	}
	for _, r := range related {
		if r.Place.IsZero() {
			t.words("  ", inert.Visible(r.Message))
			continue
		}
		t.words("  ", inert.Visible(r.Message), ": ", t.place(r.Place.Path), ":", strconv.Itoa(r.Place.Line))
	}
	if n := all - len(related); n > 0 {
		t.line("  and %s more (--verbose lists all)", plural(n, "place", "places"))
	}
	if f.Remedy != "" {
		t.words("  ", inert.Visible(f.Remedy))
	}
	t.words()
}

// apart are the other places of a finding that a line number tells from each other.
func apart(f lint.Finding) []lint.Related {
	if len(f.Related) < 2 {
		return f.Related
	}
	type line struct {
		path, message string
		n             int
	}
	seen := map[line]bool{}
	var related []lint.Related
	for _, r := range f.Related {
		l := line{r.Place.Path, r.Message, r.Place.Line}
		if !seen[l] {
			seen[l] = true
			related = append(related, r)
		}
	}
	return related
}

// excerpt shows the line of a finding. Of a range over several lines it is the first.
func (t *textWriter) excerpt(f lint.Finding) {
	file := t.files[f.Place.Path]
	if file == nil || f.Place.IsZero() {
		return
	}
	line := file.Line(f.Place.Line)
	if strings.TrimSpace(line) == "" {
		return
	}
	gutter := "  " + strconv.Itoa(f.Place.Line) + " | "
	start := file.LineStart(f.Place.Line)
	shown, underline := t.excerpts.of(line, f.Place.Start-start, f.Place.End-start, max(40, t.width-len(gutter)))
	t.words(t.style.gutter(gutter), shown)
	t.words(t.style.gutter(strings.Repeat(" ", len(gutter)-2)+"| "), t.style.severity(f.Severity)(underline))
}

func (t *textWriter) summary(c count, opt TextOptions) {
	if hint := repairHint(t.run.repairable()); hint != "" {
		t.line("%s", hint)
	}
	verdict := c.verdict()
	if r := t.run.Repair; r != nil {
		verdict = outcome(r, t.run.Planned, c)
	}
	t.line("%s in %s%s%s", verdict, c.read(t.run.Of), elapsed(opt.Elapsed), t.run.silent(opt.Silent, len(t.run.Skipped) > 0 && !opt.Verbose)+c.rest(len(t.run.Skipped), opt.Verbose))
	if s := t.run.Since; s != nil {
		t.line("%s", s.sum(len(t.run.Findings)))
	}
}

// sum is "introduced 2, fixed 1 since main; 4 older findings in the same files".
func (s *Since) sum(introduced int) string {
	return s.count(introduced) + " since " + inert.Visible(s.Name) + s.older()
}

func (s *Since) count(introduced int) string {
	return fmt.Sprintf("introduced %d, fixed %d", introduced, len(s.Fixed))
}

// older are the findings that were there before, in the files that the change touches: what stands elsewhere is of no interest.
func (s *Since) older() string {
	n := 0
	for _, f := range s.Remaining {
		if s.Touched[f.Place.Path] {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return "; " + plural(n, "older finding", "older findings") + " in the same files"
}

// verdict is "3 errors, 1 warning".
func (c count) verdict() string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{c.errors, "error"}, {c.warnings, "warning"}, {c.infos, "info"}} {
		if p.n > 0 {
			parts = append(parts, plural(p.n, p.word, p.word+"s"))
		}
	}
	if parts == nil {
		return "no findings"
	}
	return strings.Join(parts, ", ")
}

// read is "198 families, 702 levels", or "1 of 198 families, 5 levels".
func (c count) read(of int) string {
	families := plural(c.families, "family", "families")
	if of > c.families {
		families = fmt.Sprintf("%d of %s", c.families, plural(of, "family", "families"))
	}
	return families + ", " + plural(c.levels, "level", "levels")
}

// rest is what became of the other files: "; 20 files are no job family (--verbose lists them)".
func (c count) rest(others int, listed bool) string {
	var s string
	if n := c.unread; n > 0 {
		s += "; " + plural(n, "file", "files") + " could not be read"
	}
	switch {
	case others == 0:
	case listed:
		s += "; " + plural(others, "file is", "files are") + " no job family"
	case others == 1:
		s += "; 1 file is no job family (--verbose tells which)"
	default:
		s += fmt.Sprintf("; %d files are no job family (--verbose lists them)", others)
	}
	return s
}

func elapsed(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf(" (%.2f s)", d.Seconds())
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// style colours the parts of a report, or leaves them as they are.
type style struct {
	path, rule, gutter, title paint
	severities                map[schema.Severity]paint
}

// paint colours words.
type paint func(words string) string

func newStyle(colored bool) style {
	in := func(attributes ...color.Attribute) paint {
		if !colored {
			return func(words string) string { return words }
		}
		c := color.New(attributes...)
		c.EnableColor() // the caller has decided that; the library would ask the environment
		return func(words string) string { return c.Sprint(words) }
	}
	return style{
		path:   in(color.Bold),
		rule:   in(color.Faint),
		gutter: in(color.FgBlue),
		title:  in(color.Bold),
		severities: map[schema.Severity]paint{
			schema.Error:   in(color.FgRed, color.Bold),
			schema.Warning: in(color.FgYellow, color.Bold),
			schema.Info:    in(color.FgCyan, color.Bold),
		},
	}
}

func (s style) severity(v schema.Severity) paint {
	if paint, ok := s.severities[v]; ok {
		return paint
	}
	return s.rule
}
