package gitlab_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"jobcat/internal/review/gitlabtest"
)

// stage is a merge request before a run, and what stands in it after one that nothing has disturbed.
type stage struct {
	name string
	*world
	expected []string
	requests int
}

// stages are those of the usual merge request: the first run; one after a push that fixes some findings and brings others, and after
// people have answered, resolved and edited; and one after all that was fixed is back.
func stages(t *testing.T) []stage {
	t.Helper()
	w := usual(t)
	var all []stage
	add := func(name string) {
		before := w.copy()
		w.s.ForgetRequests()
		w.undisturbed(t)
		all = append(all, stage{name, before, w.stands(), len(w.s.Requests())})
	}
	add("first")

	byWord := map[string]gitlabtest.Thread{}
	for _, thread := range w.mr.Threads() {
		for _, word := range []string{"one", "two", "three", "four", "five"} {
			if strings.HasPrefix(thread.Notes[0].Body, "**The word "+word+" ") || strings.HasPrefix(thread.Notes[0].Body, "- **The word "+word+" ") {
				byWord[word] = thread
			}
		}
	}
	w.mr.Reply(w.person, byWord["two"].ID, "Why?")
	w.mr.ResolveThread(w.person, byWord["four"].ID, true)
	w.mr.Comment(w.person, "Well done, bot.")
	first := w.p.Head("topic")
	w.push("topic", gitlabtest.Commit{Files: map[string]string{
		"jobs/a.md": page(42, map[int]string{20: "three", 22: "seven", 30: "old", 41: "eight"}), // one and two are fixed, two with an answer
		"jobs/c.md": page(5, map[int]string{2: "five", 4: "nine"}),                              // six is fixed
	}})
	add("fixed")

	w.push("topic", gitlabtest.Commit{Files: w.files[first]})
	add("back")
	w.push("topic", gitlabtest.Commit{Files: map[string]string{"jobs/a.md": page(40, nil), "jobs/b.md": page(20, map[int]string{1: "ten"}), "jobs/c.md": page(5, nil)}})
	add("gone")
	return all
}

// TestStages looks whether the stages hold what they are for.
func TestStages(t *testing.T) {
	for _, s := range stages(t) {
		c := s.copy()
		var done []string
		out := c.undisturbed(t)
		for _, a := range out.Done {
			done = append(done, string(a.Kind))
		}
		t.Logf("%s: %d requests, %v, refused %d, left %d", s.name, s.requests, done, len(out.Refused), len(out.Left))
		c.s.ForgetRequests()
		c.undisturbed(t)
		if again := c.writes(); len(again) > 0 {
			t.Errorf("%s: the second run writes: %q", s.name, again)
		}
	}
}

// TestKill ends a run just before and just after each of its requests takes effect. The next run ends as an undisturbed one.
func TestKill(t *testing.T) {
	for _, s := range stages(t) {
		for _, mode := range []string{"drafts", "singly"} {
			for n := 1; ; n++ {
				died := false
				for _, after := range []bool{false, true} {
					w := s.copy()
					w.noDrafts = mode == "singly"
					w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
						if r.N == n {
							died = true
							return gitlabtest.Fault{Kind: gitlabtest.Die, After: after}
						}
						return gitlabtest.Fault{}
					}
					synctest.Test(t, func(t *testing.T) { (&run{}).on(w) })
					w.s.Fault = nil
					w.undisturbed(t)
					same(t, fmt.Sprintf("%s, %s: after the death at request %d, effect %v", s.name, mode, n, after), w.stands(), s.expected)
					w.s.ForgetRequests()
					w.undisturbed(t)
					if again := w.writes(); len(again) > 0 {
						t.Errorf("%s, %s: the run after the one that follows the death at %d writes: %q", s.name, mode, n, again)
					}
				}
				if !died {
					break
				}
			}
		}
	}
}

// TestFaults lets requests fail at random, in all the ways that the fake knows, and looks whether the next run that is left alone
// ends as an undisturbed one. JOBCAT_FAULTS says how many runs.
func TestFaults(t *testing.T) {
	runs := 200
	if v := os.Getenv("JOBCAT_FAULTS"); v != "" {
		var err error
		if runs, err = strconv.Atoi(v); err != nil {
			t.Fatal(err)
		}
	}
	all := stages(t)
	for _, s := range all[:len(all):len(all)] {
		without := s
		without.name, without.world = s.name+", without drafts", s.copy()
		without.noDrafts = true
		all = append(all, without)
	}
	ended := map[string]int{}
	var longest time.Duration
	most := 0
	for seed := range runs {
		s := all[seed%len(all)]
		w := s.copy()
		random := rand.New(rand.NewPCG(uint64(seed), 6))
		share := []float64{0.05, 0.2, 0.5}[random.IntN(3)]
		w.s.Fault = func(gitlabtest.Request) gitlabtest.Fault {
			if random.Float64() >= share {
				return gitlabtest.Fault{}
			}
			f := gitlabtest.Fault{
				Kind:  gitlabtest.FaultKind(random.IntN(int(gitlabtest.Limited) + 1)),
				Delay: []time.Duration{0, 0, 2 * time.Second, 50 * time.Second, 90 * time.Second}[random.IntN(5)],
				Some:  random.IntN(3),
			}
			// What is refused because of a limit has no effect.
			f.After = random.IntN(2) == 0 && f.Kind != gitlabtest.Throttled && f.Kind != gitlabtest.LimitedAfter && f.Kind != gitlabtest.Limited
			return f
		}
		foreign := w.foreign()
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			out, err := (&run{}).on(w)
			longest = max(longest, time.Since(began))
			switch {
			case err != nil:
				ended[fmt.Sprintf("%T", err)]++
			case len(out.Refused)+len(out.Left) > 0:
				ended["with something refused"]++
			default:
				ended["well"]++
				same(t, fmt.Sprintf("%s, seed %d: a run that ended well", s.name, seed), w.stands(), s.expected)
			}
		})
		most = max(most, len(w.s.Requests()))
		w.s.Fault = nil
		w.undisturbed(t)
		same(t, fmt.Sprintf("%s, seed %d", s.name, seed), w.stands(), s.expected)
		same(t, fmt.Sprintf("%s, seed %d: notes of others", s.name, seed), w.foreign(), foreign)
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Logf("%d runs: ended %v; the longest took %s, the most requests were %d", runs, ended, longest.Round(time.Second), most)
}
