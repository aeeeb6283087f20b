package gitlabtest_test

import (
	"testing"

	gitlab "gitlab.com/gitlab-org/api/client-go/v2"

	"jobcat/internal/review/gitlabtest"
)

func (w *world) client(t testing.TB, token string) *gitlab.Client {
	t.Helper()
	server := w.s.Start()
	t.Cleanup(server.Close)
	c, err := gitlab.NewClient(token, gitlab.WithBaseURL(server.URL), gitlab.WithCustomRetryMax(0))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOfficialClient(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	c := w.client(t, "bot")
	me, _, err := c.Users.CurrentUser()
	if err != nil || me.Username != "bot" {
		t.Fatalf("%v, %v", me, err)
	}
	mr, _, err := c.MergeRequests.GetMergeRequest("group/project", w.mr.IID(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if mr.SHA != w.p.Head("topic") || mr.DiffRefs.HeadSha != mr.SHA || mr.ChangesCount != "4" {
		t.Errorf("sha %s, refs %+v, %s changes", mr.SHA, mr.DiffRefs, mr.ChangesCount)
	}
	diffs, _, err := c.MergeRequests.ListMergeRequestDiffs(w.p.ID(), w.mr.IID(), nil)
	if err != nil || len(diffs) != 4 || !diffs[3].RenamedFile || diffs[3].OldPath != "old.md" {
		t.Errorf("%v, %v", diffs, err)
	}
	versions, _, err := c.MergeRequests.GetMergeRequestDiffVersions(w.p.ID(), w.mr.IID(), nil)
	if err != nil || len(versions) != 1 || versions[0].StartCommitSHA != w.p.Head("main") {
		t.Errorf("%v, %v", versions, err)
	}
	position := &gitlab.PositionOptions{
		BaseSHA: &mr.DiffRefs.BaseSha, StartSHA: &mr.DiffRefs.StartSha, HeadSHA: &mr.DiffRefs.HeadSha, PositionType: gitlab.Ptr("text"),
		OldPath: gitlab.Ptr("new.md"), NewPath: gitlab.Ptr("new.md"), NewLine: gitlab.Ptr(int64(2)),
	}
	thread, _, err := c.Discussions.CreateMergeRequestDiscussion(w.p.ID(), w.mr.IID(), &gitlab.CreateMergeRequestDiscussionOptions{
		Body: gitlab.Ptr("A thread."), Position: position,
	})
	if err != nil || thread.Notes[0].Position.NewLine != 2 || !thread.Notes[0].Resolvable {
		t.Fatalf("%v, %v", thread, err)
	}
	if _, _, err := c.Discussions.UpdateMergeRequestDiscussionNote(w.p.ID(), w.mr.IID(), thread.ID, thread.Notes[0].ID,
		&gitlab.UpdateMergeRequestDiscussionNoteOptions{Resolved: gitlab.Ptr(true)}); err != nil {
		t.Error(err)
	}
	draft, _, err := c.DraftNotes.CreateDraftNote(w.p.ID(), w.mr.IID(), &gitlab.CreateDraftNoteOptions{Note: gitlab.Ptr("A draft."), Position: position})
	if err != nil || draft.LineCode == "" {
		t.Fatalf("%v, %v", draft, err)
	}
	if _, err := c.DraftNotes.PublishAllDraftNotes(w.p.ID(), w.mr.IID()); err != nil {
		t.Fatal(err)
	}
	threads, _, err := c.Discussions.ListMergeRequestDiscussions(w.p.ID(), w.mr.IID(), nil)
	if err != nil || len(threads) != 2 || !threads[0].Notes[0].Resolved || threads[1].Notes[0].Body != "A draft." {
		t.Errorf("%v, %v", threads, err)
	}
	if n := w.s.Notifications(); len(n) != 2 || n[1].Kind != gitlabtest.Review {
		t.Errorf("%+v", n)
	}
}
