package audit

import (
	"cmp"
	"slices"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// findings are what lint has found in the pages that were asked about.
func (q *questions) findings() Findings {
	out := Findings{All: []Finding{}, Rules: []RuleCount{}, Wording: []RuleCount{}, Allowed: []Allowed{}}
	pages := map[string]*catalog.Page{}
	for _, p := range q.Part.Pages {
		pages[p.File.Path] = p
	}
	registry := ""
	if q.Part.Registry != nil {
		registry = q.Part.Registry.File.Path
	}
	counts := map[string]*RuleCount{}
	departments := map[[2]string]int{}
	for _, f := range q.Result.Findings {
		if pages[f.Place.Path] == nil && (registry == "" || f.Place.Path != registry) {
			continue
		}
		x := q.finding(f, pages[f.Place.Path])
		out.All = append(out.All, x)
		c := counts[f.Rule]
		if c == nil {
			c = &RuleCount{Rule: f.Rule, Severity: x.Severity, Summary: q.Policy.Rule(f.Rule).Summary, Departments: []DepartmentCount{}}
			counts[f.Rule] = c
		}
		if f.Severity.AtLeast(schema.Severity(c.Severity)) {
			c.Severity = x.Severity
		}
		c.Findings++
		departments[[2]string{f.Rule, x.Department}]++
	}
	for _, a := range q.Result.Allowed {
		if page := pages[a.Place.Path]; page != nil {
			out.Allowed = append(out.Allowed, Allowed{q.finding(a.Finding, page), a.Reason})
		}
	}
	for of, n := range departments {
		c := counts[of[0]]
		c.Departments = append(c.Departments, DepartmentCount{of[1], n})
	}
	for _, c := range counts {
		slices.SortFunc(c.Departments, func(a, b DepartmentCount) int { return cmp.Compare(a.Department, b.Department) })
		out.Rules = append(out.Rules, *c)
	}
	slices.SortFunc(out.Rules, func(a, b RuleCount) int {
		return cmp.Or(severer(a.Severity, b.Severity), cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Rule, b.Rule))
	})
	for _, c := range out.Rules {
		if q.Policy.Rule(c.Rule).Group == "wording" {
			out.Wording = append(out.Wording, c)
		}
	}
	return out
}

// severer orders severities, the most severe first.
func severer(a, b string) int {
	switch x, y := schema.Severity(a), schema.Severity(b); {
	case a == b:
		return 0
	case x.AtLeast(y):
		return -1
	}
	return 1
}

// line is a line of a page that a level is found by, or, without a number, the level's title.
type line struct {
	path  string
	n     int
	title string
}

// byLine are the levels that were asked about, by their lines, those of their grades and their titles.
func (q *questions) byLine() map[line][]*catalog.Level {
	lines := map[line][]*catalog.Level{}
	for _, l := range q.levels {
		path := l.Family.File.Path
		all := []line{{path, l.Place.Line, ""}, {path, 0, l.Title.String}, {path, 0, l.Full}}
		for _, g := range l.Grades {
			all = append(all, line{path, g.At.Place().Line, ""}, line{path, g.Subject.Place().Line, ""})
		}
		for _, at := range all {
			if known := lines[at]; len(known) == 0 || known[len(known)-1] != l {
				lines[at] = append(known, l)
			}
		}
	}
	return lines
}

func (q *questions) finding(f lint.Finding, page *catalog.Page) Finding {
	out := Finding{
		Rule: f.Rule, Severity: string(f.Severity), Message: f.Message, Remedy: f.Remedy, Title: f.Level,
		Path: f.Place.Path, Line: f.Place.Line, Column: f.Place.Column, Identity: f.Identity, Link: q.link(place(f.Place)),
	}
	if page != nil && page.Family != nil {
		out.Department = q.folders.of(page.Family)
		if u := q.unitOf[page.Family]; u != nil {
			out.Family = u.title
		}
	}
	if l := q.meant(f, page); l != nil {
		out.Level, out.Title = q.codes[l], l.Full
	}
	return out
}

// meant is the level that a finding is about, nil if it concerns no single one. Among twins the place tells.
func (q *questions) meant(f lint.Finding, page *catalog.Page) *catalog.Level {
	if f.Level == "" || page == nil || page.Family == nil {
		return nil
	}
	for _, l := range q.about()[line{f.Place.Path, f.Place.Line, ""}] {
		if l.Place == f.Place || slices.ContainsFunc(l.Grades, func(g *catalog.Grade) bool { return isAbout(f, g) }) {
			return l
		}
	}
	if named := q.about()[line{page.File.Path, 0, f.Level}]; named != nil {
		return named[0]
	}
	return nil
}

// isAbout reports whether a finding stands at a statement of a grade.
func isAbout(f lint.Finding, g *catalog.Grade) bool {
	if !g.At.IsZero() && (within(f.Place, g.At.Place()) || within(g.At.Place(), f.Place)) {
		return true
	}
	return !g.Subject.IsEmpty() && g.Subject.Place() == f.Place
}

func within(a, b catalog.Place) bool { return a.Path == b.Path && b.Start <= a.Start && a.End <= b.End }

// of are the findings of one rule.
func (f Findings) of(rule string) []Finding {
	out := []Finding{}
	for _, x := range f.All {
		if x.Rule == rule {
			out = append(out, x)
		}
	}
	return out
}
