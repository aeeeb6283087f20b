package gitlab_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"jobcat/internal/review"
	"jobcat/internal/review/gitlab"
	"jobcat/internal/review/gitlabtest"
)

// before and after are those of the usual merge request: findings on added and unchanged lines, in new and changed files, and one
// that is fixed.
func usual(t testing.TB) *world {
	return newWorld(t,
		map[string]string{"jobs/a.md": page(40, map[int]string{30: "old", 35: "fixed"}), "jobs/b.md": page(20, nil)},
		map[string]string{
			"jobs/a.md": page(40, map[int]string{3: "one", 4: "two", 20: "three", 30: "old"}),
			"jobs/b.md": page(20, map[int]string{10: "four"}),
			"jobs/c.md": page(5, map[int]string{2: "five six"}),
		})
}

func TestFirstAndSecondRun(t *testing.T) {
	w := usual(t)
	out := w.undisturbed(t)
	if len(out.Done) != 6 || len(out.Refused)+len(out.Left) > 0 || out.Singly != "" {
		t.Errorf("%+v", out)
	}
	want := "POST draft_notes, POST draft_notes, POST draft_notes, POST draft_notes, POST draft_notes, POST draft_notes/bulk_publish, POST notes"
	if first := strings.Join(w.writes(), ", "); first != want {
		t.Errorf("the first run writes %s", first)
	}
	if n := len(w.s.Notifications()); n != 2 { // the review, and the summary
		t.Errorf("%d notifications", n)
	}
	before := w.stands()
	w.undisturbed(t)
	if again := w.writes(); len(again) > 0 {
		t.Errorf("the second run writes: %q", again)
	}
	same(t, "second run", w.stands(), before)
}

// words are the first lines of all notes of the bot, with what has become of their threads.
func (w *world) words() []string {
	var all []string
	for _, t := range w.mr.Threads() {
		for i, n := range t.Notes {
			if n.Author != w.bot.ID || n.System {
				continue
			}
			line, _, _ := strings.Cut(n.Body, "\n")
			if i > 0 {
				line = "answer: " + line
			}
			if n.Resolved {
				line += " (resolved)"
			}
			all = append(all, line)
		}
	}
	slices.Sort(all)
	return all
}

// thread is the one that begins with a finding of a word.
func (w *world) thread(t *testing.T, word string) gitlabtest.Thread {
	t.Helper()
	for _, thread := range w.mr.Threads() {
		if body := thread.Notes[0].Body; strings.Contains(body, "**The word "+word+" ") && strings.Contains(body, " what=finding ") {
			return thread
		}
	}
	t.Fatalf("no thread about %q", word)
	return gitlabtest.Thread{}
}

// in runs something in a bubble, where waiting takes no time, and says how long it would have taken.
func in(t *testing.T, do func(t *testing.T)) (took time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		do(t)
		took = time.Since(began)
	})
	return took
}

func TestPeopleHaveTheLastWord(t *testing.T) {
	w := usual(t)
	w.undisturbed(t)
	w.mr.ResolveThread(w.person, w.thread(t, "one").ID, true)
	note := w.thread(t, "two").Notes[0]
	w.mr.EditNote(w.bot, note.ID, "Taken over.\n"+note.Body) // by a person who has the token
	w.mr.Reply(w.person, w.thread(t, "three").ID, "It has to be.")
	w.s.ForgetRequests()
	w.undisturbed(t)
	if again := w.writes(); len(again) != 1 { // the summary, which says what a person has resolved
		t.Errorf("writes: %q", again)
	}
	w.undisturbed(t)
	if again := w.writes(); len(again) > 0 {
		t.Errorf("writes: %q", again)
	}

	// All of it is fixed: nobody's thread is resolved but the bot's own.
	w.push("topic", gitlabtest.Commit{Files: map[string]string{"jobs/a.md": page(40, map[int]string{30: "old"}), "jobs/b.md": page(20, nil)}})
	w.undisturbed(t)
	if resolved := w.thread(t, "three").Resolved(); resolved {
		t.Error("a thread that a person has written in was resolved")
	}
	for _, thread := range w.mr.Threads() {
		if thread.Notes[0].ID == note.ID && (thread.Resolved() || !strings.HasPrefix(thread.Notes[0].Body, "Taken over.")) {
			t.Errorf("a note that a person has edited: %+v", thread)
		}
	}
	stands := w.stands()
	w.s.ForgetRequests()
	w.undisturbed(t)
	if again := w.writes(); len(again) > 0 {
		t.Errorf("writes: %q", again)
	}
	same(t, "afterwards", w.stands(), stands)
}

