package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// Target is a PATH of the command line, found.
type Target struct {
	Given string // as it was typed
	Path  string // absolute, links resolved, but see IsLink
	IsDir bool

	// IsLink says that Path is a link to a file or to nowhere itself, as LocateNamed finds it.
	IsLink bool
}

// Dir is the folder itself, or the one that the file stands in.
func (t Target) Dir() string {
	if t.IsDir {
		return t.Path
	}
	return filepath.Dir(t.Path)
}

// Locate finds a PATH as a person typed it, relative to the working directory.
func Locate(given string) (Target, error) {
	p, err := filepath.Abs(given)
	if err != nil {
		return Target{}, err
	}
	info, err := os.Stat(p)
	if err != nil {
		return Target{}, fmt.Errorf("%s: %w", given, reason(err))
	}
	if p, err = filepath.EvalSymlinks(p); err != nil {
		return Target{}, fmt.Errorf("%s: %w", given, reason(err))
	}
	return Target{Given: given, Path: p, IsDir: info.IsDir()}, nil
}

// LocateNamed is Locate, but does not follow a link to a file or to nowhere: what becomes of it depends on where it leads,
// as that of a link that is met in a folder.
func LocateNamed(given string) (Target, error) {
	t, err := Locate(given)
	if err == nil && t.IsDir {
		return t, nil
	}
	info, linkErr := os.Lstat(given)
	if linkErr != nil || info.Mode()&fs.ModeSymlink == 0 {
		return t, err
	}
	dir, err := Locate(filepath.Dir(given))
	if err != nil {
		return Target{}, err
	}
	return Target{Given: given, Path: filepath.Join(dir.Path, filepath.Base(given)), IsLink: true}, nil
}

// LocateNew is Locate for a file that need not exist, as long as its folder does.
func LocateNew(given string) (Target, error) {
	t, err := Locate(given)
	if !errors.Is(err, fs.ErrNotExist) {
		return t, err
	}
	dir, err := Locate(filepath.Dir(given))
	if err != nil {
		return Target{}, err
	}
	return Target{Given: given, Path: filepath.Join(dir.Path, filepath.Base(given))}, nil
}

// LocateAround finds what is there already of a PATH that need not exist: the PATH itself, or else the nearest folder
// above it, and the slash-separated rest below that. What is there can be a file, also if there is a rest.
func LocateAround(given string) (around Target, below string, err error) {
	for at := filepath.Clean(given); ; at = filepath.Dir(at) {
		around, err = Locate(at)
		if err == nil {
			return around, below, nil
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) || at == filepath.Dir(at) {
			return Target{}, "", err
		}
		below = path.Join(filepath.Base(at), below)
	}
}

// Upward finds the nearest file of that name in the folder or above it, not looking beyond the top of the git
// repository that the folder lies in. It is "" if there is none.
func Upward(dir, name string) string {
	for {
		p := filepath.Join(dir, name)
		if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
			return p
		}
		parent := filepath.Dir(dir)
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil || parent == dir {
			return ""
		}
		dir = parent
	}
}

// RepositoryTop is the top of the git repository that the folder lies in, "" if it lies in none.
func RepositoryTop(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// Within gives the absolute path relative to the folder, slash-separated, if it is the folder (".") or lies below.
func Within(folder, p string) (string, bool) {
	rel, err := filepath.Rel(folder, p)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}
