package lint

import (
	"slices"

	"jobcat/catalog"
	"jobcat/schema"
)

// expectedEntity is a section, or an item of one, that the policy asks for, where it is looked for: at a level, or
// once for the family.
type expectedEntity struct {
	p     *page
	kind  *schema.SectionKind
	item  string         // the words of the item; "" for a section
	l     *catalog.Level // nil for the family
	found int            // how often it is there: stated, common to the family, or inherited
}

func (e *expectedEntity) Fact(name string) any {
	switch name {
	case "what":
		if e.item != "" {
			return "item"
		}
		return "section"
	case "kind":
		return e.kind.Kind
	case "usual":
		return e.kind.Usual()
	case "item":
		return e.item
	case "required":
		return e.kind.Required
	case "owner":
		if e.l == nil {
			return "family"
		}
		return "level"
	case "where":
		return e.where()
	case "title":
		return e.p.fullTitle(e.l)
	case "found":
		return e.found
	}
	return nil
}

// where is where a section can be added.
func (e *expectedEntity) where() string {
	switch {
	case e.l != nil:
		return "to the level, or extend one that has it"
	case e.kind.Required == "level" && len(e.p.Family.Levels) > 0:
		return "to each level"
	case e.kind.Required == "either" && len(e.p.Family.Levels) > 1:
		return "for the whole family, or one to each level"
	}
	return "for the whole family"
}

func (e *expectedEntity) place(string) catalog.Place {
	if e.l == nil {
		return e.p.Family.TitlePlace
	}
	return e.l.Place
}

func (e *expectedEntity) level() *catalog.Level { return e.l }

func (e *expectedEntity) key() string {
	if e.item == "" {
		return e.kind.Kind
	}
	return e.kind.Kind + " " + keyOf(e.item)
}

// eachExpected shows what the policy asks for on this page to visit.
func (p *page) eachExpected(visit func(*expectedEntity)) {
	for i := range p.order {
		kind := &p.order[i]
		p.expectedSections(kind, visit)
		for _, item := range kind.Items {
			p.expectedItems(kind, item, visit)
		}
	}
}

// expectedSections looks for a kind of section. What stands nowhere on the page is looked for once, at the family:
// one finding says it, not one per level.
func (p *page) expectedSections(kind *schema.SectionKind, visit func(*expectedEntity)) {
	// A bold line that does the work of the heading is another rule's: the section is there.
	plain := p.plainHeadings(kind.Usual())
	stated := p.common[kind.Kind] + plain[nil]
	for _, l := range p.Family.Levels {
		stated += ownSections(l, kind.Kind) + plain[l]
	}
	family := expectedEntity{p: p, kind: kind, found: stated}
	switch kind.Required {
	case "family":
		visit(&family)
	case "level", "either":
		if len(p.Family.Levels) == 0 {
			visit(&family)
			return
		}
		levels := make([]expectedEntity, 0, len(p.Family.Levels))
		lacking := false
		for _, l := range p.Family.Levels {
			if kind.Kind == jobGrade && (statedGrade(l) == nil || p.inGradeSection(l)) {
				continue // the grade itself is missing, which another rule says; or it stands in a section of several levels
			}
			e := expectedEntity{p: p, kind: kind, l: l, found: p.has(l, kind.Kind) + plain[l] + plain[nil]}
			if kind.Required == "level" {
				e.found -= p.common[kind.Kind]
			}
			lacking = lacking || e.found == 0
			levels = append(levels, e)
		}
		if stated == 0 && lacking {
			visit(&family)
			return
		}
		for i := range levels {
			visit(&levels[i])
		}
	}
}

// plainHeadings counts the lines that do the work of a section's heading, by the level that they stand in.
func (p *page) plainHeadings(usual string) map[*catalog.Level]int {
	var count map[*catalog.Level]int
	for _, o := range p.Family.Oddities {
		if o.Kind == catalog.PlainHeading && o.Suggest == usual {
			if count == nil {
				count = map[*catalog.Level]int{}
			}
			count[o.Level]++
		}
	}
	return count
}

// inGradeSection reports whether a statement of the level's grade stands in a Job Grade section, whoever it belongs to.
func (p *page) inGradeSection(l *catalog.Level) bool {
	for _, g := range l.Grades {
		if h := p.headingBefore(g.At.Start()); h != nil && slices.Contains(h.Kinds, jobGrade) {
			return true
		}
	}
	return false
}

// expectedItems looks for an item at every level that has a section of the kind: without one, the section is what is
// missing. The item may stand in any section of the level, where it holds for all levels, or in what is inherited.
func (p *page) expectedItems(kind *schema.SectionKind, item schema.RequiredItem, visit func(*expectedEntity)) {
	here := p.saying(p.Family, item.Text)
	common := written(p.Family.Sections, kind.Kind)
	var e expectedEntity
	for _, l := range p.Family.Levels {
		if !common && !written(l.Sections, kind.Kind) {
			continue
		}
		found := here.levels[l] + here.levels[nil]
		if found == 0 {
			found = p.inheritsItem(l, kind.Kind, item.Text)
		}
		e = expectedEntity{p: p, kind: kind, item: item.Text, l: l, found: found}
		visit(&e)
	}
}

// written reports whether one of the sections is of that kind and has something in it.
func written(sections []*catalog.Section, kind string) bool {
	for _, s := range sections {
		if s.Is(kind) && s.Content == catalog.Written {
			return true
		}
	}
	return false
}
