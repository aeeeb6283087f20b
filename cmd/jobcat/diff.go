package main

import (
	"cmp"
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"jobcat/catalog"
	"jobcat/internal/change"
	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/internal/source/git"
)

func newDiff() *cobra.Command {
	var f catalogFlags
	format := choice{of: "format", words: []string{"text", "markdown", "json"}, value: "text"}
	cmd := &cobra.Command{
		Use:   "diff [REV [REV]] [-- PATH...]",
		Short: "Say what a change means for people",
		Long: `diff compares the catalog before and after a change and says what is different for people: families and
levels that came, went or are called something else, grades, sections and items, whom somebody reports
to, what a level takes over, and which other levels inherit all that. What only looks different in the
files is not told: other bullets, white space, the order of sections, files that moved.

Without REV it is what was done since the branch left the default branch of origin, or since the last
commit if there is none; with one REV, since the branch left that. Both end at the files as they are
now. With two REVs it is what is different between them.

Both sides are read as the policy of the work tree says. A PATH limits what is shown.`,
		Example: `  jobcat diff
  jobcat diff main
  jobcat diff v2024.1 v2025.1
  jobcat diff --format markdown main > note.md
  jobcat diff HEAD -- handbook/job-families/finance`,
		RunE: func(cmd *cobra.Command, args []string) error {
			revs, paths := args, []string(nil)
			if n := cmd.ArgsLenAtDash(); n >= 0 {
				revs, paths = args[:n], args[n:]
			}
			if len(revs) > 2 {
				return usage("diff takes two REVs at most; a PATH stands behind --")
			}
			ctx := cmd.Context()
			repo, err := repositoryAround(ctx, paths)
			if err != nil {
				return err
			}
			defer repo.Close()
			before, after, err := sidesOf(ctx, repo, revs)
			if err != nil {
				return cmp.Or(meantAsPath(revs, err), err)
			}
			f.side = after
			o, err := f.open(cmd, paths)
			if err != nil {
				return err
			}
			c, err := o.effects(ctx, before)
			if err != nil {
				return err
			}
			if len(c.Effects) == 0 {
				if err := o.noFamily(); err != nil {
					return err
				}
			}
			out := cmd.OutOrStdout()
			err = writeTo(out, func(w io.Writer) error {
				switch format.value {
				case "json":
					return report.EffectsJSON(w, c)
				case "markdown":
					return report.EffectsMarkdown(w, c)
				}
				return report.EffectsText(w, c, screen(out))
			})
			if err != nil {
				return err
			}
			return o.unread()
		},
	}
	cmd.Flags().Var(&format, "format", "text, markdown or json")
	f.add(cmd.Flags())
	complete(cmd, "format", format.complete)
	return cmd
}

// meantAsPath is the error that a revision which does not exist is a PATH, or nil.
func meantAsPath(revs []string, err error) error {
	for _, rev := range revs {
		if _, found := source.Locate(rev); isUsage(err) && found == nil {
			return usage("%w; it is a file or a folder, and a PATH stands behind --: jobcat diff -- %s", err, rev)
		}
	}
	return nil
}

// sidesOf are the two sides that the revisions of a command line mean.
func sidesOf(ctx context.Context, repo *git.Repository, revs []string) (before, after side, err error) {
	before = side{repo: repo}
	switch len(revs) {
	case 0:
		if before.commit, err = whereLeft(ctx, repo, "origin/HEAD"); err != nil {
			before.commit, err = repo.Head(ctx)
			before.commit.Name = "the last commit"
		}
		return before, side{}, gitTrouble(err)
	case 1:
		before.commit, err = whereLeft(ctx, repo, revs[0])
		return before, side{}, err
	}
	after = side{repo: repo}
	if before.commit, err = repo.Commit(ctx, revs[0]); err != nil {
		return before, after, gitTrouble(err)
	}
	after.commit, err = repo.Commit(ctx, revs[1])
	return before, after, gitTrouble(err)
}

// whereLeft is the commit at which the branch has left a revision, called as people would.
func whereLeft(ctx context.Context, repo *git.Repository, rev string) (git.Commit, error) {
	base, err := branchedOff(ctx, repo, rev)
	if err != nil {
		return base, err
	}
	tip, err := repo.Commit(ctx, rev)
	if err != nil {
		return base, gitTrouble(err)
	}
	base.Name = rev
	if base.ID != tip.ID {
		base.Name = "where the branch left " + rev
	}
	return base, nil
}

// effects are what was done between a side and the one that is open, as far as it was asked about.
func (o *opened) effects(ctx context.Context, before side) (report.Changed, error) {
	c, err := o.otherSide(ctx, before)
	if err != nil {
		return report.Changed{}, err
	}
	options, err := o.changeOptions(ctx, before)
	if err != nil {
		return report.Changed{}, err
	}
	sites := o.Sites(o.policy)
	was := change.Side{Catalog: c, Graph: catalog.NewGraph(c, sites)}
	is := change.Side{Catalog: o.catalog, Graph: catalog.NewGraph(o.catalog, sites)}
	return o.changed(before.name(), change.New(was, is, options).Effects()), nil
}

// changed is what to tell of effects.
func (o *opened) changed(before string, effects []change.Effect) report.Changed {
	asked := slices.DeleteFunc(slices.Clone(effects), func(e change.Effect) bool { return !o.Asks(e.Of.Path) })
	return report.Changed{Root: o.Name, Before: before, After: o.side.name(), Effects: asked, Kinds: o.policy.Kinds()}
}
