package lint

import (
	"fmt"
	"regexp"
	"strings"

	"jobcat/catalog"
	"jobcat/patterns"
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

// reportsForm is how a level would say on this page whom it reports to, as the end of "say it ...".
func (p *page) reportsForm(l *catalog.Level) string {
	reading := p.policy.ReadingFor(p.File.Path)
	switch {
	case l.InTable && len(reading.Heads.ReportsTo) > 0:
		return fmt.Sprintf("in the table, under %q, with the title of that position", reading.Heads.ReportsTo[0])
	case len(reading.ReportsTo) > 0:
		return fmt.Sprintf("in the words %q, with the title of that position, here or once for the family", reading.ReportsTo[0].Fill(map[string]string{patterns.Title: "…"}))
	}
	return fmt.Sprintf("in a sentence, %s, with the title of that position and a link to it, here or once for the family", inQuotes("The "+l.Full+" reports to the …."))
}
