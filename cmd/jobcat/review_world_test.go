package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
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

// threads are those of the bot: state, place and first line of each, and who has answered.
func (w *world) threads() string {
	var b strings.Builder
	for _, t := range w.request.Threads() {
		first := t.Notes[0]
		if first.System {
			continue
		}
		state := "note"
		if first.Resolvable {
			state = "open"
			if first.Resolved {
				state = "resolved"
			}
		}
		fmt.Fprintf(&b, "%s", state)
		if p := first.Position; p != nil {
			fmt.Fprintf(&b, " %s:%d", p.NewPath, p.NewLine)
		}
		line, _, _ := strings.Cut(first.Body, "\n")
		fmt.Fprintf(&b, " %s\n", line)
		for _, n := range t.Notes[1:] {
			if !n.System {
				line, _, _ := strings.Cut(n.Body, "\n")
				fmt.Fprintf(&b, "    %d: %s\n", n.Author, line)
			}
		}
	}
	return b.String()
}
