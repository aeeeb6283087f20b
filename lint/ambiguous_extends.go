package lint

import (
	"slices"
	"strconv"
	"strings"

	"jobcat/catalog"
)

// choices are what a statement can mean, in words: not the level that makes it. Levels of one title are told apart by
// their pages.
func (e *extendsEntity) choices() string {
	r := e.meant
	if r.Outcome != catalog.Ambiguous && r.Outcome != catalog.WholeFamily {
		return ""
	}
	count := map[string]int{}
	for _, l := range r.Candidates {
		count[l.Full]++
	}
	var words []string
	for _, l := range r.Candidates {
		word := strconv.Quote(l.Full)
		if count[l.Full] > 1 {
			word += " in " + l.Family.File.Path
		}
		if l != e.l && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	if r.How == catalog.ByNeighbor && r.Family != nil {
		words = append(words, "what holds for the whole family")
	}
	return orWords(words)
}

// orWords joins alternatives.
func orWords(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// linkedApart reports whether the statement has several links to levels or pages of the catalog, one for each level.
func (e *extendsEntity) linkedApart() bool {
	if e.x.Link == nil {
		return false
	}
	at, n := e.x.Target.Place(), 0
	for _, k := range e.p.linksIn(e.x.Statement.Place()) {
		if k.At.Start() >= at.Start-len("[") && k.At.Start() < at.End {
			n++
		}
	}
	return n > 1
}

// mostChoices is how many of the levels that can be meant are shown.
const mostChoices = 4

// ambiguousExtends shows what can be meant.
func ambiguousExtends(_ *page, x entity, o *observation) {
	e := x.(*extendsEntity)
	for _, l := range e.meant.Candidates {
		if l != e.l && len(o.related) < mostChoices {
			o.related = append(o.related, Related{l.Place, "this can be meant"})
		}
	}
}
