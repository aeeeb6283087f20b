package catalog

import (
	"slices"
	"strings"
)

// Inheritance says what a level takes over from others.
type Inheritance struct {
	Mode InheritanceMode
	Own  []string // the kinds of sections that are each level's own and never taken over: "job_grade"
}

// InheritanceMode says from whom a level takes over.
type InheritanceMode string

// The modes.
const (
	ByStatement InheritanceMode = "statement"  // from the levels that it says it extends
	Cumulative  InheritanceMode = "cumulative" // and everything from the level below
	ByName      InheritanceMode = "name"       // and from the level below what stands in a section of a kind that it has itself
)

// Effective is a level with everything that holds for it.
type Effective struct {
	Level    *Level
	Sections []*EffectiveSection // each kind once, in the order in which they are met: the level's, its family's, inherited ones
}

// Section is the section of a kind, or nil.
func (e *Effective) Section(kind string) *EffectiveSection {
	for _, s := range e.Sections {
		if s.Kind == kind {
			return s
		}
	}
	return nil
}

// EffectiveSection is all that holds for a level by sections of one kind.
type EffectiveSection struct {
	Kind    string
	Parts   []EffectivePart // the sections that it is made of: the family's, the inherited ones, the level's own
	Items   []EffectiveItem // the items of the parts, in their order, each once
	Written bool            // whether any part holds more than an announcement of what is to be written
}

// EffectivePart is one section among those that make up an effective one.
type EffectivePart struct {
	Section *Section
	Origin
}

// EffectiveItem is one item with where it comes from. A bullet that only states an inheritance that was understood is
// none: what it brings stands in its place.
type EffectiveItem struct {
	Item *Item
	Origin
}

// Origin says where something comes from.
type Origin struct {
	From   From
	Family *Family  // on whose page it stands
	Level  *Level   // whose section it is; nil for the family's and a variant's
	Via    *Extends // the statement of the level itself by which it is inherited; nil if no statement says so
	Below  *Level   // the level below from which it is inherited without a statement; nil otherwise
}

// From is one word for an origin.
type From string

// The origins.
const (
	FromLevel     From = "own"
	FromFamily    From = "family"
	FromInherited From = "inherited"
)

// maxForerunners is how many levels are followed for one kind of section. A ladder that people climb has a dozen.
const maxForerunners = 2000

// Effective is a level with everything that holds for it. Circles are followed once round; a statement that is not
// understood brings nothing. The time that it takes grows with what the level inherits.
func (g *Graph) Effective(l *Level, how Inheritance) *Effective {
	e := &Effective{Level: l}
	for _, kind := range g.kindsAround(l, how) {
		if s := g.EffectiveSection(l, kind, how); s != nil {
			e.Sections = append(e.Sections, s)
		}
	}
	return e
}

// EffectiveSection is the section of one kind of Effective, nil if there is none.
func (g *Graph) EffectiveSection(l *Level, kind string, how Inheritance) *EffectiveSection {
	c := &gathering{graph: g, kind: kind, how: how, top: l, met: map[*Level]bool{}, common: map[*Family]bool{}}
	c.level(l, Origin{From: FromLevel})
	if len(c.section.Parts) == 0 {
		return nil
	}
	c.section.Kind = kind
	return &c.section
}

// kindsAround are the kinds of sections of a level, its family and all that it extends for whatever kind, in the order
// in which they are met.
func (g *Graph) kindsAround(l *Level, how Inheritance) []string {
	var kinds []string
	note := func(sections []*Section) {
		for _, s := range sections {
			for _, k := range s.Kinds {
				if !slices.Contains(kinds, k) {
					kinds = append(kinds, k)
				}
			}
		}
	}
	met := map[*Level]bool{l: true}
	for queue := []*Level{l}; len(queue) > 0 && len(met) <= maxForerunners; queue = queue[1:] {
		note(queue[0].Sections)
		note(queue[0].Family.Sections)
		for _, s := range g.sources(queue[0], "", how) {
			if s.level != nil && !met[s.level] {
				met[s.level] = true
				queue = append(queue, s.level)
			}
			note(s.family.Sections)
			if s.variant != nil {
				note(s.variant.Sections)
			}
		}
	}
	return kinds
}

// A source is something that a level takes over from.
type source struct {
	level   *Level
	variant *Variant
	family  *Family  // of the level or the variant; alone: what it says for all its levels
	via     *Extends // nil for the level below, which no statement names
}

