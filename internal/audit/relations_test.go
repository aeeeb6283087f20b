package audit_test

import (
	"slices"
	"strings"
	"testing"
)

// A way past a level does not shorten the chain that leads over it.
func TestTheLongestChainCounts(t *testing.T) {
	level := func(title, extends, boss string) string {
		text := "\n### " + title + "\n\nThe " + title + " is a [grade 6](/grades).\n\n"
		if boss != "" {
			text += "The " + title + " reports to the [" + boss + "](#" + strings.ToLower(boss) + ").\n\n"
		}
		text += "#### " + title + " Responsibilities\n\n- Bake\n"
		for to := range strings.FieldsSeq(extends) {
			text += "- Extends the [" + to + " responsibilities](#" + strings.ToLower(to) + ")\n"
		}
		return text
	}
	a := inMemory(t, "", map[string]string{"bakery/bread.md": "---\ntitle: Bread\n---\n\n## Levels\n" +
		level("Kneader", "", "Baker") +
		level("Baker", "Kneader", "Confectioner") +
		level("Confectioner", "Baker Kneader", "") +
		level("Glazer", "Icer", "") +
		level("Icer", "Glazer", "") +
		level("Taster", "Icer", ""),
	}).audit()
	titles := map[string]string{}
	for _, l := range a.Levels {
		titles[l.Code] = l.Title
	}
	depths := map[string]int{}
	for _, h := range a.Inheritance.Levels {
		depths[titles[h.Level]] = h.Depth
	}
	for title, want := range map[string]int{"Kneader": 0, "Baker": 1, "Confectioner": 2, "Glazer": 1, "Icer": 1, "Taster": 2} {
		if depths[title] != want {
			t.Errorf("the longest chain of %s has %d steps, not %d", title, depths[title], want)
		}
	}
	if len(a.Reporting.Tops) != 1 || titles[a.Reporting.Tops[0].Level] != "Confectioner" || a.Reporting.Tops[0].Below != 2 || a.Reporting.Tops[0].Depth != 2 {
		t.Errorf("at the top: %+v", a.Reporting.Tops)
	}
}

// What stands in parentheses belongs to no form, and what stands behind them does.
func TestFormsOfTitles(t *testing.T) {
	pages := map[string]string{}
	for name, title := range map[string]string{
		"a": "Vice President (VP) of Bread", "b": "Executive VP of Cake", "c": "Group Manager, Bread (GMB)", "d": "Manager (Intermediate)", "e": "Sr. Director, Cake",
	} {
		pages["bakery/"+name+".md"] = "---\ntitle: Bakery\n---\n\n## " + title + "\n\n### Responsibilities\n\n- Bake\n"
	}
	var got []string
	for _, c := range inMemory(t, "", pages).audit().Titles.Conventions {
		for _, f := range c.Forms {
			got = append(got, c.Word+": "+f.Pattern)
		}
	}
	want := []string{"Manager: Manager", "Manager: X Manager, Y", "Director: Senior Director, X", "VP: Executive VP of X", "VP: VP of X"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
