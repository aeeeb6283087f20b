package review

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// Users of the merge request.
const (
	us     = 1
	person = 7
)

// mergeRequest is one as GitLab keeps it, as far as plans matter to it.
type mergeRequest struct {
	t     testing.TB
	State State
	diff  Diff
	next  int64

	refuses func(Position) bool // lines that are not taken; nil for none
	human   map[int64]bool      // notes that a person has resolved last
	touched map[int64]bool      // notes that a person has edited
}

func newMergeRequest(t testing.TB) *mergeRequest {
	return &mergeRequest{
		t: t, State: State{Me: us}, diff: diffOf("head1", "a.md", "b.md"), next: 100,
		human: map[int64]bool{}, touched: map[int64]bool{},
	}
}

// diffOf is one that changes files of 100 lines, of which the tenth was added.
func diffOf(head string, files ...string) Diff {
	d := Diff{Refs: Refs{Base: "base", Start: "start", Head: head}}
	for _, name := range files {
		d.Files = append(d.Files, File{Old: "jobs/" + name, New: "jobs/" + name, Lines: &Lines{Count: 100, Spans: []Span{{Old: 10, OldEnd: 10, New: 10, NewEnd: 11}}}})
	}
	return d
}

// at is a finding, with its rule, file and line in its name: "rule a.md:3 x".
func at(name string) lint.Finding {
	words := strings.Fields(name)
	file, number, _ := strings.Cut(words[1], ":")
	var line int
	fmt.Sscan(number, &line)
	f := lint.Finding{
		Rule: words[0], Severity: schema.Warning, Message: "what is wrong with " + words[2], Identity: words[2],
		Place: catalog.Place{Path: file, Start: line * 10, End: line*10 + 1, Line: line, Column: 1, EndLine: line, EndColumn: 2},
	}
	switch f.Rule {
	case "bad":
		f.Severity = schema.Error
	case "hint":
		f.Severity = schema.Info
	}
	return f
}

func reviewOf(findings ...string) *Review {
	r := &Review{Name: "jobcat", Policy: policy(), Catalog: &catalog.Catalog{}, Root: "jobs", CommentOn: schema.Warning, Most: 30}
	for _, name := range findings {
		r.Found.Introduced = append(r.Found.Introduced, at(name))
	}
	return r
}

var builtin *schema.Policy

func policy() *schema.Policy {
	if builtin == nil {
		builtin, _ = schema.Builtin()
	}
	return builtin
}

// run makes a plan and carries it out, up to so many steps; less than 0 for all.
func (mr *mergeRequest) run(r *Review, steps int) *Plan {
	mr.t.Helper()
	p := r.Plan(mr.diff, mr.State)
	var unposted []*Comment
	for _, a := range p.Actions {
		for _, step := range mr.steps(a) {
			if steps == 0 {
				return p
			}
			steps--
			if !step() {
				unposted = append(unposted, a.Comment)
			}
		}
	}
	if a, any := p.Summary(unposted); any {
		for _, step := range mr.steps(a) {
			if steps == 0 {
				return p
			}
			steps--
			step()
		}
	}
	return p
}

// steps are the requests of an action, in order. Each says whether GitLab has taken it.
func (mr *mergeRequest) steps(a Action) []func() bool {
	var all []func() bool
	do := func(f func()) { all = append(all, func() bool { f(); return true }) }
	switch a.Kind {
	case Post:
		return []func() bool{func() bool {
			if a.Position != nil && mr.refuses != nil && mr.refuses(*a.Position) {
				return false
			}
			for _, t := range mr.State.Threads {
				mr.unlike(t.Notes[0], a)
			}
			mr.post(us, asStored(a.Body), a.Position)
			return true
		}}
	case Reply:
		do(func() {
			t := mr.thread(a.Thread)
			if resolved(*t) {
				mr.t.Fatalf("answers in %s, which is resolved", a.Thread)
			}
			for _, n := range t.Notes {
				mr.unlike(n, a)
			}
			mr.reply(t, us, asStored(a.Body))
		})
	case Edit:
		do(func() {
			n := mr.ours(a, a.Notes[0])
			if mr.touched[n.ID] {
				mr.t.Fatalf("edits note %d, which a person has edited", n.ID)
			}
			n.Body = asStored(a.Body)
		})
	case Resolve, Reopen:
		for _, id := range a.Notes {
			do(func() {
				n := mr.ours(a, id)
				if a.Kind == Reopen && mr.human[n.ID] {
					mr.t.Fatalf("reopens note %d, which a person has resolved", n.ID)
				}
				if !n.Resolvable || n.Resolved == (a.Kind == Resolve) {
					mr.t.Fatalf("%s note %d, which is so already, or cannot be", a.Kind, id)
				}
				n.Resolved, n.ResolvedBy = a.Kind == Resolve, us
				mr.thread(a.Thread).ByPush = false
			})
		}
	case Delete:
		do(func() {
			n := mr.ours(a, a.Notes[0])
			if t := mr.thread(a.Thread); len(t.Notes) != 1 || mr.touched[n.ID] || mr.human[n.ID] {
				mr.t.Fatalf("deletes note %d, about which a person has done something", n.ID)
			}
			mr.remove(a.Thread, n.ID)
		})
	case Discard:
		do(func() {
			mr.State.Drafts = slices.DeleteFunc(mr.State.Drafts, func(d Draft) bool { return d.ID == a.Notes[0] })
		})
	}
	return all
}

