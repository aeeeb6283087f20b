package lint

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/schema"
)

// brings are the findings that a fix may bring by rights: what it leaves to the author, and what a mistake had hidden.
var brings = map[string][]string{
	// What the template leaves to the author, and what a page is asked for once it has a section.
	"missing-section": {"leftover-placeholder", "missing-grade", "missing-reports-to"},
	// A statement with the wrong word may have meant anything, so that nothing was missing.
	"crossed-extends": {"missing-section", "missing-item"},
	"plain-heading":   {"missing-item", "missing-section"}, // it is a section of its own now, and of one specialty only
	// The rule is the right one, and breaks nothing there.
	"unknown-suppression": {"unused-suppression"},
}

// TestFixes makes every fix of a rule in the archive of that rule, each by itself. Its finding has to go, no other may
// come, and what it changes stands in the file "fixes" of the archive. Rules have fixes if and only if the policy says
// so, safe ones among them where it says "safe".
func TestFixes(t *testing.T) {
	for _, rule := range builtin(t).Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			name := filepath.Join("testdata", "rules", rule.ID+".txtar")
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Skip(err) // TestEveryRuleHasAnArchive says so
			}
			policy, files := split(t, archive)
			var got bytes.Buffer
			kinds := map[bool]int{} // safe or not
			found := lintAll(policy, files)
			for _, f := range found {
				if f.Rule != rule.ID || f.Fix == nil {
					continue
				}
				kinds[f.Fix.Safe]++
				fixed := slices.Clone(files)
				at := slices.IndexFunc(fixed, func(file txtar.File) bool { return file.Name == f.Place.Path })
				before := string(fixed[at].Data)
				if !Fits(before, f.Fix.Edits) {
					t.Errorf("%v: the edits do not fit: %v", f.Place, f.Fix.Edits)
					continue
				}
				fixed[at].Data = []byte(Apply(before, f.Fix.Edits))
				fmt.Fprintf(&got, "%s:%d: %s\n%s", f.Place.Path, f.Place.Line, kindOfFix(f.Fix), changedLines(before, string(fixed[at].Data)))
				checkRepair(t, f, found, lintAll(policy, fixed))
			}
			switch {
			case rule.Fix == "none" && len(kinds) > 0:
				t.Errorf("%d findings have fixes, and the policy says that there are none", kinds[true]+kinds[false])
			case rule.Fix == "unsafe" && kinds[true] > 0:
				t.Errorf("%d fixes are safe, and the policy says that they are not", kinds[true])
			case rule.Fix != "none" && kinds[rule.Fix == "safe"] == 0:
				t.Errorf("no page of the archive has a fix that is %s", rule.Fix)
			}
			compareFile(t, name, "fixes", got.Bytes())
		})
	}
}

// TestFixesElsewhere makes the fixes of all rules on the pages of all archives and on the bad examples of the policy, each
// page and each fix by itself.
func TestFixesElsewhere(t *testing.T) {
	policy := builtin(t)
	files := fixtures(t)
	for _, rule := range policy.Rules() {
		if len(txtar.Parse([]byte(rule.Bad)).Files) == 0 {
			files = append(files, txtar.File{Name: "example-" + rule.ID + "/gardener.md", Data: []byte(rule.Bad)})
		}
	}
	for _, file := range files {
		found := lintOne(policy, file)
		for _, f := range found {
			if f.Fix != nil {
				fixed := txtar.File{Name: file.Name, Data: []byte(Apply(string(file.Data), f.Fix.Edits))}
				checkRepair(t, f, found, lintOne(policy, fixed))
			}
		}
	}
}

// checkRepair holds a fix to what it is for: there are fewer findings of its rule, and no more of any other.
func checkRepair(t *testing.T, fixed Finding, before, after []Finding) {
	t.Helper()
	was, is := countByRule(before), countByRule(after)
	if is[fixed.Rule] >= was[fixed.Rule] {
		t.Errorf("%v: the fix of %s leaves %d of %d findings", fixed.Place, fixed.Rule, is[fixed.Rule], was[fixed.Rule])
	}
	for rule, n := range is {
		if n > was[rule] && !slices.Contains(brings[fixed.Rule], rule) {
			t.Errorf("%v: the fix of %s brings %d more of %s", fixed.Place, fixed.Rule, n-was[rule], rule)
		}
	}
}

func countByRule(findings []Finding) map[string]int {
	count := map[string]int{}
	for _, f := range findings {
		count[f.Rule]++
	}
	return count
}

func lintAll(policy *schema.Policy, files []txtar.File) []Finding {
	return Run(context.Background(), policy, read(policy, files)).Findings
}

func lintOne(policy *schema.Policy, file txtar.File) []Finding {
	return lintAll(policy, []txtar.File{file})
}

func kindOfFix(f *Fix) string {
	if f.Safe {
		return "safe"
	}
	return "unsafe"
}

// changedLines are the lines in which two texts differ, from the first to the last, as "-" and "+".
func changedLines(before, after string) string {
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var out strings.Builder
	for _, line := range a {
		out.WriteString(strings.TrimRight("-"+line, "\r\n") + "\n")
	}
	for _, line := range b {
		out.WriteString(strings.TrimRight("+"+line, "\r\n") + "\n")
	}
	return out.String()
}

// compareFile holds a file of an archive against what it should be, or writes it anew.
func compareFile(t *testing.T, archive, name string, got []byte) {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
	switch {
	case at < 0 && len(got) == 0, at >= 0 && bytes.Equal(a.Files[at].Data, got):
		return
	case !*update:
		t.Errorf("%s has not this in the file %q, see -update:\n%s", archive, name, got)
		return
	case at < 0:
		a.Files = append(a.Files, txtar.File{Name: name, Data: got})
	case len(got) == 0:
		a.Files = slices.Delete(a.Files, at, at+1)
	default:
		a.Files[at].Data = got
	}
	if err := os.WriteFile(archive, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