func TestRenameRebaseAndForcePush(t *testing.T) {
	w := usual(t)
	w.undisturbed(t)
	first := w.words()
	renamed := w.files[w.p.Head("topic")]["jobs/a.md"]
	w.push("topic", gitlabtest.Commit{Files: map[string]string{"jobs/z.md": renamed}, Remove: []string{"jobs/a.md"}})
	w.undisturbed(t)
	if got := w.words(); !slices.Equal(got, first) {
		t.Errorf("after the rename:\n%s", strings.Join(got, "\n"))
	}

	topic := w.files[w.p.Head("topic")]
	w.push("main", gitlabtest.Commit{Files: map[string]string{"README.md": "read me\n"}})
	head := w.p.Rebase("topic", "main")
	w.files[head] = maps.Clone(topic)
	w.files[head]["README.md"] = "read me\n"
	w.undisturbed(t)
	if got := w.words(); !slices.Equal(got, first) {
		t.Errorf("after the rebase:\n%s", strings.Join(got, "\n"))
	}

	w.push("topic", gitlabtest.Commit{From: "main", Files: map[string]string{"jobs/b.md": page(20, map[int]string{12: "four"})}})
	w.undisturbed(t)
	open := 0
	for _, thread := range w.mr.Threads() {
		if thread.Resolvable() && !thread.Resolved() {
			open++
		}
	}
	if open != 1 || w.thread(t, "four").Resolved() {
		t.Errorf("after the force push:\n%s", strings.Join(w.words(), "\n"))
	}
}

// wrongly has a file that GitLab shows collapsed, and of which the clone says that it is as it was, so that GitLab refuses a line
// of it.
func wrongly(t *testing.T) *world {
	w := newWorld(t,
		map[string]string{"jobs/a.md": page(40, nil), "jobs/long.md": page(40, nil)},
		map[string]string{"jobs/a.md": page(40, map[int]string{3: "one", 4: "two"}), "jobs/long.md": strings.ToUpper(page(40, nil)) + "BAD-three\n"})
	o := w.s.Options()
	o.Diffs.PatchBytes = 3000 // and a tenth of it is collapsed
	w.s.SetOptions(o)
	w.blind = true
	return w
}

func TestRefusedLinesAreInTheSummary(t *testing.T) {
	for _, noDrafts := range []bool{false, true} {
		w := wrongly(t)
		w.noDrafts = noDrafts
		out := w.undisturbed(t)
		if len(out.Refused) != 1 || out.Count(review.Post) != 3 || len(out.Left) > 0 {
			t.Errorf("%+v", out)
		}
		if len(w.mr.Drafts()) > 0 {
			t.Error("a draft is left")
		}
		if writes := strings.Join(w.writes(), " "); !noDrafts && strings.Contains(writes, "POST discussions") {
			t.Errorf("what vanishes as a draft was tried otherwise: %s", writes)
		}
		summary := w.mr.Threads()
		if body := summary[len(summary)-1].Notes[0].Body; !strings.Contains(body, "The word three is bad") {
			t.Errorf("the summary does not say it:\n%s", body)
		}
		before := w.stands()
		w.undisturbed(t)
		same(t, "second run", w.stands(), before)
		if n := len(w.s.Notifications()); noDrafts != (n == 3) {
			t.Errorf("%d notifications", n)
		}
	}
}

