package lint

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
)

func TestEveryFaultIsExplained(t *testing.T) {
	for _, kind := range []catalog.FaultKind{
		catalog.NotUTF8, catalog.ConflictMarker, catalog.BadFrontMatter, catalog.DuplicateKey,
		catalog.NoFrontMatter, catalog.UnopenedFrontMatter, catalog.UnclosedFrontMatter, catalog.NoTitle,
		catalog.UnsupportedExtension, catalog.Vanished, catalog.NoPermission, catalog.TooLarge, catalog.OtherTrouble,
	} {
		if words := explained(catalog.Fault{Kind: kind, Detail: "why"}); words.trouble == "" || words.cure == "" {
			t.Errorf("%s: %+v", kind, words)
		}
	}
}

// What the YAML library says is for programmers.
func TestFrontMatterIsExplained(t *testing.T) {
	policy := builtin(t)
	for frontMatter, want := range map[string]string{
		`title: "Gardener`:             "a quote is opened and never closed",
		`title: 'Gardener`:             "a quote is opened and never closed",
		`title: Gardener: roses`:       "a second colon in a line",
		`title: @gardener`:             `a sign that cannot begin a text, such as "@" or a tab`,
		"title:\n\tlong: Gardener":     `a sign that cannot begin a text, such as "@" or a tab`,
		`title: [Gardener`:             "a bracket is opened and never closed",
		`title: {a: Gardener`:          "a brace is opened and never closed",
		"title: Gardener\nroses\na: b": "these are no keys with values",
		`title: "Gardener" roses`:      "a line that does not fit those above",
		`title: "\q"`:                  "a backslash in double quotes",
		`title: *`:                     `a sign that cannot begin a text, such as "*" or "&"`,
	} {
		var got string
		page := "---\n" + frontMatter + "\n---\n\n## Responsibilities\n\n- Water the beds\n"
		for _, f := range lintOne(policy, txtar.File{Name: "a.md", Data: []byte(page)}) {
			if f.Rule == "unreadable-file" {
				got = f.Message
			}
		}
		if got != "front matter that cannot be read: "+want {
			t.Errorf("%s: %s, want %s", frontMatter, got, want)
		}
	}
}
