package review

import (
	"slices"
	"strings"
	"testing"

	"jobcat/internal/change"
	"jobcat/schema"
)

// What happens between the first run, with x on line 3 of a.md, and the next one, and what the next one does.
func TestWhatBecomesOfAThread(t *testing.T) {
	const x = "bad a.md:3 x"
	reply := func(mr *mergeRequest) { mr.reply(mr.first(), person, "why?") }
	resolve := func(by int64, resolved bool) func(*mergeRequest) {
		return func(mr *mergeRequest) { mr.resolve(mr.first(), by, resolved) }
	}
	pushed := func(mr *mergeRequest) {
		mr.resolve(mr.first(), person, true)
		mr.first().ByPush, mr.human = true, map[int64]bool{}
	}
	edit := func(mr *mergeRequest) {
		mr.edit(&mr.first().Notes[0], func(s string) string { return "I see it otherwise. " + s })
	}
	run := func(findings ...string) func(*mergeRequest) {
		return func(mr *mergeRequest) { mr.run(reviewOf(findings...), -1) }
	}
	dies := func(steps int, findings ...string) func(*mergeRequest) {
		return func(mr *mergeRequest) { mr.run(reviewOf(findings...), steps) }
	}
	does := func(all ...func(*mergeRequest)) []func(*mergeRequest) { return all }
	tests := []struct {
		name     string
		before   []func(*mergeRequest)
		findings []string
		want     string
	}{
		{"nothing", nil, []string{x}, ""},
		{"fixed", nil, nil, "resolve t101; edit t101 gone; edit t102 summary"},
		{"fixed, and known", does(run()), nil, ""},
		{"back", does(run()), []string{x}, "reopen t101; edit t101 x; edit t102 summary"},
		{"back elsewhere", does(run()), []string{"bad b.md:9 x"}, "reopen t101; edit t101 x; edit t102 summary"},
		{"another finding", nil, []string{x, "bad a.md:4 y"}, "post a.md:4 y; edit t102 summary"},
		{"another finding on the line", nil, []string{x, "bad a.md:3 y"}, "edit t101 x,y; edit t102 summary"},
		{"of another rule", nil, []string{x, "worse a.md:3 y"}, "post a.md:3 y; edit t102 summary"},

		{"called otherwise", nil, []string{"bad a.md:3 y"}, "edit t101 y; edit t102 summary"},
		{"called otherwise elsewhere", nil, []string{"bad a.md:4 y"}, "resolve t101; edit t101 gone; post a.md:4 y; edit t102 summary"},
		{"called otherwise on a line that was edited", does(func(mr *mergeRequest) { mr.diff.Refs.Head = "head2" }), []string{"bad a.md:3 y"},
			"resolve t101; edit t101 gone; post a.md:3 y; edit t102 summary"},
		{"called otherwise, and a person answered", does(reply), []string{"bad a.md:3 y"}, "edit t102 summary"},
		{"called otherwise, and a person resolved it", does(resolve(person, true)), []string{"bad a.md:3 y"}, "edit t102 summary"},
		{"fixed, and another one on the line later", does(run()), []string{"bad a.md:3 y"}, "post a.md:3 y; edit t102 summary"},
		{"another rule on the line", nil, []string{"worse a.md:3 y"}, "resolve t101; edit t101 gone; post a.md:3 y; edit t102 summary"},

		{"a person answered", does(reply), []string{x}, ""},
		{"a person answered, and another finding is on the line", does(reply), []string{x, "bad a.md:3 y"}, "post a.md:3 y; edit t102 summary"},
		{"a person answered, and it is fixed", does(reply), nil, "reply t101 gone; edit t102 summary"},
		{"a person answered, it is fixed, and known", does(reply, run()), nil, ""},
		{"a person answered, and it is back", does(reply, run()), []string{x}, "reply t101 x; edit t102 summary"},
		{"a person answered, it is back, and known", does(reply, run(), run(x)), []string{x}, ""},
		{"a person answered, and it is fixed twice", does(reply, run(), run(x)), nil, "reply t101 gone; edit t102 summary"},
		{"a person answered and took that back, and it is fixed", does(reply, func(mr *mergeRequest) {
			mr.remove("t101", mr.first().Notes[1].ID)
		}), nil, "resolve t101; edit t101 gone; edit t102 summary"},
		{"a person answered when it was fixed, and it is back", does(run(), reply), []string{x}, "reopen t101; edit t101 x; edit t102 summary"},
		{"who uses the token has answered", does(func(mr *mergeRequest) { mr.reply(mr.first(), us, "I am on it") }), nil, "reply t101 gone; edit t102 summary"},

		{"a person resolved it", does(resolve(person, true)), []string{x}, "edit t102 summary"},
		{"a person resolved it, and that is known", does(resolve(person, true), run(x)), []string{x}, ""},
		{"a person resolved it, and it is fixed", does(resolve(person, true)), nil, "edit t102 summary"},
		{"a person resolved it, it was fixed and is back", does(resolve(person, true), run()), []string{x}, "edit t102 summary"},
		{"a person answered and resolved it, and it is fixed", does(reply, resolve(person, true)), nil, "edit t102 summary"},
		{"a person resolved what we said is gone, and it is back", does(reply, run(), resolve(person, true)), []string{x}, "edit t102 summary"},
		{"a person resolved it, and another finding is on the line", does(resolve(person, true), run(x)), []string{x, "bad a.md:3 y"}, "post a.md:3 y; edit t102 summary"},
		{"nobody says who resolved it", does(resolve(0, true), run(x)), []string{x}, ""},
		{"who uses the token has resolved it", does(resolve(us, true)), []string{x}, "edit t102 summary"},
		{"who uses the token has resolved it, and that is known", does(resolve(us, true), run(x)), []string{x}, ""},
		{"who uses the token resolved what we said is gone, and it is back", does(reply, run(), resolve(us, true)), []string{x}, "edit t102 summary"},
		{"resolved by a push", does(pushed), []string{x}, "reopen t101"},
		{"resolved by a push, and elsewhere now", does(pushed), []string{"bad a.md:8 x"}, "reopen t101; edit t101 x; edit t102 summary"},
		{"resolved by a push, and fixed", does(pushed), nil, "edit t101 gone; edit t102 summary"},
		{"resolved by a push, fixed, and back", does(pushed, run()), []string{x}, "reopen t101; edit t101 x; edit t102 summary"},
		{"a person answered, and it is resolved by a push", does(reply, pushed), []string{x}, "reopen t101"},
		{"a person answered, and it is resolved by a push that fixes it", does(reply, pushed), nil, "edit t102 summary"},
		{"a person opened again what was fixed", does(run(), resolve(person, false)), nil, ""},
		{"a person opened again what was fixed, and it is back", does(run(), resolve(person, false)), []string{x}, "edit t101 x; edit t102 summary"},

		{"a person edited it", does(edit), []string{x}, ""},
		{"a person edited it, and it is elsewhere", does(edit), []string{"bad a.md:8 x"}, "edit t102 summary"},
		{"a person edited it, and it is fixed", does(edit), nil, "reply t101 gone; edit t102 summary"},
		{"a person edited it, it was fixed, and is back", does(edit, run()), []string{x}, "reply t101 x; edit t102 summary"},
		{"a person edited what is fixed, and it is back", does(run(), edit), []string{x}, "reopen t101; reply t101 x; edit t102 summary"},
		{"a person wrote behind the marker, and it is fixed", does(func(mr *mergeRequest) {
			mr.edit(&mr.first().Notes[0], func(s string) string { return s + "\n\nI see it otherwise." })
		}), nil, "reply t101 gone; edit t102 summary"},
		{"a person deleted it", does(func(mr *mergeRequest) { mr.remove("t101", 101) }), []string{x}, "post a.md:3 x"},
		{"a person deleted it after an answer", does(reply, func(mr *mergeRequest) { mr.remove("t101", 101) }), []string{x}, "post a.md:3 x"},

		{"a person deleted all but our answer", does(reply, run(), func(mr *mergeRequest) {
			mr.remove("t101", 103)
			mr.remove("t101", 101)
		}), []string{x}, "post a.md:3 x; edit t102 summary"},
		{"a person copied our answer", does(reply, run(), run(x), func(mr *mergeRequest) {
			mr.reply(mr.first(), person, mr.first().Notes[2].Body)
		}), []string{x}, ""},

		{"died before it said what it resolved", does(dies(1)), nil, "edit t101 gone; edit t102 summary"},
		{"died before it said what it opened again", does(run(), dies(1, x)), []string{x}, "edit t101 x; edit t102 summary"},
		{"posted twice", does(func(mr *mergeRequest) {
			mr.post(us, mr.first().Notes[0].Body, mr.first().Position)
		}), []string{x}, "delete t103"},
		{"posted twice, and a person answered the second one", does(func(mr *mergeRequest) {
			mr.reply(mr.post(us, mr.first().Notes[0].Body, mr.first().Position), person, "why?")
		}), []string{x}, "delete t101"},
		{"posted twice, and a person answered both", does(func(mr *mergeRequest) {
			mr.reply(mr.post(us, mr.first().Notes[0].Body, mr.first().Position), person, "why?")
		}, reply), []string{x}, ""},
		{"posted twice, and fixed", does(func(mr *mergeRequest) {
			mr.post(us, mr.first().Notes[0].Body, mr.first().Position)
		}), nil, "resolve t101; edit t101 gone; resolve t103; edit t103 gone; edit t102 summary"},
		{"an edited copy of ours", does(func(mr *mergeRequest) {
			mr.post(us, "Look: "+mr.first().Notes[0].Body, mr.first().Position)
		}), []string{x}, ""},
		{"a copy of ours by another user", does(func(mr *mergeRequest) {
			mr.post(person, mr.first().Notes[0].Body, mr.first().Position)
		}), nil, "resolve t101; edit t101 gone; edit t102 summary"},
		{"ours, quoted", does(func(mr *mergeRequest) {
			mr.post(us, "> "+strings.ReplaceAll(mr.first().Notes[0].Body, "\n", "\n> "), mr.first().Position)
		}), nil, "resolve t101; edit t101 gone; edit t102 summary"},

		{"a person edited the summary", does(func(mr *mergeRequest) {
			mr.edit(&mr.thread("t102").Notes[0], func(s string) string { return "All fine. " + s })
		}), []string{x}, "post summary"},
		{"a person edited the summary, and there is a new one", does(func(mr *mergeRequest) {
			mr.edit(&mr.thread("t102").Notes[0], func(s string) string { return "All fine. " + s })
		}, run(x)), []string{x}, ""},
		{"a person edited the summary, and nothing is to be said", does(func(mr *mergeRequest) {
			mr.edit(&mr.thread("t102").Notes[0], func(s string) string { return "All fine. " + s })
		}), nil, "resolve t101; edit t101 gone"},
		{"the summary is there twice", does(func(mr *mergeRequest) {
			mr.post(us, mr.thread("t102").Notes[0].Body, nil)
		}), []string{x}, "delete t103"},
		{"the summary is there twice, and a person answered the second one", does(func(mr *mergeRequest) {
			mr.reply(mr.post(us, mr.thread("t102").Notes[0].Body, nil), person, "thanks")
		}), []string{x}, ""},
		{"a person answered the summary", does(func(mr *mergeRequest) { mr.reply(mr.thread("t102"), person, "thanks") }), nil,
			"resolve t101; edit t101 gone; edit t102 summary"},
		{"a person deleted the summary", does(func(mr *mergeRequest) { mr.remove("t102", 102) }), []string{x}, "post summary"},

		{"drafts that are left over", does(func(mr *mergeRequest) {
			mr.State.Drafts = []Draft{{ID: 9, Body: mr.first().Notes[0].Body}, {ID: 8, Body: "mine"}, {ID: 7, Body: "x\n\n" + marker{name: "other", what: finding, state: isOpen, hash: "00"}.String()}}
		}), []string{x}, "discard 9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			mr := newMergeRequest(t)
			p := mr.run(reviewOf(x), -1)
			if got := told(p); got != "post a.md:3 x; post summary" {
				t.Fatalf("the first run does: %s", got)
			}
			for _, do := range tt.before {
				do(mr)
			}
			p = mr.run(reviewOf(tt.findings...), -1)
			if got := told(p); got != tt.want {
				t.Errorf("does: %s\nwant: %s", got, tt.want)
			}
			if got := told(reviewOf(tt.findings...).Plan(mr.diff, mr.State)); got != "" {
				t.Errorf("does afterwards: %s", got)
			}
		})
	}
}

