package gitlabtest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"jobcat/internal/review/gitlabtest"
)

// Section 2: the ways in which a token is given.
func TestSection2Tokens(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.s.AddToken(w.bot, "reads", "read_api")
	w.s.AddToken(w.bot, "clones", "read_repository")
	w.s.SetToken(gitlabtest.Token{Value: "past", User: w.bot.ID, Scopes: []string{"api"}, Expired: true})
	w.s.SetToken(gitlabtest.Token{Value: "job", User: w.author.ID, Job: true})
	for _, c := range []struct {
		what           string
		header         http.Header
		query          string
		method, path   string
		status         int
		answer         string
		tokenInAddress bool
	}{
		{"private", http.Header{"Private-Token": {"bot"}}, "", "GET", "", 200, `"iid":1`, false},
		{"bearer", http.Header{"Authorization": {"Bearer bot"}}, "", "GET", "", 200, `"iid":1`, false},
		{"in the address", nil, "?private_token=bot", "GET", "", 200, `"iid":1`, true},
		{"unknown", http.Header{"Private-Token": {"no"}}, "", "GET", "", 401, `{"message":"401 Unauthorized"}`, false},
		{"expired", http.Header{"Private-Token": {"past"}}, "", "GET", "", 401, `{"error":"invalid_token",`, false},
		{"none", nil, "", "GET", "", 404, `{"message":"404 Project Not Found"}`, false},
		{"reads", http.Header{"Private-Token": {"reads"}}, "", "GET", "/discussions", 200, `[]`, false},
		{"reads only", http.Header{"Private-Token": {"reads"}}, "", "POST", "/notes", 403, `{"error":"insufficient_scope",`, false},
		{"no scope", http.Header{"Private-Token": {"clones"}}, "", "GET", "", 403, `{"error":"insufficient_scope",`, false},
		{"job as private", http.Header{"Private-Token": {"job"}}, "", "GET", "", 401, `401`, false},
		{"job", http.Header{"Job-Token": {"job"}}, "", "GET", "", 200, `"iid":1`, false},
		{"job, list", http.Header{"Job-Token": {"job"}}, "list", "GET", "?state=opened&source_branch=topic", 200, `"iid":1`, false},
		{"list of other branches", http.Header{"Private-Token": {"bot"}}, "list", "GET", "?source_branch=other", 200, `[]`, false},
		{"job, notes", http.Header{"Job-Token": {"job"}}, "", "GET", "/notes", 200, `[]`, false},
		{"job, discussions", http.Header{"Job-Token": {"job"}}, "", "GET", "/discussions", 401, `401`, false},
		{"job, diffs", http.Header{"Job-Token": {"job"}}, "", "GET", "/diffs", 401, `401`, false},
		{"job, versions", http.Header{"Job-Token": {"job"}}, "", "GET", "/versions", 401, `401`, false},
		{"job, drafts", http.Header{"Job-Token": {"job"}}, "", "GET", "/draft_notes", 401, `401`, false},
		{"job writes", http.Header{"Job-Token": {"job"}}, "", "POST", "/notes", 401, `401`, false},
		{"job writes a thread", http.Header{"Job-Token": {"job"}}, "", "POST", "/discussions", 401, `401`, false},
	} {
		var payload any
		if c.method == "POST" {
			payload = body{"body": "A note."}
		}
		url := w.url(c.path) + c.query
		if c.query == "list" {
			url = fmt.Sprintf("https://gitlab.example/api/v4/projects/%d/merge_requests%s", w.p.ID(), c.path)
		}
		a, err := send(t, w.s.Transport(), c.method, url, c.header, payload)
		if err != nil {
			t.Fatal(err)
		}
		if a.status != c.status || !strings.Contains(a.text, c.answer) {
			t.Errorf("%s: %d %s, want %d %s", c.what, a.status, a.text, c.status, c.answer)
		}
		all := w.s.Requests()
		if last := all[len(all)-1]; last.TokenInURL() != c.tokenInAddress || last.Status != c.status {
			t.Errorf("%s: recorded as %+v", c.what, last)
		}
	}
	if n := w.mr.Notes(); len(n) != 0 {
		t.Errorf("written by those who may not: %+v", n)
	}
}

