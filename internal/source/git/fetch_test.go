//go:build unix

package git_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobcat/internal/source/git"
)

// history is a repository with commits that change one file, 30 of them, and their ids.
func history(t *testing.T) (repo, []string) {
	r := newRepo(t)
	r.git("config", "uploadpack.allowAnySHA1InWant", "true") // as GitLab has it
	var ids []string
	for i := range 30 {
		r.write("jobs/a.md", fmt.Sprintf("%d\n", i))
		ids = append(ids, r.commit())
	}
	return r, ids
}

// job is what a job of a pipeline has: a commit checked out, and no branch.
func (r repo) job(commit string, depth ...string) repo {
	r.Helper()
	c := newRepo(r.TB)
	c.git("remote", "add", "origin", "file://"+r.top)
	c.git(append(append([]string{"fetch", "-q"}, depth...), "origin", commit)...)
	c.git("checkout", "-q", "--detach", "FETCH_HEAD")
	return c
}

func TestACommitThatAShallowCloneLacksIsFetched(t *testing.T) {
	for _, depth := range []string{"--depth=1", "--depth=20"} {
		t.Run(depth, func(t *testing.T) {
			r, ids := history(t)
			c := r.job(ids[29], depth)
			g := c.open()
			before := c.git("rev-parse", "HEAD")
			for _, i := range []int{0, 5, 28, 29} {
				commit, err := g.Fetch(context.Background(), ids[i])
				must(t, err)
				tree, err := g.At(commit, c.top)
				must(t, err)
				same(t, contents(t, tree, "."), []string{fmt.Sprintf("jobs/a.md: %d\n", i)})
			}
			if after := c.git("rev-parse", "HEAD"); after != before || c.git("status", "--porcelain") != "" {
				t.Error("what is checked out has changed")
			}
			if refs := c.git("for-each-ref"); refs != "" {
				t.Errorf("there are refs: %s", refs)
			}
		})
	}
}

func TestAWholeCloneStaysWhole(t *testing.T) {
	r, ids := history(t)
	c := r.job(ids[10])
	g := c.open()
	_, err := g.Fetch(context.Background(), ids[3])
	must(t, err)
	_, err = g.Fetch(context.Background(), ids[20])
	must(t, err)
	if n := c.git("rev-list", "--count", ids[20]); n != "21" {
		t.Errorf("%s of 21 commits", n)
	}
	if c.git("rev-parse", "--is-shallow-repository") != "false" {
		t.Error("its history was cut off")
	}
}

func TestACommitOfAForkIsFetched(t *testing.T) {
	r, ids := history(t)
	fork := r.job(ids[29])
	fork.write("jobs/b.md", "b")
	head := fork.commit()
	r.git("fetch", "-q", fork.top, "HEAD:refs/merge-requests/1/head")
	shallow := r.job(ids[29], "--depth=1")
	g := shallow.open()
	c, err := g.Fetch(context.Background(), head)
	must(t, err)
	parents, err := g.Parents(c)
	must(t, err)
	same(t, parents, []string{ids[29]})
}

func TestWhatCannotBeFetchedIsExplained(t *testing.T) {
	r, ids := history(t)
	unknown := strings.Repeat("12", 20)
	g := r.job(ids[29], "--depth=1").open()
	for _, id := range []string{"", "main", ids[0][:10], "--upload-pack=x", strings.Repeat("0", 40), strings.Repeat("1", 64)} {
		_, err := g.Fetch(context.Background(), id)
		misused(t, err, "is not the full id of a commit")
	}
	_, err := g.Fetch(context.Background(), unknown)
	failed(t, err, `this clone lacks the commit 1212121212, and git could not fetch it from "origin": `)
	failed(t, err, "GIT_DEPTH: 0")
	_, err = r.open().Fetch(context.Background(), unknown)
	failed(t, err, "has no other repository to fetch it from")
	tree := r.git("rev-parse", "HEAD^{tree}")
	_, err = g.Fetch(context.Background(), tree)
	failed(t, err, "could not fetch it")
}

