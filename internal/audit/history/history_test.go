package history

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

func TestPeriods(t *testing.T) {
	last := time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)
	for _, c := range []struct{ asked, from, label, wrong string }{
		{asked: "1mo", from: "2026-11-01", label: "2026-10"},
		{asked: "12mo", from: "2025-12-01", label: "2025-11"},
		{asked: "11 mo", from: "2026-01-01", label: "2025-12"},
		{asked: "2y", from: "2024-12-01", label: "2024-11"},
		{asked: "2026-01-31", from: "2026-01-31", label: "2026-01-31"},
		{asked: "v1.2", from: "0001-01-01", label: "v1.2"},
		{asked: "HEAD~12", from: "0001-01-01", label: "HEAD~12"},
		{asked: " ", wrong: "is empty"},
		{asked: "0mo", wrong: `a history of "0mo" cannot be made`},
		{asked: "101y", wrong: "from 1mo to 100y"},
		{asked: "1201mo", wrong: "cannot be made"},
		{asked: "99999999999999999999y", wrong: "cannot be made"},
		{asked: "2026-02-30", wrong: "no day"},
		{asked: "12m", wrong: "one is 12mo"},
		{asked: "12", wrong: "one is 12mo"},
		{asked: "90d", wrong: "one is 12mo"},
		{asked: "2 years", wrong: "2y for years"},
	} {
		p, err := ParsePeriod(c.asked)
		if c.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), c.wrong) {
				t.Errorf("%q: %v, want %s", c.asked, err, c.wrong)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.asked, err)
			continue
		}
		from := p.from(last)
		if got := from.Format(time.DateOnly); got != c.from || p.label(from) != c.label {
			t.Errorf("%q begins %s as %q, want %s as %q", c.asked, got, p.label(from), c.from, c.label)
		}
	}
}

func TestMonthEnds(t *testing.T) {
	at := func(s string) time.Time { d, _ := time.Parse("2006-01-02 15:04", s); return d }
	for _, c := range []struct{ from, to, want string }{
		{"2026-01-15 00:00", "2026-04-01 00:00", "2026-03 2026-02 2026-01"},
		{"2026-01-01 00:00", "2026-03-31 23:59", "2026-02 2026-01"},
		{"2025-12-31 23:59", "2026-01-31 00:00", "2025-12"},
		{"2026-01-15 00:00", "2026-01-20 00:00", ""},
		{"2024-02-29 00:00", "2024-03-01 00:00", "2024-02"},
	} {
		var got []string
		for _, end := range monthEnds(at(c.from), at(c.to)) {
			got = append(got, endingIn(end))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("from %s to %s: %q, want %q", c.from, c.to, s, c.want)
		}
	}
}

func TestMessages(t *testing.T) {
	for _, c := range []struct{ message, subject, merge string }{
		{"Merge branch 'a' into 'main'\n\nWords\n\nCloses #1\n\nSee merge request people/job-families!123\n", "Merge branch 'a' into 'main'", "people/job-families!123"},
		{"Merge\r\n\r\nSee merge request a/b/c.d!7\r\n", "Merge", "a/b/c.d!7"},
		{"Merge\n\nSee merge request !7", "Merge", "!7"},
		{"Merge\n\nSee merge request https://gitlab.example.com/a/b/-/merge_requests/12", "Merge", "a/b!12"},
		{"Revert\n\nSee merge request a/b!1\n\nSee merge request a/b!2\n", "Revert", "a/b!2"},
		{"New grades (!45)\n\nmore", "New grades (!45)", "!45"},
		{"New grades (people/jobs!45)", "New grades (people/jobs!45)", "people/jobs!45"},
		{"Merge (!1)\n\nSee merge request a/b!2", "Merge (!1)", "a/b!2"},
		{"New (!45) grades", "New (!45) grades", ""},
		{"Words\n\nAs said, see merge request a/b!2", "Words", ""},
		{"Words\n\n> See merge request a/b!2", "Words", ""},
		{"Words\n\nSee merge request a/b!2 please", "Words", ""},
		{"Words (!0)", "Words (!0)", ""},
		{"Words (!99999999999)", "Words (!99999999999)", ""},
		{"\n\n  Words", "Words", ""},
		{"", "", ""},
	} {
		subject, merge := readMessage(c.message)
		got := ""
		if merge != nil {
			got = fmt.Sprintf("%s!%d", merge.Project, merge.Number)
		}
		if subject != c.subject || got != c.merge {
			t.Errorf("%q: %q by %q, want %q by %q", c.message, subject, got, c.subject, c.merge)
		}
	}
}

// level is a page that is one level.
func level(title, grade string) string {
	return fmt.Sprintf("---\ntitle: %q\n---\n\nThe %s is a grade %s.\n\n## Responsibilities\n\n- Look after everything that the %s has\n", title, title, grade, title)
}

