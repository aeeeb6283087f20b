package repair

import (
	"sort"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// compare says what fixes have done: which of their own findings are still there, and which errors are there that were
// not before.
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
func compare(before, after Judgement, fixes []lint.Finding) (remaining, added []lint.Finding) {
	moved := movesOf(fixes)
	news := newFindings(after.Result.Findings)
	old := map[string]bool{} // the identities of the findings that are still there
	var touched, lost []lint.Finding
	for _, f := range before.Result.Findings {
		start, end, edited := moved[f.Place.Path].follow(f.Place)
		switch {
		case edited:
			touched = append(touched, f)
		case news.take(f, start, end):
			old[f.Identity] = true
		default:
			lost = append(lost, f)
		}
	}
	for _, f := range touched {
		start, end, _ := moved[f.Place.Path].follow(f.Place)
		if news.takeWithin(f, start, end) {
			old[f.Identity] = true
		} else {
			lost = append(lost, f)
		}
	}
	for _, f := range lost {
		if news.takeIdentity(f) {
			old[f.Identity] = true
		}
	}

	for _, f := range fixes {
		if old[f.Identity] {
			remaining = append(remaining, f)
		}
	}
	written, uncovered := writtenBy(fixes, moved), noFamilies(before.Catalog)
	for i, f := range news.findings {
		if !news.taken[i] && f.Severity == schema.Error && !uncovered[f.Place.Path] && !written.holds(f.Place) {
			added = append(added, f)
		}
	}
	return remaining, added
}

// pool are the findings after fixes, each of which is the same as at most one before.
type pool struct {
	findings   []lint.Finding
	taken      []bool
	at         map[spot][]int   // in ascending order
	inFile     map[inFile][]int // in ascending order
	byIdentity map[string]int
}

type inFile struct{ rule, path string }

type spot struct {
	inFile
	start, end int
}

func newFindings(findings []lint.Finding) *pool {
	a := &pool{findings, make([]bool, len(findings)), map[spot][]int{}, map[inFile][]int{}, map[string]int{}}
	for i, f := range findings {
		file := inFile{f.Rule, f.Place.Path}
		s := spot{file, f.Place.Start, f.Place.End}
		a.at[s] = append(a.at[s], i)
		a.inFile[file] = append(a.inFile[file], i)
		a.byIdentity[f.Identity] = i
	}
	return a
}

// take takes a finding of the same rule at exactly this range. Of several it is the one with the same identity, if there
// is one.
func (a *pool) take(f lint.Finding, start, end int) bool {
	found := -1
	for _, i := range a.at[spot{inFile{f.Rule, f.Place.Path}, start, end}] {
		if !a.taken[i] && (found < 0 || a.findings[i].Identity == f.Identity) {
			found = i
		}
	}
	return a.mark(found)
}

// takeWithin takes the first finding of the same rule that begins in this range.
func (a *pool) takeWithin(f lint.Finding, start, end int) bool {
	here := a.inFile[inFile{f.Rule, f.Place.Path}]
	for _, i := range here[sort.Search(len(here), func(i int) bool { return a.findings[here[i]].Place.Start >= start }):] {
		if a.findings[i].Place.Start >= end {
			break
		}
		if !a.taken[i] {
			return a.mark(i)
		}
	}
	return false
}

// takeIdentity takes the finding with the same identity.
func (a *pool) takeIdentity(f lint.Finding) bool {
	i, ok := a.byIdentity[f.Identity]
	return ok && !a.taken[i] && a.mark(i)
}

// mark takes the i-th finding, if i is not negative.
func (a *pool) mark(i int) bool {
	if i >= 0 {
		a.taken[i] = true
	}
	return i >= 0
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
