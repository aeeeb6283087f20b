package markdown

import (
	"testing"

	"jobcat/catalog"
	"jobcat/patterns"
)

// testWritings are other ways to write a catalog; testdata/writings has pages of each.
func testWritings(t testing.TB) map[string]*Reader {
	all := func(holes []string, texts ...string) []*patterns.Pattern {
		var ps []*patterns.Pattern
		for _, text := range texts {
			p, err := patterns.Parse(text, holes...)
			if err != nil {
				t.Fatal(err)
			}
			ps = append(ps, p)
		}
		return ps
	}
	title, grade := []string{patterns.Title, patterns.Grade}, []string{patterns.Grade, patterns.Title}
	words := append([]SectionWords{
		{"span", []string{"Reach"}, []string{"Range"}},
		{"promise", []string{"Promise"}, nil},
		{"habit", []string{"Habits", "I {any}"}, nil},
	}, testWords...)
	readers := map[string]*Reader{}
	for name, w := range map[string]Writing{
		"file": {
			Levels: Files, Keys: true,
			Titles:  all(title, "# L{grade}: {title}", "# L{grade} {title}"),
			Names:   all(title, "L{grade}-{title}"),
			Extends: all(title, "builds on {title}", "all that the {title} role asks for"),
		},
		"headings": {
			Titles:    all(title, "## Band {grade}: {title}", "## {title}"),
			Grades:    all(grade, "is paid by band {grade}", "The {title} belongs to band {grade}"),
			Extends:   all(title, "Everything in {title}, plus"),
			ReportsTo: all(title, "Line manager: {title}"),
			Keys:      true, OnlyOwnPhrases: true,
		},
		"rows": {
			Levels: Rows,
			Titles: all(title, "{title} (L{grade})"),
			Heads: Heads{
				Title: []string{"Role", "Job"}, Grade: []string{"Band"},
				Extends: []string{"Builds on"}, ReportsTo: []string{"Reports to"},
			},
		},
		"columns": {
			Levels: Columns,
			Grades: all(grade, "L{grade}"),
			Heads:  Heads{Title: []string{"Role"}, Grade: []string{"Band"}, Extends: []string{"Builds on"}, ReportsTo: []string{"Reports to"}},
		},
		"none": {Levels: Nowhere},
	} {
		readers[name] = NewReader(Options{Sections: words, Writing: w})
	}
	return readers
}

// TestWritings reads pages that are written in other ways than usual.
func TestWritings(t *testing.T) {
	for name, rd := range testWritings(t) {
		t.Run(name, func(t *testing.T) { checkOutlines(t, rd, "testdata/writings/"+name+".txtar") })
	}
}

// A pattern is about the whole of a heading, and "#" signs before it are about its depth.
func TestTitleIn(t *testing.T) {
	deep, err := patterns.Parse("### {title}", patterns.Title)
	if err != nil {
		t.Fatal(err)
	}
	for depth, want := range map[int]bool{0: true, 2: false, 3: true} {
		if _, got := titleIn("Gardener", depth, []*patterns.Pattern{deep}); got != want {
			t.Errorf("a heading of depth %d fits: %v", depth, got)
		}
	}
}

// What no reading says is read as ever: the default reading of a policy is the zero value.
func TestUsualWriting(t *testing.T) {
	page := "---\ntitle: Gardener\n---\n\n## Levels\n\n### Gardener\n\nThe Gardener is a grade 6.\n\n**Reach:** a bed\n"
	is := outline(NewReader(Options{Sections: testWords}).Read(catalog.NewFile("a.md", page), "/"))
	want := "family \"Gardener\"\n7 level \"Gardener\"\n  9 grade 6, said of \"Gardener\"\n"
	if is != want {
		t.Errorf("got\n%s\nwant\n%s", is, want)
	}
}
