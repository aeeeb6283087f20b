package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/catalog/markdown"
)

// reader reads pages as the built-in policy has them, with the sections that these tests are about.
var reader = markdown.NewReader(markdown.Options{
	Sections: []markdown.SectionWords{
		{Kind: "responsibilities", Titles: []string{"Responsibilities"}},
		{Kind: "requirements", Titles: []string{"Requirements"}},
		{Kind: "job_grade", Titles: []string{"Job Grade"}},
		{Kind: "levels", Titles: []string{"Levels"}},
		{Kind: "specialties", Titles: []string{"Specialties"}},
	},
})

// read reads an archive of pages: "== path", then the page without its front matter.
func read(t testing.TB, archive string) *catalog.Catalog {
	t.Helper()
	c := &catalog.Catalog{Root: "."}
	for _, part := range strings.Split("\n"+archive, "\n== ")[1:] {
		name, text, _ := strings.Cut(part, "\n")
		if !strings.Contains(name, ".md") {
			c.Pages = append(c.Pages, &catalog.Page{File: catalog.NewFile(name, text), NoFamily: "it is no Markdown file"})
			continue
		}
		title := strings.TrimSuffix(path.Base(path.Dir(name+"/x")), ".md")
		if strings.HasPrefix(text, "title: ") {
			title, text, _ = strings.Cut(strings.TrimPrefix(text, "title: "), "\n")
		}
		c.Pages = append(c.Pages, reader.Read(catalog.NewFile(name, "---\ntitle: "+title+"\n---\n\n"+text), "/jobs/"))
	}
	folders := catalog.Folders(c.Pages)
	for _, f := range c.Families() {
		f.PartOf = folders[f]
	}
	return c
}

var sites = catalog.Sites{
	Prefixes:  []string{"https://example.com"},
	Redirects: map[string]string{"/jobs/wood/": "/jobs/timber/"},
	Roots:     []catalog.Root{{Dir: ".", URL: "/jobs/"}},
}

// told is a resolution in few words: "Senior Baker (spelling)", "ambiguous: A; B", "dangling, near A".
func told(r catalog.Resolution) string {
	var names []string
	for _, l := range r.Candidates {
		names = append(names, l.Full)
	}
	s := string(r.Outcome)
	switch r.Outcome {
	case catalog.Resolved:
		s = r.Level.Full + " (" + string(r.How) + ")"
	case catalog.Several, catalog.Ambiguous:
		s += ": " + strings.Join(names, "; ")
		if r.Family != nil {
			s += "; or the family"
		}
	case catalog.WholeFamily:
		s += ": " + r.Family.Title.String
	case catalog.OneVariant:
		s += ": " + r.Variant.Title.String
	case catalog.Dangling:
		if r.Nearest != nil {
			s += ", near " + r.Nearest.Full
		}
	}
	if r.Misdirected() {
		s += ", words say " + r.ByWords.Full
	}
	return s
}

// shuffled is the catalog with its pages in another order.
func shuffled(c *catalog.Catalog, seed uint64) *catalog.Catalog {
	s := &catalog.Catalog{Root: c.Root, Pages: slices.Clone(c.Pages)}
	r := rand.New(rand.NewPCG(seed, seed))
	r.Shuffle(len(s.Pages), func(i, j int) { s.Pages[i], s.Pages[j] = s.Pages[j], s.Pages[i] })
	return s
}

// everything is what a graph says of every statement and every link, as text.
func everything(g *catalog.Graph, c *catalog.Catalog) string {
	var b strings.Builder
	for _, l := range g.Levels() {
		for _, e := range l.Extends {
			fmt.Fprintln(&b, e.Statement.Place(), told(g.Extends(e)))
		}
		for _, r := range l.ReportsTo {
			fmt.Fprintln(&b, r.Place(), told(g.ReportsTo(r)))
		}
		if below := g.Below(l); below != nil {
			fmt.Fprintln(&b, l.Place, below.Place)
		}
		for _, s := range g.Effective(l, catalog.Inheritance{}).Sections {
			for _, it := range s.Items {
				fmt.Fprintln(&b, s.Kind, it.Item.At.Place(), it.From)
			}
		}
	}
	families := c.Families()
	slices.SortFunc(families, func(a, b *catalog.Family) int { return strings.Compare(a.File.Path, b.File.Path) })
	for _, f := range families {
		for _, link := range f.Links {
			d := g.Follow(f, link.Target)
			fmt.Fprintln(&b, link.At.Place(), d.Where, d.Address, d.Anchor)
		}
	}
	for _, cycles := range [][]catalog.Cycle{g.ExtendsCycles(), g.ReportsCycles()} {
		for _, cycle := range cycles {
			for _, l := range cycle.Levels {
				fmt.Fprint(&b, l.Place, " ")
			}
			fmt.Fprintln(&b)
		}
	}
	return b.String()
}
