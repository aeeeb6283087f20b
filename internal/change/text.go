package change

import (
	"cmp"
	"slices"
	"strings"

	"jobcat/catalog"
)

// text is an item or a piece of running text, with what it belongs to on its side.
type text struct {
	owner   owner
	section *catalog.Section // nil outside of sections
	item    *catalog.Item    // nil for running text
	words   string           // as they are compared, without the statements in it
	shown   string           // as it stands there
	place   catalog.Place
}

// kind is that of the section, "" outside of sections.
func (t text) kind() string {
	if t.section == nil {
		return ""
	}
	return t.section.Kinds[0]
}

// textsOf are the texts of a family, in file order, those left out of which nothing is left without their statements: what
// these say is compared by what they mean.
func textsOf(f *catalog.Family) []text {
	said := statementsOf(f)
	var all []text
	add := func(o owner, s *catalog.Section, it *catalog.Item, t catalog.Text) {
		if words := plain(said.without(t)); strings.Trim(words, `-*:;,.()[]|"' `) != "" {
			all = append(all, text{o, s, it, words, t.String, t.Place()})
		}
	}
	owners := map[*catalog.Section]owner{}
	for _, o := range ownersOf(f) {
		for _, s := range o.sections() {
			owners[s] = o
			for _, it := range s.Items {
				add(o, s, it, it.Text)
			}
		}
	}
	for _, p := range f.Prose {
		if p.Item != nil || p.Heading != nil && p.Heading.Role != catalog.OpensText {
			continue
		}
		o, ok := owners[p.Section]
		section := p.Section
		if !ok {
			o, section = owner{family: f, level: p.Level}, nil
		}
		add(o, section, nil, *p.Text)
	}
	slices.SortStableFunc(all, func(a, b text) int { return cmp.Compare(a.place.Start, b.place.Start) })
	return all
}

// statements are the words of a page that are compared by what they mean, by where they begin.
type statements []catalog.Text

func statementsOf(f *catalog.Family) statements {
	var all statements
	for _, o := range ownersOf(f) {
		for _, x := range o.extends() {
			all = append(all, x.Statement)
		}
		for _, r := range o.reportsTo() {
			all = append(all, r.Statement)
		}
		if o.variant != nil && o.variant.Anchor == "" {
			all = append(all, o.variant.Title)
		}
		if o.level == nil {
			continue
		}
		if o.level.NoGrade != nil {
			all = append(all, *o.level.NoGrade)
		}
		for _, g := range o.level.Grades {
			if g.InTable {
				all = append(all, catalog.NewText(f.File, g.Number.Start(), g.Number.End()))
			} else {
				all = append(all, g.Statement)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b catalog.Text) int { return cmp.Compare(a.Place().Start, b.Place().Start) })
	return all
}

// without is a text without the statements in it.
func (s statements) without(t catalog.Text) string {
	at := t.Place()
	from, _ := slices.BinarySearchFunc(s, at.Start, func(x catalog.Text, start int) int { return cmp.Compare(x.Place().Start, start) })
	left := t.String
	for ; from < len(s) && s[from].Place().Start < at.End; from++ {
		left = strings.Replace(left, s[from].String, " ", 1)
	}
	return left
}
