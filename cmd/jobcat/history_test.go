package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jobcat/internal/audit/history"
	"jobcat/internal/export"
)

// grownCommits is how many commits are counted slowly. JOBCAT_COMMITS asks for another number.
const grownCommits = 30

// What a history says is what somebody would find out who checks out every commit, exports all of it, and compares: that
// needs no thought, and takes a thousand times as long.
func TestHistoryIsWhatEveryCommitSays(t *testing.T) {
	n := grownCommits
	if s := os.Getenv("JOBCAT_COMMITS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	seeds := []uint64{1, 2}
	if testing.Short() {
		seeds = seeds[:1]
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { compareSlowly(t, grow(t, seed, nil, 6, n)) })
	}
}

func compareSlowly(t *testing.T, repo grown) {
	h := historyOf(t, filepath.Join(repo.top, "job-families"), "1mo")
	if len(h.Points) != 2 || len(h.Spans) != 1 {
		t.Errorf("a month has %d points and %d spans", len(h.Points), len(h.Spans))
	}
	h = historyOf(t, filepath.Join(repo.top, "job-families"), "14mo")

	slow := filepath.Join(t.TempDir(), "slow")
	gitIn(t, ".", "", "clone", "-q", repo.top, slow)
	dir := filepath.Join(slow, "job-families")
	checkout := func(id string) { gitIn(t, slow, "", "checkout", "-q", "-f", id) }

	// Points: what git says was there before the moment, counted by other commands.
	for _, p := range h.Points {
		id := gitIn(t, slow, "", "rev-list", "-1", "--first-parent", fmt.Sprintf("--before=%d", p.At.Unix()-1), "origin/main")
		if p.Label == "now" {
			id = repo.steps[len(repo.steps)-1].id
		}
		checkout(id)
		if got, want := p.Figures, countSlowly(t, dir); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%+v\nslowly:\n%+v", p.Label, got, want)
		}
	}
	if want := 15; len(h.Points) != want || len(h.Spans) != want-1 {
		t.Errorf("%d points and %d spans, want %d points", len(h.Points), len(h.Spans), want)
	}

	// What happened: from one export to the next.
	var want, got []string
	before := map[string]exported{}
	inside := false
	start := strings.Fields(gitIn(t, slow, "", "rev-list", "-1", "--first-parent", fmt.Sprintf("--before=%d", h.Start.Unix()-1), "origin/main"))[0]
	for _, s := range repo.steps {
		checkout(s.id)
		after := exportSlowly(t, dir)
		if inside {
			want = append(want, happened(s, before, after)...)
		}
		inside = inside || s.id == start
		before = after
	}
	for _, g := range h.Grades {
		number := 0
		if g.Commit.Merge != nil {
			number = g.Commit.Merge.Number
		}
		got = append(got, fmt.Sprintf("%s !%d: %s %q was %q: %q to %q", g.Commit.ID, number, g.Path, g.Level, g.Was, g.From, g.To))
	}
	for i, s := range h.Spans {
		for _, l := range s.LevelsCame {
			got = append(got, fmt.Sprintf("%s: %s %q came with %q", l.Commit, l.Path, l.Level, l.Grade))
		}
		for _, l := range s.LevelsWent {
			got = append(got, fmt.Sprintf("%s: %s %q went with %q", l.Commit, l.Path, l.Level, l.Grade))
		}
		a, b := h.Points[i], h.Points[i+1]
		if b.Families-a.Families != len(s.FamiliesCame)-len(s.FamiliesWent) || b.Levels-a.Levels != len(s.LevelsCame)-len(s.LevelsWent) {
			t.Errorf("%s: what came and went is not the difference: %+v", s.Month, s)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got, and not slowly:\n%s\nslowly, and not got:\n%s", strings.Join(without(got, want), "\n"), strings.Join(without(want, got), "\n"))
	}
	if len(h.Grades) == 0 {
		t.Error("no grade was changed")
	}
}

func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

// exported is a level as one export has it.
type exported struct{ path, title, grade string }

// exportSlowly is every level by path and title, and by a number where a page has several of one title.
func exportSlowly(t *testing.T, dir string) map[string]exported {
	t.Helper()
	var c export.Catalog
	runJSON(t, &c, "export", dir)
	all := map[string]exported{}
	for _, f := range c.Families {
		for _, l := range f.Levels {
			title := l.Title
			if l.FullTitle != "" {
				title = l.FullTitle
			}
			var grades []string
			for _, g := range l.Grades {
				s := strconv.FormatFloat(g.Min, 'g', -1, 64)
				if g.Max != g.Min {
					s += " to " + strconv.FormatFloat(g.Max, 'g', -1, 64)
				}
				if !slices.Contains(grades, s) {
					grades = append(grades, s)
				}
			}
			e := exported{f.Path, title, strings.Join(grades, " and ")}
			for i := 1; ; i++ {
				key := fmt.Sprintf("%s#%s#%d", e.path, e.title, i)
				if _, taken := all[key]; !taken {
					all[key] = e
					break
				}
			}
		}
	}
	return all
}

