package main

import (
	"errors"
	"io/fs"
	"path/filepath"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
)

// registry reads the file that catalog.registry in the policy names, relative to the policy's file and within its reach; nil
// if it names none.
func (o *opened) registry(policyFile string, within reach) (*catalog.Registry, error) {
	name := o.policy.Catalog().Registry
	if name == "" {
		return nil, nil
	}
	file := filepath.Join(filepath.Dir(policyFile), filepath.FromSlash(name))
	if err := within.check(file, "catalog.registry in the policy names the file %q", name); err != nil {
		return nil, err
	}
	folder, err := source.OpenFolder(filepath.Dir(file))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noRegistry(name)
	}
	if err != nil {
		return nil, trouble(err)
	}
	defer folder.Close()
	r, err := o.ReadRegistry(folder, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, noRegistry(name)
	case errors.Is(err, workspace.ErrNoRegistry):
		return nil, usage("%w", err)
	case err != nil:
		return nil, trouble(err)
	}
	return r, nil
}

func noRegistry(name string) error {
	return usage("catalog.registry in the policy names the file %q, and there is none", name)
}
