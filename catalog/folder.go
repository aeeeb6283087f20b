package catalog

import (
	"path"
	"strings"
)

// JoinFolders finds the families that are kept as a folder with one file per level, and sets PartOf of their pages to
// that folder: pages side by side that are one level each, and whose titles differ in nothing but the rung. Where the
// reader has set it already, because the policy says that levels are files, it stays if there are several of them.
func JoinFolders(pages []*Page) {
	several := map[string]int{}
	for _, p := range pages {
		if p.Family != nil {
			several[p.Family.PartOf]++
		}
	}
	for _, p := range pages {
		if p.Family != nil && several[p.Family.PartOf] == 1 {
			p.Family.PartOf = ""
		}
	}
	type folder struct{ dir, subject string }
	members := map[folder][]*Family{}
	for _, p := range pages {
		f := p.Family
		if f == nil || len(f.Levels) != 1 || f.Levels[0].Name.Rung == "" {
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
			f.PartOf = key.dir
		}
	}
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
