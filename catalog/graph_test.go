package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
)

// village is an archive of n families of four levels. Most levels extend the one below, some one of another family,
// and some make a mistake.
func village(n int, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for i := range n {
		trade := fmt.Sprintf("Trade%d", i)
		fmt.Fprintf(&b, "== street%d/house%d.md\ntitle: %s\n## Requirements\n\n- Live in house %d\n\n## Levels\n", i%17, i, trade, i)
		for k, rung := range []string{"Associate ", "", "Senior ", "Staff "} {
			below := []string{"", "Associate ", "", "Senior "}[k] + trade
			switch r.IntN(10) {
			case 0:
				below = "Senior Trade" + fmt.Sprint(r.IntN(n))
			case 1:
				below = "[" + below + "](/jobs/street" + fmt.Sprint(r.IntN(20)) + "/house" + fmt.Sprint(r.IntN(n)) + "/#senior-trade" + fmt.Sprint(r.IntN(n)) + ")"
			case 2:
				below = "Grand Trade" + fmt.Sprint(r.IntN(n))
			case 3:
				below = "Staff " + trade
			}
			fmt.Fprintf(&b, "\n### %s%s\n\nThe %s%s reports to the Manager, %s.\n\n#### Requirements\n\n", rung, trade, rung, trade, trade)
			if k > 0 {
				fmt.Fprintf(&b, "- Extends the %s requirements\n", below)
			}
			fmt.Fprintf(&b, "- Do %d\n- Be %d\n", k, k)
		}
	}
	return b.String()
}

// A web is a random inheritance of levels, and the same as plain numbers.
type web struct {
	catalog *catalog.Catalog
	levels  []*catalog.Level
	family  []int   // of each level
	extends [][]int // of each level; -1 dangles
}

func newWeb(n int, r *rand.Rand) web {
	w := web{catalog: &catalog.Catalog{}}
	section := func(name string) *catalog.Section {
		return &catalog.Section{Kinds: []string{"requirements"}, Content: catalog.Written, Items: []*catalog.Item{{Text: catalog.Text{String: name}}}}
	}
	var f *catalog.Family
	for i := range n {
		if f == nil || r.IntN(5) == 0 {
			k := len(w.catalog.Pages)
			name := fmt.Sprintf("f%04d.md", k)
			file := catalog.NewFile(name, "")
			f = &catalog.Family{File: file, URL: fmt.Sprintf("/jobs/f%04d/", k), Title: catalog.Text{String: fmt.Sprintf("Family%d", k)}}
			f.Sections = []*catalog.Section{section(fmt.Sprintf("family %d", k))}
			w.catalog.Pages = append(w.catalog.Pages, &catalog.Page{File: file, Family: f})
		}
		title := fmt.Sprintf("Role%d", i)
		l := &catalog.Level{
			Family: f, Title: catalog.Text{String: title}, Full: title, Name: catalog.ParseName(title),
			Place: catalog.Place{Path: f.File.Path, Start: i}, Sections: []*catalog.Section{section(title)},
		}
		var targets []int
		for range r.IntN(3) {
			to := r.IntN(n)
			said := fmt.Sprintf("Role%d", to)
			if r.IntN(8) == 0 {
				to, said = -1, fmt.Sprintf("Phantom%d", i)
			}
			targets = append(targets, to)
			l.Extends = append(l.Extends, &catalog.Extends{Of: "requirements", Target: catalog.Text{String: said}})
		}
		f.Levels = append(f.Levels, l)
		w.levels = append(w.levels, l)
		w.family = append(w.family, len(w.catalog.Pages)-1)
		w.extends = append(w.extends, targets)
	}
	return w
}

