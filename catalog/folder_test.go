package catalog

import (
	"cmp"
	"strings"
	"testing"
)

// pagesOf are pages with one level each, written "path: title". A title with a bar in it is of two levels.
func pagesOf(lines ...string) []*Page {
	var pages []*Page
	for _, line := range lines {
		path, titles, _ := strings.Cut(line, ": ")
		page := &Page{File: NewFile(path, "")}
		if titles != "" {
			page.Family = &Family{File: page.File}
			for _, title := range strings.Split(titles, " | ") {
				page.Family.Levels = append(page.Family.Levels, &Level{Full: title, Name: ParseName(title)})
			}
		}
		pages = append(pages, page)
	}
	return pages
}

func TestFolders(t *testing.T) {
	for _, c := range []struct {
		name  string
		pages []string
		want  string // the folder that each page is part of
	}{
		{"side by side", []string{"glass/senior/index.html.md: Senior Glass Engineer", "glass/staff/index.html.md: Staff Glass Engineer"}, "glass glass"},
		{"as files", []string{"glass/senior.md: Senior Glass Engineer", "glass/_index.md: Glass Engineer | Fellow Glass Engineer", "glass/staff.md: Staff Glass Engineer"}, "glass - glass"},
		{"in the plural", []string{"glass/a.md: Senior Glass Engineer", "glass/b.md: Staff Glass Engineers"}, "glass glass"},
		{"one alone", []string{"glass/senior.md: Senior Glass Engineer", "wood/staff.md: Staff Glass Engineer"}, "- -"},
		{"other subjects", []string{"x/a.md: Senior Glass Engineer", "x/b.md: Senior Wood Engineer"}, "- -"},
		{"no rung", []string{"x/a.md: Glass Engineer", "x/b.md: Glass Engineer"}, "- -"},
		{"nothing but rungs", []string{"x/a.md: Senior", "x/b.md: Staff"}, "- -"},
		{"two families in one folder", []string{"x/a.md: Senior Glass Engineer", "x/b.md: Senior Wood Engineer", "x/c.md: Staff Wood Engineer"}, "- x x"},
		{"no family", []string{"x/a.md", "x/b.md: Senior Glass Engineer"}, "- -"},
	} {
		pages := pagesOf(c.pages...)
		folders := Folders(pages)
		var got []string
		for _, p := range pages {
			got = append(got, cmp.Or(folders[p.Family], "-"))
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: part of %q, want %q", c.name, got, c.want)
		}
	}
}

// A reader that knows that levels are files says so itself.
func TestFoldersOfReader(t *testing.T) {
	pages := pagesOf("x/a.md: Glass Engineer", "x/b.md: Head of Glass", "y/c.md: Glass Engineer")
	for _, p := range pages {
		p.Family.Folder = p.File.Path[:1]
	}
	folders := Folders(pages)
	if a, b, c := folders[pages[0].Family], folders[pages[1].Family], folders[pages[2].Family]; a != "x" || b != "x" || c != "" {
		t.Errorf("parts of %q, %q and %q", a, b, c)
	}
}
