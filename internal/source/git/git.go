// Package git reads a catalog as git has it: as it is in a commit, or as it would be after the next one. It needs no
// checkout, and asks git itself, which alone knows of worktrees, partial clones and all that is still to come.
//
// A text is what is committed. What git makes of it in a working tree, such as the line endings of Windows, does not
// happen here.
package git

import (
	"context"
	"strings"
)

// Repository is a git repository. It is safe for concurrent use.
type Repository struct {
	place
	ctx     context.Context // ends what git does for Tree.Read
	objects *objects
}

// Open finds the repository that a folder lies in, by its absolute path with links resolved. What hooks are told by git
// about the repository holds, above all which index is to be committed. Close it after use; the end of ctx ends everything
// that is under way.
func Open(ctx context.Context, dir string) (*Repository, error) {
	at, err := find(ctx, dir)
	if err != nil {
		return nil, err
	}
	objects, err := startObjects(ctx, at)
	if err != nil {
		return nil, err
	}
	return &Repository{place: at, ctx: ctx, objects: objects}, nil
}

// Close lets go of the repository, and of its trees. Nothing may be reading any more.
func (r *Repository) Close() error { return r.objects.close() }

// Top is the folder that the repository's files are checked out in: absolute, with links resolved. A bare repository has
// its own folder as top.
func (r *Repository) Top() string { return r.top }

// nothing is the id of the tree without files, which every repository knows.
func (r *Repository) nothing() string {
	if r.sha256 {
		return "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
	}
	return "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
}

// abbreviated is an id as short as people read it.
func abbreviated(id string) string { return id[:min(len(id), 10)] }

func lines(out string) []string {
	return strings.Split(strings.TrimSuffix(out, "\n"), "\n")
}
