package history

import (
	"cmp"
	"path"
	"slices"

	"jobcat/catalog"
	"jobcat/internal/change"
)

// events are what one commit did to families, levels and grades, each list by path and line. What only the whole history
// knows, such as the subject of the commit, is not in them yet.
type events struct {
	familiesCame, familiesWent []Named
	levelsCame, levelsWent     []Named
	grades                     []GradeChange
}

// neighbours are the states before and after a commit.
type neighbours struct {
	gone, added []*catalog.Page                        // those that differ, by path: changed ones are in both
	renames     map[string]string                      // paths before by paths after
	all         func() (before, after []*catalog.Page) // all pages by path, for those few commits that need them
	asks        func(path string) bool                 // whether a page is asked about
}

// compare says what a commit did. Who is asked about a part of the catalog sees come what was moved into it.
func compare(n neighbours) events {
	c := change.New(change.Side{Catalog: &catalog.Catalog{Pages: n.gone}}, change.Side{Catalog: &catalog.Catalog{Pages: n.added}},
		change.Options{Renames: n.renames})
	var e events
	if regroups(n.gone, n.added) {
		e.familiesCame, e.familiesWent = n.families(c.Families())
	}
	for _, pair := range c.Levels() {
		if pair.Before != nil && !n.asks(pair.Before.Family.File.Path) {
			pair.Before = nil
		}
		if pair.After != nil && !n.asks(pair.After.Family.File.Path) {
			pair.After = nil
		}
		from, to := pair.Grades()
		switch {
		case pair.Before == nil && pair.After == nil:
		case pair.Before == nil:
			e.levelsCame = append(e.levelsCame, named(pair.After, to))
		case pair.After == nil:
			e.levelsWent = append(e.levelsWent, named(pair.Before, from))
		case from != to:
			e.grades = append(e.grades, gradeChange(pair, from, to))
		}
	}
	for _, list := range [][]Named{e.familiesCame, e.familiesWent, e.levelsCame, e.levelsWent} {
		slices.SortStableFunc(list, func(a, b Named) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line)) })
	}
	slices.SortStableFunc(e.grades, func(a, b GradeChange) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
	return e
}

func named(l *catalog.Level, grade string) Named {
	return Named{Path: l.Family.File.Path, Line: l.Place.Line, Family: l.Family.Title.String, Level: l.Full, Grade: grade}
}

func gradeChange(p change.LevelPair, from, to string) GradeChange {
	at := p.GradePlace()
	g := GradeChange{Path: at.Path, Line: at.Line, Family: p.After.Family.Title.String, Level: p.After.Full, From: from, To: to}
	if p.Before.Full != p.After.Full {
		g.Was = p.Before.Full
	}
	return g
}

// regroups reports whether other pages are families after a commit, or pages can belong to other folders that are one family.
// Most commits change texts, and no family comes or goes by that.
func regroups(gone, added []*catalog.Page) bool {
	return !slices.EqualFunc(gone, added, func(b, a *catalog.Page) bool {
		if b.File.Path != a.File.Path || real(b.Family) != real(a.Family) {
			return false
		}
		if b.Family == nil || a.Family == nil {
			return b.Family == a.Family
		}
		same := func(x, y *catalog.Level) bool { return x.Full == y.Full }
		return b.Family.Folder == a.Family.Folder && slices.EqualFunc(b.Family.Levels, a.Family.Levels, same)
	})
}

// families are those that came and went: pages, or folders whose pages are one family. One that has become another, by any of
// its pages, did neither.
func (n neighbours) families(pairs []change.FamilyPair) (came, went []Named) {
	before, after := n.all()
	was, is := n.group(before), n.group(after)
	afterOf := map[*catalog.Family]*catalog.Family{}
	for _, p := range pairs {
		if p.Before != nil && p.After != nil {
			afterOf[p.Before] = p.After
		}
	}
	settled := map[string]bool{} // by what a family was called before, "" in front, and after
	for _, page := range before {
		old := was.unit[page.Family]
		if old == "" || is.first[old] != nil || settled["-"+old] {
			continue
		}
		now := is.unit[cmp.Or(afterOf[page.Family], page.Family)]
		if now != "" && was.first[now] == nil && !settled["+"+now] {
			settled["-"+old], settled["+"+now] = true, true
		}
	}
	for unit, f := range was.first {
		if is.first[unit] == nil && !settled["-"+unit] {
			went = append(went, was.named(unit, f))
		}
	}
	for unit, f := range is.first {
		if was.first[unit] == nil && !settled["+"+unit] {
			came = append(came, is.named(unit, f))
		}
	}
	return came, went
}

// grouping is which families there are: by the path of the page, or of the folder.
type grouping struct {
	unit  map[*catalog.Family]string
	first map[string]*catalog.Family
}

func (n neighbours) group(pages []*catalog.Page) grouping {
	g := grouping{map[*catalog.Family]string{}, map[string]*catalog.Family{}}
	folders := catalog.Folders(pages)
	for _, p := range pages {
		if !real(p.Family) || !n.asks(p.File.Path) {
			continue
		}
		unit := cmp.Or(folders[p.Family], p.File.Path)
		g.unit[p.Family] = unit
		if g.first[unit] == nil {
			g.first[unit] = p.Family
		}
	}
	return g
}

func (g grouping) named(unit string, f *catalog.Family) Named {
	if unit == f.File.Path {
		return Named{Path: unit, Line: f.TitlePlace.Line, Family: f.Title.String}
	}
	return Named{Path: unit, Family: path.Base(unit)}
}
