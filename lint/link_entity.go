package lint

import "jobcat/catalog"

// linkEntity is a link.
type linkEntity struct {
	p *page
	k *catalog.Link
}

func (e *linkEntity) Fact(name string) any {
	switch name {
	case "text":
		return e.k.Text.String
	case "target":
		return e.k.Target
	case "path":
		return e.p.File.Path
	}
	return nil
}

func (e *linkEntity) place(string) catalog.Place { return e.k.Place }
func (e *linkEntity) level() *catalog.Level      { return nil }
func (e *linkEntity) key() string                { return e.k.Target }
