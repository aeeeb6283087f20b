// Package workspace says which catalog a command line means, and reads it from a source.
package workspace

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/schema"
)

// Workspace is a catalog on disk and the part of it that was asked about.
type Workspace struct {
	Top   string // absolute: the folder that all paths of the catalog are relative to
	Name  string // the same as a person would type it, slash-separated: relative to the working directory
	Roots []Root // in order of Dir, none within another
	asked []string
}

// Root is a folder that holds job families.
type Root struct {
	Dir string // slash-separated, relative to Top; "." for Top itself
	URL string // where its pages are published: "/job-families/"; "/" if nobody knows
}

// New finds the catalog that PATHs mean. configured are the roots of the policy, absolute with links resolved; targets
// are the PATHs, none for all that is configured, else for the working directory.
//
//  1. A PATH within a configured root means that part of all configured roots together: what one page says of another
//     can only be judged by knowing both.
//  2. A folder around configured roots means those.
//  3. Any other folder is a root itself, and any other file has its folder as root.
func New(configured []string, targets []source.Target, workingDir string) *Workspace {
	var roots []string
	switch {
	case len(targets) > 0:
	case len(configured) > 0:
		roots = configured
	default:
		roots = []string{workingDir}
	}
	for _, t := range targets {
		holds := func(root string) bool { return within(root, t.Path) || t.IsDir && within(t.Path, root) }
		if slices.ContainsFunc(configured, holds) {
			roots = append(roots, configured...)
		} else {
			roots = append(roots, t.Dir())
		}
	}
	roots = outermost(roots)

	w := &Workspace{Top: commonParent(roots)}
	w.Name = w.name(targets, workingDir)
	for _, r := range roots {
		w.Roots = append(w.Roots, Root{Dir: w.relative(r), URL: siteURL(r)})
	}
	for _, t := range targets {
		w.asked = append(w.asked, w.relative(t.Path))
	}
	return w
}

// Sites say where the catalog is published.
func (w *Workspace) Sites(p *schema.Policy) catalog.Sites {
	options := p.Catalog()
	sites := catalog.Sites{Prefixes: options.SitePrefixes, Redirects: options.Redirects}
	for _, r := range w.Roots {
		sites.Roots = append(sites.Roots, catalog.Root{Dir: r.Dir, URL: r.URL})
	}
	return sites
}

// Part is the part of the catalog that was asked about. The registry belongs to the whole.
func (w *Workspace) Part(c *catalog.Catalog) *catalog.Catalog {
	part := &catalog.Catalog{Root: c.Root}
	for _, p := range c.Pages {
		if w.isAsked(p.File.Path) {
			part.Pages = append(part.Pages, p)
		}
	}
	if len(part.Pages) == len(c.Pages) {
		part.Registry = c.Registry
	}
	return part
}

// Asks reports whether a file is asked about, by its path relative to Top: one that lies below a root, whether it is there
// or not.
func (w *Workspace) Asks(p string) bool {
	below := slices.ContainsFunc(w.Roots, func(r Root) bool { return r.Dir == "." || strings.HasPrefix(p, r.Dir+"/") })
	return below && !strings.HasPrefix(p, "../") && w.isAsked(p)
}

func (w *Workspace) isAsked(p string) bool {
	return w.asked == nil || slices.ContainsFunc(w.asked, func(a string) bool {
		return a == "." || a == ".." || strings.HasPrefix(a, "../") || p == a || strings.HasPrefix(p, a+"/")
	})
}

// Covers reports whether folders lie in the catalog, all of them. They are absolute with links resolved.
func (w *Workspace) Covers(dirs []string) bool {
	return !slices.ContainsFunc(dirs, func(dir string) bool {
		return !slices.ContainsFunc(w.Roots, func(r Root) bool { return within(filepath.Join(w.Top, filepath.FromSlash(r.Dir)), dir) })
	})
}

// Dirs are the folders of the roots, relative to Top.
func (w *Workspace) Dirs() []string {
	dirs := make([]string, len(w.Roots))
	for i, r := range w.Roots {
		dirs[i] = r.Dir
	}
	return dirs
}

// RootOf is the root that holds a page. The path is relative to Top.
func (w *Workspace) RootOf(p string) Root {
	for _, r := range w.Roots {
		if r.Dir == "." || strings.HasPrefix(p, r.Dir+"/") {
			return r
		}
	}
	return w.Roots[0]
}

// name is Top relative to the working directory, unless it lies elsewhere and was not typed so.
func (w *Workspace) name(targets []source.Target, workingDir string) string {
	rel, err := filepath.Rel(workingDir, w.Top)
	typedAbsolute := slices.ContainsFunc(targets, func(t source.Target) bool { return filepath.IsAbs(t.Given) })
	if err != nil || typedAbsolute && !within(workingDir, w.Top) {
		return filepath.ToSlash(w.Top)
	}
	return filepath.ToSlash(rel)
}

// relative gives a path of the catalog relative to the root that holds it.
func (r Root) relative(p string) string { return strings.TrimPrefix(p, r.Dir+"/") }

// relative gives an absolute path relative to Top, "../" at its beginning for a folder around it.
func (w *Workspace) relative(p string) string {
	rel, err := filepath.Rel(w.Top, p)
	if err != nil {
		return filepath.ToSlash(p)
	}
	return filepath.ToSlash(rel)
}

// siteURL is where a root is published: below a folder of its own name. The top of a checkout has the name of the clone,
// from which nobody knows where it is published.
func siteURL(root string) string {
	if source.IsRepository(root) {
		return "/"
	}
	return strings.TrimSuffix(path.Join("/", filepath.ToSlash(filepath.Base(root))), "/") + "/"
}

// outermost sorts folders and leaves out those within others.
func outermost(folders []string) []string {
	folders = slices.Compact(slices.Sorted(slices.Values(folders)))
	return slices.DeleteFunc(slices.Clone(folders), func(f string) bool {
		return slices.ContainsFunc(folders, func(o string) bool { return o != f && within(o, f) })
	})
}

// commonParent is the innermost folder that holds all of them.
func commonParent(folders []string) string {
	top := folders[0]
	for _, f := range folders {
		for !within(top, f) {
			top = filepath.Dir(top)
		}
	}
	return top
}

func within(folder, p string) bool {
	_, ok := source.Within(folder, p)
	return ok
}
