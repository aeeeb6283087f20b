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
//  1. the one at the very same characters, if no edit touches these;
//  2. the one in what became of its characters, if an edit does;
//  3. the one that has its identity, wherever it stands now.
//
// Two kinds of new errors are let through. An unsafe fix may write what a person has to complete, such as the
// placeholders of a section. And what is wrong with a page that was no family shows only when it is one.
func compare(before, after Judgement, fixes []lint.Finding) comparison {
	moved := movesOf(fixes)
	news := newPool(after.Result.Findings)
	c := comparison{same: map[string]lint.Finding{}}
	var touched, lost []lint.Finding
	for _, f := range before.Result.Findings {
		start, end, edited := moved[f.Place.Path].follow(f.Place)
		if edited {
			touched = append(touched, f)
		} else if i := news.at(f, start, end); i >= 0 {
			c.same[f.Identity] = news.take(i)
		} else {
			lost = append(lost, f)
		}
	}
	for _, f := range touched {
		start, end, _ := moved[f.Place.Path].follow(f.Place)
		if i := news.within(f, start, end); i >= 0 {
			c.same[f.Identity] = news.take(i)
		} else {
			lost = append(lost, f)
		}
	}
	for _, f := range lost {
		if i := news.named(f); i >= 0 {
			c.same[f.Identity] = news.take(i)
		}
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
	inPlace    map[spot][]int   // in ascending order
	inFile     map[inFile][]int // in ascending order
	byIdentity map[string]int
}

type inFile struct{ rule, path string }

type spot struct {
	inFile
	start, end int
}

func newPool(findings []lint.Finding) *pool {
	p := &pool{findings, make([]bool, len(findings)), map[spot][]int{}, map[inFile][]int{}, map[string]int{}}
	for i, f := range findings {
		file := inFile{f.Rule, f.Place.Path}
		s := spot{file, f.Place.Start, f.Place.End}
		p.inPlace[s] = append(p.inPlace[s], i)
		p.inFile[file] = append(p.inFile[file], i)
		p.byIdentity[f.Identity] = i
	}
	return p
}

func (p *pool) take(i int) lint.Finding {
	p.taken[i] = true
	return p.findings[i]
}

// at is a finding of the same rule at exactly this range. Of several it is the one with the same identity, if there is
// one.
func (p *pool) at(f lint.Finding, start, end int) int {
	found := -1
	for _, i := range p.inPlace[spot{inFile{f.Rule, f.Place.Path}, start, end}] {
		if !p.taken[i] && (found < 0 || p.findings[i].Identity == f.Identity) {
			found = i
		}
	}
	return found
}

// within is the first finding of the same rule that begins in this range.
func (p *pool) within(f lint.Finding, start, end int) int {
	here := p.inFile[inFile{f.Rule, f.Place.Path}]
	first := sort.Search(len(here), func(i int) bool { return p.findings[here[i]].Place.Start >= start })
	for _, i := range here[first:] {
		if p.findings[i].Place.Start >= end {
			break
		}
		if !p.taken[i] {
			return i
		}
	}
	return -1
}

// named is the finding with the same identity.
func (p *pool) named(f lint.Finding) int {
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