// A person's word about one of several findings of a comment.
func TestSeveralFindingsInOneThread(t *testing.T) {
	mr := newMergeRequest(t)
	both := []string{"bad a.md:3 x", "bad a.md:3 y"}
	mr.run(reviewOf(both...), -1)
	steps := []struct {
		findings []string
		want     string
	}{
		{both, ""},
		{both[:1], "edit t101 x; edit t102 summary"},
		{both, "edit t101 x,y; edit t102 summary"},
		{[]string{"bad a.md:3 x", "bad a.md:5 y"}, "edit t101 x; post a.md:5 y; edit t102 summary"},
		{both, "edit t102 summary"}, // each thread keeps its own
		{both[1:], "resolve t101; edit t101 gone; edit t102 summary"},
		{both, "reopen t101; edit t101 x; edit t102 summary"},
		{nil, "resolve t101; edit t101 gone; resolve t103; edit t103 gone; edit t102 summary"},
		{nil, ""},
	}
	for i, s := range steps {
		got := told(mr.run(reviewOf(s.findings...), -1))
		// That the threads stand elsewhere now is said in them.
		got = strings.Join(slices.DeleteFunc(strings.Split(got, "; "), func(a string) bool { return a == "edit t103 y" }), "; ")
		if got != s.want {
			t.Fatalf("step %d does: %s\nwant: %s", i, got, s.want)
		}
	}
}

