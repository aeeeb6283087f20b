package schema

import (
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"
)

// rest reports what CUE refuses in the file and the checks above did not see: what comprehensions and patterns make.
// One place in the file can break many values; it is reported once.
func (c *checker) rest(changed []cue.Value) {
	byPath := map[string]errors.Error{}
	var paths [][]string
	var refused errors.Error
	for _, v := range changed {
		if err := v.Validate(); err != nil {
			refused = errors.Append(refused, errors.Promote(err, ""))
		}
	}
	for _, e := range errors.Errors(refused) {
		path := names(e.Path())
		if isPattern(path) && c.on(path[1]) == "" {
			continue // what it can ask is not known
		}
		if overlaps(path, c.reported) || len(path) == 0 && len(c.list) > 0 {
			continue
		}
		key := strings.Join(path, "\x00")
		if byPath[key] == nil {
			paths = append(paths, path)
		}
		byPath[key] = errors.Append(byPath[key], e)
	}
	slices.SortFunc(paths, slices.Compare)
	at := map[int]int{} // how many values one place breaks
	for _, path := range paths {
		if pos := c.deepest(byPath[strings.Join(path, "\x00")], token.NoPos); pos.IsValid() {
			at[pos.Offset()]++
		}
	}
	for i, path := range paths {
		err := byPath[strings.Join(path, "\x00")]
		pos := c.deepest(err, token.NoPos)
		many := 1
		if pos.IsValid() {
			many = at[pos.Offset()]
			at[pos.Offset()] = 0
		}
		if many == 0 || i > 0 && !pos.IsValid() {
			continue // what has no place follows from the first: a definition that leads back to itself breaks everything
		}
		words := "this contradicts itself, or the policy that it changes"
		if base := c.policyAt(path); len(path) > 0 && base.Exists() {
			said := path
			if many > 1 { // a pattern for all rules is about none of them
				said = path[len(path)-1:]
			}
			words = valueWords(base, c.said(path), said)
		} else if len(path) > 0 {
			words = dotted(path) + " cannot be so; it contradicts itself, or the policy that it changes"
		}
		c.addDebug(pos, debugWords(err), "%s", words)
	}
}

// undecided reports what comprehensions and patterns leave open, so that it cannot be read. It stands where the file says
// it, or what it is made of.
func (c *checker) undecided(err error) {
	var path []string
	var wrong errors.Error
	if errors.As(err, &wrong) {
		path = names(wrong.Path())
	}
	what := "something"
	if len(path) > 0 {
		what = dotted(path)
	}
	c.addDebug(c.deepest(err, c.nearest(path)), debugWords(err), "%s leaves open which value it has, or has one of the wrong kind; say one value (two defaults, *, for the same decide nothing)", what)
}

// names is the path of an error as plain names, without the definition that all paths of a policy begin with.
func names(path []string) []string {
	plain := slices.Clone(path)
	switch {
	case len(plain) > 0 && plain[0] == policyPath.String():
		plain = plain[1:]
	case len(plain) > 0 && plain[0] == "#Rules":
		plain[0] = "rules"
	}
	for i, name := range plain {
		if s, err := strconv.Unquote(name); err == nil {
			plain[i] = s
		}
	}
	return plain
}

// deepest is the last place in the file that an error speaks of, or the fallback if it speaks of none.
func (c *checker) deepest(err error, fallback token.Pos) token.Pos {
	best := fallback
	for _, p := range c.placesOf(err) {
		if !best.IsValid() || p.Offset() > best.Offset() {
			best = p
		}
	}
	return best
}

// placesOf are the places in the file that an error speaks of.
func (c *checker) placesOf(err error) []token.Pos {
	var places []token.Pos
	for _, e := range errors.Errors(err) {
		for _, p := range append(e.InputPositions(), e.Position()) {
			if p.IsValid() && p.Filename() == c.path {
				places = append(places, p)
			}
		}
	}
	return places
}
