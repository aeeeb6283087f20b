package gitlabtest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobcat/internal/review/gitlabtest"
)

// Section 5: threads come oldest first, GitLab's own notes among them; a thread can be resolved, a plain comment cannot.
func TestSection5Discussions(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.thread("On a line.", w.at("new.md", "new.md", 0, 1))
	w.thread("On none.", nil)
	w.want(201, "POST", "/notes", body{"body": "A comment."})
	w.p.Push("topic", gitlabtest.Commit{Remove: []string{"new.md"}})
	got := w.want(200, "GET", "/discussions", nil).list(t)
	if len(got) != 3 {
		t.Fatalf("%d threads", len(got))
	}
	for i, want := range []struct {
		body, kind         string
		individual         bool
		resolvable, system []bool
	}{
		{"On a line.", "DiffNote", false, []bool{true, false}, []bool{false, true}},
		{"On none.", "DiscussionNote", false, []bool{true}, []bool{false}},
		{"A comment.", "<nil>", true, []bool{false}, []bool{false}},
	} {
		notes := got[i]["notes"].([]any)
		first := notes[0].(map[string]any)
		if got[i]["individual_note"] != want.individual || first["body"] != want.body || fmt.Sprint(first["type"]) != want.kind || len(notes) != len(want.system) {
			t.Errorf("thread %d: %v", i, got[i])
		}
		if _, ok := got[i]["resolved"]; ok {
			t.Error("the state of a thread is in its notes")
		}
		for j, n := range notes {
			n := n.(map[string]any)
			if _, said := n["resolved"]; n["resolvable"] != want.resolvable[j] || n["system"] != want.system[j] || said != want.resolvable[j] {
				t.Errorf("note %d of thread %d: %v", j, i, n)
			}
		}
	}
	// A note of GitLab's that stands alone is an individual one, and cannot be answered.
	w.mr.System(w.author, "changed the title")
	last := w.want(200, "GET", "/discussions?page=4&per_page=1", nil).list(t)[0]
	if last["individual_note"] != true || last["notes"].([]any)[0].(map[string]any)["system"] != true {
		t.Errorf("%v", last)
	}
	w.want(400, "POST", "/discussions/"+last["id"].(string)+"/notes", body{"body": "What?"})
	w.want(404, "POST", "/discussions/none/notes", body{"body": "What?"})
	w.want(200, "GET", "/discussions/"+last["id"].(string), nil)
}

// Section 5: an answer to a plain comment makes a thread of it.
func TestSection5AnswerToAComment(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.want(201, "POST", "/notes", body{"body": "A comment."})
	w.mr.Reply(w.author, w.mr.Threads()[0].ID, "What does it mean?")
	if th := w.mr.Threads()[0]; th.Individual || !th.Resolvable() || len(th.Notes) != 2 {
		t.Errorf("%+v", th)
	}
}

// Section 5: an edit has exactly one of body and resolved; the author and maintainers edit and delete.
func TestSection5Edit(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	id, note := w.thread("Mine.", nil)
	other, theirs := w.mr.Start(w.author, "Theirs.", nil), w.mr.Notes()[1].ID
	path := fmt.Sprintf("/discussions/%s/notes/%d", id, note)
	for _, c := range []struct {
		payload body
		status  int
		text    string
	}{
		{body{}, 400, `{"error":"body, resolved are missing, exactly one parameter must be provided"}`},
		{body{"body": "a", "resolved": true}, 400, `{"error":"body, resolved are mutually exclusive"}`},
		{body{"resolved": "perhaps"}, 400, `{"error":"resolved is invalid"}`},
		{body{"body": " "}, 400, `can't be blank`},
		{body{"body": "Edited."}, 200, `"body":"Edited."`},
		{body{"resolved": true}, 200, `"resolved":true`},
	} {
		if a := w.as("bot", "PUT", path, c.payload); a.status != c.status || !strings.Contains(a.text, c.text) {
			t.Errorf("%v: %d %s", c.payload, a.status, a.text)
		}
	}
	w.want(200, "PUT", fmt.Sprintf("/notes/%d", note), body{"body": "By the other way."})
	w.want(400, "PUT", fmt.Sprintf("/notes/%d", note), body{"resolved": true})
	w.want(404, "PUT", fmt.Sprintf("/discussions/%s/notes/%d", other, note), body{"body": "In the wrong thread."})
	w.want(403, "PUT", fmt.Sprintf("/notes/%d", theirs), body{"body": "Not mine."})
	w.want(403, "DELETE", fmt.Sprintf("/notes/%d", theirs), nil)
	w.wantAs("somebody", 403, "DELETE", fmt.Sprintf("/notes/%d", theirs), nil)
	w.p.AddMember(w.somebody, gitlabtest.Maintainer)
	w.wantAs("somebody", 200, "PUT", fmt.Sprintf("/notes/%d", theirs), body{"body": "Moderated."})
	w.wantAs("somebody", 204, "DELETE", fmt.Sprintf("/discussions/%s/notes/%d", other, theirs), nil)
	// Deleting the only note removes the thread; one of several does not.
	answer := w.want(201, "POST", "/discussions/"+id+"/notes", body{"body": "More."}).object(t)["id"].(float64)
	w.want(204, "DELETE", fmt.Sprintf("/notes/%d", int(answer)), nil)
	if n := len(w.mr.Threads()); n != 1 {
		t.Errorf("%d threads", n)
	}
	w.mr.DeleteNote(w.bot, note)
	w.want(404, "DELETE", path, nil)
	if n := len(w.mr.Threads()); n != 0 {
		t.Errorf("%d threads", n)
	}
}