// happened is the difference of two exports, knowing what was moved and renamed in between.
func happened(s grownStep, before, after map[string]exported) []string {
	var all []string
	left := map[string]exported{}
	titles := map[string][]string{}
	for key, a := range after {
		left[key] = a
		titles[a.title] = append(titles[a.title], key)
	}
	for key, b := range before {
		p, title := b.path, b.title
		if now, moved := s.moved[p]; moved {
			p = now
		}
		if now, renamed := s.renamed[title]; renamed {
			title = now
		}
		key = p + "#" + title + key[strings.LastIndex(key, "#"):]
		a, there := left[key]
		if !there && len(titles[title]) == 1 { // moved to another family
			key = titles[title][0]
			a, there = left[key]
		}
		if !there {
			all = append(all, fmt.Sprintf("%s: %s %q went with %q", s.id, b.path, b.title, b.grade))
			continue
		}
		delete(left, key)
		if a.grade != b.grade {
			was := ""
			if b.title != a.title {
				was = b.title
			}
			all = append(all, fmt.Sprintf("%s !%d: %s %q was %q: %q to %q", s.id, s.merge, a.path, a.title, was, b.grade, a.grade))
		}
	}
	for _, a := range left {
		all = append(all, fmt.Sprintf("%s: %s %q came with %q", s.id, a.path, a.title, a.grade))
	}
	return all
}

// countSlowly counts what export and lint say.
func countSlowly(t *testing.T, dir string) history.Figures {
	t.Helper()
	var c export.Catalog
	runJSON(t, &c, "export", dir)
	f := history.Figures{Grades: []history.GradeCount{}, Rules: []history.RuleCount{}}
	families := map[string]bool{}
	for _, family := range c.Families {
		if family.Kind != "family" {
			continue
		}
		f.Pages++
		if families[family.Path] = true; family.PartOf != "" {
			delete(families, family.Path)
			families[family.PartOf] = true
		}
		for _, l := range family.Levels {
			f.Levels++
			if len(l.Grades) == 0 {
				continue
			}
			f.Graded++
			g := history.GradeCount{Min: l.Grades[0].Min, Max: l.Grades[0].Max}
			i, found := slices.BinarySearchFunc(f.Grades, g, func(a, b history.GradeCount) int {
				return slices.Compare([]float64{a.Min, a.Max}, []float64{b.Min, b.Max})
			})
			if !found {
				f.Grades = slices.Insert(f.Grades, i, g)
			}
			f.Grades[i].Levels++
		}
	}
	f.Families = len(families)
	var found struct {
		Findings []struct{ Rule, Severity string }
	}
	runJSON(t, &found, "lint", "--output", "json", "--fail-on", "never", dir)
	for _, x := range found.Findings {
		*map[string]*int{"error": &f.Errors, "warning": &f.Warnings, "info": &f.Infos}[x.Severity]++
		i, known := slices.BinarySearchFunc(f.Rules, x.Rule, func(r history.RuleCount, id string) int { return strings.Compare(r.Rule, id) })
		if !known {
			f.Rules = slices.Insert(f.Rules, i, history.RuleCount{Rule: x.Rule})
		}
		f.Rules[i].Findings++
	}
	return f
}

func runJSON(t testing.TB, to any, args ...string) {
	t.Helper()
	var out, words bytes.Buffer
	if code := run(context.Background(), args, strings.NewReader(""), &out, &words); code != exitClean {
		t.Fatalf("jobcat %s: %d\n%s", strings.Join(args, " "), code, &words)
	}
	if err := json.Unmarshal(out.Bytes(), to); err != nil {
		t.Fatal(err)
	}
}

// historyOf is the history that the program tells.
func historyOf(t testing.TB, dir, period string) *history.History {
	t.Helper()
	var a struct{ History *history.History }
	runJSON(t, &a, "audit", "--history", period, "--format", "json", dir)
	return a.History
}

// BenchmarkHistory is the history of 500 commits on a copy of the real catalog, or on a hundred trades where that is not
// here.
func BenchmarkHistory(b *testing.B) {
	base := map[string]string{}
	dir := "../../../shared/corpus/gitlab-2022-11/job-families"
	_ = filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, _ := os.ReadFile(p)
			rel, _ := filepath.Rel(dir, p)
			base[filepath.ToSlash(rel)] = string(text)
		}
		return nil
	})
	trades := 100
	if len(base) > 0 {
		trades = 20
	}
	for _, commits := range []int{50, 500} {
		repo := grow(b, 5, base, trades, commits)
		gitIn(b, repo.top, "", "gc", "-q")
		b.Run(fmt.Sprintf("commits=%d", commits), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				start := time.Now()
				h := historyOf(b, filepath.Join(repo.top, "job-families"), "25mo")
				b.Logf("%v: %d commits, %d changed the catalog, %d grades", time.Since(start), commits, h.Commits, len(h.Grades))
			}
		})
	}
}
