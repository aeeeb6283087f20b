package gitlab

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	gl "gitlab.com/gitlab-org/api/client-go/v2"

	"jobcat/internal/review"
)

// How long to wait for what GitLab does after a push, and how often to look.
const (
	preparing = 3 * time.Minute // of the diff, and of the merge request getting to know the push
	looking   = 5 * time.Second
)

const perPage = 100 // the most that GitLab gives

const cannotSee = "there is no such merge request, or the user of the token cannot see it: check project and number, and give the user at least the role Reporter in the project"

// Read is what stands in the merge request. It waits until GitLab has prepared the diff. head is the commit that the review is
// about: if the merge request is at another one, the error is a *PushedError.
func (m *MergeRequest) Read(ctx context.Context, head string, local Local) (review.Diff, review.State, error) {
	mr, err := m.prepared(ctx, head)
	if err != nil {
		return review.Diff{}, review.State{}, err
	}
	return m.read(ctx, mr, local)
}

// ReadNow is Read without waiting, for whoever posts nothing: of whatever commit the merge request is at. A diff that GitLab has not
// prepared has no Refs.
func (m *MergeRequest) ReadNow(ctx context.Context, local Local) (review.Diff, review.State, error) {
	mr, err := m.get(ctx)
	if err != nil {
		return review.Diff{}, review.State{}, err
	}
	return m.read(ctx, mr, local)
}

func (m *MergeRequest) read(ctx context.Context, mr *gl.MergeRequest, local Local) (diff review.Diff, state review.State, err error) {
	diff.Refs, diff.Cut = refs(mr), strings.HasSuffix(mr.ChangesCount, "+")
	if diff.Files, err = m.files(ctx, diff.Refs, local); err != nil {
		return diff, state, err
	}

	var a answer
	state.Me, a, err = m.client.me(ctx)
	if err := m.client.read(whose, a, err); err != nil {
		return diff, state, err
	}
	if state.Threads, err = m.threads(ctx); err != nil {
		return diff, state, err
	}
	state.Drafts, a, err = m.drafts(ctx)
	if err != nil {
		return diff, state, err
	}
	if !a.done() && !noDrafts(a) {
		return diff, state, m.client.read("reading the drafts", a, nil)
	}
	return diff, state, nil
}

// prepared is the merge request once it has a diff and knows of the commit that the review is about.
func (m *MergeRequest) prepared(ctx context.Context, head string) (*gl.MergeRequest, error) {
	for waited := time.Duration(0); ; waited += looking {
		mr, err := m.get(ctx)
		if err != nil {
			return nil, err
		}
		var why string
		switch {
		case mr.DiffRefs.HeadSha == "" || mr.DiffRefs.BaseSha == "" || mr.DiffRefs.StartSha == "":
			why = "has not prepared the diff yet"
		case mr.DiffRefs.HeadSha == head:
			return mr, nil
		default:
			was, err := m.was(ctx, head)
			if err != nil {
				return nil, err
			}
			if was || waited >= preparing {
				return nil, &PushedError{Expected: head, Head: mr.DiffRefs.HeadSha, Unknown: !was}
			}
			why = fmt.Sprintf("does not know of the push of %.12s yet", head)
		}
		if waited >= preparing {
			return nil, &UnreachableError{"reading the merge request", "it " + why}
		}
		if waited == 0 {
			m.client.Progress("GitLab " + why + ": waiting for it")
		}
		if err := m.client.Wait(ctx, looking); err != nil {
			return nil, err
		}
	}
}

func (m *MergeRequest) get(ctx context.Context) (mr *gl.MergeRequest, err error) {
	const doing = "reading the merge request"
	a, err := m.client.ask(ctx, doing, func(ctx context.Context) (resp *gl.Response, err error) {
		mr, resp, err = m.client.api.MergeRequests.GetMergeRequest(m.project, m.iid, nil, gl.WithContext(ctx))
		return resp, err
	})
	return mr, m.client.read(doing, a, err)
}

func refs(mr *gl.MergeRequest) review.Refs {
	return review.Refs{Base: mr.DiffRefs.BaseSha, Start: mr.DiffRefs.StartSha, Head: mr.DiffRefs.HeadSha}
}

// was reports whether a commit has been the head of the merge request.
func (m *MergeRequest) was(ctx context.Context, head string) (bool, error) {
	versions, a, err := list(ctx, m.client, "reading the versions of the diff", func(p gl.RequestOptionFunc, ctx context.Context) ([]*gl.MergeRequestDiffVersion, *gl.Response, error) {
		return m.client.api.MergeRequests.GetMergeRequestDiffVersions(m.project, m.iid, &gl.GetMergeRequestDiffVersionsOptions{ListOptions: page}, p, gl.WithContext(ctx))
	})
	if err := m.client.read("reading the versions of the diff", a, err); err != nil {
		return false, err
	}
	for _, v := range versions {
		if v.HeadCommitSHA == head {
			return true, nil
		}
	}
	return false, nil
}

