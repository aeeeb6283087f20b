package main

import (
	"context"
	"path"
	"time"

	"jobcat/internal/audit"
	"jobcat/internal/source"
	"jobcat/internal/source/git"
)

// state is which commit the files of the catalog are from. It is nil where no repository says so: an audit can do without, so
// that trouble with git is none of its.
func (o *opened) state(ctx context.Context) *audit.State {
	repo, err := git.Open(ctx, o.Top)
	if err != nil {
		return nil
	}
	defer repo.Close()
	s, err := o.stateIn(ctx, repo)
	if err != nil {
		return nil
	}
	return s
}

func (o *opened) stateIn(ctx context.Context, repo *git.Repository) (*audit.State, error) {
	head, err := repo.Head(ctx)
	if err != nil {
		return nil, err
	}
	committed, err := repo.Committed(ctx, head)
	if err != nil {
		return nil, err
	}
	root, err := o.rootIn(repo)
	if err != nil {
		return nil, err
	}
	changed, err := repo.Uncommitted(ctx, o.folders(root)...)
	return &audit.State{Commit: head.ID, Day: committed.Format(time.DateOnly), Changed: changed}, err
}

// rootIn is the folder that paths of the catalog are relative to, from the top of a repository.
func (o *opened) rootIn(repo *git.Repository) (string, error) {
	root, ok := source.Within(repo.Top(), o.Top)
	if !ok {
		return "", usage("%q does not lie in the repository %q", o.Top, repo.Top())
	}
	return root, nil
}

// folders are those of the catalog, for a root as rootIn has it.
func (o *opened) folders(root string) []string {
	dirs := o.Dirs()
	for i, dir := range dirs {
		dirs[i] = path.Join(root, dir)
	}
	return dirs
}
