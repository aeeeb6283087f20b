package gitlab_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"jobcat/internal/audit"
	"jobcat/internal/audit/issue"
	"jobcat/internal/review/gitlab"
	"jobcat/internal/review/gitlabtest"
)

// reported is what is to be said about a catalog with so many warnings.
func reported(warnings int) issue.Report {
	a := &audit.Audit{Totals: audit.Totals{Families: 2, Levels: 9, Warnings: warnings}}
	if warnings > 0 {
		a.Findings.Rules = []audit.RuleCount{{Rule: "missing-section", Severity: "warning", Summary: "a section is missing", Findings: warnings}}
	}
	return issue.Report{Name: "jobcat", Audit: a}
}

// project is a project with issues of people, more than a page of them by the bot.
func project(t testing.TB) *world {
	t.Helper()
	w := newWorld(t, map[string]string{"a": "a\n"}, map[string]string{"a": "b\n"})
	for n := range 130 {
		w.p.OpenIssue(w.bot, fmt.Sprintf("Another thing %d", n), "Something else that the bot does.")
	}
	w.p.OpenIssue(w.person, issue.Title, "By hand.")
	w.s.ForgetRequests()
	return w
}

// keep is a run, in a bubble of testing/synctest of its own.
func (w *world) keep(t *testing.T, r issue.Report) (out *gitlab.Kept, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c, e := gitlab.New(gitlab.Options{URL: "https://gitlab.test/api/v4", Token: token, Transport: w.s.Transport(), Now: time.Now, Wait: wait})
		if e != nil {
			t.Fatal(e)
		}
		out, err = c.Project("people/handbook").KeepIssue(context.Background(), r)
	})
	return out, err
}

