package source

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// IsBare reports whether a folder is a git repository without files of its own.
func IsBare(dir string) bool {
	return isFile(filepath.Join(dir, "HEAD")) && isFolder(filepath.Join(dir, "objects")) && isFolder(filepath.Join(dir, "refs"))
}

// IsRepository reports whether a folder is the top of the checkout of a git repository.
func IsRepository(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ".git"))
	return err == nil
}

func isFile(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.Mode().IsRegular()
}

func isFolder(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.IsDir()
}

// Survey is a folder of which nobody knows yet what is in it, so that it may hold a million files that are no concern of
// ours. As a Source it lists those that Takes wants, and leaves out folders that a tool fills or that are repositories of
// their own.
type Survey struct {
	*Folder
	Takes func(path string) bool
	Limit int // of files listed; what is beyond it is left out

	Left []string // after List: the folders that were left out, each with the reason, in order of path
	Full bool     // after List: the limit was reached
}

// filled are the names of folders that a tool fills.
var filled = []string{"node_modules", "vendor", "bower_components", "__pycache__"}

// List implements Source.
func (s *Survey) List(ctx context.Context, folders ...string) ([]Entry, error) {
	var entries []Entry
	for _, folder := range folders {
		err := fs.WalkDir(s.root.FS(), folder, func(p string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil && p == folder:
				return err
			case err != nil:
				s.Left = append(s.Left, fmt.Sprintf("%s (%s)", p, reason(err)))
				return fs.SkipDir
			case d.IsDir():
				return s.folder(p, p == folder)
			case !d.Type().IsRegular() || !s.Takes(p):
				return nil
			case len(entries) == s.Limit:
				s.Full = true
				return fs.SkipAll
			}
			entries = append(entries, Entry{Path: p})
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("listing %s: %w", filepath.Join(s.top, filepath.FromSlash(folder)), err)
		}
	}
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(entries, func(a, b Entry) bool { return a.Path == b.Path }), nil
}

// folder decides whether to look into a folder.
func (s *Survey) folder(p string, asked bool) error {
	name := path.Base(p)
	switch {
	case asked:
		return nil
	case strings.HasPrefix(name, "."):
		return fs.SkipDir
	case slices.Contains(filled, name):
		s.Left = append(s.Left, p+" (a tool fills it)")
		return fs.SkipDir
	case IsRepository(filepath.Join(s.top, filepath.FromSlash(p))):
		s.Left = append(s.Left, p+" (a repository of its own)")
		return fs.SkipDir
	}
	return nil
}
