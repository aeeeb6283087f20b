package lint

import "jobcat/catalog"

// extendsEntity is one statement that a level, or a variant, extends a level.
type extendsEntity struct {
	p     *page
	l     *catalog.Level // nil if a variant says it
	title string         // of who says it
	x     *catalog.Extends
}

func (e *extendsEntity) Fact(name string) any {
	switch name {
	case "title":
		return e.title
	case "of":
		return e.x.Of
	case "target":
		return e.x.Target.String
	case "subject":
		return e.x.Subject.String
	case "in":
		return e.x.In
	case "linked":
		return e.x.Link != nil
	}
	return nil
}

func (e *extendsEntity) place(string) catalog.Place { return e.x.Target.Place() }
func (e *extendsEntity) level() *catalog.Level      { return e.l }
func (e *extendsEntity) key() string                { return e.x.Of + " " + keyOf(e.x.Target.String) }
