package lint

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
	"jobcat/schema"
)

// hollow is what a sentence is that a fact was left out of; "" if it is none. What a page itself says may be anything.
func hollow(words string) string {
	switch {
	case strings.TrimSpace(words) != words:
		return "blanks at its edge"
	case strings.Contains(words, "  "):
		return "two blanks"
	case strings.Contains(words, `""`):
		return "empty quotes"
	case strings.HasSuffix(words, "can be"):
		return "an empty list"
	}
	return ""
}

// heldToWords holds the sentences of all findings of a catalog to be whole.
func heldToWords(t *testing.T, policy *schema.Policy, c *catalog.Catalog) {
	t.Helper()
	for _, f := range Run(context.Background(), policy, c).Findings {
		for _, words := range []string{f.Message, f.Remedy} {
			if why := hollow(words); why != "" {
				t.Errorf("%s:%d: %s: %q has %s\n%s", f.Place.Path, f.Place.Line, f.Rule, words, why, pageAt(c, f.Place.Path).File.Source)
			}
		}
	}
}

func TestMessagesOfTheCorpusAreWhole(t *testing.T) {
	policy := builtin(t)
	heldToWords(t, policy, read(policy, corpusFiles(t)))
}

func TestMessagesOfArchivesAreWhole(t *testing.T) {
	policy := builtin(t)
	heldToWords(t, policy, read(policy, fixtures(t)))
}

// Whatever a level extends, on pages of all shapes: of no level, of the one that says it, of a namesake, beside what all share.
func TestMessagesAboutExtendsAreWhole(t *testing.T) {
	policy := builtin(t)
	targets := []string{
		"Garden Planner", "Garden Planners", "garden planner role", "Senior Garden Planner", "Senior", "above", "previous level", "previous Garden Planner roles",
		"general", "Garden Planner or Rose Ranger", "Senior Garden Planner or Rose Ranger", "Garden Planner or Senior Garden Planner",
		"Garden Planner and Senior Garden Planner", "Senior Garden Planner and Senior Garden Planner", "Rose Ranger", "Lawn", "",
		"[Garden Planner](#)", "[Garden Planner](#garden-planner)", "[Garden Planner](#responsibilities)", "[Rose Ranger](/job-families/a/)",
		"[Garden Planner](/job-families/b/)", "[Garden Planner or Rose Ranger](/job-families/b/)", "[Senior](#nowhere)",
	}
	common := []string{"", "## Responsibilities\n\n- Be outside\n\n"}
	others := []string{"", "## Garden Planner\n\n### Garden Planner Responsibilities\n\n- Plan beds\n\n", "## Senior Garden Planner\n\n### Responsibilities\n\n- Plan all\n\n"}
	for _, title := range []string{"Garden Planner", "Senior Garden Planner", "Garden"} {
		for _, shared := range common {
			for _, other := range others {
				for _, says := range []string{"Garden Planner", "Senior Garden Planner"} {
					for i, target := range targets {
						page := func(title, body string) []byte { return fmt.Appendf(nil, "---\ntitle: %s\n---\n\n%s", title, body) }
						statement := fmt.Sprintf("## %s\n\n### %[1]s Responsibilities\n\n- Extends that of the %s responsibilities\n- Train others\n", says, target)
						files := []txtar.File{{Name: "a/index.md", Data: page(title, shared+other+statement)}}
						if i%2 == 0 {
							files = append(files, txtar.File{Name: "b/index.md", Data: page("Garden Planner", others[1])})
						}
						heldToWords(t, policy, read(policy, files))
					}
				}
			}
		}
	}
}
