package lint

import (
	"strings"

	"jobcat/catalog"
)

// linkEntity is a link.
type linkEntity struct {
	p *page
	k *catalog.Link

	followed catalog.Destination
	address  *string // see better; nil until the message or the fix asks for it
}

func (p *page) newLink(k *catalog.Link) *linkEntity {
	d := p.graph.Follow(p.Family, k.Target)
	if strings.HasPrefix(k.Target, "(") {
		d = catalog.Destination{Where: catalog.Elsewhere} // a slip in the markup, and no address
	}
	if d.Where == catalog.NoAnchor && (d.Anchor == "top" || strings.HasPrefix(d.Anchor, ":~:")) {
		d.Where = catalog.ToPage // every browser knows where that is
	}
	return &linkEntity{p: p, k: k, followed: d}
}

func (e *linkEntity) Fact(name string) any {
	switch name {
	case "text":
		return e.k.Text.String
	case "target":
		return e.k.Target
	case "path":
		return e.p.File.Path
	case "leads_to":
		return string(e.followed.Where)
	case "address":
		return e.followed.Address
	case "anchor":
		return e.followed.Anchor
	case "page":
		if e.followed.Family != nil {
			return e.followed.Family.Title.String
		}
		return ""
	case "names_site":
		return e.p.namesSite(e.k.Text.String)
	case "did_you_mean":
		return didYouMean(e.better())
	}
	return nil
}

func (e *linkEntity) place(string) catalog.Place { return e.k.At.Place() }

func (e *linkEntity) level() *catalog.Level {
	if h := e.p.headingBefore(e.k.At.Start()); h != nil {
		return h.Level
	}
	return nil
}

func (e *linkEntity) key() string { return e.k.Target }

// didYouMean is a suggestion as the end of a message, "" if there is none.
func didYouMean(suggestion string) string {
	if suggestion == "" {
		return ""
	}
	return "; did you mean \"" + suggestion + "\"?"
}
