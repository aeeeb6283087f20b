package review

import (
	"math/rand/v2"
	"testing"
)

// Both sides are played through line by line, to see where each line of the new side was.
func TestOld(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 2))
		l := &Lines{}
		var want []int // by line after the change, from 0
		old := 1
		for range r.IntN(5) {
			for range r.IntN(4) {
				want = append(want, old)
				old++
			}
			removed, added := r.IntN(4), r.IntN(4)
			if removed+added > 0 {
				n := len(want) + 1
				l.Spans = append(l.Spans, Span{Old: old, OldEnd: old + removed, New: n, NewEnd: n + added})
			}
			want = append(want, make([]int, added)...)
			old += removed
		}
		l.Count = len(want)
		for i, w := range want {
			if got := l.Old(i + 1); got != w {
				t.Fatalf("seed %d: line %d was %d, want %d: %+v", seed, i+1, got, w, l)
			}
		}
		if l.Old(0) != 0 || l.Old(-1) != 0 || l.Old(l.Count+1) != 0 {
			t.Fatalf("seed %d: there are lines that there are not", seed)
		}
	}
}

// What GitLab takes stands in facts/gitlab-api.md, section 4.
func TestPosition(t *testing.T) {
	refs := Refs{"b", "s", "h"}
	lines := &Lines{Count: 20, Spans: []Span{{Old: 5, OldEnd: 7, New: 5, NewEnd: 6}, {Old: 12, OldEnd: 12, New: 11, NewEnd: 13}}}
	d := Diff{Refs: refs}
	changed := &File{Old: "was.md", New: "is.md", Lines: lines}
	tests := []struct {
		name string
		file *File
		line int
		old  int
		ok   bool
	}{
		{"unchanged, above all hunks: both numbers", changed, 1, 1, true},
		{"changed: the new number only", changed, 5, 0, true},
		{"unchanged between", changed, 6, 7, true},
		{"added", changed, 12, 0, true},
		{"unchanged below", changed, 13, 12, true},
		{"the last one", changed, 20, 19, true},
		{"past the end", changed, 21, 0, false},
		{"no line", changed, 0, 0, false},
		{"a new file", &File{Old: "n", New: "n", Lines: &Lines{Count: 2, Spans: []Span{{1, 1, 1, 3}}}}, 2, 0, true},
		{"an empty file", &File{Old: "n", New: "n", Lines: &Lines{}}, 1, 0, false},
		{"only renamed, binary or too large", &File{Old: "was.md", New: "is.md"}, 1, 0, false},
		{"deleted", &File{Old: "n", New: "n", Deleted: true, Lines: lines}, 1, 0, false},
		{"not changed", nil, 1, 0, false},
	}
	for _, tt := range tests {
		p, ok := d.position(tt.file, tt.line)
		want := Position{}
		if tt.ok {
			want = Position{refs, tt.file.Old, tt.file.New, tt.old, tt.line}
		}
		if ok != tt.ok || p != want {
			t.Errorf("%s: %+v, %v; want %+v, %v", tt.name, p, ok, want, tt.ok)
		}
	}
}
