package schema

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// CatalogOptions say which files are the catalog and how they are read.
type CatalogOptions struct {
	Roots        []string          // relative to the folder of jobcat.cue; none means the folder that was asked for
	UsualRoots   []string          // names of folders that are a root if Roots has none
	SitePrefixes []string          // "https://about.gitlab.com": taken off before links are compared; sorted
	Redirects    map[string]string // old URL of a family to its new one
	Registry     string            // a file, relative to the folder of jobcat.cue; "" for none
	Baseline     string            // the file of old findings, relative to the folder of jobcat.cue; "" for none
	IndexPages   []string          // globs of the pages that list the families, relative to the root
	Ignore       []string          // globs relative to the root, sorted
	Dialects     []DialectPaths    // the first one with a matching glob counts

	dirs []string // see Policy.Below; none if paths are relative to the one root
}

// DialectPaths are the globs of the pages that are written in one dialect of Markdown.
type DialectPaths struct {
	Dialect string // "kramdown", "kramdown-gfm" or "hugo"
	Paths   []string
}

// DialectFor is the dialect of Markdown that a page is written in: "kramdown", "kramdown-gfm" or "hugo"; "" for a file
// that no reader takes. The path is slash-separated and relative to the root.
func (o CatalogOptions) DialectFor(path string) string {
	path = o.belowRoot(path)
	for _, d := range o.Dialects {
		if matchAny(d.Paths, path) {
			return d.Dialect
		}
	}
	return ""
}

// Ignored reports whether a file is to be left alone. The path is slash-separated and relative to the root.
func (o CatalogOptions) Ignored(path string) bool { return matchAny(o.Ignore, o.belowRoot(path)) }

// IsIndexPage reports whether a page is to list families. The path is slash-separated and relative to the root.
func (o CatalogOptions) IsIndexPage(path string) bool {
	return matchAny(o.IndexPages, o.belowRoot(path))
}

// belowRoot is a path relative to the root that holds it.
func (o CatalogOptions) belowRoot(path string) string {
	for _, dir := range o.dirs {
		if rest, ok := strings.CutPrefix(path, dir+"/"); ok {
			return rest
		}
	}
	return path
}

// matchAny reports whether one of the globs matches the path. A glob that is malformed matches nothing: Load has
// refused it.
func matchAny(globs []string, path string) bool {
	for _, g := range globs {
		if doublestar.MatchUnvalidated(g, path) {
			return true
		}
	}
	return false
}
