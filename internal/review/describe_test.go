package review

import (
	"strings"
	"testing"
)

func TestDescribe(t *testing.T) {
	mr := newMergeRequest(t)
	mr.run(reviewOf("bad a.md:3 x", "bad a.md:5 y", "fair b.md:7 z", "fair b.md:8 v"), -1)
	mr.reply(mr.thread("t103"), person, "why?")
	mr.reply(mr.thread("t104"), person, "why?")
	mr.State.Drafts = []Draft{{ID: 9, Body: mr.first().Notes[0].Body}, {ID: 8, Body: "mine"}}
	r := reviewOf("bad a.md:5 y", "fair b.md:7 z", "fair a.md:9 w")
	r.Found.Introduced[2].Message = "\"[a](b)\" has @all, \x1b[2J and www.example.com"
	var b strings.Builder
	if err := r.Plan(mr.diff, mr.State).Describe(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"post 1 note, edit 2 notes, reply in 1 thread, resolve 1 thread, discard 1 draft; 2 notes stay as they are\n",
		"1 draft is not ours; everything is posted note by note, so that it stays a draft\n",
		"\ndiscard the draft 9: a run that did not end well has left it\n",
		"\nresolve the thread t101 on jobs/a.md, line 3: all that it says is gone\n\nedit the thread t101 on jobs/a.md, line 3: all that it says is gone\n  | **Fixed.**\n",
		"\nkeep the thread t102 on jobs/a.md, line 5: it says the same\n",
		"\nkeep the thread t103 on jobs/b.md, line 7: people have written in it\n",
		"\nreply in the thread t104 on jobs/b.md, line 8: all that it says is gone; a person has written in it\n",
		"\npost a comment on jobs/a.md, line 9: a new warning, fair\n  | **\"[a](b)\" has @all, ␛[2J and www.example.com.**\n",
		"\nedit the summary: it says something else now\n  | **jobcat: this change introduces 3 problems",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("there is no %q", want)
		}
	}
	if t.Failed() || strings.Contains(b.String(), "jobcat:review") {
		t.Errorf("the plan is:\n%s", &b)
	}
}

func TestDescribeNothing(t *testing.T) {
	var b strings.Builder
	if err := reviewOf().Plan(diffOf("head"), State{}).Describe(&b); err != nil || b.String() != "nothing to post: what is committed introduces no problem\n" {
		t.Errorf("%q, %v", &b, err)
	}
}
