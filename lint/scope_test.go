package lint

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/schema"
)

// Each page is judged by what the policy says about it, also where the whole catalog is looked at.
func TestOverrides(t *testing.T) {
	const page = `---
title: %s
---

## Responsibilities

- Water the beds within five years
- Water the beds within five years

## Requirements

- 3+ years of experience

## Levels

### Garden Planner
`
	var files []txtar.File
	for _, dir := range []string{"legal", "sales", "shop"} {
		files = append(files, txtar.File{Name: dir + "/planner.md", Data: fmt.Appendf(nil, page, "Planner, "+dir)})
	}
	found := func(overrides string) []string {
		policy, err := schema.Load("jobcat.cue", []byte("package jobcat\n\n"+overrides))
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, f := range Run(context.Background(), policy, read(policy, files)).Findings {
			if slices.Contains([]string{"duplicate-title", "years-of-experience", "duplicate-item", "missing-section", "missing-item", "gender-coded-wording"}, f.Rule) {
				list = append(list, fmt.Sprintf("%s %s %s", f.Place.Path, f.Severity, f.Rule))
			}
		}
		return list
	}
	for _, test := range []struct {
		name, policy string
		want         []string
	}{
		{"judged, observed and across pages", `overrides: [
			{paths: ["**"], rules: {"missing-section": severity: "off", "missing-item": severity: "off"}},
			{paths: ["sales/**"], rules: {
				"duplicate-item": severity: "off", "years-of-experience": severity: "error", "duplicate-title": severity: "info"
			}},
			{paths: ["shop/**"], rules: {"years-of-experience": severity: "off", "duplicate-title": severity: "off"}},
		]`, []string{
			"legal/planner.md warning duplicate-item", "legal/planner.md info years-of-experience",
			"sales/planner.md error years-of-experience", "sales/planner.md info duplicate-title",
			"shop/planner.md warning duplicate-item",
		}},
		{"sections and items", `overrides: [
			{paths: ["**"], rules: {
				"duplicate-item": severity: "off", "years-of-experience": severity: "off", "duplicate-title": severity: "off"
			}, sections: {
				performance_indicators: required: "nowhere", hiring_process: required: "nowhere", career_ladder: required: "nowhere"
			}},
			{paths: ["sales/**"], sections: {
				requirements: items: "Ability to use GitLab": false
				hiring_process: {required: "family", severity: "warning"}
			}},
			{paths: ["shop/**"], sections: {
				requirements: items: "Ability to water": true
				hiring_process: {required: "family", severity: "off"}
			}},
		]`, []string{
			"legal/planner.md error missing-item",
			"sales/planner.md warning missing-section",
			"shop/planner.md error missing-item", "shop/planner.md error missing-item",
		}},
		{"a missing section matters no more than its rule", `
			rules: "missing-section": severity: "warning"
			overrides: [
				{paths: ["s*/**"], rules: "missing-section": severity: "off"},
				{paths: ["**"], rules: {
					"duplicate-item": severity: "off", "years-of-experience": severity: "off", "duplicate-title": severity: "off", "missing-item": severity: "off"
				}},
			]
		`, []string{
			"legal/planner.md info missing-section", "legal/planner.md warning missing-section", "legal/planner.md warning missing-section",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := found(test.policy); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}