func TestWithoutDrafts(t *testing.T) {
	want := usual(t)
	want.undisturbed(t)
	for _, status := range []int{http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed} {
		w := usual(t)
		in(t, func(t *testing.T) {
			out, err := (&run{transport: answering{w.s.Transport(), "/draft_notes", status}}).on(w)
			if err != nil || out.Singly == "" || out.Count(review.Post) != 6 {
				t.Errorf("%d: %v %+v", status, err, out)
			}
		})
		same(t, "without drafts", w.stands(), want.stands())
	}
}

func TestDraftsOfAPerson(t *testing.T) {
	want := usual(t)
	want.undisturbed(t)
	const theirs = "Have to think about this."
	t.Run("before", func(t *testing.T) {
		w := usual(t)
		w.mr.Write(w.bot, theirs, nil)
		out := w.undisturbed(t)
		if out.Singly == "" || strings.Contains(strings.Join(w.writes(), " "), "draft_notes") {
			t.Errorf("%+v", out)
		}
		same(t, "beside a draft of a person", w.stands(), append(want.stands(), "draft by 1: "+theirs))
	})
	t.Run("meanwhile", func(t *testing.T) {
		w := usual(t)
		begun := false
		w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
			if r.Writes() && len(w.mr.Drafts()) == 3 && !begun {
				begun = true
				w.mr.Write(w.bot, theirs, nil)
			}
			return gitlabtest.Fault{}
		}
		out := w.undisturbed(t)
		if out.Singly == "" || strings.Contains(strings.Join(w.writes(), " "), "bulk_publish") {
			t.Errorf("%+v", out)
		}
		same(t, "beside a draft of a person", w.stands(), append(want.stands(), "draft by 1: "+theirs))
	})
}

func TestPublishingHalf(t *testing.T) {
	want := usual(t)
	want.undisturbed(t)
	for some := 1; some <= 4; some++ {
		w := usual(t)
		failed := 0
		w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
			if strings.HasSuffix(r.Path, "bulk_publish") && failed == 0 {
				failed++
				return gitlabtest.Fault{Kind: gitlabtest.ServerError, After: true, Some: some}
			}
			return gitlabtest.Fault{}
		}
		out := w.undisturbed(t)
		same(t, fmt.Sprintf("after %d were published", some), w.stands(), want.stands())
		if out.Count(review.Post) != 6 {
			t.Errorf("%+v", out)
		}
	}
}

// late is a transport over which the effect of the first POSTs comes so late that nobody waits for it any more, and nothing is quick.
type late struct {
	http.RoundTripper
	after time.Duration
	posts *int
	last  *atomic.Int64 // when the last effect was there, in nanoseconds
}

func (l late) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodPost || *l.posts == 0 {
		time.Sleep(3 * time.Second)
		return l.RoundTripper.RoundTrip(r)
	}
	*l.posts--
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	go func() {
		time.Sleep(l.after)
		r := r.Clone(context.Background())
		r.Body = io.NopCloser(bytes.NewReader(body))
		l.RoundTripper.RoundTrip(r)
		l.last.Store(time.Now().UnixNano())
	}()
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestLateEffects(t *testing.T) {
	want := usual(t)
	want.undisturbed(t)
	for _, after := range []time.Duration{30, 65, 75, 81, 100, 140, 300} {
		for _, posts := range []int{1, 2, 6, 7} {
			for _, noDrafts := range []bool{false, true} {
				w := usual(t)
				w.noDrafts = noDrafts
				left := posts
				in(t, func(t *testing.T) {
					var last atomic.Int64
					_, err := (&run{transport: late{w.s.Transport(), after * time.Second, &left, &last}}).on(w)
					ended, stands := time.Now(), w.stands()
					time.Sleep(time.Hour) // till all effects are there
					if err == nil && last.Load() < ended.UnixNano() {
						same(t, fmt.Sprintf("%d s, %d posts, without drafts %v: the run itself", after, posts, noDrafts), stands, want.stands())
					}
				})
				in(t, func(t *testing.T) { (&run{}).on(w) })
				same(t, fmt.Sprintf("%d s, %d posts, without drafts %v", after, posts, noDrafts), w.stands(), want.stands())
			}
		}
	}
}

