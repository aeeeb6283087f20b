package report

import (
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"jobcat/internal/setup"
)

// Setup is what was done to set up a repository.
type Setup struct {
	Top    string // the top of the repository, as a person would type it
	NoGit  bool   // it is no git repository
	Parts  []setup.Part
	Strays []string   // pages outside of the catalog that look like job families
	Left   []string   // what was not looked at, with the reason
	Runs   []SetUpRun // what jobcat says now of each part of the repository that has a policy
}

// SetUpRun is what jobcat says of a part of a repository that was set up.
type SetUpRun struct {
	Run
	Baseline string // the file in which old findings were put aside before; "" if they were not
	Use      string // how to have it used; "" if it is
}

// mostListed is how many paths are listed one by one.
const mostListed = 5

// At is a file of the repository as a person would type it; one outside of it is named as it is.
func At(top, file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return path.Join(top, file)
}

// SetUp says what was written, what would have to be added to files that are there, and what to do next.
func SetUp(out io.Writer, s Setup) error {
	var b strings.Builder
	at := func(file string) string { return At(s.Top, file) }
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
	list("not looked into", s.Left)
	if s.NoGit {
		fmt.Fprintf(&b, "%s is in no git repository; jobcat works without, pipeline and hook do not\n", s.Top)
	}
	b.WriteString("\n")
	errors := 0 // that nobody has decided about
	for _, run := range s.Runs {
		c := run.count()
		if run.Baseline == "" {
			errors += c.errors
		}
		fmt.Fprintf(&b, "%s in %s%s", c.verdict(), c.read(run.Of), c.rest(len(run.Skipped), false))
		if n := len(run.Known); n > 0 {
			fmt.Fprintf(&b, "; %d more in the baseline", n)
		}
		b.WriteString("\n")
	}
	b.WriteString("\nnext:\n")
	b.WriteString("  jobcat lint            says what is wrong, and what to do about it\n")
	if errors > 0 {
		b.WriteString("  jobcat lint --write-baseline\n                         puts these findings aside, so that only new ones count\n")
	}
	for _, run := range s.Runs {
		if run.Use != "" {
			fmt.Fprintf(&b, "  %s\n                         has old findings; to use it, %s\n", run.Baseline, run.Use)
		}
	}
	b.WriteString("  jobcat explain RULE    says why a rule exists, with an example\n")
	for _, p := range s.Parts {
		if p.File == setup.PipelineFile && p.Write+p.Add != "" {
			b.WriteString("  JOBCAT_REPOSITORY      has to be set for the job, to the address that jobcat is cloned from\n")
			b.WriteString("  GITLAB_TOKEN           has to be set for its comments, to a token of scope api and role Reporter\n")
		}
		if p.File == setup.HookFile && p.Write+p.Add != "" {
			b.WriteString("  pre-commit install     turns the hook on, once in each clone\n")
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
