package gitlab_test

import (
	"strings"
	"testing"
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
