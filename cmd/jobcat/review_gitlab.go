package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"jobcat/internal/review"
	"jobcat/internal/review/gitlab"
)

// conversation is what was read of a merge request, which what is to be said there depends on.
type conversation struct {
	mergeRequest *gitlab.MergeRequest
	diff         review.Diff
	state        review.State
}

// look reads the merge request. Where nothing can be posted the review goes on without it, and the log says why.
func (r *reviewing) look(ctx context.Context) error {
	switch {
	case r.in.mergeRequest == 0:
		return nil
	case r.in.token == "":
		return r.unposted(ctx, errors.New(r.in.noToken(r.dryRun)))
	case r.in.api == "":
		return usage("GITLAB_TOKEN is set, and nobody says where GitLab is; CI_API_V4_URL does in a pipeline, --api-url elsewhere")
	case r.in.project == "":
		return usage("it is not known to which project merge request !%d belongs; name it with --project", r.in.mergeRequest)
	}
	client, err := r.client(way{api: r.in.api, token: r.in.token, ca: r.in.ca, debug: r.debug}, r.cmd.ErrOrStderr(), r.log)
	if err != nil {
		return r.unread(ctx, err)
	}
	c := &conversation{mergeRequest: client.MergeRequest(r.in.project, r.in.mergeRequest)}
	var local *differences
	lines := func(ctx context.Context, refs review.Refs, f review.File) (*review.Lines, error) {
		if refs.Head != r.source.ID { // nothing is said on its lines
			return nil, nil
		}
		if local == nil {
			var err error
			if local, err = r.differing(ctx, refs); err != nil {
				return nil, err
			}
		}
		return local.lines(ctx, f.Old, f.New)
	}
	if r.dryRun {
		c.diff, c.state, err = c.mergeRequest.ReadNow(ctx, lines)
	} else {
		c.diff, c.state, err = c.mergeRequest.Read(ctx, r.source.ID, lines)
	}
	if err != nil {
		return r.unread(ctx, err)
	}
	if r.gitlab = c; !r.knows() {
		r.log("%s is at %s, and %.12s is judged here: this is what would be posted if that were pushed",
			c.mergeRequest, cmp.Or(fmt.Sprintf("%.12s", c.diff.Refs.Head), "no commit yet"), r.source.ID)
	}
	return nil
}

// knows reports whether the merge request is at the commit that is judged.
func (r *reviewing) knows() bool { return r.gitlab != nil && r.gitlab.diff.Refs.Head == r.source.ID }

// unread says that the merge request could not be read, and what comes of it.
func (r *reviewing) unread(ctx context.Context, err error) error {
	if r.dryRun {
		return r.unposted(ctx, fmt.Errorf("what stands on the merge request already is not known: %w", err))
	}
	return r.unposted(ctx, fmt.Errorf("nothing is posted: %w", err))
}

// say posts what there is to say, or shows it if nothing is to be posted.
func (r *reviewing) say(ctx context.Context, what *review.Review) error {
	if r.dryRun {
		if err := r.warnOfEdits(ctx); err != nil {
			return err
		}
		return r.show(ctx, what)
	}
	if r.gitlab == nil { // look has said why
		return nil
	}
	plan := what.Plan(r.gitlab.diff, r.gitlab.state)
	out, err := r.gitlab.mergeRequest.Execute(ctx, r.gitlab.diff, r.gitlab.state, plan)
	r.tell(out, err)
	if err != nil && len(out.Done) == 0 {
		return r.unposted(ctx, fmt.Errorf("nothing is posted: %w", err))
	} else if err != nil {
		return r.unposted(ctx, fmt.Errorf("not all is posted: %w", err))
	}
	r.unsaid = len(out.Left) > 0
	return nil
}

// tell says in the job's log what was posted, and what was not. What err has kept from being done, err says.
func (r *reviewing) tell(out *gitlab.Outcome, err error) {
	var did, left []string
	for _, k := range []struct {
		kind          review.Kind
		one, many, to string
	}{
		{review.Post, "posted 1 note", "posted %d notes", "post a note"},
		{review.Reply, "answered in 1 thread", "answered in %d threads", "answer in a thread"},
		{review.Edit, "edited 1 note", "edited %d notes", "edit a note"},
		{review.Resolve, "resolved 1 thread", "resolved %d threads", "resolve a thread"},
		{review.Reopen, "opened 1 thread again", "opened %d threads again", "open a thread again"},
		{review.Delete, "deleted 1 note of an earlier run", "deleted %d notes of an earlier run", "delete a note of an earlier run"},
		{review.Discard, "discarded 1 draft of an earlier run", "discarded %d drafts of an earlier run", "discard a draft of an earlier run"},
	} {
		switch n := out.Count(k.kind); n {
		case 0:
		case 1:
			did = append(did, k.one)
		default:
			did = append(did, fmt.Sprintf(k.many, n))
		}
		for _, u := range out.Left {
			if u.Kind == k.kind && (err == nil || u.Reason != err.Error()) {
				left = append(left, fmt.Sprintf("could not %s: %s", k.to, u.Reason))
			}
		}
	}
	where := r.gitlab.mergeRequest.String()
	if did == nil && len(out.Left) == 0 {
		r.log("%s says all of it already", where)
	} else if did != nil {
		r.log("%s: %s", where, strings.Join(did, ", "))
	}
	for _, u := range out.Refused {
		r.log("GitLab takes no comment on %s, line %d, so the note alone says it: %s", u.Position.NewPath, u.Position.NewLine, u.Reason)
	}
	for _, words := range slices.Compact(left) {
		r.log("%s", words)
	}
}

// show writes what would be posted. What a merge request changes that nobody can be asked about, or that is not pushed, the clone
// says.
func (r *reviewing) show(ctx context.Context, what *review.Review) error {
	diff, state := review.Diff{}, review.State{}
	if r.gitlab != nil {
		diff, state = r.gitlab.diff, r.gitlab.state
	}
	if !r.knows() {
		r.move(ctx, state.Threads, diff.Refs.Head)
		local, err := r.differing(ctx, r.localRefs())
		if err != nil {
			return err
		}
		if diff, err = local.diff(ctx); err != nil {
			return err
		}
	}
	out := r.cmd.OutOrStdout()
	if r.outputs.toStdout() { // which a program reads
		out = r.cmd.ErrOrStderr()
	}
	return writeTo(out, what.Plan(diff, state).Describe)
}

// warnOfEdits says what a review does not see: who tries one has often not committed yet.
func (r *reviewing) warnOfEdits(ctx context.Context) error {
	edited, err := r.repo.Uncommitted(ctx, r.folders...)
	if err != nil {
		return gitTrouble(err)
	}
	if edited {
		r.log("what is not committed is not judged; \"jobcat lint --since %s\" judges it", cmp.Or(r.base, r.in.targetBranch, "REV"))
	}
	return nil
}

// localRefs are the commits of a merge request that nobody can be asked about.
func (r *reviewing) localRefs() review.Refs {
	base := r.before.ID
	if r.in.merged && r.in.base != "" {
		base = r.in.base
	}
	return review.Refs{Base: base, Start: r.before.ID, Head: r.source.ID}
}
