package lint

import "testing"

// The identities are in baselines, comments and reports of people: they must not change.
func TestIdentityIsPinned(t *testing.T) {
	for _, c := range []struct {
		rule, entity, level, key string
		occurrence               int
		want                     string
	}{
		{"missing-grade", "/job-families/gardens/gardener/", "Senior Gardener", "", 0, "e4c90a15672b30e3"},
		{"missing-section", "/job-families/gardens/gardener/", "", "hiring_process", 0, "74f945a380d9731c"},
		{"missing-section", "/job-families/gardens/gardener/", "", "hiring_process", 1, "fc08a0b8b8ee3b43"},
		{"ignored-file", "gardens/gardener.txt", "", "unsupported-extension", 0, "39a46b771089f814"},
	} {
		if got := Identify(c.rule, c.entity, c.level, c.key, c.occurrence); got != c.want {
			t.Errorf("Identify(%q, %q, %q, %q, %d) is %q, want %q", c.rule, c.entity, c.level, c.key, c.occurrence, got, c.want)
		}
	}
}

func TestIdentityKeepsPartsApart(t *testing.T) {
	if Identify("a", "bc", "", "", 0) == Identify("a", "b", "c", "", 0) {
		t.Error("two findings have one identity")
	}
}
