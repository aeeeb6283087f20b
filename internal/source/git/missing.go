package git

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/agnivade/levenshtein"
)

// notFound is why there is no such commit, when git has failed to find one.
func (r *Repository) notFound(ctx context.Context, name string, failed *failure) error {
	switch {
	case strings.Contains(failed.said, "is ambiguous"):
		return misuse("%q is the beginning of more than one id; give more of it", name)
	case strings.Contains(failed.said, "error: "), strings.Contains(failed.said, "promisor"):
		return failed // there may be one
	}
	if before, after, ok := strings.Cut(name, ".."); ok && !strings.Contains(name, ":/") {
		return misuse("%q is a range, and a revision is one commit; write %q or %q", name, before, strings.TrimPrefix(after, "."))
	}
	if kind, err := r.run(ctx, "cat-file", "-t", name); err == nil {
		return misuse("%q is no commit, but a %s", name, strings.TrimSuffix(kind, "\n"))
	}
	if head, err := r.Head(ctx); err == nil && head.ID == r.nothing() {
		return misuse("there is no revision %q: there are no commits yet", name)
	}
	if reason := failed.last(); reason != "Needed a single revision" {
		return misuse("there is no revision %q: %s", name, reason)
	}
	suggestion := r.suggest(ctx, name)
	if r.shallow && suggestion == "" {
		return r.cutOff(ctx, "there is no revision %q", name)
	}
	return misuse("there is no revision %q%s", name, suggestion)
}

// cutOff is an error because of history that a shallow clone lacks.
func (r *Repository) cutOff(ctx context.Context, format string, args ...any) error {
	has := "a part of the commits"
	if out, err := r.run(ctx, "rev-list", "--count", "--all"); err == nil {
		has = strings.TrimSuffix(out, "\n") + " of the commits"
	}
	return fmt.Errorf("%s: this clone is shallow and has only %s; fetch the others with git fetch --unshallow, or set GIT_DEPTH: 0 in GitLab CI",
		fmt.Sprintf(format, args...), has)
}

// suggest is what to add to "there is no such revision": the branch of that name that another repository has, else the
// branch or tag with the nearest name, else nothing.
func (r *Repository) suggest(ctx context.Context, name string) string {
	out, err := r.run(ctx, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
	if err != nil {
		return ""
	}
	nearest, distance := "", len(name)/3+1
	for _, known := range lines(out) {
		if path.Base(known) == name && known != name {
			return fmt.Sprintf("; did you mean %q?", known)
		}
		if d := levenshtein.ComputeDistance(name, known); d < distance {
			nearest, distance = known, d
		}
	}
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", nearest)
}
