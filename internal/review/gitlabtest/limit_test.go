package gitlabtest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	gitlab "gitlab.com/gitlab-org/api/client-go/v2"

	"jobcat/internal/review/gitlabtest"
)

// clock is one that stands until it is set.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func newClock() *clock { return &clock{time.Date(2026, 10, 1, 12, 0, 15, 0, time.UTC)} }

// Section 7: lists come in pages, with headers that say where the others are.
func TestSection7Pages(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	for i := range 45 {
		w.thread(fmt.Sprint("Thread ", i), nil)
	}
	for _, c := range []struct {
		query       string
		rows        int
		page, next  string
		per, total  string
		links, lack []string
	}{
		{"", 20, "1", "2", "20", "45", []string{`rel="next"`, `rel="first"`, `rel="last"`}, []string{`rel="prev"`}},
		{"?page=3", 5, "3", "", "20", "45", []string{`rel="prev"`}, []string{`rel="next"`}},
		{"?page=9", 0, "9", "", "20", "45", nil, nil},
		{"?per_page=100", 45, "1", "", "100", "45", nil, nil},
		{"?per_page=500", 45, "1", "", "100", "45", nil, nil},
		{"?per_page=44", 44, "1", "2", "44", "45", nil, nil},
	} {
		a := w.want(200, "GET", "/discussions"+c.query, nil)
		h := a.header
		if n := len(a.list(t)); n != c.rows || h.Get("x-page") != c.page || h.Get("x-next-page") != c.next || h.Get("x-per-page") != c.per || h.Get("x-total") != c.total {
			t.Errorf("%s: %d rows, %v", c.query, n, h)
		}
		if _, ok := h["X-Next-Page"]; !ok {
			t.Error("x-next-page is there, and empty on the last page")
		}
		for _, l := range c.links {
			if !strings.Contains(h.Get("link"), l) {
				t.Errorf("%s: %s", c.query, h.Get("link"))
			}
		}
		for _, l := range c.lack {
			if strings.Contains(h.Get("link"), l) {
				t.Errorf("%s: %s", c.query, h.Get("link"))
			}
		}
	}
	w.want(400, "GET", "/discussions?page=x", nil)
	if n := w.want(200, "GET", "/notes?per_page=1", nil).list(t)[0]; n["body"] != "Thread 44" {
		t.Errorf("notes come newest first: %v", n)
	}
	if n := w.want(200, "GET", "/notes?per_page=1&sort=asc", nil).list(t)[0]; n["body"] != "Thread 0" {
		t.Errorf("%v", n)
	}
}

// Section 7: the general throttle answers in plain text and says by its headers how much is left.
func TestSection7Throttle(t *testing.T) {
	c := newClock()
	w := newWorld(t, gitlabtest.Options{Now: c.Now, Limits: gitlabtest.Limits{Requests: 2}})
	a := w.want(200, "GET", "", nil)
	if h := a.header; h.Get("RateLimit-Limit") != "2" || h.Get("RateLimit-Remaining") != "1" || h.Get("RateLimit-Observed") != "1" {
		t.Errorf("%v", h)
	}
	w.want(200, "GET", "", nil)
	a = w.want(429, "GET", "", nil)
	h := a.header
	reset := c.now.Truncate(time.Minute).Add(time.Minute)
	if a.text != "Retry later\n" || h.Get("Content-Type") != "text/plain" || h.Get("Retry-After") != "45" ||
		h.Get("RateLimit-Remaining") != "0" || h.Get("RateLimit-Reset") != fmt.Sprint(reset.Unix()) || h.Get("RateLimit-ResetTime") != reset.Format(http.TimeFormat) {
		t.Errorf("%q %v", a.text, h)
	}
	w.wantAs("author", 200, "GET", "", nil)
	c.now = reset
	w.want(200, "GET", "", nil)
}

