package git

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Fetch finds a commit by its full id. If the clone lacks it, because its history is cut off, it comes from the repository that
// this one was cloned from, with the access that git has been given there: with all its files, and in a shallow clone without the
// commits before it.
func (r *Repository) Fetch(ctx context.Context, id string) (Commit, error) {
	if !r.isID(id) {
		return Commit{}, misuse("%q is not the full id of a commit", id)
	}
	c := Commit{abbreviated(id), id}
	if r.has(ctx, id) {
		return c, nil
	}
	remote, err := r.remote(ctx)
	if err != nil {
		return Commit{}, err
	}
	if remote == "" {
		return Commit{}, fmt.Errorf("this clone lacks the commit %s, and has no other repository to fetch it from", c.Name)
	}
	// A server that has fallen silent is not waited for.
	args := []string{"-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60", "fetch", "--quiet", "--no-tags",
		"--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance"}
	if r.shallow { // in a whole clone, this would cut off the history
		args = append(args, "--depth=1")
	}
	_, err = r.run(ctx, append(args, remote, id)...)
	if err == nil && r.has(ctx, id) {
		return c, nil
	}
	if ctx.Err() != nil {
		return Commit{}, ctx.Err()
	}
	reason := "it is no commit"
	if f, ok := errors.AsType[*failure](err); ok {
		reason = f.last()
	} else if err != nil {
		return Commit{}, err
	}
	return Commit{}, fmt.Errorf("this clone lacks the commit %s, and git could not fetch it from %q: %s; in GitLab CI, GIT_DEPTH: 0 clones the whole history",
		c.Name, remote, reason)
}

// isID reports whether this is an id in full.
func (r *Repository) isID(id string) bool {
	return len(id) == len(r.nothing()) && strings.Trim(id, "0123456789abcdef") == "" && strings.Trim(id, "0") != ""
}

func (r *Repository) has(ctx context.Context, id string) bool {
	_, err := r.run(ctx, "cat-file", "-e", id+"^{commit}")
	return err == nil
}

// remote is the repository that commits come from: the one called origin, or else the only one; "" if there is none.
func (r *Repository) remote(ctx context.Context) (string, error) {
	out, err := r.run(ctx, "remote")
	if err != nil {
		return "", err
	}
	remotes := strings.Fields(out)
	switch {
	case slices.Contains(remotes, "origin"):
		return "origin", nil
	case len(remotes) == 1:
		return remotes[0], nil
	}
	return "", nil
}

// Parents are the ids of the commits that a commit follows, several for a merge. They are those that it was made with, also where
// a shallow clone is cut off.
func (r *Repository) Parents(c Commit) ([]string, error) {
	if c.ID == r.nothing() {
		return nil, nil
	}
	const header = 64 << 10 // room for a thousand parents
	text, _, err := r.objects.read(c.ID, header)
	if err != nil {
		return nil, err
	}
	var parents []string
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch key {
		case "tree":
		case "parent":
			parents = append(parents, value)
		default:
			return parents, nil
		}
	}
	return parents, nil
}
