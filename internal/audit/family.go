package audit

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"jobcat/catalog"
)

// unit is a family as people think of it: a page, or the pages of a folder that are one level each.
type unit struct {
	code, title, department string
	path                    string
	pages                   []*catalog.Family // by path
}

// units are the families among pages, by path.
func (q *questions) units(pages []*catalog.Family) []*unit {
	index := map[string]string{} // titles of pages that introduce a folder and are no family themselves
	for _, f := range pages {
		if f.Kind != catalog.RealFamily && isIndex(f.File.Path) {
			index[path.Dir(f.File.Path)] = f.Title.String
		}
	}
	type key struct{ path, subject string }
	byKey := map[key]*unit{}
	var units []*unit
	for _, f := range pages {
		if f.Kind != catalog.RealFamily {
			continue
		}
		k := key{path: f.File.Path}
		if f.PartOf != "" {
			k = key{path: f.PartOf, subject: "/"}
			// Two families can have their pages side by side. Where the policy says that levels are files, the folder is one.
			if f.Folder != f.PartOf && len(f.Levels) > 0 {
				k.subject += catalog.SameTitleKey(f.Levels[0].Name.Subject)
			}
		}
		u := byKey[k]
		if u == nil {
			u = &unit{path: k.path, title: f.Title.String, department: q.folders.of(f)}
			if f.PartOf != "" {
				u.title = index[k.path]
				if u.title == "" && len(f.Levels) > 0 && k.subject != "/" {
					u.title = f.Levels[0].Name.Subject
				}
				if u.title == "" {
					u.title = inWords(path.Base(k.path))
				}
				u.code = codeOf("/"+k.path+"/", k.subject)
			} else {
				u.code = codeOf(f.URL, "")
			}
			byKey[k] = u
			units = append(units, u)
		}
		u.pages = append(u.pages, f)
	}
	slices.SortStableFunc(units, func(a, b *unit) int { return cmp.Compare(a.path, b.path) })
	used := map[string]int{}
	for _, u := range units {
		u.code = numbered(u.code, used)
	}
	return units
}

// inWords is the name of a folder in words: "Principal engineers" for "principal-engineers".
func inWords(name string) string {
	name = strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(name))
	if name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// family is a family with those of its levels that were asked about.
func (q *questions) family(u *unit) Family {
	first := u.pages[0]
	out := Family{
		Code: u.code, Title: u.title, Department: u.department, Path: u.path,
		URL: first.URL, Ladder: q.Policy.LadderFor(first.File.Path).Name, Levels: []string{},
	}
	if first.PartOf == "" {
		out.Line = first.TitlePlace.Line
		out.Link = q.link(place(first.TitlePlace))
	} else {
		out.URL = path.Dir(path.Clean(first.URL)) + "/"
	}
	for _, l := range q.levelsOf(u) {
		out.Levels = append(out.Levels, q.codes[l])
	}
	return out
}

// levelsOf are the levels of a family that were asked about, in file order.
func (q *questions) levelsOf(u *unit) []*catalog.Level {
	var levels []*catalog.Level
	for _, f := range u.pages {
		for _, l := range f.Levels {
			if q.asked[l] {
				levels = append(levels, l)
			}
		}
	}
	return levels
}
