package git

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Span is lines of a text that another one has instead: from Old to OldEnd by those from New to NewEnd, 1-based and half-open.
// An empty range says where lines were added or removed.
type Span struct {
	Old, OldEnd int
	New, NewEnd int
}

// Spans are the lines in which two texts differ, by the names of their contents, as git pairs lines: in order, not overlapping.
// However a person has set up git's diff, the answer is the same.
func (r *Repository) Spans(ctx context.Context, before, after string) ([]Span, error) {
	if before == after {
		return nil, nil
	}
	out, err := r.run(ctx, "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--unified=0", "--inter-hunk-context=0",
		"--diff-algorithm=myers", "--indent-heuristic", before, after)
	if err != nil {
		return nil, err
	}
	var spans []Span
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "@@ ") { // lines of the texts begin with a sign
			continue
		}
		m := hunk.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("unexpected answer of git diff: %q", line)
		}
		var s Span
		s.Old, s.OldEnd = hunkRange(m[1], m[2])
		s.New, s.NewEnd = hunkRange(m[3], m[4])
		spans = append(spans, s)
	}
	return spans, nil
}

var hunk = regexp.MustCompile(`^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`)

// hunkRange is the lines that a hunk names by the first one and how many there are, "" for one. Of none, git names the line before.
func hunkRange(first, count string) (start, end int) {
	start, _ = strconv.Atoi(first)
	n := 1
	if count != "" {
		n, _ = strconv.Atoi(count)
	}
	if n == 0 {
		start++
	}
	return start, start + n
}
