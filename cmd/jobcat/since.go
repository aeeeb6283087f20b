package main

import (
	"context"
	"errors"

	"github.com/spf13/pflag"

	"jobcat/catalog"
	"jobcat/internal/change"
	"jobcat/internal/report"
	"jobcat/internal/source/git"
	"jobcat/lint"
)

// sinceFlags say what findings are held against.
type sinceFlags struct {
	since  string
	staged bool
}

func (f *lintFlags) addSince(flags *pflag.FlagSet) {
	flags.StringVar(&f.since, "since", "", "show only what was introduced since the branch left `REV`: a branch, a tag or a commit")
	flags.BoolVar(&f.staged, "staged", false, "judge what is staged for the next commit, and show only what that would introduce")
}

// checkSince is the error that flags contradict each other, or nil.
func (f *lintFlags) checkSince() error {
	given := "--since"
	if f.staged {
		given = "--staged"
	}
	switch {
	case f.since != "" && f.staged:
		return usage("--staged is about what the next commit adds to the last one; leave out --since")
	case f.since == "" && !f.staged:
		return nil
	case f.writeBaseline:
		return usage("--write-baseline writes down all findings; leave out %s", given)
	case f.pruneBaseline:
		return usage("--prune-baseline looks at all findings; leave out %s", given)
	case f.staged && f.fix:
		return usage("--fix changes files, and --staged judges what is staged of them; run jobcat lint --fix --since HEAD, and stage what it changes")
	case f.staged && f.stdinName != "":
		return usage("--staged judges what is staged and --stdin-filename what is on standard input; leave one of the two out")
	}
	return nil
}

// comparison is what findings are held against; nil for nothing.
type comparison struct {
	name    string // of what is before
	catalog *catalog.Catalog
	result  *lint.Result // nil before it is judged
	options change.Options
	merged  *comparison // with the side that is being merged; nil outside of a merge
}

// before reads the side that findings are held against; nil if they are held against nothing.
func (f *lintFlags) before(ctx context.Context, o *opened) (*comparison, error) {
	if f.since == "" && !f.staged {
		return nil, nil
	}
	if f.staged {
		return o.againstLast(ctx, o.side.repo)
	}
	repo, err := repositoryAround(ctx, []string{o.Top})
	if err != nil {
		return nil, err
	}
	defer repo.Close()
	base, err := branchedOff(ctx, repo, f.since)
	if err != nil {
		return nil, err
	}
	return o.against(ctx, side{repo: repo, commit: base}, f.since)
}

// againstLast holds what is staged against the last commit, and against the one that is being merged: what it brings was
// written in other commits.
func (o *opened) againstLast(ctx context.Context, repo *git.Repository) (*comparison, error) {
	head, err := repo.Head(ctx)
	if err != nil {
		return nil, gitTrouble(err)
	}
	last, err := o.against(ctx, side{repo: repo, commit: head}, "the last commit")
	if err != nil {
		return nil, err
	}
	other, merging, err := repo.Merging(ctx)
	if err != nil || !merging {
		return last, gitTrouble(err)
	}
	last.name = "the commits that are merged"
	last.merged, err = o.against(ctx, side{repo: repo, commit: other}, other.Name)
	return last, err
}

// branchedOff is the commit at which what is checked out left a revision.
func branchedOff(ctx context.Context, repo *git.Repository, rev string) (git.Commit, error) {
	c, err := repo.Commit(ctx, rev)
	if err != nil {
		return c, gitTrouble(err)
	}
	head, err := repo.Head(ctx)
	if err != nil {
		return c, gitTrouble(err)
	}
	base, err := repo.MergeBase(ctx, head, c)
	return base, gitTrouble(err)
}

// against reads another side of the catalog, to hold the one that is open against it.
func (o *opened) against(ctx context.Context, before side, name string) (*comparison, error) {
	c, err := o.otherSide(ctx, before)
	if err != nil {
		return nil, err
	}
	options, err := o.changeOptions(ctx, before)
	return &comparison{name: name, catalog: c, options: options}, err
}

// judge judges it by the same policy, beside what was judged already.
func (c *comparison) judge(ctx context.Context, o *opened, beside *lint.Result) {
	for ; c != nil; c = c.merged {
		c.result = lint.RunBeside(ctx, o.policy, c.catalog, beside)
	}
}

