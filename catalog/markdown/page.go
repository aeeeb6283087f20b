package markdown

import (
	"path"
	"regexp"
	"sort"
	"strings"

	"jobcat/catalog"
)

var rolesBehind = regexp.MustCompile(`(?i)\s+(?:roles?|job family|job families|levels?)(?:\s+at\s+.+)?$`)

// finishLevels adds the level that the page itself is, completes titles, and gives away the grades that stand outside
// of any level.
func (r *reader) finishLevels(heads []*head) {
	f := r.family
	if len(f.Levels) == 0 && r.isOneLevel() {
		r.addPageLevel()
	}
	r.fullTitles(heads)
	if len(f.Levels) > 0 {
		r.settleLooseGrades()
		r.settleTables()
	}
	if len(f.Levels) == 1 && f.Levels[0].Heading == nil {
		r.giveAllTo(f.Levels[0])
	}
	for _, l := range f.Levels {
		sort.SliceStable(l.Grades, func(i, j int) bool { return l.Grades[i].Place.Start < l.Grades[j].Place.Start })
	}
}

// giveAllTo gives everything on the page to the one level that the page is.
func (r *reader) giveAllTo(l *catalog.Level) {
	f := r.family
	l.Sections, f.Sections = append(l.Sections, f.Sections...), nil
	sort.SliceStable(l.Sections, func(i, j int) bool { return l.Sections[i].Place.Start < l.Sections[j].Place.Start })
	l.ReportsTo, f.ReportsTo = f.ReportsTo, nil
	for i := range f.Prose {
		f.Prose[i].Level = l
	}
	for i := range f.Oddities {
		f.Oddities[i].Level = l
	}
	for _, h := range f.Headings {
		if h.Role == catalog.OpensSection {
			h.Level = l
		}
	}
	r.readPageStatements(l)
}

// isOneLevel reports whether the page is itself a level: it has what only a level has, and no heading for one.
func (r *reader) isOneLevel() bool {
	if len(r.found.grades) > 0 {
		return true
	}
	for _, s := range r.family.Sections {
		if s.Is(responsibilities) || s.Is(requirements) || s.Is(jobGrade) {
			return true
		}
	}
	return false
}

// addPageLevel adds the level that the page itself is, in front of the others.
func (r *reader) addPageLevel() *catalog.Level {
	f := r.family
	title := f.Title
	if m := rolesBehind.FindStringIndex(title.String); m != nil {
		title = title.Slice(0, m[0])
	}
	l := &catalog.Level{Family: f, Title: title, Full: title.String, Name: catalog.ParseName(title.String), Place: f.TitlePlace}
	f.Levels = append([]*catalog.Level{l}, f.Levels...)
	return l
}

// readPageStatements reads the inheritance that a page states that is itself a level.
func (r *reader) readPageStatements(l *catalog.Level) {
	c := r.found
	for i := range r.doc.blocks {
		b := &r.doc.blocks[i]
		if b.quoted || b.kind != paragraph && b.kind != item || len(b.text.String) > longestStatement {
			continue
		}
		s := r.sectionAt(l, b.start)
		in := ""
		if s != nil {
			in = s.Kinds[0]
		}
		if in == hiringProcess {
			continue
		}
		c.now = belongs{level: l, section: s}
		c.extends(b, b.text, in)
		c.noGrade(l, b.text)
	}
}

// sectionAt is the level's section whose body holds a byte of the file, or nil.
func (r *reader) sectionAt(l *catalog.Level, at int) *catalog.Section {
	for _, s := range l.Sections {
		if s.Body.Start <= at && at < s.Body.End {
			return s
		}
	}
	return nil
}

// fullTitles gives each level whose heading is a bare rung its whole title: the one that its grade sentence uses, or
// the rung with the subject of the title above it.
func (r *reader) fullTitles(heads []*head) {
	base := baseTitle(r.family.Title.String)
	for _, h := range heads {
		if h.is == isTitle && !isBareRung(h.title.String) && h.Role != catalog.OpensVariant {
			base = catalog.ParseName(h.title.String).Subject
		}
		if h.Role != catalog.OpensLevel || h.Level == nil || !isBareRung(h.title.String) {
			continue
		}
		l := h.Level
		for _, g := range l.Grades {
			if s := g.Subject.String; catalog.ParseName(s).Rung == l.Name.Rung && catalog.ParseName(s).Subject != "" {
				l.Full = s
				break
			}
		}
		if l.Full == l.Title.String && base != "" {
			if l.Name.Track == catalog.Management {
				l.Full = l.Title.String + ", " + base
			} else {
				l.Full = l.Title.String + " " + base
			}
		}
		name := catalog.ParseName(l.Full)
		if name.Rung == l.Name.Rung {
			l.Name = name
		}
	}
}

// baseTitle is a family's title without its rung and without "Roles": "Senior Backend Engineer Roles" gives "Backend
// Engineer".
func baseTitle(title string) string {
	title = rolesBehind.ReplaceAllString(title, "")
	return catalog.ParseName(title).Subject
}

