package change_test

import (
	"strings"
	"testing"
)

// Huge pages are garbage, but comparing two of them must end: what compares each level with each other one, or each item,
// takes minutes here and shows.
func TestHugePages(t *testing.T) {
	if testing.Short() {
		t.Skip("huge")
	}
	const many = 10_000
	head := "---\ntitle: Gardener\n---\n\n"
	repeat := func(s string) string {
		var b strings.Builder
		for i := range many {
			b.WriteString(strings.ReplaceAll(s, "#N", string(rune('a'+i%26))+string(rune('a'+i/26%26))+string(rune('a'+i/676))))
		}
		return b.String()
	}
	for name, c := range map[string]struct{ before, after string }{
		"items":    {"## Responsibilities\n\n" + repeat("- Prunes #N\n"), "## Responsibilities\n\n" + repeat("- Cuts the #N\n")},
		"same":     {"## Responsibilities\n\n" + repeat("- Prunes\n"), "## Responsibilities\n\n" + repeat("- Prunes and cuts\n")},
		"levels":   {repeat("## Senior Gardener #N\n\n"), repeat("## Staff Grower #N\n\n")},
		"gone":     {repeat("## Senior Gardener #N\n\n- Prunes #N\n\n"), "## Senior Gardener\n"},
		"extends":  {"## Senior Gardener\n\n### Responsibilities\n\n- Cuts\n\n## Staff Gardener\n\n### Responsibilities\n\n" + repeat("- Extends the Senior Gardener responsibilities\n"), "## Senior Grower\n\n### Responsibilities\n\n- Cuts\n\n## Staff Gardener\n\n### Responsibilities\n\n" + repeat("- Extends the Senior Gardener responsibilities\n")},
		"links":    {"## Roses\n\n" + repeat("[#N](#roses) ") + "\n", "## Tulips\n\n" + repeat("[#N](#roses) ") + "\n"},
		"swapped":  {repeat("## Senior Gardener\n\n") + "a\n", repeat("## Senior Gardener\n\n") + "b\n"},
		"sections": {repeat("## Responsibilities\n\n- Cuts #N\n\n"), repeat("## Requirements\n\n- Cuts #N\n\n")},
	} {
		t.Run(name, func(t *testing.T) {
			told(compare(t, policy, map[string]string{"a.md": head + c.before}, map[string]string{"a.md": head + c.after}, false))
		})
	}
}
