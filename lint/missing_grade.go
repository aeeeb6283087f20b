package lint

import "jobcat/catalog"

// gradeOpen reports whether a level without a grade has a Job Grade section all the same: one with nothing in it,
// which is for empty-section to say, or one that holds for the whole family, whose words are not understood.
func (p *page) gradeOpen(l *catalog.Level) bool {
	if statedGrade(l) != nil {
		return false
	}
	for _, s := range l.Sections {
		if s.Is(jobGrade) && s.Content != catalog.Written {
			return true
		}
	}
	return p.common[jobGrade] > 0
}
