package lint

// misdirectedReportsTo shows both levels, and leads the link to the one that the words name: a link is copied unseen.
func misdirectedReportsTo(p *page, e entity, o *observation) {
	r := e.(*reportsToEntity)
	if !r.meant.Misdirected() {
		return
	}
	o.related = []Related{
		{r.meant.ByWords.Place, "what the words name"},
		{r.meant.ByLink.Place, "where the link leads"},
	}
	if k := r.r.Link; !k.URL.IsZero() {
		o.fix = &Fix{Edits: []Edit{{k.URL.Start(), k.URL.End(), p.linkTo(r.meant.ByWords)}}}
	}
}