// pages are the pages of a catalog, those that it shares with another one being the same.
func pages(t *testing.T, files map[string]string, beside *catalog.Catalog) *catalog.Catalog {
	t.Helper()
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	r := workspace.ReaderFor(policy)
	r.Beside = beside
	w := workspace.New(nil, []source.Target{{Given: "jobs", Path: "/x/jobs", IsDir: true}}, "/x")
	c, err := w.Read(t.Context(), source.Memory(files), r)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What comes and goes where each level has a file: the folder is the family.
func TestFoldersComeAndGo(t *testing.T) {
	one := map[string]string{
		"crew/cook/index.md": level("Cook", "6"),
		"crew/baker.md":      level("Baker", "6"),
	}
	with := func(from map[string]string, changes ...string) map[string]string {
		files := map[string]string{}
		for p, text := range from {
			files[p] = text
		}
		for i := 0; i < len(changes); i += 2 {
			if files[changes[i]] = changes[i+1]; changes[i+1] == "" {
				delete(files, changes[i])
			}
		}
		return files
	}
	folder := with(nil, "yard/senior-mason.md", level("Senior Mason", "7"), "yard/staff-mason.md", level("Staff Mason", "8"))
	for _, c := range []struct {
		name          string
		before, after map[string]string
		renames       map[string]string
		want          string
	}{
		{"a level of a folder comes", folder, with(folder, "yard/principal-mason.md", level("Principal Mason", "9")), nil,
			`+level yard/principal-mason.md "Principal Mason" 9`},
		{"a level of a folder goes, and leaves a page", folder, with(folder, "yard/staff-mason.md", ""), nil,
			`-level yard/staff-mason.md "Staff Mason" 8`},
		{"a page becomes a folder", with(nil, "yard/senior-mason.md", level("Senior Mason", "7")), folder, nil,
			`+level yard/staff-mason.md "Staff Mason" 8`},
		{"a folder comes", one, with(one, "yard/senior-mason.md", level("Senior Mason", "7"), "yard/staff-mason.md", level("Staff Mason", "8")), nil,
			`+family yard "yard" | +level yard/senior-mason.md "Senior Mason" 7 | +level yard/staff-mason.md "Staff Mason" 8`},
		{"a folder goes", with(folder, "yard/cook.md", level("Cook", "6")), with(nil, "yard/cook.md", level("Cook", "6")), nil,
			`-family yard "yard" | -level yard/senior-mason.md "Senior Mason" 7 | -level yard/staff-mason.md "Staff Mason" 8`},
		{"a folder moves", folder, with(nil, "site/senior-mason.md", level("Senior Mason", "7"), "site/staff-mason.md", level("Staff Mason", "8")), nil, ``},
		{"a page comes and one goes", one, with(one, "crew/baker.md", "", "crew/smith.md", strings.ReplaceAll(level("Smith", "5"), "Look after everything", "Beat the iron")), nil,
			`+family crew/smith.md "Smith" | -family crew/baker.md "Baker" | +level crew/smith.md "Smith" 5 | -level crew/baker.md "Baker" 6`},
		{"a page moves, with another grade", one, with(one, "crew/baker.md", "", "hall/baker.md", level("Baker", "8")), map[string]string{"hall/baker.md": "crew/baker.md"},
			`hall/baker.md "Baker" 6 to 8`},
		{"only words", one, with(one, "crew/baker.md", level("Baker", "6")+"- Bake more\n"), nil, ``},
		{"a grade is taken away", one, with(one, "crew/baker.md", strings.Replace(level("Baker", "6"), " is a grade 6", " bakes", 1)), nil, `crew/baker.md "Baker" 6 to `},
	} {
		before := pages(t, c.before, nil)
		after := pages(t, c.after, before)
		n := neighbours{renames: c.renames, asks: func(string) bool { return true }}
		n.all = func() (b, a []*catalog.Page) { return before.Pages, after.Pages }
		for _, p := range before.Pages {
			if !slices.Contains(after.Pages, p) {
				n.gone = append(n.gone, p)
			}
		}
		for _, p := range after.Pages {
			if !slices.Contains(before.Pages, p) {
				n.added = append(n.added, p)
			}
		}
		e := compare(n)
		if got := strings.Join(tell(e), " | "); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		was, is := count(before, &lint.Result{}), count(after, &lint.Result{})
		if is.Families-was.Families != len(e.familiesCame)-len(e.familiesWent) || is.Levels-was.Levels != len(e.levelsCame)-len(e.levelsWent) {
			t.Errorf("%s: what came and went is not the difference of %+v and %+v", c.name, was, is)
		}
	}
}

// What is moved into the part that was asked about comes, and what is moved out goes.
func TestPartsSeeWhatIsMoved(t *testing.T) {
	before := pages(t, map[string]string{"a/cook.md": level("Cook", "6")}, nil)
	after := pages(t, map[string]string{"b/cook.md": level("Cook", "7")}, nil)
	for folder, want := range map[string]string{
		"a/": `-family a/cook.md "Cook" | -level a/cook.md "Cook" 6`,
		"b/": `+family b/cook.md "Cook" | +level b/cook.md "Cook" 7`,
		"c/": ``,
	} {
		e := compare(neighbours{gone: before.Pages, added: after.Pages,
			all:  func() (b, a []*catalog.Page) { return before.Pages, after.Pages },
			asks: func(p string) bool { return strings.HasPrefix(p, folder) }})
		if got := strings.Join(tell(e), " | "); got != want {
			t.Errorf("%s: %s, want %s", folder, got, want)
		}
	}
}

// tell puts events into words.
func tell(e events) []string {
	var all []string
	for _, l := range []struct {
		word string
		list []Named
	}{{"+family", e.familiesCame}, {"-family", e.familiesWent}, {"+level", e.levelsCame}, {"-level", e.levelsWent}} {
		for _, x := range l.list {
			what := fmt.Sprintf("%s %s %q", l.word, x.Path, x.Family)
			if x.Level != "" {
				what = fmt.Sprintf("%s %s %q %s", l.word, x.Path, x.Level, x.Grade)
			}
			all = append(all, what)
		}
	}
	for _, g := range e.grades {
		all = append(all, fmt.Sprintf("%s %q %s to %s", g.Path, g.Level, g.From, g.To))
	}
	return all
}