// Section 5: a thread is resolved by developers and the author of the merge request; a note also by its author. A thread is
// resolved when all its notes are.
func TestSection5Resolve(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	reporter := w.s.AddUser("reporter")
	w.s.AddToken(reporter, "reporter", "api")
	w.p.AddMember(reporter, gitlabtest.Reporter)
	id, note := w.thread("Mine.", nil)
	resolve := fmt.Sprintf("/discussions/%s/notes/%d", id, note)
	w.want(403, "PUT", "/discussions/"+id, body{"resolved": true})
	w.want(400, "PUT", "/discussions/"+id, body{})
	w.wantAs("reporter", 403, "PUT", resolve, body{"resolved": true})
	w.want(200, "PUT", resolve, body{"resolved": true})
	if th := w.mr.Threads()[0]; !th.Resolved() || th.Notes[0].ResolvedBy != w.bot.ID {
		t.Errorf("%+v", th)
	}
	w.want(200, "PUT", resolve, body{"resolved": false})
	w.wantAs("somebody", 200, "PUT", "/discussions/"+id, body{"resolved": true})
	w.wantAs("somebody", 200, "PUT", "/discussions/"+id, body{"resolved": false})
	w.wantAs("reporter", 201, "POST", "/discussions/"+id+"/notes", body{"body": "I see."})
	w.want(200, "PUT", resolve, body{"resolved": true})
	if w.mr.Threads()[0].Resolved() {
		t.Error("resolved, although the answer is not")
	}
	w.p.AddMember(w.author, gitlabtest.Reporter)
	w.mr.ResolveThread(w.author, id, true)
	if th := w.mr.Threads()[0]; !th.Resolved() || th.Notes[0].ResolvedBy != w.bot.ID || th.Notes[1].ResolvedBy != w.author.ID {
		t.Errorf("%+v", th)
	}
	// An answer that is written at once leaves a resolved thread resolved; only a published draft opens it.
	w.want(201, "POST", "/discussions/"+id+"/notes", body{"body": "Once more."})
	if !w.mr.Threads()[0].Resolved() {
		t.Error("an answer has opened the thread")
	}
	plain := w.want(201, "POST", "/notes", body{"body": "A comment."}).object(t)["id"].(float64)
	if a := w.want(400, "PUT", fmt.Sprintf("/discussions/%s/notes/%d", w.mr.Threads()[1].ID, int(plain)), body{"resolved": true}); !strings.Contains(a.text, "not resolvable") {
		t.Error(a.text)
	}
}

