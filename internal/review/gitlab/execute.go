package gitlab

import (
	"context"
	"fmt"
	"net/http"

	gl "gitlab.com/gitlab-org/api/client-go/v2"

	"jobcat/internal/review"
)

// Outcome is what came of a plan. Each of its actions that is not review.Keep is in one of the lists, and so is what was to be
// done about the summary.
type Outcome struct {
	Done    []review.Action // in the order in which it was done
	Refused []Undone        // comments that GitLab did not take on their lines; the summary has them
	Left    []Undone        // what could not be done
	Singly  string          // why comments were posted one by one, each with its own notification; "" if they were not
}

// Undone is an action that was not done, and why not.
type Undone struct {
	review.Action
	Reason string
}

// Count is how many actions of a kind were done.
func (o *Outcome) Count(k review.Kind) int {
	n := 0
	for _, a := range o.Done {
		if a.Kind == k {
			n++
		}
	}
	return n
}

// Execute carries out the plan that was made of what Read has read. New comments and answers are published as one review, with
// one notification, where GitLab lets it. The error is a *DeniedError, an *UnreachableError, a *PushedError, or
// the context's. What was done is in the outcome also then, and the next run completes it.
func (m *MergeRequest) Execute(ctx context.Context, diff review.Diff, state review.State, plan *review.Plan) (*Outcome, error) {
	return m.execute(ctx, diff, state, plan.Actions, len(plan.Foreign) > 0, plan.Summary)
}

func (m *MergeRequest) execute(ctx context.Context, diff review.Diff, state review.State, actions []review.Action, foreign bool,
	summary func([]*review.Comment) (review.Action, bool)) (*Outcome, error) {
	e := &execution{MergeRequest: m, head: diff.Refs.Head, me: state.Me, foreign: foreign, summary: summary}
	for _, a := range actions {
		switch a.Kind {
		case review.Keep:
		case review.Post, review.Reply:
			e.news = append(e.news, a)
		default:
			e.quiet = append(e.quiet, a)
		}
	}
	e.total = len(e.news)
	err := e.run(ctx)
	if err != nil {
		e.leave(err)
	}
	return &e.out, err
}

// execution is a plan that is being carried out.
type execution struct {
	*MergeRequest
	head    string
	me      int64
	foreign bool // there are drafts that are not of this run
	summary func([]*review.Comment) (review.Action, bool)

	total   int             // of the news
	quiet   []review.Action // that nobody is notified of
	news    []review.Action // comments and answers
	drafted []draft         // of the news: not published yet
	alone   []review.Action // of the news: to be posted one by one

	refused    []*review.Comment
	summarised bool
	doubtful   bool // the fate of something that was posted was not known for a while
	out        Outcome
}

func (e *execution) run(ctx context.Context) error {
	if _, more := e.wantedSummary(); !more && len(e.quiet)+len(e.news) == 0 {
		return nil
	}
	if err := e.unmoved(ctx); err != nil {
		return err
	}
	for len(e.quiet) > 0 {
		if err := e.quietly(ctx, e.quiet[0]); err != nil {
			return err
		}
		e.quiet = e.quiet[1:]
	}

	switch {
	case len(e.news) < 2: // a review of one comment notifies no less than the comment
	case e.foreign:
		e.singly("publishing a review would publish drafts that are not of this review")
	default:
		if err := e.asReview(ctx); err != nil {
			return err
		}
	}
	e.alone, e.news = append(e.alone, e.news...), nil
	for n := 0; len(e.alone) > 0; n++ {
		if n > 0 && n%notesPerMinute == 0 { // a minute later
			if err := e.unmoved(ctx); err != nil {
				return err
			}
		}
		if err := e.post(ctx, e.alone[0]); err != nil {
			return err
		}
		e.alone = e.alone[1:]
	}
	if err := e.summarise(ctx); err != nil {
		return err
	}
	e.summarised = true
	if e.doubtful {
		return e.deduplicate(ctx)
	}
	return nil
}

// unmoved is a *PushedError if there was a push since the merge request was read.
func (e *execution) unmoved(ctx context.Context) error {
	mr, err := e.get(ctx)
	if err != nil {
		return err
	}
	if mr.DiffRefs.HeadSha != e.head {
		return &PushedError{Expected: e.head, Head: mr.DiffRefs.HeadSha}
	}
	return nil
}

