package lint

import (
	"slices"
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		own, other string
		want       likeness
	}{
		{"Plan the beds.", "plan the *beds*", verbatim},
		{"Share our values, and work in accordance with them", "You share our values and work in accordance with them", nearly},
		{"Talk to customers about what their gardens lack in winter", "Talk to the customers about what gardens lack in the winter", nearly},
		{"Order the bulbs, seeds and tools for autumn in good time", "Order bulbs, seeds and tools for autumn in very good time", nearly},
		{"Order the bulbs, seeds, pots and tools for autumn in good time", "Order bulbs, seeds and tools for autumn in good time", different},
		{"Solve problems of high scope in public parks", "Solve problems of moderate scope in public parks", different},
		{"Exert significant influence on the goals of the park", "Exert influence on the goals of the park", different},
		{"Responsible for hiring and training new planners", "May be responsible for hiring and training new planners", different},
		{"5 years of pruning old trees in public parks", "3 years of pruning old trees in public parks", different},
		{"Prune roses", "Prune red roses", different},
		{"", "", verbatim},
	} {
		x := newLexicon()
		if got := x.compare(x.text(c.own), x.text(c.other)); got != c.want {
			t.Errorf("%q and %q: %v, want %v", c.own, c.other, got, c.want)
		}
	}
}

// What is found by rare words is what comparing each with each finds.
func TestMatcherMissesNothing(t *testing.T) {
	var items []itemText
	var lines []string
	m := newMatcher()
	for _, f := range fixtures(t) {
		for _, line := range strings.Split(string(f.Data), "\n") {
			lines, items = append(lines, line), append(items, m.text(line))
		}
	}
	items = items[:min(len(items), 600)]
	for _, i := range items {
		m.count(i)
	}
	for n, i := range items {
		got, like := m.find(i)
		want := slices.IndexFunc(items[:n], func(o itemText) bool { return o == i })
		if want < 0 {
			want = slices.IndexFunc(items[:n], func(o itemText) bool { return m.compare(i, o) == nearly })
		}
		if got != want {
			t.Errorf("%q is %v item %d, want %d", lines[n], like, got, want)
		}
		m.add(i)
	}
}