// Section 7: the limits on what is made answer in JSON, are in no headers, and may not say when to come back.
func TestSection7ApplicationLimits(t *testing.T) {
	for _, retryAfter := range []bool{false, true} {
		c := newClock()
		w := newWorld(t, gitlabtest.Options{Now: c.Now, Limits: gitlabtest.Limits{Notes: 2, Drafts: true, Resolves: 1, Edits: 1, RetryAfter: retryAfter}})
		id, note := w.thread("One.", nil)
		w.want(201, "POST", "/draft_notes", body{"note": "A."})
		w.want(201, "POST", "/draft_notes", body{"note": "B."})
		path := fmt.Sprintf("/discussions/%s/notes/%d", id, note)
		w.want(200, "PUT", path, body{"body": "Edited."})
		w.want(200, "PUT", path, body{"resolved": true})
		w.want(201, "POST", "/discussions/"+id+"/notes", body{"body": "Two."})
		for _, r := range []struct {
			method, path string
			payload      any
		}{
			{"POST", "/notes", body{"body": "Three."}},
			{"POST", "/discussions", body{"body": "Three."}},
			{"POST", "/discussions/" + id + "/notes", body{"body": "Three."}},
			{"POST", "/draft_notes/bulk_publish", nil},
			{"PUT", path, body{"body": "Again."}},
			{"PUT", path, body{"resolved": false}},
		} {
			a := w.want(429, r.method, r.path, r.payload)
			if !strings.HasPrefix(a.text, `{"message":{"error":"This endpoint has been requested too many times`) || a.header.Get("RateLimit-Limit") != "" {
				t.Errorf("%s %v", a.text, a.header)
			}
			if want := map[bool]string{true: "45"}[retryAfter]; a.header.Get("Retry-After") != want {
				t.Errorf("%v", a.header)
			}
		}
		if n := len(w.mr.Notes()); n != 2 || len(w.mr.Drafts()) != 2 {
			t.Errorf("%d notes", n)
		}
		w.wantAs("author", 201, "POST", "/notes", body{"body": "The limits are for each user."})
		c.now = c.now.Add(time.Minute)
		w.want(204, "POST", "/draft_notes/bulk_publish", nil)
		w.want(429, "POST", "/notes", body{"body": "Published drafts count."})
	}
}

// Each fault is what a client sees of it, and happens before or after the effect.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		kind   gitlabtest.FaultKind
		status int // 0 for no answer
		text   string
		header string
	}{
		{gitlabtest.ServerError, 500, `{"message":"500 Internal Server Error"}`, ""},
		{gitlabtest.BadGateway, 502, "<!DOCTYPE html>", ""},
		{gitlabtest.Reset, 0, "", ""},
		{gitlabtest.Throttled, 429, "Retry later\n", "RateLimit-Reset"},
		{gitlabtest.LimitedAfter, 429, `{"message":{"error":`, "Retry-After"},
		{gitlabtest.Limited, 429, `{"message":{"error":`, ""},
		{gitlabtest.Die, 0, "", ""},
	} {
		for _, after := range []bool{false, true} {
			w := newWorld(t, gitlabtest.Options{})
			w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
				if r.N == 2 {
					return gitlabtest.Fault{Kind: c.kind, After: after}
				}
				return gitlabtest.Fault{}
			}
			server := w.s.Start()
			defer server.Close()
			real := &http.Transport{}
			defer real.CloseIdleConnections()
			for _, way := range []http.RoundTripper{w.s.Transport(), real} {
				w.s.ForgetRequests()
				before := len(w.mr.Notes())
				post := func() (answer, error) {
					url := server.URL + strings.TrimPrefix(w.url("/notes"), "https://gitlab.example")
					return send(t, way, "POST", url, http.Header{"Private-Token": {"bot"}}, body{"body": "A note."})
				}
				if a, err := post(); err != nil || a.status != 201 {
					t.Fatalf("%d %v", a.status, err)
				}
				a, err := post()
				if (err == nil) != (c.status != 0) || a.status != c.status || !strings.HasPrefix(a.text, c.text) || c.header != "" && a.header.Get(c.header) == "" {
					t.Errorf("fault %d: %+v, %v", c.kind, a, err)
				}
				want := before + 1
				if after {
					want++
				}
				if n := len(w.mr.Notes()); n != want {
					t.Errorf("fault %d, after %v: %d notes, want %d", c.kind, after, n, want)
				}
				if r := w.s.Requests()[1]; r.Status != c.status || r.Effect != after {
					t.Errorf("fault %d: %+v", c.kind, r)
				}
				if _, err = post(); (err != nil) != (c.kind == gitlabtest.Die) {
					t.Errorf("fault %d: the next request: %v", c.kind, err)
				}
			}
			if _, err := send(t, w.s.Transport(), "GET", w.url(""), http.Header{"Private-Token": {"bot"}}, nil); err != nil {
				t.Errorf("another way has died too: %v", err)
			}
		}
	}
}

