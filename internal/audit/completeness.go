package audit

import (
	"slices"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// The kinds of sections that the audit knows by name.
const (
	jobGrade   = "job_grade" // a grade can be stated outside of a section
	indicators = "performance_indicators"
)

// completeness says what the levels of each department have, with what they take over.
func (q *questions) completeness(f Findings) Completeness {
	out := Completeness{
		Sections: []SectionCount{}, Items: []HasCount{}, Indicators: []IndicatorCount{}, ReportsTo: []HasCount{}, GradeStated: []HasCount{},
	}
	how := lint.Inheritance(q.Policy)
	asking := slices.DeleteFunc(slices.Clone(q.Policy.Kinds()), func(k schema.SectionKind) bool { return len(k.Items) == 0 })
	lacksItem := map[string]bool{} // codes
	for _, x := range f.of("missing-item") {
		lacksItem[x.Level] = true
	}
	byDepartment := groups[string]{}
	for _, l := range q.levels {
		byDepartment.add(q.unitOf[l.Family].department, l)
	}
	for _, d := range q.departments() {
		i, ok := byDepartment.index[d.Name]
		if !ok {
			continue
		}
		levels := byDepartment.lists[i]
		have := map[string]int{}
		grades, lines, items := HasCount{Department: d.Name, Levels: len(levels)}, HasCount{Department: d.Name, Levels: len(levels)}, HasCount{Department: d.Name, Levels: len(levels)}
		pi := IndicatorCount{Department: d.Name, Levels: len(levels)}
		for _, l := range levels {
			effective := q.graph.Effective(l, how)
			for _, s := range effective.Sections {
				if s.Written {
					have[s.Kind]++
				}
			}
			q.countIndicators(&pi, l, effective.Section(indicators))
			if gradeOf(l) != nil {
				grades.Have++
			}
			if len(l.ReportsTo)+len(l.Family.ReportsTo) > 0 {
				lines.Have++
			}
			lacksSection := slices.ContainsFunc(asking, func(k schema.SectionKind) bool {
				s := effective.Section(k.Kind)
				return s == nil || !s.Written
			})
			if !lacksItem[q.codes[l]] && !lacksSection {
				items.Have++
			}
		}
		for _, k := range q.Policy.Kinds() {
			if k.Kind != jobGrade && (k.Required != "nowhere" || have[k.Kind] > 0) {
				out.Sections = append(out.Sections, SectionCount{d.Name, k.Kind, k.Usual(), k.Required, len(levels), have[k.Kind]})
			}
		}
		out.GradeStated = append(out.GradeStated, grades)
		out.ReportsTo = append(out.ReportsTo, lines)
		if len(asking) > 0 {
			out.Items = append(out.Items, items)
		}
		out.Indicators = append(out.Indicators, pi)
	}
	return out
}

// countIndicators counts a level by how many performance indicators hold for it, by the bounds of the policy there.
func (q *questions) countIndicators(c *IndicatorCount, l *catalog.Level, s *catalog.EffectiveSection) {
	kinds := q.Policy.At(l.Family.File.Path).Kinds()
	least, most := 0, 0
	for _, k := range kinds {
		if k.Kind == indicators {
			least, most = k.MinItems, k.MaxItems
		}
	}
	n := 0
	if s != nil {
		n = len(slices.DeleteFunc(slices.Clone(s.Items), func(i catalog.EffectiveItem) bool { return i.Item.Depth > 1 }))
	}
	switch {
	case n == 0:
		c.None++
	case n < least:
		c.Few++
	case most > 0 && n > most:
		c.Many++
	default:
		c.Right++
	}
}
