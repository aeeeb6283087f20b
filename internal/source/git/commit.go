package git

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Commit is a commit of the repository.
type Commit struct {
	Name string // as it was asked for
	ID   string // in full
}

// Head is the commit that is checked out. Before the first commit it is one without files, called "HEAD" as well.
func (r *Repository) Head(ctx context.Context) (Commit, error) {
	out, err := r.run(ctx, "rev-parse", "--verify", "--quiet", "HEAD")
	if f, ok := errors.AsType[*failure](err); ok && f.exit.ExitCode() == 1 {
		return Commit{"HEAD", r.nothing()}, nil
	}
	return Commit{"HEAD", strings.TrimSuffix(out, "\n")}, err
}

// Committed is when a commit was made, by the clock and in the time zone of whoever did.
func (r *Repository) Committed(ctx context.Context, c Commit) (time.Time, error) {
	out, err := r.run(ctx, "show", "--no-patch", "--format=%cI", c.ID, "--")
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.Parse(time.RFC3339, strings.TrimSuffix(out, "\n"))
	if err != nil {
		return time.Time{}, fmt.Errorf("unexpected answer of git show: %w", err)
	}
	return t, nil
}

// Merging is the commit that is being merged into the one that is checked out, the first if there are several; false if none
// is.
func (r *Repository) Merging(ctx context.Context) (Commit, bool, error) {
	out, err := r.run(ctx, "rev-parse", "--verify", "--quiet", "MERGE_HEAD")
	if f, ok := errors.AsType[*failure](err); ok && f.exit.ExitCode() == 1 {
		return Commit{}, false, nil
	}
	return Commit{"MERGE_HEAD", strings.TrimSuffix(out, "\n")}, err == nil, err
}

// Commit finds the commit that a person means: by the name of a branch or a tag, an id or its beginning, or in any other
// way in which git names one commit.
func (r *Repository) Commit(ctx context.Context, name string) (Commit, error) {
	if err := refuse(name); err != nil {
		return Commit{}, err
	}
	commit := name + "^{commit}"
	if strings.HasPrefix(name, ":/") { // all that follows is words of the message
		commit = name
	}
	out, warned, err := r.runLoud(ctx, "rev-parse", "--verify", commit)
	if f, ok := errors.AsType[*failure](err); ok {
		return Commit{}, r.notFound(ctx, name, f)
	}
	if err != nil {
		return Commit{}, err
	}
	if strings.Contains(warned, "is ambiguous") {
		return Commit{}, misuse("%q names more than one thing; write \"refs/heads/%s\" for the branch, \"refs/tags/%s\" for the tag", name, name, name)
	}
	return Commit{name, strings.TrimSuffix(out, "\n")}, nil
}

// refuse is the error for what cannot name a commit, or nil.
func refuse(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return misuse("the name of a revision is empty; is it that of a variable that is not set?")
	case strings.HasPrefix(name, "-"), strings.HasPrefix(name, "^"), strings.ContainsAny(name, "\n\x00"):
		return misuse("%q is no revision", name)
	case len(name) >= 40 && strings.Trim(name, "0") == "":
		return misuse("%q is what git says where there is no commit; name the branch to compare with, such as \"origin/main\"", name)
	}
	return nil
}

// MergeBase is the last commit that two have in common.
func (r *Repository) MergeBase(ctx context.Context, a, b Commit) (Commit, error) {
	if a.ID == r.nothing() || b.ID == r.nothing() {
		return Commit{}, misuse("there are no commits yet that could be compared")
	}
	out, err := r.run(ctx, "merge-base", a.ID, b.ID)
	if f, ok := errors.AsType[*failure](err); ok && f.exit.ExitCode() == 1 {
		if r.shallow {
			return Commit{}, r.cutOff(ctx, "it is not known where %q and %q parted", a.Name, b.Name)
		}
		return Commit{}, misuse("%q and %q have no commit in common", a.Name, b.Name)
	}
	if err != nil {
		return Commit{}, err
	}
	id := strings.TrimSuffix(out, "\n")
	return Commit{abbreviated(id), id}, nil
}

// Uncommitted reports whether something in folders, by their paths from the top of the repository, is not as the last commit has it:
// edited, added, or gone.
func (r *Repository) Uncommitted(ctx context.Context, folders ...string) (bool, error) {
	if r.bare || len(folders) == 0 {
		return false, nil
	}
	out, err := r.run(ctx, append([]string{"status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=all", "--"}, folders...)...)
	return out != "", err
}
