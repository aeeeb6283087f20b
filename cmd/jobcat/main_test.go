package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestInterruptedIsSaidInOurWords(t *testing.T) {
	t.Chdir("../..")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"lint", "examples/handbook"}, strings.NewReader(""), &stdout, &stderr)
	if got, want := stderr.String(), "jobcat: interrupted\n"; code != exitUnread || got != want || stdout.Len() > 0 {
		t.Errorf("exit code %d, %q and %q, want %q", code, &stdout, got, want)
	}
}