// A run that died between changing one thread and posting the other leaves nothing that is said twice.
func TestDiedWhilePartingThreads(t *testing.T) {
	for steps := range 4 {
		mr := newMergeRequest(t)
		mr.run(reviewOf("bad a.md:3 x", "bad a.md:3 y"), -1)
		parted := reviewOf("bad a.md:3 x", "bad a.md:5 y")
		mr.run(parted, steps)
		mr.run(parted, -1)
		if got := told(parted.Plan(mr.diff, mr.State)); got != "" {
			t.Errorf("after %d steps, does afterwards: %s", steps, got)
		}
		if n := len(mr.State.Threads); n != 3 {
			t.Errorf("after %d steps there are %d threads", steps, n)
		}
	}
}

// Threads find the group with which they have most in common, also where an older one has something in common with it.
func TestClosestThread(t *testing.T) {
	tests := []struct {
		name     string
		threads  []string // identities of the findings that they are about
		findings []string
		want     string
	}{
		{"the one that says nothing else", []string{"x,y", "y"}, []string{"bad a.md:3 y", "bad a.md:5 x"}, "edit t101 x; edit t102 y"},
		{"the one that says more of it", []string{"x,z", "x,y"}, []string{"bad a.md:3 x", "bad a.md:3 y", "bad a.md:5 z"}, "edit t101 z; edit t102 x,y"},
		{"each keeps what it says", []string{"x", "y"}, []string{"bad a.md:3 x", "bad a.md:3 y", "bad a.md:3 z"}, "edit t101 x,z; edit t102 y"},
		{"the older one of two", []string{"x", "x"}, []string{"bad a.md:3 x"}, "edit t101 x; delete t102"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			mr := newMergeRequest(t)
			at := &Position{Refs: mr.diff.Refs, NewPath: "jobs/a.md", NewLine: 3}
			for _, ids := range tt.threads {
				mr.post(us, mark("It is wrong.", marker{name: "jobcat", what: finding, state: isOpen, ids: strings.Split(ids, ",")}), at)
			}
			got, _ := strings.CutSuffix(told(mr.run(reviewOf(tt.findings...), -1)), "; post summary")
			if got != tt.want {
				t.Errorf("does: %s\nwant: %s", got, tt.want)
			}
			if got := told(reviewOf(tt.findings...).Plan(mr.diff, mr.State)); got != "" {
				t.Errorf("does afterwards: %s", got)
			}
		})
	}
}

