package main

import (
	"jobcat/internal/source"
	"jobcat/schema"
)

// listing is the files of a catalog, to see whether the globs of its policy mean any.
type listing struct {
	files []string
	whole bool // nothing that a glob could mean is missing: the roots are named, and all of them are listed
}

func (l *listing) add(e source.Entry) {
	l.files = append(l.files, e.Path)
	l.whole = l.whole && !(e.Folder && e.Err != nil) // what is in such a folder nobody knows
}

// check is the error that a glob means no file, or nil.
func (l *listing) check(p *schema.Policy) error {
	if !l.whole {
		return nil
	}
	if err := p.CheckGlobs(l.files); err != nil {
		return &exitError{exitUsage, err}
	}
	return nil
}
