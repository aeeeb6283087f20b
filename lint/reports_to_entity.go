package lint

import "jobcat/catalog"

// reportsToEntity is one statement of whom a level, a variant or everybody in the family reports to.
type reportsToEntity struct {
	p     *page
	l     *catalog.Level // nil if a variant or the family says it
	title string         // of who says it
	r     *catalog.ReportsTo
}

func (e *reportsToEntity) Fact(name string) any {
	switch name {
	case "title":
		return e.title
	case "target":
		return e.r.Target.String
	case "subject":
		return e.r.Subject.String
	case "linked":
		return e.r.Link != nil
	}
	return nil
}

func (e *reportsToEntity) place(string) catalog.Place { return e.r.Target.Place() }
func (e *reportsToEntity) level() *catalog.Level      { return e.l }
func (e *reportsToEntity) key() string                { return keyOf(e.r.Target.String) }
