package main

import (
	"errors"
	"io/fs"
	"path/filepath"

	"jobcat/catalog"
	"jobcat/internal/workspace"
)

// registry reads the file that catalog.registry in the policy names, relative to the policy's file and within its reach, as it
// is on a side; nil if it names none.
func (o *opened) registry(s side) (*catalog.Registry, error) {
	name, file := o.policy.Catalog().Registry, o.registryFile()
	if file == "" {
		return nil, nil
	}
	if err := o.reach.check(file, "catalog.registry in the policy names the file %q", name); err != nil {
		return nil, err
	}
	files, done, err := s.at(filepath.Dir(file))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noRegistry(name)
	}
	if err != nil {
		return nil, err
	}
	defer done()
	r, err := o.ReadRegistry(files, file)
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

// registryFile is the file of the registry, absolute; "" if the policy names none.
func (o *opened) registryFile() string {
	name := o.policy.Catalog().Registry
	if name == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(o.policyFile), filepath.FromSlash(name))
}
