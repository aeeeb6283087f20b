package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/lint"
	"jobcat/schema"
)

// baselineName is the file that --write-baseline writes unless another one is named.
const baselineName = "jobcat-baseline.txt"

// maxBaseline is the size in bytes of the largest baseline that is read. A line has about 100.
const maxBaseline = 64 << 20

// baselineFlags say what lint does with the baseline. Which file it is, is said with the catalog: it is no page.
type baselineFlags struct {
	noBaseline    bool
	writeBaseline bool
	pruneBaseline bool
}

func (f *lintFlags) addBaseline(flags *pflag.FlagSet) {
	flags.StringVar(&f.baseline, "baseline", "", "list of old findings in `FILE`, about which nothing is said, instead of the policy's")
	flags.BoolVar(&f.noBaseline, "no-baseline", false, "show old findings, too")
	flags.BoolVar(&f.writeBaseline, "write-baseline", false, "write all findings to the baseline, so that from now on only new ones are shown")
	flags.BoolVar(&f.pruneBaseline, "prune-baseline", false, "take out of the baseline what is not found any more")
}

// checkBaseline is the error that flags contradict each other, or nil.
func (f *lintFlags) checkBaseline() error {
	change := "--write-baseline"
	if f.pruneBaseline {
		change = "--prune-baseline"
	}
	switch {
	case f.noBaseline && f.baseline != "":
		return usage("--no-baseline and --baseline contradict each other")
	case f.writeBaseline && f.pruneBaseline:
		return usage("--write-baseline takes out what is not found any more, too; leave out --prune-baseline")
	case !f.writeBaseline && !f.pruneBaseline:
		return nil
	case f.noBaseline:
		return usage("--no-baseline and %s contradict each other", change)
	case f.stdinName != "":
		return usage("%s is about what stands in the files; it cannot be written from standard input", change)
	case f.diff:
		return usage("%s is about what stands in the files, and --diff changes none; leave one of the two out", change)
	}
	return nil
}

// baselineFile is where the baseline stands, or would stand.
type baselineFile struct {
	path  string // absolute
	name  string // as people call it
	named string // who says that there is one: "--baseline", "catalog.baseline in the policy"; "" for nobody
	use   string // how to have it used; "" if it is
	side  side   // where it is read, if it stands there

	inPolicy bool // the policy names it
}

// baselineFile is the file that --baseline names, else the policy, else one beside the policy or in the working directory.
func (f *catalogFlags) baselineFile(policy *schema.Policy, policyFile string, workingDir source.Target) (baselineFile, error) {
	if f.baseline != "" {
		t, err := source.LocateNew(f.baseline)
		if err != nil {
			return baselineFile{}, notFound(err)
		}
		if t.IsDir {
			return baselineFile{}, usage("--baseline names the folder %q; it should name a file", f.baseline)
		}
		return baselineFile{path: t.Path, name: f.baseline, named: "--baseline", side: f.judge}, nil
	}
	b := baselineFile{path: filepath.Join(workingDir.Path, baselineName), use: "name it with --baseline", side: f.judge}
	if policyFile != "" {
		name := policy.Catalog().Baseline
		b.use = fmt.Sprintf("add to %s: catalog: baseline: %q", filepath.Base(policyFile), baselineName)
		if name != "" {
			b.named, b.use, b.inPolicy = "catalog.baseline in the policy", "", true
			within := f.reachOf(policyFile, workingDir)
			b.path = filepath.Join(filepath.Dir(policyFile), filepath.FromSlash(name))
			for _, p := range []string{b.path, filepath.Dir(b.path)} { // the file need not be there
				if err := within.check(p, "%s names the file %q", b.named, name); err != nil {
					return baselineFile{}, err
				}
			}
		} else {
			b.path = filepath.Join(filepath.Dir(policyFile), baselineName)
		}
	}
	b.name = b.path
	if rel, ok := source.Within(workingDir.Path, b.path); ok {
		b.name = rel
	}
	return b, nil
}

// read reads the baseline, its paths relative to the top of the catalog. The policy names it before it is written for the
// first time; to name one with --baseline that does not exist is an error, unless it is about to be written.
func (b baselineFile) read(o *opened, write bool) (list lint.Baseline, exists bool, err error) {
	src, err := b.bytes()
	switch {
	case errors.Is(err, fs.ErrNotExist) && (write || b.inPolicy):
		return nil, false, nil
	case errors.Is(err, fs.ErrNotExist) && b.named == "":
		return nil, false, usage("there is no baseline; \"jobcat lint --write-baseline\" writes one")
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, usage("%s names the file %q, and there is none; \"jobcat lint --write-baseline\" writes it", b.named, b.name)
	case err != nil:
		return nil, false, trouble(err)
	}
	if list, err = lint.ReadBaseline(src); err != nil {
		return nil, false, usage("%s:%w", b.name, err)
	}
	return rebased(list, filepath.Dir(b.path), o.Top), true, nil
}

