package lint

import (
	"cmp"

	"jobcat/catalog"
	"jobcat/schema"
)

// Finding is one thing that is wrong, at a place, by a rule.
type Finding struct {
	Rule     string
	Severity schema.Severity
	Message  string // what is wrong and what was expected; lower case, no final stop
	Remedy   string // what to do
	Place    catalog.Place
	Related  []Related // other places that say why
	Fix      *Fix      // nil where there is none
	Family   string    // path of the family; "" for a file that is none
	Level    string    // title of the level; "" for what concerns no single level
	Identity string    // the same for the same finding before and after an edit elsewhere; see Identify

	key        string // the rest of what the identity is made of
	occurrence int
}

// IdentityIn is the identity that the finding would have if its page were the entity, its level had that title, and the
// words that it is about had those names: to recognise it under what another side of a change calls them. See Identify.
func (f Finding) IdentityIn(entity, level string, names Names) string {
	return Identify(f.Rule, entity, level, names.in(f.key), f.occurrence)
}

// Related is another place that a finding is about, with what is to be seen there.
type Related struct {
	Place   catalog.Place // zero for a word on the finding that stands at no place
	Message string
}

// Fix is how a finding can be repaired. A safe fix does not change what the page says.
type Fix struct {
	Safe  bool
	Edits []Edit // in ascending order, not overlapping
}

// Edit replaces the bytes from Start to End, half-open, of the finding's file.
type Edit struct {
	Start, End int
	Text       string
}

// Compare orders findings: path, start, end, rule, message. The order is total over the findings of a run.
func Compare(a, b Finding) int { return a.compare(&b) }

func (f *Finding) compare(o *Finding) int {
	if at := cmp.Or(cmp.Compare(f.Place.Path, o.Place.Path), cmp.Compare(f.Place.Start, o.Place.Start)); at != 0 {
		return at // nearly all end here
	}
	return cmp.Or(
		cmp.Compare(f.Place.End, o.Place.End),
		cmp.Compare(f.Rule, o.Rule),
		cmp.Compare(f.Message, o.Message),
		cmp.Compare(f.Identity, o.Identity),
	)
}
