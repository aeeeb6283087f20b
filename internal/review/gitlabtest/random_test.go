package gitlabtest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// scramble changes a text at random places; lines are few and alike, so that git has something to think about.
func scramble(random *rand.Rand, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		switch random.IntN(8) {
		case 0:
		case 1:
			b.WriteString(randomLines(random, 1+random.IntN(4)))
		case 2:
			b.WriteString(line + randomLines(random, 1+random.IntN(3)))
		default:
			b.WriteString(line)
		}
	}
	if random.IntN(6) == 0 {
		return strings.TrimSuffix(b.String(), "\n")
	}
	return b.String()
}

func randomLines(random *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "line %d\n", random.IntN(12))
	}
	return b.String()
}

// TestRandomDiffs holds the lines of a diff to what git writes if it is asked for all of a file.
func TestRandomDiffs(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	r := newRepository(t.TempDir())
	before, after := map[string]string{}, map[string]string{}
	var remove []string
	for i := range 80 {
		name := fmt.Sprintf("f%02d", i)
		before[name] = randomLines(random, random.IntN(30))
		switch random.IntN(8) {
		case 0:
			remove = append(remove, name)
		case 1:
			remove = append(remove, name)
			after["to/"+name] = scramble(random, before[name])
		default:
			after[name] = scramble(random, before[name])
		}
	}
	from := r.commit("", "", Commit{Files: before}, time.Unix(1, 0))
	to := r.commit("", from, Commit{Files: after, Remove: remove}, time.Unix(2, 0))
	d := r.diff(from, to)
	whole := parse(r.git("diff-tree", "-r", "-z", "--raw", "--patch", "--full-index", "--unified=1000", "--find-renames=30%", "--diff-algorithm=myers", from, to))
	if len(d.Files) != len(whole.Files) || len(d.Files) < 60 {
		t.Fatalf("%d files, %d", len(d.Files), len(whole.Files))
	}
	lines := 0
	for i, f := range d.Files {
		type place struct{ old, new int }
		want := map[place]place{} // the running counters at each line
		old, new := 0, 0
		for line := range strings.Lines(whole.Files[i].Patch) {
			switch line[0] {
			case '@':
				old, new = 1, 1
				if f.New {
					old = 0
				}
				if f.Deleted {
					new = 0
				}
			case ' ':
				want[place{old, new}] = place{old, new}
				old++
				new++
			case '-':
				want[place{old, 0}] = place{old, new}
				old++
			case '+':
				want[place{0, new}] = place{old, new}
				new++
			}
		}
		lines += len(want)
		for old := range f.oldCount + 3 {
			for new := range f.newCount + 3 {
				code := f.lineCode(old, new)
				at, ok := want[place{old, new}]
				if ok != (code != "") || ok && code != LineCode(f.NewPath, at.old, at.new) {
					t.Fatalf("%s: line %d, %d: %q, want %+v, %v\n%s", f.NewPath, old, new, code, at, ok, whole.Files[i].Patch)
				}
			}
		}
	}
	if lines < 1000 {
		t.Errorf("only %d lines", lines)
	}
}

// TestRandomPushes: a comment that is not outdated stands on the same text after a push, and GitLab would take it there.
func TestRandomPushes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	s := New(t.TempDir(), Options{})
	u := s.AddUser("u")
	p := s.AddProject("g/p", Private)
	p.AddMember(u, Developer)
	files := map[string]string{}
	for i := range 20 {
		files[fmt.Sprintf("f%02d", i)] = randomLines(random, 20)
	}
	change := func() Commit {
		c := Commit{Files: map[string]string{}}
		for name, text := range files {
			c.Files[name] = scramble(random, text)
			files[name] = c.Files[name]
		}
		return c
	}
	p.Push("main", Commit{Files: files})
	p.Push("topic", change())
	m := p.Open(Merge{From: "topic", Author: u})
	text := func(n Note) string {
		sha, path, line := n.Position.HeadSHA, n.Position.NewPath, n.Position.new()
		if line == 0 {
			sha, path, line = n.Position.BaseSHA, n.Position.OldPath, n.Position.old()
		}
		return strings.TrimSuffix(strings.SplitAfter(p.File(sha, path), "\n")[line-1], "\n")
	}
	refs := m.Refs()
	said := map[string]string{}
	for _, f := range m.Diff().Files {
		for old := range f.oldCount + 1 {
			for new := range f.newCount + 1 {
				if random.IntN(3) > 0 || f.lineCode(old, new) == "" {
					continue
				}
				m.Start(u, "Here.", &Position{
					BaseSHA: refs.Base, StartSHA: refs.Start, HeadSHA: refs.Head, Type: "text",
					OldPath: f.OldPath, NewPath: f.NewPath, OldLine: ref(old), NewLine: ref(new),
				})
			}
		}
	}
	for _, th := range m.Threads() {
		said[th.ID] = text(th.Notes[0])
	}
	follow := func(what string) {
		live := 0
		for _, th := range m.Threads() {
			n := th.Notes[0]
			last := th.Notes[len(th.Notes)-1]
			if n.Outdated != last.System {
				t.Fatalf("%s: outdated without a word: %+v", what, n)
			}
			if n.Outdated {
				continue
			}
			live++
			if got := text(n); got != said[th.ID] {
				t.Fatalf("%s: %q was on %q", what, got, said[th.ID])
			}
			if n.Position.Refs() != m.Refs() || s.check(p.get(), n.Position).lineCode != n.LineCode || n.LineCode == "" {
				t.Fatalf("%s: stands nowhere: %+v", what, n.Position)
			}
		}
		if live < 20 {
			t.Fatalf("%s: only %d of %d threads are live", what, live, len(said))
		}
	}
	p.Push("topic", change())
	follow("a push")
	p.Push("main", Commit{Files: map[string]string{"other": "other\n", "f00": "in front\n" + p.File("main", "f00")}})
	files["f00"] = "in front\n" + files["f00"]
	p.Push("topic", Commit{Files: files, From: "main"})
	follow("a rebase")
}
