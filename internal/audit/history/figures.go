package history

import (
	"cmp"
	"slices"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// count counts a part of a catalog. r is the result of judging all of it.
func count(part *catalog.Catalog, r *lint.Result) Figures {
	f := Figures{Grades: []GradeCount{}, Rules: []RuleCount{}}
	families := map[string]bool{}
	type grade struct{ min, max float64 }
	grades := map[grade]int{}
	asked := map[string]bool{}
	if part.Registry != nil {
		asked[part.Registry.File.Path] = true
	}
	for _, p := range part.Pages {
		asked[p.File.Path] = true
		if !real(p.Family) {
			continue
		}
		f.Pages++
		families[cmp.Or(p.Family.PartOf, p.File.Path)] = true
		f.Levels += len(p.Family.Levels)
		for _, l := range p.Family.Levels {
			if i := slices.IndexFunc(l.Grades, func(g *catalog.Grade) bool { return !g.Unknown }); i >= 0 {
				f.Graded++
				grades[grade{l.Grades[i].Min, l.Grades[i].Max}]++
			}
		}
	}
	f.Families = len(families)
	for g, n := range grades {
		f.Grades = append(f.Grades, GradeCount{g.min, g.max, n})
	}
	slices.SortFunc(f.Grades, func(a, b GradeCount) int { return cmp.Or(cmp.Compare(a.Min, b.Min), cmp.Compare(a.Max, b.Max)) })

	rules := map[string]int{}
	for _, x := range r.Findings {
		if !asked[x.Place.Path] {
			continue
		}
		rules[x.Rule]++
		switch x.Severity {
		case schema.Error:
			f.Errors++
		case schema.Warning:
			f.Warnings++
		case schema.Info:
			f.Infos++
		}
	}
	for rule, n := range rules {
		f.Rules = append(f.Rules, RuleCount{rule, n})
	}
	slices.SortFunc(f.Rules, func(a, b RuleCount) int { return cmp.Compare(a.Rule, b.Rule) })
	for _, x := range r.Allowed {
		if asked[x.Place.Path] {
			f.Allowed++
		}
	}
	return f
}

// real reports whether there is a family that is no index of others.
func real(f *catalog.Family) bool { return f != nil && f.Kind == catalog.RealFamily }
