package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobcat/schema"
)

// The policies of examples/policies are for catalogs that are written in other ways: how they are read is said there in
// a page of CUE, and nowhere in Go.

const longestPolicy = 80 // lines

func TestExamplePoliciesLoad(t *testing.T) {
	files, err := filepath.Glob("../../examples/policies/*/jobcat.cue")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no policies: %v", err)
	}
	for _, file := range files {
		text := read(t, file)
		if _, err := schema.Load(file, []byte(text)); err != nil {
			t.Error(err)
		}
		if n := strings.Count(text, "\n"); n > longestPolicy {
			t.Errorf("%s has %d lines, more than %d", file, n, longestPolicy)
		}
	}
}

// TestOctopusPeople lints the catalog of another organisation, which lies beside the repository.
func TestOctopusPeople(t *testing.T) {
	t.Chdir("../..")
	corpus := "../shared/corpus/octopus-people"
	if _, err := os.Stat(corpus); errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("JOBCAT_DEMAND_CORPUS") != "" {
			t.Fatal("JOBCAT_DEMAND_CORPUS is set, and the catalog is not here")
		}
		t.Skipf("the catalog is not here: %v", err)
	}
	var stdout, stderr bytes.Buffer
	found := filepath.Join(t.TempDir(), "found.json")
	args := []string{"lint", "--config", "examples/policies/octopus-people/jobcat.cue", "--output", "json=" + found, corpus}
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
		fmt.Fprintf(&got, "%s:%d: %s\n", strings.TrimPrefix(f.Path, corpus+"/"), f.Line, f.Rule)
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
