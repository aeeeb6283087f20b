package gitlabtest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	gitlab "gitlab.com/gitlab-org/api/client-go/v2"

	"jobcat/internal/review/gitlabtest"
)

// The official client makes, lists, edits, closes and opens issues.
func TestIssues(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	c := w.client(t, "bot")
	me, _, err := c.Users.CurrentUser()
	if err != nil {
		t.Fatal(err)
	}
	w.p.OpenIssue(w.author, "Of a person", "Words.")
	made, resp, err := c.Issues.CreateIssue("group/project", &gitlab.CreateIssueOptions{Title: new("One"), Description: new("First.\n/close\nLast.")})
	if err != nil || resp.StatusCode != http.StatusCreated || made.IID != 2 || made.State != "opened" || made.Description != "First.\nLast." || made.Author.ID != me.ID {
		t.Fatalf("%+v, %v", made, err)
	}
	if ran := w.s.Commands(); len(ran) != 1 || ran[0].Name != "close" {
		t.Errorf("ran %v", ran)
	}
	list := func(o gitlab.ListProjectIssuesOptions) string {
		t.Helper()
		all, _, err := c.Issues.ListProjectIssues(w.p.ID(), &o)
		if err != nil {
			t.Fatal(err)
		}
		var iids []string
		for _, i := range all {
			iids = append(iids, fmt.Sprint(i.IID))
		}
		return strings.Join(iids, " ")
	}
	w.p.CloseIssue(w.somebody, 1, true)
	w.p.OpenIssue(w.bot, "Two", "Of the bot.")
	for _, test := range []struct {
		o    gitlab.ListProjectIssuesOptions
		want string
	}{
		{gitlab.ListProjectIssuesOptions{}, "3 2 1"},
		{gitlab.ListProjectIssuesOptions{OrderBy: new("created_at"), Sort: new("asc")}, "1 2 3"},
		{gitlab.ListProjectIssuesOptions{AuthorID: &me.ID}, "3 2"},
		{gitlab.ListProjectIssuesOptions{State: new("closed")}, "1"},
		{gitlab.ListProjectIssuesOptions{State: new("opened")}, "3 2"},
		{gitlab.ListProjectIssuesOptions{Scope: new("created_by_me")}, "3 2"},
		{gitlab.ListProjectIssuesOptions{Search: new("PERSON"), In: new("title")}, "1"},
		{gitlab.ListProjectIssuesOptions{Search: new("bot")}, "3"},
		{gitlab.ListProjectIssuesOptions{IIDs: &[]int64{1, 3}}, "3 1"},
		{gitlab.ListProjectIssuesOptions{ListOptions: gitlab.ListOptions{Page: 2, PerPage: 2}}, "1"},
	} {
		if got := list(test.o); got != test.want {
			t.Errorf("%+v: %s instead of %s", test.o, got, test.want)
		}
	}
	closed, _, err := c.Issues.UpdateIssue(w.p.ID(), 2, &gitlab.UpdateIssueOptions{Description: new("Other."), StateEvent: new("close")})
	if err != nil || closed.State != "closed" || closed.ClosedBy.ID != me.ID || closed.Description != "Other." || closed.Title != "One" {
		t.Errorf("%+v, %v", closed, err)
	}
	opened, _, err := c.Issues.UpdateIssue(w.p.ID(), 2, &gitlab.UpdateIssueOptions{StateEvent: new("reopen")})
	if err != nil || opened.State != "opened" || opened.ClosedBy != nil {
		t.Errorf("%+v, %v", opened, err)
	}
	told := len(w.s.Notifications())
	if _, _, err := c.Issues.UpdateIssue(w.p.ID(), 2, &gitlab.UpdateIssueOptions{StateEvent: new("reopen"), Description: new("Again.")}); err != nil {
		t.Error(err)
	}
	if n := len(w.s.Notifications()); n != told {
		t.Errorf("an edit notifies: %v", w.s.Notifications()[told:])
	}
	w.p.DeleteIssue(3)
	if iid := w.p.OpenIssue(w.author, "Four", ""); iid != 4 {
		t.Errorf("the number %d is used again", iid)
	}
}

