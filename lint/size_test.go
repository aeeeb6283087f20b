package lint

import (
	"context"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Huge pages are garbage, but they must end: no rule may look at every heading for every heading. A rule that does
// takes minutes here and shows.
func TestHugePages(t *testing.T) {
	if testing.Short() {
		t.Skip("huge")
	}
	const many = 20_000
	policy := builtin(t)
	for name, body := range map[string]string{
		"levels":   strings.Repeat("### Senior Garden Planner\n\nThe Garden Planner is a grade 13.\n\n", many),
		"sections": strings.Repeat("## Performance Indicators\n\n- Beds\n\n", many),
		"empty":    strings.Repeat("#### Senior Job Grade\n\n", many),
		"grades":   "### Senior Garden Planner\n\n" + strings.Repeat("The Staff Planner is a grade 8.\n\n", many),
		"items":    "## Performance Indicators\n\n" + strings.Repeat("- Beds\n", many),
		"extends":  "### Senior Garden Planner\n\n#### Requirements\n\n" + strings.Repeat("- Extends the Garden Planner requirements\n", many),
		"repeats":  "### Senior Garden Planner\n\n#### Requirements\n\n" + strings.Repeat("- Knows roses, hedges, soils and lawns well\n", many),
		"managers": "## Requirements\n\n- Knows roses, hedges, soils and lawns well\n\n" + strings.Repeat("### Garden Manager\n\n#### Requirements\n\n- Knows roses, hedges, soils and lawns well\n\n", many),
		"unmarked": "### Senior Garden Planner\n\n#### Requirements\n\n" + strings.Repeat("- Patience\nRoses and hedges\n", many),
		"too deep": strings.Repeat("## Senior Garden Planner\n\n### Requirements\n\n- Beds\n\n", many),
		"torn":     "## Responsibilities\n\n" + strings.Repeat("](/a `(https://example.com) ", many),
		"holes":    "## Responsibilities\n\n" + strings.Repeat("- {add link} TODO\n", many),
	} {
		t.Run(name, func(t *testing.T) {
			c := read(policy, []txtar.File{{Name: "huge.md", Data: []byte("---\ntitle: Garden Planner\n---\n\n## Levels\n\n" + body)}})
			if len(Run(context.Background(), policy, c).Findings) == 0 {
				t.Error("nothing found")
			}
		})
	}
}
