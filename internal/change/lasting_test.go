package change_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"jobcat/lint"
)

// A merge request is pushed to several times, and each push may rename things.
func TestIdentitiesLast(t *testing.T) {
	const page = `---
title: Garden
---

## Gardener (Intermediate)

### Gardener (Intermediate) Responsibilities

- Water the beds every morning before the sun is up.
- Cut the hedges twice a year.

## Senior Gardener

### Senior Gardener Responsibilities

- Extends the Gardener (Intermediate) responsibilities
- Plan the beds of the next year.
`
	broken := strings.Replace(page, "Extends the Gardener (Intermediate)", "Extends the Shepherd (Junior)", 1)
	before := map[string]string{"garden.md": page}
	identities := func(after map[string]string) []string {
		t.Helper()
		c := compare(t, "package jobcat\n", before, after, false)
		introduced := c.Findings().Introduced
		lasting := c.Lasting(introduced)
		if len(lasting) != len(introduced) || len(lasting) == 0 {
			t.Fatalf("%d of %d", len(lasting), len(introduced))
		}
		var ids []string
		for i, f := range lasting {
			if f.Place != introduced[i].Place || f.Message != introduced[i].Message {
				t.Errorf("%v became %v", introduced[i], f)
			}
			ids = append(ids, f.Identity)
		}
		slices.Sort(ids)
		if len(slices.Compact(slices.Clone(ids))) != len(ids) {
			t.Errorf("two have the same identity: %q", ids)
		}
		return ids
	}
	first := identities(map[string]string{"garden.md": broken})
	for name, after := range map[string]map[string]string{
		"the file":   {"plants/gardens.md": broken},
		"the level":  {"garden.md": strings.ReplaceAll(broken, "Senior Gardener", "Chief Gardener")},
		"the family": {"garden.md": strings.Replace(broken, "title: Garden", "title: Gardens", 1)},
		"all":        {"plants/gardens.md": strings.Replace(strings.ReplaceAll(broken, "Senior Gardener", "Chief Gardener"), "title: Garden", "title: Gardens", 1)},
	} {
		if got := identities(after); !slices.Equal(got, first) {
			t.Errorf("%s renamed: got %q, want %q", name, got, first)
		}
	}
	// A copy has the same words, and is something else.
	both := identities(map[string]string{"garden.md": broken, "park.md": strings.Replace(broken, "title: Garden", "title: Park", 1)})
	if !slices.Contains(both, first[0]) || len(both) <= len(first) {
		t.Errorf("got %q, want %q and others", both, first)
	}
}

// Who renames a level and forgets who names it gets the new name offered.
func TestForgottenNames(t *testing.T) {
	const page = `---
title: Garden
---

## Gardener (Intermediate)

### Gardener (Intermediate) Responsibilities

- Water the beds every morning before the sun is up.

## Senior Gardener

### Senior Gardener Responsibilities

- Extends the Gardener (Intermediate) responsibilities

## Staff Gardener

### Staff Gardener Responsibilities

- Extends the Nobody (Junior) responsibilities
`
	before := map[string]string{"garden.md": strings.Replace(page, "Nobody (Junior)", "Senior Gardener", 1)}
	renamed := strings.NewReplacer("## Gardener (Intermediate)\n", "## Florist (Intermediate)\n", "### Gardener (Intermediate)", "### Florist (Intermediate)").Replace(page)
	c := compare(t, "package jobcat\n", before, map[string]string{"garden.md": renamed}, false)
	introduced := c.Findings().Introduced
	fixed := ""
	for i, f := range c.Following(introduced) {
		if introduced[i].Fix != nil {
			continue
		}
		if f.Fix != nil {
			fixed += f.Rule + ": " + renamed[f.Fix.Edits[0].Start:f.Fix.Edits[0].End] + " -> " + f.Fix.Edits[0].Text + "\n"
			if f.Fix.Safe {
				t.Error("nobody knows whether that is meant")
			}
		}
	}
	if want := "dangling-extends: Gardener (Intermediate) -> Florist (Intermediate)\n"; fixed != want {
		t.Errorf("got %q, want %q", fixed, want)
	}
}

// Who names a renamed level by a link gets its new anchor as well, whichever of the two mistakes is looked at.
func TestForgottenAnchors(t *testing.T) {
	const page = `---
title: Garden
---

## Senior Market Gardener

### Senior Market Gardener Responsibilities

- Water the beds every morning before the sun is up.

## Staff Gardener

### Staff Gardener Responsibilities

- Extends the [Senior Mid Market Gardener](#senior-mid-market-gardener) responsibilities
- Plans [what comes next](#senior-mid-market-gardener), and [the work](#senior-mid-market-gardener-responsibilities)
`
	before := map[string]string{"garden.md": strings.Replace(page, "# Senior Market Gardener", "# Senior Mid Market Gardener", 2)}
	c := compare(t, "package jobcat\n", before, map[string]string{"garden.md": page}, false)
	offered := map[string]int{}
	for _, f := range c.Following(c.Findings().Introduced) {
		if f.Fix == nil {
			continue
		}
		line, _, _ := strings.Cut(lint.Apply(page, f.Fix.Edits)[strings.LastIndex(page[:f.Place.Start], "\n")+1:], "\n")
		offered[f.Rule+" "+line]++
		if f.Fix.Safe {
			t.Error("nobody knows whether that is meant")
		}
	}
	want := map[string]int{
		"dangling-extends - Extends the [Senior Market Gardener](#senior-market-gardener) responsibilities":                          1,
		"broken-anchor - Extends the [Senior Market Gardener](#senior-market-gardener) responsibilities":                             1,
		"broken-anchor - Plans [what comes next](#senior-market-gardener), and [the work](#senior-market-gardener-responsibilities)": 2,
	}
	if !maps.Equal(offered, want) {
		t.Errorf("offered: %v", offered)
	}
}
