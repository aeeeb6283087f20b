package gitlab

import (
	"context"
	"errors"
	"net/http"
	"slices"

	gl "gitlab.com/gitlab-org/api/client-go/v2"

	"jobcat/internal/review"
)

// draft is a comment or an answer that waits for being published.
type draft struct {
	review.Action
	id int64
}

// asReview posts the news as drafts that are published at once. What drafts do not do is left to be posted
// one by one. Of very many, several reviews are made: newer versions of GitLab count each note that is published.
func (e *execution) asReview(ctx context.Context) error {
	for len(e.news) > 0 {
		for len(e.news) > 0 && len(e.drafted) < notesPerMinute {
			if ok, err := e.draft(ctx, e.news[0]); err != nil || !ok {
				return err
			}
			e.news = e.news[1:]
		}
		if len(e.drafted) == 0 {
			continue
		}
		if ok, err := e.publish(ctx); err != nil || !ok {
			return err
		}
	}
	return nil
}

// draft makes a draft, and deletes it again if it has no line: publishing would make it vanish. It is not ok if there are no drafts
// to be had; nothing is drafted then.
func (e *execution) draft(ctx context.Context, a review.Action) (ok bool, err error) {
	const doing = "drafting a comment"
	o := &gl.CreateDraftNoteOptions{Note: &a.Body}
	if a.Kind == review.Reply {
		o.InReplyToDiscussionID = &a.Thread
	}
	if a.Position != nil {
		o.Position = placed(a.Position)
	}
	for n := 1; ; n++ {
		var made *gl.DraftNote
		did, err := e.client.once(ctx, doing, func(ctx context.Context) (resp *gl.Response, err error) {
			made, resp, err = e.client.api.DraftNotes.CreateDraftNote(e.project, e.iid, o, gl.WithContext(ctx))
			return resp, err
		})
		switch {
		case err != nil:
			return false, err
		case did.done():
			return true, e.keep(ctx, a, made.ID, made.LineCode != "")
		case did.status == http.StatusUnauthorized:
			return false, e.client.denied(doing, did, "")
		case noDrafts(did):
			return false, e.withoutDrafts(ctx, "drafts are not to be had: "+did.message)
		case !did.mayHelp():
			e.alone = append(e.alone, a)
			return true, nil
		}
		e.doubtful = true
		if err := e.client.rest(ctx, doing, did.message, max(backoff(n), settling)); err != nil {
			return false, err
		}
		drafts, did, err := e.drafts(ctx)
		if err != nil {
			return false, err
		}
		if !did.done() {
			return false, e.withoutDrafts(ctx, "drafts are not to be had: "+did.message)
		}
		for _, d := range drafts {
			if d.Thread == a.Thread && review.MarkerOf(d.Body) == review.MarkerOf(a.Body) {
				return true, e.keep(ctx, a, d.ID, d.OnALine)
			}
		}
		if n == tries {
			e.alone = append(e.alone, a)
			return true, nil
		}
	}
}

// keep keeps a draft that can be published.
func (e *execution) keep(ctx context.Context, a review.Action, id int64, onALine bool) error {
	if a.Position != nil && !onALine {
		e.cannot(a, "GitLab knows no such line in the diff")
		return e.discard(ctx, id)
	}
	e.drafted = append(e.drafted, draft{a, id})
	return nil
}

// discard deletes a draft.
func (e *execution) discard(ctx context.Context, id int64) error {
	const doing = "deleting a draft"
	did, err := e.client.ask(ctx, doing, func(ctx context.Context) (*gl.Response, error) {
		return e.client.api.DraftNotes.DeleteDraftNote(e.project, e.iid, id, gl.WithContext(ctx))
	})
	if err == nil && did.status == http.StatusUnauthorized {
		return e.client.denied(doing, did, "")
	}
	return err // one that is not there any more is as good as deleted
}

// withoutDrafts takes back what was drafted, to be posted one by one.
func (e *execution) withoutDrafts(ctx context.Context, why string) error {
	e.singly(why)
	for len(e.drafted) > 0 {
		d := e.drafted[0]
		if err := e.discard(ctx, d.id); err != nil {
			return err
		}
		e.drafted = e.drafted[1:]
		e.alone = append(e.alone, d.Action)
	}
	return nil
}

