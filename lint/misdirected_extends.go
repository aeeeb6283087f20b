package lint

// misdirectedExtends shows both levels, and leads the link to the one that the words name: a link is copied unseen.
func misdirectedExtends(p *page, e entity, o *observation) {
	x := e.(*extendsEntity)
	if !x.meant.Misdirected() {
		return
	}
	o.related = []Related{
		{x.meant.ByWords.Place, "what the words name"},
		{x.meant.ByLink.Place, "where the link leads"},
	}
	if k := x.x.Link; !k.URL.IsZero() {
		o.fix = &Fix{Edits: []Edit{{k.URL.Start(), k.URL.End(), p.linkTo(x.meant.ByWords)}}}
	}
}
