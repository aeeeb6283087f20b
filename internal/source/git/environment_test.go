//go:build unix

package git_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobcat/internal/source"
	"jobcat/internal/source/git"
)

// hook is the test program as a hook: it writes into a file what is staged in the repository around it.
func hook(file string) {
	text := func() string {
		here, err := source.Locate(".")
		if err != nil {
			return err.Error()
		}
		g, err := git.Open(context.Background(), here.Path)
		if err != nil {
			return err.Error()
		}
		defer g.Close()
		tree, err := g.Index(g.Top())
		if err != nil {
			return err.Error()
		}
		got, err := describe(tree, ".")
		if err != nil {
			return err.Error()
		}
		return strings.Join(got, "|")
	}()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		panic(err)
	}
}

func TestHooksSeeWhatIsCommitted(t *testing.T) {
	r := newRepo(t)
	r.write("a.md", "a1")
	r.write("sub/b.md", "b1")
	r.commit()
	out := filepath.Join(t.TempDir(), "out")
	self, err := os.Executable()
	must(t, err)
	script := "#!/bin/sh\nunset GOCOVERDIR\nJOBCAT_TEST_HOOK='" + out + "' exec '" + self + "'\n"
	hooks := filepath.Join(r.top, ".git", "hooks")
	must(t, os.MkdirAll(hooks, 0o755))
	must(t, os.WriteFile(filepath.Join(hooks, "pre-commit"), []byte(script), 0o755))
	check := func(at repo, want string, args ...string) {
		t.Helper()
		at.git(append([]string{"commit", "-q", "-m", "x"}, args...)...)
		got, err := os.ReadFile(out)
		must(t, err)
		if string(got) != want {
			t.Errorf("git commit %s: got %q, want %q", strings.Join(args, " "), got, want)
		}
	}

	r.write("a.md", "a2")
	r.git("add", "a.md")
	r.write("a.md", "not staged")
	check(r, "a.md: a2|sub/b.md: b1")
	check(r, "a.md: not staged|sub/b.md: b1", "-a")
	r.write("a.md", "staged, but not named")
	r.git("add", "a.md")
	r.write("sub/b.md", "b2")
	sub := repo{t, filepath.Join(r.top, "sub")}
	check(sub, "a.md: not staged|sub/b.md: b2", "b.md") // what is committed is less than what is staged

	tree := filepath.Join(t.TempDir(), "tree")
	r.git("worktree", "add", "-q", tree)
	linked := repo{t, tree}
	linked.write("a.md", "in the other working tree")
	check(linked, "a.md: in the other working tree|sub/b.md: b2", "-a")
	must(t, os.Chmod(filepath.Join(hooks, "pre-commit"), 0o644))
}

func TestAWorkingTreeOfItsOwn(t *testing.T) {
	r := newRepo(t)
	r.write("a.md", "a")
	r.commit()
	tree, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	r.git("worktree", "add", "-q", filepath.Join(tree, "linked"), "-b", "other")
	linked := repo{t, filepath.Join(tree, "linked")}
	linked.write("a.md", "b")
	linked.git("add", ".")
	if got := linked.open().Top(); got != linked.top {
		t.Errorf("its top is %s, want %s", got, linked.top)
	}
	same(t, contents(t, linked.index("."), "."), []string{"a.md: b"})
	same(t, contents(t, r.index("."), "."), []string{"a.md: a"})
}

func TestABareRepository(t *testing.T) {
	r := newRepo(t)
	r.write("jobs/a.md", "a")
	r.commit()
	bare, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	r.git("clone", "-q", "--bare", ".", bare)
	b := repo{t, bare}
	same(t, contents(t, b.at("main", "jobs"), "."), []string{"a.md: a"})
	_, err = b.open().Index(bare)
	misused(t, err, "is a bare repository; nothing can be staged there")
}

