package gitlabtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"jobcat/internal/review/gitlabtest"
)

// world is a project with a merge request, as most tests want it.
type world struct {
	t        testing.TB
	s        *gitlabtest.Server
	p        gitlabtest.Project
	mr       gitlabtest.MergeRequest
	author   *gitlabtest.User // of the merge request; a developer
	bot      *gitlabtest.User // a reporter with the token "bot"
	somebody *gitlabtest.User // another developer
}

// lines are n lines that all differ.
func lines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "line %d of many that look like no other\n", i+1)
	}
	return b.String()
}

var shared = struct {
	sync.Mutex
	dir string
	w   *world
}{}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "gitlabtest")
	if err != nil {
		panic(err)
	}
	shared.dir = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// newWorld has a merge request that changes a.md (a first line is new, the old line 10 is another, the old line 21 is gone), adds
// new.md, removes gone.md and renames old.md to renamed.md with a change in its line 1. It is a copy of one that is made once.
func newWorld(t testing.TB, o gitlabtest.Options) *world {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.w == nil {
		shared.w = firstWorld(shared.dir)
	}
	w := *shared.w
	w.t, w.s = t, w.s.Clone()
	w.s.SetOptions(o)
	w.p, w.mr = w.p.On(w.s), w.mr.On(w.s)
	return &w
}

func firstWorld(dir string) *world {
	s := gitlabtest.New(dir, gitlabtest.Options{})
	w := &world{s: s, author: s.AddUser("author"), bot: s.AddUser("bot"), somebody: s.AddUser("somebody")}
	s.AddToken(w.author, "author", "api")
	s.AddToken(w.bot, "bot", "api")
	s.AddToken(w.somebody, "somebody", "api")
	w.p = s.AddProject("group/project", gitlabtest.Private)
	w.p.AddMember(w.author, gitlabtest.Developer)
	w.p.AddMember(w.bot, gitlabtest.Reporter)
	w.p.AddMember(w.somebody, gitlabtest.Developer)
	w.p.Push("main", gitlabtest.Commit{Files: map[string]string{
		"a.md": lines(40), "gone.md": "going\ngone\n", "old.md": strings.ToUpper(lines(30)), "same.md": "the same\n",
	}})
	w.p.Push("topic", gitlabtest.Commit{
		Files: map[string]string{
			"a.md":       "first\n" + change(lines(40), 10, "changed\n", 21, ""),
			"new.md":     "one\ntwo\n",
			"renamed.md": change(strings.ToUpper(lines(30)), 1, "another\n"),
		},
		Remove: []string{"gone.md", "old.md"},
	})
	w.mr = w.p.Open(gitlabtest.Merge{From: "topic", Title: "Topic", Author: w.author})
	return w
}

// change replaces lines: number and new text in turn.
func change(text string, what ...any) string {
	all := strings.SplitAfter(text, "\n")
	for i := 0; i < len(what); i += 2 {
		all[what[i].(int)-1] = what[i+1].(string)
	}
	return strings.Join(all, "")
}

func (w *world) url(path string) string {
	return fmt.Sprintf("https://gitlab.example/api/v4/projects/%d/merge_requests/%d%s", w.p.ID(), w.mr.IID(), path)
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	text   string
}

func (a answer) list(t testing.TB) []map[string]any {
	t.Helper()
	var v []map[string]any
	if err := json.Unmarshal([]byte(a.text), &v); err != nil {
		t.Fatalf("%v: %s", err, a.text)
	}
	return v
}

func (a answer) object(t testing.TB) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(a.text), &v); err != nil {
		t.Fatalf("%v: %s", err, a.text)
	}
	return v
}

// body is JSON of pairs.
type body map[string]any

func send(t testing.TB, s http.RoundTripper, method, url string, header http.Header, payload any) (answer, error) {
	t.Helper()
	var content io.Reader
	if payload != nil {
		b, err := json.Marshal(payload)
		if err != nil {
			t.Fatal(err)
		}
		content = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, url, content)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range header {
		r.Header[name] = v
	}
	if payload != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	got, err := s.RoundTrip(r)
	if err != nil {
		return answer{}, err
	}
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header, string(text)}, nil
}

// as sends a request about the merge request with somebody's token.
func (w *world) as(token, method, path string, payload any) answer {
	w.t.Helper()
	a, err := send(w.t, w.s.Transport(), method, w.url(path), http.Header{"Private-Token": {token}}, payload)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// want sends a request as the bot and checks the status.
func (w *world) want(status int, method, path string, payload any) answer {
	w.t.Helper()
	return w.wantAs("bot", status, method, path, payload)
}

func (w *world) wantAs(token string, status int, method, path string, payload any) answer {
	w.t.Helper()
	a := w.as(token, method, path, payload)
	if a.status != status {
		w.t.Fatalf("%s %s as %s: %d %s, want %d", method, path, token, a.status, a.text, status)
	}
	return a
}

// at is a position in the newest version.
func (w *world) at(old, new string, oldLine, newLine int) body {
	refs := w.mr.Refs()
	p := body{"base_sha": refs.Base, "start_sha": refs.Start, "head_sha": refs.Head, "position_type": "text", "old_path": old, "new_path": new}
	if oldLine > 0 {
		p["old_line"] = oldLine
	}
	if newLine > 0 {
		p["new_line"] = newLine
	}
	return p
}

func (p body) with(key string, v any) body {
	c := body{}
	for k, v := range p {
		c[k] = v
	}
	if v == nil {
		delete(c, key)
	} else {
		c[key] = v
	}
	return c
}

// thread starts a thread of the bot and is its id and that of its note.
func (w *world) thread(text string, position any) (string, int64) {
	w.t.Helper()
	b := body{"body": text}
	if position != nil {
		b["position"] = position
	}
	t := w.want(201, "POST", "/discussions", b).object(w.t)
	note := t["notes"].([]any)[0].(map[string]any)
	return t["id"].(string), int64(note["id"].(float64))
}

// form sends a form as the bot.
func (w *world) form(method, path string, values url.Values) answer {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.url(path), strings.NewReader(values.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Private-Token", "bot")
	got, err := w.s.Transport().RoundTrip(r)
	if err != nil {
		w.t.Fatal(err)
	}
	text, err := io.ReadAll(got.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header, string(text)}
}
