package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"jobcat/internal/review/gitlabtest"
)

// world is a merge request on a GitLab with a real repository, and the pipelines that run for it.
type world struct {
	*testing.T
	gitlab   *gitlabtest.Server
	now      time.Time // its clock, which waiting moves
	project  gitlabtest.Project
	request  gitlabtest.MergeRequest
	author   *gitlabtest.User // a developer
	reviewer *gitlabtest.User // a maintainer
	bot      *gitlabtest.User // a reporter, whose token the pipeline has
	base     string           // the commit that the branch started at
	log      string           // what the last pipeline has written
}

const botsToken = "glpat-nobody-may-see-this"

// newWorld has these files on main, and no merge request yet.
func newWorld(t *testing.T, files map[string]string) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	w.gitlab = gitlabtest.New(t.TempDir(), gitlabtest.Options{
		Now:    func() time.Time { return w.now },
		Sleep:  w.wait,
		Limits: gitlabtest.Limits{Notes: 60, Resolves: 120, Edits: 300},
	})
	w.author, w.reviewer, w.bot = w.gitlab.AddUser("author"), w.gitlab.AddUser("reviewer"), w.gitlab.AddUser("jobcat-bot")
	w.gitlab.AddToken(w.bot, botsToken, "api")
	w.project = w.gitlab.AddProject("people/handbook", gitlabtest.Private)
	w.project.AddMember(w.author, gitlabtest.Developer)
	w.project.AddMember(w.reviewer, gitlabtest.Maintainer)
	w.project.AddMember(w.bot, gitlabtest.Reporter)
	w.base = w.project.Push("main", gitlabtest.Commit{Message: "Add job families", Files: files})
	return w
}

func (w *world) wait(_ context.Context, d time.Duration) error {
	w.now = w.now.Add(d)
	return nil
}

// push changes files on the branch of the merge request, and opens that with the first push.
func (w *world) push(files map[string]string, removed ...string) {
	w.Helper()
	w.commit(gitlabtest.Commit{Message: "Change job families", Files: files, Remove: removed})
}

func (w *world) commit(c gitlabtest.Commit) {
	w.Helper()
	w.now = w.now.Add(10 * time.Minute)
	w.project.Push("change", c)
	if w.request == (gitlabtest.MergeRequest{}) {
		w.request = w.project.Open(gitlabtest.Merge{From: "change", Title: "Change job families", Author: w.author})
	}
}

// job is what the runner gives to a job of a merge request pipeline.
type job struct {
	dir string
	env map[string]string
}

// pipeline is a detached pipeline of the merge request as it is now.
func (w *world) pipeline() job {
	w.Helper()
	refs := w.request.Refs()
	j := job{w.clone(w.project, refs.Head, 20), w.variables()}
	j.env["CI_MERGE_REQUEST_EVENT_TYPE"] = "detached"
	j.env["CI_COMMIT_SHA"] = refs.Head
	return j
}

