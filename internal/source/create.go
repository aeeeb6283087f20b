package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Create writes a new file, and the folders that it stands in. Whoever looks sees no file or the whole one, and what is
// there already stays: the error wraps fs.ErrExist then.
func Create(file, text string) error { return create(file, text, 0o666) }

// CreateProgram is Create for a file that is to be run.
func CreateProgram(file, text string) error { return create(file, text, 0o777) }

func create(file, text string, mode fs.FileMode) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing %s: %w", file, reason(err))
		}
	}()
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if _, err := os.Lstat(file); err == nil {
		return fs.ErrExist
	}
	tmp := filepath.Join(dir, fmt.Sprintf(".%s.%d", filepath.Base(file), os.Getpid()))
	if err := writeNew(tmp, text, mode); err != nil {
		return err
	}
	defer os.Remove(tmp)
	// Of several that create the file at once, a link lets only one succeed. Some file systems have none.
	err = os.Link(tmp, file)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Rename(tmp, file)
}

func writeNew(file, text string, mode fs.FileMode) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Close()); err != nil {
		os.Remove(file)
		return err
	}
	return nil
}