// A slow answer ends with the patience of the client; what it was asked for is done or not.
func TestSlow(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	for _, after := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := w.s.Clone()
			s.Fault = func(gitlabtest.Request) gitlabtest.Fault { return gitlabtest.Fault{Delay: time.Minute, After: after} }
			ask := func(timeout time.Duration) (*http.Response, error) {
				ctx, cancel := context.WithTimeout(t.Context(), timeout)
				defer cancel()
				r, _ := http.NewRequestWithContext(ctx, "POST", w.url("/notes"), bytes.NewReader([]byte(`{"body":"A note."}`)))
				r.Header.Set("Content-Type", "application/json")
				r.Header.Set("Private-Token", "bot")
				return s.Transport().RoundTrip(r)
			}
			start := time.Now()
			if _, err := ask(time.Second); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
				t.Errorf("%v after %v", err, time.Since(start))
			}
			want := map[bool]int{true: 1}[after]
			if n := len(w.mr.On(s).Notes()); n != want {
				t.Errorf("after %v: %d notes", after, n)
			}
			if got, err := ask(time.Hour); err != nil || got.StatusCode != 201 || len(w.mr.On(s).Notes()) != want+1 {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}

// A copy lives by itself, also its branches.
func TestClone(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	id, note := w.thread("Here.", w.at("new.md", "new.md", 0, 1))
	w.want(201, "POST", "/draft_notes", body{"note": "A draft."})
	head := w.p.Head("topic")
	one, two := w.s.Clone(), w.s.Clone()
	w.mr.On(one).EditNote(w.bot, note, "Edited.")
	w.mr.On(one).ResolveThread(w.author, id, true)
	w.mr.On(one).Comment(w.author, "More.")
	w.p.On(one).Push("topic", gitlabtest.Commit{Remove: []string{"new.md"}})
	w.p.On(two).Push("topic", gitlabtest.Commit{Files: map[string]string{"new.md": "zero\none\n"}})
	for what, c := range map[string]struct {
		s     *gitlabtest.Server
		notes int
		line  int
	}{"original": {w.s, 1, 1}, "first": {one, 3, 1}, "second": {two, 1, 2}} {
		notes := w.mr.On(c.s).Notes()
		if len(notes) != c.notes || *notes[0].Position.NewLine != c.line || len(w.mr.On(c.s).Drafts()) != 1 {
			t.Errorf("%s: %+v", what, notes)
		}
	}
	if w.p.Head("topic") != head || w.p.On(one).Head("topic") == head || len(two.Requests()) != 0 {
		t.Error("the copies share a branch or requests")
	}
}

