package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/internal/audit"
	"jobcat/internal/export"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// corpus is the real catalog, which lies beside the repository and not in it.
const corpus = "../../../shared/corpus/gitlab-2022-11/job-families"

// world is a catalog with all that an audit and an export are made of.
type world struct {
	in     audit.Input
	export export.Catalog
}

func (w world) audit() *audit.Audit { return audit.New(w.in) }

// onDisk reads a folder of this machine.
func onDisk(t *testing.T, folder string) world {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the real catalog is not beside the repository: ", err)
	}
	target, err := source.Locate(folder)
	if err != nil {
		t.Fatal(err)
	}
	w := workspace.New(nil, []source.Target{target}, target.Path)
	src, err := source.OpenFolder(w.Top)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	policy := ""
	if text, err := os.ReadFile(folder + "/jobcat.cue"); err == nil {
		policy = string(text)
	}
	return read(t, w, policy, src, nil)
}

// inMemory reads pages that stand in a test.
func inMemory(t *testing.T, policy string, pages map[string]string, asked ...string) world {
	t.Helper()
	targets := []source.Target{{Given: "jobs", Path: "/work/jobs", IsDir: true}}
	w := workspace.New(nil, targets, "/work")
	return read(t, w, policy, source.Memory(pages), asked)
}

func read(t *testing.T, w *workspace.Workspace, policy string, src source.Source, asked []string) world {
	t.Helper()
	p, err := schema.Builtin()
	if policy != "" {
		p, err = schema.Load("jobcat.cue", []byte(policy))
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := w.Read(context.Background(), src, workspace.ReaderFor(p))
	if err != nil {
		t.Fatal(err)
	}
	in := audit.Input{
		Policy: p, Catalog: c, Result: lint.Run(context.Background(), p, c), Roots: w.Dirs(),
		Link: "https://example.com/{path}#L{line}",
	}
	if asked != nil {
		in.Part = &catalog.Catalog{Root: c.Root}
		for _, page := range c.Pages {
			if slices.Contains(asked, page.File.Path) {
				in.Part.Pages = append(in.Part.Pages, page)
			}
		}
	}
	return world{in, export.New(c, export.Options{
		Graph: in.Result.Graph, LadderFor: func(path string) string { return p.LadderFor(path).Name },
	})}
}

// catalogs are those that figures are counted of.
func catalogs(t *testing.T) map[string]func(*testing.T) world {
	all := map[string]func(*testing.T) world{}
	for name, folder := range map[string]string{"handbook": "../../examples/handbook", "broken": "../../examples/broken", "corpus": corpus} {
		all[name] = func(t *testing.T) world { return onDisk(t, folder) }
	}
	return all
}

// exported is what a program of somebody else reads of an export, which knows nothing of this one.
type exported struct {
	Families []struct {
		Path, Kind string
		PartOf     string `json:"part_of"`
		ReportsTo  []any  `json:"reports_to"`
		Levels     []struct {
			Title     string
			FullTitle string `json:"full_title"`
			Line      int
			Track     string
			Rung      *string
			Ladder    string
			Grades    []struct{ Min, Max float64 }
			ReportsTo []struct{ Target *string } `json:"reports_to"`
		}
	}
}

// The figures of an audit are those that anybody gets who counts an export.
func TestFiguresAgreeWithTheExport(t *testing.T) {
	for name, open := range catalogs(t) {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			a := w.audit()
			var b bytes.Buffer
			if err := w.export.JSON(&b); err != nil {
				t.Fatal(err)
			}
			var e exported
			if err := json.Unmarshal(b.Bytes(), &e); err != nil {
				t.Fatal(err)
			}
			figures := map[string]int{}
			count := func(format string, args ...any) { figures[fmt.Sprintf(format, args...)]++ }
			uncount := func(n int, format string, args ...any) { figures[fmt.Sprintf(format, args...)] -= n }
			for _, f := range e.Families {
				if f.Kind != "family" {
					continue
				}
				count("pages")
				for range f.ReportsTo {
					count("lines")
				}
				for _, l := range f.Levels {
					count("levels")
					rung, title := "", l.Title
					if l.Rung != nil {
						rung = *l.Rung
					}
					if l.FullTitle != "" {
						title = l.FullTitle
					}
					grade := "none"
					if len(l.Grades) > 0 {
						count("graded")
						grade = fmt.Sprint(l.Grades[0].Min, " ", l.Grades[0].Max)
						count("%s cell %v", l.Track, l.Grades[0].Min)
					} else {
						count("%s ungraded", l.Track)
					}
					count("%s %s %s: %s", l.Ladder, l.Track, rung, grade)
					count("%s:%d %s %d statements", f.Path, l.Line, title, len(l.Grades))
					for _, r := range l.ReportsTo {
						count("lines")
						if r.Target != nil {
							count("%s:%d reports to %s", f.Path, l.Line, *r.Target)
						}
					}
					if len(l.ReportsTo)+len(f.ReportsTo) == 0 && rung != "ceo" {
						count("orphans")
					}
				}
			}
			uncount(a.Totals.Pages, "pages")
			uncount(a.Totals.Levels, "levels")
			uncount(a.Totals.Graded, "graded")
			uncount(len(a.Reporting.Lines), "lines")
			uncount(len(a.Reporting.Orphans), "orphans")
			codes := map[string]audit.Level{}
			for _, l := range a.Levels {
				if codes[l.Code].Code != "" {
					t.Errorf("two levels have the code %s", l.Code)
				}
				codes[l.Code] = l
				uncount(1, "%s:%d %s %d statements", l.Path, l.Line, l.Title, len(l.Stated))
			}
			for _, r := range a.Grades.Rungs {
				for _, c := range r.Counts {
					uncount(c.Levels, "%s %s %s: %v %v", r.Ladder, r.Track, r.Rung, c.Min, c.Max)
				}
				uncount(r.Ungraded, "%s %s %s: none", r.Ladder, r.Track, r.Rung)
			}
			for _, r := range a.Matrix.Rows {
				for _, c := range r.Cells {
					uncount(len(c.Levels), "%s cell %v", r.Track, c.Grade)
				}
				uncount(len(r.Ungraded), "%s ungraded", r.Track)
			}
			for _, l := range a.Reporting.Lines {
				if l.From != "" && l.Means == string(catalog.Resolved) {
					uncount(1, "%s:%d reports to %s", codes[l.From].Path, codes[l.From].Line, codes[l.To[0]].Address)
				}
			}
			for what, n := range figures {
				if n != 0 {
					t.Errorf("%s: the export has %+d", what, n)
				}
			}
			sum := audit.Totals{}
			for _, d := range a.Departments {
				sum.Families, sum.Levels, sum.Graded = sum.Families+d.Families, sum.Levels+d.Levels, sum.Graded+d.Graded
			}
			if sum.Families != a.Totals.Families || sum.Levels != a.Totals.Levels || sum.Graded != a.Totals.Graded {
				t.Errorf("the departments have %+v of %+v", sum, a.Totals)
			}
			if n := len(w.in.Result.Findings); a.Totals.Errors+a.Totals.Warnings+a.Totals.Infos != n || len(a.Findings.All) != n {
				t.Errorf("lint has %d findings, the audit %d and %+v", n, len(a.Findings.All), a.Totals)
			}
			byRule := 0
			for _, r := range a.Findings.Rules {
				inDepartments := 0
				for _, d := range r.Departments {
					inDepartments += d.Findings
				}
				if byRule += r.Findings; inDepartments != r.Findings {
					t.Errorf("%s: %d findings, %d in departments", r.Rule, r.Findings, inDepartments)
				}
			}
			if byRule != len(a.Findings.All) {
				t.Errorf("%d findings by rule of %d", byRule, len(a.Findings.All))
			}
		})
	}
}

