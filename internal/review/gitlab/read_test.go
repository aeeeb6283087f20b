package gitlab_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aymanbagabas/go-udiff"

	"jobcat/internal/review"
	"jobcat/internal/review/gitlab"
	"jobcat/internal/review/gitlabtest"
)

func TestReadFiles(t *testing.T) {
	long := strings.ToUpper(page(400, nil))
	w := newWorld(t,
		map[string]string{"jobs/a.md": page(40, nil), "jobs/old.md": page(30, nil), "jobs/moved.md": page(20, nil), "jobs/gone.md": "x\n", "jobs/long.md": page(400, nil),
			"jobs/generated.md": page(9, nil), "jobs/picture.png": "\x00\x01"},
		map[string]string{"jobs/a.md": "new\n" + page(40, map[int]string{20: "one"}), "jobs/new.md": page(3, nil), "jobs/long.md": long,
			"jobs/generated.md": page(10, nil), "jobs/picture.png": "\x00\x02"})
	w.push("topic", gitlabtest.Commit{Files: map[string]string{"jobs/renamed.md": page(30, map[int]string{2: "two"}), "jobs/moved/here.md": page(20, nil)},
		Remove: []string{"jobs/old.md", "jobs/moved.md", "jobs/gone.md"}})
	w.p.Generated("jobs/generated.md")
	o := w.s.Options()
	o.Diffs.PatchBytes = 10_000
	w.s.SetOptions(o)
	r := &run{}
	synctest.Test(t, func(t *testing.T) {
		if _, err := r.on(w); err != nil {
			t.Fatal(err)
		}
	})
	var got []string
	for _, f := range r.diff.Files {
		s := fmt.Sprintf("%s -> %s", f.Old, f.New)
		if f.Deleted {
			s += " deleted"
		}
		if f.Lines != nil {
			s += fmt.Sprintf(" %d lines, changed %d", f.Lines.Count, len(f.Lines.Spans))
			if len(f.Lines.Spans) < 5 {
				s += fmt.Sprintf(": %v", f.Lines.Spans)
			}
		}
		got = append(got, s)
	}
	want := []string{
		"jobs/a.md -> jobs/a.md 41 lines, changed 2: [{1 1 1 2} {20 21 21 22}]",
		"jobs/generated.md -> jobs/generated.md 10 lines, changed 1: [{10 10 10 11}]",
		"jobs/gone.md -> jobs/gone.md deleted 0 lines, changed 1: [{1 2 1 1}]",
		"jobs/long.md -> jobs/long.md 400 lines, changed 400",
		"jobs/moved.md -> jobs/moved/here.md",
		"jobs/new.md -> jobs/new.md 3 lines, changed 1: [{1 1 1 4}]",
		"jobs/old.md -> jobs/renamed.md 30 lines, changed 1: [{2 3 2 3}]",
		"jobs/picture.png -> jobs/picture.png",
	}
	same(t, "files", got, want)
	if refs := w.mr.Refs(); r.diff.Refs != (review.Refs(refs)) {
		t.Errorf("%+v, not %+v", r.diff.Refs, refs)
	}
	if r.diff.Cut {
		t.Error("the list is said to be cut")
	}
}

func TestReadCutList(t *testing.T) {
	w := usual(t)
	o := w.s.Options()
	o.Diffs.Files = 2
	w.s.SetOptions(o)
	r := &run{}
	in(t, func(t *testing.T) { r.on(w) })
	if !r.diff.Cut || len(r.diff.Files) != 2 {
		t.Errorf("%+v", r.diff)
	}
}

func TestReadAllPages(t *testing.T) {
	w := usual(t)
	for i := range 230 {
		w.mr.Comment(w.person, fmt.Sprint("comment ", i))
	}
	files := map[string]string{}
	for i := range 120 {
		files[fmt.Sprintf("jobs/%03d.md", i)] = "x\n"
	}
	w.push("topic", gitlabtest.Commit{Files: files})
	r := &run{}
	in(t, func(t *testing.T) { r.on(w) })
	if len(r.state.Threads) != 230 || len(r.diff.Files) != 123 {
		t.Errorf("%d threads, %d files", len(r.state.Threads), len(r.diff.Files))
	}
}

func TestReadWaitsForTheDiff(t *testing.T) {
	w := usual(t)
	again := w.p.Open(gitlabtest.Merge{From: "topic", Title: "Again", Author: w.person, Unprepared: 4})
	w.mr = again
	r := &run{}
	took := in(t, func(t *testing.T) {
		if _, err := r.on(w); err != nil {
			t.Fatal(err)
		}
	})
	if took != 20*time.Second || len(r.progress) != 1 || len(r.diff.Files) == 0 {
		t.Errorf("took %s, said %q", took, r.progress)
	}

	w.mr = w.p.Open(gitlabtest.Merge{From: "topic", Title: "Never", Author: w.person, Unprepared: 1e6})
	took = in(t, func(t *testing.T) {
		_, err := (&run{}).on(w)
		var unreachable *gitlab.UnreachableError
		if !errors.As(err, &unreachable) || !strings.Contains(err.Error(), "has not prepared the diff yet") {
			t.Error(err)
		}
	})
	if took > 5*time.Minute {
		t.Errorf("took %s", took)
	}
}

