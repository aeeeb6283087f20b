//go:build unix

package git_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"jobcat/internal/source/git"
)

func TestUncommitted(t *testing.T) {
	r := newRepo(t)
	must(t, os.MkdirAll(filepath.Join(r.top, "jobs"), 0o777))
	must(t, os.WriteFile(filepath.Join(r.top, "jobs", "a.md"), []byte("a\n"), 0o666))
	r.git("add", "jobs")
	r.commit()
	g, err := git.Open(context.Background(), r.top)
	must(t, err)
	defer g.Close()
	expect := func(want bool, folders ...string) {
		t.Helper()
		got, err := g.Uncommitted(context.Background(), folders...)
		if err != nil || got != want {
			t.Errorf("%q: %v, %v", folders, got, err)
		}
	}
	expect(false, "jobs")
	expect(false, ".")
	must(t, os.WriteFile(filepath.Join(r.top, "other.md"), []byte("b\n"), 0o666))
	expect(false, "jobs")
	expect(true, ".")
	must(t, os.WriteFile(filepath.Join(r.top, "jobs", "a.md"), []byte("b\n"), 0o666))
	expect(true, "jobs")
	expect(true, "none", "jobs")
	expect(false, "none")
	expect(false)
	r.git("add", "jobs")
	expect(true, "jobs")
	must(t, os.Remove(filepath.Join(r.top, "jobs", "a.md")))
	expect(true, "jobs")
}
