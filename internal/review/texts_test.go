package review

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/internal/change"
	"jobcat/internal/report"
	"jobcat/lint"
	"jobcat/schema"
)

var update = flag.Bool("update", false, "rewrite the expected texts")

// usualPolicy is the policy of archives without one. With one, there are no pages of rules to lead to.
const usualPolicy = "package jobcat\n"

// Each archive has the files before and after a change, in folders of that name or in "same", and then the notes about it. What an
// untouched page has stands at its cause, as in a real merge request.
func TestTexts(t *testing.T) {
	archives, err := filepath.Glob("testdata/texts/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			before, after := map[string]string{}, map[string]string{}
			touched := map[string]bool{}
			src := usualPolicy
			for _, f := range archive.Files {
				data := string(f.Data)
				if p, ok := strings.CutPrefix(f.Name, "before/"); ok {
					before[p], touched["jobs/"+p] = data, true
				} else if p, ok := strings.CutPrefix(f.Name, "after/"); ok {
					after[p], touched["jobs/"+p] = data, true
				} else if p, ok := strings.CutPrefix(f.Name, "same/"); ok {
					before[p], after[p] = data, data
				} else if f.Name == "jobcat.cue" {
					src = data
				}
			}
			policy, err := schema.Load("jobcat.cue", []byte(src))
			if err != nil {
				t.Fatal(err)
			}
			was, r := judge(t, policy, before), judge(t, policy, after)
			c := change.New(change.SideOf(was.Catalog, was.result), change.SideOf(r.Catalog, r.result), change.Options{Inheritance: lint.Inheritance(policy)})
			r.Found = c.Findings()
			r.Changed = report.Changed{Root: "jobs", Before: "main", After: "HEAD", Effects: c.Effects(), Kinds: policy.Kinds()}
			if src == usualPolicy {
				r.Page = func(rule string) string { return "https://example.com/jobcat/rules/" + rule + ".html" }
			}
			r.Notes = []string{"This merge request changes jobcat.cue. It is judged by the policy of the branch that it is for"}
			got := notes(r.Review, touched)
			if last := &archive.Files[len(archive.Files)-1]; *update {
				last.Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if got != string(last.Data) {
				t.Errorf("got\n%s\nwant\n%s", got, last.Data)
			}
		})
	}
}

// notes are all notes about a change, with a line above each.
func notes(r *Review, touched map[string]bool) string {
	d := Diff{}
	for _, name := range slices.Sorted(maps.Keys(touched)) {
		d.Files = append(d.Files, File{Old: name, New: name, Lines: &Lines{Count: 10_000}})
	}
	var b strings.Builder
	var comments []*Comment
	for _, g := range r.groups(d) {
		c := &Comment{Findings: g.findings, Position: g.position, Elsewhere: g.elsewhere, Stands: g.stands}
		comments = append(comments, c)
		if c.Stands == OnLine {
			fmt.Fprintf(&b, "==== %s:%d\n%s\n", c.Position.NewPath, c.Position.NewLine, r.comment(c))
		}
	}
	fmt.Fprintf(&b, "==== summary\n%s\n", r.summary(comments))
	for _, c := range comments {
		if c.Stands == OnLine {
			fmt.Fprintf(&b, "==== gone\n%s\n==== gone, answered\n%s\n==== back, answered\n%s\n", r.gone(r.comment(c), false), r.goneAnswer(false), r.backAnswer(c))
			break
		}
	}
	return b.String()
}

// What is on no line is said in the summary or nowhere.
func TestSummarySaysAllThatIsOnNoLine(t *testing.T) {
	r := reviewOf("bad a.md:3 x", "bad a.md:3 y", "bad c.md:5 z", "bad c.md:5 w", "worse c.md:6 u", "worse c.md:6 v")
	for i := range r.Found.Introduced {
		if f := &r.Found.Introduced[i]; f.Rule == "worse" {
			f.Message = "what is wrong"
		}
	}
	r.Most = 0
	plan := r.Plan(diffOf("head1", "a.md"), State{Me: us})
	a, _ := plan.Summary(nil)
	for _, words := range []string{
		"What is wrong with x. *(also what is wrong with y; no comment of its own)*",
		"`c.md`, line 5: What is wrong with w. *(also what is wrong with z; not in the diff)*",
		"`c.md`, line 6: What is wrong. *(the same in `c.md`, line 6; not in the diff)*",
	} {
		if !strings.Contains(a.Body, words) {
			t.Errorf("there is no %q in\n%s", words, a.Body)
		}
	}
}
