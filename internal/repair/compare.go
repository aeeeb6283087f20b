package repair

import (
	"sort"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// comparison is what fixes have done.
type comparison struct {
	remaining []lint.Finding          // their own findings that are still there, as they were
	added     []lint.Finding          // errors that were not there before
	same      map[string]lint.Finding // what became of the findings that are still there, by the identity that they had
}

// compare says what fixes have done.
//
// The identity of a finding is not enough for that. A fix that corrects the title of a level renames the entity of every
// finding in it, and of two findings that differ in nothing but their occurrence the second becomes the first when that
// is gone. But where everything went is known, so a finding is the same as
//
//  1. the one that has its identity and stands where its characters went;
//  2. one of its rule that stands there: at the very same characters or, if an edit touches these, in what became of
//     them;
//  3. the one that has its identity, wherever it stands now.
//
// Two kinds of new errors are let through. An unsafe fix may write what a person has to complete, such as the
// placeholders of a section. And what is wrong with a page that was no family shows only when it is one.
func compare(before, after Judgement, fixes []lint.Finding) comparison {
	moved := movesOf(fixes)
	news := newPool(after.Result.Findings)
	c := comparison{same: map[string]lint.Finding{}}
	rest := before.Result.Findings
	for _, same := range []func(lint.Finding, place) int{news.namedAt, news.at, news.named} {
		var lost []lint.Finding
		for _, f := range rest {
			if i := same(f, moved[f.Place.Path].follow(f.Place)); i >= 0 {
				c.same[f.Identity] = news.take(i)
			} else {
				lost = append(lost, f)
			}
		}
		rest = lost
	}

	for _, f := range fixes {
		if _, ok := c.same[f.Identity]; ok {
			c.remaining = append(c.remaining, f)
		}
	}
	written, uncovered := writtenBy(fixes, moved), noFamilies(before.Catalog)
	for i, f := range news.findings {
		if !news.taken[i] && f.Severity == schema.Error && !uncovered[f.Place.Path] && !written.holds(f.Place) {
			c.added = append(c.added, f)
		}
	}
	return c
}

// pool are the findings after fixes, each of which is the same as at most one before. What it is asked for is the index
// of one that is not taken yet, negative if there is none.
type pool struct {
	findings   []lint.Finding
	taken      []bool
	inFile     map[inFile][]int // in ascending order
	byIdentity map[string]int
}

type inFile struct{ rule, path string }

func newPool(findings []lint.Finding) *pool {
	p := &pool{findings, make([]bool, len(findings)), map[inFile][]int{}, map[string]int{}}
	for i, f := range findings {
		file := inFile{f.Rule, f.Place.Path}
		p.inFile[file] = append(p.inFile[file], i)
		p.byIdentity[f.Identity] = i
	}
	return p
}

func (p *pool) take(i int) lint.Finding {
	p.taken[i] = true
	return p.findings[i]
}

// namedAt is the finding with the same identity, if it is there.
func (p *pool) namedAt(f lint.Finding, there place) int {
	i := p.named(f, there)
	if i < 0 || p.findings[i].Place.Path != f.Place.Path || !there.holds(p.findings[i].Place) {
		return -1
	}
	return i
}

// at is the first finding of the same rule that is there.
func (p *pool) at(f lint.Finding, there place) int {
	here := p.inFile[inFile{f.Rule, f.Place.Path}]
	first := sort.Search(len(here), func(i int) bool { return p.findings[here[i]].Place.Start >= there.start })
	for _, i := range here[first:] {
		if p.findings[i].Place.Start > there.end {
			break
		}
		if !p.taken[i] && there.holds(p.findings[i].Place) {
			return i
		}
	}
	return -1
}

// named is the finding with the same identity, wherever it is.
func (p *pool) named(f lint.Finding, _ place) int {
	if i, ok := p.byIdentity[f.Identity]; ok && !p.taken[i] {
		return i
	}
	return -1
}

// noFamilies are the paths of the pages that are no family.
func noFamilies(c *catalog.Catalog) map[string]bool {
	paths := map[string]bool{}
	for _, p := range c.Pages {
		if p.Family == nil {
			paths[p.File.Path] = true
		}
	}
	return paths
}
