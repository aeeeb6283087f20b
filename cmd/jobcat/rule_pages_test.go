package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jobcat/schema"
)

// rulePages is where the pages of the rules stand, which are what "explain --format markdown" writes.
const rulePages = "docs/rules"

func TestRulePagesAreWhatExplainWrites(t *testing.T) {
	t.Chdir("../..")
	pages := map[string]string{"README.md": explained(t)}
	for _, r := range builtinRules(t) {
		pages[r.ID+".md"] = explained(t, r.ID)
	}
	if *update {
		must(t, os.MkdirAll(rulePages, 0o777))
	}
	for name, page := range pages {
		file := filepath.Join(rulePages, name)
		shown, err := os.ReadFile(file)
		switch {
		case err == nil && string(shown) == page:
		case *update:
			must(t, os.WriteFile(file, []byte(page), 0o666))
		default:
			t.Errorf("%s is not what explain writes; go test ./cmd/jobcat -update rewrites it", file)
		}
	}
	files, err := filepath.Glob(rulePages + "/*")
	must(t, err)
	for _, file := range files {
		if _, ok := pages[filepath.Base(file)]; ok {
			continue
		}
		if *update {
			must(t, os.Remove(file))
		} else {
			t.Errorf("%s is the page of no rule", file)
		}
	}
}

// links of Markdown, and what is between fences, where there are none.
var (
	pageLink   = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	fenceBlock = regexp.MustCompile("(?ms)^(```+)[a-z]*\n.*?^```+$")
)

func TestLinksOfDocumentsLeadSomewhere(t *testing.T) {
	t.Chdir("../..")
	files, err := filepath.Glob(rulePages + "/*.md")
	must(t, err)
	for _, file := range slices.Concat(files, documents, []string{"docs/architecture.md"}) {
		for _, link := range pageLink.FindAllStringSubmatch(fenceBlock.ReplaceAllString(read(t, file), ""), -1) {
			target, anchor, _ := strings.Cut(link[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			target = filepath.Join(filepath.Dir(file), target)
			if link[1][0] == '#' {
				target = file
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s has a link to %s: %v", file, link[1], err)
			} else if anchor != "" && !slices.Contains(anchors(read(t, target)), anchor) {
				t.Errorf("%s has a link to %s, and there is no such heading", file, link[1])
			}
		}
	}
}

// What a page tells people to write into their files is taken.
func TestRulePagesSayWhatWorks(t *testing.T) {
	cueBlock := regexp.MustCompile("(?ms)^```cue\n(package jobcat\n.*?)^```$")
	for _, r := range builtinRules(t) {
		for _, block := range cueBlock.FindAllStringSubmatch(explained(t, r.ID), -1) {
			if _, err := schema.Load("jobcat.cue", []byte(block[1])); err != nil {
				t.Errorf("%s: %v\n%s", r.ID, err, block[1])
			}
		}
	}
}

// explained is what explain writes of a rule, or of all.
func explained(t *testing.T, rule ...string) string {
	t.Helper()
	var page, trouble bytes.Buffer
	if code := run(t.Context(), append([]string{"explain", "--format", "markdown"}, rule...), strings.NewReader(""), &page, &trouble); code != exitClean {
		t.Fatalf("exit code %d: %s", code, &trouble)
	}
	return page.String()
}

func builtinRules(t *testing.T) []*schema.Rule {
	t.Helper()
	p, err := schema.Builtin()
	must(t, err)
	return p.Rules()
}

// anchors are those of the headings of a page, as GitLab and GitHub make them.
func anchors(page string) []string {
	known := map[string]bool{}
	for _, h := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(fenceBlock.ReplaceAllString(page, ""), -1) {
		words := regexp.MustCompile(`[^\pL\pN _-]`).ReplaceAllString(strings.ToLower(h[1]), "")
		known[strings.ReplaceAll(words, " ", "-")] = true
	}
	return slices.Collect(maps.Keys(known))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
