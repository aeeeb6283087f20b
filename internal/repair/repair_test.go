package repair

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// In these tests a rule is a pattern over the text, and its fix writes something in the place of what it matches. What it
// matches is a warning. A name in brackets that no file defines is an error: [a] needs "a:" somewhere.
type rule struct {
	id, find, write string
	unsafe          bool
}

var reference = regexp.MustCompile(`\[(\w)\]`)

// judgeBy judges texts by such rules.
func judgeBy(files map[string]string, rules ...rule) Judge {
	return func(_ context.Context, texts map[string]string) (Judgement, error) {
		all := maps.Clone(files)
		maps.Copy(all, texts)
		j := Judgement{Catalog: &catalog.Catalog{}, Result: &lint.Result{}}
		seen := map[string]int{}
		add := func(f *catalog.File, rule string, severity schema.Severity, at []int, key string, fix *lint.Fix) {
			id := lint.Identify(rule, f.Path, "", key, seen[rule+f.Path+key])
			seen[rule+f.Path+key]++
			j.Result.Findings = append(j.Result.Findings, lint.Finding{Rule: rule, Severity: severity, Message: rule + " " + key,
				Place: f.Place(at[0], at[1]), Fix: fix, Identity: id})
		}
		for _, path := range slices.Sorted(maps.Keys(all)) {
			f := catalog.NewFile(path, all[path])
			j.Catalog.Pages = append(j.Catalog.Pages, &catalog.Page{File: f, Family: &catalog.Family{}})
			for _, r := range rules {
				find := regexp.MustCompile(r.find)
				for _, at := range find.FindAllStringSubmatchIndex(f.Source, -1) {
					text := string(find.ExpandString(nil, r.write, f.Source, at))
					fix := &lint.Fix{Safe: !r.unsafe, Edits: []lint.Edit{{Start: at[0], End: at[1], Text: text}}}
					add(f, r.id, schema.Warning, at, f.Source[at[0]:at[1]], fix)
				}
			}
			for _, at := range reference.FindAllStringSubmatchIndex(f.Source, -1) {
				name := f.Source[at[2]:at[3]]
				if !slices.ContainsFunc(slices.Collect(maps.Values(all)), func(text string) bool { return strings.Contains(text, name+":") }) {
					add(f, "dangling", schema.Error, at, name, nil)
				}
			}
		}
		slices.SortFunc(j.Result.Findings, lint.Compare)
		return j, nil
	}
}

