package lint

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/schema"
)

// TestFixesRepair applies every fix that the fixtures have, each by itself, and looks whether its finding is gone and
// no other one of the rule has come.
func TestFixesRepair(t *testing.T) {
	policy := builtin(t)
	repaired := map[string]int{}
	for _, file := range fixtures(t) {
		for _, f := range lintOne(policy, file) {
			if f.Fix == nil {
				continue
			}
			before := ofRule(lintOne(policy, file), f.Rule)
			after := ofRule(lintOne(policy, txtar.File{Name: file.Name, Data: apply(file.Data, f.Fix)}), f.Rule)
			if after >= before {
				t.Errorf("%s: %d findings of %s before the fix of line %d, and %d after it:\n%s", file.Name, before, f.Rule, f.Place.Line, after, apply(file.Data, f.Fix))
			}
			if want := policy.Rule(f.Rule).Fix; want == "none" || f.Fix.Safe && want != "safe" {
				t.Errorf("%s: the fix is safe=%v, and the policy says %q", f.Rule, f.Fix.Safe, want)
			}
			repaired[f.Rule]++
		}
	}
	for _, rule := range []string{"missing-front-matter", "misspelt-heading", "unusual-heading", "misplaced-heading", "unmarked-item", "grade-of-another-role", "section-of-another-role"} {
		if repaired[rule] == 0 {
			t.Errorf("%s: no fixture has a fix", rule)
		}
	}
}

func lintOne(policy *schema.Policy, file txtar.File) []Finding {
	return Run(context.Background(), policy, read(policy, []txtar.File{file})).Findings
}

func ofRule(findings []Finding, rule string) int {
	return len(slices.DeleteFunc(findings, func(f Finding) bool { return f.Rule != rule }))
}

func apply(source []byte, fix *Fix) []byte {
	var b strings.Builder
	last := 0
	for _, e := range fix.Edits {
		b.Write(source[last:e.Start])
		b.WriteString(e.Text)
		last = e.End
	}
	b.Write(source[last:])
	return []byte(b.String())
}
