package catalog

import (
	"path"
	"strings"
)

// Folders finds the families that are kept as a folder with one file per level, and says for each of their pages which
// folder it is: pages side by side that are one level each, and whose titles differ in nothing but the rung. Where the
// policy says that levels are files, it is the folder of the page if there are several of them.
func Folders(pages []*Page) map[*Family]string {
	several := map[string]int{}
	for _, p := range pages {
		if p.Family != nil {
			several[p.Family.Folder]++
		}
	}
	type folder struct{ dir, subject string }
	folders, members := map[*Family]string{}, map[folder][]*Family{}
	for _, p := range pages {
		f := p.Family
		if f == nil {
			continue
		}
		if f.Folder != "" && several[f.Folder] > 1 {
			folders[f] = f.Folder
		}
		if len(f.Levels) != 1 || f.Levels[0].Name.Rung == "" {
			continue
		}
		key := folder{path.Dir(page(f.File.Path)), SameTitleKey(f.Levels[0].Name.Subject)}
		members[key] = append(members[key], f)
	}
	for key, families := range members {
		if len(families) < 2 || key.subject == "" {
			continue
		}
		for _, f := range families {
			folders[f] = key.dir
		}
	}
	return folders
}

// page is a file's path as its site names the page: "a/senior" for a/senior/index.html.md and for a/senior.md.
func page(file string) string {
	for _, ext := range []string{".erb", ".md", ".html"} {
		file = strings.TrimSuffix(file, ext)
	}
	if base := path.Base(file); base == "index" || base == "_index" {
		return path.Dir(file)
	}
	return file
}
