// Package lint judges a catalog by a policy. It finds the facts, asks the policy whether they are wrong, and says so
// at the place in the file.
//
// Most rules are patterns over the facts of one entity (a level, a grade, a heading, ...) and need no code: the files
// named after entities hold the facts, the policy decides. What has to be seen in the text, or compared across the
// page, is observed: one file per rule, named after it. Package schema has the words of both.
package lint

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"jobcat/catalog"
	"jobcat/schema"
)

// Result is what a run has found and what it has read.
type Result struct {
	Findings []Finding // sorted, each once
	Allowed  []Allowed // findings that their pages allow, in the same order
	Families int       // pages that are job families
	Levels   int
	Skipped  []Skipped // every other page, sorted by path

	LeftOut map[string]bool // the paths of the pages that RunChange has not judged; nil of any other run

	Graph *catalog.Graph // what the statements of the catalog mean

	judged *judgement // of each page, for RunBeside; nil if not all of them were judged
}

// Skipped is a file of the catalog that is no job family.
type Skipped struct {
	Path   string
	Reason string // the end of the sentence "a.png is no job family: ..."
}

// Run judges every page of the catalog. The result is the same whatever the number of processors and the order of
// the pages. If ctx ends before the run does, the result is incomplete: ask ctx.Err.
func Run(ctx context.Context, p *schema.Policy, c *catalog.Catalog) *Result {
	return newLinter(p, c).run(ctx, nil, runtime.GOMAXPROCS(0))
}

// run judges all pages but those of which it is known what is found.
func (l *linter) run(ctx context.Context, known map[*catalog.Page][]*draft, workers int) *Result {
	c := l.catalog
	pages := make([][]*draft, len(c.Pages))
	next := make(chan int)
	var group sync.WaitGroup
	for range max(1, min(workers, len(c.Pages))) {
		group.Add(1)
		go func() {
			defer group.Done()
			w := newWorker()
			for i := range next {
				drafts, ok := known[c.Pages[i]]
				if !ok {
					drafts = l.page(c.Pages[i], w)
				}
				pages[i] = drafts
			}
		}()
	}
	for i := range c.Pages {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	group.Wait()

	// What is allowed has got its identity before: it counts among its like, allowed or not.
	r := &Result{Findings: settle(append(slices.Concat(pages...), l.acrossPages(ctx)...)), Graph: l.graph}
	var unused []*draft
	if ctx.Err() == nil {
		r.judged = &judgement{l, pages}
		r.Findings, r.Allowed, unused = l.allow(r.Findings)
	}
	if len(unused) > 0 {
		r.Findings = append(r.Findings, settle(unused)...)
		slices.SortFunc(r.Findings, Compare)
	}
	for _, page := range c.Pages {
		switch {
		case page.Family == nil:
			r.Skipped = append(r.Skipped, Skipped{page.File.Path, page.NoFamily})
		case page.Family.Kind == catalog.IndexPage:
			reason := "it only points to other pages"
			if page.Family.Blank {
				reason = "it has a title and no text"
			}
			if reading := l.whole.ReadingFor(page.File.Path); reading.Levels == "none" {
				reason = fmt.Sprintf("reading.%s in the policy says that it has no levels", reading.Name)
			}
			r.Skipped = append(r.Skipped, Skipped{page.File.Path, reason})
		default:
			r.Families++
			r.Levels += len(page.Family.Levels)
		}
	}
	slices.SortFunc(r.Skipped, func(a, b Skipped) int { return strings.Compare(a.Path, b.Path) })
	return r
}

// settle sorts findings, drops those that say the same at the same place, and gives each its identity.
func settle(drafts []*draft) []Finding {
	slices.SortStableFunc(drafts, func(a, b *draft) int { return cmp.Or(a.compare(&b.Finding), cmp.Compare(a.key, b.key)) })
	drafts = slices.CompactFunc(drafts, func(a, b *draft) bool { return a.compare(&b.Finding) == 0 })
	type subject struct{ rule, entity, level, key string }
	seen := make(map[subject]int, len(drafts))
	findings := make([]Finding, len(drafts))
	for i, d := range drafts {
		s := subject{d.Rule, d.entity, d.Level, d.key}
		f := &findings[i]
		*f = d.Finding
		f.occurrence = seen[s]
		f.Identity = f.IdentityIn(s.entity, s.level, Names{})
		seen[s]++
	}
	return findings
}
