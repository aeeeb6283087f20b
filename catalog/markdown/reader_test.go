package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
)

var update = flag.Bool("update", false, "write what is read now into the golden files of this package")

// testWords are section words like those of a policy. The reader has none of its own.
var testWords = []SectionWords{
	{responsibilities, []string{"Responsibilities", "What you'll do"}, []string{"Responsibility", "Duties"}},
	{requirements, []string{"Requirements", "About you"}, []string{"Qualifications"}},
	{performanceIndicators, []string{"Performance Indicators", "Performance Indicator"}, []string{"Key Performance Indicators", "Primary Performance Indicator for the Role", "KPIs"}},
	{jobGrade, []string{"Job Grade"}, []string{"Grade", "Job Grades"}},
	{hiringProcess, []string{"Hiring Process"}, []string{"Interview Process"}},
	{careerLadder, []string{"Career Ladder"}, []string{"Career Path", "Career Paths"}},
	{niceToHave, []string{"Nice-to-haves", "Nice to have"}, []string{"Preferred Qualifications"}},
	{levelsKind, []string{"Levels"}, []string{"Level"}},
	{specialtiesKind, []string{"Specialties", "Specialty"}, []string{"Functional Specialties", "Team Specialties"}},
	{segmentsKind, []string{"Segments", "Segment"}, nil},
}

func testReader() *Reader { return NewReader(Options{Sections: testWords}) }

// TestOutlines reads the pages of testdata/outlines, each of which is followed by its outline. One file is one class of
// writing, the name of a page says what is special about it.
func TestOutlines(t *testing.T) {
	files, err := filepath.Glob("testdata/outlines/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no outlines in testdata: %v", err)
	}
	rd := testReader()
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) { checkOutlines(t, rd, path) })
	}
}