// A runner gives git the token of the job in the URL of origin, or by a helper.
func TestFetchingAsTheJob(t *testing.T) {
	const token = "job-token-that-nobody-may-see"
	r, ids := history(t)
	backend, err := exec.Command("git", "--exec-path").Output()
	must(t, err)
	program := filepath.Join(strings.TrimSpace(string(backend)), "git-http-backend")
	if _, err := os.Stat(program); err != nil {
		t.Skip("git has no http-backend here")
	}
	serve := &cgi.Handler{Path: program, Env: []string{"GIT_PROJECT_ROOT=" + r.top, "GIT_HTTP_EXPORT_ALL=1"}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if _, password, _ := q.BasicAuth(); password != token {
			w.Header().Set("WWW-Authenticate", `Basic realm="GitLab"`)
			http.Error(w, "HTTP Basic: Access denied", http.StatusUnauthorized)
			return
		}
		serve.ServeHTTP(w, q)
	}))
	defer server.Close()
	url := func(token string) string {
		return strings.Replace(server.URL, "://", "://gitlab-ci-token:"+token+"@", 1) + "/.git"
	}

	c := r.job(ids[29], "--depth=1")
	c.git("remote", "set-url", "origin", url(token))
	_, err = c.open().Fetch(context.Background(), ids[0])
	must(t, err)

	c.git("remote", "set-url", "origin", server.URL+"/.git")
	_, err = c.open().Fetch(context.Background(), ids[1])
	failed(t, err, "could not fetch it")
	c.git("config", "credential.helper", "!f() { echo username=gitlab-ci-token; echo password="+token+"; }; f")
	_, err = c.open().Fetch(context.Background(), ids[1])
	must(t, err)
	c.git("config", "--unset", "credential.helper")

	for _, wrong := range []string{url("wrong-" + token), strings.Replace(url(token), "/.git", "/no-such-project.git", 1),
		"http://gitlab-ci-token:" + token + "@127.0.0.1:1/x.git"} {
		c.git("remote", "set-url", "origin", wrong)
		_, err = c.open().Fetch(context.Background(), ids[2])
		failed(t, err, "could not fetch it")
		if strings.Contains(err.Error(), token) {
			t.Errorf("the token is in %v", err)
		}
	}
}

func TestParentsAreThoseOfTheCommitItself(t *testing.T) {
	r := newRepo(t)
	base := r.commit()
	r.git("checkout", "-q", "-b", "side")
	r.write("a.md", "a")
	side := r.commit()
	r.git("checkout", "-q", "main")
	r.write("b.md", "b")
	target := r.commit()
	r.git("merge", "-q", "--no-ff", "-m", "Merge\n\nparent nobody", "side")
	merge := r.git("rev-parse", "HEAD")
	for _, c := range []repo{r, r.job("HEAD", "--depth=1")} {
		got, err := c.open().Parents(git.Commit{Name: "HEAD", ID: merge})
		must(t, err)
		same(t, got, []string{target, side})
	}
	got, err := r.open().Parents(git.Commit{Name: "x", ID: base})
	must(t, err)
	same(t, got, nil)
	empty := newRepo(t)
	g := empty.open()
	head, err := g.Head(context.Background())
	must(t, err)
	got, err = g.Parents(head)
	must(t, err)
	same(t, got, nil)
	_, err = g.Parents(git.Commit{Name: "x", ID: strings.Repeat("12", 20)})
	failed(t, err, "has lost the object")
}

func TestSpansAreTheLinesThatDiffer(t *testing.T) {
	r := newRepo(t)
	blob := func(text string) string {
		out, err := r.feed(text, "hash-object", "-w", "--stdin")
		must(t, err)
		return strings.TrimSpace(out)
	}
	// As some people like to see diffs.
	for key, value := range map[string]string{
		"diff.noprefix": "true", "diff.algorithm": "patience", "color.diff": "always", "diff.external": "false", "diff.interHunkContext": "10",
		"diff.context": "7", "diff.mnemonicPrefix": "true",
	} {
		r.git("config", key, value)
	}
	t.Setenv("GIT_DIFF_OPTS", "-u5")
	t.Setenv("GIT_EXTERNAL_DIFF", "false")
	g := r.open()
	long := strings.Repeat("x", 1<<20)
	for _, c := range []struct {
		before, after string
		want          []git.Span
	}{
		{"a\nb\nc\n", "a\nb\nc\n", nil},
		{"a\nb\nc\n", "a\nB\nc\n", []git.Span{{2, 3, 2, 3}}},
		{"a\nb\nc\n", "a\nb\nx\ny\nc\n", []git.Span{{3, 3, 3, 5}}},
		{"a\nb\nc\n", "x\na\nb\nc\n", []git.Span{{1, 1, 1, 2}}},
		{"a\nb\nc\n", "c\n", []git.Span{{1, 3, 1, 1}}},
		{"a\nb\nc\n", "a\nb\nc", []git.Span{{3, 4, 3, 4}}},
		{"", "a\nb\n", []git.Span{{1, 1, 1, 3}}},
		{"a\nb\n", "", []git.Span{{1, 3, 1, 1}}},
		{"a\r\nb\n", "a\nb\n", []git.Span{{1, 2, 1, 2}}},
		{"a\n@@ -1 +1 @@\nc\n", "a\n@@ -2 +2 @@\nc\n", []git.Span{{2, 3, 2, 3}}},
		{"a\x00\nb\n", "a\x00\nc\n", []git.Span{{2, 3, 2, 3}}},
		{long + "\na\n", long + "\nb\n", []git.Span{{2, 3, 2, 3}}},
		{"a\nb\nc\nd\ne\n", "A\nb\nc\nd\nE\n", []git.Span{{1, 2, 1, 2}, {5, 6, 5, 6}}},
	} {
		got, err := g.Spans(context.Background(), blob(c.before), blob(c.after))
		must(t, err)
		if !slices.Equal(got, c.want) {
			t.Errorf("%.20q to %.20q: got %v, want %v", c.before, c.after, got, c.want)
		}
	}
}
