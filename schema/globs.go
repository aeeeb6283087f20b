package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
	"github.com/bmatcuk/doublestar/v4"
)

// globPaths are where a policy has globs: in lists, or as names. "*" stands for any name, and for any element of a list.
var globPaths = [][]string{
	{"ladders", "*", "paths"},
	{"reading", "*", "paths"},
	{"overrides", "*", "paths"},
	{"catalog", "dialects", "*"},
	{"catalog", "index_pages"},
	{"catalog", "ignore"},
}

// glob is one that a catalog's own file has.
type glob struct {
	text  string
	path  []string // where it stands
	pos   token.Pos
	place Position
}

// globs are all globs of the file. What has not the shape of one is left out.
func (c *checker) globs(f *ast.File) []glob {
	var found []glob
	add := func(text string, path []string, pos token.Pos) {
		found = append(found, glob{text, path, pos, c.position(pos)})
	}
	var visit func(path, rest []string)
	visit = func(path, rest []string) {
		v := c.said(path)
		switch list := v.IncompleteKind() == cue.ListKind; {
		case !v.Exists():
		case len(rest) > 0 && rest[0] != "*":
			visit(append(path, rest[0]), rest[1:])
		case len(rest) > 0 && list:
			n, _ := v.Len().Int64() // CUE says what is wrong with a list of no known length
			for i := range int(n) {
				visit(append(slices.Clone(path), strconv.Itoa(i)), rest[1:])
			}
		case len(rest) > 0:
			for _, name := range c.fieldNames(v) {
				visit(append(slices.Clone(path), name), rest[1:])
			}
		case list:
			var d decoder
			d.list(v, func(v cue.Value) {
				if text, err := v.String(); err == nil {
					add(text, path, v.Pos())
				}
			})
		default:
			for _, e := range c.entries(f, path...) {
				if on, err := c.said(e.path).Bool(); err != nil || on { // false takes a glob away
					add(e.name, e.path, e.pos)
				}
			}
		}
	}
	for _, pattern := range globPaths {
		visit(nil, pattern)
	}
	return found
}

// wellFormed checks that the globs are some, and can match the path of a file.
func (c *checker) wellFormed(globs []glob) {
	for _, g := range globs {
		relative := strings.TrimLeft(strings.TrimPrefix(g.text, "."), "/")
		switch {
		case !doublestar.ValidatePattern(g.text):
			c.report(g.pos, g.path, "%q is no glob; check its brackets and braces", g.text)
		case readings(g.text) > maxReadings:
			c.report(g.pos, g.path, "this glob can be read in more than %d ways, because its braces multiply; write several globs", maxReadings)
		case relative == "":
			c.report(g.pos, g.path, "%q matches nothing; all files are %q", g.text, "**")
		case strings.HasPrefix(g.text, "/") || strings.HasPrefix(g.text, "./"):
			c.report(g.pos, g.path, "%q should be %q: paths are relative to a root of the catalog", g.text, relative)
		case strings.HasPrefix(g.text, "!"):
			c.report(g.pos, g.path, "%q begins with \"!\", and no glob stands for all files but some", g.text)
		}
	}
}

// maxReadings is in how many ways a glob may be read. All are tried on each path, and no watchdog looks at that.
const maxReadings = 1000

// readings is in how many ways the alternatives in the braces of a glob can be combined, or a bit more: braces in braces
// are multiplied, too. It stops counting above maxReadings.
func readings(glob string) int {
	product := 1
	var open []int // how many alternatives each open brace has so far
	for i := 0; i < len(glob) && product <= maxReadings; i++ {
		switch c := glob[i]; {
		case c == '\\':
			i++
		case c == '{':
			open = append(open, 1)
		case c == ',' && len(open) > 0:
			open[len(open)-1]++
		case c == '}' && len(open) > 0:
			product *= open[len(open)-1]
			open = open[:len(open)-1]
		}
	}
	return product
}

// CheckGlobs says which globs of the catalog's own file match none of its files, those included that the policy leaves
// alone: such a glob does nothing, and does not look so. The files are all of the catalog, slash-separated and relative to
// its root. The error is a *PolicyError.
func (p *Policy) CheckGlobs(files []string) error {
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = p.catalog.belowRoot(file)
	}
	ps := &problems{path: p.path}
	for _, g := range p.globs {
		if matchesSome(g.text, names) {
			continue
		}
		hint := "it is relative to the root, and \"**\" stands for any folders"
		for _, other := range p.likeGlob(g.text, names) {
			if matchesSome(other, names) {
				hint = fmt.Sprintf("did you mean %q?", other)
				break
			}
		}
		ps.list = append(ps.list, Problem{
			Line: g.place.Line, Column: g.place.Column,
			Message: fmt.Sprintf("no file of the catalog matches %q; %s", g.text, hint),
		})
	}
	return ps.err()
}

// likeGlob are globs that somebody may have meant: relative to the root, all files of a folder, in any folder, or in one
// that is spelt otherwise.
func (p *Policy) likeGlob(glob string, files []string) []string {
	var like []string
	for _, root := range p.catalog.Roots {
		if rest, ok := strings.CutPrefix(glob, strings.TrimSuffix(root, "/")+"/"); ok {
			glob = rest
			like = append(like, glob)
		}
	}
	folder := strings.TrimSuffix(strings.TrimSuffix(glob, "/*"), "/") + "/**"
	like = append(like, folder, "**/"+glob, "**/"+folder)
	top, rest, _ := strings.Cut(glob, "/")
	var tops []string
	for _, file := range files {
		if name, _, ok := strings.Cut(file, "/"); ok && !slices.Contains(tops, name) {
			tops = append(tops, name)
		}
	}
	if n := Nearest(top, tops); n != "" && rest != "" {
		like = append(like, n+"/"+rest)
	}
	if rest != "" && rest != "**" {
		like = append(like, rest)
	}
	return like
}

func matchesSome(glob string, files []string) bool {
	return slices.ContainsFunc(files, func(file string) bool { return doublestar.MatchUnvalidated(glob, file) })
}