// reach are the levels that a level inherits from, itself only if a circle leads there.
func (w web) reach(from int) map[int]bool {
	seen := map[int]bool{}
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		for _, to := range w.extends[queue[0]] {
			if to >= 0 && !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	return seen
}

// TestRandomInheritance compares 2,000 levels, with circles, diamonds and targets that do not exist, with a model that
// knows only numbers.
func TestRandomInheritance(t *testing.T) {
	w := newWeb(2000, rand.New(rand.NewPCG(3, 5)))
	g := catalog.NewGraph(w.catalog, catalog.Sites{})
	number := map[*catalog.Level]int{}
	for i, l := range w.levels {
		number[l] = i
	}
	reach := make([]map[int]bool, len(w.levels))
	for i, l := range w.levels {
		reach[i] = w.reach(i)
		var want []string
		families := map[int]bool{w.family[i]: true}
		for to := range reach[i] {
			families[w.family[to]] = true
			if to != i {
				want = append(want, w.levels[to].Full+" inherited")
			}
		}
		want = append(want, l.Full+" own")
		for f := range families {
			from := " inherited"
			if f == w.family[i] {
				from = " family"
			}
			want = append(want, fmt.Sprint("family ", f, from))
		}
		var got []string
		for _, s := range g.Effective(l, catalog.Inheritance{}).Sections {
			for _, it := range s.Items {
				got = append(got, it.Item.Text.String+" "+string(it.From))
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%s has %d items, want %d", l.Full, len(got), len(want))
		}
	}
	inCircle := map[int]int{} // level -> the smallest level of its group
	groups := map[int]bool{}
	for i := range w.levels {
		if !reach[i][i] {
			continue
		}
		first := i
		for to := range reach[i] {
			if reach[to][i] {
				first = min(first, to)
			}
		}
		inCircle[i], groups[first] = first, true
	}
	cycles := g.ExtendsCycles()
	if len(cycles) != len(groups) {
		t.Errorf("%d circles, want %d", len(cycles), len(groups))
	}
	for _, c := range cycles {
		if first := number[c.Levels[0]]; inCircle[first] != first {
			t.Errorf("a circle begins with %s, want the first of its group", c.Levels[0].Full)
		}
		for i, l := range c.Levels {
			next := number[c.Levels[(i+1)%len(c.Levels)]]
			if !slices.Contains(w.extends[number[l]], next) || c.Relations[i].From != l || number[c.Relations[i].To] != next {
				t.Errorf("%s does not extend %s", l.Full, w.levels[next].Full)
			}
		}
	}
	t.Logf("%d levels in circles, %d circles", len(inCircle), len(cycles))
}

func TestEachItemOnce(t *testing.T) {
	g := catalog.NewGraph(read(t, village(200, 11)), sites)
	for _, mode := range []catalog.InheritanceMode{catalog.ByStatement, catalog.Cumulative, catalog.ByName} {
		for _, l := range g.Levels() {
			for _, s := range g.Effective(l, catalog.Inheritance{Mode: mode}).Sections {
				seen := map[*catalog.Item]bool{}
				for _, it := range s.Items {
					if seen[it.Item] {
						t.Fatalf("%s, %s: %q stands there twice", mode, l.Full, it.Item.Text.String)
					}
					seen[it.Item] = true
				}
			}
		}
	}
}

func TestCycles(t *testing.T) {
	page := func(title, of, kind string) string {
		return "## " + title + "\n\n### " + kind + "\n\n- Extends the " + of + " " + strings.ToLower(kind) + "\n- " + title + "\n\n"
	}
	for _, c := range []struct{ name, page, want string }{
		{"itself", page("Engineer", "Engineer", "Requirements"), "Engineer"},
		{"two", page("Engineer", "Senior Engineer", "Requirements") + page("Senior Engineer", "Engineer", "Requirements"), "Engineer > Senior Engineer"},
		{"rotated", page("Zoo Analyst", "Art Analyst", "Requirements") + page("Art Analyst", "Sea Analyst", "Requirements") + page("Sea Analyst", "Zoo Analyst", "Requirements"), "Zoo Analyst > Art Analyst > Sea Analyst"},
		{"two kinds", page("Engineer", "Senior Engineer", "Requirements") + page("Senior Engineer", "Engineer", "Responsibilities"), ""},
		{"a chain", page("Engineer", "Senior Engineer", "Requirements") + page("Senior Engineer", "Staff Engineer", "Requirements") + page("Staff Engineer", "Butler", "Requirements"), ""},
		{"two circles", page("Engineer", "Engineer", "Requirements") + page("Senior Engineer", "Senior Engineer", "Requirements"), "Engineer, Senior Engineer"},
	} {
		g := catalog.NewGraph(read(t, "== x.md\n"+c.page), sites)
		var got []string
		for _, cycle := range g.ExtendsCycles() {
			var names []string
			for _, l := range cycle.Levels {
				names = append(names, l.Full)
			}
			got = append(got, strings.Join(names, " > "))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

func TestReportsCycles(t *testing.T) {
	g := catalog.NewGraph(read(t, "== x.md\n## Engineer\n\nThe Engineer reports to the Senior Engineer.\n\n### Requirements\n\n- A pan\n\n## Senior Engineer\n\nThe Senior Engineer reports to the Engineer.\n\n### Requirements\n\n- A lid\n"), sites)
	cycles := g.ReportsCycles()
	if len(cycles) != 1 || len(cycles[0].Levels) != 2 || cycles[0].Relations[1].Reports != cycles[0].Levels[1].ReportsTo[0] {
		t.Errorf("%+v", cycles)
	}
	// What the family says for all is not said of the one who is named.
	g = catalog.NewGraph(read(t, "== x.md\nThis position reports to the Senior Engineer.\n\n## Engineer\n\n### Requirements\n\n- A pan\n\n## Senior Engineer\n\n### Requirements\n\n- A lid\n"), sites)
	superiors := map[string]int{}
	for _, l := range g.Levels() {
		superiors[l.Full] = len(g.Superiors(l))
	}
	if superiors["Engineer"] != 1 || superiors["Senior Engineer"] != 0 || len(g.ReportsCycles()) != 0 {
		t.Errorf("%v, %v", superiors, g.ReportsCycles())
	}
}

// BenchmarkOnePage is a page that nobody would write: all levels of a catalog, all with one title, or each one with a
// mistake in what it extends. Its time has to grow with their number all the same.
func BenchmarkOnePage(b *testing.B) {
	for _, n := range []int{5000, 20000} {
		for _, kind := range []string{"one title", "dangling"} {
			f := &catalog.Family{File: catalog.NewFile("x.md", ""), URL: "/jobs/x/", Title: catalog.Text{String: "Everything"}}
			for i := range n {
				title, of := "Senior Engineer", "Senior Engineer"
				if kind == "dangling" {
					title, of = fmt.Sprintf("Senior Engineer Number%d", i), fmt.Sprintf("Senior Engineer Nobody%d", i)
				}
				f.Levels = append(f.Levels, &catalog.Level{
					Family: f, Title: catalog.Text{String: title}, Full: title, Name: catalog.ParseName(title),
					Place:   catalog.Place{Path: "x.md", Start: i},
					Extends: []*catalog.Extends{{Of: "requirements", Target: catalog.Text{String: of}}},
				})
			}
			c := &catalog.Catalog{Pages: []*catalog.Page{{File: f.File, Family: f}}}
			b.Run(fmt.Sprintf("%s/levels=%d", kind, n), func(b *testing.B) {
				for b.Loop() {
					catalog.NewGraph(c, sites).ExtendsCycles()
				}
			})
		}
	}
}

// BenchmarkGraph is of families of four levels, which are read before.
func BenchmarkGraph(b *testing.B) {
	for _, n := range []int{1250, 2500, 5000, 10000} {
		c := read(b, village(n, 7))
		b.Run(fmt.Sprintf("families=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				catalog.NewGraph(c, sites)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/family")
		})
		b.Run(fmt.Sprintf("effective/families=%d", n), func(b *testing.B) {
			g := catalog.NewGraph(c, sites)
			b.ReportAllocs()
			for b.Loop() {
				for _, l := range g.Levels() {
					g.Effective(l, catalog.Inheritance{})
				}
				g.ExtendsCycles()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/family")
		})
	}
}
