package report

import (
	"fmt"
	"io"
	"path"
	"strings"

	"jobcat/internal/setup"
)

// Setup is what was done to set up a repository.
type Setup struct {
	Top      string // the top of the repository, as a person would type it
	NoGit    bool   // it is no git repository
	Parts    []setup.Part
	Strays   []string // pages outside of the catalog that look like job families
	Policies []string // policies that are there already for a part of the repository
	Left     []string // what was not looked at, with the reason
}

// mostListed is how many paths are listed one by one.
const mostListed = 5

// SetUp says what was written, what would have to be added to files that are there, and what to do next. run is what
// jobcat says of the catalog now.
func SetUp(out io.Writer, s Setup, run Run) error {
	var b strings.Builder
	at := func(file string) string { return path.Join(s.Top, file) }
	for _, p := range s.Parts {
		if p.Write != "" {
			fmt.Fprintf(&b, "wrote %s: %s\n", at(p.File), p.Use)
		} else if p.Add == "" {
			fmt.Fprintf(&b, "left %s as it is: %s\n", at(p.File), p.Note)
		}
	}
	for _, p := range s.Parts {
		if p.Write != "" || p.Add == "" {
			continue
		}
		fmt.Fprintf(&b, "left %s as it is", at(p.File))
		if p.Note != "" {
			fmt.Fprintf(&b, "; %s", p.Note)
		}
		fmt.Fprintf(&b, "; add %s:\n\n%s\n", p.Where, p.Add)
	}
	list := func(what string, paths []string) {
		shown := strings.Join(paths[:min(len(paths), mostListed)], ", ")
		if more := len(paths) - mostListed; more > 0 {
			shown += fmt.Sprintf(" and %d more", more)
		}
		if len(paths) > 0 {
			fmt.Fprintf(&b, "%s: %s\n", what, shown)
		}
	}
	list("not in the catalog, although they look like job families", s.Strays)
	list("with a policy of their own", s.Policies)
	list("not looked into", s.Left)
	if s.NoGit {
		fmt.Fprintf(&b, "%s is no git repository; jobcat works there, too, but pipeline and hook need one\n", s.Top)
	}
	c := run.count()
	fmt.Fprintf(&b, "\n%s in %s%s\n\n", c.verdict(), c.read(run.Of), c.rest(len(run.Skipped), false))
	b.WriteString("next:\n")
	b.WriteString("  jobcat lint            what is wrong, and what to do about it\n")
	b.WriteString("  jobcat explain RULE    why a rule exists, with an example\n")
	if c.errors > 0 {
		b.WriteString("  jobcat lint --write-baseline\n                         put today's findings aside, so that only new ones count\n")
	}
	for _, p := range s.Parts {
		if p.File == setup.PipelineFile && (p.Write != "" || p.Add != "") {
			b.WriteString("  JOBCAT_REPOSITORY      tell the pipeline by this variable where jobcat is cloned from\n")
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