// Section 5: drafts are their author's alone, are not in pages, and one bulk_publish makes one review with one notification.
func TestSection5Drafts(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	for i := range 19 {
		w.want(201, "POST", "/draft_notes", body{"note": fmt.Sprintf("Draft %d.", i), "position": w.at("a.md", "a.md", i+22, i+22)})
	}
	w.want(201, "POST", "/draft_notes", body{"note": "On no line."})
	w.want(201, "POST", "/draft_notes", body{"note": "A 21st."})
	w.mr.Write(w.author, "Of the author.", nil)
	got := w.want(200, "GET", "/draft_notes?per_page=5", nil)
	if d := got.list(t); len(d) != 21 || got.header.Get("X-Next-Page") != "" || d[0]["line_code"] == nil || d[20]["note"] != "A 21st." {
		t.Errorf("%d drafts, %v", len(d), got.header)
	}
	theirs := w.mr.Drafts()[21].ID
	for _, method := range []string{"GET", "PUT", "DELETE"} {
		w.want(404, method, fmt.Sprintf("/draft_notes/%d", theirs), body{"note": "mine"})
	}
	w.want(404, "PUT", fmt.Sprintf("/draft_notes/%d/publish", theirs), nil)
	if d := w.wantAs("author", 200, "GET", "/draft_notes", nil).list(t); len(d) != 1 || d[0]["note"] != "Of the author." {
		t.Errorf("%v", d)
	}
	if len(w.mr.Threads()) != 0 {
		t.Error("drafts are not notes")
	}
	w.want(204, "DELETE", fmt.Sprintf("/draft_notes/%d", w.mr.Drafts()[20].ID), nil)
	w.want(204, "POST", "/draft_notes/bulk_publish", nil)
	if n := w.s.Notifications(); len(n) != 1 || n[0].Kind != gitlabtest.Review || len(n[0].Notes) != 20 {
		t.Errorf("%+v", n)
	}
	if len(w.mr.Threads()) != 20 || len(w.mr.Drafts()) != 1 {
		t.Errorf("%d threads, %d drafts", len(w.mr.Threads()), len(w.mr.Drafts()))
	}
	w.want(204, "POST", "/draft_notes/bulk_publish", nil)
	w.want(201, "POST", "/draft_notes", body{"note": "Alone."})
	w.want(204, "PUT", fmt.Sprintf("/draft_notes/%d/publish", w.mr.Drafts()[1].ID), nil)
	w.want(201, "POST", "/notes", body{"body": "A note."})
	var kinds []gitlabtest.NotificationKind
	for _, n := range w.s.Notifications() {
		kinds = append(kinds, n.Kind)
	}
	if !slices.Equal(kinds, []gitlabtest.NotificationKind{"review", "note", "note"}) {
		t.Errorf("%v", kinds)
	}
}

// Section 5: a draft that is on no line of the diff is accepted without a line_code and vanishes when it is published.
func TestSection5DraftVanishes(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	d := w.want(201, "POST", "/draft_notes", body{"note": "Nowhere.", "position": w.at("a.md", "a.md", 0, 5)}).object(t)
	if d["line_code"] != nil || d["position"] == nil {
		t.Errorf("%v", d)
	}
	if d := w.want(201, "POST", "/draft_notes", body{"note": "On a file.", "position": w.at("a.md", "a.md", 0, 0).with("position_type", "file")}).object(t); d["line_code"] != nil {
		t.Errorf("%v", d)
	}
	w.want(204, "POST", "/draft_notes/bulk_publish", nil)
	if n := w.mr.Notes(); len(n) != 1 || n[0].Body != "On a file." || len(w.mr.Drafts()) != 0 {
		t.Errorf("%+v", n)
	}
	w.want(500, "POST", "/draft_notes", body{"note": "a", "position": w.at("a.md", "a.md", 0, 1).with("head_sha", strings.Repeat("2", 40))})
	w.want(400, "POST", "/draft_notes", body{"note": "a", "position": w.at("a.md", "a.md", 0, 1).with("head_sha", nil)})
	w.want(400, "POST", "/draft_notes", body{"note": " "})
	w.want(400, "POST", "/draft_notes", body{"body": "a"})
}

// Section 5: a PUT of a draft without a position erases it.
func TestSection5DraftLosesItsPosition(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	id := int(w.want(201, "POST", "/draft_notes", body{"note": "One.", "position": w.at("a.md", "a.md", 0, 1)}).object(t)["id"].(float64))
	path := fmt.Sprintf("/draft_notes/%d", id)
	if d := w.want(200, "PUT", path, body{"note": "Two.", "position": w.at("a.md", "a.md", 0, 11)}).object(t); d["line_code"] == nil || d["note"] != "Two." {
		t.Errorf("%v", d)
	}
	if d := w.want(200, "PUT", path, body{"note": "Three."}).object(t); d["position"] != nil || d["line_code"] != nil {
		t.Errorf("%v", d)
	}
}

