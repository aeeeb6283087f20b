package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// Folder is a folder of the file system as a Source. Nothing outside of it is ever read, whatever its links say.
type Folder struct {
	top  string // absolute, its own links resolved
	root *os.Root
}

// OpenFolder opens the folder at top. Close it after use.
func OpenFolder(top string) (*Folder, error) {
	top, err := filepath.Abs(top)
	if err != nil {
		return nil, err
	}
	if top, err = filepath.EvalSymlinks(top); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(top)
	if err != nil {
		return nil, err
	}
	return &Folder{top: top, root: root}, nil
}

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// List implements Source.
func (f *Folder) List(ctx context.Context, folders ...string) ([]Entry, error) {
	var entries []Entry
	for _, folder := range folders {
		err := fs.WalkDir(f.root.FS(), folder, func(p string, d fs.DirEntry, err error) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil && p == folder {
				return err
			}
			if path.Base(p) == ".git" {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if err != nil {
				entries = append(entries, Entry{Path: p, Folder: true, Err: reason(err)})
				return nil
			}
			if !d.IsDir() {
				entries = append(entries, f.entry(p, d, folders))
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("listing %s: %w", filepath.Join(f.top, filepath.FromSlash(folder)), err)
		}
	}
	byPath := func(a, b Entry) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(entries, byPath)
	return slices.CompactFunc(entries, func(a, b Entry) bool { return a.Path == b.Path }), nil
}

// entry looks at one thing that is no folder.
func (f *Folder) entry(p string, d fs.DirEntry, folders []string) Entry {
	switch t := d.Type(); {
	case t.IsRegular():
		return Entry{Path: p}
	case t&fs.ModeSymlink != 0:
		return f.link(p, folders)
	default:
		return Entry{Path: p, Err: errors.New("it is " + special(t))}
	}
}

// link looks at a symbolic link.
func (f *Folder) link(p string, folders []string) Entry {
	e := Entry{Path: p}
	real, err := filepath.EvalSymlinks(filepath.Join(f.top, filepath.FromSlash(p)))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		e.Err = ErrLinkToNowhere
		return e
	case errors.Is(err, syscall.ELOOP) || err != nil && strings.Contains(err.Error(), "too many links"):
		e.Err = ErrLinkInCircle
		return e
	case err != nil:
		e.Err = reason(err)
		return e
	}
	if info, err := os.Stat(real); err == nil {
		e.Folder = info.IsDir()
	}
	if rel, ok := Within(f.top, real); ok && slices.ContainsFunc(folders, func(d string) bool { return Holds(d, rel) }) {
		e.Skip = LinkWithin(rel)
		return e
	}
	e.Err = ErrLinkOutside
	return e
}

// buffers are what files are read into, one after the other.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Read implements Source.
func (f *Folder) Read(p string, limit int) (start string, more bool, err error) {
	// Not to wait for somebody who writes into a pipe.
	file, err := f.root.OpenFile(filepath.FromSlash(p), os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return "", false, reason(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", false, reason(err)
	}
	if !info.Mode().IsRegular() {
		return "", false, errors.New("it is " + special(info.Mode()))
	}
	text := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(text)
	text.Reset()
	text.Grow(int(min(info.Size(), int64(limit))) + bytes.MinRead) // so that a file that has not grown is read in one go
	if _, err := text.ReadFrom(io.LimitReader(file, int64(limit)+1)); err != nil {
		return "", false, reason(err)
	}
	if text.Len() > limit {
		return string(text.Bytes()[:limit]), true, nil
	}
	return text.String(), false, nil
}

// reason is an error of the file system without the call and the path, which whoever prints it knows better.
func reason(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	if le, ok := errors.AsType[*os.LinkError](err); ok {
		return le.Err
	}
	return err
}

func special(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	case m.IsDir():
		return "a folder"
	}
	return "no regular file"
}

// Holds reports whether the slash-separated path is the folder, "." for the top, or lies below it.
func Holds(folder, p string) bool {
	return folder == "." || p == folder || strings.HasPrefix(p, folder+"/")
}
