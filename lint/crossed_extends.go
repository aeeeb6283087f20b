package lint

import (
	"regexp"
	"strings"

	"jobcat/catalog"
)

// crossed reports whether the statement takes over another kind of section than it stands in. A section of both kinds
// may extend either.
func (e *extendsEntity) crossed() bool {
	if e.x.In == "" || e.x.Of == e.x.In || e.x.Of == catalog.WholeRole {
		return false
	}
	s := e.section()
	return s == nil || !s.Is(e.x.Of)
}

// section is the section of the level that the statement stands in, nil if there is none.
func (e *extendsEntity) section() *catalog.Section {
	if e.l == nil {
		return nil
	}
	at := e.x.Statement.Place()
	for _, s := range e.l.Sections {
		if s.Body.Start() <= at.Start && at.Start < s.Body.End() {
			return s
		}
	}
	return nil
}

// dutyWords name the kind of section in a statement.
var dutyWords = map[string]*regexp.Regexp{
	"responsibilities": regexp.MustCompile(`(?i)\bresponsibilit(?:y|ies)\b`),
	"requirements":     regexp.MustCompile(`(?i)\brequirements?\b`),
}

// crossedExtends writes the kind of the section into the statement, and shows the section's heading.
func crossedExtends(_ *page, x entity, o *observation) {
	e := x.(*extendsEntity)
	words, right := e.x.Statement, e.x.In
	if of := dutyWords[e.x.Of]; of != nil && dutyWords[right] != nil {
		if said := of.FindAllStringIndex(words.String, -1); len(said) == 1 {
			from, to := said[0][0], said[0][1]
			if c := words.String[from]; 'A' <= c && c <= 'Z' {
				right = strings.ToUpper(right[:1]) + right[1:]
			}
			at := words.Range(from, to)
			o.place = at
			o.fix = &Fix{Edits: []Edit{{at.Start, at.End, right}}}
		}
	}
	if s := e.section(); s != nil && s.Heading != nil {
		o.related = []Related{{s.At.Place(), "the section that it stands in"}}
	}
}
