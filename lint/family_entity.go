package lint

import "jobcat/catalog"

// familyEntity is the family of a page.
type familyEntity struct{ p *page }

func (e *familyEntity) Fact(name string) any {
	f := e.p.Family
	switch name {
	case "path":
		return f.File.Path
	case "url":
		return f.URL
	case "title":
		return f.Title.String
	case "kind":
		return string(f.Kind)
	case "part_of":
		return f.PartOf
	case "ladder":
		return e.p.ladder.Name
	case "levels":
		return len(f.Levels)
	case "specialties":
		return len(f.Specialties)
	case "segments":
		return len(f.Segments)
	case "reports_to":
		return len(f.ReportsTo)
	case "masculine":
		return e.p.wording().balance.Masculine.Count
	case "feminine":
		return e.p.wording().balance.Feminine.Count
	case "masculine_surplus":
		b := e.p.wording().balance
		return b.Masculine.Count - b.Feminine.Count
	case "masculine_words":
		return e.p.wording().balance.Masculine.String()
	case "fixed":
		return e.p.wording().balance.Fixed.Count
	case "growth":
		return e.p.wording().balance.Growth.Count
	case "fixed_surplus":
		b := e.p.wording().balance
		return b.Fixed.Count - b.Growth.Count
	case "fixed_words":
		return e.p.wording().balance.Fixed.String()
	}
	if kind, ok := kindFact(name, "sections"); ok {
		return e.p.common[kind]
	}
	return nil
}

func (e *familyEntity) place(string) catalog.Place { return e.p.Family.TitlePlace }
func (e *familyEntity) level() *catalog.Level      { return nil }
func (e *familyEntity) key() string                { return "" }
