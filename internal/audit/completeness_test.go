package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What levels have is what is written, and of performance indicators those that are no notes below another one.
func TestCompleteness(t *testing.T) {
	family := func(title string, indicators ...string) string {
		text := garden(title, "Senior "+title, "7") + "\n#### Senior " + title + " Performance Indicators\n\n"
		for _, i := range indicators {
			text += i + "\n"
		}
		return text
	}
	of := func(n int) []string { return slices.Repeat([]string{"- Bread that is eaten"}, n) }
	a := inMemory(t, "", map[string]string{
		"d/none/x.md":  garden("Baker", "Senior Baker", "7"),
		"d/empty/x.md": family("Cook"),
		"d/two/x.md":   family("Cooper", of(2)...),
		"d/three/x.md": family("Miller", "- Flour", "  - White", "  - Brown", "  - Rye", "- Bran", "- Husk"),
		"d/five/x.md":  family("Porter", of(5)...),
		"d/six/x.md":   family("Potter", of(6)...),
	}).audit()
	if got, want := fmt.Sprintf("%+v", a.Completeness.Indicators), "[{Department:d Levels:6 None:2 Few:1 Right:2 Many:1}]"; got != want {
		t.Errorf("indicators: %s", got)
	}
	for _, s := range a.Completeness.Sections {
		if want := map[string]int{"responsibilities": 6, "performance_indicators": 4}[s.Kind]; s.Have != want || s.Levels != 6 {
			t.Errorf("%s: %d of %d", s.Kind, s.Have, s.Levels)
		}
	}
}

// A level without the section has none of its items, though no finding says so of each.
func TestRequiredItems(t *testing.T) {
	full := garden("Baker", "Senior Baker", "7") + "\n#### Senior Baker Requirements\n\n- Ability to use GitLab\n"
	a := inMemory(t, "", map[string]string{
		"d/full/x.md": full,
		"d/item/x.md": strings.ReplaceAll(strings.ReplaceAll(full, "Baker", "Cook"), "Ability to use GitLab", "Hands"),
		"d/none/x.md": garden("Miller", "Senior Miller", "7"),
	}).audit()
	if got := fmt.Sprintf("%+v", a.Completeness.Items); got != "[{Department:d Levels:3 Have:1}]" {
		t.Errorf("all required items: %s", got)
	}
}