// sources are what a level takes sections of a kind over from, in the order of its statements, the level below last.
// "" asks for all kinds.
func (g *Graph) sources(l *Level, kind string, how Inheritance) []source {
	if slices.Contains(how.Own, kind) {
		return nil
	}
	var all []source
	for _, e := range l.Extends {
		if kind != "" && e.Of != kind && e.Of != WholeRole {
			continue
		}
		r := g.extends[e]
		switch r.Outcome {
		case OneVariant, WholeFamily:
			all = append(all, source{variant: r.Variant, family: r.Family, via: e})
		}
		for _, to := range r.Targets() {
			all = append(all, source{level: to, family: to.Family, via: e})
		}
	}
	ofKind := func(s *Section) bool { return kind == "" || s.Is(kind) }
	if how.Mode == Cumulative || how.Mode == ByName && slices.ContainsFunc(l.Sections, ofKind) {
		if below := g.Below(l); below != nil {
			all = append(all, source{level: below, family: below.Family})
		}
	}
	return all
}

// Sources are the levels that a level takes something over from by itself, and the families whose common text or variant
// it does: one step of what Effective follows.
func (g *Graph) Sources(l *Level, how Inheritance) (levels []*Level, families []*Family) {
	for _, s := range g.sources(l, "", how) {
		if s.level != nil {
			levels = append(levels, s.level)
		} else {
			families = append(families, s.family)
		}
	}
	return levels, families
}

// gathering collects what holds for one level by sections of one kind.
type gathering struct {
	graph   *Graph
	kind    string
	how     Inheritance
	top     *Level
	met     map[*Level]bool
	common  map[*Family]bool // families whose common sections are there
	section EffectiveSection
}

// level adds a level: first what its family says for all, then what it takes over, last its own. The origin is of what
// is the level's own.
func (c *gathering) level(l *Level, own Origin) {
	if c.met[l] || len(c.met) >= maxForerunners {
		return
	}
	c.met[l] = true
	c.family(l.Family, own)
	for _, s := range c.graph.sources(l, c.kind, c.how) {
		origin := own
		if l == c.top {
			origin = Origin{From: FromInherited, Via: s.via}
			if s.via == nil {
				origin.Below = s.level
			}
		}
		switch {
		case s.level != nil:
			c.level(s.level, origin)
		case s.variant != nil:
			origin.Family = s.family
			c.sections(s.variant.Sections, s.variant.Extends, origin)
		default:
			c.family(s.family, origin)
		}
	}
	own.Family, own.Level = l.Family, l
	c.sections(l.Sections, l.Extends, own)
}

// family adds what a family says for all its levels.
func (c *gathering) family(f *Family, origin Origin) {
	if c.common[f] {
		return
	}
	c.common[f] = true
	origin.Family = f
	if f == c.top.Family {
		origin = Origin{From: FromFamily, Family: f}
	}
	c.sections(f.Sections, nil, origin)
}

func (c *gathering) sections(sections []*Section, statements []*Extends, origin Origin) {
	var said map[int]int
	asked := false
	for _, s := range sections {
		if !s.Is(c.kind) {
			continue
		}
		if !asked {
			said, asked = c.understood(statements), true
		}
		c.section.Parts = append(c.section.Parts, EffectivePart{Section: s, Origin: origin})
		c.section.Written = c.section.Written || s.Content == Written
		c.section.Items = slices.Grow(c.section.Items, len(s.Items))
		for _, it := range s.Items {
			if len(said) > 0 {
				text := it.Text.Part(0, len(it.Text.String))
				if end, ok := said[text.Start()]; ok && text.End() <= end {
					continue
				}
			}
			c.section.Items = append(c.section.Items, EffectiveItem{Item: it, Origin: origin})
		}
	}
}

// longestRemark is how many words may stand behind the target of a statement without being a requirement of their own:
// "the Senior Engineer requirements and adds the following to them".
const longestRemark = 8

// understood are the statements that say nothing but what they extend, and that are understood: where they begin, and
// where they end.
func (c *gathering) understood(statements []*Extends) map[int]int {
	var said map[int]int
	for _, e := range statements {
		switch c.graph.extends[e].Outcome {
		case Resolved, Several, WholeFamily, OneVariant:
		default:
			continue
		}
		whole, target := e.Statement.Part(0, len(e.Statement.String)), e.Target.Part(0, len(e.Target.String))
		if whole.IsZero() || target.End() > whole.End() {
			continue
		}
		behind := e.Statement.File().Source[target.End():whole.End()]
		if len(strings.Fields(behind)) <= longestRemark {
			if said == nil {
				said = map[int]int{}
			}
			said[whole.Start()] = whole.End()
		}
	}
	return said
}
