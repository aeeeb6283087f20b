package lint

import (
	"strings"

	"jobcat/catalog"
)

// ofCatalog reports whether a position has to be a level of this catalog: the statement links to one of its pages, or
// names it like a level of its own family but for words that are too many or too few. Organisations have more positions
// than the catalog has levels, so any other name may be right.
func (e *reportsToEntity) ofCatalog() bool {
	if d := e.meant.Link; d != nil {
		return d.Where != catalog.Elsewhere && d.Where != catalog.ToSiteRoot
	}
	near := e.nearest()
	if near == nil || near.Family != e.p.Family {
		return false
	}
	missing, extra := wordsApart(near.Full, e.r.Target.String)
	return len(missing) == 0 || len(extra) == 0
}

// nearest is the level that was most likely meant by a title that is none, nil if there is none: with the same rung, and
// not the one that says so.
func (e *reportsToEntity) nearest() *catalog.Level {
	near := e.meant.Nearest
	if near == nil || near == e.l {
		return nil
	}
	said := catalog.ParseName(e.r.Target.String)
	if said.Rung != near.Name.Rung || said.Track != near.Name.Track {
		return nil
	}
	return near
}

// known reports whether there is such a position, for all that can be seen: the words name something of the catalog, and
// are no title that the page of their link lacks.
func (e *reportsToEntity) known() bool {
	switch e.meant.Outcome {
	case catalog.Dangling:
		return false
	case catalog.WholeFamily:
		if d := e.meant.Link; d == nil || d.Where != catalog.ToPage || catalog.ParseName(e.r.Target.String).Rung == "" {
			return true
		}
		missing, extra := wordsApart(e.meant.Family.Title.String, e.r.Target.String)
		return len(missing) == 0 || len(extra) == 0
	}
	return true
}

// unknownReportsTo writes the title of the nearest level with a link to it, and shows it. Nothing can link to a level in a
// table.
func unknownReportsTo(p *page, e entity, o *observation) {
	r := e.(*reportsToEntity)
	near := r.nearest()
	if near == nil {
		return
	}
	o.related = []Related{{near.Place, "the level with the nearest title"}}
	at := r.r.Target.Range(0, len(r.r.Target.String))
	switch k := r.r.Link; {
	case k == nil && near.InTable:
		o.fix = &Fix{Edits: []Edit{{at.Start, at.End, near.Full}}}
	case k == nil:
		o.fix = &Fix{Edits: []Edit{{at.Start, at.End, "[" + near.Full + "](" + p.linkTo(near) + ")"}}}
	case !k.URL.IsZero() && at.End <= k.URL.Start():
		o.fix = &Fix{Edits: []Edit{{at.Start, at.End, strings.Clone(near.Full)}, {k.URL.Start(), k.URL.End(), p.linkTo(near)}}}
	}
}
