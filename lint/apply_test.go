package lint

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jobcat/catalog"
)

func TestFits(t *testing.T) {
	const text = "häh"
	for _, c := range []struct {
		edits []Edit
		want  bool
	}{
		{nil, true},
		{[]Edit{{0, 0, "a"}, {0, 1, "b"}, {1, 3, ""}, {4, 4, "c"}}, true},
		{[]Edit{{1, 2, ""}}, false},
		{[]Edit{{2, 3, ""}}, false},
		{[]Edit{{0, 5, ""}}, false},
		{[]Edit{{1, 0, ""}}, false},
		{[]Edit{{-1, 0, ""}}, false},
		{[]Edit{{0, 3, ""}, {1, 3, ""}}, false},
		{[]Edit{{3, 4, ""}, {0, 1, ""}}, false},
	} {
		if got := Fits(text, c.edits); got != c.want {
			t.Errorf("%v: %v", c.edits, got)
		}
	}
}

// TestTogetherIsAsNaive compares the choice of fixes with the plainest one there is, and the text that they make with
// edits made one by one from the end.
func TestTogetherIsAsNaive(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const text = "0123456789abcdefghijklmnopqrstuvwxyz"
	for range 3000 {
		var findings []Finding
		for i := range random.IntN(12) {
			fix := &Fix{}
			at := random.IntN(len(text))
			for range 1 + random.IntN(3) {
				end := min(len(text), at+random.IntN(4))
				fix.Edits = append(fix.Edits, Edit{at, end, fmt.Sprintf("<%d>", i)})
				at = min(len(text), end+random.IntN(5))
			}
			path := []string{"a.md", "b.md"}[random.IntN(2)]
			findings = append(findings, Finding{Rule: fmt.Sprint(i), Place: catalog.Place{Path: path}, Fix: fix})
		}
		chosen := Together(findings)

		var naive []Finding
		for _, f := range findings {
			clash := slices.ContainsFunc(naive, func(g Finding) bool {
				return f.Place.Path == g.Place.Path && slices.ContainsFunc(f.Fix.Edits, func(x Edit) bool {
					return slices.ContainsFunc(g.Fix.Edits, func(y Edit) bool { return x.Start <= y.End && y.Start <= x.End })
				})
			})
			if !clash {
				naive = append(naive, f)
			}
		}
		if !slices.EqualFunc(chosen, naive, func(a, b Finding) bool { return a.Rule == b.Rule }) {
			t.Fatalf("of %v\nchose %v\nnot   %v", edits(findings), edits(chosen), edits(naive))
		}

		for _, path := range []string{"a.md", "b.md"} {
			all := edits(slices.DeleteFunc(slices.Clone(chosen), func(f Finding) bool { return f.Place.Path != path }))
			slices.SortStableFunc(all, func(a, b Edit) int { return a.Start - b.Start })
			if !Fits(text, all) {
				t.Fatalf("%v do not fit", all)
			}
			want := text
			for _, e := range slices.Backward(all) {
				want = want[:e.Start] + e.Text + want[e.End:]
			}
			if got := Apply(text, all); got != want {
				t.Fatalf("%v: got %q, want %q", all, got, want)
			}
		}
	}
}

func edits(findings []Finding) []Edit {
	var all []Edit
	for _, f := range findings {
		all = append(all, f.Fix.Edits...)
	}
	return all
}

func TestFixHasTheLineEndingsOfItsFile(t *testing.T) {
	for _, c := range []struct{ source, at, want string }{
		{"a\r\nb\r\n", "b", "x\r\ny\r\n"},
		{"a\nb\n", "b", "x\ny\n"},
		{"a\r\nb\n", "b", "x\ny\n"},
		{"a\nb\r\n", "b", "x\r\ny\r\n"},
		{"a\r\nb", "b", "x\r\ny\r\n"},
		{"b", "b", "x\ny\n"},
	} {
		at := strings.Index(c.source, c.at)
		fix := &Fix{Edits: []Edit{{at, at, "x\ny\r\n"}}}
		want := c.want
		if !strings.Contains(c.want, "\r") {
			want = "x\ny\r\n" // what a rule copies from the file stays
		}
		if got := fix.inLinesOf(catalog.NewFile("a.md", c.source)).Edits[0].Text; got != want {
			t.Errorf("%q: got %q, want %q", c.source, got, want)
		}
	}
}
