package lint

import "jobcat/catalog"

// catalogEntity is something about several files of the catalog.
type catalogEntity struct {
	l     *linter
	name  string // the address or title that it is about
	other string // what else it is about; "" for nothing
	at    catalog.Place

	unlisted   string // where a family is missing, in words; "" for nothing
	didYouMean string
	of         *catalog.Level // nil if it is about no single level
}

func (e *catalogEntity) Fact(name string) any {
	switch name {
	case "name":
		return e.name
	case "other":
		return e.other
	case "unlisted":
		return e.unlisted
	case "did_you_mean":
		return e.didYouMean
	case "families":
		return len(e.l.catalog.Families())
	case "levels":
		n := 0
		for _, f := range e.l.catalog.Families() {
			n += len(f.Levels)
		}
		return n
	}
	return nil
}

func (e *catalogEntity) place(string) catalog.Place { return e.at }
func (e *catalogEntity) level() *catalog.Level      { return e.of }
func (e *catalogEntity) key() string                { return keyOf(e.name) }
