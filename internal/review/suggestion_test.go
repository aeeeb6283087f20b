package review

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// judged is a catalog as it was judged, to make comments on.
type judged struct {
	*Review
	policy *schema.Policy
	result *lint.Result
}

// judge judges pages, by path from the top of the repository.
func judge(t testing.TB, policy *schema.Policy, pages map[string]string) judged {
	t.Helper()
	w := workspace.New(nil, nil, "/job-families")
	c, err := w.Read(context.Background(), source.Memory(pages), workspace.ReaderFor(policy))
	if err != nil {
		t.Fatal(err)
	}
	return judged{&Review{Policy: policy, Catalog: c, Root: "jobs", Most: 30, CommentOn: schema.Warning}, policy, lint.Run(context.Background(), policy, c)}
}

// on is a comment on a line of a finding's own file.
func (j judged) on(f lint.Finding, line int) *Comment {
	name := j.inRepository(f.Place.Path)
	return &Comment{Findings: []lint.Finding{f}, Position: Position{OldPath: name, NewPath: name, NewLine: line}, Elsewhere: line != f.Place.Line}
}

// fixtures are the archives that the rules are tested with: the policy and the pages of each.
func fixtures(t *testing.T, do func(t *testing.T, policy *schema.Policy, pages map[string]string)) {
	archives, err := filepath.Glob("../../lint/testdata/rules/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			policy, err := schema.Builtin()
			if err != nil {
				t.Fatal(err)
			}
			pages := map[string]string{}
			for _, f := range archive.Files {
				switch {
				case f.Name == "jobcat.cue":
					if policy, err = schema.Load(f.Name, f.Data); err != nil {
						t.Fatal(err)
					}
				case strings.Contains(f.Name, "/"):
					pages[f.Name] = string(f.Data)
				}
			}
			do(t, policy, pages)
		})
	}
}

// press applies a suggestion as GitLab does: it replaces the lines around the one with the comment.
func press(t testing.TB, text, block string, line int) string {
	t.Helper()
	head, rest, _ := strings.Cut(block, "\n")
	marks, lengths, _ := strings.Cut(head, "suggestion:-")
	above, below, ok := strings.Cut(lengths, "+")
	a, errA := strconv.Atoi(above)
	b, errB := strconv.Atoi(below)
	content, closed := strings.CutSuffix(rest, marks)
	if !ok || errA != nil || errB != nil || a > 100 || b > 100 || !closed || strings.Contains(content, marks) || len(marks) < 3 {
		t.Fatalf("GitLab does not take the suggestion\n%s", block)
	}
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if line-a < 1 || line+b > len(lines) {
		t.Fatalf("lines %d to %d of %d are suggested", line-a, line+b, len(lines))
	}
	return strings.Join(lines[:line-a-1], "") + content + strings.Join(lines[line+b:], "")
}

// checkSuggestion looks whether what GitLab makes of a suggestion is what the fix makes of the text.
func checkSuggestion(t *testing.T, j judged, f lint.Finding) bool {
	t.Helper()
	text := j.page(f.Place.Path).File.Source
	c := j.on(f, f.Place.Line)
	block, safe := j.suggestion(c)
	if block == "" {
		return false
	}
	want := lint.Apply(text, f.Fix.Edits)
	if got := press(t, text, block, f.Place.Line); got != want {
		t.Errorf("%s: %s: the suggestion\n%s\ngives\n%s\nnot\n%s", f.Place, f.Rule, block, got, want)
	}
	if safe != f.Fix.Safe {
		t.Errorf("%s: the suggestion is safe: %v, the fix: %v", f.Place, safe, f.Fix.Safe)
	}
	return true
}

// mayLack looks whether there is a reason not to suggest a fix: it is too far away, too long, or about lines that end otherwise.
func mayLack(t *testing.T, j judged, f lint.Finding) {
	t.Helper()
	file := j.page(f.Place.Path).File
	edits := f.Fix.Edits
	first, last := file.LineOf(edits[0].Start), file.LineOf(edits[len(edits)-1].End)
	part := file.Source[file.LineStart(min(first, f.Place.Line)):file.LineStart(max(last, f.Place.Line)+1)]
	switch {
	case strings.Contains(part, "\r"), !strings.HasSuffix(file.Source, "\n"):
	case f.Place.Line-first > 100, last-f.Place.Line > 100, len(part) > longestSuggestion:
	case strings.Count(part, "\n") >= mostUnchanged: // it drowns in lines that stay as they are
	default:
		t.Errorf("no suggestion for %s: %s %+v", f.Place, f.Rule, f.Fix)
	}
}

func TestSuggestionsOfFixtures(t *testing.T) {
	made, none := 0, 0
	fixtures(t, func(t *testing.T, policy *schema.Policy, pages map[string]string) {
		j := judge(t, policy, pages)
		for _, f := range j.result.Findings {
			switch {
			case f.Fix == nil:
			case checkSuggestion(t, j, f):
				made++
			default:
				none++
				mayLack(t, j, f)
			}
		}
	})
	t.Logf("%d suggestions, none for %d fixes", made, none)
	if made < 100 {
		t.Errorf("%d suggestions, none for %d fixes", made, none)
	}
}

func TestSuggestionsOfCorpus(t *testing.T) {
	const corpus = "../../../shared/corpus/gitlab-2022-11/job-families"
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the real catalog is not here: ../shared is absent")
	}
	pages := map[string]string{}
	err := fs.WalkDir(os.DirFS(corpus), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(corpus, p))
		pages[p] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	j := judge(t, policy, pages)
	made, none := 0, 0
	for _, f := range j.result.Findings {
		switch {
		case f.Fix == nil:
		case checkSuggestion(t, j, f):
			made++
		default:
			none++
			mayLack(t, j, f)
		}
	}
	t.Logf("%d suggestions, none for %d fixes", made, none)
}

