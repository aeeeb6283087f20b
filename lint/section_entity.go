package lint

import (
	"slices"
	"sort"
	"strings"

	"jobcat/catalog"
)

// sectionEntity is a section as one of its kinds.
type sectionEntity struct {
	p     *page
	s     *catalog.Section
	kind  string
	owner string         // "family", "level" or "variant"
	l     *catalog.Level // nil unless a level is the owner
}

func (e *sectionEntity) Fact(name string) any {
	switch name {
	case "kind":
		return e.kind
	case "usual":
		return e.p.usual(e.kind)
	case "heading":
		return e.heading()
	case "title":
		return e.p.fullTitle(e.l)
	case "owner":
		return e.owner
	case "items":
		return ownItems(e.s)
	case "least":
		return e.p.kinds[e.kind].MinItems
	case "most":
		return e.p.kinds[e.kind].MaxItems
	case "few":
		return e.few()
	case "many":
		return e.many()
	case "content":
		return string(e.content())
	case "copied_from":
		if c := e.copy(); c != nil {
			return c.from.Full
		}
		return ""
	case "copied":
		if c := e.copy(); c != nil {
			return len(c.items)
		}
		return 0
	case "extends":
		return e.extends()
	}
	return nil
}

func (e *sectionEntity) heading() string {
	if e.s.Heading == nil {
		return ""
	}
	return e.s.Heading.Text.String
}

// content is what the section holds. Headings below its own are content, although their text is not the section's.
func (e *sectionEntity) content() catalog.Content {
	if e.s.Content != catalog.Empty || e.s.Heading == nil || e.s.Heading.Depth == 0 {
		return e.s.Content
	}
	if next := e.p.headingFrom(e.s.Heading.At.End()); next != nil && next.Depth > e.s.Heading.Depth {
		return catalog.Written
	}
	return e.s.Content
}

func (e *sectionEntity) place(string) catalog.Place { return e.s.At.Place() }
func (e *sectionEntity) level() *catalog.Level      { return e.l }
func (e *sectionEntity) key() string                { return e.kind }

// extends reports whether a statement in the section says that it takes over another level's.
func (e *sectionEntity) extends() bool {
	return e.l != nil && e.p.extendsWithin(e.l, e.s.Body)
}

// extendsWithin reports whether a statement that the level extends another begins within a place.
func (p *page) extendsWithin(l *catalog.Level, at catalog.Span) bool {
	starts, ok := p.extends[l]
	if !ok {
		for _, x := range l.Extends {
			starts = append(starts, x.Statement.Span().Start())
		}
		slices.Sort(starts)
		p.extends[l] = starts
	}
	i, _ := slices.BinarySearch(starts, at.Start())
	return i < len(starts) && starts[i] < at.End()
}

// usual is the policy's word for a kind: "Responsibilities".
func (p *page) usual(kind string) string {
	if k, ok := p.kinds[kind]; ok {
		return k.Usual()
	}
	return strings.ReplaceAll(kind, "_", " ")
}

// ownItems is how many items a section has, without those below items.
func ownItems(s *catalog.Section) int {
	n := 0
	for _, i := range s.Items {
		if i.Depth <= 1 {
			n++
		}
	}
	return n
}

// headingFrom is the first heading that begins at an offset or behind it, nil if there is none.
func (p *page) headingFrom(offset int) *catalog.Heading {
	headings := p.Family.Headings
	i := sort.Search(len(headings), func(i int) bool { return headings[i].At.Start() >= offset })
	if i == len(headings) {
		return nil
	}
	return headings[i]
}

// headingBefore is the last heading that begins before an offset, nil if there is none.
func (p *page) headingBefore(offset int) *catalog.Heading {
	headings := p.Family.Headings
	i := sort.Search(len(headings), func(i int) bool { return headings[i].At.Start() >= offset })
	if i == 0 {
		return nil
	}
	return headings[i-1]
}
