package source

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// Memory is texts by their paths as a Source, such as the pages of an example.
type Memory map[string]string

// List implements Source.
func (m Memory) List(_ context.Context, folders ...string) ([]Entry, error) {
	var entries []Entry
	for _, p := range slices.Sorted(maps.Keys(m)) {
		if slices.ContainsFunc(folders, func(folder string) bool { return Holds(folder, p) }) {
			entries = append(entries, Entry{Path: p})
		}
	}
	return entries, nil
}

// Read implements Source.
func (m Memory) Read(path string, limit int) (start string, more bool, err error) {
	text, ok := m[path]
	switch {
	case !ok:
		return "", false, fmt.Errorf("%s: %w", path, fs.ErrNotExist)
	case len(text) > limit:
		return text[:limit], true, nil
	}
	return text, false, nil
}
