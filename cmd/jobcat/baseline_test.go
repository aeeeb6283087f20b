package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBaselineOfRealCatalog writes down all findings of the real catalog, and then edits one file.
func TestBaselineOfRealCatalog(t *testing.T) {
	corpus, err := filepath.Abs("../../../shared/corpus/gitlab-2022-11/job-families")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the real catalog is not beside the repository")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.CopyFS(filepath.Join(dir, "job-families"), os.DirFS(corpus)); err != nil {
		t.Fatal(err)
	}
	policy := "package jobcat\n\ncatalog: {\n\troots: [\"job-families\"]\n\tbaseline: \"old.txt\"\n}\n"
	if err := os.WriteFile("jobcat.cue", []byte(policy), 0o666); err != nil {
		t.Fatal(err)
	}
	jobcat := func(args ...string) (code int, out string) {
		var stdout, stderr bytes.Buffer
		code = run(context.Background(), append([]string{"lint", "--fail-on", "info"}, args...), strings.NewReader(""), &stdout, &stderr)
		if code > exitFindings {
			t.Fatalf("jobcat lint %s: %s", args, stderr.String())
		}
		return code, stdout.String()
	}
	if code, _ := jobcat("--write-baseline"); code != exitClean {
		t.Error("something is found although all is in the baseline")
	}
	first := read(t, "old.txt")
	if strings.Count(first, "\n") < 1000 {
		t.Fatalf("%d lines prove nothing", strings.Count(first, "\n"))
	}
	jobcat("--write-baseline")
	if read(t, "old.txt") != first {
		t.Error("written again, the baseline is another one")
	}

	page := "job-families/finance/payroll/index.html.md"
	text := read(t, page)
	edit := func(old, new string) {
		t.Helper()
		if !strings.Contains(text, old) {
			t.Fatalf("%s has no %q", page, old)
		}
		if err := os.WriteFile(page, []byte(strings.Replace(text, old, new, 1)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, old, new string
		found          int
	}{
		{"a new defect", "\n- ", "\n- Has 27 years of experience\n- ", 1},
		{"lines at the top", "\n## ", "\nA line.\n\nAnother one.\n\n## ", 0},
	} {
		edit(c.old, c.new)
		_, out := jobcat()
		if n := strings.Count("\n"+out, "\n"+page+":"); n != c.found {
			t.Errorf("%s: %d findings\n%s", c.name, n, out)
		}
	}
	edit("\n", "\n")

	if err := os.Rename("job-families/legal-and-corporate-affairs", "job-families/lawyers"); err != nil {
		t.Fatal(err)
	}
	if _, out := jobcat(); strings.Contains(out, "\njob-families/lawyers/") || strings.HasPrefix(out, "job-families/lawyers/") {
		t.Errorf("a folder that was renamed has new findings\n%s", out)
	}
}
