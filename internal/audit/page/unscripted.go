package page

import (
	"fmt"

	"jobcat/internal/audit"
	"jobcat/internal/inert"
)

// unscripted is what the page says where no script runs: what is wrong with grades and where, and what there is of what.
type unscripted struct {
	Outliers    []plainOutlier
	Rest        int // outliers that are not listed
	Departments []plainDepartment
	Rules       []audit.RuleCount
}

type plainOutlier struct{ Title, Certainty, Words, Place string }

type plainDepartment struct{ Name, Families, Levels, Graded string }

// Without a script nothing can be opened, so that lists have to end somewhere.
const (
	mostOutliers  = 25
	longestInList = 300 // characters of a text
)

func unscriptedOf(a *audit.Audit) unscripted {
	shown := a.Grades.Outliers[:min(len(a.Grades.Outliers), mostOutliers)]
	short := func(s string) string { return inert.Short(inert.Visible(s), longestInList) }
	return unscripted{
		Outliers: each(shown, func(o audit.Outlier) plainOutlier {
			return plainOutlier{short(o.Title), string(o.Certainty), short(o.Words), short(fmt.Sprintf("%s:%d", o.At.Path, o.At.Line))}
		}),
		Rest: len(a.Grades.Outliers) - len(shown),
		Departments: each(a.Departments, func(d audit.Department) plainDepartment {
			return plainDepartment{short(audit.DepartmentName(d.Name)), number(d.Families), number(d.Levels), percent(d.Graded, d.Levels)}
		}),
		Rules: a.Findings.Rules,
	}
}
