package lint

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"runtime"
	"strings"
	"sync"

	"jobcat/catalog"
	"jobcat/schema"
)

// judgement is what a run has found on each page by itself, before the findings of all pages are put together.
type judgement struct {
	*linter
	pages [][]*draft // in the order of the catalog's
}

// RunBeside judges the other side of a change of a catalog that was judged by the same policy. It finds what Run does. A
// page that is the same on both sides is only judged again if the change could make a difference to it.
func RunBeside(ctx context.Context, p *schema.Policy, c *catalog.Catalog, other *Result) *Result {
	l := newLinter(p, c)
	return l.run(ctx, l.known(other.judged), runtime.GOMAXPROCS(0))
}

// RunChange judges both sides of a change by one policy, but only the pages that the change can make a difference to. What
// is found on each of the others by itself is the same on both sides and in neither result; what only the whole catalog
// shows is in both. If the change can make a difference to all pages, none are left out. To know what a change introduces
// and fixes takes no more, and a fraction of two runs.
func RunChange(ctx context.Context, p *schema.Policy, before, after *catalog.Catalog) (was, is *Result) {
	var b, a *linter
	var both sync.WaitGroup
	both.Go(func() { b = newLinter(p, before) })
	both.Go(func() { a = newLinter(p, after) })
	both.Wait()
	silent, leftOut := map[*catalog.Page][]*draft{}, map[string]bool{}
	if same := b.unaffected(a); len(same) > 0 {
		at := addressed(before, after)
		for page := range same {
			// What a page allows is held against everything that is found there, and pages at one address count it together.
			if len(page.Allows) == 0 && (page.Family == nil || at[page.Family.URL] <= 2) {
				silent[page], leftOut[page.File.Path] = nil, true
			}
		}
	}
	was, is = b.run(ctx, silent, runtime.GOMAXPROCS(0)), a.run(ctx, silent, runtime.GOMAXPROCS(0))
	if len(silent) > 0 {
		was.judged, is.judged = nil, nil
		was.LeftOut, is.LeftOut = leftOut, leftOut
	}
	return was, is
}

// addressed is how many pages of both catalogs have each address.
func addressed(catalogs ...*catalog.Catalog) map[string]int {
	at := map[string]int{}
	for _, c := range catalogs {
		for _, f := range c.Families() {
			at[f.URL]++
		}
	}
	return at
}

// known are the pages of which the other judgement holds, with what it found.
func (l *linter) known(other *judgement) map[*catalog.Page][]*draft {
	if other == nil || other.whole != l.whole {
		return nil
	}
	same := l.unaffected(other.linter)
	if len(same) == 0 {
		return nil
	}
	changed := map[string]bool{}
	for i, was := range other.catalog.Pages {
		if l.catalog.Pages[i] != was {
			changed[was.File.Path] = true
		}
	}
	known := map[*catalog.Page][]*draft{}
	for i, was := range other.catalog.Pages {
		if same[was] && !anyShows(other.pages[i], changed) {
			known[was] = other.pages[i]
		}
	}
	return known
}

// unaffected are the pages that two sides of a change share and that the change makes no difference to: on both sides the
// same is found there, but for where something stands in other pages that a finding shows. They are none if what pages say
// about each other was changed.
//
// A page asks others for three things. What titles, grades, statements and headings they have goes into what the whole
// catalog knows, so it has to be the same everywhere: see surface. What stands in their sections is asked by those who take
// it over, directly or through others. Their links are asked by the pages that they lead to, and by all for what is usual.
func (l *linter) unaffected(other *linter) map[*catalog.Page]bool {
	if len(other.catalog.Pages) != len(l.catalog.Pages) {
		return nil
	}
	touched := map[*catalog.Family]bool{}
	linked := map[*catalog.Family]bool{} // to which a link leads on one side only
	for i, there := range other.catalog.Pages {
		here := l.catalog.Pages[i]
		if here == there {
			continue
		}
		if here.File.Path != there.File.Path || l.surface(here) != other.surface(there) || here.Family != nil && here.Family.PartOf != "" {
			return nil
		}
		touched[here.Family] = true
		for target := range linksOfOneSide(here.Family, there.Family) {
			linked[l.graph.Follow(here.Family, target).Family] = true
		}
	}
	if len(linked) > 0 && !maps.Equal(l.siteFolders, other.siteFolders) {
		return nil
	}
	l.spread(touched)
	same := map[*catalog.Page]bool{}
	for i, there := range other.catalog.Pages {
		if here := l.catalog.Pages[i]; here == there && !touched[here.Family] && !linked[here.Family] {
			same[here] = true
		}
	}
	return same
}