// Section 5: one draft answer for each thread and author; without resolve_discussion it opens a resolved thread.
func TestSection5DraftReply(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	id, note := w.thread("Mine.", nil)
	w.want(200, "PUT", fmt.Sprintf("/discussions/%s/notes/%d", id, note), body{"resolved": true})
	w.want(201, "POST", "/draft_notes", body{"note": "Again.", "in_reply_to_discussion_id": id})
	if a := w.want(400, "POST", "/draft_notes", body{"note": "And again.", "in_reply_to_discussion_id": id}); !strings.Contains(a.text, "already been taken") {
		t.Error(a.text)
	}
	w.want(400, "POST", "/draft_notes", body{"note": "Nowhere.", "in_reply_to_discussion_id": strings.Repeat("0", 40)})
	w.wantAs("author", 201, "POST", "/draft_notes", body{"note": "Of somebody else.", "in_reply_to_discussion_id": id, "resolve_discussion": true})
	w.want(204, "POST", "/draft_notes/bulk_publish", nil)
	if th := w.mr.Threads()[0]; th.Resolved() || len(th.Notes) != 2 {
		t.Errorf("%+v", th)
	}
	w.wantAs("author", 204, "POST", "/draft_notes/bulk_publish", nil)
	if th := w.mr.Threads()[0]; !th.Resolved() || len(th.Notes) != 3 {
		t.Errorf("%+v", th)
	}
	// Whoever may not resolve a thread does not by a draft.
	w.want(201, "POST", "/draft_notes", body{"note": "Done?", "in_reply_to_discussion_id": id, "resolve_discussion": true})
	w.want(204, "POST", "/draft_notes/bulk_publish", nil)
	if th := w.mr.Threads()[0]; th.Resolved() {
		t.Errorf("%+v", th)
	}
}

// Section 5: a thread that was published from a draft can be resolved, in older versions only if it stands on a line.
func TestSection5PublishedDraftIsAThread(t *testing.T) {
	for _, plain := range []bool{false, true} {
		w := newWorld(t, gitlabtest.Options{PlainDrafts: plain})
		w.want(201, "POST", "/draft_notes", body{"note": "On no line."})
		w.want(201, "POST", "/draft_notes", body{"note": "On a line.", "position": w.at("new.md", "new.md", 0, 1)})
		w.want(204, "POST", "/draft_notes/bulk_publish", nil)
		if th := w.mr.Threads(); th[0].Resolvable() == plain || th[0].Individual != plain || !th[1].Resolvable() {
			t.Errorf("%+v", th)
		}
		if v := w.want(200, "GET", "", nil).object(t); v["blocking_discussions_resolved"] != false {
			t.Errorf("%v", v)
		}
	}
}

// Section 4: some versions take no numbers in the range of a draft.
func TestSection4DraftRange(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{StrictDraftRanges: true})
	end := body{"line_code": "x_1_1", "type": "new"}
	at := w.at("a.md", "a.md", 0, 1)
	w.want(201, "POST", "/draft_notes", body{"note": "a", "position": at.with("line_range", body{"start": end, "end": end})})
	if a := w.want(400, "POST", "/draft_notes", body{"note": "a", "position": at.with("line_range", body{"start": end.with("new_line", 1), "end": end})}); !strings.Contains(a.text, "must be a valid json schema") {
		t.Error(a.text)
	}
}

// Section 5: bulk_publish can fail after it has published some or all. The drafts are there still, and are published again.
func TestSection5HalfPublished(t *testing.T) {
	for _, some := range []int{0, 1, 2} {
		w := newWorld(t, gitlabtest.Options{})
		for i := range 3 {
			w.want(201, "POST", "/draft_notes", body{"note": fmt.Sprint("Draft ", i)})
		}
		w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
			if strings.HasSuffix(r.Path, "bulk_publish") {
				return gitlabtest.Fault{Kind: gitlabtest.ServerError, After: true, Some: some}
			}
			return gitlabtest.Fault{}
		}
		w.want(500, "POST", "/draft_notes/bulk_publish", nil)
		published, left := some, 3
		if some == 0 {
			published, left = 3, 0
		}
		if n, d := len(w.mr.Notes()), len(w.mr.Drafts()); n != published || d != left {
			t.Errorf("%d: %d notes and %d drafts, want %d and %d", some, n, d, published, left)
		}
		w.s.Fault = nil
		w.want(204, "POST", "/draft_notes/bulk_publish", nil)
		if n := len(w.mr.Notes()); n != published+left {
			t.Errorf("%d: %d notes", some, n)
		}
	}
}

// Section 4: a merge request takes so many comments.
func TestSection4Maximum(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{MaxComments: 2})
	w.thread("One.", nil)
	w.want(201, "POST", "/draft_notes", body{"note": "Vanishes."})
	w.want(201, "POST", "/notes", body{"body": "Two."})
	if a := w.want(400, "POST", "/notes", body{"body": "Three."}); !strings.Contains(a.text, "Maximum number of comments exceeded") {
		t.Error(a.text)
	}
	w.want(204, "POST", "/draft_notes/bulk_publish", nil)
	if n := len(w.mr.Notes()); n != 2 {
		t.Errorf("%d notes", n)
	}
}

