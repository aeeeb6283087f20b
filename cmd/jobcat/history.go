package main

import (
	"context"
	"errors"

	"jobcat/catalog"
	"jobcat/internal/audit/history"
	"jobcat/internal/source"
	"jobcat/internal/source/git"
	"jobcat/lint"
)

// history is how the catalog that is open developed, over the period that was asked for, up to what was found in it.
func (o *opened) history(ctx context.Context, asked string, result *lint.Result) (*history.History, error) {
	period, err := history.ParsePeriod(asked)
	if err != nil {
		return nil, usage("--history: %w", err)
	}
	repo, err := openRepository(ctx, o.Top)
	if err != nil {
		return nil, err
	}
	defer repo.Close()
	head, err := repo.Head(ctx)
	if err != nil {
		return nil, gitTrouble(err)
	}
	in := history.Input{
		Repo: repo, Head: head, Period: period,
		Workspace: o.Workspace, Policy: o.policy, Reader: o.reader, Judged: result,
		Registry: func(_ context.Context, c git.Commit) (*catalog.Registry, error) {
			r, err := o.registry(side{repo: repo, commit: c})
			if isUsage(err) { // it may be newer, or have been no registry
				return nil, nil
			}
			return r, err
		},
	}
	if file := o.registryFile(); file != "" {
		if _, inside := source.Within(repo.Top(), file); inside { // one of elsewhere has no history
			in.RegistryFile = file
		}
	}
	in.Reader.Beside = o.catalog
	h, err := history.Read(ctx, in)
	if wrong, ok := errors.AsType[*history.PeriodError](err); ok {
		return nil, usage("--history: %w", wrong)
	}
	return h, gitTrouble(err)
}
