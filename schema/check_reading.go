package schema

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"jobcat/patterns"
)

// readings checks what the shape of a reading does not show: which pages it is for, and what its patterns say.
func (c *checker) readings(f *ast.File) {
	known := c.fieldNames(field(c.base(), "reading"))
	for _, reading := range c.entries(f, "reading") {
		if c.has(reading.path) {
			continue
		}
		if !slices.Contains(known, reading.name) && !c.says(reading.path, "paths") {
			c.report(reading.pos, reading.path, "the reading %q has no paths: say which pages are written so, such as paths: [\"teams/**\"]", reading.name)
		}
		for _, key := range slices.Sorted(maps.Keys(readingPatterns)) {
			path := append(slices.Clone(reading.path), key)
			if overlaps(path, c.reported) {
				continue
			}
			var d decoder
			d.list(c.said(path), func(v cue.Value) {
				text, err := v.String()
				if err != nil {
					return // CUE says what is wrong with it
				}
				p := c.written(v.Pos(), text, path, readingPatterns[key])
				if levels, _ := field(c.own, append(slices.Clone(reading.path), "levels")...).String(); key == "titles" && p != nil && p.IsOpen() && p.Depth() == 0 && (levels == "" || levels == "headings") {
					c.report(v.Pos(), path, "%q fits every heading; say which ones, such as \"## %s\"", text, text)
				}
			})
		}
	}
}

// headingPatterns checks the headings of sections of which only some words are the same.
func (c *checker) headingPatterns(f *ast.File) {
	for _, kind := range c.entries(f, "sections") {
		for _, key := range []string{"titles", "aliases"} {
			for _, heading := range c.entries(f, append(slices.Clone(kind.path), key)...) {
				if strings.Contains(heading.name, "{") && !c.has(heading.path) {
					c.written(heading.pos, heading.name, heading.path, []string{patterns.Any})
				}
			}
		}
	}
}

// written checks a pattern with the holes that it may have. nil is a wrong one.
func (c *checker) written(pos token.Pos, text string, path, holes []string) *patterns.Pattern {
	p, err := patterns.Parse(text, holes...)
	wrong, ok := errors.AsType[*patterns.Error](err)
	if !ok {
		return p
	}
	hint := ""
	if wrong.Hole != "" {
		hint = instead(wrong.Hole, holes)
	}
	c.report(pos, path, "%q is no pattern: %s%s", text, wrong.Reason, hint)
	return nil
}
