package example

import (
	"context"
	"fmt"
	"strings"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// Failure is an example that does not show what its rule promises.
type Failure struct {
	Key   string // which one: "bad" or "good"
	Words string // what was found instead
}

// Try holds a rule to its examples: it speaks on the bad page and is silent on the good one. They are pages of the catalog
// whose policy this is, so its ladders, sections and dialects hold for them; that the rule is off does not. What other
// rules find there does not matter.
func Try(ctx context.Context, p *schema.Policy, r *schema.Rule) ([]Failure, error) {
	var failures []Failure
	p = p.Speaking(r.ID)
	for _, page := range []struct{ key, text string }{{"bad", r.Bad}, {"good", r.Good}} {
		c, err := read(ctx, p, page.text)
		if err != nil {
			return nil, fmt.Errorf("the %s page of %q: %w", page.key, r.ID, err)
		}
		found, err := firstOf(ctx, p, c, r)
		if err != nil {
			return nil, err
		}
		switch {
		case page.key == "bad" && found == nil:
			failures = append(failures, Failure{"bad", "is not reported: " + silence(p, c, r)})
		case page.key == "good" && found != nil:
			failures = append(failures, Failure{"good", fmt.Sprintf("is reported: %s: %s", spot(found.Place), found.Message)})
		}
	}
	return failures, nil
}

// silence says why a rule has nothing to say about a catalog.
func silence(p *schema.Policy, c *catalog.Catalog, r *schema.Rule) string {
	if len(c.Pages) > 0 && len(c.Families()) == 0 {
		return fmt.Sprintf("%s is no job family: %s", c.Pages[0].File.Path, c.Pages[0].NoFamily)
	}
	if !r.Judged() {
		return "the rule finds nothing there"
	}
	reach := lint.ReachOf(p, c, r)
	why := ""
	if len(reach.Why) > 0 {
		why = fmt.Sprintf("; at %s, %s", spot(reach.First), strings.Join(reach.Why, ", "))
	}
	switch {
	case reach.Entities == 0:
		return fmt.Sprintf("there is no %s, which the rule is about", r.On)
	case reach.Concerned == 0:
		return fmt.Sprintf("when fits no %s of %d%s", r.On, reach.Entities, why)
	}
	return fmt.Sprintf("must holds for every %s that when fits%s", r.On, why)
}

// spot is a place in an example.
func spot(p catalog.Place) string { return fmt.Sprintf("%s:%d", p.Path, p.Line) }
