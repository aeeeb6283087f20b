package gitlab_test

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"jobcat/catalog"
	"jobcat/internal/review"
	"jobcat/internal/review/gitlab"
	"jobcat/internal/review/gitlabtest"
	"jobcat/lint"
	"jobcat/schema"
)

// policy is the built-in one, once for all tests.
var policy = sync.OnceValue(func() *schema.Policy {
	p, err := schema.Builtin()
	if err != nil {
		panic(err)
	}
	return p
})

// world is a project with a merge request. Its files are no job families: each line with the word "BAD-x" has a finding x.
type world struct {
	s      *gitlabtest.Server
	p      gitlabtest.Project
	mr     gitlabtest.MergeRequest
	bot    *gitlabtest.User // a reporter, with the token
	person *gitlabtest.User // a developer

	files    map[string]map[string]string // texts by path, by commit
	noDrafts bool                         // there are no drafts to be had
	blind    bool                         // the clone knows of no differences
}

const token = "glpat-secret-of-the-bot"

// newWorld has a merge request that changes the files of before into those of after.
func newWorld(t testing.TB, before, after map[string]string) *world {
	t.Helper()
	s := gitlabtest.New(t.TempDir(), gitlabtest.Options{Limits: gitlabtest.Limits{Notes: 60, Resolves: 120, Edits: 300}})
	w := &world{s: s, bot: s.AddUser("bot"), person: s.AddUser("person"), files: map[string]map[string]string{}}
	s.AddToken(w.bot, token, "api")
	w.p = s.AddProject("people/handbook", gitlabtest.Private)
	w.p.AddMember(w.bot, gitlabtest.Reporter)
	w.p.AddMember(w.person, gitlabtest.Developer)
	w.push("main", gitlabtest.Commit{Files: before})
	w.push("topic", gitlabtest.Commit{Files: after})
	w.mr = w.p.Open(gitlabtest.Merge{From: "topic", Title: "Topic", Author: w.person})
	return w
}

// push pushes a commit and remembers its files.
func (w *world) push(branch string, c gitlabtest.Commit) {
	from := c.From
	if from == "" {
		from = branch
	}
	parent := cmp.Or(w.p.Head(from), from)
	if w.files[parent] == nil {
		parent = w.p.Head("main")
	}
	files := map[string]string{}
	maps.Copy(files, w.files[parent])
	for _, path := range c.Remove {
		delete(files, path)
	}
	maps.Copy(files, c.Files)
	w.files[w.p.Push(branch, c)] = files
}

// copy is the same world on a server of its own.
func (w *world) copy() *world {
	c := *w
	c.s = w.s.Clone()
	c.p, c.mr = w.p.On(c.s), w.mr.On(c.s)
	return &c
}

