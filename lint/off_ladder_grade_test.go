package lint

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// The neighbours on the ladder are shown where the rung says which grade is right, and not where the title does.
func TestOffLadderGradeShowsTheLadder(t *testing.T) {
	page := "---\ntitle: Product\n---\n\n## Levels\n\n### Product Manager\n\nThe Product Manager is a grade 8.\n\n" +
		"### Manager, Product\n\nThe Manager, Product is a grade 9.\n"
	want := map[string]string{
		"Product Manager":  "",
		"Manager, Product": `on the ladder "default": Manager 8, Senior Manager 9`,
	}
	for _, f := range lintOne(builtin(t), txtar.File{Name: "a.md", Data: []byte(page)}) {
		if f.Rule != "off-ladder-grade" {
			continue
		}
		var got string
		for _, r := range f.Related {
			got += r.Message
		}
		if got != want[f.Level] {
			t.Errorf("%s: %q, want %q", f.Level, got, want[f.Level])
		}
		delete(want, f.Level)
	}
	if len(want) > 0 {
		t.Errorf("nothing is said of %v", want)
	}
}