func TestAPush(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		w := usual(t)
		old := w.p.Head("topic")
		w.push("topic", gitlabtest.Commit{Files: map[string]string{"jobs/a.md": page(40, nil)}})
		in(t, func(t *testing.T) {
			_, err := (&run{head: old}).on(w)
			var pushed *gitlab.PushedError
			if !errors.As(err, &pushed) || pushed.Unknown || pushed.Head != w.p.Head("topic") {
				t.Error(err)
			}
		})
		if again := w.writes(); len(again) > 0 {
			t.Errorf("writes: %q", again)
		}
	})
	t.Run("that the merge request does not know of yet", func(t *testing.T) {
		w := usual(t)
		took := in(t, func(t *testing.T) {
			_, err := (&run{head: w.p.Head("main")}).on(w)
			var pushed *gitlab.PushedError
			if !errors.As(err, &pushed) || !pushed.Unknown {
				t.Error(err)
			}
		})
		if took < time.Minute || took > 5*time.Minute {
			t.Errorf("took %s", took)
		}
	})
	// However far a run has come, a push keeps it from publishing, and no draft is left.
	for n := 6; n <= 13; n++ {
		t.Run(fmt.Sprint("before request ", n), func(t *testing.T) {
			w := usual(t)
			w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
				if r.N == n {
					w.push("topic", gitlabtest.Commit{Files: map[string]string{"jobs/a.md": page(40, nil)}})
				}
				return gitlabtest.Fault{}
			}
			in(t, func(t *testing.T) {
				r := &run{}
				out, err := r.on(w)
				var pushed *gitlab.PushedError
				if !errors.As(err, &pushed) {
					t.Fatal(err)
				}
				if len(out.Done) > 0 || len(out.Left) != 6 {
					t.Errorf("%+v", out)
				}
			})
			if stands := w.stands(); len(stands) > 0 {
				t.Errorf("%q", stands)
			}
		})
	}
}

// Comments that are posted one by one take minutes, and a push meanwhile ends that.
func TestAPushWhileMuchIsPosted(t *testing.T) {
	bad := map[int]string{}
	for i := range 130 {
		bad[i+1] = fmt.Sprintf("w%d", i)
	}
	w := newWorld(t, map[string]string{"jobs/a.md": page(130, nil)}, map[string]string{"jobs/a.md": page(130, bad)})
	w.noDrafts = true
	posts := 0
	w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
		if r.Method == "POST" && strings.HasSuffix(r.Path, "/discussions") {
			if posts++; posts == 20 {
				w.push("topic", gitlabtest.Commit{Files: map[string]string{"jobs/a.md": page(130, nil)}})
			}
		}
		return gitlabtest.Fault{}
	}
	in(t, func(t *testing.T) {
		_, err := (&run{most: 130}).on(w)
		var pushed *gitlab.PushedError
		if !errors.As(err, &pushed) || posts > 60 {
			t.Errorf("%d are posted: %v", posts, err)
		}
	})
}

// TestHunks looks whether lines that are the same are paired, and that all others are in a span.
func TestHunks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := []string{"a\n", "b\n", "-- a\n", "++ b\n", "@@ -1 +1 @@\n", "\n", "c\r\n", "\\ No newline at end of file\n", "diff --git a/x b/x\n"}
	text := func() string {
		var b strings.Builder
		for range random.IntN(30) {
			b.WriteString(words[random.IntN(len(words))])
		}
		s := b.String()
		if random.IntN(3) == 0 {
			s = strings.TrimSuffix(s, "\n")
		}
		return s
	}
	for range 2000 {
		before, after := text(), text()
		unified := udiff.Unified("a", "b", before, after)
		if unified == "" {
			continue
		}
		_, unified, _ = strings.Cut(unified, "\n")
		_, unified, _ = strings.Cut(unified, "\n")
		lines, ok := gitlab.Hunks(unified)
		if !ok {
			t.Fatalf("not read:\n%s", unified)
		}
		split := func(s string) []string { return slices.Collect(strings.Lines(s)) }
		lines.Count = len(split(after))
		paired := 0
		for i, line := range split(after) {
			if o := lines.Old(i + 1); o > 0 {
				paired++
				if o > len(split(before)) || split(before)[o-1] != line {
					t.Fatalf("line %d (%q) is paired with %d\n%s%v", i+1, line, o, unified, lines.Spans)
				}
			}
		}
		gone := 0
		for _, s := range lines.Spans {
			gone += s.OldEnd - s.Old
		}
		if paired+gone != len(split(before)) {
			t.Fatalf("%d paired, %d gone, of %d\n%s%v", paired, gone, len(split(before)), unified, lines.Spans)
		}
	}
	for _, bad := range []string{"", "Binary files a/x and b/x differ\n", "@@ -1,5 +1,5 @@\n a\n", "@@ -1 +1 @@\n"} {
		if _, ok := gitlab.Hunks(bad); ok {
			t.Errorf("%q is taken for a diff", bad)
		}
	}
}
