package page

import "slices"

// section is one question of the audit. What answers it is written by web/sections/ID.js.
type section struct{ ID, Name, About string }

var sections = []section{
	{"grades", "Grades", "Grades that are not as elsewhere, the surest first, and what each rung is graded at."},
	{"matrix", "Families by grade", "Each family with its levels by grade, individual contributors and management apart."},
	{"levels", "Levels", "Every level. Open one to see everything that holds for it, and where that comes from."},
	{"titles", "Titles", "Titles that several families use, and titles that say the same in another order."},
	{"ladders", "Ladders", "Which rungs of its ladder each family uses, and which it leaves out in between."},
	{"reporting", "Reporting lines", "Who reports to whom: lines that do not lead up, or lead round, levels that nothing is said of, and the tree."},
	{"inheritance", "Inheritance", "Which levels others build on. A change of one of them reaches all that build on it."},
	{"completeness", "Completeness", "How many levels have what the policy asks for: their own, their family's or an inherited section."},
	{"findings", "Findings", "What the policy finds wrong, by rule and department."},
}

// sections are the questions that the page answers.
func (p Page) sections() []section {
	if p.Audit.History == nil {
		return sections
	}
	about := "How the catalog developed, month by month, judged by the policy of today, and which grades were changed when."
	return append(slices.Clone(sections), section{"time", "Time", about})
}
