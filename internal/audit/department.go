package audit

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"jobcat/catalog"
)

// A department is the first folder above a family. A page that introduces its folder ("marketing/index.md") belongs to
// the department of that folder if other families stand there too; else the folder is the family itself.

// DepartmentName is what people call a department: its folder, if it has one.
func DepartmentName(folder string) string { return cmp.Or(folder, "(no department)") }

// folders knows which folders of a catalog hold several families.
type folders struct {
	roots  []string
	first  map[string]int    // families by their first folder
	titles map[string]string // of the pages that introduce a first folder
}

func newFolders(roots []string, families []*catalog.Family) folders {
	f := folders{slices.Clone(roots), map[string]int{}, map[string]string{}}
	slices.SortFunc(f.roots, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	counted := map[string]bool{}
	for _, family := range families {
		unit := unitOf(family)
		if parts := f.below(unit); len(parts) == 1 && family.PartOf == "" && isIndex(family.File.Path) {
			f.titles[parts[0]] = family.Title.String
		}
		if parts := f.below(unit); family.Kind == catalog.RealFamily && !counted[unit] && len(parts) > 0 {
			counted[unit] = true
			f.first[parts[0]]++
		}
	}
	return f
}

// of is the department of a family.
func (f folders) of(family *catalog.Family) string {
	parts := f.below(unitOf(family))
	if len(parts) > 1 || len(parts) == 1 && f.first[parts[0]] > 1 && isFolder(family) {
		return parts[0]
	}
	return ""
}

// below are the parts of a path below the root that holds it.
func (f folders) below(p string) []string {
	for _, root := range f.roots {
		if root != "." {
			if rest, ok := strings.CutPrefix(p+"/", root+"/"); ok {
				p = strings.TrimSuffix(rest, "/")
				break
			}
		}
	}
	if p == "" || p == "." {
		return nil
	}
	return strings.Split(p, "/")
}

// isFolder reports whether a family has a folder for itself, or its page introduces one.
func isFolder(f *catalog.Family) bool {
	return f.PartOf != "" || isIndex(f.File.Path)
}

// isIndex reports whether a page is the one of its folder: "index.html.md", "_index.md".
func isIndex(p string) bool {
	name, _, _ := strings.Cut(path.Base(p), ".")
	return name == "index" || name == "_index"
}

// unitOf is the path of the folder that is a family's own, or else of its page.
func unitOf(f *catalog.Family) string {
	switch {
	case f.PartOf != "":
		return f.PartOf
	case isIndex(f.File.Path):
		return path.Dir(f.File.Path)
	}
	return f.File.Path
}
