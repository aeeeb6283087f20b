package source

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// Overlay is a source in which some files have another text: one that an editor or a hook gives on standard input, or
// those that were repaired and not written yet. The files need not exist below.
func Overlay(below Source, texts Memory) Source {
	if len(texts) == 0 {
		return below
	}
	return overlay{below, texts}
}

type overlay struct {
	below Source
	texts Memory
}

func (o overlay) List(ctx context.Context, folders ...string) ([]Entry, error) {
	entries, err := o.below.List(ctx, folders...)
	if err != nil {
		return nil, err
	}
	for _, path := range slices.Sorted(maps.Keys(o.texts)) {
		i, found := slices.BinarySearchFunc(entries, path, func(e Entry, p string) int { return strings.Compare(e.Path, p) })
		if !found {
			entries = slices.Insert(entries, i, Entry{})
		}
		entries[i] = Entry{Path: path}
	}
	return entries, nil
}

func (o overlay) Read(path string, limit int) (string, bool, error) {
	if _, ok := o.texts[path]; ok {
		return o.texts.Read(path, limit)
	}
	return o.below.Read(path, limit)
}
