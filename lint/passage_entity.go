package lint

import "jobcat/catalog"

// passage is a piece of text: the entity that schema/facts.cue calls place.
type passage struct {
	p          *page
	at         catalog.Place
	text       string
	trouble    string
	suggestion string
	form       string
	section    *catalog.Section // nil outside of sections
	l          *catalog.Level   // nil outside of levels
}

func (e *passage) Fact(name string) any {
	switch name {
	case "text":
		return e.text
	case "trouble":
		return e.trouble
	case "suggestion":
		return e.suggestion
	case "form":
		return e.form
	case "kind":
		return firstKind(e.section)
	case "title":
		if e.p.Family == nil {
			return ""
		}
		return e.p.fullTitle(e.l)
	case "grade":
		if e.p.Family == nil {
			return nil
		}
		if e.l == nil {
			return highestGrade(e.p.Family)
		}
		if g := statedGrade(e.l); g != nil {
			return g.Min
		}
		return nil
	}
	return nil
}

func (e *passage) place(string) catalog.Place { return e.at }
func (e *passage) level() *catalog.Level      { return e.l }
func (e *passage) key() string                { return keyOf(e.text) }

// highestGrade is the highest grade that the levels of a family state first, nil unless all of them state one.
func highestGrade(f *catalog.Family) any {
	var highest any
	for _, l := range f.Levels {
		g := statedGrade(l)
		if g == nil {
			return nil
		}
		if highest == nil || g.Min > highest.(float64) {
			highest = g.Min
		}
	}
	return highest
}

// firstKind is the kind of a section, the first one of "Responsibilities & Requirements"; "" outside of sections.
func firstKind(s *catalog.Section) string {
	if s == nil || len(s.Kinds) == 0 {
		return ""
	}
	return s.Kinds[0]
}