// Every code that is named leads to a level, nothing is nil that is a list, and the order of pages makes no difference.
func TestAnAuditIsWhole(t *testing.T) {
	for name, open := range catalogs(t) {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			var b bytes.Buffer
			if err := w.audit().JSON(&b); err != nil {
				t.Fatal(err)
			}
			text := b.String()
			notLists := []string{`"grade"`, `"history"`, `"state"`}
			for _, line := range strings.Split(text, "\n") {
				if name, isNull := strings.CutSuffix(strings.TrimSuffix(strings.TrimSpace(line), ","), ": null"); isNull && !slices.Contains(notLists, name) {
					t.Errorf("%s is null, and a list has to be one", name)
				}
			}
			in := w.in
			shuffled := *in.Catalog
			shuffled.Pages = slices.Clone(shuffled.Pages)
			random := rand.New(rand.NewPCG(5, 6))
			random.Shuffle(len(shuffled.Pages), func(i, j int) { shuffled.Pages[i], shuffled.Pages[j] = shuffled.Pages[j], shuffled.Pages[i] })
			in.Catalog = &shuffled
			in.Result = lint.Run(context.Background(), in.Policy, &shuffled)
			var again bytes.Buffer
			if err := audit.New(in).JSON(&again); err != nil {
				t.Fatal(err)
			}
			if again.String() != text {
				lines, others := strings.Split(text, "\n"), strings.Split(again.String(), "\n")
				for i := range min(len(lines), len(others)) {
					if lines[i] != others[i] {
						t.Fatalf("shuffled pages give another audit, from line %d: %s, not %s", i, others[i], lines[i])
					}
				}
				t.Error("shuffled pages give a longer or shorter audit")
			}
		})
	}
}