func TestRefusedIssues(t *testing.T) {
	for _, test := range []struct {
		name, method, path, body string
		prepare                  func(w *world)
		limits                   gitlabtest.Limits
		status                   int
		says                     string
	}{
		{"no title", "POST", "", `{"description":"x"}`, nil, gitlabtest.Limits{}, 400, `{"error":"title is missing"}`},
		{"blank title", "POST", "", `{"title":" "}`, nil, gitlabtest.Limits{}, 400, `{"message":{"title":["can't be blank"]}}`},
		{"long title", "POST", "", `{"title":"` + strings.Repeat("x", 256) + `"}`, nil, gitlabtest.Limits{}, 400, `{"message":{"title":["is too long (maximum is 255 characters)"]}}`},
		{"long description", "POST", "", `{"title":"x","description":"` + strings.Repeat("x", 1<<20+1) + `"}`, nil, gitlabtest.Limits{}, 400, `{"message":{"description":["is too long (maximum is 1048576 characters)"]}}`},
		{"too often", "POST", "", `{"title":"x"}`, func(w *world) { w.p.OpenIssue(w.bot, "x", "") }, gitlabtest.Limits{Issues: 1}, 429, "requested too many times"},
		{"no issues", "POST", "", `{"title":"x"}`, func(w *world) { w.p.WithoutIssues(true) }, gitlabtest.Limits{}, 403, "403 Forbidden"},
		{"no member", "POST", "", `{"title":"x"}`, func(w *world) { w.p.AddMember(w.bot, gitlabtest.NoMember) }, gitlabtest.Limits{}, 404, "404 Project Not Found"},
		{"nothing to edit", "PUT", "/1", `{}`, func(w *world) { w.p.OpenIssue(w.bot, "x", "") }, gitlabtest.Limits{}, 400, "at least one parameter must be provided"},
		{"unknown event", "PUT", "/1", `{"state_event":"closed"}`, func(w *world) { w.p.OpenIssue(w.bot, "x", "") }, gitlabtest.Limits{}, 400, `{"error":"state_event does not have a valid value"}`},
		{"of another, by a guest", "PUT", "/1", `{"state_event":"close"}`, func(w *world) {
			w.p.OpenIssue(w.author, "x", "")
			w.p.AddMember(w.bot, gitlabtest.Guest)
		}, gitlabtest.Limits{}, 403, "403 Forbidden"},
		{"none", "PUT", "/7", `{"state_event":"close"}`, nil, gitlabtest.Limits{}, 404, "404 Not Found"},
		{"unknown state", "GET", "?state=open", "", nil, gitlabtest.Limits{}, 400, `{"error":"state does not have a valid value"}`},
		{"unknown author", "GET", "?author_id=bot", "", nil, gitlabtest.Limits{}, 400, `{"error":"author_id is invalid"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, gitlabtest.Options{Limits: test.limits})
			if test.prepare != nil {
				test.prepare(w)
			}
			before := fmt.Sprint(w.p.Issues())
			r, err := http.NewRequest(test.method, fmt.Sprintf("https://gitlab.example/api/v4/projects/%d/issues%s", w.p.ID(), test.path), strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("PRIVATE-TOKEN", "bot")
			r.Header.Set("Content-Type", "application/json")
			resp, err := w.s.Transport().RoundTrip(r)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if err := resp.Write(&b); err != nil || resp.StatusCode != test.status || !strings.Contains(b.String(), test.says) {
				t.Errorf("%d %s", resp.StatusCode, b.String())
			}
			if after := fmt.Sprint(w.p.Issues()); after != before {
				t.Errorf("has changed: %s", after)
			}
		})
	}
}
