package review

import "jobcat/lint"

// Comment is what is said on one line of a merge request: findings of one rule.
type Comment struct {
	Findings  []lint.Finding // at least one, in the order of lint.Compare
	Position  Position       // zero if it stands on no line, but in the summary alone
	Elsewhere bool           // the line is not that of the findings, but of what caused them, or the nearest of the same level
}
