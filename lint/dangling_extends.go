package lint

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobcat/catalog"
)

// namesRole reports whether the words of the target can be a title. Sentences that only sound like a statement name
// anything else: a certificate, a system, a standard.
func (e *extendsEntity) namesRole() bool {
	if e.x.OwnWords {
		return true
	}
	words := e.x.Target.String
	first, _ := utf8.DecodeRuneInString(words)
	if !unicode.IsUpper(first) && e.meant.Nearest == nil {
		return false
	}
	return namesRole(e.p.Family, words) || agentNoun.MatchString(titleProper.FindString(words)) && capitalised(words)
}

// agentNoun is how words for people end: "Designer", "Architect", "Counsel".
var agentNoun = regexp.MustCompile(`(?i)(?:er|or|[iy]st|ian|[ae]nt|ect|ate|ive|lead|counsel)s?\s*$`)

// capitalised reports whether all words but short ones ("of", "and") begin with a capital.
func capitalised(words string) bool {
	for _, w := range strings.Fields(words) {
		if first, _ := utf8.DecodeRuneInString(w); len(w) > 3 && unicode.IsLower(first) {
			return false
		}
	}
	return true
}

// nearest is the level that was most likely meant by a title that is none, nil if there is none: on the same track as the
// title, and no higher than the level that says so.
func (e *extendsEntity) nearest() *catalog.Level {
	near := e.meant.Nearest
	if near == nil {
		return nil
	}
	if said := catalog.ParseName(e.x.Target.String); said.Sure && said.Track != near.Name.Track {
		return nil
	}
	if e.l == nil {
		return near
	}
	if mine, theirs := statedGrade(e.l), statedGrade(near); mine != nil && theirs != nil && mine.Min < theirs.Min {
		return nil
	}
	return near
}

// danglingExtends shows the nearest level, and writes its title if it is one of the family.
func danglingExtends(p *page, x entity, o *observation) {
	e := x.(*extendsEntity)
	near := e.nearest()
	if near == nil {
		return
	}
	o.related = []Related{{near.Place, "the level with the nearest title"}}
	if near.Family == p.Family || near.Family.PartOf != "" && near.Family.PartOf == p.Family.PartOf {
		at := e.place("")
		o.fix = &Fix{Edits: []Edit{{at.Start, at.End, strings.Clone(near.Full)}}}
	}
}
