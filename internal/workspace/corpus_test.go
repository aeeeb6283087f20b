package workspace

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/schema"
)

// TestCorpus reads the real catalogs, which lie beside the repository, with the built-in policy. The figures are what was
// read when this was written; one that moves by more than a hundredth is something lost, or something made up.
func TestCorpus(t *testing.T) {
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		root string
		want figures
	}{
		{"gitlab-2022-11/job-families", figures{218, 216, 5, 759, 298, 3223, 16809, 782, 475, 507}},
		{"gitlab-hugo/content/job-families", figures{6, 6, 2, 8, 1, 37, 214, 7, 8, 8}},
	} {
		t.Run(c.root, func(t *testing.T) {
			target, err := source.Locate(filepath.Join("../../../shared/corpus", c.root))
			if err != nil {
				if os.Getenv("JOBCAT_DEMAND_CORPUS") != "" {
					t.Fatalf("JOBCAT_DEMAND_CORPUS is set, and the real catalog is not here: %v", err)
				}
				t.Skipf("the real catalog is not here: %v", err)
			}
			folder, err := source.OpenFolder(target.Dir())
			if err != nil {
				t.Fatal(err)
			}
			defer folder.Close()
			w := New(nil, []source.Target{target}, target.Path)
			read, err := w.Read(t.Context(), folder, ReaderFor(policy))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range read.Pages {
				if p.Family == nil && p.NoFamily == "" {
					t.Errorf("%s is no family, and nobody says why", p.File.Path)
				}
			}
			got := count(read)
			for i, want := range c.want {
				if d := got[i] - want; d > want/100 || -d > want/100 {
					t.Errorf("%d %s, and %d before", got[i], figureNames[i], want)
				}
			}
		})
	}
}

var figureNames = [...]string{"files", "families", "index pages", "levels", "variants", "sections", "items", "grades", "statements of inheritance", "reporting lines"}

// figures are what was read of a catalog, as figureNames says.
type figures [len(figureNames)]int

func count(c *catalog.Catalog) figures {
	var families, indexes, levels, variants, sections, items, grades, extends, reports int
	parts := func(ss []*catalog.Section, rs []*catalog.ReportsTo, es []*catalog.Extends) {
		sections += len(ss)
		reports += len(rs)
		extends += len(es)
		for _, s := range ss {
			items += len(s.Items)
		}
	}
	for _, f := range c.Families() {
		families++
		if f.Kind == catalog.IndexPage {
			indexes++
		}
		parts(f.Sections, f.ReportsTo, nil)
		for _, l := range f.Levels {
			levels++
			grades += len(l.Grades)
			parts(l.Sections, l.ReportsTo, l.Extends)
		}
		variants += len(f.Specialties) + len(f.Segments)
		for _, v := range slices.Concat(f.Specialties, f.Segments) {
			parts(v.Sections, v.ReportsTo, v.Extends)
		}
	}
	return figures{len(c.Pages), families, indexes, levels, variants, sections, items, grades, extends, reports}
}
