package schema

import (
	"strings"
	"testing"

	"cuelang.org/go/cue"
)

// What the page of a rule says can be set has to be there to be set.
func TestSettingsAreKeysOfAPolicy(t *testing.T) {
	c, err := compile(defaultPreset)
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.decode(c.builtin(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range p.Rules() {
		for _, key := range r.Settings {
			v := c.base()
			for _, name := range strings.Split(strings.NewReplacer("KIND", "requirements", "LADDER", "default", "READING", "default").Replace(key), ".") {
				optional := v.LookupPath(cue.MakePath(cue.Str(name).Optional()))
				if v = field(v, name); !v.Exists() {
					v = optional
				}
			}
			if !v.Exists() {
				t.Errorf("%s: a policy has no %s", r.ID, key)
			}
		}
	}
}
