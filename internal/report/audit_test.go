package report_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"jobcat/internal/audit"
	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// audited is the audit of pages that stand in a test.
func audited(t *testing.T, pages map[string]string) *audit.Audit {
	t.Helper()
	p, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	w := workspace.New(nil, []source.Target{{Given: "jobs", Path: "/work/jobs", IsDir: true}}, "/work")
	c, err := w.Read(context.Background(), source.Memory(pages), workspace.ReaderFor(p))
	if err != nil {
		t.Fatal(err)
	}
	return audit.New(audit.Input{Policy: p, Catalog: c, Result: lint.Run(context.Background(), p, c), Roots: w.Dirs()})
}

// Text of a catalog moves no cursor, turns no order round and fills no screen.
func TestAuditOfHostileText(t *testing.T) {
	pages := map[string]string{}
	for i, title := range []string{"\x1b[2JGardener", "Senior \u202eGardener", "%s%d %!n", strings.Repeat("Senior Gardener ", 3000), "Senior Gardener"} {
		for _, folder := range []string{"a\x1b]0;b", "c\u2066d"} {
			pages[folder+"/"+strconv.Itoa(i)+".md"] = "---\ntitle: " + strconv.Quote(title) + "\n---\n\nThe " + title + " is a grade 13. This position reports to the " + title +
				" of \x1b[1mall.\n\n## Responsibilities\n\n- Extends the Senior \u202eGardener responsibilities\n"
		}
	}
	for _, verbose := range []bool{false, true} {
		var b strings.Builder
		if err := report.Audit(&b, audited(t, pages), report.TextOptions{Verbose: verbose}); err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(b.String(), "\n") {
			if strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
				t.Errorf("line %d moves something: %q", i+1, line)
			}
		}
		if n := b.Len(); n > 200_000 {
			t.Errorf("the report has %d bytes", n)
		}
		if strings.Contains(b.String(), "%!") && !strings.Contains(b.String(), "%!n") {
			t.Error("a title was taken for a format")
		}
	}
}

