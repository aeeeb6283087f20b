package gitlab

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	gl "gitlab.com/gitlab-org/api/client-go/v2"

	"jobcat/internal/review"
)

// settling is how long to wait at least before looking whether something was done after all: GitLab may still be at it.
const settling = 10 * time.Second

// tries is how often GitLab is asked to take what it has answered with an error of its own, although it answers otherwise.
const tries = 4

// post posts one comment, answer or summary by itself.
func (e *execution) post(ctx context.Context, a review.Action) error {
	doing := "posting a comment"
	if a.Comment == nil {
		doing = "posting the summary"
	}
	if err := e.room(ctx, 1); err != nil {
		return err
	}
	for n := 1; ; n++ {
		did, err := e.client.once(ctx, doing, e.creation(a))
		switch {
		case err != nil:
			return err
		case did.done():
			e.out.Done = append(e.out.Done, a)
			return nil
		case did.status == http.StatusUnauthorized || did.status == http.StatusForbidden || (did.status == http.StatusNotFound && a.Kind == review.Post):
			return e.client.denied(doing, did, cannotSee)
		case !did.mayHelp():
			e.cannot(a, did.message)
			return nil
		}
		there, err := e.arrived(ctx, doing, a, did, n)
		if err != nil || there {
			return err
		}
		if n == tries {
			e.cannot(a, did.message)
			return nil
		}
	}
}

// room waits until GitLab takes as many notes more.
func (e *execution) room(ctx context.Context, n int) error {
	sofar := ""
	if e.total > 0 {
		sofar = fmt.Sprintf(", and %d of %d are posted", e.total-len(e.news)-len(e.drafted)-len(e.alone), e.total)
	}
	return e.client.pace(ctx, &e.client.notes, n, "comments", sofar)
}

func (e *execution) creation(a review.Action) call {
	return func(ctx context.Context) (resp *gl.Response, err error) {
		api := e.client.api
		switch {
		case a.Kind == review.Reply:
			_, resp, err = api.Discussions.AddMergeRequestDiscussionNote(e.project, e.iid, a.Thread, &gl.AddMergeRequestDiscussionNoteOptions{Body: &a.Body}, gl.WithContext(ctx))
		case a.Position != nil:
			_, resp, err = api.Discussions.CreateMergeRequestDiscussion(e.project, e.iid, &gl.CreateMergeRequestDiscussionOptions{Body: &a.Body, Position: placed(a.Position)}, gl.WithContext(ctx))
		default:
			_, resp, err = api.Notes.CreateMergeRequestNote(e.project, e.iid, &gl.CreateMergeRequestNoteOptions{Body: &a.Body}, gl.WithContext(ctx))
		}
		return resp, err
	}
}

// arrived waits a while and looks whether something whose posting was answered with an error is there nevertheless.
func (e *execution) arrived(ctx context.Context, doing string, a review.Action, did answer, n int) (bool, error) {
	e.doubtful = true
	if err := e.client.rest(ctx, doing, did.message, max(backoff(n), settling)); err != nil {
		return false, err
	}
	threads, err := e.threads(ctx)
	if err != nil {
		return false, err
	}
	if len(e.find(threads, a)) == 0 {
		return false, nil
	}
	e.out.Done = append(e.out.Done, a)
	return true, nil
}

// found is a note of this run, and the thread that it stands in.
type found struct {
	thread review.Thread
	note   int64
}

// find gives the notes that carrying out an action has made, the oldest first. No others have their marker.
func (e *execution) find(threads []review.Thread, a review.Action) []found {
	var all []found
	marker := review.MarkerOf(a.Body)
	for _, t := range threads {
		if a.Kind == review.Reply && t.ID != a.Thread {
			continue
		}
		for i, n := range t.Notes {
			if n.Author == e.me && (i == 0) == (a.Kind == review.Post) && review.MarkerOf(n.Body) == marker {
				all = append(all, found{t, n.ID})
			}
		}
	}
	return all
}

// deduplicate deletes what this run has posted or drafted twice, since GitLab was so slow that it seemed not to have been. The oldest
// stays, and so does what somebody has answered.
func (e *execution) deduplicate(ctx context.Context) error {
	threads, err := e.threads(ctx)
	if err != nil {
		return err
	}
	for _, a := range e.out.Done {
		if a.Kind != review.Post && a.Kind != review.Reply {
			continue
		}
		all := e.find(threads, a)
		for i := 1; i < len(all); i++ {
			if a.Kind == review.Post && len(all[i].thread.Notes) > 1 {
				continue
			}
			if _, err := e.change(ctx, review.Action{Kind: review.Delete, Thread: all[i].thread.ID}, all[i].note); err != nil {
				return err
			}
		}
	}
	drafts, did, err := e.drafts(ctx)
	if err != nil || !did.done() {
		return err
	}
	for _, d := range drafts {
		if slices.ContainsFunc(e.out.Done, func(a review.Action) bool { return a.Body != "" && review.MarkerOf(a.Body) == review.MarkerOf(d.Body) }) {
			if err := e.discard(ctx, d.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// placed is a position as GitLab takes it. Both paths are always told: by one alone, GitLab takes a renamed file for a new one.
func placed(p *review.Position) *gl.PositionOptions {
	o := &gl.PositionOptions{
		BaseSHA: &p.Refs.Base, StartSHA: &p.Refs.Start, HeadSHA: &p.Refs.Head,
		PositionType: new("text"), OldPath: &p.OldPath, NewPath: &p.NewPath,
	}
	if p.OldLine > 0 {
		o.OldLine = new(int64(p.OldLine))
	}
	if p.NewLine > 0 {
		o.NewLine = new(int64(p.NewLine))
	}
	return o
}
