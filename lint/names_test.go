package lint

import "testing"

func TestNames(t *testing.T) {
	names := NewNames(map[string]string{
		"Gardener": "Planter", "Senior  Gardener": "Staff Gardener", "Staff Gardener": "Senior Gardener", "": "nobody",
	})
	for key, want := range map[string]string{
		"requirements gardener":             "requirements planter",
		"senior gardener, staff gardener":   "staff gardener, senior gardener", // two that change places
		"a gardener of the town":            "a planter of the town",
		"responsibilities baker and ranger": "responsibilities baker and ranger",
		"":                                  "",
	} {
		if got := names.in(key); got != want {
			t.Errorf("%q is %q, want %q", key, got, want)
		}
	}
	if got := (Names{}).in("gardener"); got != "gardener" {
		t.Errorf("no names make %q", got)
	}
}
