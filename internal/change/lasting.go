package change

import (
	"slices"

	"jobcat/lint"
)

// Lasting gives findings after the change the identities that they would have under the names before it: those stay as they are
// when a later push of the same change renames a file or a level once more. Two findings that would have the same one keep their own.
func (c *Change) Lasting(findings []lint.Finding) []lint.Finding {
	names := c.pairing.namesBefore()
	count := map[string]int{}
	lasting := make([]string, len(findings))
	for i, f := range findings {
		lasting[i] = c.identityBefore(f, names)
		count[lasting[i]]++
		if lasting[i] != f.Identity {
			count[f.Identity]++
		}
	}
	findings = slices.Clone(findings)
	for i, id := range lasting {
		if count[id] == 1 {
			findings[i].Identity = id
		}
	}
	return findings
}

func (c *Change) identityBefore(f lint.Finding, names lint.Names) string {
	page := c.pages.after[f.Place.Path]
	if page == nil || page.Family == nil || f.Family == "" {
		return f.Identity
	}
	before, level := page.Family, f.Level
	if !c.pairing.same[page.Family] {
		before = c.pairing.families.before[page.Family]
		if l := levelNamed(page.Family, f); l != nil {
			if was := c.pairing.levels.before[l]; was != nil {
				level, before = was.Full, was.Family
			}
		}
	}
	if before == nil {
		return f.Identity
	}
	return f.IdentityIn(before.URL, level, names)
}