// settleLooseGrades gives the grades that are stated outside of any level to the level that they name, to the only
// level of the page, or to the page itself.
func (r *reader) settleLooseGrades() {
	for _, loose := range r.found.grades {
		l := r.levelNamed(loose.grade.Subject.String)
		if l == nil {
			if l = r.unnamedLevel(loose); l == nil {
				continue
			}
		}
		l.Grades = append(l.Grades, loose.grade)
		if r.statesOnly(loose) {
			r.moveSection(loose.section, l)
		}
	}
}

// statesOnly reports whether a loose grade is the only one of its section.
func (r *reader) statesOnly(loose looseGrade) bool {
	for _, other := range r.found.grades {
		if other.section == loose.section && other.grade != loose.grade {
			return false
		}
	}
	return true
}

// levelNamed is the level of the page with that title, or nil.
func (r *reader) levelNamed(title string) *catalog.Level {
	if title == "" {
		return nil
	}
	for _, l := range r.family.Levels {
		if catalog.SameTitle(title, l.Full) || catalog.SameTitle(title, l.Title.String) {
			return l
		}
	}
	return nil
}

// unnamedLevel is the level that a loose grade is meant for although no heading says its title.
func (r *reader) unnamedLevel(loose looseGrade) *catalog.Level {
	f := r.family
	subject := loose.grade.Subject.String
	if only := f.Levels[0]; len(f.Levels) == 1 {
		// A page that is one level may call itself otherwise; another rung is another level.
		if subject == "" || sameRole(subject, only.Full) || only.Heading == nil && catalog.ParseName(subject).Rung == only.Name.Rung {
			return only
		}
	}
	if own := f.Levels[0]; own.Heading == nil && (subject == "" || sameRole(subject, own.Full)) {
		return own
	}
	pageTitle := rolesBehind.ReplaceAllString(f.Title.String, "")
	if subject == "" && looksLikeTitle(pageTitle) || subject != "" && sameRole(subject, pageTitle) {
		return r.addPageLevel()
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
	sort.SliceStable(f.Levels, func(i, j int) bool { return f.Levels[i].Place.Start < f.Levels[j].Place.Start })
	return l
}

// moveSection gives a section of the family to a level, if it is the job grade that only this level states.
func (r *reader) moveSection(s *catalog.Section, l *catalog.Level) {
	if s == nil || !s.Is(jobGrade) {
		return
	}
	f := r.family
	for i, other := range f.Sections {
		if other == s {
			f.Sections = append(f.Sections[:i:i], f.Sections[i+1:]...)
			l.Sections = append([]*catalog.Section{s}, l.Sections...)
			if s.Heading != nil {
				s.Heading.Level = l
			}
			return
		}
	}
}

// settleTables gives the grades of tables to the levels that their rows name: by title, by link, or by rung.
func (r *reader) settleTables() {
	for _, row := range r.found.tables {
		l := r.levelNamed(row.title.String)
		if l == nil && row.link != nil && strings.HasPrefix(row.link.Target, "#") {
			l = r.levelAt(row.link.Target[1:])
		}
		if l == nil && isBareRung(row.title.String) {
			l = r.levelOnRung(catalog.ParseName(row.title.String).Rung)
		}
		if l != nil {
			l.Grades = append(l.Grades, row.grade)
		}
	}
}

// levelAt is the level whose heading, or a section of which, has that anchor; nil if there is none.
func (r *reader) levelAt(anchor string) *catalog.Level {
	for _, h := range r.family.Headings {
		if h.Anchor == anchor && h.Level != nil {
			return h.Level
		}
	}
	return nil
}

// levelOnRung is the only level of the page on a rung, or nil.
func (r *reader) levelOnRung(rung string) *catalog.Level {
	var found *catalog.Level
	for _, l := range r.family.Levels {
		if l.Name.Rung == rung || rung == catalog.Intermediate && l.Name.Rung == "" {
			if found != nil {
				return nil
			}
			found = l
		}
	}
	return found
}

var listing = regexp.MustCompile(`<%=?\s*job_famil`)

// noFamily says why the page is no family, or "" if it is one. It also tells index pages from families.
func (r *reader) noFamily() string {
	f := r.family
	if base := path.Base(f.File.Path); strings.HasPrefix(base, "_") && !strings.HasPrefix(base, "_index.") {
		return "its name begins with an underscore, so it is a part of other pages"
	}
	if len(r.doc.blocks) == 0 {
		switch {
		case strings.TrimSpace(f.File.Source) == "":
			return "it is empty"
		default:
			return "it has front matter and nothing else"
		}
	}
	if len(f.Levels) > 0 {
		return ""
	}
	if len(f.Links) > 0 || listing.MatchString(f.File.Source) {
		f.Kind = catalog.IndexPage
		return ""
	}
	if len(f.Sections) > 0 {
		return ""
	}
	return "it has no level, no section that the policy names and no link to a family"
}