func (m *MergeRequest) files(ctx context.Context, refs review.Refs, local Local) ([]review.File, error) {
	const doing = "reading the diff"
	diffs, a, err := list(ctx, m.client, doing, func(p gl.RequestOptionFunc, ctx context.Context) ([]*gl.MergeRequestDiff, *gl.Response, error) {
		return m.client.api.MergeRequests.ListMergeRequestDiffs(m.project, m.iid, &gl.ListMergeRequestDiffsOptions{ListOptions: page}, p, gl.WithContext(ctx))
	})
	if err := m.client.read(doing, a, err); err != nil {
		return nil, err
	}
	var files []review.File
	for _, d := range diffs {
		f := review.File{Old: d.OldPath, New: d.NewPath, Deleted: d.DeletedFile}
		if f.Lines, err = m.lines(ctx, refs, f, d, local); err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

func (m *MergeRequest) threads(ctx context.Context) ([]review.Thread, error) {
	const doing = "reading the threads"
	discussions, a, err := list(ctx, m.client, doing, func(p gl.RequestOptionFunc, ctx context.Context) ([]*gl.Discussion, *gl.Response, error) {
		return m.client.api.Discussions.ListMergeRequestDiscussions(m.project, m.iid, &gl.ListMergeRequestDiscussionsOptions{ListOptions: page}, p, gl.WithContext(ctx))
	})
	if err := m.client.read(doing, a, err); err != nil {
		return nil, err
	}
	var threads []review.Thread
	for _, d := range discussions {
		t := review.Thread{ID: d.ID, ByPush: byPush(d.Notes)}
		for _, n := range d.Notes {
			if n.System {
				continue
			}
			if len(t.Notes) == 0 {
				t.Position = position(n.Position)
			}
			t.Notes = append(t.Notes, review.Note{
				ID: n.ID, Author: n.Author.ID, Body: n.Body,
				Resolvable: n.Resolvable, Resolved: n.Resolved, ResolvedBy: n.ResolvedBy.ID,
			})
		}
		if len(t.Notes) > 0 {
			threads = append(threads, t)
		}
	}
	return threads, nil
}

// byPush reports whether GitLab has resolved a thread by itself, as it does in projects that want it when a push changes the line. It
// notes the change in the thread at the same time, and says of both that whoever has pushed did it.
func byPush(notes []*gl.Note) bool {
	const same = 2 * time.Second
	resolved := slices.DeleteFunc(slices.Clone(notes), func(n *gl.Note) bool { return !n.Resolved })
	return len(resolved) > 0 && slices.ContainsFunc(notes, func(changed *gl.Note) bool {
		return changed.System && changed.CreatedAt != nil && !slices.ContainsFunc(resolved, func(n *gl.Note) bool {
			return n.ResolvedAt == nil || n.ResolvedBy.ID != changed.Author.ID || n.ResolvedAt.Sub(*changed.CreatedAt).Abs() >= same
		})
	})
}

// drafts are those of the token's user. An instance may not have them, or not for this user: then the answer says so.
func (m *MergeRequest) drafts(ctx context.Context) ([]review.Draft, answer, error) {
	notes, a, err := list(ctx, m.client, "reading the drafts", func(p gl.RequestOptionFunc, ctx context.Context) ([]*gl.DraftNote, *gl.Response, error) {
		return m.client.api.DraftNotes.ListDraftNotes(m.project, m.iid, &gl.ListDraftNotesOptions{ListOptions: page}, p, gl.WithContext(ctx))
	})
	var drafts []review.Draft
	for _, d := range notes {
		drafts = append(drafts, review.Draft{ID: d.ID, Thread: d.DiscussionID, Body: d.Note, OnALine: d.LineCode != ""})
	}
	return drafts, a, err
}

// noDrafts reports whether an answer to a request about drafts says that there are none to be had.
func noDrafts(a answer) bool {
	return a.status == http.StatusForbidden || a.status == http.StatusNotFound || a.status == http.StatusMethodNotAllowed
}

func position(p *gl.NotePosition) *review.Position {
	if p == nil || p.PositionType != "text" {
		return nil
	}
	return &review.Position{
		Refs:    review.Refs{Base: p.BaseSHA, Start: p.StartSHA, Head: p.HeadSHA},
		OldPath: p.OldPath, NewPath: p.NewPath, OldLine: int(p.OldLine), NewLine: int(p.NewLine),
	}
}

var page = gl.ListOptions{PerPage: perPage}

// list reads all pages of a list.
func list[T any](ctx context.Context, c *Client, doing string, request func(gl.RequestOptionFunc, context.Context) ([]T, *gl.Response, error)) ([]T, answer, error) {
	const most = 1000 // pages; no merge request has as many, and a proxy may send the same one again and again
	var all []T
	var next gl.RequestOptionFunc
	for range most {
		var items []T
		var resp *gl.Response
		a, err := c.ask(ctx, doing, func(ctx context.Context) (*gl.Response, error) {
			var err error
			items, resp, err = request(next, ctx)
			return resp, err
		})
		if err != nil || !a.done() {
			return nil, a, err
		}
		all = append(all, items...)
		var more bool
		if next, more = gl.WithNext(resp); !more {
			return all, a, nil
		}
	}
	return nil, answer{}, &UnreachableError{doing, "the list has no end"}
}

const whose = "asking whose token it is"

// me is the user of the token, by number.
func (c *Client) me(ctx context.Context) (id int64, a answer, err error) {
	a, err = c.ask(ctx, whose, func(ctx context.Context) (*gl.Response, error) {
		user, resp, err := c.api.Users.CurrentUser(gl.WithContext(ctx))
		if err == nil {
			id = user.ID
		}
		return resp, err
	})
	return id, a, err
}

// read is the error for what came of reading.
func (c *Client) read(doing string, a answer, err error) error {
	switch {
	case err != nil || a.done():
		return err
	case a.status == http.StatusUnauthorized || a.status == http.StatusForbidden || a.status == http.StatusNotFound:
		return c.denied(doing, a, cannotSee)
	case a.status >= 300 && a.status < 400:
		return &UnreachableError{doing, a.message + ", which is a redirect: is the address of the API right?"}
	}
	return &UnreachableError{doing, a.message}
}
