package lint

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
)

const gardener = `---
title: Garden Planner
---

## Levels

### Garden Planner

#### Responsibilities

- Water the beds with 5 years of experience

#### Requirements

- 3 years of experience with roses
- Ability to use GitLab

### Senior Garden Planner

#### Requirements

- 7 years of experience with roses
- Ability to use GitLab
`

// What an edit makes of the findings of a catalog: how many are new, and how many are gone.
func TestMatch(t *testing.T) {
	replace := strings.NewReplacer
	for _, c := range []struct {
		name         string
		edit         func(path, text string) (string, string)
		introduced   int
		fixed        int
		introducedBy string
	}{
		{name: "nothing", edit: func(path, text string) (string, string) { return path, text }},
		{name: "lines at the top", edit: func(path, text string) (string, string) {
			return path, replace("\n## Levels", "\nPlanners plan.\n\nAll of them.\n\n## Levels").Replace(text)
		}},
		{name: "a file is renamed", edit: func(_, text string) (string, string) { return "gardens/planner.md", text }},
		{name: "a level is renamed", edit: func(path, text string) (string, string) {
			return path, replace("### Garden Planner", "### Park Planner").Replace(text)
		}},
		{name: "all levels are renamed", edit: func(path, text string) (string, string) {
			return path, replace("### Garden Planner", "### Park Planner", "### Senior Garden Planner", "### Senior Park Planner").Replace(text)
		}},
		{name: "one is repaired", fixed: 1, edit: func(path, text string) (string, string) {
			return path, replace("3 years of experience", "experience").Replace(text)
		}},
		{name: "one comes", introduced: 1, introducedBy: "years-of-experience", edit: func(path, text string) (string, string) {
			return path, strings.Replace(text, "- Ability", "- 9 years of experience in sun and rain\n- Ability", 1)
		}},
		{name: "one is repaired, another one comes below the same title", introduced: 1, fixed: 1, introducedBy: "missing-section", edit: func(path, text string) (string, string) {
			return path, replace("### Senior Garden Planner\n\n#### Requirements\n\n- 7 years of experience with roses\n- Ability to use GitLab\n", "### Senior Garden Planner\n\n#### Responsibilities\n\n- Plan with 7 years of experience\n").Replace(text)
		}},
		{name: "an occurrence before others", introduced: 1, introducedBy: "years-of-experience", edit: func(path, text string) (string, string) {
			return path, replace("- 3 years of experience with roses\n", "- 3 years of experience with roses\n- 3 years of experience with lilies\n").Replace(text)
		}},
	} {
		policy := builtin(t)
		before := read(policy, []txtar.File{{Name: "gardens/gardener.md", Data: []byte(gardener)}})
		path, text := c.edit("gardens/gardener.md", gardener)
		after := read(policy, []txtar.File{{Name: path, Data: []byte(text)}})
		was := Know(before, Run(context.Background(), policy, before).Findings)
		is := Know(after, Run(context.Background(), policy, after).Findings)
		if len(was) < 6 {
			t.Fatalf("%d findings prove nothing", len(was))
		}
		var introduced []string
		fixed := map[int]bool{}
		for i := range was {
			fixed[i] = true
		}
		for i, of := range Match(was, is, after) {
			if of < 0 {
				introduced = append(introduced, is[i].Rule)
			}
			delete(fixed, of)
		}
		if len(introduced) != c.introduced || len(fixed) != c.fixed || c.introduced == 1 && introduced[0] != c.introducedBy {
			t.Errorf("%s: introduced %v, %d are gone", c.name, introduced, len(fixed))
			for i := range fixed {
				t.Errorf("  gone: %+v", was[i])
			}
		}
	}
}

// A file that goes is not the one that comes because both have a finding that says nothing about the page.
func TestMatchOfOtherFile(t *testing.T) {
	policy := builtin(t)
	page := "---\ntitle: %[1]s\n---\n\n## Levels\n\n### Senior %[1]s\n\n#### Responsibilities\n\n- %[2]s\n"
	before := read(policy, []txtar.File{{Name: "Old_Page.md", Data: fmt.Appendf(nil, page, "Gardener", "Waters plants")}})
	after := read(policy, []txtar.File{{Name: "New_Page.md", Data: fmt.Appendf(nil, page, "Carpenter", "Saws wood")}})
	was := Know(before, Run(context.Background(), policy, before).Findings)
	is := Know(after, Run(context.Background(), policy, after).Findings)
	same := 0
	for i, of := range Match(was, is, after) {
		if is[i].Rule == "file-name-style" {
			same++
		}
		if of >= 0 {
			t.Errorf("%s is taken for an old one", is[i].Rule)
		}
	}
	if same == 0 {
		t.Error("nothing that both files have")
	}
}

// A level that goes takes its findings along; those of a level that was there already are new.
func TestMatchIsNoRename(t *testing.T) {
	policy := builtin(t)
	page := "---\ntitle: Planner\n---\n\n## Levels\n\n### Planner\n\n#### Responsibilities\n\n- %s\n\n### Senior Planner\n\n#### Responsibilities\n\n- %s\n"
	before := read(policy, []txtar.File{{Name: "a.md", Data: fmt.Appendf(nil, page, "5 years of experience", "Plans")}})
	after := read(policy, []txtar.File{{Name: "a.md", Data: fmt.Appendf(nil, page, "Plans", "5 years of experience")}})
	was := Know(before, Run(context.Background(), policy, before).Findings)
	is := Know(after, Run(context.Background(), policy, after).Findings)
	for i, of := range Match(was, is, after) {
		if (of < 0) != (is[i].Rule == "years-of-experience") {
			t.Errorf("%s of %s was %d", is[i].Rule, is[i].Level, of)
		}
	}
}

// What is wrong with a section is the same thing under a corrected heading, and stays so if the heading moves.
func TestMatchOfHeadings(t *testing.T) {
	const page = `---
title: Garden Planner
---

## Garden Planner

### Responsibilites

### Requirements

- Ability to use GitLab
- Knows beds

#### Requirements

- Knows roses
`
	policy := builtin(t)
	know := func(text string) ([]Known, *catalog.Catalog) {
		c := read(policy, []txtar.File{{Name: "gardens/planner.md", Data: []byte(text)}})
		return Know(c, Run(context.Background(), policy, c).Findings), c
	}
	was, _ := know(page)
	for name, edit := range map[string][]string{
		"corrected":           {"### Responsibilites", "### Responsibilities"},
		"called otherwise":    {"### Requirements", "### Qualifications"},
		"corrected and moved": {"### Responsibilites", "#### Responsibilities"},
	} {
		is, c := know(strings.Replace(page, edit[0], edit[1], 1))
		for i, of := range Match(was, is, c) {
			if of < 0 && is[i].Rule != "unusual-heading" && is[i].Rule != "misplaced-heading" {
				t.Errorf("%s: %s is new", name, is[i].Rule)
			}
		}
	}
}
