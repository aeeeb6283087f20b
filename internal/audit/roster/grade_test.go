package roster

import "testing"

func TestGradeOf(t *testing.T) {
	known := map[string]float64{"IC3": 7, "8-A": 8.5}
	for s, want := range map[string]float64{
		"7": 7, "7.0": 7, "7,5": 7.5, "07": 7, "G7": 7, "g 7": 7, "Grade 7": 7, "JG-10": 10, "grade: 9": 9, "ic3": 7, "8-a": 8.5, "10": 10, "0": 0,
	} {
		if got, ok := gradeOf(s, known); !ok || got != want {
			t.Errorf("%q is %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"IC4", "7-8", "7.5.2026", "seven", "7th", "M4", "-7", "7%", "", "1e3", "7 8"} {
		if got, ok := gradeOf(s, known); ok {
			t.Errorf("%q is %v", s, got)
		}
	}
}

func TestIsDate(t *testing.T) {
	for _, s := range []string{"8-Jul", "07.08.2026", "2026-07-08", "07/08/26", "08. Jul", "Jul-26", "8. Mai", "46211", "2026-07-08 00:00:00", "7-May-26", "Dez 26", "07-août", "8-juil", "08-juil.", "7 févr. 2026", "avr-26", "8 déc"} {
		if !isDate(s) {
			t.Errorf("%q is no date", s)
		}
	}
	for _, s := range []string{"7", "7.0", "G7", "10", "9.5", "IC3", "Grade 7", "junior", "Decision maker", "8 jurist"} {
		if isDate(s) {
			t.Errorf("%q is a date", s)
		}
	}
}

// isSlipOf says whether a title is a slip of another one, the only one of a catalog.
func isSlipOf(said, title string) bool {
	q := &matcher{meanings: map[string][]string{}}
	a, b := newSpelling(said), newSpelling(title)
	q.vocabulary = b.words
	return a.isSlip(q.meant(a.words), b)
}

func TestIsSlip(t *testing.T) {
	for _, c := range [][2]string{{"payrol analyst", "payroll analyst"}, {"seniro cook", "senior cook"}, {"back end engineer", "backend engineer"}, {"sofwtare enginer", "software engineer"}} {
		if !isSlipOf(c[0], c[1]) {
			t.Errorf("%q is no slip of %q", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"cook", "cook"}, {"tier1 cook", "tier2 cook"}, {"cook", "book keeper"}, {"data analyst", "data engineer"}, {"smb cook", "smd cook"}} {
		if isSlipOf(c[0], c[1]) != (c[0] == c[1]) {
			t.Errorf("%q is a slip of %q", c[0], c[1])
		}
	}
}
