package template

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"jobcat/catalog"
)

// File is the path of a new family's page, relative to the top of the catalog as all of them are. A path that ends like
// a page is that page. Any other names the family, or a folder for it, and the page is called as other families around
// it are: "payroll.md", "payroll/index.html.md". isFolder says that the path is a folder already, or was typed as one;
// a page in it has its name from the title.
func File(c *catalog.Catalog, p, title string, isFolder bool) string {
	if strings.HasSuffix(p, ".md") || strings.HasSuffix(p, ".md.erb") {
		return p
	}
	if isFolder && path.Base(p) != slug(title) {
		p = path.Join(p, slug(title))
	}
	return p + usualEnd(c, path.Dir(p))
}

// usualEnd is how the paths of families end behind their names, most of them in the nearest folder that has any.
func usualEnd(c *catalog.Catalog, folder string) string {
	for {
		count := map[string]int{}
		for _, f := range c.Families() {
			if f.Kind == catalog.RealFamily && f.PartOf == "" && (folder == "." || strings.HasPrefix(f.File.Path, folder+"/")) {
				count[endOf(f.File.Path)]++
			}
		}
		if len(count) > 0 {
			ends := make([]string, 0, len(count))
			for end := range count {
				ends = append(ends, end)
			}
			return slices.MinFunc(ends, func(a, b string) int {
				if count[a] != count[b] {
					return count[b] - count[a]
				}
				return strings.Compare(a, b)
			})
		}
		if folder == "." || folder == "/" {
			return ".md"
		}
		folder = path.Dir(folder)
	}
}

// Unlike says how other families around a path are called, if all of them are called in one other way than it: a site may not
// publish it. It is "" else.
func Unlike(c *catalog.Catalog, p string) string {
	usual := usualEnd(c, path.Dir(p))
	for _, f := range c.Families() {
		if f.Kind == catalog.RealFamily && f.PartOf == "" && endOf(f.File.Path) != usual {
			return ""
		}
	}
	if len(c.Families()) == 0 || endOf(p) == usual {
		return ""
	}
	return usual
}

// endOf is what stands behind a family's name in its path. Nothing new needs to be run as ERB.
func endOf(p string) string {
	base := strings.TrimSuffix(path.Base(p), ".erb")
	name, _, _ := strings.Cut(base, ".")
	end := ".md"
	if strings.HasSuffix(base, ".html.md") {
		end = ".html.md"
	}
	if name == "index" || name == "_index" {
		return "/" + name + end
	}
	return end
}

// slug is a title as a part of a path: lower case, with hyphens.
func slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
	})
	return strings.NewReplacer("'", "", "’", "").Replace(strings.Join(words, "-"))
}
