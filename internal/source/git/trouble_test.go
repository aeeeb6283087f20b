//go:build unix

package git_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobcat/internal/source/git"
)

// clone makes a clone as a server would give it.
func (r repo) clone(options ...string) repo {
	r.Helper()
	top, err := filepath.EvalSymlinks(r.TempDir())
	must(r.TB, err)
	r.git("config", "uploadpack.allowFilter", "true")
	r.git("config", "uploadpack.allowAnySHA1InWant", "true")
	r.git(append(append([]string{"clone", "-q"}, options...), "file://"+r.top, top)...)
	return repo{r.TB, top}
}

func TestAShallowCloneSaysWhatItLacks(t *testing.T) {
	r := newRepo(t)
	r.commit()
	r.git("branch", "topic")
	r.write("a.md", "a")
	lost := r.commit()
	for range 3 {
		r.commit()
	}
	r.git("checkout", "-q", "topic")
	r.write("b.md", "b")
	r.commit()
	r.git("checkout", "-q", "main")

	c := r.clone("--depth=2", "--no-single-branch")
	same(t, contents(t, c.at("HEAD", "."), "."), []string{"a.md: a"})
	g := c.open()
	for _, name := range []string{lost, "HEAD~3", "no-such-branch"} {
		_, err := g.Commit(context.Background(), name)
		failed(t, err, `there is no revision "`+name+`": this clone is shallow and has only 4 of the commits; fetch the others with git fetch --unshallow, or set GIT_DEPTH: 0 in GitLab CI`)
	}
	_, err := g.Commit(context.Background(), "topic")
	misused(t, err, `did you mean "origin/topic"?`)

	short := r.clone("--depth=1", "--no-single-branch").open()
	head, err := short.Head(context.Background())
	must(t, err)
	topic, err := short.Commit(context.Background(), "origin/topic")
	must(t, err)
	_, err = short.MergeBase(context.Background(), head, topic)
	failed(t, err, `it is not known where "HEAD" and "origin/topic" parted: this clone is shallow and has only 2 of the commits`)
}

func TestAPartialCloneFetchesWhatItLacks(t *testing.T) {
	r := newRepo(t)
	r.write("a.md", "first")
	r.write("b.md", "b")
	r.commit()
	r.write("a.md", "second")
	r.commit()
	c := r.clone("--filter=blob:none")
	same(t, contents(t, c.at("HEAD~1", "."), "."), []string{"a.md: first", "b.md: b"})

	c = r.clone("--filter=blob:none")
	must(t, os.Rename(r.top, r.top+".gone"))
	tree := c.at("HEAD", ".")
	same(t, contents(t, tree, "."), []string{"a.md: second", "b.md: b"})

	g, err := git.Open(context.Background(), c.top)
	must(t, err)
	before, err := g.Commit(context.Background(), "HEAD~1")
	must(t, err)
	old, err := g.At(before, c.top)
	must(t, err)
	_, err = describe(old, ".")
	failed(t, err, "this is a partial clone, and git could not fetch what it lacks: ")
	failed(t, g.Close(), "partial clone")
}

func TestARepositoryOfSomebodyElse(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	r := newRepo(t)
	r.commit()
	must(t, os.Chown(r.top, 4711, 4711))
	must(t, os.Chown(filepath.Join(r.top, ".git"), 4711, 4711))
	_, err := git.Open(context.Background(), r.top)
	failed(t, err, "git does not trust the repository, because it belongs to another user; if you do, run: git config --global --add safe.directory "+r.top)
	t.Setenv("GIT_CONFIG_COUNT", "1")
	t.Setenv("GIT_CONFIG_KEY_0", "safe.directory")
	t.Setenv("GIT_CONFIG_VALUE_0", "*")
	open(t, r.top)
}

func TestWithoutGit(t *testing.T) {
	r := newRepo(t)
	t.Setenv("PATH", t.TempDir())
	_, err := git.Open(context.Background(), r.top)
	failed(t, err, "git is not installed, or not in the PATH")
}

func TestDamage(t *testing.T) {
	r := newRepo(t)
	r.write("a.md", "a")
	r.write("b.md", "b")
	r.commit()
	object := func(name string) string {
		id := r.git("rev-parse", name)
		return filepath.Join(r.top, ".git", "objects", id[:2], id[2:])
	}
	must(t, os.Remove(object("HEAD:a.md")))
	must(t, os.Chmod(object("HEAD:b.md"), 0o644))
	g, err := git.Open(context.Background(), r.top)
	must(t, err)
	head, err := g.Head(context.Background())
	must(t, err)
	tree, err := g.At(head, r.top)
	must(t, err)
	if _, err = tree.List(context.Background(), "."); err != nil {
		t.Fatal(err)
	}
	_, _, err = tree.Read("a.md", 100)
	failed(t, err, "the repository has lost the object ")
	if text, _, err := tree.Read("b.md", 100); text != "b" || err != nil {
		t.Errorf("after a missing object: %q, %v", text, err)
	}
	must(t, os.WriteFile(object("HEAD:b.md"), []byte("garbage"), 0o644))
	for range 2 { // git is gone after the first
		if _, _, err := tree.Read("b.md", 100); err == nil || !strings.Contains(err.Error(), "git cat-file") && !strings.Contains(err.Error(), "lost") {
			t.Errorf("a damaged object: %v", err)
		}
	}
	_ = g.Close()

	must(t, os.Remove(object("HEAD^{tree}")))
	_, err = describe(r.at("HEAD", "."), ".")
	failed(t, err, "git diff-tree: ")
	must(t, os.WriteFile(filepath.Join(r.top, ".git", "index"), []byte("garbage"), 0o644))
	_, err = describe(r.index("."), ".")
	failed(t, err, "git diff-index: ")
}
