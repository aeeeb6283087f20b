package lint

import (
	"regexp"
	"strings"

	"jobcat/catalog"
)

// reportsSomewhere is a sentence about a reporting line, whatever it names: "reports directly to the chairman".
var reportsSomewhere = regexp.MustCompile(`\breports?(?: \w+)? (?:in)?to (?:the|their|an?|our) \w`)

// reportsVaguely reports whether the introduction of a level has a sentence about whom it reports to that names no title.
func (p *page) reportsVaguely(l *catalog.Level) bool {
	if len(l.ReportsTo)+len(l.Family.ReportsTo) > 0 {
		return false
	}
	if p.vague == nil {
		p.vague = map[*catalog.Level]bool{}
		for _, prose := range p.Family.Prose {
			text := prose.Text.String
			if prose.Section == nil && strings.Contains(text, "report") && reportsSomewhere.MatchString(text) {
				p.vague[prose.Level] = true
			}
		}
	}
	return p.vague[l]
}
