package lint

import "jobcat/catalog"

// passage is a piece of text: the entity that schema/facts.cue calls place.
type passage struct {
	p          *page
	at         catalog.Place
	text       string
	suggestion string
	section    *catalog.Section // nil outside of sections
	l          *catalog.Level   // nil outside of levels
}

func (e *passage) Fact(name string) any {
	switch name {
	case "text":
		return e.text
	case "suggestion":
		return e.suggestion
	case "kind":
		if e.section != nil && len(e.section.Kinds) > 0 {
			return e.section.Kinds[0]
		}
		return ""
	case "title":
		return e.p.fullTitle(e.l)
	case "grade":
		if e.l != nil {
			if g := statedGrade(e.l); g != nil {
				return g.Min
			}
		}
		return nil
	}
	return nil
}

func (e *passage) place(string) catalog.Place { return e.at }
func (e *passage) level() *catalog.Level      { return e.l }
func (e *passage) key() string                { return keyOf(e.text) }
