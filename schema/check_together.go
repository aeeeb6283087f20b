package schema

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/token"
)

// together checks what is right by itself and wrong together: with what else the file says, or with the built-in policy.
func (c *checker) together(p *Policy) {
	c.counts(p)
	c.headings(p)
	for _, l := range p.ladders {
		c.grades(l)
	}
	c.sameGlobs(p)
}

// place is where the file says something; invalid if it does not.
func (c *checker) place(path ...string) token.Pos {
	if v := c.said(path); v.Exists() {
		return v.Pos()
	}
	return token.NoPos
}

// nearest is where the file says what stands at a path, or what that is a part of: patterns and comprehensions say more
// than they name.
func (c *checker) nearest(path []string) token.Pos {
	for n := len(path); n > 0; n-- {
		if pos := c.place(path[:n]...); pos.IsValid() {
			return pos
		}
	}
	return token.NoPos
}

// firstPlace is the first of the paths that the file says something at, and where; else what the first is a part of.
func (c *checker) firstPlace(paths ...[]string) (token.Pos, []string) {
	for _, path := range paths {
		if pos := c.place(path...); pos.IsValid() {
			return pos, path
		}
	}
	return c.nearest(paths[0]), paths[0]
}

// counts finds sections that are to have more items than they may.
func (c *checker) counts(p *Policy) {
	check := func(k SectionKind, path ...string) {
		pos, at := c.firstPlace(append(slices.Clone(path), "min_items"), append(slices.Clone(path), "max_items"))
		if k.MaxItems > 0 && k.MinItems > k.MaxItems {
			c.report(pos, at, "%s asks for %d items or more, and for %d or fewer; change min_items or max_items (0 is no bound)", dotted(path), k.MinItems, k.MaxItems)
		}
	}
	for _, k := range p.kinds {
		check(k, "sections", k.Kind)
		for i, o := range p.overrides {
			if change, ok := o.Sections[k.Kind]; ok {
				check(k.changed(change), "overrides", strconv.Itoa(i), "sections", k.Kind)
			}
		}
	}
}

// headings finds headings that would mean two kinds of sections.
func (c *checker) headings(p *Policy) {
	claimed := map[string]SectionKind{}
	said := map[string]token.Pos{} // where it was last said of a heading: a pattern gives it to all kinds at once
	for _, k := range p.kinds {
		for _, heading := range slices.Concat(k.Titles, k.Aliases) {
			key := headingKey(heading)
			other, ok := claimed[key]
			claimed[key] = k
			if !ok || other.Kind == k.Kind {
				continue
			}
			pos, at := c.firstPlace(slices.Concat(headingPaths(k, key), headingPaths(other, key))...)
			if said[key] == pos {
				continue
			}
			said[key] = pos
			here, there := k, other
			if at[1] == other.Kind {
				here, there = other, k
			}
			c.report(pos, at, "%q is a heading of %s and of %s, and can only mean one of them%s", heading, here.Kind, there.Kind, c.freed(there, key))
		}
	}
}

// headingPaths are where a file may say that a kind of section has a heading.
func headingPaths(k SectionKind, key string) [][]string {
	var paths [][]string
	for _, heading := range slices.Concat(k.Titles, k.Aliases) {
		if headingKey(heading) == key {
			paths = append(paths, []string{"sections", k.Kind, "titles", heading}, []string{"sections", k.Kind, "aliases", heading})
		}
	}
	if headingKey(k.Usual()) == key {
		paths = append(paths, []string{"sections", k.Kind, "usual"})
	}
	return paths
}

// headingKey is the same for headings that the reader takes for the same.
func headingKey(heading string) string {
	return strings.Join(strings.Fields(strings.ToLower(heading)), " ")
}

// freed ends a message with how a kind of section gives up a heading that the built-in policy gives it.
func (c *checker) freed(k SectionKind, key string) string {
	for _, path := range headingPaths(k, key) {
		if base := field(c.base(), path...); len(path) == 4 && base.Exists() {
			return "; to take it away from the other, say " + dotted(path) + ": false"
		}
	}
	return ""
}

// grades finds rungs and titles with grades that the ladder does not have.
func (c *checker) grades(l *Ladder) {
	var missing []float64
	check := func(grades []float64, path ...string) {
		path = append([]string{"ladders", l.Name}, path...)
		for _, g := range grades {
			if l.Has(g) {
				continue
			}
			if pos := c.place(path...); pos.IsValid() {
				list := dotted([]string{"ladders", l.Name, "grades"})
				if c.place("ladders", l.Name, "grades").IsValid() {
					c.report(pos, path, "%s has the grade %s, and %s does not list it; add it there, or correct it here", dotted(path), word(g), list)
				} else {
					c.report(pos, path, "%s has the grade %s, and the grades of the ladder are %s; correct it, or say which grades there are, in %s",
						dotted(path), word(g), word(l.Known), list)
				}
			} else if !slices.Contains(missing, g) {
				missing = append(missing, g)
			}
		}
	}
	for _, s := range slices.Concat(l.Individual, l.Management) {
		check(s.Grades, "rungs", s.Rung)
	}
	for _, title := range slices.Sorted(maps.Keys(l.Titles)) {
		check(l.Titles[title], "titles", title)
	}
	path := []string{"ladders", l.Name, "grades"}
	if len(missing) > 0 {
		slices.Sort(missing)
		c.report(c.nearest(path), path, "%s does not list %s, which rungs and titles of the ladder have; list them, give those rungs and titles grades of yours, or start without any by extends: \"minimal\"",
			dotted(path), word(missing))
	}
}

// sameGlobs finds globs that a second ladder takes away from the first.
func (c *checker) sameGlobs(p *Policy) {
	of := map[string]*Ladder{}
	for _, l := range p.ladders {
		own := field(c.own, "ladders", l.Name, "paths")
		for i, glob := range l.Paths {
			first, ok := of[glob]
			of[glob] = l
			if pos := own.LookupPath(cue.MakePath(cue.Index(i))).Pos(); ok && first != l && pos.IsValid() {
				path := []string{"ladders", l.Name, "paths"}
				c.report(pos, path, "%q is for the ladder %q already, and a family climbs one; change that ladder, or its paths", glob, first.Name)
			}
		}
	}
}