// mergedResult is a pipeline that has merged the branch into its target.
func (w *world) mergedResult(kind string) job {
	w.Helper()
	merge := w.request.MergedResult()
	j := job{w.clone(w.project, merge, 20), w.variables()}
	j.env["CI_MERGE_REQUEST_EVENT_TYPE"] = kind
	j.env["CI_COMMIT_SHA"] = merge
	j.env["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = w.request.Refs().Head
	j.env["CI_MERGE_REQUEST_TARGET_BRANCH_SHA"] = w.project.Head("main")
	return j
}

func (w *world) variables() map[string]string {
	project := strconv.FormatInt(w.project.ID(), 10)
	return map[string]string{
		"CI":                                  "true",
		"CI_PIPELINE_SOURCE":                  "merge_request_event",
		"CI_API_V4_URL":                       "https://gitlab.example.com/api/v4",
		"CI_PROJECT_ID":                       project,
		"CI_MERGE_REQUEST_PROJECT_ID":         project,
		"CI_MERGE_REQUEST_SOURCE_PROJECT_ID":  project,
		"CI_MERGE_REQUEST_IID":                strconv.FormatInt(w.request.IID(), 10),
		"CI_MERGE_REQUEST_DIFF_BASE_SHA":      w.request.Refs().Base,
		"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
		"GITLAB_TOKEN":                        botsToken,
	}
}

// clone checks out a commit as a runner does: shallow, and without branches.
func (w *world) clone(p gitlabtest.Project, commit string, depth int) string {
	w.Helper()
	dir := filepath.Join(w.TempDir(), "handbook")
	w.git(filepath.Dir(dir), "init", "-q", dir)
	w.git(dir, "remote", "add", "origin", "file://"+p.Dir())
	w.git(dir, "fetch", "-q", fmt.Sprintf("--depth=%d", depth), "origin", commit)
	w.git(dir, "checkout", "-q", "--detach", commit)
	return dir
}

func (w *world) git(dir string, args ...string) string {
	w.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		w.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// review runs jobcat review in a job, and gives the exit code.
func (w *world) review(j job, args ...string) int {
	w.Helper()
	w.now = w.now.Add(time.Minute)
	w.Chdir(j.dir)
	var stdout, stderr bytes.Buffer
	a := around{
		getenv:    func(name string) string { return j.env[name] },
		now:       func() time.Time { return w.now },
		wait:      w.wait,
		transport: w.gitlab.Transport(),
	}
	code := execute(context.Background(), newRootIn(a), append([]string{"review"}, args...), strings.NewReader(""), io.Writer(&stdout), &stderr)
	w.log = stdout.String() + stderr.String()
	if strings.Contains(w.log, botsToken) {
		w.Errorf("the token is in what the job writes:\n%s", w.log)
	}
	return code
}

// must is review with the code that it has to end with.
func (w *world) must(code int, j job, args ...string) {
	w.Helper()
	if got := w.review(j, args...); got != code {
		w.Fatalf("exit code %d, want %d\n%s", got, code, w.log)
	}
}

// writes are the requests since the last call that were to change something.
func (w *world) writes() []string {
	var all []string
	for _, r := range w.gitlab.Requests() {
		if r.TokenInURL() {
			w.Errorf("a token is in the address of %s %s", r.Method, r.Path)
		}
		if r.Writes() {
			all = append(all, r.Method+" "+r.Path)
		}
	}
	w.gitlab.ForgetRequests()
	return all
}

// threads are what stands in the merge request: the state and the place of each thread, what it is about, and the answers to it.
func (w *world) threads() string {
	w.Helper()
	var b strings.Builder
	for _, t := range w.request.Threads() {
		first := t.Notes[0]
		if first.System {
			continue
		}
		state := "note"
		switch {
		case t.Resolved():
			state = "resolved"
		case t.Resolvable():
			state = "open"
		}
		b.WriteString(state)
		if p := first.Position; p != nil {
			line := 0
			if p.NewLine != nil {
				line = *p.NewLine
			}
			fmt.Fprintf(&b, " %s:%d", strings.TrimPrefix(p.NewPath, "handbook/"), line)
		}
		fmt.Fprintf(&b, " %s\n", w.gist(first))
		for _, n := range t.Notes[1:] {
			if !n.System {
				fmt.Fprintf(&b, "    %s\n", w.gist(n))
			}
		}
	}
	return b.String()
}

var (
	ruleOfNote  = regexp.MustCompile(`jobcat:allow ([a-z-]+)|jobcat explain ([a-z-]+)`)
	stateOfNote = regexp.MustCompile(`<!-- jobcat.* what=([a-z]+) state=([a-z]+)`)
)

// gist is what a note is about: the rule of a comment of ours and what became of it, or the first line.
func (w *world) gist(n gitlabtest.Note) string {
	first, _, _ := strings.Cut(n.Body, "\n")
	if n.Author != w.bot.ID {
		return "somebody: " + first
	}
	m := stateOfNote.FindStringSubmatch(n.Body)
	if m == nil {
		return first // somebody has written other words
	}
	rule := ""
	if found := ruleOfNote.FindStringSubmatch(n.Body); found != nil {
		rule = found[1] + found[2]
	}
	switch m[1] + " " + m[2] {
	case "finding open":
		return rule
	case "finding gone":
		return "fixed"
	case "answer open":
		return "it is back"
	case "answer gone":
		return "it is gone"
	}
	return strings.Trim(first, "*")
}

// is holds what there is against what there should be.
func (w *world) is(got, want string) {
	w.Helper()
	if got, want := strings.TrimSpace(got), strings.TrimSpace(want); got != want {
		w.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// says holds that the newest summary has these words.
func (w *world) says(words string) {
	w.Helper()
	newest := ""
	for _, n := range w.request.Notes() {
		if strings.HasPrefix(n.Body, "**jobcat") {
			newest = n.Body
		}
	}
	if !strings.Contains(newest, words) {
		w.Errorf("the summary does not say %q:\n%s", words, newest)
	}
}

// quiet holds that no text has done anything: no command has run, nobody was mentioned, nothing refers to anything.
func (w *world) quiet() {
	w.Helper()
	if commands := w.gitlab.Commands(); len(commands) > 0 {
		w.Errorf("commands have run: %+v", commands)
	}
	for _, n := range w.gitlab.Notifications() {
		if n.Kind != gitlabtest.NewNote && n.Kind != gitlabtest.Review {
			w.Errorf("somebody was told of %+v", n)
		}
	}
}