// Section 2: who sees a merge request and who may comment.
func TestSection2Roles(t *testing.T) {
	for _, c := range []struct {
		visibility gitlabtest.Visibility
		role       gitlabtest.Role
		read       int
		write      int
	}{
		{gitlabtest.Private, gitlabtest.NoMember, 404, 404},
		{gitlabtest.Private, gitlabtest.Guest, 404, 404},
		{gitlabtest.Private, gitlabtest.Planner, 200, 201},
		{gitlabtest.Private, gitlabtest.Reporter, 200, 201},
		{gitlabtest.Private, gitlabtest.Developer, 200, 201},
		{gitlabtest.Internal, gitlabtest.NoMember, 200, 201},
		{gitlabtest.Public, gitlabtest.NoMember, 200, 201},
		{gitlabtest.Public, gitlabtest.Guest, 200, 201},
	} {
		s := gitlabtest.New(t.TempDir(), gitlabtest.Options{})
		author, u := s.AddUser("author"), s.AddUser("u")
		s.AddToken(u, "u", "api")
		p := s.AddProject("g/p", c.visibility)
		p.AddMember(u, c.role)
		p.Push("main", gitlabtest.Commit{Files: map[string]string{"a": "a\n"}})
		p.Push("topic", gitlabtest.Commit{Files: map[string]string{"a": "b\n"}})
		w := &world{t: t, s: s, p: p, mr: p.Open(gitlabtest.Merge{From: "topic", Author: author})}
		for _, path := range []string{"", "/versions", "/diffs", "/discussions", "/notes", "/draft_notes"} {
			if a := w.as("u", "GET", path, nil); a.status != c.read {
				t.Errorf("%s, role %d: GET %s: %d %s", c.visibility, c.role, path, a.status, a.text)
			}
		}
		for path, payload := range map[string]body{"/notes": {"body": "a"}, "/discussions": {"body": "a"}, "/draft_notes": {"note": "a"}} {
			if a := w.as("u", "POST", path, payload); a.status != c.write {
				t.Errorf("%s, role %d: POST %s: %d %s", c.visibility, c.role, path, a.status, a.text)
			}
		}
	}
}

// Section 2: nobody writes without an account, not even in public.
func TestSection2Nobody(t *testing.T) {
	s := gitlabtest.New(t.TempDir(), gitlabtest.Options{})
	author := s.AddUser("author")
	p := s.AddProject("g/p", gitlabtest.Public)
	p.Push("main", gitlabtest.Commit{Files: map[string]string{"a": "a\n"}})
	p.Push("topic", gitlabtest.Commit{Files: map[string]string{"a": "b\n"}})
	w := &world{t: t, s: s, p: p, mr: p.Open(gitlabtest.Merge{From: "topic", Author: author})}
	for _, c := range []struct {
		method, url string
		payload     any
		status      int
	}{
		{"GET", w.url(""), nil, 200},
		{"GET", w.url("/discussions"), nil, 200},
		{"GET", w.url("/draft_notes"), nil, 401},
		{"POST", w.url("/notes"), body{"body": "a"}, 401},
		{"GET", "https://gitlab.example/api/v4/user", nil, 401},
		{"GET", "https://gitlab.example/api/v4/version", nil, 401},
		{"GET", "https://gitlab.example/api/v4/nothing", nil, 404},
		{"GET", w.url("/nothing"), nil, 404},
		{"GET", w.url("9"), nil, 404},
		{"GET", "https://gitlab.example/api/v4/projects/g%2Fp", nil, 200},
		{"GET", "https://gitlab.example/api/v4/projects/99", nil, 404},
		{"GET", "https://gitlab.example/", nil, 404},
	} {
		if a, err := send(t, s.Transport(), c.method, c.url, nil, c.payload); err != nil || a.status != c.status {
			t.Errorf("%s %s: %d %s, %v", c.method, c.url, a.status, a.text, err)
		}
	}
}
