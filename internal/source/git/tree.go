package git

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"jobcat/internal/source"
)

// Tree is the files of a commit, or of the index, below one folder of the repository, as a source.Source. Git knows no
// empty folders, so a folder that is not there is one without files. The entries of files have their Blob: who reads two
// trees need read what both have only once.
type Tree struct {
	repo *Repository
	top  string // slash-separated, relative to that of the repository; "." for all of it
	id   string // of the commit; "" for the index

	mu    sync.RWMutex
	blobs map[string]string // of files that were listed, by path
}

// At is a commit. Its top is the folder at the absolute path, which has to lie in the repository and need not exist.
func (r *Repository) At(c Commit, top string) (*Tree, error) {
	if c.ID == "" {
		return nil, errors.New("there is no such commit")
	}
	return r.tree(c.ID, top)
}

// Index is what the next commit would have, as far as it is staged. Its top is that of At.
func (r *Repository) Index(top string) (*Tree, error) {
	if r.bare {
		return nil, misuse("%q is a bare repository; nothing can be staged there", r.top)
	}
	return r.tree("", top)
}

func (r *Repository) tree(id, top string) (*Tree, error) {
	below, ok := source.Within(r.top, top)
	if !ok {
		return nil, misuse("%q does not lie in the repository %q", top, r.top)
	}
	return &Tree{repo: r, top: below, id: id}, nil
}

// List implements source.Source.
func (t *Tree) List(ctx context.Context, folders ...string) ([]source.Entry, error) {
	records, err := t.records(ctx, folders)
	if err != nil {
		return nil, err
	}
	var links *links // only who has any pays for them
	entries := make([]source.Entry, 0, len(records))
	blobs := make(map[string]string, len(records))
	for _, r := range records {
		p := t.inside(r.path)
		switch {
		case r.status == 'U':
			entries = append(entries, source.Entry{Path: p, Err: errors.New("it is in conflict with what was merged; resolve that, and stage it with git add")})
		case r.after.mode == modeSubmodule:
			entries = append(entries, source.Entry{Path: p, Folder: true, Skip: "a submodule, which is a repository of its own"})
		case r.after.mode == modeLink:
			if links == nil {
				if links, err = t.links(ctx); err != nil {
					return nil, err
				}
			}
			entries = append(entries, links.entry(t, p, r.path, folders))
		default:
			entries = append(entries, source.Entry{Path: p, Blob: r.after.blob})
			blobs[p] = r.after.blob
		}
	}
	t.mu.Lock()
	t.blobs = blobs
	t.mu.Unlock()
	return entries, nil
}

// Read implements source.Source.
func (t *Tree) Read(p string, limit int) (start string, more bool, err error) {
	t.mu.RLock()
	blob, listed := t.blobs[p]
	t.mu.RUnlock()
	if !listed {
		if blob, err = t.blob(p); err != nil {
			return "", false, err
		}
	}
	return t.repo.objects.read(blob, limit)
}

// blob looks for one file that was not listed.
func (t *Tree) blob(p string) (string, error) {
	records, err := t.records(t.repo.ctx, []string{p})
	if err != nil {
		return "", err
	}
	if len(records) == 0 {
		return "", fs.ErrNotExist
	}
	switch r := records[0]; {
	case t.inside(r.path) != p:
		return "", errors.New("it is a folder")
	case r.status == 'U', r.after.mode == modeLink, r.after.mode == modeSubmodule:
		return "", errors.New("it is no regular file")
	default:
		return r.after.blob, nil
	}
}

// records asks git for everything below folders.
func (t *Tree) records(ctx context.Context, folders []string) ([]record, error) {
	var paths []string
	for _, folder := range folders {
		p := path.Join(t.top, folder)
		if !source.Holds(t.top, p) || p == ".." || strings.HasPrefix(p, "../") {
			return nil, fmt.Errorf("%q leads out of the catalog", folder)
		}
		paths = append(paths, p)
	}
	if paths == nil {
		return nil, nil
	}
	return t.repo.records(ctx, limited(t.against(t.repo.nothing()), paths...)...)
}

// against is the command for what the tree has that a commit or another tree has not, and the reverse.
func (t *Tree) against(id string) []string {
	if t.id == "" {
		// A file of which only the name is staged would not be committed.
		return []string{"diff-index", "--raw", "-z", "--no-abbrev", "--cached", "--ita-invisible-in-index", id}
	}
	return []string{"diff-tree", "--raw", "-z", "--no-abbrev", "-r", id, t.id}
}

// limited is a command that is only about some paths.
func limited(command []string, paths ...string) []string {
	if slices.Contains(paths, ".") {
		return command
	}
	return append(append(command, "--"), paths...)
}

// inside gives a path of the repository, which has to lie below the top of the tree, relative to that.
func (t *Tree) inside(p string) string {
	rel, _ := t.contains(p)
	return rel
}

// contains is inside for any path of the repository.
func (t *Tree) contains(p string) (rel string, ok bool) {
	switch {
	case t.top == ".":
		return p, true
	case p == t.top:
		return ".", true
	}
	return strings.CutPrefix(p, t.top+"/")
}
