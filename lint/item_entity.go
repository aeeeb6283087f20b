package lint

import (
	"sort"

	"jobcat/catalog"
)

// itemEntity is an item of a section.
type itemEntity struct {
	p *page
	s *catalog.Section
	i *catalog.Item
	l *catalog.Level // nil unless a level is the owner of the section
}

func (e *itemEntity) Fact(name string) any {
	switch name {
	case "text":
		return e.i.Text.String
	case "kind":
		return firstKind(e.s)
	case "title":
		return e.p.fullTitle(e.l)
	case "grade":
		if e.l != nil {
			if g := statedGrade(e.l); g != nil {
				return g.Min
			}
		}
		return nil
	case "links":
		return e.links()
	case "depth":
		return e.i.Depth
	case "repeats":
		return e.repeat().like.String()
	case "repeats_of":
		return e.repeatsOf()
	case "duplicate":
		return e.first() != nil
	case "required":
		return e.required()
	case "extends":
		return e.extends()
	}
	return nil
}

func (e *itemEntity) place(string) catalog.Place { return e.i.At.Place() }
func (e *itemEntity) level() *catalog.Level      { return e.l }
func (e *itemEntity) key() string                { return keyOf(e.i.Text.String) }

// links is how many links the item has, those of the items below it included.
func (e *itemEntity) links() int {
	n := len(e.i.Links)
	items := e.s.Items
	at := sort.Search(len(items), func(i int) bool { return items[i].At.Start() > e.i.At.Start() })
	for _, below := range items[at:] {
		if below.List != e.i.List || below.Depth <= e.i.Depth {
			break
		}
		n += len(below.Links)
	}
	return n
}

// extends reports whether the item says that the level extends another.
func (e *itemEntity) extends() bool {
	return e.l != nil && e.p.extendsWithin(e.l, e.i.At)
}
