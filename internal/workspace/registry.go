package workspace

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"

	"jobcat/catalog"
	"jobcat/catalog/registry"
	"jobcat/internal/source"
)

// ErrNoRegistry says that a file was read and is no registry.
var ErrNoRegistry = errors.New("no registry")

// ReadRegistry reads the registry that a policy names. The file is absolute, and src is the folder that it stands in; its
// places are relative to the top of the catalog like all others. The error for a file with other things in it names the
// line and wraps ErrNoRegistry.
func (w *Workspace) ReadRegistry(src source.Source, file string) (*catalog.Registry, error) {
	name := w.relative(file)
	shown := path.Join(w.Name, name)
	text, more, err := src.Read(filepath.Base(file), maxPage)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", shown, err)
	case more:
		return nil, fmt.Errorf("%s: more than %d MiB are %w", shown, maxPage>>20, ErrNoRegistry)
	}
	r, err := registry.Read(catalog.NewFile(name, text))
	if wrong, ok := errors.AsType[*registry.Error](err); ok {
		return nil, fmt.Errorf("%s:%d: this is %w: %s", shown, wrong.Line, ErrNoRegistry, wrong.Reason)
	}
	return r, err
}
