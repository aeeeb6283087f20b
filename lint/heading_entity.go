package lint

import (
	"strconv"
	"strings"

	"jobcat/catalog"
)

// headingEntity is a heading.
type headingEntity struct {
	p *page
	h *catalog.Heading
}

func (e *headingEntity) Fact(name string) any {
	h := e.h
	switch name {
	case "text":
		return h.Text.String
	case "depth":
		return h.Depth
	case "fits":
		return h.Fits
	case "misplaced":
		return h.Fits != 0 && h.Fits != h.Depth
	case "marks":
		if h.Marks.IsZero() {
			return "a line below it"
		}
		return strconv.Quote(strings.Repeat("#", h.Depth))
	case "fit_marks":
		return strings.Repeat("#", h.Fits)
	case "role":
		return string(h.Role)
	case "word":
		return h.Word.String
	case "usual":
		return h.Usual
	case "spelling":
		return string(h.Spelling)
	case "subject":
		return h.Subject.String
	case "another_role":
		return h.Role == catalog.OpensSection && h.Level != nil && e.p.headingOfAnotherRole(h.Level, h.Subject.String)
	case "title":
		return e.p.fullTitle(h.Level)
	}
	return nil
}

func (e *headingEntity) place(at string) catalog.Place {
	switch {
	case at == "word" && !e.h.Word.IsEmpty():
		return e.h.Word.Place()
	case at == "subject" && !e.h.Subject.IsEmpty():
		return e.h.Subject.Place()
	}
	return e.h.At.Place()
}

func (e *headingEntity) level() *catalog.Level { return e.h.Level }

// key of a section is its kinds: another spelling of its heading makes no other section of it.
func (e *headingEntity) key() string {
	if e.h.Role == catalog.OpensSection {
		return strings.Join(e.h.Kinds, " ")
	}
	return keyOf(e.h.Text.String)
}
