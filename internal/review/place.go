package review

import (
	"path"
	"slices"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// group is what is to be said together: findings of one rule on one line, or with one cause.
type group struct {
	findings  []lint.Finding // in the order of lint.Compare
	position  Position       // zero for no line
	elsewhere bool
	stands    Stands
}

// groups puts the findings that were introduced where they are to be said. The most severe come first.
func (r *Review) groups(d Diff) []*group {
	p := &placing{Review: r, diff: d, files: map[string]*File{}, levels: map[string][]*catalog.Level{}}
	for i, f := range d.Files {
		p.files[f.New] = &d.Files[i]
	}
	for _, f := range r.Catalog.Families() {
		p.levels[f.File.Path] = f.Levels
	}
	type key struct {
		rule, path string
		line       int
		elsewhere  bool
		stands     Stands
	}
	var all []*group
	byKey, byIdentity := map[key]*group{}, map[string]*group{}
	for _, f := range slices.SortedFunc(slices.Values(r.Found.Introduced), lint.Compare) {
		if g := byIdentity[f.Identity]; g != nil {
			g.findings = append(g.findings, f)
			continue
		}
		g := p.place(f)
		k := key{f.Rule, g.position.NewPath, g.position.NewLine, g.elsewhere, g.stands}
		if because, caused := cause(f); k.line == 0 && caused && !because.Place.IsZero() {
			k.path, k.line, k.elsewhere = because.Place.Path, because.Place.Line, true
		} else if k.line == 0 {
			k.path, k.line = f.Place.Path, f.Place.Line
		}
		if byKey[k] == nil {
			byKey[k] = g
			all = append(all, g)
		}
		g = byKey[k]
		g.findings = append(g.findings, f)
		byIdentity[f.Identity] = g
	}
	slices.SortStableFunc(all, func(a, b *group) int { return bySeverity(a.findings, b.findings) })
	return all
}

// bySeverity has the most severe first. The lists are not empty.
func bySeverity(a, b []lint.Finding) int {
	s, t := severity(a), severity(b)
	switch {
	case s == t:
		return 0
	case s.AtLeast(t):
		return -1
	}
	return 1
}

// severity is that of the most severe of findings.
func severity(findings []lint.Finding) schema.Severity {
	s := findings[0].Severity
	for _, f := range findings {
		if f.Severity.AtLeast(s) {
			s = f.Severity
		}
	}
	return s
}

// placing finds lines that GitLab takes comments on.
type placing struct {
	*Review
	diff   Diff
	files  map[string]*File            // by path after the change, from the top of the repository
	levels map[string][]*catalog.Level // by path in the catalog
}

// place is where a finding is to be said: on its line; else where the change has caused it; else, where the line is none of the
// head's, on the nearest of the same level.
func (p *placing) place(f lint.Finding) *group {
	g := &group{}
	if !f.Severity.AtLeast(p.CommentOn) {
		g.stands = TooMinor
	}
	at, ok := p.at(f.Place.Path, f.Place.Line)
	if ok {
		g.position = at
		return g
	}
	for _, cause := range f.Related {
		if cause.Place.IsZero() {
			continue
		}
		if at, ok = p.at(cause.Place.Path, cause.Place.Line); ok {
			break
		}
	}
	if !ok {
		at, ok = p.nearest(f)
	}
	switch {
	case ok:
		g.position, g.elsewhere = at, true
	case g.stands == OnLine && p.shows(f.Place.Path):
		g.stands = NoLine
	case g.stands == OnLine:
		g.stands = NoFile
	}
	return g
}

// shows reports whether it is known that a file of the catalog can be commented, or is none of those that were changed.
func (p *placing) shows(inCatalog string) bool {
	file := p.files[path.Join(p.Root, inCatalog)]
	if file == nil {
		return !p.diff.Cut
	}
	return file.Lines != nil
}

// at is the position of a line of the catalog as judged.
func (p *placing) at(inCatalog string, line int) (Position, bool) {
	name := path.Join(p.Root, inCatalog)
	if judged := p.Head[name]; judged != nil {
		line = judged.Old(line)
	}
	return p.diff.position(p.files[name], line)
}

// nearest is the position of the line next to that of a finding, of those of its level.
func (p *placing) nearest(f lint.Finding) (Position, bool) {
	first, last := p.extent(f)
	for away := 1; f.Place.Line-away >= first || f.Place.Line+away <= last; away++ {
		for _, line := range []int{f.Place.Line - away, f.Place.Line + away} {
			if line < first || line > last {
				continue
			}
			if at, ok := p.at(f.Place.Path, line); ok {
				return at, true
			}
		}
	}
	return Position{}, false
}

// extent is the lines of the level that a finding is about, from the first to the last one; none if it is about no level.
func (p *placing) extent(f lint.Finding) (first, last int) {
	if f.Level == "" || p.files[path.Join(p.Root, f.Place.Path)] == nil {
		return 0, -1
	}
	for _, l := range p.levels[f.Place.Path] {
		if l.Full == f.Level && l.Place.Line <= f.Place.Line && l.Place.Line > first {
			first, last = l.Place.Line, l.Family.File.Lines()
		}
	}
	for _, l := range p.levels[f.Place.Path] {
		if l.Place.Line > first {
			last = min(last, l.Place.Line-1)
		}
	}
	if first == 0 {
		return 0, -1
	}
	return first, last
}