func TestTooManyComments(t *testing.T) {
	r := reviewOf("fair a.md:1 a", "fair a.md:2 b", "bad b.md:3 c", "hint a.md:5 h")
	r.Most = 2
	mr := newMergeRequest(t)
	p := mr.run(r, -1)
	if got, want := told(p), "post b.md:3 c; post a.md:1 a; post summary"; got != want {
		t.Fatalf("does: %s\nwant: %s", got, want)
	}
	var stands []string
	for _, c := range p.comments {
		stands = append(stands, c.Findings[0].Identity+" "+string(c.Stands))
	}
	if got, want := strings.Join(stands, "; "), "c ; a ; b too many; h minor"; got != want {
		t.Errorf("stand %q, want %q", got, want)
	}
	if got := told(r.Plan(mr.diff, mr.State)); got != "" {
		t.Errorf("does afterwards: %s", got)
	}
	// There is room for the next one when one is fixed.
	next := reviewOf("fair a.md:1 a", "fair a.md:2 b")
	next.Most = 2
	if got, want := told(next.Plan(mr.diff, mr.State)), "resolve t101; edit t101 gone; post a.md:2 b; edit t103 summary"; got != want {
		t.Errorf("does: %s\nwant: %s", got, want)
	}
}

func TestRefused(t *testing.T) {
	r := reviewOf("bad a.md:3 x", "bad b.md:4 y")
	mr := newMergeRequest(t)
	mr.refuses = func(p Position) bool { return p.NewPath == "jobs/b.md" }
	mr.run(r, -1)
	p := r.Plan(mr.diff, mr.State)
	if got := told(p, p.comments[1]); got != "post b.md:4 y" {
		t.Errorf("does: %s", got)
	}
	if p.comments[1].Stands != OnLine {
		t.Error("a summary changed the plan")
	}
	if text := mr.State.Threads[1].Notes[0].Body; !strings.Contains(text, "GitLab took no comment there") {
		t.Errorf("the summary does not say it:\n%s", text)
	}
}