// heldAgainst is a run without what the baseline has, for a command that only tells how things are.
func (b baselineFile) heldAgainst(o *opened, result *lint.Result) (report.SetUpRun, error) {
	run := report.SetUpRun{Run: report.NewRun(o.catalog, result)}
	if b.named == "" {
		if _, _, err := b.onDisk(); err == nil {
			run.Baseline, run.Use = b.name, b.use
		}
		return run, nil
	}
	list, there, err := b.read(o, false)
	if err != nil || !there {
		return run, err
	}
	run.Run, run.Baseline = run.Against(list.Against(o.catalog, result.Findings).Known(), nil), b.name
	return run, nil
}

func (b baselineFile) bytes() (string, error) {
	// One that is staged is one of the next commit, and so is the one on disk.
	read := b.onDisk
	if b.side.repo != nil && !b.side.index {
		read = func() (string, bool, error) { return b.side.text(b.path, maxBaseline) }
	}
	src, more, err := read()
	if errors.Is(err, fs.ErrNotExist) && !b.inPolicy { // somebody has named it, and it may have been made for this run
		src, more, err = b.onDisk()
	}
	if err == nil && more {
		err = fmt.Errorf("%s has more than %d MiB, so it is no baseline", b.name, maxBaseline>>20)
	}
	return src, err
}

func (b baselineFile) onDisk() (src string, more bool, err error) {
	f, err := os.Open(b.path)
	if err != nil {
		return "", false, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxBaseline+1))
	return string(text), len(text) > maxBaseline, err
}

// rebased is the list with paths that are relative to another folder. In the file they are relative to its own folder, as
// people read it; in a run, to the top of the catalog.
func rebased(list lint.Baseline, from, to string) lint.Baseline {
	list = slices.Clone(list)
	for i := range list {
		rel, err := filepath.Rel(to, filepath.Join(from, filepath.FromSlash(list[i].Path)))
		if err == nil {
			list[i].Path = filepath.ToSlash(rel)
		}
	}
	return list
}

// usesBaseline reports whether findings are held against a baseline.
func (f *lintFlags) usesBaseline(o *opened) bool {
	return !f.noBaseline && (o.baseline.named != "" || f.writeBaseline || f.pruneBaseline)
}

// baselineList is a baseline as it was read.
type baselineList struct {
	lint.Baseline
	exists bool
}

// readBaseline reads the baseline that findings are held against; nil if they are held against none.
func (f *lintFlags) readBaseline(o *opened) (*baselineList, error) {
	if !f.usesBaseline(o) {
		return nil, nil
	}
	list, exists, err := o.baseline.read(o, f.writeBaseline)
	return &baselineList{list, exists}, err
}

// holdAgainstBaseline takes out of the run what is in the baseline, unless that is nil, and changes the baseline if that was asked
// for.
func (f *lintFlags) holdAgainstBaseline(cmd *cobra.Command, o *opened, list *baselineList, run report.Run, result *lint.Result) (report.Run, error) {
	if list == nil {
		return run, nil
	}
	b := o.baseline
	switch stderr := cmd.ErrOrStderr(); {
	case list.exists || f.writeBaseline:
	case f.pruneBaseline:
		return run, usage("%s names the file %q, and there is none; \"jobcat lint --write-baseline\" writes it", b.named, b.name)
	default:
		fmt.Fprintf(stderr, "jobcat: there is no %s yet; \"jobcat lint --write-baseline\" puts what is found into it\n", b.name)
	}
	held := list.Against(o.catalog, result.Findings)
	judged := func(k lint.Known) bool {
		if result.LeftOut[k.Path] {
			return false
		}
		if f.only != nil && !slices.Contains(f.only, k.Rule) {
			return false
		}
		if r := o.catalog.Registry; r != nil && r.File.Path == k.Path {
			return o.part.Registry != nil
		}
		return o.Asks(k.Path)
	}
	stale := held.Stale(judged)
	if !f.writeBaseline && !f.pruneBaseline {
		return run.Against(held.Known(), stale), nil
	}
	// What could not be read looks as if it were in order.
	if err := cmp.Or(o.unread(), o.noFamily()); err != nil {
		return run, err
	}
	next, added := held.Pruned(judged), 0
	if f.writeBaseline {
		next, added = held.Renewed(judged)
	}
	out := rebased(next, o.Top, filepath.Dir(b.path))
	if err := writeFile(b.path, out.Write); err != nil {
		return run, err
	}
	stderr := cmd.ErrOrStderr()
	has := "1 finding"
	if len(next) != 1 {
		has = fmt.Sprintf("%d findings", len(next))
	}
	changed := ""
	if list.exists {
		changed = fmt.Sprintf(": %d added, %d taken out", added, len(stale))
		if n := held.Renamed(judged); n > 0 {
			changed += fmt.Sprintf(", %d renamed", n)
		}
	}
	fmt.Fprintf(stderr, "jobcat: %s has %s now%s\n", b.name, has, changed)
	if b.use != "" {
		fmt.Fprintf(stderr, "jobcat: to use it, %s\n", b.use)
	}
	return run.Against(next.Against(o.catalog, result.Findings).Known(), nil), nil
}