// Section 6: a suggestion is judged when its note is stored and after each push, and applied by the author or developers.
func TestSection6Suggestions(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	suggest := func(info, code string) string { return "Say so:\n\n```" + info + "\n" + code + "```\n" }
	at := w.at("a.md", "a.md", 0, 11)
	cases := []struct {
		body     string
		position any
		why      string
	}{
		{suggest("suggestion:-0+0", "better\n"), at, ""},
		{suggest("suggestion", "better\n"), at, ""},
		{suggest("suggestion:-1+1", "all\n"), at, ""},
		{suggest("suggestion:-0+0", ""), at, ""},
		{suggest("suggestion:-0+0", "changed\n"), at, "it changes nothing"},
		{suggest("suggestion:-11+0", "x\n"), at, "there are no such lines"},
		{suggest("suggestion:-0+30", "x\n"), at, "there are no such lines"},
		{suggest("suggestion:-0+101", "x\n"), at, "more than 100 lines"},
		{suggest("suggestion:+1", "x\n"), at, "its range cannot be read"},
		{suggest("suggestion:-0+0", "x\n"), w.at("a.md", "a.md", 21, 0), "the note is not on a line of the new side"},
		{suggest("suggestion:-0+0", "x\n"), nil, "the note is not on a line of the new side"},
		{"````suggestion:-0+0\n```go\ncode\n```\n````\n", at, ""},
		{suggest("suggestion:-0+0", "x\n"), w.at("a.md", "a.md", 16, 17), ""},
	}
	for _, c := range cases {
		w.thread(c.body, c.position)
	}
	offered := w.mr.Suggestions()
	if len(offered) != len(cases) {
		t.Fatalf("%d suggestions", len(offered))
	}
	for i, c := range cases {
		if offered[i].Why != c.why {
			t.Errorf("%q: %q, want %q", c.body, offered[i].Why, c.why)
		}
	}
	if g := offered[2]; g.From != 10 || g.To != 12 || g.New != "all\n" || strings.Count(g.Old, "\n") != 3 {
		t.Errorf("%+v", g)
	}
	if offered[11].New != "```go\ncode\n```\n" {
		t.Errorf("%q", offered[11].New)
	}
	// The API shows whether the button is there.
	if n := w.want(200, "GET", "/discussions?per_page=1", nil).list(t)[0]["notes"].([]any)[0].(map[string]any); fmt.Sprint(n["suggestions"].([]any)[0].(map[string]any)["appliable"]) != "true" {
		t.Errorf("%v", n)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a reporter has applied a suggestion")
			}
		}()
		w.mr.Apply(w.bot, offered[2].ID)
	}()
	sha := w.mr.Apply(w.somebody, offered[2].ID)
	if text := w.p.File("topic", "a.md"); !strings.HasPrefix(strings.SplitAfterN(text, "\n", 10)[9], "all\nline 12 ") || w.mr.Refs().Head != sha {
		t.Errorf("%q", text)
	}
	if th := w.mr.Threads()[2]; !th.Resolved() || th.Notes[0].ResolvedBy != w.somebody.ID || !w.mr.Suggestions()[2].Applied {
		t.Errorf("%+v", th)
	}
	if g := w.mr.Suggestions(); g[0].Why != "it is outdated" || g[12].Why != "" || g[12].From != 15 {
		t.Errorf("%+v, %+v", g[0], g[12])
	}
	// An edit offers anew.
	last := w.mr.Notes()[len(w.mr.Notes())-1]
	w.want(200, "PUT", fmt.Sprintf("/notes/%d", last.ID), body{"body": suggest("suggestion:-0+1", "y\n")})
	if g := w.mr.Suggestions(); len(g) != len(cases) || g[len(g)-1].To != 16 || g[len(g)-1].Why != "" {
		t.Errorf("%+v", g[len(g)-1])
	}
	// Lines around that of the note have changed.
	w.p.Push("topic", gitlabtest.Commit{Files: map[string]string{"a.md": change(w.p.File("topic", "a.md"), 16, "other\n")}})
	if g := w.mr.Suggestions(); g[len(g)-1].Why != "the lines have changed" {
		t.Errorf("%+v", g[len(g)-1])
	}
}
