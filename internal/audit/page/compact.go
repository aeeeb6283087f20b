package page

import (
	"slices"

	"jobcat/internal/audit"
)

// compact makes an audit's data small.
type compact struct {
	paths, words, remedies table
	departments            map[string]int
	families               map[string]int
	levels                 map[string]int
	rules                  map[string]int
}

// table is a list in which every text stands once.
type table struct {
	index map[string]int
	texts []string
}

func newTable() table { return table{map[string]int{}, []string{}} }

func (t *table) add(text string) int {
	i, ok := t.index[text]
	if !ok {
		i = len(t.texts)
		t.index[text] = i
		t.texts = append(t.texts, text)
	}
	return i
}

func newCompact(a *audit.Audit) *compact {
	c := &compact{newTable(), newTable(), newTable(), map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
	for i, d := range a.Departments {
		c.departments[d.Name] = i
	}
	for i, f := range a.Families {
		c.families[f.Code] = i
	}
	for i, l := range a.Levels {
		c.levels[l.Code] = i
	}
	for i, l := range a.Others {
		c.levels[l.Code] = len(a.Levels) + i
	}
	for i, r := range a.Findings.Rules {
		c.rules[r.Rule] = i
	}
	return c
}

func index(m map[string]int, key string) int {
	if i, ok := m[key]; ok {
		return i
	}
	return -1
}

func (c *compact) at(p audit.Place) at {
	if p == (audit.Place{}) {
		return at{-1, 0}
	}
	return at{c.paths.add(p.Path), p.Line}
}

func (c *compact) level(code string) int { return index(c.levels, code) }

func (c *compact) levelsOf(codes []string) []int { return each(codes, c.level) }

func track(name string) int {
	if name == "management" {
		return 1
	}
	return 0
}

// data is all but the findings and the effective levels.
func (c *compact) data(a *audit.Audit) data {
	d := data{
		Link: a.Link,
		Departments: each(a.Departments, func(d audit.Department) department {
			return department{d.Name, d.Title, d.Families, d.Levels, d.Graded}
		}),
		Asked:        len(a.Levels),
		Completeness: a.Completeness,
		History:      a.History,
	}
	d.Families = c.familyColumns(a.Families)
	d.Levels = c.levelColumns(a)
	d.Grades = grades{
		Rungs: each(a.Grades.Rungs, func(r audit.RungRow) rungRow {
			return rungRow{
				c.words.add(r.Ladder), track(r.Track), c.words.add(r.Rung), r.Sure, r.Expected, r.Levels, r.Ungraded,
				each(r.Counts, func(n audit.GradeCount) gradeNumber { return gradeNumber{cellOf(&n.Grade), n.Levels} }),
			}
		}),
		Outliers: each(a.Grades.Outliers, c.outlier),
		Ungraded: c.levelsOf(a.Grades.Ungraded),
	}
	d.Matrix = each(a.Matrix.Rows, func(r audit.MatrixRow) matrixRow {
		return matrixRow{
			index(c.families, r.FamilyCode), track(r.Track),
			each(r.Cells, func(cell audit.Cell) matrixCell { return matrixCell{cell.Grade, c.levelsOf(cell.Levels)} }),
			c.levelsOf(r.Ungraded), r.Gaps, r.Compressions,
		}
	})
	d.Titles = titles{
		each(a.Titles.Shared, c.shared), each(a.Titles.Twins, c.shared), each(a.Titles.Reordered, c.shared),
		each(a.Titles.Conventions, func(v audit.Convention) convention {
			return convention{v.Word, each(v.Forms, func(f audit.Form) form { return form{f.Pattern, c.levelsOf(f.Levels)} })}
		}),
		each(a.Titles.Slips, c.note),
	}
	d.Ladders = each(a.Ladders.Families, func(u audit.LadderUse) ladderUse {
		return ladderUse{
			index(c.families, u.FamilyCode), c.words.add(u.Ladder), track(u.Track),
			each(u.Used, c.words.add), each(u.Missing, c.words.add), u.Levels, u.Unsure,
		}
	})
	d.Off = each(a.Ladders.Off, func(code string) int { return index(c.families, code) })
	d.Reporting = c.reporting(a.Reporting)
	d.Inheritance = inheritance{
		each(a.Inheritance.Levels, func(h audit.Heir) heir {
			return heir{c.level(h.Level), c.levelsOf(h.From), c.levelsOf(h.Heirs), h.Depth, h.Reach}
		}),
		each(a.Inheritance.Circles, c.circle), a.Inheritance.Unresolved,
	}
	d.Rules = c.ruleRows(a)
	d.Allowed = each(a.Findings.Allowed, func(f audit.Allowed) allowed {
		return allowed{f.Rule, c.level(f.Level), f.Reason, c.at(audit.Place{Path: f.Path, Line: f.Line})}
	})
	d.Paths, d.Words = c.paths.texts, c.words.texts
	return d
}

func (c *compact) familyColumns(all []audit.Family) families {
	return families{
		Code:       each(all, func(f audit.Family) string { return f.Code }),
		Title:      each(all, func(f audit.Family) string { return f.Title }),
		Department: each(all, func(f audit.Family) int { return index(c.departments, f.Department) }),
		Path:       each(all, func(f audit.Family) int { return c.paths.add(f.Path) }),
		Line:       each(all, func(f audit.Family) int { return f.Line }),
		Ladder:     each(all, func(f audit.Family) int { return c.words.add(f.Ladder) }),
	}
}

func (c *compact) levelColumns(a *audit.Audit) levels {
	all := slices.Concat(a.Levels, a.Others)
	return levels{
		Code:     each(all, func(l audit.Level) string { return l.Code }),
		Title:    each(all, func(l audit.Level) string { return l.Title }),
		Family:   each(all, func(l audit.Level) int { return index(c.families, l.FamilyCode) }),
		Track:    each(all, func(l audit.Level) int { return track(l.Track) }),
		Rung:     each(all, func(l audit.Level) int { return c.words.add(l.Rung) }),
		Ladder:   each(all, func(l audit.Level) int { return c.words.add(l.Ladder) }),
		Grade:    each(all, func(l audit.Level) gradeCell { return cellOf(l.Grade) }),
		Expected: each(all, func(l audit.Level) []float64 { return l.Expected }),
		Path:     each(all, func(l audit.Level) int { return c.paths.add(l.Path) }),
		Line:     each(all, func(l audit.Level) int { return l.Line }),
		Reports:  each(all, func(l audit.Level) []int { return c.levelsOf(l.ReportsTo) }),
		Extends:  each(all, func(l audit.Level) []int { return c.levelsOf(l.Extends) }),
	}
}

// certainties are the words of the page for audit.Certainty, in its order.
var certainties = []audit.Certainty{audit.Certain, audit.Strong, audit.Likely, audit.Possible}

func (c *compact) outlier(o audit.Outlier) outlier {
	out := outlier{
		Level: c.level(o.Level), Rules: o.Rules, Grade: cellOf(&o.Grade), Expected: o.Expected, Words: o.Words, At: c.at(o.At),
		Evidence: each(o.Evidence, func(e audit.Evidence) evidence { return evidence{e.Words, c.at(e.At)} }),
	}
	for i, certainty := range certainties {
		if o.Certainty == certainty {
			out.Certainty = i
		}
	}
	return out
}

func (c *compact) shared(s audit.SharedTitle) sharedTitle {
	return sharedTitle{s.Title, c.levelsOf(s.Levels), each(s.Grades, func(g audit.Grade) gradeCell { return cellOf(&g) })}
}

func (c *compact) note(f audit.Finding) note {
	return note{c.level(f.Level), f.Message, c.at(audit.Place{Path: f.Path, Line: f.Line})}
}

func (c *compact) circle(x audit.Circle) circle { return circle{c.levelsOf(x.Levels), c.at(x.At)} }

func (c *compact) reporting(r audit.Reporting) reporting {
	resolved := 0
	for _, l := range r.Lines {
		if len(l.To) > 0 {
			resolved++
		}
	}
	return reporting{
		len(r.Lines), resolved, each(r.Tops, func(t audit.Top) top { return top{c.level(t.Level), t.Below, t.Depth} }),
		c.levelsOf(r.Orphans), each(r.Circles, c.circle), each(r.Downward, c.note), each(r.Unknown, c.note),
		each(r.Outside, func(o audit.OutsideJob) job { return job{o.Words, c.levelsOf(o.Levels), c.at(o.At)} }),
	}
}

func (c *compact) ruleRows(a *audit.Audit) []rule {
	wording := map[string]bool{}
	for _, r := range a.Findings.Wording {
		wording[r.Rule] = true
	}
	return each(a.Findings.Rules, func(r audit.RuleCount) rule {
		out := rule{r.Rule, r.Severity, r.Summary, r.Findings, wording[r.Rule], make([]int, len(a.Departments))}
		for _, d := range r.Departments {
			if i := index(c.departments, d.Department); i >= 0 {
				out.By[i] = d.Findings
			}
		}
		return out
	})
}

// findings are the columns of all findings. Paths have to be complete in data before: these may add some.
func (c *compact) findings(all []audit.Finding) findings {
	out := findings{
		Rule:       each(all, func(f audit.Finding) int { return index(c.rules, f.Rule) }),
		Severity:   each(all, func(f audit.Finding) int { return c.words.add(f.Severity) }),
		Department: each(all, func(f audit.Finding) int { return index(c.departments, f.Department) }),
		Level:      each(all, func(f audit.Finding) int { return c.level(f.Level) }),
		Path:       each(all, func(f audit.Finding) int { return c.paths.add(f.Path) }),
		Line:       each(all, func(f audit.Finding) int { return f.Line }),
		Message:    each(all, func(f audit.Finding) string { return f.Message }),
		Remedy:     each(all, func(f audit.Finding) int { return c.remedies.add(f.Remedy) }),
	}
	out.Remedies = c.remedies.texts
	return out
}

// each is the list of what f makes of the elements; never nil, so that the script need not ask.
func each[T, U any](in []T, f func(T) U) []U {
	out := make([]U, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}
