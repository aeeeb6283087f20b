//go:build unix

package git_test

import (
	"context"
	"path/filepath"
	"testing"

	"jobcat/internal/source/git"
)

func TestHooks(t *testing.T) {
	r := newRepo(t)
	r.commit()
	other := t.TempDir()
	worktree := filepath.Join(t.TempDir(), "worktree")
	r.git("worktree", "add", "-q", worktree)
	worktree, err := filepath.EvalSymlinks(worktree)
	must(t, err)
	for _, c := range []struct {
		hooksPath, top, want string
		shared               bool
	}{
		{"", r.top, filepath.Join(r.top, ".git", "hooks"), false},
		{"", worktree, filepath.Join(r.top, ".git", "hooks"), false},
		{".githooks", r.top, filepath.Join(r.top, ".githooks"), false},
		{".githooks", worktree, filepath.Join(worktree, ".githooks"), false},
		{other, r.top, other, true},
		{"/dev/null", worktree, "/dev/null", true},
	} {
		if c.hooksPath != "" {
			r.git("config", "core.hooksPath", c.hooksPath)
		}
		g, err := git.Open(context.Background(), c.top)
		must(t, err)
		dir, shared, err := g.Hooks(context.Background())
		must(t, err)
		must(t, g.Close())
		if dir != c.want || shared != c.shared {
			t.Errorf("core.hooksPath %q in %s: got %s, %v", c.hooksPath, c.top, dir, shared)
		}
	}
}
