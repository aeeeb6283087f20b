package gitlab

import (
	"context"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
	gl "gitlab.com/gitlab-org/api/client-go/v2"

	"jobcat/internal/review"
)

// Local gives the lines of a changed file as the clone knows them: GitLab does not say how many there are, and leaves out the
// differences of files that it shows collapsed. It gives nil for files that nobody wants to comment, and those without lines.
type Local func(context.Context, review.Refs, review.File) (*review.Lines, error)

// lines are those that GitLab takes comments on.
func (m *MergeRequest) lines(ctx context.Context, refs review.Refs, f review.File, d *gl.MergeRequestDiff, local Local) (*review.Lines, error) {
	if d.TooLarge || (d.Diff == "" && !d.Collapsed && !d.GeneratedFile) {
		return nil, nil
	}
	lines, err := local(ctx, refs, f)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		m.client.Progress("the clone does not know the lines of \"" + f.New + "\", so only what GitLab shows of it is commented: " + m.client.line(err.Error()))
		lines = &review.Lines{}
	}
	if lines == nil || d.Diff == "" {
		if err != nil {
			return nil, nil
		}
		return lines, nil
	}
	shown, ok := hunks(d.Diff)
	if !ok {
		return nil, nil
	}
	return &review.Lines{Spans: shown.Spans, Count: max(lines.Count, shown.Count)}, nil
}

// hunks reads the difference of one file, which begins at its first hunk. Count is the last line that it shows.
func hunks(diff string) (review.Lines, bool) {
	var lines review.Lines
	if !strings.HasPrefix(diff, "@@ ") {
		return lines, false
	}
	files, _, err := gitdiff.Parse(strings.NewReader("--- a/file\n+++ b/file\n" + diff))
	if err != nil || len(files) != 1 {
		return lines, false
	}
	for _, h := range files[0].TextFragments {
		o, n := int(h.OldPosition), int(h.NewPosition)
		if h.OldLines == 0 { // of no lines, git names the one before
			o++
		}
		if h.NewLines == 0 {
			n++
		}
		var span *review.Span
		for _, l := range h.Lines {
			if l.Op == gitdiff.OpContext {
				o, n, span = o+1, n+1, nil
				continue
			}
			if span == nil {
				lines.Spans = append(lines.Spans, review.Span{Old: o, OldEnd: o, New: n, NewEnd: n})
				span = &lines.Spans[len(lines.Spans)-1]
			}
			if l.Op == gitdiff.OpDelete {
				o++
				span.OldEnd = o
			} else {
				n++
				span.NewEnd = n
			}
		}
		lines.Count = max(lines.Count, n-1)
	}
	return lines, true
}
