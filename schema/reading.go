package schema

import (
	"slices"

	"cuelang.org/go/cue"

	"jobcat/patterns"
)

// Reading says how a part of the catalog is written.
type Reading struct {
	Name   string
	Paths  []string // globs relative to the root; none for the default reading
	Levels string   // what a level is: "headings", "file", "rows", "columns" or "none"

	// Patterns with the holes {title} and {grade}, the usual one first; none for what is usual.
	Titles, Names, Grades, Extends, ReportsTo []*patterns.Pattern

	Heads Heads // of tables whose rows or columns are levels

	UsualPhrases bool // whether the usual English sentences are understood as well
	Keys         bool // whether a bold word with a colon heads a section
}

// Heads are the words that head what a table says about levels, the usual one first. All others head sections.
type Heads struct{ Title, Grade, Extends, ReportsTo []string }

// readingPatterns are the keys of a reading that hold patterns, with the holes that they may have. They have to have the
// first one.
var readingPatterns = map[string][]string{
	"titles":     {patterns.Title, patterns.Grade},
	"names":      {patterns.Title, patterns.Grade},
	"grades":     {patterns.Grade, patterns.Title},
	"extends":    {patterns.Title},
	"reports_to": {patterns.Title},
}

// Readings are all ways in which pages of the catalog are written, the default first.
func (p *Policy) Readings() []*Reading { return slices.Clone(p.readings) }

// ReadingFor is how a page is written: the last reading with a matching glob, else the default. The path is
// slash-separated and relative to the root of the catalog.
func (p *Policy) ReadingFor(path string) *Reading {
	path = p.catalog.belowRoot(path)
	for i := len(p.readings) - 1; i > 0; i-- {
		if matchAny(p.readings[i].Paths, path) {
			return p.readings[i]
		}
	}
	return p.readings[0]
}

// readings are the readings: the default, then those of the catalog.
func (d *decoder) readings(base, v cue.Value) []*Reading {
	var readings []*Reading
	d.eachAfter(base, v, func(name string, v cue.Value) {
		readings = append(readings, &Reading{
			Name:      name,
			Paths:     d.strings(field(v, "paths")),
			Levels:    d.string(field(v, "levels")),
			Titles:    d.written(v, "titles"),
			Names:     d.written(v, "names"),
			Grades:    d.written(v, "grades"),
			Extends:   d.written(v, "extends"),
			ReportsTo: d.written(v, "reports_to"),
			Heads: Heads{
				Title:     d.strings(field(v, "heads", "title")),
				Grade:     d.strings(field(v, "heads", "grade")),
				Extends:   d.strings(field(v, "heads", "extends")),
				ReportsTo: d.strings(field(v, "heads", "reports_to")),
			},
			UsualPhrases: d.bool(field(v, "usual_phrases")),
			Keys:         d.bool(field(v, "keys")),
		})
	})
	return readings
}

// written are the patterns below a key of a reading. The checks have refused wrong ones.
func (d *decoder) written(reading cue.Value, key string) []*patterns.Pattern {
	var list []*patterns.Pattern
	for _, text := range d.strings(field(reading, key)) {
		p, err := patterns.Parse(text, readingPatterns[key]...)
		d.keep(err)
		list = append(list, p)
	}
	return list
}

func (d *decoder) bool(v cue.Value) bool {
	b, err := v.Bool()
	d.keep(err)
	return b
}
