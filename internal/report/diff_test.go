package report_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"jobcat/internal/repair"
	"jobcat/internal/report"
)

// Lines that stand on a page many times, as headings of sections and blank lines do, are no changes.
func TestDiffShowsOnlyWhatChanged(t *testing.T) {
	var before, after strings.Builder
	for i := range 300 {
		fmt.Fprintf(&before, "### Level %d\n\n### Requirments\n\n- Ability to use GitLab\n\n### Responsibilities\n\n- Works\n\n", i%7)
		fmt.Fprintf(&after, "### Level %d\n\n#### Requirements\n\n- Ability to use GitLab\n\n### Responsibilities\n\n- Works\n\n", i%7)
	}
	d := diffOf(t, "a.md", before.String(), after.String())
	if got := strings.Count(d, "\n+") - 1; got != 300 {
		t.Errorf("%d lines are added, 300 changed", got)
	}
}

// git makes the new texts of the old ones, with and without a line ending at the end.
func TestGitAppliesDiff(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	random := rand.New(rand.NewPCG(1, 2))
	lines := []string{"", "a", "b", "- c\r", "é"}
	text := func() string {
		all := make([]string, 1+random.IntN(40))
		for i := range all {
			all[i] = lines[random.IntN(len(lines))]
		}
		return "start\n" + strings.Join(all, "\n")
	}
	dir := t.TempDir()
	var patch strings.Builder
	after := map[string]string{}
	for i := range 500 {
		name, old := fmt.Sprintf("%d.md", i), text()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(old), 0o644); err != nil {
			t.Fatal(err)
		}
		after[name] = text()
		patch.WriteString(diffOf(t, name, old, after[name]))
	}
	apply := exec.Command("git", "apply", "-")
	apply.Dir, apply.Stdin = dir, strings.NewReader(patch.String())
	apply.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	if out, err := apply.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for name, want := range after {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s: got %q, want %q, %v", name, got, want, err)
		}
	}
}

func diffOf(t *testing.T, name, before, after string) string {
	t.Helper()
	var b strings.Builder
	err := report.Diff(&b, []repair.Change{{Path: name, Before: before, After: after}}, func(p string) string { return p })
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
