package source

import (
	"context"
	"slices"
	"strings"
)

// Overlay is a source in which one file has another text, as an editor or a hook gives it on standard input. The
// file need not exist below.
func Overlay(below Source, path, text string) Source {
	return overlay{below, path, text}
}

type overlay struct {
	below      Source
	path, text string
}

func (o overlay) List(ctx context.Context, folders ...string) ([]Entry, error) {
	entries, err := o.below.List(ctx, folders...)
	if err != nil {
		return nil, err
	}
	i, found := slices.BinarySearchFunc(entries, o.path, func(e Entry, p string) int { return strings.Compare(e.Path, p) })
	if !found {
		return slices.Insert(entries, i, Entry{Path: o.path}), nil
	}
	entries[i] = Entry{Path: o.path}
	return entries, nil
}

func (o overlay) Read(path string, limit int) (string, bool, error) {
	if path != o.path {
		return o.below.Read(path, limit)
	}
	if len(o.text) > limit {
		return o.text[:limit], true, nil
	}
	return o.text, false, nil
}