// judgeSides judges the catalog, and what it is held against. Where nobody asks for what was there before, only the pages are
// judged that the change can make a difference to. A baseline that names what is not there any more asks for all: what it knows
// may stand on any page now.
func (f *lintFlags) judgeSides(ctx context.Context, o *opened, since *comparison, known *baselineList) *lint.Result {
	if since == nil || since.merged != nil || f.fix || f.outputs.showOlder() || known != nil && !known.IsOf(o.catalog) {
		result := o.judge(ctx)
		since.judge(ctx, o, result)
		return result
	}
	was, is := lint.RunChange(ctx, o.policy, since.catalog, o.catalog)
	since.result = was
	return is
}

// otherSide reads another side of the catalog. What is the same on both is read once.
func (o *opened) otherSide(ctx context.Context, s side) (*catalog.Catalog, error) {
	reader := o.reader
	reader.Beside = o.catalog
	c, err := o.readSide(ctx, s, nil, reader)
	if err != nil {
		return nil, err
	}
	c.Registry, err = o.registry(s)
	if err != nil && !isUsage(err) { // it may be new, or have been no registry
		return nil, err
	}
	return c, nil
}

func (o *opened) changeOptions(ctx context.Context, before side) (change.Options, error) {
	renames, err := o.renames(ctx, before)
	return change.Options{Inheritance: lint.Inheritance(o.policy), Renames: renames}, err
}

func isUsage(err error) bool {
	exit, ok := errors.AsType[*exitError](err)
	return ok && exit.code == exitUsage
}

// renames are the files that git takes for renamed: the old path by the new one. It does not know that of files on disk.
func (o *opened) renames(ctx context.Context, before side) (map[string]string, error) {
	if o.side.repo == nil {
		return nil, nil
	}
	was, err := before.tree(o.Top)
	if err != nil {
		return nil, err
	}
	is, err := o.side.tree(o.Top)
	if err != nil {
		return nil, err
	}
	changes, err := o.side.repo.Changes(ctx, was, is)
	if err != nil {
		return nil, gitTrouble(err)
	}
	renames := map[string]string{}
	for _, c := range changes {
		if c.Old != "" && c.New != "" && c.Old != c.New {
			renames[c.New] = c.Old
		}
	}
	return renames, nil
}

// change is what was done between that side and the one that is open.
func (c *comparison) change(o *opened, result *lint.Result) *change.Change {
	return change.New(change.SideOf(c.catalog, c.result), change.SideOf(o.catalog, result), c.options)
}

// findings are those of both sides, by what was done in between.
func (c *comparison) findings(o *opened, result *lint.Result) change.Findings {
	found := c.change(o, result).Findings()
	if c.merged != nil {
		found = found.Merging(c.merged.findings(o, result))
	}
	return found
}

// introduced are the identities of what the change introduced; nil if nothing is held against anything.
func (c *comparison) introduced(o *opened, result *lint.Result) map[string]bool {
	if c == nil {
		return nil
	}
	ids := map[string]bool{}
	for _, f := range c.findings(o, result).Introduced {
		ids[f.Identity] = true
	}
	return ids
}

// run is what the result says about what was asked: all of it, or what the change did.
func (c *comparison) run(o *opened, result *lint.Result) (report.Run, error) {
	if c == nil {
		return o.newRun(result)
	}
	found := c.findings(o, result)
	introduced := *result
	introduced.Findings, introduced.Allowed = found.Introduced, nil
	run, err := o.newRun(&introduced)
	run.Since = &report.Since{
		Name: c.name, Fixed: o.asked(found.Fixed), Remaining: o.asked(found.Remaining),
		Touched: change.Touched(c.catalog, o.catalog),
	}
	return run, err
}

// asked are the findings in what was asked about, whether the file is still there or not.
func (o *opened) asked(findings []lint.Finding) []lint.Finding {
	var asked []lint.Finding
	for _, f := range findings {
		registry := o.part.Registry != nil && o.part.Registry.File.Path == f.Place.Path
		if o.Asks(f.Place.Path) || registry {
			asked = append(asked, f)
		}
	}
	return asked
}
