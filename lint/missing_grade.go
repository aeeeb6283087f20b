package lint

import (
	"fmt"

	"jobcat/catalog"
	"jobcat/patterns"
)

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

// gradeForm is how a level would state its grade on this page, as the end of "say it ...": in the words that its policy
// has for it, in the column that others have it in, else in the usual sentence.
func (p *page) gradeForm(l *catalog.Level) string {
	reading := p.policy.ReadingFor(p.File.Path)
	said := map[string]string{patterns.Title: l.Full, patterns.Grade: "N"}
	switch {
	case l.InTable:
		return fmt.Sprintf("in the table, under %s, with the number of its grade", inQuotes(p.gradeHead(reading.Heads.Grade)))
	case len(reading.Grades) > 0:
		return fmt.Sprintf("in the words %s, with the number of its grade", inQuotes(reading.Grades[0].Fill(said)))
	case len(reading.Titles) > 0 && reading.Titles[0].Has(patterns.Grade):
		return fmt.Sprintf("in its heading, %s, with the number of its grade", inQuotes(reading.Titles[0].Fill(said)))
	}
	return fmt.Sprintf("in a sentence, %s, with the number from the grade table and a link to it", inQuotes("The "+l.Full+" is a grade N."))
}

// gradeHead is what heads the grades of a table: in the one that is there, else the usual word.
func (p *page) gradeHead(usual []string) string {
	for _, h := range p.Family.Headings {
		if h.Depth == 0 && len(h.Kinds) == 1 && h.Kinds[0] == jobGrade {
			return h.Text.String
		}
	}
	if len(usual) == 0 {
		return p.usual(jobGrade)
	}
	return usual[0]
}
