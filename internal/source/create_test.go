package source_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"jobcat/internal/source"
)

func TestCreateMakesFoldersAndLeavesNothingElse(t *testing.T) {
	top := t.TempDir()
	file := filepath.Join(top, "a", "b", "new.md")
	must(t, source.Create(file, "text"))
	if got, err := os.ReadFile(file); err != nil || string(got) != "text" {
		t.Errorf("got %q, %v", got, err)
	}
	if entries, err := os.ReadDir(filepath.Dir(file)); err != nil || len(entries) != 1 {
		t.Errorf("beside it: %v, %v", entries, err)
	}
}

func TestCreateLeavesWhatIsThere(t *testing.T) {
	top := tree(t, "a.md", "folder/x.md", "nowhere.md -> gone.md")
	for _, name := range []string{"a.md", "folder", "nowhere.md"} {
		if err := source.Create(filepath.Join(top, name), "new"); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := list(t, top, "."); len(got) != 3 {
		t.Errorf("got %q", got)
	}
	if err := source.Create(filepath.Join(top, "a.md", "below.md"), "new"); err == nil {
		t.Error("a file was made below a file")
	}
}

// In a container every run has the same process id.
func TestCreateBesideWhatAKilledRunHasLeft(t *testing.T) {
	top := t.TempDir()
	left := filepath.Join(top, fmt.Sprintf(".a.md.%d", os.Getpid()))
	must(t, os.WriteFile(left, []byte("half a te"), 0o644))
	must(t, source.Create(filepath.Join(top, "a.md"), "text"))
	if got, err := os.ReadFile(filepath.Join(top, "a.md")); err != nil || string(got) != "text" {
		t.Errorf("got %q, %v", got, err)
	}
	if entries, err := os.ReadDir(top); err != nil || len(entries) != 2 {
		t.Errorf("beside it: %v, %v", entries, err)
	}
}

func TestCreateProgram(t *testing.T) {
	file := filepath.Join(t.TempDir(), "hook")
	must(t, source.CreateProgram(file, "#!/bin/sh\n"))
	info, err := os.Stat(file)
	must(t, err)
	if runtime.GOOS != "windows" && info.Mode()&0o100 == 0 {
		t.Errorf("nobody can run it: %v", info.Mode())
	}
}
