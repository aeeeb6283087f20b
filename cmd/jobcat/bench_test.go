package main

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"
)

// BenchmarkLint is the whole of "jobcat lint" but for the start of the process: policy, reading, judging and the text
// report, over the real catalog where it lies beside the repository, else over the example.
func BenchmarkLint(b *testing.B) {
	dir := "../../../shared/corpus/gitlab-2022-11/job-families"
	if _, err := os.Stat(dir); err != nil {
		dir = "../../examples/handbook"
	}
	b.ReportAllocs()
	for b.Loop() {
		if code := run(context.Background(), []string{"lint", dir}, strings.NewReader(""), io.Discard, io.Discard); code > exitFindings {
			b.Fatalf("exit code %d", code)
		}
	}
}
