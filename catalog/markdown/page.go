package markdown

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"jobcat/catalog"
)

var rolesBehind = regexp.MustCompile(`(?i)\s+(?:roles?|job family|job families|levels?)(?:\s+at\s+.+)?$`)

// finishLevels adds the level that the page itself is, completes titles, and gives away the grades that stand outside
// of any level.
func (r *reader) finishLevels(heads []*head) {
	f := r.family
	switch {
	case r.writing.Levels == Nowhere:
		f.Kind = catalog.IndexPage
	case r.writing.Levels == Files && r.onlyLists():
		f.Kind, f.Folder = catalog.IndexPage, ""
		f.Oddities = slices.DeleteFunc(f.Oddities, func(o catalog.Oddity) bool { return o.Kind == catalog.UnusualTitle })
	case r.writing.Levels == Files && len(r.doc.blocks) > 0:
		r.statedInTitle(r.addPageLevel())
	case r.writing.ownTitles():
		r.noUsualTitle()
	case len(f.Levels) == 0 && r.writing.Levels == Headings && r.isOneLevel():
		r.addPageLevel()
	}
	r.fullTitles(heads)
	if len(f.Levels) > 0 {
		r.settle()
	}
	if len(f.Levels) == 1 && f.Levels[0].Heading == nil && !f.Levels[0].InTable {
		r.giveAllTo(f.Levels[0])
	}
	inFileOrder(f.Sections)
	for _, l := range f.Levels {
		inFileOrder(l.Sections)
		slices.SortStableFunc(l.Grades, func(a, b *catalog.Grade) int { return cmp.Compare(a.At.Start(), b.At.Start()) })
	}
}

func inFileOrder(sections []*catalog.Section) {
	slices.SortStableFunc(sections, func(a, b *catalog.Section) int { return cmp.Compare(a.At.Start(), b.At.Start()) })
}

// giveAllTo gives everything on the page to the one level that the page is.
func (r *reader) giveAllTo(l *catalog.Level) {
	f := r.family
	l.Sections, f.Sections = append(l.Sections, f.Sections...), nil
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
	l.Extends, l.NoGrade = r.found.extends, r.found.noGrade
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
	// Whoever writes a first family makes headings bold.
	for _, o := range r.family.Oddities {
		if o.Kind == catalog.PlainHeading && r.words.isUsual(o.Suggest, responsibilities, requirements, jobGrade) {
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

// fullTitles gives each level whose heading is a bare rung its whole title: the one that its grade sentence uses, or
// the rung with the subject of the title above it.
func (r *reader) fullTitles(heads []*head) {
	base := baseTitle(r.family.Title.String)
	for _, h := range heads {
		if h.is != isTitle && h.Role != catalog.OpensLevel {
			continue
		}
		bare := isBareRung(h.title.String)
		if h.is == isTitle && !bare && h.Role != catalog.OpensVariant {
			base = catalog.ParseName(h.title.String).Subject
		}
		if h.Role != catalog.OpensLevel || h.Level == nil || !bare {
			continue
		}
		l := h.Level
		for _, g := range l.Grades {
			if s := g.Subject.String; catalog.ParseName(s).Rung == l.Name.Rung && catalog.ParseName(s).Subject != "" {
				l.Full = s
				break
			}
		}
		completeTitle(l, base)
	}
}

// completeTitle adds to a bare rung what it is a rung of, unless a sentence has said the whole title.
func completeTitle(l *catalog.Level, base string) {
	if l.Full == l.Title.String && base != "" {
		if l.Name.Track == catalog.Management {
			l.Full = l.Title.String + ", " + base
		} else {
			l.Full = l.Title.String + " " + base
		}
	}
	if name := catalog.ParseName(l.Full); name.Rung == l.Name.Rung {
		l.Name = name
	}
}

// baseTitle is a family's title without its rung and without "Roles": "Senior Backend Engineer Roles" gives "Backend
// Engineer".
func baseTitle(title string) string {
	title = rolesBehind.ReplaceAllString(title, "")
	return catalog.ParseName(title).Subject
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
		case !f.Title.IsEmpty():
			f.Kind, f.Blank = catalog.IndexPage, true // Hugo fills in the list of the pages below
			return ""
		default:
			return "it has front matter and nothing else"
		}
	}
	if len(f.Levels) > 0 || f.Kind == catalog.IndexPage {
		return ""
	}
	if head := r.found.untitled; head != "" {
		return fmt.Sprintf("its table has %q, but nothing that heads the titles of levels: name that word under heads.title of its reading", head)
	}
	if r.writing.ownTitles() && len(f.Sections) > 0 {
		return "" // whose headings of levels are written otherwise than the patterns say
	}
	if len(f.Links) > 0 || listing.MatchString(f.File.Source) {
		f.Kind = catalog.IndexPage
		return ""
	}
	if len(f.Sections) > 0 {
		return ""
	}
	if r.writing.ownTitles() {
		return fmt.Sprintf("it has no heading like %q, no section that the policy names and no link to a family", r.writing.Titles[0])
	}
	return "it has no level, no section that the policy names and no link to a family"
}
