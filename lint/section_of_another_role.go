package lint

import (
	"regexp"
	"strings"

	"jobcat/catalog"
)

var (
	rolesApart  = regexp.MustCompile(`(?i)\s+and\s+|\s*[/&]\s*`)
	titleProper = regexp.MustCompile(`^[^,(–]+`)
)

// headingOfAnotherRole reports whether the words before a section word name another role than the level. Unlike the
// subject of a sentence they often name no role at all: "Nice-to-have", "Team", "EMEA".
func (p *page) headingOfAnotherRole(level *catalog.Level, subject string) bool {
	if !p.anotherRole(level, subject) || !namesRole(level.Family, subject) {
		return false
	}
	n := catalog.ParseName(subject)
	if n.Subject == "" && level.Name.Rung == "" {
		return false // "Senior Requirements" on the page of a title that has no rung
	}
	// "Manager and Senior Manager Requirements" are the Senior Manager's, too.
	parts := rolesApart.Split(subject, -1)
	for _, part := range parts[:len(parts)-1] {
		if !p.anotherRole(level, part) {
			return false
		}
	}
	return len(parts) == 1 || p.anotherRole(level, parts[len(parts)-1])
}

// namesRole reports whether words name a role: they have a rung, or the noun of one of the family's titles.
func namesRole(f *catalog.Family, words string) bool {
	said := nameWords(words)
	if hasRungWord(said) || catalog.ParseName(words).Rung != "" {
		return true
	}
	for _, l := range f.Levels {
		title := strings.Fields(catalog.TitleKey(titleProper.FindString(l.Full)))
		if len(title) > 0 && likeWord(said, title[len(title)-1]) >= 0 {
			return true
		}
	}
	return false
}

// nameLevel writes the level's title in the place of the other role's.
func nameLevel(said catalog.Text, level *catalog.Level) *Fix {
	at := said.Place()
	if said.IsEmpty() || at.Start == at.End {
		return nil
	}
	at = said.Range(0, len(said.String))
	return &Fix{Edits: []Edit{{at.Start, at.End, strings.Clone(level.Full)}}}
}

func sectionOfAnotherRole(p *page, e entity, o *observation) {
	h := e.(*headingEntity).h
	if h.Level == nil || !p.headingOfAnotherRole(h.Level, h.Subject.String) {
		return
	}
	if o.fix = nameLevel(h.Subject, h.Level); o.fix != nil {
		at := h.Subject.Range(0, len(h.Subject.String))
		words, _ := reworded(h, at, h.Level.Full)
		o.fix = p.keepingLinks(o.fix, rewording{heading: h, words: words})
	}
	if h.Level.Heading != nil {
		o.related = []Related{{h.Level.Place, "the level that it stands in"}}
	}
}
