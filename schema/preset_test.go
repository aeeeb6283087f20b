package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
)

// eachPreset runs a test on a policy that only names its preset.
func eachPreset(t *testing.T, test func(t *testing.T, name string, p *Policy)) {
	for _, name := range presets() {
		t.Run(name, func(t *testing.T) {
			p, err := Load("jobcat.cue", fmt.Appendf(nil, "package jobcat\n\nextends: %q\n", name))
			if err != nil {
				t.Fatal(err)
			}
			test(t, name, p)
		})
	}
}

// A preset is as good a policy as any: it says what every rule asks about, and nothing in it contradicts itself.
func TestPresets(t *testing.T) {
	if !slices.Equal(presets(), []string{"gitlab", "minimal", "pay-transparency"}) {
		t.Errorf("there are the presets %v", presets())
	}
	want := builtin(t)
	eachPreset(t, func(t *testing.T, name string, p *Policy) {
		if err := p.compiled.pkg.Validate(); err != nil {
			t.Error(err)
		}
		if len(p.Rules()) != len(want.Rules()) {
			t.Errorf("it has %d rules instead of %d", len(p.Rules()), len(want.Rules()))
		}
		for _, r := range p.Rules() {
			for what, pattern := range map[string]*pattern{"when": r.when, "must": r.must} {
				for _, q := range fieldsOf(pattern) {
					if !q.value().Exists() || q.value().Err() != nil {
						t.Errorf("%s: %s has no field for %s: %v", r.ID, what, q.fact, q.value().Err())
					}
				}
			}
		}
		var d decoder
		d.each(field(p.compiled.pkg, "severities"), func(id string, _ cue.Value) {
			if p.Rule(id) == nil {
				t.Errorf("it changes the severity of %q, and there is no such rule", id)
			}
		})
		for _, k := range want.Kinds() {
			if !slices.ContainsFunc(p.Kinds(), func(other SectionKind) bool { return other.Kind == k.Kind }) {
				t.Errorf("it has no section %q, which rules may ask for", k.Kind)
			}
		}
		heads := map[string]string{}
		for _, k := range p.Kinds() {
			for _, h := range slices.Concat(k.Titles, k.Aliases) {
				if other := heads[strings.ToLower(h)]; other != "" {
					t.Errorf("%q is the heading of %s and of %s", h, other, k.Kind)
				}
				heads[strings.ToLower(h)] = k.Kind
			}
		}
		for _, l := range p.Ladders() {
			for _, s := range slices.Concat(l.Individual, l.Management) {
				for _, g := range s.Grades {
					if !l.Has(g) {
						t.Errorf("%s: there is no grade %v", l.Name, g)
					}
				}
			}
		}
	})
}

// What only holds for GitLab is said by its own preset alone.
func TestNeutralPresets(t *testing.T) {
	eachPreset(t, func(t *testing.T, name string, p *Policy) {
		if name == "gitlab" {
			return
		}
		if len(p.Catalog().SitePrefixes) > 0 {
			t.Error("it has sites")
		}
		if ladders := p.Ladders(); len(ladders) != 1 || !ladders[0].Has(99) || len(ladders[0].Individual)+len(ladders[0].Management) > 0 {
			t.Errorf("it has the ladders %+v", ladders)
		}
		for _, k := range p.Kinds() {
			if len(k.Items) > 0 || k.MinItems+k.MaxItems > 0 {
				t.Errorf("%s has to have items", k.Kind)
			}
		}
		for _, r := range p.Rules() {
			if strings.Contains(r.Message+r.Why+r.Remedy, "GitLab") {
				t.Errorf("%s speaks of GitLab", r.ID)
			}
		}
	})
}

func TestPayTransparency(t *testing.T) {
	p, err := Load("jobcat.cue", []byte(`extends: "pay-transparency"`))
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, k := range p.Kinds() {
		if k.Required == "nowhere" {
			continue
		}
		asked = append(asked, k.Usual())
		if k.Purpose == "" || k.Template == "" || k.Severity != Error {
			t.Errorf("%s is asked for, and nobody says why or what to write: %+v", k.Kind, k)
		}
	}
	if want := []string{"Responsibilities", "Skills", "Effort", "Working Conditions"}; !slices.Equal(asked, want) {
		t.Errorf("it asks for %v", asked)
	}
	if got := p.Rule("missing-grade").Severity; got != Error {
		t.Errorf("a missing grade is %q", got)
	}
}

func fieldsOf(p *pattern) []*question {
	if p == nil {
		return nil
	}
	return p.fields
}
