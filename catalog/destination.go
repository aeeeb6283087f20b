package catalog

import (
	"path"
	"slices"
	"strings"
)

// Destination is where a link leads.
type Destination struct {
	Where   Where
	Address string   // of the page, as "/job-families/x/"; "" outside of the catalog's sites
	Anchor  string   // behind the "#", unescaped
	Family  *Family  // the page, if it is a family; of several files with its address the first
	Level   *Level   // the level whose heading or section the anchor is, or that the page is; nil for the family's own
	Variant *Variant // the specialty or segment whose heading the anchor is
	Heading *Heading // that has the anchor, or that it stands below; nil without an anchor
}

// Where says how far a link could be followed.
type Where string

// The kinds of destinations. Their names are facts that the policy can ask about.
const (
	ToPage     Where = "page"      // a page of the catalog
	ToAnchor   Where = "anchor"    // a place on a page of the catalog
	ToFile     Where = "file"      // a file of the catalog that is no family
	NoPage     Where = "no-page"   // below a root of the catalog, where there is no such page or file
	NoAnchor   Where = "no-anchor" // a page of the catalog that has no such anchor
	ToSiteRoot Where = "site-root" // the front page of a site of the catalog, with or without an anchor
	Elsewhere  Where = "elsewhere" // anything else
)

// IsDead reports whether the link is to a place of the catalog that does not exist.
func (d Destination) IsDead() bool { return d.Where == NoPage || d.Where == NoAnchor }

// Follow says where a link on the page of a family leads.
func (x *Index) Follow(from *Family, target string) Destination {
	address, anchor, local := x.prefixes.local(target)
	if !local {
		return Destination{Where: Elsewhere}
	}
	d := Destination{Anchor: anchor}
	switch {
	case address == "" && strings.TrimSpace(target) == "":
		return Destination{Where: Elsewhere}
	case address == "":
		d.Address, d.Family = tidy(from.URL), from
		return x.land(d)
	case strings.HasPrefix(address, "/"):
		d.Address = x.redirected(tidy(address))
		if d.Address == "/" {
			d.Where = ToSiteRoot
			return d
		}
		return x.arrive(d)
	}
	// A relative link is relative to the page's address; people who write for the file's neighbours are understood too.
	d.Address = x.redirected(tidy(path.Join(from.URL, address)))
	if there := x.arrive(d); there.Where != NoPage && there.Where != Elsewhere {
		return there
	}
	beside := d
	beside.Address = x.redirected(tidy(path.Join("/", path.Dir(x.urlOf(from.File.Path)), address)))
	if there := x.arrive(beside); there.Where != NoPage && there.Where != Elsewhere {
		return there
	}
	if strings.HasSuffix(address, ".md") {
		d = beside // so does who names a file
	}
	there := x.arrive(d)
	if there.Where == Elsewhere && x.publishedAnywhere() && !leavesSite(from.URL, address) {
		there.Where = NoPage
	}
	return there
}

// arrive finds the page of an address.
func (x *Index) arrive(d Destination) Destination {
	if families := x.byURL[d.Address]; len(families) > 0 {
		d.Family = families[0]
		return x.land(d)
	}
	switch {
	case x.files[d.Address]:
		d.Where = ToFile
	case x.belowRoot(d.Address):
		d.Where = NoPage
	default:
		d.Where = Elsewhere
	}
	return d
}

// belowRoot reports whether an address is below that of a root. The root itself may be a page that the site makes.
func (x *Index) belowRoot(address string) bool {
	for _, r := range x.roots {
		rest, ok := strings.CutPrefix(address, tidy(r.URL))
		if ok && rest != "" && !r.publishedAnywhere() {
			return true
		}
	}
	return false
}

func (x *Index) publishedAnywhere() bool { return slices.ContainsFunc(x.roots, Root.publishedAnywhere) }

// publishedAnywhere reports whether nobody knows where the root is published.
func (r Root) publishedAnywhere() bool { return r.URL == "/" }

// leavesSite reports whether a relative address has more ".." than the page's address has folders.
func leavesSite(page, address string) bool {
	return strings.HasPrefix(path.Join(strings.TrimPrefix(page, "/"), address)+"/", "../")
}

// land finds the anchor on the page.
func (x *Index) land(d Destination) Destination {
	f := d.Family
	page := len(f.Levels) == 1 && f.Levels[0].Heading == nil
	if page {
		d.Level = f.Levels[0]
	}
	if d.Anchor == "" {
		d.Where = ToPage
		return d
	}
	at, ok := x.anchors[f][d.Anchor]
	if !ok {
		d.Where = NoAnchor
		return d
	}
	d.Where, d.Heading = ToAnchor, at
	if at != nil && at.Level != nil && !page {
		d.Level = at.Level
	}
	if at != nil && at.Role == OpensVariant {
		d.Variant = variantAt(f, at.Anchor)
	}
	return d
}

func variantAt(f *Family, anchor string) *Variant {
	for _, variants := range [][]*Variant{f.Specialties, f.Segments} {
		for _, v := range variants {
			if v.Anchor == anchor {
				return v
			}
		}
	}
	return nil
}

// anchorsOf are the anchors of a page with the heading that each one belongs to: its own; for an id that stands alone,
// the heading right behind it, else the one above it.
func anchorsOf(f *Family) map[string]*Heading {
	anchors := make(map[string]*Heading, len(f.Anchors))
	for _, h := range f.Headings {
		if _, twice := anchors[h.Anchor]; h.Anchor != "" && !twice {
			anchors[h.Anchor] = h
		}
	}
	next := 0 // the first heading behind the anchor
	for _, a := range f.Anchors {
		line := a.At.firstLine()
		for next < len(f.Headings) && f.Headings[next].At.lastLine() < line {
			next++
		}
		for next > 0 && f.Headings[next-1].At.lastLine() >= line {
			next--
		}
		if _, twice := anchors[a.ID]; twice {
			continue
		}
		var of *Heading
		switch {
		case next < len(f.Headings) && f.Headings[next].At.firstLine() <= line+2:
			of = f.Headings[next]
		case next > 0:
			of = f.Headings[next-1]
		}
		anchors[a.ID] = of
	}
	return anchors
}
