package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"maps"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"jobcat/internal/review/gitlabtest"
)

// audit runs an audit in the job of a schedule on a clone of the default branch, with some variables set otherwise.
func (w *world) audit(code int, env map[string]string, args ...string) string {
	w.Helper()
	vars := map[string]string{
		"CI_API_V4_URL": "https://gitlab.example.com/api/v4", "CI_PROJECT_ID": strconv.FormatInt(w.project.ID(), 10), "CI_PROJECT_URL": "https://gitlab.example.com/people/handbook",
		"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_SHA": w.project.Head("main"), "GITLAB_TOKEN": botsToken,
	}
	maps.Copy(vars, env)
	w.now = w.now.Add(24 * time.Hour)
	w.Chdir(w.clone(w.project, w.project.Head("main"), 20))
	root := newRootIn(around{
		getenv: func(name string) string { return vars[name] }, now: func() time.Time { return w.now }, wait: w.wait, transport: w.gitlab.Transport(),
	})
	var out, log bytes.Buffer
	got := execute(context.Background(), root, append([]string{"audit"}, args...), strings.NewReader(""), io.Writer(&out), &log)
	w.log = log.String()
	if got != code {
		w.Fatalf("exit code %d instead of %d\n%s\n%s", got, code, out.String(), w.log)
	}
	if strings.Contains(out.String()+w.log, botsToken) {
		w.Errorf("the token is told:\n%s", w.log)
	}
	return out.String()
}

func (w *world) only() gitlabtest.Issue {
	w.Helper()
	all := w.project.Issues()
	if len(all) != 1 {
		w.Fatalf("%d issues\n%s", len(all), w.log)
	}
	return all[0]
}

func (w *world) tells(text string, words ...string) {
	w.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			w.Errorf("not a word of %q in\n%s", word, text)
		}
	}
}

func TestAuditIssue(t *testing.T) {
	files, path, good, bad := jobs(t)
	w := newWorld(t, files)
	w.audit(0, nil, "jobs", "--issue")
	w.tells(w.log, "the catalog is in order, and there is no issue")
	noToken := map[string]string{"GITLAB_TOKEN": ""}
	w.tells(w.audit(0, noToken, "jobs", "--issue", "--dry-run"),
		"nothing to do if there is no issue, for the catalog is in order; which issues there are is not known, as GITLAB_TOKEN is not set\n")

	w.project.Push("main", gitlabtest.Commit{Files: map[string]string{path: bad}})
	plan := w.audit(0, nil, "jobs", "--issue", "--dry-run")
	w.tells(plan, `make the issue "Job catalog audit"`, "grade 7")
	w.tells(w.audit(0, noToken, "jobs", "--issue", "--dry-run"),
		`make the issue "Job catalog audit": if there is none yet; which issues there are is not known, as GITLAB_TOKEN is not set`)
	if n := len(w.project.Issues()); n > 0 {
		t.Fatal("a dry run makes an issue")
	}
	report := w.audit(0, nil, "jobs", "--issue", "--page-url", "https://people.example.com/")
	w.tells(report, "families")
	w.tells(w.log, `made the issue "Job catalog audit"`)
	i := w.only()
	w.tells(i.Description, "grade 7", "(https://gitlab.example.com/people/handbook/-/blob/main/jobs/people-finance/payroll.md#L", "(https://people.example.com/)")

	w.project.Push("main", gitlabtest.Commit{Files: map[string]string{"README.md": "Another commit.\n"}})
	w.audit(0, nil, "jobs", "--issue", "--page-url", "https://people.example.com/", "--strict-post")
	w.tells(w.log, "issue 1 says all of it already")
	if again := w.only(); again != i {
		t.Errorf("edited, though nothing has changed:\n%s", again.Description)
	}

	w.project.Push("main", gitlabtest.Commit{Files: map[string]string{path: good}})
	w.audit(0, nil, "jobs", "--issue")
	w.tells(w.log, "edited and closed issue 1: the catalog is clean")
	if i := w.only(); i.Open {
		t.Errorf("%+v", i)
	}
	w.project.Push("main", gitlabtest.Commit{Files: map[string]string{path: bad}})
	w.audit(0, nil, "jobs", "--issue")
	if i := w.only(); !i.Open {
		t.Errorf("%+v", i)
	}

	w.project.CloseIssue(w.reviewer, 1, true)
	w.audit(0, nil, "jobs", "--issue", "--strict-post")
	w.tells(w.log, "issue 1 was closed by hand, and stays so until the catalog was clean once")
	for _, n := range w.gitlab.Notifications() {
		if n.Kind != gitlabtest.NewIssue && n.Kind != gitlabtest.IssueState {
			t.Errorf("%+v", n)
		}
	}
}

func TestAuditIssueUnkept(t *testing.T) {
	files, path, _, bad := jobs(t)
	files[path], files["people.csv"] = bad, "Title\nPayroll Manager\n"
	w := newWorld(t, files)
	for _, test := range []struct {
		name string
		env  map[string]string
		args []string
		code int
		says string
	}{
		{"no token", map[string]string{"GITLAB_TOKEN": ""}, nil, 0, "GITLAB_TOKEN is not set, so no issue is kept up to date"},
		{"no token, and strict", map[string]string{"GITLAB_TOKEN": ""}, []string{"--strict-post"}, 3, "GITLAB_TOKEN is not set"},
		{"unknown token", map[string]string{"GITLAB_TOKEN": "other"}, nil, 0, "make a new one with scope api"},
		{"unknown token, and strict", map[string]string{"GITLAB_TOKEN": "other"}, []string{"--strict-post"}, 3, "the issue is not up to date"},
		{"no project", map[string]string{"CI_PROJECT_ID": ""}, nil, 2, "name it with --project"},
		{"unknown project", nil, []string{"--project", "people/other"}, 0, "there is no such project"},
		{"no API", map[string]string{"CI_API_V4_URL": ""}, nil, 2, "--api-url"},
		{"no page", nil, []string{"--page-url", "people"}, 2, "should begin with https://"},
		{"no name", nil, []string{"--name", " "}, 2, "--name is empty"},
		{"a roster", nil, []string{"--roster", "people.csv"}, 2, "stays out of issues"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := *w
			v.T = t
			v.audit(test.code, test.env, append([]string{"jobs", "--issue"}, test.args...)...)
			v.tells(v.log, test.says)
		})
	}
	w.audit(2, nil, "jobs", "--dry-run")
	w.tells(w.log, "--dry-run is about the issue that --issue keeps")
	if n := len(w.project.Issues()); n > 0 {
		t.Errorf("%d issues", n)
	}
}

// jobs is the example, and a page of it in order and with a grade that is wrong.
func jobs(t *testing.T) (files map[string]string, path, good, bad string) {
	t.Helper()
	files = map[string]string{}
	dir := os.DirFS("../../examples/handbook")
	err := fs.WalkDir(dir, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(dir, path)
		files["jobs/"+path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	path = "jobs/people-finance/payroll.md"
	good = files[path]
	bad = strings.Replace(good, "is a [grade 6]", "is a [grade 7]", 1)
	return files, path, good, bad
}