// What git pushes makes versions, too.
func TestRefresh(t *testing.T) {
	w := firstWorld(t.TempDir())
	copied := w.s.Clone()
	w.p.On(copied).Push("topic", gitlabtest.Commit{Remove: []string{"new.md"}})
	head := w.p.Head("topic")
	w.p.Refresh()
	if w.p.Head("topic") != head {
		t.Error("git sees the branch of a copy")
	}
	dir := filepath.Join(t.TempDir(), "clone")
	run := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	run("clone", "--quiet", "--branch", "topic", w.p.Dir(), dir)
	if err := os.WriteFile(filepath.Join(dir, "new.md"), []byte("zero\none\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	run("-C", dir, "commit", "--quiet", "--all", "--message=By git")
	run("-C", dir, "push", "--quiet", "origin", "topic", "topic:another")
	w.p.Refresh()
	if w.p.Head("topic") == head || w.mr.Refs().Head != w.p.Head("another") || w.p.File("topic", "new.md") != "zero\none\n" {
		t.Errorf("%+v", w.mr.Refs())
	}
}

// Section 7: totals are missing above 10,000 rows.
func TestSection7ManyRows(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{MaxComments: 20_000})
	for i := range 10_001 {
		w.mr.Comment(w.author, "A comment.")
		if i < 9_999 {
			continue
		}
		h := w.want(200, "GET", "/discussions", nil).header
		if few := i < 10_000; (h.Get("X-Total") != "") != few || strings.Contains(h.Get("Link"), `rel="last"`) != few || h.Get("X-Next-Page") != "2" {
			t.Errorf("%d rows: %v", i+1, h)
		}
	}
}

// Section 7: the official client repeats what it should not: a note that is stored behind three 500s exists four times.
func TestSection7ClientRepeats(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	failed := 0
	w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
		if r.Writes() && failed < 3 {
			failed++
			return gitlabtest.Fault{Kind: gitlabtest.ServerError, After: true}
		}
		return gitlabtest.Fault{}
	}
	synctest.Test(t, func(t *testing.T) {
		c, err := gitlab.NewClient("bot", gitlab.WithBaseURL("https://gitlab.example"), gitlab.WithHTTPClient(&http.Client{Transport: w.s.Transport()}))
		if err != nil {
			t.Fatal(err)
		}
		opts := &gitlab.CreateMergeRequestNoteOptions{Body: gitlab.Ptr("Once.")}
		if _, _, err := c.Notes.CreateMergeRequestNote(w.p.ID(), w.mr.IID(), opts); err != nil {
			t.Fatal(err)
		}
	})
	if n := len(w.mr.Notes()); n != 4 {
		t.Errorf("%d notes", n)
	}
	for _, r := range w.s.Requests() {
		if r.TokenInURL() {
			t.Errorf("%+v", r)
		}
	}
}

// A reset is what a client sees when a connection ends.
func TestResetIsOne(t *testing.T) {
	w := newWorld(t, gitlabtest.Options{})
	w.s.Fault = func(gitlabtest.Request) gitlabtest.Fault { return gitlabtest.Fault{Kind: gitlabtest.Reset} }
	if _, err := send(t, w.s.Transport(), "GET", w.url(""), nil, nil); !errors.Is(err, syscall.ECONNRESET) {
		t.Error(err)
	}
}

// BenchmarkRun is what a run of a reviewer does: a copy, some reads, thirty drafts, and one publication.
func BenchmarkRun(b *testing.B) {
	w := newWorld(b, gitlabtest.Options{})
	position := w.at("a.md", "a.md", 0, 11)
	for b.Loop() {
		c := &world{t: b, s: w.s.Clone(), p: w.p, mr: w.mr}
		for _, path := range []string{"", "/versions", "/diffs", "/discussions", "/draft_notes"} {
			c.want(200, "GET", path, nil)
		}
		for i := range 30 {
			c.want(201, "POST", "/draft_notes", body{"note": fmt.Sprintf("Draft %d.\n\n```suggestion\nx\n```\n\n<!-- x -->", i), "position": position})
		}
		c.want(204, "POST", "/draft_notes/bulk_publish", nil)
		c.want(200, "GET", "/discussions?per_page=100", nil)
	}
}
