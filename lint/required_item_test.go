package lint

import "testing"

func TestSaysItem(t *testing.T) {
	item := itemWords("Ability to use GitLab")
	for text, want := range map[string]bool{
		"Ability to use GitLab":                             true,
		"ability to use GitLab.":                            true,
		"You have the ability to use GitLab and a scythe":   true,
		"Capability to use GitLab":                          true,
		"Able to use GitLab to plan the beds":               true,
		"In-depth ability to work in and use the GitLab":    true,
		"Willingness to learn and use GitLab":               false,
		"Ability to water the beds while others use GitLab": false,
		"Use GitLab": false,
		"":           false,
	} {
		if got := saysItem(text, item); got != want {
			t.Errorf("saysItem(%q) is %v", text, got)
		}
	}
}
