package markdown

import (
	"cmp"
	"slices"
	"strings"

	"jobcat/catalog"
)

// settle gives the grades that are stated outside of any level to the levels that they are meant for.
func (r *reader) settle() {
	s := &settlement{r: r, byTitle: map[string]*catalog.Level{}, moved: map[*catalog.Section]*catalog.Level{}}
	for _, l := range slices.Backward(r.family.Levels) { // of two levels with one title the first is meant
		s.add(l)
	}
	s.looseGrades()
	s.moveSections()
	s.tables()
	slices.SortStableFunc(r.family.Levels, func(a, b *catalog.Level) int { return cmp.Compare(a.Place.Start, b.Place.Start) })
}

type settlement struct {
	r       *reader
	byTitle map[string]*catalog.Level           // by catalog.SameTitleKey
	moved   map[*catalog.Section]*catalog.Level // the family's sections that turned out to be a level's
}

// add makes a level known by its titles.
func (s *settlement) add(l *catalog.Level) {
	for _, title := range []string{l.Title.String, l.Full} {
		s.byTitle[catalog.SameTitleKey(title)] = l
	}
}

// levelNamed is the level of the page with that title, or nil.
func (s *settlement) levelNamed(title string) *catalog.Level {
	if title == "" {
		return nil
	}
	return s.byTitle[catalog.SameTitleKey(title)]
}

// looseGrades gives a statement to the level that it names, to the only level of the page, or to the page itself.
func (s *settlement) looseGrades() {
	statements := map[*catalog.Section]int{}
	for _, loose := range s.r.found.grades {
		statements[loose.section]++
	}
	for _, loose := range s.r.found.grades {
		l := s.levelNamed(loose.grade.Subject.String)
		if l == nil {
			l = s.unnamedLevel(loose)
		}
		if l == nil {
			continue
		}
		l.Grades = append(l.Grades, loose.grade)
		// A job grade that only one level states is that level's.
		if in := loose.section; in != nil && in.Is(jobGrade) && statements[in] == 1 {
			s.moved[in] = l
		}
	}
}

// unnamedLevel is the level that a statement is meant for although no heading says its title, or nil.
func (s *settlement) unnamedLevel(loose looseGrade) *catalog.Level {
	f := s.r.family
	subject := loose.grade.Subject.String
	first := f.Levels[0]
	switch {
	case s.r.writing.Levels == Files:
		return first
	case s.r.writing.ownTitles(), s.r.writing.inTables():
		return nil
	case len(f.Levels) > 1 && first.Heading != nil:
	case subject == "" || sameRole(subject, first.Full):
		return first
	case first.Heading == nil && len(f.Levels) == 1 && catalog.ParseName(subject).Rung == first.Name.Rung:
		return first // a page that is one level may call itself otherwise; another rung is another level
	}
	pageTitle := rolesBehind.ReplaceAllString(f.Title.String, "")
	if subject == "" && looksLikeTitle(pageTitle) || subject != "" && sameRole(subject, pageTitle) {
		l := s.r.addPageLevel()
		s.add(l)
		return l
	}
	if loose.section == nil || !loose.section.Is(jobGrade) || !looksLikeTitle(subject) {
		return nil
	}
	// "The Senior X is a grade 8" below the page's own "Job Grade", and no heading for the Senior X.
	l := &catalog.Level{
		Family: f, Title: loose.grade.Subject, Full: subject, Name: catalog.ParseName(subject),
		Heading: loose.section.Heading, Place: loose.grade.Subject.Place(),
	}
	f.Levels = append(f.Levels, l)
	s.add(l)
	return l
}

// moveSections gives sections of the family to the levels that they turned out to be meant for.
func (s *settlement) moveSections() {
	f := s.r.family
	f.Sections = slices.DeleteFunc(f.Sections, func(section *catalog.Section) bool {
		l := s.moved[section]
		if l == nil {
			return false
		}
		l.Sections = append(l.Sections, section)
		section.Heading.Level = l
		return true
	})
}

// tables gives the grades of tables to the levels that their rows name: by title, by link, or by rung.
func (s *settlement) tables() {
	if len(s.r.found.tables) == 0 {
		return
	}
	byAnchor := map[string]*catalog.Level{} // of its heading, or of one of its sections
	for _, h := range s.r.family.Headings {
		if h.Level != nil && byAnchor["#"+h.Anchor] == nil {
			byAnchor["#"+h.Anchor] = h.Level
		}
	}
	byRung := map[string]*catalog.Level{} // nil where there are several
	for _, l := range s.r.family.Levels {
		rung := l.Name.Rung
		if rung == "" {
			rung = catalog.Intermediate
		}
		if _, several := byRung[rung]; several {
			l = nil
		}
		byRung[rung] = l
	}
	for _, row := range s.r.found.tables {
		title := row.title.String
		l := s.levelNamed(title)
		if l == nil && row.link != nil && strings.HasPrefix(row.link.Target, "#") {
			l = byAnchor[row.link.Target]
		}
		if l == nil && isBareRung(title) {
			l = byRung[catalog.ParseName(title).Rung]
		}
		if l != nil {
			l.Grades = append(l.Grades, row.grade)
		}
	}
}
