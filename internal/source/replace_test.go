//go:build unix

package source_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"jobcat/internal/source"
)

func TestReplaceKeepsModeAndLinks(t *testing.T) {
	top := tree(t, "a.md", "b/c.md", "link.md -> a.md")
	must(t, os.Chmod(filepath.Join(top, "a.md"), 0o751))
	must(t, replace(t, top, source.Change{"a.md", "text of a.md", "new\r\n"}, source.Change{"b/c.md", "text of b/c.md", ""}))
	if got := readAll(t, top, "a.md", "b/c.md"); !slices.Equal(got, []string{"new\r\n", ""}) {
		t.Errorf("the files are %q", got)
	}
	if info, err := os.Stat(filepath.Join(top, "a.md")); err != nil || info.Mode().Perm() != 0o751 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(filepath.Join(top, "link.md")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
	nothingLeft(t, top, 3)
	nothingLeft(t, filepath.Join(top, "b"), 1)
}

func TestReplaceIsAllOrNothing(t *testing.T) {
	for _, c := range []struct {
		name, want string
		second     source.Change
	}{
		{"changed", "writing b.md: it has changed since it was read; nothing was changed", source.Change{"b.md", "text of", "new"}},
		{"shorter", "writing b.md: it has changed since it was read; nothing was changed", source.Change{"b.md", "text of b.md, and more", "new"}},
		{"gone", "writing c.md: no such file or directory; nothing was changed", source.Change{"c.md", "", "new"}},
		{"outside", "writing ../c.md: path escapes from parent; nothing was changed", source.Change{"../c.md", "", "new"}},
		{"folder", "writing b: is a directory; nothing was changed", source.Change{"b", "", "new"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			top := tree(t, "a.md", "b.md", "b/")
			err := replace(t, top, source.Change{"a.md", "text of a.md", "new"}, c.second)
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if got := readAll(t, top, "a.md", "b.md"); !slices.Equal(got, []string{"text of a.md", "text of b.md"}) {
				t.Errorf("the files are %q", got)
			}
			nothingLeft(t, top, 3)
		})
	}
}

func TestReplaceLeavesProtectedFilesAloneNotForRoot(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everything")
	}
	top := tree(t, "a.md", "closed.md", "private/x.md")
	must(t, os.Chmod(filepath.Join(top, "closed.md"), 0o444))
	must(t, os.Chmod(filepath.Join(top, "private"), 0o555))
	defer os.Chmod(filepath.Join(top, "private"), 0o755)
	for path, want := range map[string]string{
		"closed.md":    "writing closed.md: permission denied; nothing was changed",
		"private/x.md": "writing private/x.md: in its folder: permission denied; nothing was changed",
	} {
		err := replace(t, top, source.Change{"a.md", "text of a.md", "new"}, source.Change{path, "text of " + path, "new"})
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if got := readAll(t, top, "a.md"); got[0] != "text of a.md" {
		t.Errorf("a.md is %q", got[0])
	}
}

func TestReplaceBesideWhatAKilledRunHasLeft(t *testing.T) {
	top := tree(t, "a.md", fmt.Sprintf(".jobcat-0.%d", os.Getpid()))
	must(t, replace(t, top, source.Change{"a.md", "text of a.md", "new"}))
	if got := readAll(t, top, "a.md"); got[0] != "new" {
		t.Errorf("a.md is %q", got[0])
	}
}

func TestReplaceKeepsOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	top := tree(t, "a.md")
	must(t, os.Chown(filepath.Join(top, "a.md"), 4711, 4712))
	must(t, replace(t, top, source.Change{"a.md", "text of a.md", "new"}))
	info, err := os.Stat(filepath.Join(top, "a.md"))
	must(t, err)
	if s := info.Sys().(*syscall.Stat_t); s.Uid != 4711 || s.Gid != 4712 {
		t.Errorf("it belongs to %d:%d", s.Uid, s.Gid)
	}
}

func replace(t *testing.T, top string, changes ...source.Change) error {
	t.Helper()
	f, err := source.OpenFolder(top)
	must(t, err)
	defer f.Close()
	return f.Replace(changes)
}

func readAll(t *testing.T, top string, paths ...string) []string {
	t.Helper()
	var texts []string
	for _, p := range paths {
		text, err := os.ReadFile(filepath.Join(top, p))
		must(t, err)
		texts = append(texts, string(text))
	}
	return texts
}

// nothingLeft looks whether a folder has so many entries, none of them a text that was to be put in place.
func nothingLeft(t *testing.T, dir string, want int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	if len(entries) != want || slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.HasPrefix(e.Name(), ".") }) {
		t.Errorf("in %s are %v", dir, entries)
	}
}