// A less severe finding has no comment of its own, but a thread that there is stays what it is.
func TestLessSevereThanBefore(t *testing.T) {
	mr := newMergeRequest(t)
	mr.run(reviewOf("fair a.md:3 x"), -1)
	r := reviewOf("fair a.md:3 x")
	r.CommentOn = schema.Error
	if got := told(r.Plan(mr.diff, mr.State)); got != "" {
		t.Errorf("does: %s", got)
	}
}

func TestNothingToSay(t *testing.T) {
	r := reviewOf()
	r.Found.Remaining = reviewOf("bad a.md:3 x").Found.Introduced
	r.Changed.Effects = []change.Effect{{Kind: change.FamilyMoved}}
	if got := told(newMergeRequest(t).run(r, -1)); got != "" {
		t.Errorf("does: %s", got)
	}
	r.Found.Fixed, r.Found.Remaining = r.Found.Remaining, nil
	if got := told(newMergeRequest(t).run(r, -1)); got != "post summary" {
		t.Errorf("does: %s", got)
	}
}

// What the target has got meanwhile as well is not fixed.
func TestRemaining(t *testing.T) {
	for _, answered := range []bool{false, true} {
		mr := newMergeRequest(t)
		mr.run(reviewOf("bad a.md:3 x"), -1)
		if answered {
			mr.reply(mr.first(), person, "why?")
		}
		r := reviewOf()
		r.Found.Remaining = reviewOf("bad a.md:3 x").Found.Introduced
		mr.run(r, -1)
		notes := mr.first().Notes
		if got := notes[len(notes)-1].Body; !strings.Contains(got, "The target branch has it as well") || strings.Contains(got, "Fixed") {
			t.Errorf("says:\n%s", got)
		}
		if got := told(r.Plan(mr.diff, mr.State)); got != "" {
			t.Errorf("does afterwards: %s", got)
		}
	}
}

// Two jobs on one merge request leave each other alone.
func TestTwoJobs(t *testing.T) {
	mr := newMergeRequest(t)
	one, other := reviewOf("bad a.md:3 x"), reviewOf("bad a.md:3 x")
	other.Name = "the other -->"
	if got := told(mr.run(one, -1)); got != "post a.md:3 x; post summary" {
		t.Fatalf("does: %s", got)
	}
	if got := told(mr.run(other, -1)); got != "post a.md:3 x; post summary" {
		t.Fatalf("does: %s", got)
	}
	if got := told(one.Plan(mr.diff, mr.State)); got != "" {
		t.Errorf("does: %s", got)
	}
	if got, want := told(reviewOf().Plan(mr.diff, mr.State)), "resolve t101; edit t101 gone; edit t102 summary"; got != want {
		t.Errorf("does: %s", got)
	}
	if got := told(other.Plan(mr.diff, mr.State)); got != "" {
		t.Errorf("does: %s", got)
	}
}

// A thread whose line is gone has to show the line itself, and says so once.
func TestOutdatedThread(t *testing.T) {
	mr := newMergeRequest(t)
	r := reviewOf("bad a.md:3 x")
	mr.run(r, -1)
	mr.diff.Refs.Head = "head2"
	p := mr.run(r, -1)
	if c := p.Actions[0].Comment; !c.Elsewhere || told(p) == "" {
		t.Errorf("does: %s", told(p))
	}
	if got := told(r.Plan(mr.diff, mr.State)); got != "" {
		t.Errorf("does afterwards: %s", got)
	}
	mr.first().Position.Refs.Head = "head2" // GitLab has moved it
	if got := told(mr.run(r, -1)); !strings.HasPrefix(got, "edit t101 x") {
		t.Errorf("does: %s", got)
	}
}
