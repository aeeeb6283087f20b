// Package source is where the bytes of a catalog come from: a folder, or a folder in which some files have another text,
// such as one on standard input; package git adds what was committed and what is staged. It is also where repaired texts
// go back to. It is the one package below cmd that touches files.
//
// A catalog is what people check out, merge and copy around, so anything can stand in it. Whatever cannot be read is
// an error of its entry, never of the whole listing: everything else is still there to be linted.
package source

import "context"

// Source is a tree of files, such as a folder or one revision of it. It is safe for concurrent use.
type Source interface {
	// List names every file below the given folders in ascending order of path, each once, leaving out only what is
	// called ".git". A folder that cannot be opened and a link are entries themselves; links are never followed.
	// Folders are relative to the top of the source, "." for all of it. The error is for the folders as such.
	List(ctx context.Context, folders ...string) ([]Entry, error)

	// Read gives the first bytes of a file, at most limit of them, and whether it has more. The error wraps fs.ErrNotExist for a file
	// that is gone by now and fs.ErrPermission for one that may not be read.
	Read(path string, limit int) (start string, more bool, err error)
}

// Entry is one thing that was met in a source.
type Entry struct {
	Path   string // slash-separated, relative to the top of the source
	Folder bool   // a folder, or a link to one
	Skip   string // why it need not be read, as the end of "a.md is no job family: ..."; usually ""
	Err    error  // why it cannot be read; usually nil
	Blob   string // of a file in git, the name of its content: what has the same has the same text; "" if nobody knows
}
