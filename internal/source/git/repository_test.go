//go:build unix

package git_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobcat/internal/source"
	"jobcat/internal/source/git"
)

// TestMain runs the tests with the configuration of nobody, also if they are run by a hook. As a hook itself it writes
// down what is about to be committed.
func TestMain(m *testing.M) {
	if file := os.Getenv("JOBCAT_TEST_HOOK"); file != "" {
		hook(file)
		return
	}
	home, err := os.MkdirTemp("", "jobcat")
	if err != nil {
		panic(err)
	}
	for _, entry := range os.Environ() {
		if name, _, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "GIT_") || name == "SUDO_UID" {
			os.Unsetenv(name)
		}
	}
	for name, value := range map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": home, "GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_AUTHOR_DATE": "2022-11-01T12:00:00Z",
		"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com", "GIT_COMMITTER_DATE": "2022-11-01T12:00:00Z",
	} {
		os.Setenv(name, value)
	}
	code := m.Run()
	os.RemoveAll(home)
	os.Exit(code)
}

// repo is a repository for a test.
type repo struct {
	testing.TB
	top string
}

func newRepo(t testing.TB, options ...string) repo {
	t.Helper()
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := repo{t, top}
	r.git(append([]string{"init", "-q", "-b", "main"}, options...)...)
	return r
}

// git runs git in the top of the repository.
func (r repo) git(args ...string) string {
	r.Helper()
	out, err := r.try(args...)
	if err != nil {
		r.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSuffix(out, "\n")
}

func (r repo) try(args ...string) (string, error) { return r.feed("", args...) }

// feed is try with something to read.
func (r repo) feed(input string, args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Stdin = r.top, strings.NewReader(input)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (r repo) write(name, text string) {
	r.Helper()
	file := filepath.Join(r.top, filepath.FromSlash(name))
	must(r.TB, os.MkdirAll(filepath.Dir(file), 0o755))
	must(r.TB, os.WriteFile(file, []byte(text), 0o644))
}

func (r repo) link(name, target string) {
	r.Helper()
	file := filepath.Join(r.top, filepath.FromSlash(name))
	must(r.TB, os.MkdirAll(filepath.Dir(file), 0o755))
	must(r.TB, os.Symlink(target, file))
}

// commit commits everything that is there.
func (r repo) commit() string {
	r.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", "a change")
	return r.git("rev-parse", "HEAD")
}

func (r repo) open() *git.Repository {
	r.Helper()
	g, err := git.Open(context.Background(), r.top)
	must(r.TB, err)
	r.Cleanup(func() { must(r.TB, g.Close()) })
	return g
}

// at is the files of a revision below a folder.
func (r repo) at(name, below string) *git.Tree {
	r.Helper()
	g := r.open()
	c, err := g.Commit(context.Background(), name)
	must(r.TB, err)
	t, err := g.At(c, filepath.Join(r.top, below))
	must(r.TB, err)
	return t
}

// index is what is staged below a folder.
func (r repo) index(below string) *git.Tree {
	r.Helper()
	t, err := r.open().Index(filepath.Join(r.top, below))
	must(r.TB, err)
	return t
}

// contents gives the entries of a source with their texts: "path: text", "path (skip)", "path! error".
func contents(t *testing.T, src source.Source, folders ...string) []string {
	t.Helper()
	got, err := describe(src, folders...)
	must(t, err)
	return got
}

func describe(src source.Source, folders ...string) ([]string, error) {
	entries, err := src.List(context.Background(), folders...)
	if err != nil {
		return nil, err
	}
	var got []string
	for _, e := range entries {
		name := e.Path
		if e.Folder {
			name += "/"
		}
		switch {
		case e.Err != nil:
			got = append(got, name+"! "+e.Err.Error())
			continue
		case e.Skip != "":
			got = append(got, name+" ("+e.Skip+")")
			continue
		}
		text, more, err := src.Read(e.Path, 1<<20)
		if err != nil || more {
			return nil, fmt.Errorf("reading %q: %v, more %v", e.Path, err, more)
		}
		got = append(got, name+": "+text)
	}
	return got, nil
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// misused looks for an error of wrong use with these words.
func misused(t *testing.T, err error, want string) {
	t.Helper()
	if _, ok := errors.AsType[*git.UsageError](err); !ok || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want wrong use: %s", err, want)
	}
}

// failed looks for an error with these words that is not one of use.
func failed(t *testing.T, err error, want string) {
	t.Helper()
	if _, ok := errors.AsType[*git.UsageError](err); ok || err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want: %s", err, want)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
