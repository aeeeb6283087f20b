package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"jobcat/catalog"
	"jobcat/catalog/markdown"
	"jobcat/internal/report"
	"jobcat/schema"
)

// What a level looks like is in cmd/jobcat/testdata/script/show.txtar. Here it is one that means harm.
func TestLevelOnANarrowTerminal(t *testing.T) {
	const page = "---\ntitle: \"Gardener\x1b]0;x\a\"\n---\n\n## Levels\n\n### Senior Gardener 🌳\x1b[2J\n\n" +
		"The Senior Gardener reports to the Head \x1b[1mof all Gardens and Parks\x9b.\n\n" +
		"#### Responsibilities\n\n- Plant \u202eseert until the \x1b[31mwhole town is full of them\n- Extends the Mole\x1b[0m responsibilities\n"
	policy, err := schema.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var words []markdown.SectionWords
	for _, k := range policy.Kinds() {
		words = append(words, markdown.SectionWords{Kind: k.Kind, Titles: k.Titles, Aliases: k.Aliases})
	}
	read := markdown.NewReader(markdown.Options{Sections: words}).Read(catalog.NewFile("gardener.md", page), "/")
	graph := catalog.NewGraph(&catalog.Catalog{Pages: []*catalog.Page{read}}, catalog.Sites{})
	if len(graph.Levels()) != 1 {
		t.Fatalf("%d levels, want 1", len(graph.Levels()))
	}
	var got bytes.Buffer
	shown := report.LevelPage{Graph: graph, Level: graph.Effective(graph.Levels()[0], catalog.Inheritance{}), Kinds: policy.Kinds()}
	if err := report.Level(&got, shown, report.TextOptions{Width: 40}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(got.String(), "\x1b\a\u202e\u009b") {
		t.Errorf("what controls a terminal is left in %q", got.String())
	}
	for line := range strings.Lines(got.String()) {
		if w := uniseg.StringWidth(strings.TrimSuffix(line, "\n")); w > 40 {
			t.Errorf("%d columns: %q", w, line)
		}
	}
	if !strings.Contains(got.String(), "no level is called") {
		t.Errorf("it is not said that there is no Mole:\n%s", &got)
	}
}