// A suggestion is for the head of the source; where that is not what was judged, its lines have other numbers.
func TestSuggestionInAnotherHead(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	made := 0
	fixtures(t, func(t *testing.T, policy *schema.Policy, pages map[string]string) {
		j := judge(t, policy, pages)
		for _, f := range j.result.Findings {
			if f.Fix == nil || j.page(f.Place.Path) == nil {
				continue
			}
			text := j.page(f.Place.Path).File.Source
			head, pairs := otherHead(random, text)
			j.Head = map[string]*Lines{j.inRepository(f.Place.Path): pairs}
			line := pairs.Old(f.Place.Line + random.IntN(7) - 3)
			if line == 0 {
				continue
			}
			block, _ := j.suggestion(j.on(f, line))
			if block == "" {
				continue
			}
			made++
			got := press(t, head, block, line)
			for _, e := range f.Fix.Edits {
				if e.Text != "" && !strings.Contains(got, e.Text) {
					t.Errorf("%s: the suggestion\n%s\nloses %q", f.Place, block, e.Text)
				}
			}
			fixed := lint.Apply(text, f.Fix.Edits)
			if got, want := without(got, "was in the head only"), without(fixed, "was in the head only"); got != want {
				t.Errorf("%s: the suggestion\n%s\ngives\n%s\nnot\n%s", f.Place, block, got, want)
			}
		}
	})
	if made < 100 {
		t.Errorf("only %d suggestions", made)
	}
}

// otherHead is a head of the source in which other lines stand between those that were judged.
func otherHead(random *rand.Rand, text string) (string, *Lines) {
	var b strings.Builder
	lines := strings.SplitAfter(text, "\n")
	pairs := &Lines{Count: len(lines)}
	old := 1
	for i, line := range lines {
		if random.IntN(8) == 0 {
			n := 1 + random.IntN(3)
			for k := range n {
				fmt.Fprintf(&b, "%d was in the head only\n", k)
			}
			pairs.Spans = append(pairs.Spans, Span{Old: old, OldEnd: old + n, New: i + 1, NewEnd: i + 1})
			old += n
		}
		b.WriteString(line)
		old++
	}
	return b.String(), pairs
}

// without is a text without the lines that end in some words.
func without(text, words string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasSuffix(strings.TrimRight(line, "\n"), words) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// The lines of a thread on a line that was edited since are those of an older version: neither their numbers nor a suggestion for
// them mean anything any more.
func TestNothingIsCountedFromALineThatWasEdited(t *testing.T) {
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	j := judge(t, policy, map[string]string{"gardener.md": "# Gardener\n\nWords.\n\n## Responsibilites\n\n- Cares for plants\n"})
	for _, f := range j.result.Findings {
		if f.Rule == "misspelt-heading" {
			j.Found.Introduced = append(j.Found.Introduced, f)
		}
	}
	diff := diffOf("head1", "gardener.md")
	posted := j.Plan(diff, State{Me: us}).Actions[0]
	if !strings.Contains(posted.Body, "```suggestion:-0+0\n") {
		t.Fatalf("there is no suggestion in\n%s", posted.Body)
	}
	older := *posted.Position
	older.Refs.Head, older.NewLine = "head0", 3
	plan := j.Plan(diff, State{Me: us, Threads: []Thread{{ID: "t1", Position: &older, Notes: []Note{{ID: 1, Author: us, Body: posted.Body, Resolvable: true}}}}})
	summary, _ := plan.Summary(nil)
	for _, body := range []string{plan.Actions[0].Body, summary.Body} {
		if body == "" || strings.Contains(body, "suggestion:") || strings.Contains(body, "line 3") || !strings.Contains(body, "`gardener.md`, line 5") && !strings.Contains(body, "`jobs/gardener.md`, line 5") {
			t.Errorf("said in a thread on an older line 3, about line 5:\n%s", body)
		}
	}
}

// A suggestion is for a few lines. Where the fix is farther away, the comment says what makes it.
func TestFarFixIsMadeByACommand(t *testing.T) {
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		items int
		far   string
	}{
		{"gardener.md", 2, ""},
		{"gardener.md", 9, "`jobcat lint --fix --unsafe-fixes --only missing-item jobs/gardener.md` repairs it. Read what it changes."},
		{"the gardener.md", 9, "`jobcat lint --fix --unsafe-fixes --only missing-item` repairs it. Read what it changes."},
		{"$(gardener).md", 9, "`jobcat lint --fix --unsafe-fixes --only missing-item` repairs it. Read what it changes."},
	} {
		j := judge(t, policy, map[string]string{c.name: "# Gardener\n\n## Requirements\n\n" +
			strings.Repeat("- Knows a plant\n", c.items)})
		i := slices.IndexFunc(j.result.Findings, func(f lint.Finding) bool { return f.Rule == "missing-item" })
		if i < 0 || j.result.Findings[i].Fix == nil {
			t.Fatalf("there is no item to add in %+v", j.result.Findings)
		}
		body := j.comment(j.on(j.result.Findings[i], j.result.Findings[i].Place.Line))
		if suggested := strings.Contains(body, "```suggestion:"); suggested == (c.far != "") || strings.Contains(body, "jobcat lint --fix") == suggested {
			t.Errorf("%s with %d items:\n%s", c.name, c.items, body)
		}
		if !strings.Contains(body, c.far) {
			t.Errorf("there is no %s in\n%s", c.far, body)
		}
	}
}
