package diagram_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/catalog/markdown"
	"jobcat/internal/diagram"
)

var update = flag.Bool("update", false, "write the golden files anew")

// graph reads pages, each a path and its text.
func graph(pages ...string) *catalog.Graph {
	reader := markdown.NewReader(markdown.Options{Sections: []markdown.SectionWords{
		{Kind: "responsibilities", Titles: []string{"Responsibilities"}},
		{Kind: "requirements", Titles: []string{"Requirements"}},
		{Kind: "levels", Titles: []string{"Levels"}},
	}})
	c := &catalog.Catalog{}
	for page := range slices.Chunk(pages, 2) {
		c.Pages = append(c.Pages, reader.Read(catalog.NewFile(page[0], page[1]), "/"))
	}
	return catalog.NewGraph(c, catalog.Sites{})
}

// page is a page of levels; between a title and the next one stand the items of its responsibilities.
func page(title, introduction string, levels ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\n---\n\n%s\n\n## Levels\n", title, introduction)
	for level := range slices.Chunk(levels, 2) {
		fmt.Fprintf(&b, "\n### %[1]s\n\nThe %[1]s is a grade 6.\n\n#### Responsibilities\n\n- Be on time\n%[2]s\n", level[0], level[1])
	}
	return b.String()
}

var bakers = page("Bakery", "The Baker reports to the Head Baker.",
	"Journey Baker", "",
	"Senior Baker", "- Extends the Journey Baker responsibilities\n- Extends the Journey Baker responsibilities\n\n#### Requirements\n\n- Extends the Journey Baker requirements",
	"Staff Baker", "- Extends the Senior Baker responsibilities",
	"Apprentice Baker", "",
	"Head Baker", "",
)

var millers = page("Mill", "",
	"Miller", "- Extends the [Senior Baker](../bakers/#senior-baker) responsibilities",
	"Senior Miller", "- Extends the Miller responsibilities",
)

// oddities are what a tool could take for more than text.
var oddities = []string{
	`"quoted\\]"`, `\#34; &amp;lt; R&D`, "%% comment --> n1;", "\\`code\\`", "🔧 ü ｜", `\<b>bold\</b>`, "{a} [b] (c) | d", `C\\N \\\\`,
	`\*X\* \_y\_ $x$ - graph end`, "\x7f\xff",
}

// oddPage has a level for each of the oddities, which all extend a plain one.
func oddPage() string {
	levels := []string{"Junior Toolmaker", ""}
	for _, o := range oddities {
		levels = append(levels, "Senior Toolmaker "+o, "- Extends the Junior Toolmaker responsibilities")
	}
	return page(`'"Tools" <b>\N &lt; end]'`, "", levels...)
}

func TestFormats(t *testing.T) {
	for _, kind := range []diagram.Kind{diagram.Extends, diagram.ReportsTo} {
		everything := func(*catalog.Level) bool { return true }
		d := diagram.New(graph("bakers.md", bakers, "millers.md", millers), kind, everything)
		golden(t, string(kind)+".mermaid", d.Mermaid)
		golden(t, string(kind)+".dot", d.Dot)
	}
}

// The real tools are given these files by .ci/run.
func TestOddTitlesStayText(t *testing.T) {
	g := graph("odd.md", oddPage())
	d := diagram.New(g, diagram.Extends, func(*catalog.Level) bool { return true })
	if len(d.Arrows) != len(oddities) {
		t.Errorf("%d arrows for %d odd titles: %q", len(d.Arrows), len(oddities), titles(d))
	}
	golden(t, "odd.mermaid", d.Mermaid)
	golden(t, "odd.dot", d.Dot)
}

func TestParts(t *testing.T) {
	g := graph("bakers.md", bakers, "millers.md", millers)
	in := func(path string) func(*catalog.Level) bool {
		return func(l *catalog.Level) bool { return l.Place.Path == path }
	}
	level := func(title string) *catalog.Level { return g.Find(title).Level }
	for _, c := range []struct {
		about string
		got   diagram.Diagram
		want  []string
	}{
		{"a page with its neighbours", diagram.New(g, diagram.Extends, in("millers.md")), []string{"Senior Baker", "Miller", "Senior Miller"}},
		{"what leads to a level, not to its siblings", diagram.Around(g, diagram.Extends, level("Miller")), []string{"Journey Baker", "Senior Baker", "Miller", "Senior Miller"}},
		{"everything above", diagram.Around(g, diagram.Extends, level("Journey Baker")), []string{"Journey Baker", "Senior Baker", "Staff Baker", "Miller", "Senior Miller"}},
		{"a level without an arrow", diagram.Around(g, diagram.Extends, level("Apprentice Baker")), nil},
		{"the family's reporting line", diagram.Around(g, diagram.ReportsTo, level("Staff Baker")), []string{"Staff Baker", "Head Baker"}},
	} {
		if got := titles(c.got); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}

func titles(d diagram.Diagram) []string {
	var titles []string
	for _, f := range d.Families {
		for _, l := range f.Levels {
			titles = append(titles, l.Full)
		}
	}
	return titles
}

func golden(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	var got bytes.Buffer
	if err := write(&got); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, &got, want)
	}
}
