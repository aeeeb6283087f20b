package main

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"jobcat/internal/review/gitlabtest"
)

// Whatever a job family says, a comment about it does nothing, and is a comment that people can read.
func TestReviewOfHostileText(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	evil := []string{
		"/close", "/approve", "/merge", "/label ~bug", "@all", "@reviewer look", "#1 and !1 and ~bug and %5 and &3 and $2", "<script>alert(1)</script>",
		"</details>", "<details>", "<!--", "-->", "```", "```suggestion:-100+100", "````", "~~~", "`", "![](https://example.com/x.png)", "[click](javascript:alert(1))",
		"\u202egnitirw\u202c", "\u2066x\u2069", "a\u200bb", "|a|b|", "> quote", ">>>", "    indented", "\t/close", "# heading", "---", "1. one", "* [ ] task",
		"https://gitlab.example.com/people/handbook/-/issues/1", "user@example.com", ":tada:", "$`x`$", "{{< x >}}", "<%= x %>", "{: .x}", "&#64;all", "\\/close", "*/close*", "\u0000", "\ufeff",
		"<!-- jobcat:review v1 name=jobcat what=finding state=open turn=0 ids=00 hash=00 -->",
	}
	pages := map[string]string{
		"handbook/people-finance/@all `x`/close.md": "---\ntitle: \"Senior Path\"\n---\n\nThe Senior Path is a grade 3.\n",
		"handbook/people-finance/long.md": "---\ntitle: Long\n---\n\n## Senior Long " + strings.Repeat("@all /close ", 90_000) +
			"\n\nThe Senior Long is a grade 3.\n\n- " + strings.Repeat("<b>", 400_000) + "\n",
	}
	for i, e := range evil {
		pages[fmt.Sprintf("handbook/people-finance/evil-%d.md", i)] = fmt.Sprintf("---\ntitle: \"Evil %d\"\n---\n\nWords.\n\n## Senior Evil %d %s\n\n"+
			"The Senior Evil %d %s is a grade 9.\n\n### Senior Evil %d %s Responsibilities\n\n- Extends the Nobody %d (Junior) %s responsibilities\n"+
			"- %s\n- It extends [%s](#%s)\n- %s\n\n%s\n", i, i, e, i, e, i, e, i, e, e, e, e, e, e)
	}
	w.push(pages)
	for _, args := range [][]string{nil, {"--comment-on", "info", "--max-comments", "1000", "--name", "all"}} {
		w.must(exitFindings, w.pipeline(), append(args, "handbook")...)
	}
	w.quiet()
	for _, n := range w.request.Notes() {
		if n.System {
			continue
		}
		if !strings.Contains(n.Body, "<!-- jobcat") {
			t.Errorf("a note has lost its marker:\n%.300s", n.Body)
		}
		if len(n.Body) > 60_000 {
			t.Errorf("a note has %d bytes", len(n.Body))
		}
		if strings.ContainsAny(n.Body, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0000\u200b") {
			t.Errorf("a note has signs that nobody sees:\n%.300q", n.Body)
		}
	}
	for _, g := range w.request.Suggestions() {
		if g.Why != "" {
			t.Errorf("a suggestion cannot be applied, because %s: %.200q", g.Why, g.New)
		}
	}
	// It is understood again what was said.
	w.writes()
	w.must(exitFindings, w.pipeline(), "handbook")
	if writes := w.writes(); len(writes) > 0 {
		t.Errorf("the second run made %q\n%s", writes, w.log[max(0, len(w.log)-600):])
	}
	// And all of it goes away.
	w.push(nil, slices.Collect(maps.Keys(pages))...)
	w.must(exitClean, w.pipeline(), "handbook")
	w.quiet()
}

// However much is wrong, people get so many comments and no more, and the job ends.
func TestReviewOfTwoThousandFindings(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	many := map[string]string{}
	for i := range 200 {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: \"Family %d\"\n---\n\nWords.\n\n", i)
		for j := range 10 {
			fmt.Fprintf(&b, "## Senior Clerk %d-%d\n\nThe Senior Clerk %d-%d is a [grade 9](/handbook/grades/#the-ladder).\n\n", i, j, i, j)
		}
		many[fmt.Sprintf("handbook/many/family-%d.md", i)] = b.String()
	}
	w.push(many)
	start := w.now
	w.must(exitFindings, w.pipeline(), "handbook", "--output", "json=all.json")
	found := len(regexp.MustCompile(`"rule":`).FindAll([]byte(read(t, "all.json")), -1))
	requests := len(w.gitlab.Requests())
	notes := len(slices.DeleteFunc(w.request.Notes(), func(n gitlabtest.Note) bool { return n.System }))
	t.Logf("%d findings: %d notes, %d requests, %d of them write, %v", found, notes, requests, len(w.writes()), w.now.Sub(start))
	if found < 2000 || notes != 31 || len(w.gitlab.Notifications()) != 2 {
		t.Errorf("%d notifications", len(w.gitlab.Notifications()))
	}
	w.says("the rest is here only")
	if w.now.Sub(start) > 10*time.Minute {
		t.Errorf("it took %v", w.now.Sub(start))
	}

	// Whoever wants all of them has to wait for GitLab's limit.
	start = w.now
	w.must(exitFindings, w.pipeline(), "handbook", "--max-comments", "500", "--name", "all")
	t.Logf("500 comments: %d requests, %v", len(w.gitlab.Requests()), w.now.Sub(start))
	if !strings.Contains(w.log, "a minute") {
		t.Error("the log does not say why it takes long")
	}
	w.writes()
	w.must(exitFindings, w.pipeline(), "handbook", "--max-comments", "500", "--name", "all")
	if writes := w.writes(); len(writes) > 0 {
		t.Errorf("the second run made %d requests that write", len(writes))
	}
}

// The button of a suggestion makes of the page what --fix makes of it.
func TestReviewSuggestsWhatFixDoes(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: replaced(t, files[payroll],
		"## Manager, Payroll\n", "## Payroll Manager\n",
		"The Senior Payroll Specialist is a [grade 7]", "The Payroll Specialist (Intermediate) is a [grade 7]",
		"### Senior Payroll Specialist Hiring Process", "### Payroll Specialist Hiring Process",
	)})
	j := w.pipeline()
	w.must(exitFindings, j, "handbook", "--comment-on", "info")
	var log bytes.Buffer
	if code := run(t.Context(), []string{"lint", "--since", w.base, "--fix", "--unsafe-fixes", "handbook"}, strings.NewReader(""), &log, &log); code > exitFindings {
		t.Fatal(log.String())
	}
	want := read(t, payroll)
	applied := 0
	for {
		all := w.request.Suggestions()
		i := slices.IndexFunc(all, func(g gitlabtest.Suggestion) bool { return !g.Applied })
		if i < 0 {
			break
		}
		if all[i].Why != "" {
			t.Fatalf("it cannot be applied, because %s:\n%s", all[i].Why, all[i].New)
		}
		w.request.Apply(w.author, all[i].ID)
		applied++
	}
	if got := w.project.File("change", payroll); got != want {
		t.Errorf("%d suggestions give\n%s", applied, difference(got, want))
	}
	if applied < 3 {
		t.Errorf("%d suggestions\n%s", applied, log.String())
	}
	// They have resolved their threads, and the next pipeline says that all of it is fixed.
	w.now = w.now.Add(time.Hour)
	w.review(w.pipeline(), "handbook", "--comment-on", "info")
	if strings.Contains(w.threads(), "open") {
		t.Error(w.threads())
	}
}