func garden(title, level, grade string) string {
	return "---\ntitle: " + title + "\n---\n\n## Levels\n\n### " + level + "\n\nThe " + level + " is a [grade " + grade + "](/grades).\n\n#### " + level + " Responsibilities\n\n- Plant\n"
}

func TestAPartLeadsToTheWhole(t *testing.T) {
	pages := map[string]string{
		"beds/planner.md":  strings.Replace(garden("Planner", "Senior Planner", "7"), "- Plant", "- Extends the [Gardener responsibilities](/jobs/beds/gardener/#gardener)", 1),
		"beds/gardener.md": garden("Gardener", "Gardener", "6"),
		"shop/seller.md":   garden("Seller", "Senior Planner", "8"),
	}
	a := inMemory(t, "", pages, "beds/planner.md").audit()
	if len(a.Levels) != 1 || len(a.Families) != 1 || a.Totals.Departments != 1 {
		t.Fatalf("levels %v, families %v", a.Levels, a.Families)
	}
	var others []string
	for _, l := range a.Others {
		others = append(others, l.Title+" in "+l.Path)
	}
	if got := strings.Join(others, ", "); got != "Gardener in beds/gardener.md, Senior Planner in shop/seller.md" {
		t.Errorf("it leads to %s", got)
	}
	if len(a.Titles.Shared) != 1 || len(a.Titles.Shared[0].Grades) != 2 {
		t.Errorf("the title that another family has: %+v", a.Titles.Shared)
	}
	if got := a.Levels[0].Link; got != "https://example.com/beds/planner.md#L7" {
		t.Errorf("the link is %s", got)
	}
}