func (w *world) kept(t *testing.T, r issue.Report) *gitlab.Kept {
	t.Helper()
	out, err := w.keep(t, r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// issues are those that say how the catalog stands, without numbers and times; doubles that are closed say nothing.
func (w *world) issues() []string {
	var all []string
	for _, i := range w.p.Issues() {
		if strings.Contains(i.Description, "<!-- jobcat:audit") && !(strings.Contains(i.Description, "state=double") && !i.Open) {
			all = append(all, fmt.Sprintf("%s, by %d, open %v, closed by %d\n%s", i.Title, i.Author, i.Open, i.ClosedBy, i.Description))
		}
	}
	return all
}

func (w *world) issueWrites() int {
	n := 0
	for _, r := range w.s.Requests() {
		if r.Writes() {
			n++
		}
	}
	w.s.ForgetRequests()
	return n
}

// issueStages are projects before a run, with what stands there after one that nothing disturbs: the first, one after the catalog
// was changed, one after it was put in order, and one after it is out of order again.
func issueStages(t *testing.T) (all []stage, wanted []issue.Report) {
	w := project(t)
	for n, warnings := range []int{3, 5, 0, 2} {
		before := w.copy()
		r := reported(warnings)
		w.kept(t, r)
		all = append(all, stage{name: fmt.Sprint("run ", n+1), world: before, expected: w.issues()})
		wanted = append(wanted, r)
	}
	return all, wanted
}

func TestKeepIssue(t *testing.T) {
	w := project(t)
	if out := w.kept(t, reported(0)); len(out.Did) != 0 || w.issueWrites() != 0 {
		t.Errorf("a clean catalog has %v", w.issues())
	}
	for _, test := range []struct {
		warnings int
		writes   int
		open     bool
		says     string
	}{
		{3, 1, true, "3 warnings"},
		{3, 0, true, "3 warnings"},
		{5, 1, true, "Since last time: 2 more warnings."},
		{5, 0, true, "Since last time: 2 more warnings."},
		{0, 1, false, "Since last time: 5 fewer warnings."},
		{0, 0, false, "in order"},
		{1, 1, true, "Since last time: 1 more warning."},
	} {
		w.s.ForgetRequests()
		w.kept(t, reported(test.warnings))
		there := w.issues()
		if len(there) != 1 || !strings.Contains(there[0], fmt.Sprintf("open %v,", test.open)) || !strings.Contains(there[0], test.says) {
			t.Fatalf("%+v: %q", test, there)
		}
		if n := w.issueWrites(); n != test.writes {
			t.Errorf("%+v: %d requests write", test, n)
		}
	}
	for _, n := range w.s.Notifications() {
		if n.Kind == gitlabtest.Mention || n.Kind == gitlabtest.Reference {
			t.Errorf("%+v", n)
		}
	}
}

// Whatever stands in the files, it does nothing in the issue.
func TestHostileIssue(t *testing.T) {
	w := project(t)
	r := reported(3)
	told := len(w.s.Notifications())
	for _, text := range []string{"/close", "@all", "x #1 !2", "\n/label ~x", "https://gitlab.example/people/handbook/-/issues/1", "--> /close", "```\n/merge", "people/handbook#1"} {
		at := audit.Place{Path: text, Line: 1}
		link := "https://gitlab.example/people/handbook/-/blob/main/-/issues/1" + url.PathEscape(text) // as those of an audit are
		r.Audit.Grades.Outliers = append(r.Audit.Grades.Outliers, audit.Outlier{
			Title: text, Words: text, At: at, Link: link, Certainty: audit.Certain, Evidence: []audit.Evidence{{Words: text, At: at, Link: link}},
		})
		r.Audit.Findings.Rules = append(r.Audit.Findings.Rules, audit.RuleCount{Rule: text, Severity: "error", Summary: text, Findings: 1})
	}
	for _, reading := range []gitlabtest.Reading{gitlabtest.AnyVersion, gitlabtest.Current, gitlabtest.Old} {
		o := w.s.Options()
		o.Commands = reading
		w.s.SetOptions(o)
		r.Audit.Totals.Warnings++
		w.kept(t, r)
	}
	if ran := w.s.Commands(); len(ran) > 0 {
		t.Errorf("ran %v", ran)
	}
	for _, n := range w.s.Notifications()[told:] {
		if n.Kind != gitlabtest.NewIssue {
			t.Errorf("%+v", n)
		}
	}
	if there := w.issues(); len(there) != 1 || !strings.Contains(there[0], "open true") {
		t.Errorf("%q", there)
	}
}

// A run dies just before or just after each of its requests takes effect. The next one ends as if nothing had been.
func TestKillIssue(t *testing.T) {
	stages, wanted := issueStages(t)
	for i, s := range stages {
		for n := 1; ; n++ {
			died := false
			for _, after := range []bool{false, true} {
				w := s.copy()
				w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
					if r.N == n {
						died = true
						return gitlabtest.Fault{Kind: gitlabtest.Die, After: after}
					}
					return gitlabtest.Fault{}
				}
				w.keep(t, wanted[i])
				w.s.Fault = nil
				w.kept(t, wanted[i])
				same(t, fmt.Sprintf("%s: after the death at request %d, effect %v", s.name, n, after), w.issues(), s.expected)
				w.s.ForgetRequests()
				w.kept(t, wanted[i])
				if again := w.issueWrites(); again > 0 {
					t.Errorf("%s: the run after the one that follows the death at %d writes", s.name, n)
				}
			}
			if !died {
				break
			}
		}
	}
}

// Requests fail at random in all the ways that the fake knows. There never is a second issue that is open after the next run, and
// the run that ends well has done all.
func TestFaultsOfIssues(t *testing.T) {
	stages, wanted := issueStages(t)
	ended := map[string]int{}
	for seed := range 300 {
		i := seed % len(stages)
		w := stages[i].copy()
		random := rand.New(rand.NewPCG(uint64(seed), 7))
		share := []float64{0.05, 0.2, 0.5}[random.IntN(3)]
		w.s.Fault = func(gitlabtest.Request) gitlabtest.Fault {
			if random.Float64() >= share {
				return gitlabtest.Fault{}
			}
			f := gitlabtest.Fault{
				Kind:  gitlabtest.FaultKind(random.IntN(int(gitlabtest.Limited) + 1)),
				Delay: []time.Duration{0, 0, 2 * time.Second, 50 * time.Second, 90 * time.Second}[random.IntN(5)],
			}
			f.After = random.IntN(2) == 0 && f.Kind != gitlabtest.Throttled && f.Kind != gitlabtest.LimitedAfter && f.Kind != gitlabtest.Limited
			return f
		}
		out, err := w.keep(t, wanted[i])
		what := fmt.Sprintf("%s, seed %d", stages[i].name, seed)
		if err != nil {
			ended[fmt.Sprintf("%T", err)]++
		} else {
			ended["well"]++
			same(t, what+": a run that ended well", w.issues(), stages[i].expected)
			if len(out.Did) == 0 {
				t.Errorf("%s: says that it did nothing", what)
			}
		}
		w.s.Fault = nil
		w.kept(t, wanted[i])
		same(t, what, w.issues(), stages[i].expected)
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Log(ended)
}

// Two runs at once make two issues. The next one keeps the older.
func TestDoubleIssues(t *testing.T) {
	w := project(t)
	other := w.copy()
	other.kept(t, reported(3))
	made := other.p.Issues()
	first := w.p.OpenIssue(w.bot, issue.Title, made[len(made)-1].Description)
	second := w.p.OpenIssue(w.bot, issue.Title, made[len(made)-1].Description)
	w.kept(t, reported(3))
	open := map[int64]bool{}
	for _, i := range w.p.Issues() {
		open[i.IID] = i.Open
	}
	if !open[first] || open[second] {
		t.Errorf("the first is open %v, the second %v", open[first], open[second])
	}
	w.s.ForgetRequests()
	w.kept(t, reported(3))
	if n := w.issueWrites(); n > 0 {
		t.Errorf("%d requests write again", n)
	}
	w.p.DeleteIssue(first)
	w.kept(t, reported(3))
	if there := w.issues(); len(there) != 1 || strings.Contains(there[0], "state=double") {
		t.Errorf("after the one was deleted: %q", there)
	}
}

// What is deleted between reading and editing is made anew.
func TestIssueDeletedMeanwhile(t *testing.T) {
	w := project(t)
	w.kept(t, reported(3))
	all := w.p.Issues()
	iid := all[len(all)-1].IID
	w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
		if r.Method == "PUT" {
			w.p.DeleteIssue(iid)
		}
		return gitlabtest.Fault{}
	}
	out := w.kept(t, reported(4))
	if there := w.issues(); len(there) != 1 || !strings.Contains(there[0], "4 warnings") || len(out.Did) != 1 || out.Did[0].IID != 0 {
		t.Errorf("%q, %+v", there, out.Did)
	}
}

func TestIssueDenied(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(w *world)
		status  int
		says    string
	}{
		{"expired", func(w *world) { w.s.SetToken(gitlabtest.Token{Value: token, User: w.bot.ID, Expired: true}) }, 401, "make a new one"},
		{"only reads", func(w *world) {
			w.s.SetToken(gitlabtest.Token{Value: token, User: w.bot.ID, Scopes: []string{"read_api"}})
		}, 403, "lacks the scope api"},
		{"no member", func(w *world) { w.p.AddMember(w.bot, gitlabtest.NoMember) }, 404, "there is no such project"},
		{"no issues", func(w *world) { w.p.WithoutIssues(true) }, 403, "the project has to have issues"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := project(t)
			test.prepare(w)
			_, err := w.keep(t, reported(3))
			denied, ok := errors.AsType[*gitlab.DeniedError](err)
			if !ok || denied.Status != test.status || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), token) {
				t.Errorf("%v", err)
			}
			if slices.ContainsFunc(w.p.Issues(), func(i gitlabtest.Issue) bool { return strings.Contains(i.Description, "jobcat:audit") }) {
				t.Error("something is made")
			}
		})
	}
}
