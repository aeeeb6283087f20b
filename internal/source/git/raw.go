package git

import (
	"context"
	"fmt"
	"strings"
)

// record is one line of a raw diff, as `git diff-tree --raw` writes it.
type record struct {
	before, after side
	status        byte   // A, D, M, R, T or U
	path          string // after, or before if it is gone
	old           string // before; differs from path if it was renamed
}

// side is what one of the two sides of a diff has.
type side struct{ mode, blob string }

// The modes of what can stand in a tree. All others are files.
const (
	modeLink      = "120000"
	modeSubmodule = "160000"
)

// records asks git for a raw diff, in order of path. What a tree has is what it has more than the tree without files.
func (r *Repository) records(ctx context.Context, args ...string) ([]record, error) {
	out, err := r.run(ctx, args...)
	if err != nil {
		return nil, err
	}
	fields := strings.Split(out, "\x00")
	var records []record
	for len(fields) > 1 {
		rec, rest, err := nextRecord(fields)
		if err != nil {
			return nil, fmt.Errorf("unexpected answer of git %s: %w", args[0], err)
		}
		records, fields = append(records, rec), rest
	}
	return records, nil
}

// nextRecord takes a record from the fields that git writes.
func nextRecord(fields []string) (r record, rest []string, err error) {
	head := strings.Fields(strings.TrimPrefix(fields[0], ":"))
	n := 2
	if len(head) == 5 && (head[4][0] == 'R' || head[4][0] == 'C') {
		n = 3
	}
	if len(head) != 5 || len(fields) <= n {
		return record{}, nil, fmt.Errorf("%q", fields[0])
	}
	return record{
		before: side{head[0], head[2]}, after: side{head[1], head[3]},
		status: head[4][0], old: fields[1], path: fields[n-1],
	}, fields[n:], nil
}
