package patterns

import (
	"errors"
	"testing"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		pattern, text, title, grade string // of a text that does not fit, both are ""
	}{
		{"L{grade}: {title}", "L3: Senior Gardener", "Senior Gardener", "3"},
		{"L{grade}: {title}", "l1.0:  Gardener", "Gardener", "1.0"},
		{"L{grade}: {title}", "L3 Senior Gardener", "", ""},
		{"L{grade} {title}", "L3 Senior Gardener", "Senior Gardener", "3"},
		{"L{grade}-{title}", "L1-2nd-Line-Gardener", "2nd-Line-Gardener", "1"},
		{"{title} (Band {grade})", "Gardener (Roses) (Band 4-5)", "Gardener (Roses)", "4-5"},
		{"{title}", "Gardener", "Gardener", ""},
		{"Stufe {grade} – {title}", "STUFE 4 – Gärtnerin", "Gärtnerin", "4"},
		{"P{grade} – {title}", "P2 - Gardener", "Gardener", "2"},
		{"P{grade} - {title}", "P2 — Gardener", "Gardener", "2"},
		{"P{grade}: {title}", "P2—4: Gardener", "Gardener", "2—4"},
		{"## {title}", "Gardener", "Gardener", ""},
		{"Gardener's {title}", "Gardener’s Mate", "Mate", ""},
		{"{title} 100%", "Gardener 100%", "Gardener", ""},
	} {
		p := parse(t, c.pattern, Title, Grade)
		m, ok := p.Fit(c.text)
		if ok != (c.title != "") {
			t.Errorf("%q fits %q: %v", c.pattern, c.text, ok)
			continue
		}
		if got := filling(c.text, m, Title); got != c.title {
			t.Errorf("%q in %q has the title %q, want %q", c.pattern, c.text, got, c.title)
		}
		if got := filling(c.text, m, Grade); got != c.grade {
			t.Errorf("%q in %q has the grade %q, want %q", c.pattern, c.text, got, c.grade)
		}
	}
}

func TestNearly(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"Band {grade}: {title}", "Band 4 - Gardener", true},
		{"Band {grade}: {title}", "Band 4, Gardener", true},
		{"{title} (Band {grade})", "Gardener, Band 4", true},
		{"Band {grade}: {title}", "The bands of gardeners", false},
		{"{grade} – {title}", "4 weeks of rain", false},
		{"{title}", "Gardener", false},
	} {
		if got := parse(t, c.pattern, Title, Grade).Nearly(c.text); got != c.want {
			t.Errorf("%q fits %q nearly: %v", c.pattern, c.text, got)
		}
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ pattern, text, whole, title string }{
		{"builds on the {title} role", "The Gardener builds  on the Junior Gardener role.", "builds  on the Junior Gardener role", "Junior Gardener"},
		{"builds on {title}", "It builds on the Gardener, and more.", "builds on the Gardener, and more.", "the Gardener, and more."},
		{"builds on {title}", "It rebuilds on Mondays.", "", ""},
		{"all of {title}, plus", "All of Gardener, plus roses", "All of Gardener, plus", "Gardener"},
	} {
		m, ok := parse(t, c.pattern, Title).Find(c.text)
		if ok != (c.whole != "") || c.text[m.At[0]:m.At[1]] != c.whole || filling(c.text, m, Title) != c.title {
			t.Errorf("%q in %q is %q with the title %q", c.pattern, c.text, c.text[m.At[0]:m.At[1]], filling(c.text, m, Title))
		}
	}
}

func filling(text string, m Match, hole string) string {
	at, ok := m.Holes[hole]
	if !ok {
		return ""
	}
	return text[at[0]:at[1]]
}

func TestDepth(t *testing.T) {
	for text, want := range map[string]int{"## {title}": 2, "{title}": 0, "#{title}": 0, "###### {title}": 6} {
		if got := parse(t, text, Title).Depth(); got != want {
			t.Errorf("%q is of depth %d, want %d", text, got, want)
		}
	}
}

func TestFill(t *testing.T) {
	got := parse(t, "L{grade}-{title}", Title, Grade).Fill(map[string]string{Title: "Head-Gardener", Grade: "4"})
	if want := "L4-Head-Gardener"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWrongPatterns(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "it is empty",
		"## ":                   "it lacks the hole {title}",
		"L{grade}":              "it lacks the hole {title}",
		"L{grad}: {title}":      "there is no hole {grad} in it",
		"{title} as {title}":    "the hole {title} stands twice in it",
		"{grade}{title}":        "nothing stands between {grade} and {title}, so nobody can tell where one ends",
		"{title} (Band {grade":  "the brace of a hole is not closed",
		"####### {title}":       `a heading has at most six "#"`,
		"{any} and the {title}": "there is no hole {any} in it",
	} {
		_, err := Parse(text, Title, Grade)
		if wrong, ok := errors.AsType[*Error](err); !ok || wrong.Reason != want {
			t.Errorf("%q is wrong because %v, want %q", text, err, want)
		}
	}
}

func FuzzPattern(f *testing.F) {
	f.Add("L{grade}: {title}", "L3: Senior Gardener")
	f.Add("\xff{title}(", "\xff\xff(")
	f.Fuzz(func(t *testing.T, text, words string) {
		p, err := Parse(text, Title, Grade, Any)
		if err != nil {
			return
		}
		p.Nearly(words)
		for _, ask := range []func(string) (Match, bool){p.Fit, p.Find} {
			if m, ok := ask(words); ok {
				for hole, at := range m.Holes {
					if at[0] < m.At[0] || at[0] > at[1] || at[1] > m.At[1] {
						t.Errorf("%q in %q: {%s} is at %v of %v", text, words, hole, at, m.At)
					}
				}
			}
		}
	})
}

func parse(t *testing.T, text string, holes ...string) *Pattern {
	t.Helper()
	p, err := Parse(text, holes...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
