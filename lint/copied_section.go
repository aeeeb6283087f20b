package lint

import (
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/patterns"
)

// copied is a section of a level of which much stands in a section of another level, too.
type copied struct {
	from  *catalog.Level
	items []*catalog.Item // those that are repeated
	of    []*catalog.Item // what each of them repeats
	whole bool            // whether all of the other list is repeated
}

// fewestCopied is how many items have to be the same. Two of three may be chance.
const fewestCopied = 3

// listOf is what is compared of a section: the items of its own lists that the policy does not ask for anyway.
func (p *page) listOf(l *catalog.Level, s *catalog.Section) []*catalog.Item {
	var list []*catalog.Item
	for _, i := range s.Items {
		e := itemEntity{p, s, i, l}
		if i.Depth == 1 && p.items.of(i) != 0 && !e.required() && !p.extendsWithin(l, i.At) {
			list = append(list, i)
		}
	}
	return list
}

// copiesOf are the sections of a kind that repeat at least half of one of the two lists of an earlier level of the page,
// where neither level extends the other. The level with the most items in common is named.
func (p *page) copiesOf(kind string) map[*catalog.Section]copied {
	if known, ok := p.copies[kind]; ok {
		return known
	}
	found := map[*catalog.Section]copied{}
	p.copies[kind] = found
	type list struct {
		l     *catalog.Level
		s     *catalog.Section
		items []*catalog.Item
	}
	var lists []list
	for _, l := range p.Family.Levels {
		for _, s := range l.Sections {
			if s.Is(kind) {
				lists = append(lists, list{l: l, s: s})
			}
		}
	}
	if len(lists) < 2 {
		return found
	}
	m := p.items
	m.reset()
	for n := range lists {
		one := &lists[n]
		one.items = p.listOf(one.l, one.s)
		for _, i := range one.items {
			m.count(m.of(i))
		}
	}
	type occurrence struct {
		list int
		item *catalog.Item
	}
	var occurrences [][]occurrence // for each different item, where it stands, the first ones
	for n, one := range lists {
		common := map[int]*copied{}
		var order []int
		for _, i := range one.items {
			at := m.findOrAdd(m.of(i))
			if at == len(occurrences) {
				occurrences = append(occurrences, nil)
			}
			for _, o := range occurrences[at] {
				if lists[o.list].l == one.l {
					continue
				}
				c := common[o.list]
				if c == nil {
					c = &copied{from: lists[o.list].l}
					common[o.list] = c
					order = append(order, o.list)
				}
				if !slices.Contains(c.items, i) && !slices.Contains(c.of, o.item) {
					c.items, c.of = append(c.items, i), append(c.of, o.item)
				}
			}
			if len(occurrences[at]) < mostOccurrences {
				occurrences[at] = append(occurrences[at], occurrence{n, i})
			}
		}
		slices.Sort(order)
		var best *copied
		for _, other := range order {
			c := common[other]
			least := min(len(one.items), len(lists[other].items))
			if len(c.items) < fewestCopied || 2*len(c.items) < least || p.related(one.l, c.from, kind) {
				continue
			}
			if best == nil || len(c.items) > len(best.items) {
				c.whole = len(c.of) == len(lists[other].items)
				best = c
			}
		}
		if best != nil {
			found[one.s] = *best
		}
	}
	return found
}

// mostOccurrences is in how many lists an item is looked up.
const mostOccurrences = 8

// related reports whether one of two levels takes a kind of section over from the other, or may do so.
func (p *page) related(a, b *catalog.Level, kind string) bool {
	for _, pair := range [][2]*catalog.Level{{a, b}, {b, a}} {
		levels, doubt := p.forerunners(pair[0], kind)
		if doubt || slices.Contains(levels, pair[1]) {
			return true
		}
	}
	return false
}

// copy is what the section has been copied from, nil if it is its own.
func (e *sectionEntity) copy() *copied {
	if e.l == nil || !e.p.compared(e.kind) {
		return nil
	}
	if c, ok := e.p.copiesOf(e.kind)[e.s]; ok {
		return &c
	}
	return nil
}

// copiedSection reports the first repeated item, and shows the others where they stand first. A list that holds all of
// the other one, and is not of a lower grade, may extend it instead, if its title can mean no other level.
func copiedSection(p *page, x entity, o *observation) {
	e := x.(*sectionEntity)
	c := e.copy()
	if c == nil {
		return
	}
	o.place = c.items[0].At.Place()
	for _, i := range c.of[:min(len(c.of), mostChoices)] {
		o.related = append(o.related, Related{i.At.Place(), "it stands here already"})
	}
	if c.whole && dutyWords[e.kind] != nil && !isLower(e.l, c.from) && p.graph.Named(p.Family, c.from.Full).Level == c.from {
		o.fix = e.extending(c)
	}
}

// isLower reports whether a level is known to be of a lower grade than another.
func isLower(l, than *catalog.Level) bool {
	a, b := statedGrade(l), statedGrade(than)
	return a != nil && b != nil && a.Min < b.Min
}

// extending puts a statement that the section extends the other level's in the place of what is repeated.
func (e *sectionEntity) extending(c *copied) *Fix {
	says := e.p.extension(c.from.Full, e.kind)
	fix := &Fix{}
	for n, i := range c.items {
		one := itemEntity{e.p, e.s, i, e.l}
		edit := one.removal(false)
		if edit == nil || n > 0 && edit.Edits[0].Start < fix.Edits[n-1].End {
			return nil
		}
		if n == 0 {
			edit.Edits[0] = Edit{i.At.Start(), i.At.End(), says}
		}
		fix.Edits = append(fix.Edits, edit.Edits[0])
	}
	return fix
}

// extension is how the page says that a section extends that of a level: as its reading is written, else as the policy
// says.
func (p *page) extension(title, kind string) string {
	if own := p.policy.ReadingFor(p.File.Path).Extends; len(own) > 0 {
		return own[0].Fill(map[string]string{patterns.Title: title})
	}
	return strings.NewReplacer("{title}", title, "{section}", strings.ToLower(p.usual(kind))).Replace(p.policy.Inheritance().Statement)
}
