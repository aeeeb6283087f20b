package main

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jobcat/internal/source"
	"jobcat/schema"
)

// usualRoots are the folders that have the usual name of a root: the one around each PATH, or around the working
// directory; else, the outermost ones below it that have pages.
func usualRoots(ctx context.Context, options schema.CatalogOptions, targets []source.Target, workingDir source.Target) ([]string, error) {
	if len(targets) == 0 {
		targets = []source.Target{workingDir}
	}
	var roots []string
	for _, t := range targets {
		if around := usualRootAround(options.UsualRoots, t.Dir()); around != "" {
			roots = append(roots, around)
			continue
		}
		if t.IsDir {
			below, err := usualRootsBelow(ctx, options, t.Path)
			if err != nil {
				return nil, err
			}
			roots = append(roots, below...)
		}
	}
	return roots, nil
}

// usualRootAround is the folder itself or the nearest one above it that has a usual name, "" if there is none.
func usualRootAround(names []string, dir string) string {
	for ; ; dir = filepath.Dir(dir) {
		if slices.Contains(names, filepath.Base(dir)) {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// usualRootsBelow are the outermost folders below another one that have a usual name and pages. It does not look into
// hidden folders, those that a tool fills, and other checkouts.
func usualRootsBelow(ctx context.Context, options schema.CatalogOptions, dir string) ([]string, error) {
	folder, err := source.OpenFolder(dir)
	if err != nil {
		return nil, trouble(err)
	}
	defer folder.Close()
	survey := &source.Survey{Folder: folder, Limit: maxSurveyed, Takes: func(p string) bool {
		return usualRootOf(options.UsualRoots, p) != "" && options.DialectFor(p) != ""
	}}
	pages, err := survey.List(ctx, ".")
	if err != nil {
		return nil, trouble(err)
	}
	var roots []string
	for _, page := range pages {
		roots = append(roots, filepath.Join(dir, filepath.FromSlash(usualRootOf(options.UsualRoots, page.Path))))
	}
	return slices.Compact(roots), nil
}

// usualRootOf is the outermost folder around a file that has a usual name, "" if there is none.
func usualRootOf(names []string, file string) string {
	folders := strings.Split(path.Dir(file), "/")
	i := slices.IndexFunc(folders, func(name string) bool { return slices.Contains(names, name) })
	return strings.Join(folders[:i+1], "/")
}
