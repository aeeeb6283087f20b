// Package setup finds out how a repository keeps its job families, and writes what jobcat needs there: the policy, the
// job of the pipeline and the hook. It decides and puts into words; package source reads and writes.
package setup

import (
	"path"
	"slices"
	"strings"

	"jobcat/catalog"
)

// Roots are the folders that hold the job families of a repository, in order of path, and the families that lie in none
// of them. A folder with one of the usual names is a root. Elsewhere a root is the innermost folder around families of
// which at least half of the pages are families or lists of them; what only looks like a family among other documents
// is a stray. Where there are nothing but strays, the innermost folder around all of them is the root.
func Roots(c *catalog.Catalog, usual []string) (roots []string, strays []*catalog.Family) {
	t := newTree(c, usual)
	t.find(".", &roots)
	for i, r := range roots {
		roots[i] = t.innermost(r)
	}
	for _, f := range c.Families() {
		if isFamily(f) && !slices.ContainsFunc(roots, func(r string) bool { return holds(r, f.File.Path) }) {
			strays = append(strays, f)
		}
	}
	if len(roots) == 0 && len(strays) > 0 {
		return []string{t.innermost(".")}, nil
	}
	slices.Sort(roots)
	return roots, strays
}

// WithoutPolicy is a catalog without the pages for which there is a policy already, and those policies.
func WithoutPolicy(c *catalog.Catalog) (rest *catalog.Catalog, policies []string) {
	for _, p := range c.Pages {
		if path.Base(p.File.Path) == PolicyFile {
			policies = append(policies, p.File.Path)
		}
	}
	rest = &catalog.Catalog{Root: c.Root}
	for _, p := range c.Pages {
		if !slices.ContainsFunc(policies, func(policy string) bool { return holds(path.Dir(policy), p.File.Path) }) {
			rest.Pages = append(rest.Pages, p)
		}
	}
	return rest, policies
}

// Families is how many job families a catalog has.
func Families(c *catalog.Catalog) int {
	n := 0
	for _, f := range c.Families() {
		if isFamily(f) {
			n++
		}
	}
	return n
}

func isFamily(f *catalog.Family) bool { return f.Kind == catalog.RealFamily }

// tree counts the pages of each folder with all that lies below it.
type tree struct {
	usual    []string
	families map[string]int
	lists    map[string]int // pages that point to families
	pages    map[string]int
	below    map[string][]string // the folders directly in a folder, sorted
}

func newTree(c *catalog.Catalog, usual []string) *tree {
	t := &tree{usual, map[string]int{}, map[string]int{}, map[string]int{}, map[string][]string{}}
	for _, p := range c.Pages {
		for dir := path.Dir(p.File.Path); ; dir = path.Dir(dir) {
			t.pages[dir]++
			switch {
			case p.Family == nil:
			case isFamily(p.Family):
				t.families[dir]++
			default:
				t.lists[dir]++
			}
			if dir == "." {
				break
			}
			if above := path.Dir(dir); !slices.Contains(t.below[above], dir) {
				t.below[above] = append(t.below[above], dir)
			}
		}
	}
	return t
}

// find adds the outermost folders that are roots.
func (t *tree) find(dir string, roots *[]string) {
	if t.families[dir] == 0 {
		return
	}
	if slices.Contains(t.usual, path.Base(dir)) || 2*(t.families[dir]+t.lists[dir]) >= t.pages[dir] && t.families[dir] > t.lists[dir] && !t.holdsUsual(dir) {
		*roots = append(*roots, dir)
		return
	}
	for _, d := range t.below[dir] {
		t.find(d, roots)
	}
}

// holdsUsual reports whether a folder with a usual name and families lies below.
func (t *tree) holdsUsual(dir string) bool {
	return slices.ContainsFunc(t.below[dir], func(d string) bool {
		return t.families[d] > 0 && (slices.Contains(t.usual, path.Base(d)) || t.holdsUsual(d))
	})
}

// innermost is the innermost folder around all families of a folder; one with a usual name is one already. Families may
// have a folder each, so the folder of a single one is the one around it.
func (t *tree) innermost(dir string) string {
	for !slices.Contains(t.usual, path.Base(dir)) {
		next := ""
		for _, d := range t.below[dir] {
			if t.families[d] == t.families[dir] {
				next = d
			}
		}
		if next == "" {
			return dir
		}
		dir = next
	}
	return dir
}

// holds reports whether a file lies in a folder.
func holds(dir, file string) bool { return dir == "." || strings.HasPrefix(file, dir+"/") }