func TestWhereThereIsNoRepository(t *testing.T) {
	_, err := git.Open(context.Background(), t.TempDir())
	misused(t, err, "lies in no git repository")
	r := newRepo(t)
	r.commit()
	_, err = git.Open(context.Background(), filepath.Join(r.top, ".git", "refs"))
	misused(t, err, "is a folder that git keeps for itself")
	_, err = r.open().Index(t.TempDir())
	misused(t, err, "does not lie in the repository")
	_, err = r.open().At(git.Commit{}, r.top)
	failed(t, err, "there is no such commit")
}

func TestVariablesOfAnotherRepositoryDoNotMatter(t *testing.T) {
	here, there := newRepo(t), newRepo(t)
	here.write("here.md", "x")
	here.commit()
	there.write("there.md", "x")
	there.commit()
	t.Chdir(here.top)
	for name, value := range map[string]string{"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_WORK_TREE": "."} {
		t.Setenv(name, value)
		tree, err := open(t, there.top).Index(there.top)
		must(t, err)
		same(t, contents(t, tree, "."), []string{"there.md: x"})
	}
	tree, err := open(t, here.top).Index(here.top)
	must(t, err)
	same(t, contents(t, tree, "."), []string{"here.md: x"})
}

func TestARepositoryThatOnlyVariablesKnow(t *testing.T) {
	r := newRepo(t)
	r.write("sub/a.md", "a")
	r.commit()
	hidden := filepath.Join(t.TempDir(), "store")
	must(t, os.Rename(filepath.Join(r.top, ".git"), hidden))
	t.Chdir(r.top)
	t.Setenv("GIT_DIR", hidden)
	t.Setenv("GIT_WORK_TREE", r.top)
	g := open(t, filepath.Join(r.top, "sub"))
	if g.Top() != r.top {
		t.Errorf("its top is %s, want %s", g.Top(), r.top)
	}
	tree, err := g.Index(r.top)
	must(t, err)
	same(t, contents(t, tree, "."), []string{"sub/a.md: a"})
}

func TestVariablesCannotChangeWhatIsRead(t *testing.T) {
	r := newRepo(t)
	r.write("a*.md", "with a star")
	r.write("ab.md", "another")
	r.commit()
	for name, value := range map[string]string{
		"GIT_ICASE_PATHSPECS": "1", "GIT_GLOB_PATHSPECS": "1", "GIT_EXTERNAL_DIFF": "false", "GIT_DIFF_OPTS": "-u9",
		"GIT_TRACE": "1", "LANGUAGE": "de",
	} {
		t.Setenv(name, value)
	}
	for name, value := range map[string]string{
		"diff.orderFile": "/dev/null", "diff.relative": "true", "diff.ignoreSubmodules": "all", "core.quotePath": "true",
		"diff.renames": "copies", "diff.external": "false", "color.ui": "always", "log.showSignature": "true",
	} {
		r.git("config", name, value)
	}
	same(t, contents(t, r.at("HEAD", "."), "a*.md"), []string{"a*.md: with a star"})
	same(t, contents(t, r.index("."), "."), []string{"a*.md: with a star", "ab.md: another"})
}

func TestAHookThatHasGoneIntoAFolder(t *testing.T) {
	r := newRepo(t)
	r.write("sub/a.md", "a")
	r.commit()
	t.Setenv("GIT_DIR", filepath.Join(r.top, ".git"))
	t.Chdir(filepath.Join(r.top, "sub"))
	g := open(t, filepath.Join(r.top, "sub"))
	if g.Top() != r.top {
		t.Errorf("its top is %s, want %s", g.Top(), r.top)
	}
	tree, err := g.Index(r.top)
	must(t, err)
	same(t, contents(t, tree, "."), []string{"sub/a.md: a"})
}

func open(t *testing.T, dir string) *git.Repository {
	t.Helper()
	g, err := git.Open(context.Background(), dir)
	must(t, err)
	t.Cleanup(func() { must(t, g.Close()) })
	return g
}
