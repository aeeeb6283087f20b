// Package template writes new job families: the two templates of GitLab's handbook, with the sections, items and grades
// that the policy of a catalog asks for, and a placeholder wherever the author has to write something.
//
// Template 1 is for one or two titles with several levels: what holds for all levels stands once, the levels below
// "Levels". Template 2 is for three or more titles: each has a heading of its own, with all sections below it.
package template

import (
	"fmt"
	"strconv"
	"strings"

	"jobcat/catalog"
	"jobcat/schema"
)

// Template is one of the two templates, by the number that people know it by.
type Template int

// The templates.
const (
	SharedSections Template = 1
	OwnSections    Template = 2
)

// Family is what a new family is to be.
type Family struct {
	Template Template
	Title    string   // of the page
	Levels   []string // whole titles, the lowest first; see Levels
	Ladder   *schema.Ladder
	Grades   string   // the address that a stated grade links to; "" if nobody knows
	Front    []string // lines of front matter besides the title; see Front
}

// Write is the Markdown of a new family. read reads the text as the page that it is going to be: the site's generator
// decides which anchors headings get, and so what the levels' links to each other are. The error says that a title
// cannot be read as one.
func Write(p *schema.Policy, f Family, read func(text string) *catalog.Page) (string, error) {
	w := &writer{policy: p, family: f, written: map[string][]string{}}
	draft := read(w.page())
	if err := f.hasLevels(draft); err != nil {
		return "", err
	}
	w.anchors = map[string]string{}
	for _, l := range draft.Family.Levels {
		w.anchors[l.Full] = l.Anchor()
	}
	text := w.page()
	return text, w.readAs(read(text))
}

// hasLevels is the error that a page has other levels than the family is to have, or nil.
func (f Family) hasLevels(page *catalog.Page) error {
	if page.Family == nil || page.Family.Kind != catalog.RealFamily {
		return fmt.Errorf("a page with the title %q would be no job family; choose another title", f.Title)
	}
	levels := page.Family.Levels
	for i, title := range f.Levels {
		if i >= len(levels) || levels[i].Full != title || levels[i].Heading == nil || levels[i].Heading.Role != catalog.OpensLevel {
			return fmt.Errorf("a heading %q would not be read as a level; choose another title, with a word for a role such as Analyst", title)
		}
	}
	if len(levels) > len(f.Levels) {
		return fmt.Errorf("a heading %q would be read as a level; choose another title", levels[len(f.Levels)].Title.String)
	}
	return nil
}

// readAs is the error that a page is read otherwise than it was meant, or nil: some words of a title mean something else
// on such a page.
func (w *writer) readAs(page *catalog.Page) error {
	if err := w.family.hasLevels(page); err != nil {
		return err
	}
	for i, l := range page.Family.Levels {
		switch {
		case len(l.Grades) > 1:
			return fmt.Errorf("a number in the title %q would be read as its grade; choose another title", l.Full)
		case kindsOf(l.Sections) != strings.Join(w.written[l.Full], " "):
			return fmt.Errorf("the title %q would be read as the name of a section; choose another title", l.Full)
		}
		for _, x := range l.Extends {
			if below := w.below(i); x.Of != x.In || x.Link == nil || x.Link.Target != "#"+w.anchors[below] {
				return fmt.Errorf("the title %q would not be understood where another level extends it; choose another title", below)
			}
		}
	}
	return nil
}

// kindsOf are the kinds of the sections that have a heading.
func kindsOf(sections []*catalog.Section) string {
	var kinds []string
	for _, s := range sections {
		if s.Heading != nil {
			kinds = append(kinds, s.Kinds...)
		}
	}
	return strings.Join(kinds, " ")
}

// writer writes one page.
type writer struct {
	policy  *schema.Policy
	family  Family
	anchors map[string]string   // of the levels' headings, by title; nil for the first draft
	written map[string][]string // the kinds of sections below each level, by its title
	text    strings.Builder
}

