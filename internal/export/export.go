package export

import (
	"encoding/json"
	"io"

	"go.yaml.in/yaml/v3"

	"jobcat/catalog"
)

// Options say what is known of a catalog besides its pages.
type Options struct {
	Graph     *catalog.Graph           // of the whole catalog
	LadderFor func(path string) string // names the ladder that the family in a file climbs
	Effective *catalog.Inheritance     // what levels take over; nil to leave out effective levels
}

// New is the catalog as data, or a part of the one that the graph is of.
func New(c *catalog.Catalog, opt Options) Catalog {
	out := Catalog{Format: 1, Root: c.Root, Families: []Family{}}
	w := writer{opt}
	for _, f := range c.Families() {
		out.Families = append(out.Families, w.family(f, f.Levels))
	}
	return out
}

// NewLevel is the catalog below root as data, with nothing in it but one level in its family.
func NewLevel(root string, l *catalog.Level, opt Options) Catalog {
	return Catalog{Format: 1, Root: root, Families: []Family{writer{opt}.family(l.Family, []*catalog.Level{l})}}
}

// writer knows what statements mean.
type writer struct{ Options }

// JSON writes the catalog as JSON.
func (c Catalog) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(c)
}

// YAML writes the catalog as YAML.
func (c Catalog) YAML(w io.Writer) error {
	enc := yaml.NewEncoder(w)
	enc.SetIndent(2)
	if err := enc.Encode(c); err != nil {
		return err
	}
	return enc.Close()
}

func (w writer) family(f *catalog.Family, levels []*catalog.Level) Family {
	ladder := w.LadderFor(f.File.Path)
	return Family{
		Path: f.File.Path, URL: f.URL, Title: f.Title.String, Kind: string(f.Kind), PartOf: f.PartOf,
		Sections:    sections(f.Sections),
		ReportsTo:   each(f.ReportsTo, w.reportsTo),
		Levels:      each(levels, func(l *catalog.Level) Level { return w.level(l, ladder) }),
		Specialties: each(f.Specialties, w.variant),
		Segments:    each(f.Segments, w.variant),
	}
}

func (w writer) level(l *catalog.Level, ladder string) Level {
	out := Level{
		Title: l.Title.String, Anchor: orNil(l.Anchor()), Line: l.Place.Line,
		Track: string(l.Name.Track), Rung: orNil(l.Name.Rung), Ladder: ladder,
		Grades:    grades(l.Grades),
		ReportsTo: each(l.ReportsTo, w.reportsTo),
		Extends:   each(l.Extends, w.extends),
		Sections:  sections(l.Sections),
	}
	if l.Full != l.Title.String {
		out.FullTitle = l.Full
	}
	if w.Options.Effective != nil {
		effective := w.effective(l)
		out.Effective = &effective
	}
	return out
}

func (w writer) variant(v *catalog.Variant) Variant {
	return Variant{
		Title: v.Title.String, Anchor: orNil(v.Anchor), Line: v.Place.Line,
		Sections:  sections(v.Sections),
		ReportsTo: each(v.ReportsTo, w.reportsTo),
		Extends:   each(v.Extends, w.extends),
	}
}

func sections(all []*catalog.Section) []Section {
	out := []Section{}
	for _, s := range all {
		for _, kind := range s.Kinds {
			section := Section{Kind: kind, Line: s.At.Place().Line, Items: each(s.Items, item)}
			if s.Heading != nil {
				section.Heading, section.Anchor = s.Heading.Text.String, orNil(s.Heading.Anchor)
			}
			out = append(out, section)
		}
	}
	return out
}

func item(i *catalog.Item) Item { return Item{Text: i.Text.String, Line: i.At.Place().Line} }

// grades leaves out statements without a number.
func grades(all []*catalog.Grade) []Grade {
	out := []Grade{}
	for _, g := range all {
		if !g.Unknown {
			out = append(out, Grade{Min: g.Min, Max: g.Max, Line: g.At.Place().Line})
		}
	}
	return out
}

func (w writer) reportsTo(r *catalog.ReportsTo) ReportsTo {
	return ReportsTo{Text: r.Target.String, Link: link(r.Link), Line: r.Statement.Place().Line, Target: target(w.Graph.ReportsTo(r))}
}

func (w writer) extends(e *catalog.Extends) Extends {
	return Extends{Of: e.Of, Text: e.Target.String, Link: link(e.Link), Line: e.Statement.Place().Line, Target: target(w.Graph.Extends(e))}
}

// target is the address of the one level that a statement means.
func target(r catalog.Resolution) *string {
	return address(r.Level)
}

// address is the path of a level's page, and its anchor unless the page is the level; nil for no level. A level in a table
// has its title in the place of an anchor.
func address(l *catalog.Level) *string {
	if l == nil {
		return nil
	}
	address := l.Family.File.Path
	if id := l.ID(); id != "" {
		address += "#" + id
	}
	return &address
}

func link(l *catalog.Link) *string {
	if l == nil {
		return nil
	}
	return &l.Target
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// each is the list that f makes of another one, never nil, so that it is written as a list.
func each[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = f(a)
	}
	return out
}