// wantedSummary is what is to be done about the summary, as far as it is known which comments were refused.
func (e *execution) wantedSummary() (review.Action, bool) {
	a, ok := e.summary(e.refused)
	return a, ok && a.Kind != review.Keep
}

// summarise does what is to be done about the summary. It is not part of the review: what is published from a draft is a thread,
// and one that nobody resolves can block merging. GitLab's own summary of a review is a plain note as well.
func (e *execution) summarise(ctx context.Context) error {
	a, ok := e.wantedSummary()
	switch {
	case !ok:
		return nil
	case a.Kind == review.Post:
		return e.post(ctx, a)
	}
	return e.quietly(ctx, a)
}

// singly notes why comments are posted one by one, the first time.
func (e *execution) singly(why string) {
	if e.out.Singly == "" {
		e.out.Singly = why
		e.client.Progress("posting comments one by one: " + why)
	}
}

// cannot notes what GitLab does not take. What it does not take on a line, the summary has.
func (e *execution) cannot(a review.Action, why string) {
	if a.Kind == review.Post && a.Comment != nil {
		e.out.Refused = append(e.out.Refused, Undone{a, why})
		e.refused = append(e.refused, a.Comment)
		return
	}
	e.out.Left = append(e.out.Left, Undone{a, why})
}

// leave notes what an error has kept from being done.
func (e *execution) leave(err error) {
	left := e.quiet
	for _, d := range e.drafted {
		left = append(left, d.Action)
	}
	left = append(append(left, e.alone...), e.news...)
	if a, ok := e.wantedSummary(); ok && !e.summarised {
		left = append(left, a)
	}
	for _, a := range left {
		e.out.Left = append(e.out.Left, Undone{a, err.Error()})
	}
}

// quietly does what nobody is notified of and what can be done again without harm.
func (e *execution) quietly(ctx context.Context, a review.Action) error {
	for _, id := range a.Notes {
		why, err := e.change(ctx, a, id)
		if err != nil {
			return err
		}
		if why != "" {
			e.out.Left = append(e.out.Left, Undone{a, why})
			return nil
		}
	}
	e.out.Done = append(e.out.Done, a)
	return nil
}

// change does to one note or draft what an action says. If GitLab does not let it, why says so.
func (e *execution) change(ctx context.Context, a review.Action, id int64) (why string, err error) {
	var doing string
	var request call
	switch a.Kind {
	case review.Edit:
		doing, request = "editing a comment", e.update(a.Thread, id, &gl.UpdateMergeRequestDiscussionNoteOptions{Body: &a.Body})
		err = e.client.pace(ctx, &e.client.edits, 1, "edits", "")
	case review.Resolve:
		doing, request = "resolving a thread", e.update(a.Thread, id, &gl.UpdateMergeRequestDiscussionNoteOptions{Resolved: new(true)})
		err = e.client.pace(ctx, &e.client.resolved, 1, "resolved threads", "")
	case review.Reopen:
		doing, request = "reopening a thread", e.update(a.Thread, id, &gl.UpdateMergeRequestDiscussionNoteOptions{Resolved: new(false)})
		err = e.client.pace(ctx, &e.client.resolved, 1, "resolved threads", "")
	case review.Delete:
		doing = "deleting a comment that stands there twice"
		request = func(ctx context.Context) (*gl.Response, error) {
			return e.client.api.Discussions.DeleteMergeRequestDiscussionNote(e.project, e.iid, a.Thread, id, gl.WithContext(ctx))
		}
	case review.Discard:
		return "", e.discard(ctx, id)
	default:
		return "", fmt.Errorf("unknown kind of action %q", a.Kind)
	}
	if err != nil {
		return "", err
	}
	did, err := e.client.ask(ctx, doing, request)
	switch {
	case err != nil:
		return "", err
	case did.status == http.StatusUnauthorized:
		return "", e.client.denied(doing, did, "")
	case a.Kind == review.Delete && did.status == http.StatusNotFound: // gone is gone
		return "", nil
	}
	return did.message, nil
}

func (e *execution) update(thread string, id int64, o *gl.UpdateMergeRequestDiscussionNoteOptions) call {
	return func(ctx context.Context) (*gl.Response, error) {
		_, resp, err := e.client.api.Discussions.UpdateMergeRequestDiscussionNote(e.project, e.iid, thread, id, o, gl.WithContext(ctx))
		return resp, err
	}
}