// outcome repairs files by rules and says what has become of them: "b.md: text" for each that was changed, "-rule text"
// for each fix that was taken back, with the error that it would have brought.
func outcome(t *testing.T, files map[string]string, rules ...rule) []string {
	t.Helper()
	judge := judgeBy(files, rules...)
	start, err := judge(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Repair(t.Context(), start, judge, func(lint.Finding) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range r.Changes {
		if c.Before != files[c.Path] {
			t.Errorf("%s was %q before", c.Path, c.Before)
		}
		got = append(got, c.Path+": "+c.After)
	}
	for _, x := range r.Refused {
		word := "-" + x.Finding.Message
		if x.Breaks != nil {
			word += " -> " + x.Breaks.Place.Path + " " + x.Breaks.Message
		}
		got = append(got, word)
	}
	if r.Unsettled {
		got = append(got, "unsettled")
	}
	return got
}

func TestRepair(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		rules []rule
		want  []string
	}{
		{
			name:  "nothing to do",
			files: map[string]string{"a.md": "good"},
			rules: []rule{{id: "bad", find: "bad", write: "good"}},
		},
		{
			name:  "several files, each edit once",
			files: map[string]string{"a.md": "bad bad", "b.md": "good", "c.md": "a bad one"},
			rules: []rule{{id: "bad", find: "bad", write: "good"}},
			want:  []string{"a.md: good good", "c.md: a good one"},
		},
		{
			name:  "what would do harm is tried again once others are done",
			files: map[string]string{"a.md": "use, later"},
			rules: []rule{{id: "use", find: "use", write: "[a]"}, {id: "soon", find: "later", write: "soon"}, {id: "define", find: "soon", write: "a:"}},
			want:  []string{"a.md: [a], a:"},
		},
		{
			name:  "what touches waits for the next round",
			files: map[string]string{"a.md": "xxxxx."},
			rules: []rule{{id: "x", find: "x", write: ""}},
			want:  []string{"a.md: ."},
		},
		{
			name:  "the first of two that overlap, then the other",
			files: map[string]string{"a.md": "one two three"},
			rules: []rule{{id: "p", find: "one two", write: "1 two"}, {id: "q", find: "two three", write: "two 3"}},
			want:  []string{"a.md: 1 two 3"},
		},
		{
			name:  "one fix makes work for the next",
			files: map[string]string{"a.md": "aaa"},
			rules: []rule{{id: "a", find: "aaa", write: "bb"}, {id: "b", find: "bb", write: "c"}},
			want:  []string{"a.md: c"},
		},
		{
			name:  "a fix after which its finding is still there",
			files: map[string]string{"a.md": "bad worse"},
			rules: []rule{{id: "bad", find: "bad", write: "good"}, {id: "worse", find: "worse", write: "worse!"}},
			want:  []string{"a.md: good worse", "-worse worse"},
		},
		{
			name:  "a fix without effect",
			files: map[string]string{"a.md": "bad"},
			rules: []rule{{id: "bad", find: "bad", write: "bad"}},
			want:  []string{"-bad bad"},
		},
		{
			name:  "a fix that breaks another file",
			files: map[string]string{"a.md": "bad p: bad", "b.md": "see [p], bad"},
			rules: []rule{{id: "bad", find: "bad", write: "good"}, {id: "name", find: "p:", write: "q:"}},
			want:  []string{"a.md: good p: good", "b.md: see [p], good", "-name p: -> b.md dangling p"},
		},
		{
			name:  "what another fix has repaired along the way was refused by mistake",
			files: map[string]string{"a.md": "aa b"},
			rules: []rule{{id: "stuck", find: "b", write: "b"}, {id: "a", find: "a", write: ""}, {id: "all", find: "^ b", write: ""}},
			want:  []string{"a.md: "},
		},
		{
			name:  "an error that was there before is nobody's fault",
			files: map[string]string{"a.md": "bad [p] bad [p]"},
			rules: []rule{{id: "bad", find: "bad", write: "good"}},
			want:  []string{"a.md: good [p] good [p]"},
		},
		{
			name:  "two that do no harm alone",
			files: map[string]string{"a.md": "p: bad p:", "b.md": "[p]"},
			rules: []rule{{id: "name", find: "p:", write: "q:"}},
			want:  []string{"a.md: q: bad p:", "-name p: -> b.md dangling p"},
		},
		{
			name:  "two that undo each other",
			files: map[string]string{"a.md": "up", "b.md": "bad"},
			rules: []rule{{id: "up", find: "up", write: "down"}, {id: "down", find: "down", write: "up"}, {id: "bad", find: "bad", write: "good"}},
			want:  []string{"b.md: good", "unsettled"},
		},
		{
			name:  "what an unsafe fix leaves to a person",
			files: map[string]string{"a.md": "missing. bad"},
			rules: []rule{{id: "missing", find: "missing", write: "fill in [x]", unsafe: true}, {id: "bad", find: "bad", write: "good [y]"}},
			want:  []string{"a.md: fill in [x]. bad", "-bad bad -> a.md dangling y"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outcome(t, c.files, c.rules...); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestWhatMayNotBeRepairedStays(t *testing.T) {
	files := map[string]string{"a.md": "bad", "b.md": "bad"}
	judge := judgeBy(files, rule{id: "bad", find: "bad", write: "good"})
	start, _ := judge(t.Context(), nil)
	r, err := Repair(t.Context(), start, judge, func(f lint.Finding) bool { return f.Place.Path == "b.md" })
	if err != nil || len(r.Changes) != 1 || r.Changes[0].Path != "b.md" || len(r.Result.Findings) != 1 {
		t.Errorf("changed %v, left %v, %v", r.Changes, r.Result.Findings, err)
	}
}

func TestOldFindingsStay(t *testing.T) {
	judge := judgeBy(map[string]string{"a.md": "bad worse"}, rule{id: "bad", find: "bad", write: "good"}, rule{id: "worse", find: "worse", write: "better"})
	withStay := func(ctx context.Context, texts map[string]string) (Judgement, error) {
		j, err := judge(ctx, texts)
		j.Stay = map[string]bool{}
		for _, f := range j.Result.Findings {
			j.Stay[f.Identity] = f.Rule == "bad"
		}
		return j, err
	}
	start, _ := withStay(t.Context(), nil)
	r, err := Repair(t.Context(), start, withStay, func(lint.Finding) bool { return true })
	if err != nil || len(r.Changes) != 1 || r.Changes[0].After != "bad better" {
		t.Errorf("changed %v, %v", r.Changes, err)
	}
}

func TestFixThatDoesNotFitIsRefused(t *testing.T) {
	file := catalog.NewFile("a.md", "ä")
	bad := lint.Finding{Rule: "bad", Place: file.Place(0, 2), Identity: "1", Fix: &lint.Fix{Edits: []lint.Edit{{Start: 1, End: 2}}}}
	start := Judgement{Catalog: &catalog.Catalog{Pages: []*catalog.Page{{File: file}}}, Result: &lint.Result{Findings: []lint.Finding{bad}}}
	r, err := Repair(t.Context(), start, nil, func(lint.Finding) bool { return true })
	if err != nil || len(r.Refused) != 1 || len(r.Changes) != 0 {
		t.Errorf("refused %v, changed %v, %v", r.Refused, r.Changes, err)
	}
}

// TestHarmIsFoundAmongMany has a few harmful fixes among many others, in any order: exactly these are taken back.
func TestHarmIsFoundAmongMany(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		files := map[string]string{"uses.md": "[p] [q] [r]"}
		defined := map[string]int{"p": random.IntN(40), "q": random.IntN(40), "r": random.IntN(40)}
		for i := range 40 {
			text := strings.Repeat("bad ", random.IntN(5))
			for _, name := range slices.Sorted(maps.Keys(defined)) {
				if defined[name] == i {
					text += name + ": bad "
				}
			}
			files[fmt.Sprintf("%02d.md", i)] = text
		}
		got := outcome(t, files, rule{id: "bad", find: "bad", write: "good"}, rule{id: "name", find: `[pqr]:`, write: "x:"})
		var refused []string
		for _, line := range got {
			if strings.HasPrefix(line, "-") {
				refused = append(refused, line)
			} else if strings.Contains(line, "bad") {
				t.Errorf("%s", line)
			}
		}
		slices.Sort(refused)
		if want := []string{"-name p: -> uses.md dangling p", "-name q: -> uses.md dangling q", "-name r: -> uses.md dangling r"}; !slices.Equal(refused, want) {
			t.Errorf("got %q", refused)
		}
	}
}

func TestErrorOfJudge(t *testing.T) {
	files := map[string]string{"a.md": "bad"}
	judge := judgeBy(files, rule{id: "bad", find: "bad", write: "good"})
	start, _ := judge(t.Context(), nil)
	gone := func(context.Context, map[string]string) (Judgement, error) { return Judgement{}, context.Canceled }
	if r, err := Repair(t.Context(), start, gone, func(lint.Finding) bool { return true }); err != context.Canceled || r != nil {
		t.Errorf("got %v, %v", r, err)
	}
}