// asStored is a text with other white space, as GitLab may keep it.
func asStored(body string) string { return strings.ReplaceAll(body, "\n", "\r\n") + "\n" }

// unlike checks that what is posted cannot be mistaken for a note that was there before.
func (mr *mergeRequest) unlike(n Note, a Action) {
	if n.Author == us && MarkerOf(n.Body) == MarkerOf(a.Body) {
		mr.t.Fatalf("%s gets the marker of note %d: %s", a.Kind, n.ID, MarkerOf(n.Body))
	}
}

// ours is a note of an action, which has to be one of the review's.
func (mr *mergeRequest) ours(a Action, id int64) *Note {
	t := mr.thread(a.Thread)
	for i := range t.Notes {
		n := &t.Notes[i]
		if n.ID != id {
			continue
		}
		if _, m, marked := unmark(n.Body); n.Author != us || !marked || m.name != "jobcat" {
			mr.t.Fatalf("%s note %d, which is not ours:\n%s", a.Kind, id, n.Body)
		}
		return n
	}
	mr.t.Fatalf("%s: there is no note %d in %s", a.Kind, id, a.Thread)
	return nil
}

func (mr *mergeRequest) thread(id string) *Thread {
	for i := range mr.State.Threads {
		if mr.State.Threads[i].ID == id {
			return &mr.State.Threads[i]
		}
	}
	mr.t.Fatalf("there is no thread %s", id)
	return nil
}

func (mr *mergeRequest) id() int64 {
	mr.next++
	return mr.next
}

// post begins a thread; without a position it is a plain note.
func (mr *mergeRequest) post(author int64, body string, p *Position) *Thread {
	id := mr.id()
	mr.State.Threads = append(mr.State.Threads, Thread{
		ID: fmt.Sprintf("t%d", id), Position: p, Notes: []Note{{ID: id, Author: author, Body: body, Resolvable: p != nil}},
	})
	return &mr.State.Threads[len(mr.State.Threads)-1]
}

// reply answers; who does so in a resolved thread opens it again.
func (mr *mergeRequest) reply(t *Thread, author int64, body string) {
	for i := range t.Notes {
		t.Notes[i].Resolvable = true
	}
	t.Notes = append(t.Notes, Note{ID: mr.id(), Author: author, Body: body, Resolvable: true})
}

// resolve is what a person does with the button of a thread.
func (mr *mergeRequest) resolve(t *Thread, by int64, resolved bool) {
	t.ByPush = t.ByPush && resolved && !slices.ContainsFunc(t.Notes, func(n Note) bool { return n.Resolvable && !n.Resolved })
	for i := range t.Notes {
		n := &t.Notes[i]
		if n.Resolvable && n.Resolved != resolved {
			n.Resolved, n.ResolvedBy = resolved, 0
			if resolved {
				n.ResolvedBy = by
			}
			mr.human[n.ID] = resolved
		}
	}
}

func (mr *mergeRequest) remove(thread string, note int64) {
	t := mr.thread(thread)
	t.Notes = slices.DeleteFunc(t.Notes, func(n Note) bool { return n.ID == note })
	mr.State.Threads = slices.DeleteFunc(mr.State.Threads, func(t Thread) bool { return len(t.Notes) == 0 })
}

// edit is a person giving a note other words.
func (mr *mergeRequest) edit(n *Note, words func(string) string) {
	n.Body = words(n.Body)
	mr.touched[n.ID] = true
}

// first is the thread that was begun first on a line.
func (mr *mergeRequest) first() *Thread {
	for i := range mr.State.Threads {
		if mr.State.Threads[i].Position != nil {
			return &mr.State.Threads[i]
		}
	}
	mr.t.Fatal("there is no thread")
	return nil
}

// told is what a plan does, but for what it keeps: "resolve t101", "post a.md:3 x,y", "post summary".
func told(p *Plan, unposted ...*Comment) string {
	var all []string
	actions := slices.Clone(p.Actions)
	if a, any := p.Summary(unposted); any {
		a.Comment = nil
		actions = append(actions, a)
	}
	for _, a := range actions {
		words := string(a.Kind)
		if a.Kind == Keep {
			continue
		}
		if a.Position != nil {
			words += fmt.Sprintf(" %s:%d", strings.TrimPrefix(a.Position.NewPath, "jobs/"), a.Position.NewLine)
		}
		if a.Thread != "" {
			words += " " + a.Thread
		}
		if a.Kind == Discard {
			words += fmt.Sprint(" ", a.Notes[0])
		}
		if _, m, marked := unmark(a.Body); marked {
			switch {
			case m.what == summary:
				words += " summary"
			case m.state == isGone:
				words += " gone"
			default:
				words += " " + strings.Join(m.ids, ",")
			}
		}
		all = append(all, words)
	}
	return strings.Join(all, "; ")
}

// resolved is as GitLab has it, whose notes carry it.
func resolved(t Thread) bool {
	some := false
	for _, n := range t.Notes {
		some = some || n.Resolvable
		if n.Resolvable && !n.Resolved {
			return false
		}
	}
	return some
}
