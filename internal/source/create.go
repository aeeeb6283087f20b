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
	tmp, err := writeNew(filepath.Join(dir, "."+filepath.Base(file)), text, mode)
	if err != nil {
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

// writeNew writes a new file whose name begins with base, and gives its name.
func writeNew(base, text string, mode fs.FileMode) (name string, err error) {
	name, f, err := newBeside(base, func(name string) (*os.File, error) {
		return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	})
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Close()); err != nil {
		os.Remove(name)
		return "", err
	}
	return name, nil
}

// mostLeft is how many files of killed runs may lie at one place.
const mostLeft = 100

// newBeside opens a new file under a name that begins with base and that nothing has yet. A run that was killed can have
// left its file behind, and in a container the next run has the same process id.
func newBeside(base string, open func(name string) (*os.File, error)) (name string, f *os.File, err error) {
	name = fmt.Sprintf("%s.%d", base, os.Getpid())
	f, err = open(name)
	for n := 1; n <= mostLeft && errors.Is(err, fs.ErrExist); n++ {
		name = fmt.Sprintf("%s.%d.%d", base, os.Getpid(), n)
		f, err = open(name)
	}
	return name, f, err
}
