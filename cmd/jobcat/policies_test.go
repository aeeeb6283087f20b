package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"jobcat/schema"
)

func TestExamplePoliciesLoad(t *testing.T) {
	files, err := filepath.Glob("../../examples/policies/*/jobcat.cue")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no policies: %v", err)
	}
	for _, file := range files {
		if _, err := schema.Load(file, []byte(read(t, file))); err != nil {
			t.Error(err)
		}
	}
}

// TestExampleCatalogs lints the catalogs that lie beside their policies: what people copy from has nothing to be said about.
func TestExampleCatalogs(t *testing.T) {
	t.Chdir("../..")
	for example, want := range map[string]string{
		"level-per-row": "no findings in 4 families, 12 levels; 2 files are no job family",
		"german":        "no findings in 4 families, 7 levels; 1 file is no job family",
	} {
		const longest = 60 // lines of a policy
		if n := strings.Count(read(t, "examples/policies/"+example+"/jobcat.cue"), "\n"); n > longest {
			t.Errorf("the policy of %s has %d lines, more than %d", example, n, longest)
		}
		var printed bytes.Buffer
		code := run(t.Context(), []string{"lint", "--fail-on", "info", "examples/policies/" + example}, strings.NewReader(""), &printed, &printed)
		if code != exitClean || !strings.HasPrefix(printed.String(), want) {
			t.Errorf("%s: exit code %d\n%s", example, code, &printed)
		}
	}
}

// TestOctopusPeople lints the catalog of another organisation, which lies beside the repository. How it is read is said
// in one page of CUE, and nowhere in Go.
func TestOctopusPeople(t *testing.T) {
	t.Chdir("../..")
	const longest = 80 // lines
	policy := "examples/policies/octopus-people/jobcat.cue"
	if n := strings.Count(read(t, policy), "\n"); n > longest {
		t.Errorf("%s has %d lines, more than %d", policy, n, longest)
	}
	corpus := "../shared/corpus/octopus-people"
	if _, err := os.Stat(corpus); errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("JOBCAT_DEMAND_CORPUS") != "" {
			t.Fatal("JOBCAT_DEMAND_CORPUS is set, and the catalog is not here")
		}
		t.Skipf("the catalog is not here: %v", err)
	}
	var stdout, stderr bytes.Buffer
	found := filepath.Join(t.TempDir(), "found.json")
	args := []string{"lint", "--config", policy, "--output", "json=" + found, corpus}
	if code := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr); code != exitFindings {
		t.Fatalf("exit code %d\n%s%s", code, &stdout, &stderr)
	}
	var report struct {
		Families, Levels int
		Findings         []struct {
			Rule, Path string
			Line       int
		}
	}
	if err := json.Unmarshal([]byte(read(t, found)), &report); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	fmt.Fprintf(&got, "%d families, %d levels\n", report.Families, report.Levels)
	for _, f := range report.Findings {
		_, name, _ := strings.Cut(f.Path, path.Base(corpus)+"/") // the folder before it is another one where ../shared is a link
		fmt.Fprintf(&got, "%s:%d: %s\n", name, f.Line, f.Rule)
	}
	golden := "cmd/jobcat/testdata/octopus-people.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want := read(t, golden); got.String() != want {
		t.Errorf("found something else than %s\n%s", golden, difference(want, got.String()))
	}
}