// checkOutlines reads the pages of an archive, each of which is followed by its outline.
func checkOutlines(t *testing.T, rd *Reader, path string) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := &txtar.Archive{Comment: archive.Comment}
	for i, f := range archive.Files {
		if strings.HasSuffix(f.Name, " outline") {
			continue
		}
		page := rd.Read(catalog.NewFile(f.Name, string(f.Data)), "/job-families/")
		checkPage(t, page)
		is := outline(page)
		want := ""
		if i+1 < len(archive.Files) && archive.Files[i+1].Name == f.Name+" outline" {
			want = string(archive.Files[i+1].Data)
		}
		if is != want && !*update {
			t.Errorf("%s is read as\n%s\nand should be\n%s", f.Name, is, want)
		}
		got.Files = append(got.Files, f, txtar.File{Name: f.Name + " outline", Data: []byte(is)})
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// outline says in a few lines what was read: one line for each level, section, variant and statement, in file order,
// each with the number of its line. What belongs to a level or a variant is indented below it.
func outline(p *catalog.Page) string {
	var b strings.Builder
	for _, f := range p.Faults {
		fmt.Fprintf(&b, "fault %s %d\n", f.Kind, f.Place.Line)
	}
	f := p.Family
	if f == nil {
		return b.String() + "no family: " + p.NoFamily + "\n"
	}
	fmt.Fprintf(&b, "%s %q\n", f.Kind, f.Title.String)
	var lines []outlined
	lines = append(lines, outlinedParts(f.Sections, f.ReportsTo, nil)...)
	for _, l := range f.Levels {
		text := fmt.Sprintf("level %q", l.Title.String)
		if l.Full != l.Title.String {
			text += fmt.Sprintf(" in full %q", l.Full)
		}
		parts := outlinedParts(l.Sections, l.ReportsTo, l.Extends)
		for _, g := range l.Grades {
			parts = append(parts, outlined{g.At.Place(), outlinedGrade(g), nil})
		}
		if l.NoGrade != nil {
			parts = append(parts, outlined{l.NoGrade.Place(), "no grade", nil})
		}
		lines = append(lines, outlined{l.Place, text, parts})
	}
	for kind, variants := range map[string][]*catalog.Variant{"specialty": f.Specialties, "segment": f.Segments} {
		for _, v := range variants {
			lines = append(lines, outlined{v.Place, fmt.Sprintf("%s %q", kind, v.Title.String), outlinedParts(v.Sections, v.ReportsTo, v.Extends)})
		}
	}
	for _, h := range f.Headings {
		if h.Fits != h.Depth {
			lines = append(lines, outlined{h.At.Place(), fmt.Sprintf("heading of depth %d fits %d", h.Depth, h.Fits), nil})
		}
	}
	for _, o := range f.Oddities {
		lines = append(lines, outlined{o.Place, fmt.Sprintf("%s %q", o.Kind, o.Text.String), nil})
	}
	writeOutlined(&b, lines, "")
	return b.String()
}

type outlined struct {
	at    catalog.Place
	text  string
	parts []outlined
}

func writeOutlined(b *strings.Builder, lines []outlined, indent string) {
	sort.SliceStable(lines, func(i, k int) bool {
		if lines[i].at.Start != lines[k].at.Start {
			return lines[i].at.Start < lines[k].at.Start
		}
		return lines[i].text < lines[k].text
	})
	for _, l := range lines {
		fmt.Fprintf(b, "%s%d %s\n", indent, l.at.Line, l.text)
		writeOutlined(b, l.parts, indent+"  ")
	}
}

func outlinedParts(sections []*catalog.Section, reports []*catalog.ReportsTo, extends []*catalog.Extends) []outlined {
	var parts []outlined
	for _, s := range sections {
		text := strings.Join(s.Kinds, " & ")
		if s.Content != catalog.Written {
			text += ", " + string(s.Content)
		}
		if len(s.Items) > 0 {
			text += fmt.Sprintf(", items %d", len(s.Items))
		}
		if h := s.Heading; h.Spelling == catalog.Misspelling {
			text += fmt.Sprintf(", misspelt %q", h.Word.String)
		}
		if h := s.Heading; !h.Subject.IsEmpty() {
			text += fmt.Sprintf(", named for %q", h.Subject.String)
		}
		parts = append(parts, outlined{s.At.Place(), text, nil})
	}
	for _, r := range reports {
		parts = append(parts, outlined{r.Place(), "reports to " + outlinedTarget(r.Target, r.Link, r.Subject), nil})
	}
	for _, e := range extends {
		parts = append(parts, outlined{e.Target.Place(), "extends " + e.Of + " of " + outlinedTarget(e.Target, e.Link, e.Subject), nil})
	}
	return parts
}

func outlinedTarget(target catalog.Text, link *catalog.Link, subject catalog.Text) string {
	text := strconv.Quote(target.String)
	if link != nil {
		text += " at " + link.Target
	}
	if !subject.IsEmpty() {
		text += fmt.Sprintf(", said of %q", subject.String)
	}
	return text
}

func outlinedGrade(g *catalog.Grade) string {
	text := fmt.Sprintf("grade %v", g.Min)
	switch {
	case g.Unknown:
		text = "grade unknown"
	case g.Max != g.Min:
		text += fmt.Sprintf(" to %v", g.Max)
	}
	if g.Linked {
		text += ", linked"
	}
	if g.InTable {
		text += ", in a table"
	}
	if g.InName {
		text += ", in the name of the file"
	}
	if !g.Subject.IsEmpty() {
		text += fmt.Sprintf(", said of %q", g.Subject.String)
	}
	return text
}

// checkPage checks what holds for every page that was read.
func checkPage(t *testing.T, p *catalog.Page) {
	t.Helper()
	c := pageCheck{t, p.File}
	for _, f := range p.Faults {
		c.place("fault", f.Place)
	}
	f := p.Family
	if f == nil {
		if p.NoFamily == "" {
			t.Error("a page is no family, and nobody says why")
		}
		return
	}
	if !strings.HasPrefix(f.URL, "/") || !strings.HasSuffix(f.URL, "/") || strings.Contains(f.URL, "//") {
		t.Errorf("URL %q", f.URL)
	}
	c.text("title", f.Title)
	c.place("title", f.TitlePlace)
	c.parts(f.Sections, f.ReportsTo, nil)
	for i, l := range f.Levels {
		if l.Family != f {
			t.Errorf("level %q of no family", l.Title.String)
		}
		if i > 0 && l.Place.Start < f.Levels[i-1].Place.Start {
			t.Errorf("level %q stands before the one that it follows", l.Title.String)
		}
		c.text("level", l.Title)
		c.place("level", l.Place)
		c.parts(l.Sections, l.ReportsTo, l.Extends)
		for k, g := range l.Grades {
			c.text("grade", g.Statement)
			c.text("grade", g.Subject)
			c.place("grade", g.At.Place())
			c.place("number", g.Number.Place())
			if k > 0 && g.At.Start() < l.Grades[k-1].At.Start() {
				t.Errorf("grades of %q are out of order", l.Title.String)
			}
			if g.Number.Start() < g.At.Start() || g.Number.End() > g.At.End() || g.Min > g.Max {
				t.Errorf("grade %v to %v at %v, its number at %v", g.Min, g.Max, g.At.Place(), g.Number.Place())
			}
		}
	}
	for _, variants := range [][]*catalog.Variant{f.Specialties, f.Segments} {
		for _, v := range variants {
			c.text("variant", v.Title)
			c.place("variant", v.Place)
			c.parts(v.Sections, v.ReportsTo, v.Extends)
		}
	}
	for i, h := range f.Headings {
		if i > 0 && h.At.Start() < f.Headings[i-1].At.Start() {
			t.Errorf("headings are out of order at %v", h.At.Place())
		}
		if (h.Fits < 1 || h.Fits > 6) && h.Depth > 0 { // a key has no depth
			t.Errorf("heading at %v fits depth %d", h.At.Place(), h.Fits)
		}
		c.text("heading", h.Text)
		c.text("word", h.Word)
		c.text("subject", h.Subject)
	}
	for i, p := range f.Prose {
		if i > 0 && p.Text.Place().Start < f.Prose[i-1].Text.Place().Start {
			t.Errorf("prose is out of order at %v", p.Text.Place())
		}
		c.text("prose", *p.Text)
	}
	for _, o := range f.Oddities {
		c.text("oddity", o.Text)
		c.place("oddity", o.Place)
	}
}

// pageCheck checks parts of a page.
type pageCheck struct {
	t    *testing.T
	file *catalog.File
}

func (c pageCheck) place(what string, p catalog.Place) {
	c.t.Helper()
	if p.Path != c.file.Path || p.Start < 0 || p.Start > p.End || p.End > len(c.file.Source) || p.Line < 1 || p.Column < 1 {
		c.t.Errorf("%s is at %d to %d, line %d, column %d, in a page of %d bytes", what, p.Start, p.End, p.Line, p.Column, len(c.file.Source))
	}
}

func (c pageCheck) text(what string, w catalog.Text) {
	c.t.Helper()
	if w.IsEmpty() && w.File() == nil {
		return
	}
	whole := w.Place()
	c.place(what, whole)
	last := whole.Start
	for i := range w.String {
		p := w.Range(i, i+1)
		if p.Start < last || p.End > whole.End {
			c.t.Errorf("byte %d of %s %q is at %d to %d, which is not within %d to %d", i, what, w.String, p.Start, p.End, last, whole.End)
			return
		}
		last = p.Start
	}
}

func (c pageCheck) parts(sections []*catalog.Section, reports []*catalog.ReportsTo, extends []*catalog.Extends) {
	c.t.Helper()
	for i, s := range sections {
		c.place("section", s.At.Place())
		c.place("body", s.Body.Place())
		if i > 0 && s.At.Start() < sections[i-1].At.Start() {
			c.t.Errorf("section at %v stands before the one that it follows", s.At.Place())
		}
		if len(s.Kinds) == 0 || s.Content == "" {
			c.t.Errorf("section at %v has the kinds %v and the content %q", s.At.Place(), s.Kinds, s.Content)
		}
		for k, it := range s.Items {
			c.text("item", it.Text)
			c.place("item", it.At.Place())
			if k > 0 && (it.At.Start() < s.Items[k-1].At.Start() || it.List < s.Items[k-1].List) || it.List < 1 || it.Depth < 1 {
				c.t.Errorf("item at %v is out of order: list %d, depth %d", it.At.Place(), it.List, it.Depth)
			}
		}
	}
	for _, r := range reports {
		c.text("reporting line", r.Statement)
		c.text("reporting line", r.Target)
		c.text("reporting line", r.Subject)
		c.within("reporting line", r.Target, r.Statement)
	}
	for _, e := range extends {
		c.text("inheritance", e.Statement)
		c.text("inheritance", e.Target)
		c.text("inheritance", e.Subject)
		c.within("inheritance", e.Target, e.Statement)
	}
}

func (c pageCheck) within(what string, part, whole catalog.Text) {
	if p, w := part.Place(), whole.Place(); part.IsEmpty() || p.Start > w.End || p.End < w.Start {
		c.t.Errorf("%s: %q at %d to %d is not in %q at %d to %d", what, part.String, p.Start, p.End, whole.String, w.Start, w.End)
	}
}

// FuzzRead looks for pages that the reader as a whole does not get through, or reads otherwise the second time.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.txtar") // outlines and writings
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, page := range archive.Files {
			if !strings.HasSuffix(page.Name, " outline") {
				f.Add(string(page.Data), strings.HasSuffix(page.Name, ".html.md"))
			}
		}
	}
	for _, page := range []string{
		"# L2: Gardener\n\n- **Reach**: a bed\n\n**Reach:** a bed\n**Range:** two\n\nIt builds on the L1 Junior Gardener role.\n",
		"## Band 2-3: Gardener\n\n> Everything in [Mower](#m), plus:\n\nLine manager: Head (Roses).\n\n## I sow\n\n- seed\n",
	} {
		f.Add(page, false)
	}
	readers := testWritings(f)
	readers["usual"] = testReader()
	f.Fuzz(func(t *testing.T, page string, kramdown bool) {
		path := "team/L1-page.md"
		if kramdown {
			path = "team/page/index.html.md"
		}
		for name, rd := range readers {
			first := rd.Read(catalog.NewFile(path, page), "/job-families/")
			checkPage(t, first)
			if second := rd.Read(catalog.NewFile(path, page), "/job-families/"); !reflect.DeepEqual(first, second) {
				t.Errorf("a page is read otherwise the second time (%s)", name)
			}
		}
	})
}
