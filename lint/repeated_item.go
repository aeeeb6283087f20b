package lint

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"jobcat/catalog"
)

// repeat is an item that a level has already from elsewhere.
type repeat struct {
	like   likeness
	of     *catalog.Item
	origin catalog.Origin
}

// mostInherited is how many items of a kind are looked through. Nobody's level inherits as many.
const mostInherited = 2000

// repeats are the items of a level that it has already, from a level that it extends or from what its family says for
// all.
func (p *page) repeats(l *catalog.Level) map[*catalog.Item]repeat {
	if known, ok := p.repeated[l]; ok {
		return known
	}
	var found map[*catalog.Item]repeat
	beside := p.besideFamily(l)
	for _, kind := range ownKinds(l) {
		if !p.compared(kind) || !p.takesOver(l) && p.common[kind] == 0 {
			continue
		}
		s := p.effectiveSection(l, kind)
		if s == nil || len(s.Items) > mostInherited {
			continue
		}
		var own, others []*catalog.EffectiveItem
		for n := range s.Items {
			switch i := &s.Items[n]; {
			case i.Item.Depth != 1, i.From == catalog.FromFamily && beside:
			case i.From == catalog.FromLevel:
				own = append(own, i)
			default:
				others = append(others, i)
			}
		}
		if len(own) == 0 || len(others) == 0 {
			continue
		}
		m := p.items
		m.reset()
		for _, i := range others {
			m.count(m.of(i.Item))
		}
		for _, i := range others {
			m.add(m.of(i.Item))
		}
		for _, i := range own {
			t := m.of(i.Item)
			if t == 0 || p.extendsWithin(l, i.Item.At) {
				continue
			}
			if n, like := m.find(t); n >= 0 && others[n].Item != i.Item {
				if found == nil {
					found = map[*catalog.Item]repeat{}
				}
				found[i.Item] = repeat{like, others[n].Item, others[n].Origin}
			}
		}
	}
	p.repeated[l] = found
	return found
}

// ownKinds are the kinds of a level's own sections, each once, in their order.
func ownKinds(l *catalog.Level) []string {
	var kinds []string
	for _, s := range l.Sections {
		for _, kind := range s.Kinds {
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	return kinds
}

// besideFamily reports whether what the family says for all may not hold for a level: on a page for individuals, the lists
// at the top are often not meant for those who lead them.
func (p *page) besideFamily(l *catalog.Level) bool { return leads(l) && p.hasIndividuals() }

func leads(l *catalog.Level) bool {
	return l.Name.Track == catalog.Management || managerWord.MatchString(l.Full)
}

func (p *page) hasIndividuals() bool {
	if p.individuals == nil {
		has := slices.ContainsFunc(p.Family.Levels, func(l *catalog.Level) bool { return !leads(l) })
		p.individuals = &has
	}
	return *p.individuals
}

var managerWord = regexp.MustCompile(`(?i)\b(?:manager|lead|head)\b`)

// compared reports whether the items of sections of a kind are compared with others: lists of what somebody does or
// brings along. The steps of a hiring process are alike everywhere.
func (p *page) compared(kind string) bool {
	_, ok := dutyWords[kind]
	return ok || kind == "nice_to_have" || kind == "performance_indicators"
}

// repeat is what the item repeats, different from everything if it repeats nothing.
func (e *itemEntity) repeat() repeat {
	if e.l == nil {
		return repeat{}
	}
	return e.p.repeats(e.l)[e.i]
}

// repeatsOf is from where the level has the item already, in words.
func (e *itemEntity) repeatsOf() string {
	r := e.repeat()
	switch {
	case r.like == different:
		return ""
	case r.origin.Level != nil:
		return strconv.Quote(r.origin.Level.Full)
	case r.origin.Family == e.p.Family:
		return "the list for the whole family"
	}
	return strconv.Quote(r.origin.Family.Title.String)
}

// required reports whether the policy asks for the item, so that nobody is to blame for saying it again.
func (e *itemEntity) required() bool {
	for _, kind := range e.s.Kinds {
		for _, item := range e.p.required[kind] {
			if saysItem(e.i.Text.String, item) {
				return true
			}
		}
	}
	return false
}

// repeatedItem shows the item that is repeated, and takes the repetition out unless nothing would be left of the section.
func repeatedItem(_ *page, x entity, o *observation) {
	e := x.(*itemEntity)
	r := e.repeat()
	if r.like == different {
		return
	}
	o.related = []Related{{r.of.At.Place(), "it stands here already"}}
	if via := r.origin.Via; via != nil {
		o.related = append(o.related, Related{via.Target.Place(), "this takes it over"})
	}
	if !e.p.allRepeated(e.l, e.s) {
		o.fix = e.removal(r.like == verbatim && hasLinksOf(r.of, e.i))
	}
}

// allRepeated reports whether a level has all items of a section from elsewhere.
func (p *page) allRepeated(l *catalog.Level, s *catalog.Section) bool {
	repeats := p.repeats(l)
	for _, i := range s.Items {
		if _, ok := repeats[i]; !ok {
			return false
		}
	}
	return true
}

// hasLinksOf reports whether one item links to everything that another one does.
func hasLinksOf(one, other *catalog.Item) bool {
	for _, k := range other.Links {
		if !slices.ContainsFunc(one.Links, func(l *catalog.Link) bool { return l.Target == k.Target }) {
			return false
		}
	}
	return true
}

// removal takes the item out with its line, nil where that would tear the list: items or paragraphs below it, items glued
// to it, other text on its line, numbers that go on, nothing left. An allow above it would be about the next item.
func (e *itemEntity) removal(safe bool) *Fix {
	f, at := e.p.File, e.i.At.Place()
	from, to := f.LineStart(at.Line), f.LineStart(at.EndLine+1)
	before, behind := strings.TrimSpace(f.Source[from:at.Start]), strings.TrimSpace(f.Source[at.End:to])
	if e.i.Marker == "" || before != e.i.Marker || behind != "" || len(e.s.Items) < 2 || len(e.i.Marker) > 1 && e.i.Marker != "1." {
		return nil
	}
	items := e.s.Items
	next := sort.Search(len(items), func(n int) bool { return items[n].At.Start() > at.Start })
	if next < len(items) && (items[next].Marker == "" || items[next].Depth > e.i.Depth || items[next].At.Place().Line <= at.EndLine) {
		return nil
	}
	if e.p.belowItem(e.i, at.EndLine) > at.EndLine {
		return nil
	}
	if slices.ContainsFunc(e.p.Allows, func(a catalog.Allow) bool { return a.Place.Start < from && a.Scope.Start == from }) {
		return nil
	}
	return &Fix{Safe: safe, Edits: []Edit{{from, to, ""}}}
}