// spread adds the families with a level that takes over, or may take over, from one of those that are touched.
func (l *linter) spread(touched map[*catalog.Family]bool) {
	takers := map[*catalog.Family][]*catalog.Family{}
	for _, f := range l.catalog.Families() {
		take := func(from *catalog.Level) {
			if from != nil && from.Family != f {
				takers[from.Family] = append(takers[from.Family], f)
			}
		}
		for _, x := range extendsOf(f) {
			r := l.graph.Extends(x)
			if r.Family != nil {
				takers[r.Family] = append(takers[r.Family], f)
			}
			for _, to := range r.Candidates {
				take(to)
			}
			for _, to := range []*catalog.Level{r.Level, r.Nearest, r.ByWords, r.ByLink} {
				take(to)
			}
		}
		for _, level := range f.Levels {
			take(l.graph.Below(level))
		}
	}
	var queue []*catalog.Family
	for f := range touched {
		queue = append(queue, f)
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, f := range takers[queue[0]] {
			if !touched[f] {
				touched[f] = true
				queue = append(queue, f)
			}
		}
	}
}

// extendsOf are all statements of inheritance of a family, those of its variants included.
func extendsOf(f *catalog.Family) []*catalog.Extends {
	var all []*catalog.Extends
	for _, l := range f.Levels {
		all = append(all, l.Extends...)
	}
	for _, variants := range [][]*catalog.Variant{f.Specialties, f.Segments} {
		for _, v := range variants {
			all = append(all, v.Extends...)
		}
	}
	return all
}

// linksOfOneSide are the targets of the links that only one of two families has. Both are nil for pages that are none.
func linksOfOneSide(a, b *catalog.Family) map[string]bool {
	targets := func(f *catalog.Family) map[string]bool {
		all := map[string]bool{}
		if f != nil {
			for _, k := range f.Links {
				all[k.Target] = true
			}
		}
		return all
	}
	one, other := targets(a), targets(b)
	for target := range other {
		if one[target] {
			delete(one, target)
		} else {
			one[target] = true
		}
	}
	return one
}

// anyShows reports whether a finding shows a place in one of the files.
func anyShows(drafts []*draft, files map[string]bool) bool {
	for _, d := range drafts {
		for _, r := range d.Related {
			if files[r.Place.Path] {
				return true
			}
		}
	}
	return false
}

// surface is all of a page but for what stands in its sections, and those of its links that state nothing: as long as it is
// the same, other pages find the same by what they say about this one.
func (l *linter) surface(c *catalog.Page) string {
	f := c.Family
	if f == nil {
		return "no family: " + c.NoFamily
	}
	var b strings.Builder
	link := func(k *catalog.Link) {
		if k != nil {
			fmt.Fprintf(&b, " link %q %q", k.Target, k.Text.String)
		}
	}
	extends := func(all []*catalog.Extends) {
		for _, x := range all {
			fmt.Fprintf(&b, "\nextends %q %q %q %q %q %t", x.Of, x.In, x.Target.String, x.Statement.String, x.Subject.String, x.OwnWords)
			link(x.Link)
		}
	}
	reports := func(all []*catalog.ReportsTo) {
		for _, r := range all {
			fmt.Fprintf(&b, "\nreports to %q %q %q", r.Target.String, r.Statement.String, r.Subject.String)
			link(r.Link)
		}
	}
	sections := func(all []*catalog.Section) {
		for _, s := range all {
			fmt.Fprintf(&b, "\nsection %q %s %t", s.Kinds, s.Content, s.Heading != nil)
		}
	}
	fmt.Fprintf(&b, "family %q %s %q %q %q", f.URL, f.Kind, f.Folder, f.PartOf, f.Title.String)
	sections(f.Sections)
	reports(f.ReportsTo)
	for _, level := range f.Levels {
		fmt.Fprintf(&b, "\nlevel %q %q %q %v %t", level.Title.String, level.Full, level.ID(), level.Name, level.NoGrade != nil)
		for _, g := range level.Grades {
			fmt.Fprintf(&b, "\ngrade %v %v %t %t %t %t %q %q", g.Min, g.Max, g.Unknown, g.Linked, g.InTable, g.InName, g.Statement.String, g.Subject.String)
			link(linkAround(f, g.At)) // see usualGradePage
		}
		sections(level.Sections)
		extends(level.Extends)
		reports(level.ReportsTo)
	}
	for _, variants := range [][]*catalog.Variant{f.Specialties, f.Segments} {
		b.WriteString("\nvariants")
		for _, v := range variants {
			fmt.Fprintf(&b, "\nvariant %q %q", v.Title.String, v.Anchor)
			sections(v.Sections)
			extends(v.Extends)
			reports(v.ReportsTo)
		}
	}
	for _, h := range f.Headings {
		fmt.Fprintf(&b, "\nheading %q %d %q %s %q", h.Text.String, h.Depth, h.Anchor, h.Role, h.Kinds)
	}
	for _, a := range f.Anchors {
		fmt.Fprintf(&b, "\nanchor %q", a.ID)
		to := l.graph.Follow(f, "#"+url.PathEscape(a.ID)) // by the lines around it, one that stands alone is in this level or in that
		if to.Heading != nil {
			fmt.Fprintf(&b, " of %q", to.Heading.Anchor)
		}
		if to.Level != nil {
			fmt.Fprintf(&b, " in %q %q", to.Level.Full, to.Level.ID())
		}
	}
	return b.String()
}