// publish publishes what was drafted. It is not ok if that cannot be done; nothing is drafted then.
func (e *execution) publish(ctx context.Context) (ok bool, err error) {
	const doing = "publishing the review"
	if err := e.room(ctx, len(e.drafted)); err != nil {
		return false, err
	}
	for n := 1; n <= tries; n++ {
		others, err := e.strays(ctx)
		if err != nil {
			return false, err
		}
		if others {
			return false, e.withoutDrafts(ctx, "publishing a review would publish drafts that are not of this review")
		}
		if err := e.unmoved(ctx); err != nil {
			var pushed *PushedError
			if errors.As(err, &pushed) { // the drafts are about what is no longer there
				for _, d := range e.drafted {
					if err := e.discard(ctx, d.id); err != nil {
						return false, err
					}
				}
			}
			return false, err
		}
		did, err := e.client.once(ctx, doing, func(ctx context.Context) (*gl.Response, error) {
			return e.client.api.DraftNotes.PublishAllDraftNotes(e.project, e.iid, gl.WithContext(ctx))
		})
		switch {
		case err != nil:
			return false, err
		case did.done():
			if err := e.verify(ctx); err != nil || len(e.drafted) == 0 {
				return err == nil, err
			}
			return false, e.withoutDrafts(ctx, "not all of the review was published")
		case did.status == http.StatusUnauthorized:
			return false, e.client.denied(doing, did, "")
		case !did.mayHelp():
			return false, e.withoutDrafts(ctx, "the review could not be published: "+did.message)
		}
		// All, some or none of it may be there.
		e.doubtful = true
		if err := e.client.rest(ctx, doing, did.message, max(backoff(n), settling)); err != nil {
			return false, err
		}
		if err := e.verify(ctx); err != nil || len(e.drafted) == 0 {
			return err == nil, err
		}
	}
	return false, e.withoutDrafts(ctx, "the review could not be published")
}

// strays reports whether there are drafts that are not of this run. What was drafted twice, because the first answer was an error,
// is deleted.
func (e *execution) strays(ctx context.Context) (others bool, err error) {
	drafts, did, err := e.drafts(ctx)
	if err != nil || !did.done() {
		return err == nil, err
	}
	for _, d := range drafts {
		ours := slices.ContainsFunc(e.drafted, func(o draft) bool { return o.id == d.ID })
		twice := slices.ContainsFunc(e.drafted, func(o draft) bool { return o.Thread == d.Thread && review.MarkerOf(o.Body) == review.MarkerOf(d.Body) })
		switch {
		case ours:
		case twice:
			if err := e.discard(ctx, d.ID); err != nil {
				return false, err
			}
		default:
			others = true
		}
	}
	return others, nil
}

// verify looks what of the drafts is published. What is neither published nor a draft any more has vanished, and is posted by
// itself. What is still a draft stays one, unless it is published as well.
func (e *execution) verify(ctx context.Context) error {
	threads, err := e.threads(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(e.drafted, func(d draft) bool { return len(e.find(threads, d.Action)) == 0 }) {
		// Before something is posted again, GitLab gets the time to show it.
		if err := e.client.Wait(ctx, settling); err != nil {
			return err
		}
		if threads, err = e.threads(ctx); err != nil {
			return err
		}
	}
	drafts, did, err := e.drafts(ctx)
	if err != nil {
		return err
	}
	if !did.done() {
		drafts = nil
	}
	var still []draft
	for len(e.drafted) > 0 {
		d := e.drafted[0]
		all := e.find(threads, d.Action)
		isDraft := slices.ContainsFunc(drafts, func(o review.Draft) bool { return o.ID == d.id })
		if len(all) > 0 && isDraft {
			if err := e.discard(ctx, d.id); err != nil {
				return err
			}
		}
		switch {
		case len(all) > 0:
			d.Thread, d.Notes = all[0].thread.ID, []int64{all[0].note}
			e.out.Done = append(e.out.Done, d.Action)
		case isDraft:
			still = append(still, d)
		default:
			e.alone = append(e.alone, d.Action)
		}
		e.drafted = e.drafted[1:]
	}
	e.drafted = still
	return nil
}