// stale is a transport over which the first reading of the threads after publishing does not know of it yet.
type stale struct {
	http.RoundTripper
	before []byte // the threads as they were read last
	next   bool
}

func (s *stale) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := s.RoundTripper.RoundTrip(r)
	switch {
	case err != nil:
		return nil, err
	case strings.HasSuffix(r.URL.Path, "/bulk_publish"):
		s.next = true
	case r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/discussions"):
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		if s.next {
			s.next, body = false, s.before
		}
		s.before = body
		resp.Body = io.NopCloser(bytes.NewReader(body))
	}
	return resp, nil
}

func TestReadingBehind(t *testing.T) {
	want := usual(t)
	want.undisturbed(t)
	w := usual(t)
	in(t, func(t *testing.T) {
		if _, err := (&run{transport: &stale{RoundTripper: w.s.Transport()}}).on(w); err != nil {
			t.Fatal(err)
		}
	})
	same(t, "after a reading that was behind", w.stands(), want.stands())
}

// A copy of a note of ours that somebody else makes while it is being published does not stand for it.
func TestACopyByAnother(t *testing.T) {
	want := usual(t)
	want.undisturbed(t)
	one := want.thread(t, "one").Notes[0]
	w := usual(t)
	failed := false
	w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
		if strings.HasSuffix(r.Path, "bulk_publish") && !failed {
			failed = true
			w.mr.Start(w.person, one.Body, nil)
			return gitlabtest.Fault{Kind: gitlabtest.ServerError}
		}
		return gitlabtest.Fault{}
	}
	w.undisturbed(t)
	for _, n := range w.mr.Notes() {
		if n.Author == w.bot.ID && n.Body == one.Body {
			return
		}
	}
	t.Error("the note was not posted")
}

func TestHowLongLimitsAreWaitedFor(t *testing.T) {
	for _, test := range []struct {
		kind     gitlabtest.FaultKind
		min, max time.Duration
	}{
		{gitlabtest.Throttled, time.Second, time.Minute},
		{gitlabtest.LimitedAfter, 30 * time.Second, 30 * time.Second},
		{gitlabtest.Limited, time.Minute, time.Minute},
	} {
		w := usual(t)
		failed := 0
		w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
			if strings.HasSuffix(r.Path, "bulk_publish") && failed < 3 {
				failed++
				return gitlabtest.Fault{Kind: test.kind}
			}
			return gitlabtest.Fault{}
		}
		r := &run{}
		took := in(t, func(t *testing.T) {
			if _, err := r.on(w); err != nil {
				t.Error(err)
			}
		})
		if took < 3*test.min || took > 3*test.max || len(r.progress) != 3 {
			t.Errorf("kind %d: took %s, said %q", test.kind, took, r.progress)
		}
	}
}

func TestTwoThousandFindings(t *testing.T) {
	bad := map[int]string{}
	for i := range 2000 {
		bad[i+1] = fmt.Sprintf("w%d", i)
	}
	for _, most := range []int{0, 200} {
		w := newWorld(t, map[string]string{"jobs/a.md": page(2000, nil)}, map[string]string{"jobs/a.md": page(2000, bad)})
		r := &run{most: most}
		var out *gitlab.Outcome
		took := in(t, func(t *testing.T) {
			var err error
			if out, err = r.on(w); err != nil {
				t.Fatal(err)
			}
		})
		t.Logf("at most %d: %d posted, %d requests, %s, said %q", most, out.Count(review.Post), len(w.s.Requests()), took, r.progress)
		if want := cmp.Or(most, 30) + 1; out.Count(review.Post) != want {
			t.Errorf("%d are posted, not %d", out.Count(review.Post), want)
		}
		w.s.ForgetRequests()
		in(t, func(t *testing.T) { (&run{most: most}).on(w) })
		if again := w.writes(); len(again) > 0 {
			t.Errorf("writes: %q", again)
		}
	}
}