// page is a file of n lines, of which those in bad have findings.
func page(n int, bad map[int]string) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "line %d", i)
		for word := range strings.FieldsSeq(bad[i]) {
			b.WriteString(" BAD-" + word)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

var badWord = regexp.MustCompile(`BAD-(\w+)`)

// findings are those of all files of a commit.
func (w *world) findings(commit string) []lint.Finding {
	var all []lint.Finding
	for path, text := range w.files[commit] {
		for i, line := range strings.Split(text, "\n") {
			for _, m := range badWord.FindAllStringSubmatch(line, -1) {
				sum := sha256.Sum256([]byte(m[1]))
				all = append(all, lint.Finding{
					Rule: "bad-word", Severity: schema.Error, Message: "the word " + m[1] + " is bad", Remedy: "take another word",
					Place:    catalog.Place{Path: strings.TrimPrefix(path, "jobs/"), Line: i + 1, EndLine: i + 1, Column: 1, EndColumn: 2},
					Identity: hex.EncodeToString(sum[:8]),
				})
			}
		}
	}
	slices.SortFunc(all, lint.Compare)
	return all
}

// judge is the review of the merge request as it is.
func (w *world) judge() *review.Review {
	r := &review.Review{Name: "jobcat", Policy: policy(), Catalog: &catalog.Catalog{}, Root: "jobs", CommentOn: schema.Warning, Most: 30}
	refs := w.mr.Refs()
	before, after := map[string]bool{}, map[string]bool{}
	for _, f := range w.findings(refs.Base) {
		before[f.Identity] = true
	}
	for _, f := range w.findings(refs.Head) {
		after[f.Identity] = true
		if before[f.Identity] {
			r.Found.Remaining = append(r.Found.Remaining, f)
		} else {
			r.Found.Introduced = append(r.Found.Introduced, f)
		}
	}
	for _, f := range w.findings(refs.Base) {
		if !after[f.Identity] {
			r.Found.Fixed = append(r.Found.Fixed, f)
		}
	}
	return r
}

// local compares line by line: that is right for files in which no line was added or removed but at the end.
func (w *world) local(_ context.Context, refs review.Refs, f review.File) (*review.Lines, error) {
	before, after := strings.Split(w.files[refs.Base][f.Old], "\n"), strings.Split(w.files[refs.Head][f.New], "\n")
	before, after = before[:len(before)-1], after[:len(after)-1]
	lines := &review.Lines{Count: len(after)}
	if w.blind {
		return lines, nil
	}
	for i := range after {
		if i >= len(before) || before[i] != after[i] {
			lines.Spans = append(lines.Spans, review.Span{Old: i + 1, OldEnd: min(i+1, len(before)) + 1, New: i + 1, NewEnd: i + 2})
		}
	}
	return lines, nil
}

// run is one run of a review. It has to be in a bubble of testing/synctest.
type run struct {
	transport http.RoundTripper // nil for the server's
	head      string            // "" for that of the merge request
	most      int               // comments; 0 for 30
	log       *slog.Logger
	local     gitlab.Local

	progress []string
	plan     *review.Plan
	diff     review.Diff
	state    review.State
}

func (r *run) on(w *world) (*gitlab.Outcome, error) {
	if r.transport == nil {
		r.transport = w.s.Transport()
	}
	if w.noDrafts {
		r.transport = answering{r.transport, "/draft_notes", http.StatusNotFound}
	}
	if r.head == "" {
		r.head = w.mr.Refs().Head
	}
	if r.local == nil {
		r.local = w.local
	}
	c, err := gitlab.New(gitlab.Options{
		URL: "https://gitlab.test/api/v4", Token: token, Transport: r.transport, Now: time.Now, Wait: wait, Log: r.log,
		Progress: func(s string) { r.progress = append(r.progress, s) },
	})
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	mr := c.MergeRequest(fmt.Sprint(w.p.ID()), w.mr.IID())
	if r.diff, r.state, err = mr.Read(ctx, r.head, r.local); err != nil {
		return nil, err
	}
	wanted := w.judge()
	if r.most > 0 {
		wanted.Most = r.most
	}
	r.plan = wanted.Plan(r.diff, r.state)
	return mr.Execute(ctx, r.diff, r.state, r.plan)
}

// answering is a transport that answers some requests itself.
type answering struct {
	http.RoundTripper
	part   string // of the path
	status int
}

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.Contains(r.URL.Path, a.part) {
		return a.RoundTripper.RoundTrip(r)
	}
	body := fmt.Sprintf(`{"message":"%d %s"}`, a.status, http.StatusText(a.status))
	return &http.Response{StatusCode: a.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// undisturbed is a run in which nothing goes wrong.
func (w *world) undisturbed(t *testing.T) *gitlab.Outcome {
	t.Helper()
	var out *gitlab.Outcome
	synctest.Test(t, func(t *testing.T) {
		var err error
		if out, err = (&run{}).on(w); err != nil {
			t.Fatal(err)
		}
	})
	return out
}

// writes are the requests that change something, since the last call.
func (w *world) writes() []string {
	var all []string
	for _, r := range w.s.Requests() {
		if r.Writes() {
			_, path, _ := strings.Cut(r.Path, "/merge_requests/")
			_, path, _ = strings.Cut(path, "/")
			all = append(all, r.Method+" "+regexp.MustCompile(`[0-9a-f]{40}|\d+`).ReplaceAllString(path, "N"))
		}
	}
	w.s.ForgetRequests()
	return all
}

// stands is what stands in the merge request, without numbers and times.
func (w *world) stands() []string {
	var all []string
	for _, t := range w.mr.Threads() {
		var b strings.Builder
		for i, n := range t.Notes {
			if n.System {
				continue
			}
			if i == 0 && n.Position != nil {
				fmt.Fprintf(&b, "on %s %d %s %d\n", n.Position.OldPath, deref(n.Position.OldLine), n.Position.NewPath, deref(n.Position.NewLine))
			}
			fmt.Fprintf(&b, "by %d, resolvable %v, resolved %v by %d:\n%s\n", n.Author, n.Resolvable, n.Resolved, n.ResolvedBy, n.Body)
		}
		if b.Len() > 0 {
			all = append(all, b.String())
		}
	}
	for _, d := range w.mr.Drafts() {
		all = append(all, fmt.Sprintf("draft by %d: %s", d.Author, d.Body))
	}
	slices.Sort(all)
	return all
}

// foreign is what others than the bot have written.
func (w *world) foreign() []string {
	var all []string
	for _, n := range w.mr.Notes() {
		if n.Author != w.bot.ID && !n.System {
			all = append(all, fmt.Sprint(n.ID, n.Body, n.Updated))
		}
	}
	slices.Sort(all)
	return all
}

func deref(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// same fails if two merge requests differ in what stands in them.
func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if slices.Equal(got, want) {
		return
	}
	t.Errorf("%s:", what)
	for _, s := range got {
		if !slices.Contains(want, s) || count(got, s) != count(want, s) {
			t.Errorf("too much (%d, not %d):\n%s", count(got, s), count(want, s), s)
		}
	}
	for _, s := range want {
		if !slices.Contains(got, s) {
			t.Errorf("missing:\n%s", s)
		}
	}
}

func count(all []string, s string) int {
	n := 0
	for _, v := range all {
		if v == s {
			n++
		}
	}
	return n
}
