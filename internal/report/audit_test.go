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
