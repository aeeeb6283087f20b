//go:build unix

package source_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"jobcat/internal/source"
)

// tree makes the files below a new folder, in the order given. "->" makes a link, a "/" at the end a folder.
func tree(t *testing.T, files ...string) string {
	t.Helper()
	top := t.TempDir()
	for _, f := range files {
		name, target, isLink := strings.Cut(f, " -> ")
		p := filepath.Join(top, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(p), 0o755))
		switch {
		case isLink:
			must(t, os.Symlink(target, p))
		case strings.HasSuffix(name, "/"):
			must(t, os.MkdirAll(p, 0o755))
		default:
			must(t, os.WriteFile(p, []byte("text of "+name), 0o644))
		}
	}
	return top
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// list gives the entries as "path", "path (skip)" and "path! error".
func list(t *testing.T, top string, folders ...string) []string {
	t.Helper()
	f, err := source.OpenFolder(top)
	must(t, err)
	defer f.Close()
	entries, err := f.List(context.Background(), folders...)
	must(t, err)
	var got []string
	for _, e := range entries {
		s := e.Path
		if e.Folder {
			s += "/"
		}
		if e.Skip != "" {
			s += " (" + e.Skip + ")"
		}
		if e.Err != nil {
			s += "! " + e.Err.Error()
		}
		got = append(got, s)
	}
	return got
}

func TestListIsEverythingInOrderOfPath(t *testing.T) {
	top := tree(t, "a/index.md", "a-b.md", "a/.gitkeep", ".git/HEAD", "sub/.git", "sub/x.md", "empty/")
	if got, want := list(t, top, "."), []string{"a-b.md", "a/.gitkeep", "a/index.md", "sub/x.md"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := list(t, top, "a", "sub", "a"), []string{"a/.gitkeep", "a/index.md", "sub/x.md"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLinksAreNeverFollowed(t *testing.T) {
	outside := tree(t, "secret.md")
	top := tree(t, "a/x.md",
		"a/loop -> ../a", "again.md -> a/x.md", "self.md -> self.md", "gone.md -> nowhere.md",
		"out.md -> "+filepath.Join(outside, "secret.md"), "outside -> "+outside)
	want := []string{
		"a/loop/ (a link to a, which is read under its own name)",
		"a/x.md",
		"again.md (a link to a/x.md, which is read under its own name)",
		"gone.md! it is a link to nowhere",
		"out.md! it is a link that leads out of the catalog",
		"outside/! it is a link that leads out of the catalog",
		"self.md! it is a link that leads back to itself",
	}
	if got := list(t, top, "."); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	f, err := source.OpenFolder(top)
	must(t, err)
	defer f.Close()
	for _, p := range []string{"out.md", "outside/secret.md", "../x.md"} {
		if text, _, err := f.Read(p, 100); err == nil {
			t.Errorf("reading %s gave %q from outside of the folder", p, text)
		}
	}
}

func TestWhatCannotBeReadIsAnErrorOfItsOwn(t *testing.T) {
	top := tree(t, "a.md", "closed.md", "private/x.md", "z.md")
	must(t, syscall.Mkfifo(filepath.Join(top, "pipe.md"), 0o644))
	want := []string{"a.md", "closed.md", "pipe.md! it is a named pipe", "private/x.md", "z.md"}
	if got := list(t, top, "."); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}

	f, err := source.OpenFolder(top)
	must(t, err)
	defer f.Close()
	if _, _, err := f.Read("gone.md", 100); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is gone: %v", err)
	}
	if _, _, err := f.Read("private", 100); err == nil {
		t.Error("a folder was read as a file")
	}

}

func TestWhatMayNotBeReadIsAnErrorNotForRoot(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	top := tree(t, "a.md", "closed.md", "private/x.md")
	must(t, os.Chmod(filepath.Join(top, "closed.md"), 0))
	must(t, os.Chmod(filepath.Join(top, "private"), 0))
	defer os.Chmod(filepath.Join(top, "private"), 0o755)
	want := []string{"a.md", "closed.md", "private/! permission denied"}
	if got := list(t, top, "."); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	f, err := source.OpenFolder(top)
	must(t, err)
	defer f.Close()
	if _, _, err := f.Read("closed.md", 100); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a file without permission: %v", err)
	}
}

func TestReadStopsAtTheLimit(t *testing.T) {
	f, err := source.OpenFolder(tree(t, "a.md"))
	must(t, err)
	defer f.Close()
	for _, c := range []struct {
		limit int
		want  string
		more  bool
	}{{4, "text", true}, {12, "text of a.md", false}, {100, "text of a.md", false}} {
		got, more, err := f.Read("a.md", c.limit)
		if err != nil || got != c.want || more != c.more {
			t.Errorf("limit %d: got %q, %v, %v", c.limit, got, more, err)
		}
	}
}

func TestOverlayReplacesOrAddsOneFile(t *testing.T) {
	f, err := source.OpenFolder(tree(t, "a.md", "b.md"))
	must(t, err)
	defer f.Close()
	for _, p := range []string{"a.md", "a0.md"} {
		o := source.Overlay(f, source.Memory{p: "typed"})
		entries, err := o.List(context.Background(), ".")
		must(t, err)
		n := 0
		for _, e := range entries {
			if e.Path == p {
				n++
			}
		}
		if n != 1 || !slices.IsSortedFunc(entries, func(a, b source.Entry) int { return strings.Compare(a.Path, b.Path) }) {
			t.Errorf("%s: entries %v", p, entries)
		}
		if got, _, _ := o.Read(p, 100); got != "typed" {
			t.Errorf("%s: read %q", p, got)
		}
		if got, more, _ := o.Read(p, 2); got != "ty" || !more {
			t.Errorf("%s: read %q, more %v", p, got, more)
		}
		if got, _, _ := o.Read("b.md", 100); got != "text of b.md" {
			t.Errorf("%s hides b.md: %q", p, got)
		}
	}
}

func TestUpwardStopsAtTheRepository(t *testing.T) {
	top := tree(t, "jobcat.cue", "repo/.git/HEAD", "repo/a/b/", "with/.git/HEAD", "with/jobcat.cue", "with/c/")
	top, err := filepath.EvalSymlinks(top)
	must(t, err)
	must(t, syscall.Mkfifo(filepath.Join(top, "with/c/jobcat.cue"), 0o644)) // reading it would never end
	for dir, want := range map[string]string{
		"with/c": "with/jobcat.cue",
		"with":   "with/jobcat.cue",
		"repo/a": "",
		"":       "jobcat.cue",
	} {
		if want != "" {
			want = filepath.Join(top, want)
		}
		if got := source.Upward(filepath.Join(top, dir), "jobcat.cue"); got != want {
			t.Errorf("from %q: got %q, want %q", dir, got, want)
		}
	}
}

func TestLocate(t *testing.T) {
	top := tree(t, "a/x.md")
	x, err := source.Locate(filepath.Join(top, "a/x.md"))
	must(t, err)
	if a, err := source.Locate(filepath.Join(top, "a")); err != nil || !a.IsDir || x.IsDir || x.Dir() != a.Path {
		t.Errorf("got %+v and %+v, %v", x, a, err)
	}
	if _, err := source.Locate(filepath.Join(top, "b.md")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if n, err := source.LocateNew(filepath.Join(top, "a/new.md")); err != nil || n.Dir() != x.Dir() {
		t.Errorf("got %+v, %v", n, err)
	}
	if _, err := source.LocateNew(filepath.Join(top, "b/new.md")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file in a missing folder: %v", err)
	}
}
