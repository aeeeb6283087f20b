package source

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Change is a new text for a file that was read.
type Change struct {
	Path   string // slash-separated, relative to the top of the source
	Before string // the text as it was read
	After  string
}

// Replace gives files their new texts. Whoever looks sees the old text of a file or the whole new one. All new texts lie
// ready before the first file is replaced, so nearly everything that can go wrong goes wrong while nothing has changed
// yet; a file that is no longer as it was read, or that may not be written, is such a thing. The error is a
// *ReplaceError.
//
// The mode of a file stays, and its owner if the system lets us. A hard link does not: the other names keep the old text.
func (f *Folder) Replace(changes []Change) error {
	var ready []string // the paths of the new texts
	defer func() {
		for _, name := range ready {
			f.root.Remove(name) // is gone already if all went well
		}
	}()
	for i, c := range changes {
		name, err := f.prepare(c, fmt.Sprintf(".jobcat-%d", i))
		if err != nil {
			return &ReplaceError{Path: c.Path, Err: reason(err)}
		}
		ready = append(ready, name)
	}
	var done []string
	for i, c := range changes {
		if err := f.root.Rename(ready[i], filepath.FromSlash(c.Path)); err != nil {
			return &ReplaceError{c.Path, done, reason(err)}
		}
		done = append(done, c.Path)
	}
	return nil
}

// ReplaceError says why a file could not be replaced, and which ones were before it.
type ReplaceError struct {
	Path string
	Done []string
	Err  error
}

func (e *ReplaceError) Error() string {
	done := "nothing was changed"
	if len(e.Done) > 0 {
		done = "only these files were changed: " + strings.Join(e.Done, ", ")
	}
	return fmt.Sprintf("writing %s: %v; %s", e.Path, e.Err, done)
}

// Unwrap gives the reason.
func (e *ReplaceError) Unwrap() error { return e.Err }

// prepare writes the new text beside the file, under a name of its own that begins with base, and gives the path of that.
func (f *Folder) prepare(c Change, base string) (string, error) {
	name := filepath.FromSlash(c.Path)
	// Putting a new file in the place of one that is protected would work, but is not meant.
	old, err := f.root.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return "", err
	}
	defer old.Close()
	info, err := old.Stat()
	if err != nil {
		return "", err
	}
	if now, err := io.ReadAll(io.LimitReader(old, int64(len(c.Before))+1)); err != nil {
		return "", err
	} else if string(now) != c.Before {
		return "", errors.New("it has changed since it was read")
	}

	ready, file, err := newBeside(filepath.Join(filepath.Dir(name), base), func(name string) (*os.File, error) {
		return f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	})
	if err != nil {
		return "", fmt.Errorf("in its folder: %w", reason(err))
	}
	_, err = file.WriteString(c.After)
	if err == nil {
		giveOwner(file, info)
		err = file.Chmod(info.Mode()) // last, because a new owner takes mode bits away
	}
	if err == nil {
		err = file.Sync() // else a crash after the rename could leave an empty file
	}
	if err = errors.Join(err, file.Close()); err != nil {
		f.root.Remove(ready)
		return "", err
	}
	return ready, nil
}