func TestDepartmentsAreTheFirstFolders(t *testing.T) {
	level := garden("Gardener", "Gardener", "6")
	index := "---\ntitle: All of Marketing\n---\n\n- [Events](events/)\n"
	pages := map[string]string{
		"top.md": level, "alone/index.md": level, "finance/tax.md": level, "finance/payroll/index.html.md": level,
		"finance/deep/er/x.md": level, "lead/index.md": level, "lead/other.md": level,
		"marketing/_index.md": index, "marketing/events.md": level,
		"ladder/climbing/senior.md": "---\ntitle: Senior Climber\n---\n\n## Responsibilities\n\n- Climb\n",
		"ladder/climbing/staff.md":  "---\ntitle: Staff Climber\n---\n\n## Responsibilities\n\n- Climb\n",
	}
	a := inMemory(t, "", pages).audit()
	want := map[string]string{
		"top.md": "", "alone/index.md": "", "finance/tax.md": "finance", "finance/payroll/index.html.md": "finance", "finance/deep/er/x.md": "finance",
		"lead/index.md": "lead", "lead/other.md": "lead", "marketing/events.md": "marketing", "ladder/climbing": "ladder",
	}
	for _, f := range a.Families {
		if department, ok := want[f.Path]; !ok || f.Department != department {
			t.Errorf("%s is in the department %q", f.Path, f.Department)
		}
		delete(want, f.Path)
		if f.Path == "ladder/climbing" && (f.Title != "Climber" || len(f.Levels) != 2 || f.URL != "/jobs/ladder/climbing/") {
			t.Errorf("the family of a folder: %+v", f)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
	for _, d := range a.Departments {
		if d.Name == "marketing" && d.Title != "All of Marketing" {
			t.Errorf("marketing is called %q", d.Title)
		}
	}
}

// What levels have is what an export with everything that holds for them shows, and inheritance is that of its statements.
func TestCompletenessAndInheritanceAgreeWithTheExport(t *testing.T) {
	for name, open := range catalogs(t) {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			a := w.audit()
			how := lint.Inheritance(w.in.Policy)
			data := export.New(w.in.Catalog, export.Options{
				Graph: w.in.Result.Graph, LadderFor: func(path string) string { return w.in.Policy.LadderFor(path).Name }, Effective: &how,
			})
			withItems, mentioned := map[string]int{}, map[string]int{}
			next := map[string][]string{} // addresses
			for _, f := range data.Families {
				for _, l := range f.Levels {
					for _, s := range *l.Effective {
						mentioned[s.Kind]++
						if len(s.Items) > 0 {
							withItems[s.Kind]++
						}
					}
					from := f.Path
					if l.Anchor != nil {
						from += "#" + *l.Anchor
					}
					for _, e := range l.Extends {
						if e.Target != nil && *e.Target != from {
							next[from] = append(next[from], *e.Target)
						}
					}
				}
			}
			have := map[string]int{}
			for _, s := range a.Completeness.Sections {
				have[s.Kind] += s.Have
			}
			for kind, n := range have {
				if n < withItems[kind] || n > mentioned[kind] {
					t.Errorf("%d levels have %s, of %d with items and %d with such a section", n, kind, withItems[kind], mentioned[kind])
				}
			}
			// The other way round from the audit: from each level up, whom does it reach?
			reach := map[string]map[string]bool{}
			for from := range next {
				var up func(string)
				up = func(at string) {
					for _, to := range next[at] {
						if to != from && !reach[to][from] {
							if reach[to] == nil {
								reach[to] = map[string]bool{}
							}
							reach[to][from] = true
							up(to)
						}
					}
				}
				up(from)
			}
			var chain func(at string, over ...string) int
			chain = func(at string, over ...string) int {
				steps := 0
				for _, to := range next[at] {
					if !slices.Contains(over, to) {
						steps = max(steps, 1+chain(to, append(slices.Clone(over), at)...))
					}
				}
				return steps
			}
			addresses := map[string]string{}
			for _, l := range a.Levels {
				addresses[l.Code] = l.Address
			}
			for _, h := range a.Inheritance.Levels {
				// A level can take over from several levels by one statement, which an export does not say.
				if n := len(reach[addresses[h.Level]]); n > h.Reach || how.Mode == catalog.ByStatement && n < h.Reach-2 {
					t.Errorf("%s reaches %d levels by the export, %d by the audit", addresses[h.Level], n, h.Reach)
				}
				if n := chain(addresses[h.Level]); how.Mode == catalog.ByStatement && n != h.Depth {
					t.Errorf("the chain of %s has %d steps by the export, %d by the audit", addresses[h.Level], n, h.Depth)
				}
			}
		})
	}
}