func (w *writer) page() string {
	w.text.Reset()
	f := w.family
	fmt.Fprintf(&w.text, "---\ntitle: %s\n", strconv.Quote(f.Title))
	for _, line := range f.Front {
		w.text.WriteString(line + "\n")
	}
	w.text.WriteString("---\n")
	w.paragraph("{add what these roles are for, in two or three sentences}")
	if f.Template == OwnSections {
		w.rolesWithOwnSections()
	} else {
		w.levelsWithSharedSections()
	}
	return w.text.String()
}

// levelsWithSharedSections is the body of template 1.
func (w *writer) levelsWithSharedSections() {
	var above, below, own []schema.SectionKind
	for _, k := range w.kinds() {
		switch {
		case k.Required == inLevel:
			own = append(own, k)
		case isDuty(k.Kind):
			above, own = append(above, k), append(own, k)
		default:
			below = append(below, k)
		}
	}
	shared := map[string]bool{}
	for _, k := range above {
		shared[k.Kind] = true
		w.heading(2, k.Usual())
		w.section(k, w.family.Title, "")
	}
	w.heading(2, w.usual(levels, "Levels"))
	for i, title := range w.family.Levels {
		w.heading(3, title)
		w.level(i, own, shared, 4)
	}
	for _, k := range below {
		w.heading(2, k.Usual())
		w.section(k, w.family.Title, "")
	}
}

// rolesWithOwnSections is the body of template 2.
func (w *writer) rolesWithOwnSections() {
	var own, below []schema.SectionKind
	for _, k := range w.kinds() {
		if k.Required == inFamily {
			below = append(below, k)
		} else {
			own = append(own, k)
		}
	}
	for i, title := range w.family.Levels {
		w.heading(2, title)
		w.level(i, own, nil, 3)
	}
	for _, k := range below {
		w.heading(2, k.Usual())
		w.section(k, w.family.Title, "")
	}
}

// level is what stands below a level's heading. Of the shared kinds the family says already what holds for all.
func (w *writer) level(i int, kinds []schema.SectionKind, shared map[string]bool, depth int) {
	title := w.family.Levels[i]
	w.written[title] = nil
	w.paragraph("The " + title + " reports to the " + w.superior(title) + ".")
	if w.policy.Rule("missing-grade").Severity != schema.Off && !isAmong(kinds, jobGrade) {
		w.paragraph(w.fill("The {title} is a "+gradeHole+".", title, ""))
	}
	for _, k := range kinds {
		w.heading(depth, title+" "+k.Usual())
		w.written[title] = append(w.written[title], k.Kind)
		below := w.below(i)
		switch {
		case isDuty(k.Kind) && below != "":
			w.list(w.extends(k, below), beyond(k, title))
		case shared[k.Kind]:
			w.list(beyond(k, title))
		default:
			w.section(k, title, w.next(i))
		}
	}
}

// superior is the level of the family that leads the others, for those that do not lead themselves.
func (w *writer) superior(title string) string {
	for _, l := range w.family.Levels {
		if catalog.ParseName(l).Track == catalog.Management && !sameTrack(l, title) {
			return w.link(l)
		}
	}
	return "manager {add the title, with a link}"
}

// extends is the statement that a level takes over what the one below has. Where the section has a word of its own, the
// statement is about the section that it stands in.
func (w *writer) extends(k schema.SectionKind, below string) string {
	statement := "Extends that of the " + w.link(below)
	if word := strings.ToLower(k.Usual()); word == k.Kind {
		statement += " " + word
	}
	return statement
}

// below is the title that a level extends: the one before it, if both stand on one track.
func (w *writer) below(i int) string {
	if i == 0 || !sameTrack(w.family.Levels[i-1], w.family.Levels[i]) {
		return ""
	}
	return w.family.Levels[i-1]
}

// next is the title that a level leads to, "" for the last.
func (w *writer) next(i int) string {
	if i+1 == len(w.family.Levels) {
		return ""
	}
	return w.family.Levels[i+1]
}

func sameTrack(a, b string) bool { return catalog.ParseName(a).Track == catalog.ParseName(b).Track }

// beyond is what is left to write where a level has something already.
func beyond(k schema.SectionKind, title string) string {
	if k.Kind == requirements {
		return fmt.Sprintf("{add what else the %s brings along}", title)
	}
	return fmt.Sprintf("{add what else the %s does}", title)
}