// Lists are cut unless all is asked for, and say where the rest stands.
func TestAuditIsBounded(t *testing.T) {
	pages := map[string]string{}
	for i := range 40 {
		name := "Trade" + strconv.Itoa(i)
		pages["x/"+name+".md"] = "---\ntitle: " + name + "\n---\n\n## Levels\n\n### Senior " + name + "\n\nThe Senior " + name + " is a [grade 6](/g).\n\n#### Responsibilities\n\n- Work\n"
	}
	a := audited(t, pages)
	var brief, all strings.Builder
	if err := report.Audit(&brief, a, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := report.Audit(&all, a, report.TextOptions{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(brief.String(), "and 30 more (--verbose, or --format csv --table outliers)") || strings.Count(brief.String(), "but Senior is grade 7") != 10 {
		t.Errorf("not cut:\n%s", brief.String())
	}
	if strings.Contains(all.String(), "more (--verbose") || strings.Count(all.String(), "but Senior is grade 7") != 40 {
		t.Errorf("not all:\n%s", all.String())
	}
}

// told is the audit of pages as people read it.
func told(t *testing.T, pages map[string]string, opt report.TextOptions) string {
	t.Helper()
	var b strings.Builder
	if err := report.Audit(&b, audited(t, pages), opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// person is a level of a page, with what is said of its grade and of whom it reports to.
func person(title, says string) string {
	return "\n## " + title + "\n\n" + says + "\n\n### Responsibilities\n\n- Work\n"
}

// No section begins with nothing below it, and what has no grade is named.
func TestAuditWithoutGrades(t *testing.T) {
	for name, c := range map[string]struct{ says, want string }{
		"no grade":     {"", "\nGrades\n  1 level has no grade:\n    \"Bakery\"\n      jobs/a.md:2\n\n"},
		"no rung word": {"The Baker is a [grade 6](/g).", "\nGrades\n  Which rung has which grade:\n    rung          ladder   by the ladder  stated\n    other titles  default  -              1 × grade 6\n\n"},
	} {
		got := told(t, map[string]string{"a.md": "---\ntitle: Bakery\n---\n" + person("Baker", c.says)}, report.TextOptions{})
		if !strings.Contains(got, c.want) {
			t.Errorf("%s:\n%s", name, got)
		}
		if first, _, _ := strings.Cut(got, ";"); first != "1 family, 1 level" {
			t.Errorf("%s begins with %q, and there is no department", name, first)
		}
	}
}

// Who reports to whom is a tree, and each level has its branch once.
func TestAuditShowsTheTree(t *testing.T) {
	pages := map[string]string{"a.md": "---\ntitle: Bakery\n---\n" +
		person("Director, Baking", "") +
		person("Manager, Bread", "This position reports to the [Director, Baking](#director-baking).") +
		person("Manager, Cake", "This position reports to the [Director, Baking](#director-baking).") +
		person("Senior Baker", "The Senior Baker is a [grade 7](/g). This position reports to the [Manager, Bread](#manager-bread).\n\nThe Senior Baker reports to the [Manager, Cake](#manager-cake).") +
		person("Apprentice", "The Apprentice is a [grade 4](/g). This position reports to the [Senior Baker](#senior-baker).")}
	brief, all := told(t, pages, report.TextOptions{}), told(t, pages, report.TextOptions{Verbose: true})
	want := `  1 level does not say whom it reports to:
    "Director, Baking"
      jobs/a.md:5
  At the top, as they report to no other level, those with most below first:
    "Director, Baking": 4 levels below, 3 steps deep
`
	tree := `      "Manager, Bread"
        "Senior Baker" (grade 7)
          "Apprentice" (grade 4)
      "Manager, Cake"
        "Senior Baker" (grade 7), as above
`
	if !strings.Contains(brief, want+"\n") {
		t.Errorf("in brief:\n%s", brief)
	}
	if !strings.Contains(all, want+tree+"\n") {
		t.Errorf("all of it:\n%s", all)
	}
}

// What a family says holds for several levels, so that there are fewer statements than levels that say it.
func TestAuditTellsStatementsOfFamilies(t *testing.T) {
	got := told(t, map[string]string{"a.md": "---\ntitle: Bakery\n---\n\nThis position reports to the Head of Bread.\n" + person("Junior Baker", "") + person("Senior Baker", "") +
		person("Staff Baker", "The Staff Baker reports to the Mayor.")}, report.TextOptions{})
	want := "  Of 3 levels, 3 say whom they report to, in 2 statements; 1 of them is of a family, and holds for\n  its levels that say nothing else\n"
	if !strings.Contains(got, want) {
		t.Errorf("it does not say %q:\n%s", want, got)
	}
}

// A level that reports to two others which are not above it is one level.
func TestAuditCountsLevelsAndNotLines(t *testing.T) {
	got := told(t, map[string]string{"a.md": "---\ntitle: Bakery\n---\n" +
		person("Staff Baker", "The Staff Baker is a [grade 8](/g). The Staff Baker reports to the [Manager, Bread](#manager-bread).\n\nThe Staff Baker reports to the [Manager, Cake](#manager-cake).") +
		person("Manager, Bread", "The Manager, Bread is a [grade 8](/g).") +
		person("Manager, Cake", "The Manager, Cake is a [grade 8](/g).")}, report.TextOptions{})
	if !strings.Contains(got, "\n  1 level reports to a level that is not above it\n") || !strings.Contains(got, "\n  2 reporting lines lead to a level that is not above:\n") {
		t.Errorf("got\n%s", got)
	}
}

// What a family lacks is said with its place, and numbers that are all meant are joined so.
func TestAuditNamesFamiliesWithTheirPlace(t *testing.T) {
	got := told(t, map[string]string{"x/a.md": "---\ntitle: Bakery\n---\n" +
		person("Junior Baker", "The Junior Baker is a [grade 5](/g).") +
		person("Staff Baker", "The Staff Baker is a [grade 8](/g).") +
		person("Principal Baker", "The Principal Baker is a [grade 8](/g).")}, report.TextOptions{})
	for _, want := range []string{
		"\n  1 track of a family skips a grade of its ladder\n",
		"  Bakery (individual): no level of grade 6 or 7, between 5 and 8\n      jobs/x/a.md:2\n",
		"  Bakery: grade 8 is that of \"Staff Baker\", \"Principal Baker\"\n      jobs/x/a.md:2\n",
		"  Bakery (individual): Intermediate, Senior\n      jobs/x/a.md:2\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q:\n%s", want, got)
		}
	}
}

// Who lacks most comes first, and a line that would say that there is one more is that one.
func TestAuditSaysWhereMostIs(t *testing.T) {
	pages := map[string]string{"z/a.md": "---\ntitle: Mill\n---\n" + person("Senior Miller", "The Senior Miller is a [grade 7](/g).") + person("Staff Miller", "The Staff Miller is a [grade 8](/g).")}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		pages["y/"+name+"/x.md"] = "---\ntitle: Senior Cook " + name + "\n---\n\n## Responsibilities\n\n- Work\n"
	}
	pages["x/x.md"] = "---\ntitle: Senior Porter\n---\n\n## Responsibilities\n\n- Work\n"
	pages["w/x.md"] = "---\ntitle: Senior Carrier\n---\n\n## Responsibilities\n\n- Work\n"
	got := told(t, pages, report.TextOptions{})
	for _, want := range []string{
		"    a reporting line        0 of 9  y 5, z 2, w 1\n",
		"missing-grade              7  y 5\n",
		"  7 levels have no grade:\n    \"Senior Carrier\"\n",
		"      jobs/y/e/x.md:2\n\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q:\n%s", want, got)
		}
	}
}
