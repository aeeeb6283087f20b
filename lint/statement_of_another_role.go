package lint

import (
	"unicode"
	"unicode/utf8"

	"jobcat/catalog"
)

// statementOfAnotherRole sees sentences about inheritance and reporting lines that begin with another role than the
// level that they stand in: copied ones, whose rest may be the other role's, too. A title begins with a capital.
func statementOfAnotherRole(p *page, report func(observation)) {
	if p.Family == nil {
		return
	}
	for _, l := range p.Family.Levels {
		for _, x := range l.Extends {
			p.subjectOfAnotherRole(l, x.Subject, report)
		}
		for _, r := range l.ReportsTo {
			p.subjectOfAnotherRole(l, r.Subject, report)
		}
	}
}

func (p *page) subjectOfAnotherRole(l *catalog.Level, subject catalog.Text, report func(observation)) {
	if first, _ := utf8.DecodeRuneInString(subject.String); !unicode.IsUpper(first) || !p.headingOfAnotherRole(l, subject.String) {
		return
	}
	o := observation{
		about: &passage{p: p, at: subject.Range(0, len(subject.String)), text: subject.String, suggestion: l.Full, l: l},
		fix:   nameLevel(subject, l),
	}
	if l.Heading != nil {
		o.related = []Related{{l.Place, "the level that it stands in"}}
	}
	report(o)
}
