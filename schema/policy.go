// Package schema is the policy: what a job catalog has to look like, in CUE, with all the words that tell people so.
//
// The CUE beside this file is the built-in policy; a catalog changes it and adds to it in its jobcat.cue. Go compiles
// the two, takes out what is plain data (ladders, sections, words), and asks CUE whether the facts of an entity break
// a rule. The package knows no catalog: package lint finds the facts.
package schema

import (
	"slices"
	"sync"

	"cuelang.org/go/cue"
)

// Policy is what a catalog is judged by. It does not change once it is loaded, and it is safe for concurrent use.
type Policy struct {
	compiled *compiled
	parts    parts // what it was decoded from

	catalog     CatalogOptions
	readings    []*Reading
	ladders     []*Ladder
	kinds       []SectionKind
	inheritance Inheritance
	wording     map[string]map[string]bool
	roster      Roster
	rules       []*Rule
	byID        map[string]*Rule
	path        string // of the catalog's own file, for messages
	globs       []glob // of that file
	overrides   []Override
	own         ownFile
	views       *sync.Map // what At has given, by the overrides that it is made of
}

// Builtin is the policy without a jobcat.cue. An error means that the program was built wrongly.
func Builtin() (*Policy, error) {
	c, err := compile(defaultPreset)
	if err != nil {
		return nil, err
	}
	return c.decode(c.builtin(), nil)
}

var policyPath = cue.MakePath(cue.Def("#Policy"))

// Rule is the rule with that id, or nil if there is none.
func (p *Policy) Rule(id string) *Rule { return p.byID[id] }

// Rules are all rules, those that are off included, by chapter and within it by id.
func (p *Policy) Rules() []*Rule { return slices.Clone(p.rules) }

// Kinds are the kinds of sections, those of the preset first.
func (p *Policy) Kinds() []SectionKind { return slices.Clone(p.kinds) }

// Ladders are all ladders, the default first.
func (p *Policy) Ladders() []*Ladder { return slices.Clone(p.ladders) }

// Below is the policy for a catalog whose paths are relative to the common parent of several roots: its globs are
// relative to the root that holds a file. The roots are slash-separated and relative to that parent; "." is the parent.
func (p *Policy) Below(roots []string) *Policy {
	below := *p
	below.catalog.dirs = slices.Clone(roots)
	below.views = &sync.Map{}
	return &below
}

// LadderFor is the ladder that the family in a file climbs: the last one with a matching glob, else the default. The
// path is slash-separated and relative to the root of the catalog.
func (p *Policy) LadderFor(path string) *Ladder {
	path = p.catalog.belowRoot(path)
	for i := len(p.ladders) - 1; i > 0; i-- {
		if matchAny(p.ladders[i].Paths, path) {
			return p.ladders[i]
		}
	}
	return p.ladders[0]
}

// Catalog says which files are the catalog and how they are read.
func (p *Policy) Catalog() CatalogOptions { return p.catalog }
