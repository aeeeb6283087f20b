package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobcat/internal/audit"
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

// Who is taken over from most comes first; what leads nowhere, or to two, is counted and followed by nobody.
func TestInheritance(t *testing.T) {
	heir := func(title, of string) string {
		return "---\ntitle: " + title + "\n---\n\nThe " + title + " is a [grade 7](/grades).\n\n## Responsibilities\n\n- Work\n- Extends the " + of + " responsibilities\n"
	}
	a := inMemory(t, "", map[string]string{
		"a.md": heir("Senior Baker", "[Senior Miller](/jobs/b/)"),
		"b.md": heir("Senior Miller", "[Senior Farmer](/jobs/c/)"),
		"c.md": garden("Farmer", "Senior Farmer", "7"),
		"d.md": heir("Senior Cook", "[Senior Nobody](/jobs/nobody/)"),
		"e.md": heir("Senior Porter", "Senior Potter"),
		"f.md": garden("Potter", "Senior Potter", "7"), "g.md": garden("Pots", "Senior Potter", "7"),
		"h.md": heir("Senior Narcissus", "[Senior Narcissus](/jobs/h/)"),
	}).audit()
	titles := map[string]string{}
	for _, l := range a.Levels {
		titles[l.Code] = l.Title
	}
	var got []string
	for _, h := range a.Inheritance.Levels {
		got = append(got, fmt.Sprintf("%s %d from %d, to %d, %d deep", titles[h.Level], h.Reach, len(h.From), len(h.Heirs), h.Depth))
	}
	want := []string{"Senior Farmer 2 from 0, to 1, 0 deep", "Senior Miller 1 from 1, to 1, 1 deep", "Senior Baker 0 from 1, to 0, 2 deep"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if a.Inheritance.Unresolved != 2 || len(a.Inheritance.Circles) != 1 {
		t.Errorf("%d lead nowhere or to two, circles %+v", a.Inheritance.Unresolved, a.Inheritance.Circles)
	}
}

// A title in several families stands once, first where its grades differ; a part is told of what concerns it.
func TestTitles(t *testing.T) {
	pages := map[string]string{
		"a/x.md": garden("Bakery", "Senior Baker", "7"), "b/x.md": garden("Bread", "Senior Baker", "7"), "c/x.md": garden("Cake", "Senior Bakers", "7"),
		"d/x.md": garden("Mill", "Senior Miller", "7"), "e/x.md": garden("Flour", "Senior Miller", "8"),
		"f/x.md": garden("Farm", "Manager, Farm", "8"), "g/x.md": garden("Field", "Farm Manager", "6"),
		"h/x.md": "---\ntitle: Herd\n---\n\n## Levels\n\n### Herder\n\nThe Herder is a [grade 5](/g).\n\n### Herder!\n\nThe Herder is a [grade 6](/g).\n",
	}
	of := func(list []audit.SharedTitle) string {
		var words []string
		for _, s := range list {
			words = append(words, fmt.Sprintf("%s %d", s.Title, len(s.Levels)))
		}
		return strings.Join(words, ", ")
	}
	x := inMemory(t, "", pages).audit().Titles
	if got := of(x.Shared); got != "Senior Miller 2, Senior Baker 3" {
		t.Errorf("in several families: %s", got)
	}
	if got := of(x.Twins); got != "Herder 2" {
		t.Errorf("twins: %s", got)
	}
	if got := of(x.Reordered); got != "Manager, Farm 2" {
		t.Errorf("in another order: %s", got)
	}
	if got := of(inMemory(t, "", pages, "d/x.md").audit().Titles.Shared); got != "Senior Miller 2" {
		t.Errorf("of a part: %s", got)
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

// post is a family of one level, with what is said of its grade and of whom it reports to.
func post(title, says string) string {
	return "---\ntitle: " + title + "\n---\n\nThe " + title + " is a [grade 7](/grades). " + says + "\n\n## Responsibilities\n\n- Work\n"
}

func TestReporting(t *testing.T) {
	pages := map[string]string{
		"a/ceo.md":    post("Chief Executive Officer", ""),
		"a/cook.md":   post("Senior Cook", "This position reports to the [Chief Executive Officer](/jobs/a/ceo/)."),
		"a/baker.md":  post("Senior Baker", "This position reports to the [Senior Miller](/jobs/b/miller/)."),
		"b/miller.md": post("Senior Miller", "This position reports to the [Senior Baker](/jobs/a/baker/)."),
		"b/ox.md":     post("Ox", "This position reports to the Mill Board."),
		"b/cow.md":    post("Cow", "This position reports to the Farm Board."),
		"b/calf.md":   post("Calf", "This position reports to the Farm Board."),
		"b/lamb.md":   post("Lamb", ""),
		"b/duck.md":   post("Duck", "This position reports to the [Goose](/jobs/b/lamb/#goose)."),
		"b/hen.md":    post("Hen", "This position reports to the [Lamb](/jobs/b/lamb/)."),
		"b/egg.md":    post("Egg", "This position reports to the [Hen](/jobs/b/hen/)."),
		"b/herd.md": "---\ntitle: Herd\n---\n\nThis position reports to the [Lamb](/jobs/b/lamb/).\n\n## Levels\n\n### Junior Herder\n\nThe Junior Herder is a [grade 5](/grades).\n\n" +
			"### Senior Herder\n\nThe Senior Herder is a [grade 7](/grades).\n\nThe Senior Herder reports to the [Hen](/jobs/b/hen/).\n",
	}
	a := inMemory(t, "", pages).audit()
	titles := map[string]string{"": "all of the family"}
	for _, l := range a.Levels {
		titles[l.Code] = l.Title
	}
	of := func(codes []string) string {
		var words []string
		for _, c := range codes {
			words = append(words, titles[c])
		}
		return strings.Join(words, ", ")
	}
	if got := of(a.Reporting.Orphans); got != "Lamb" {
		t.Errorf("nothing is said of %s", got)
	}
	var outside, tops, herd []string
	for _, o := range a.Reporting.Outside {
		outside = append(outside, o.Words+": "+of(o.Levels))
	}
	if got := strings.Join(outside, "; "); got != "Farm Board: Calf, Cow; Mill Board: Ox" {
		t.Errorf("outside are %s", got)
	}
	if u := a.Reporting.Unknown; len(u) != 1 || u[0].Path != "b/duck.md" {
		t.Errorf("unknown are %+v", u)
	}
	for _, top := range a.Reporting.Tops {
		tops = append(tops, fmt.Sprintf("%s %d %d", titles[top.Level], top.Below, top.Depth))
	}
	if got := strings.Join(tops, "; "); got != "Lamb 4 2; Chief Executive Officer 1 1" {
		t.Errorf("at the top are %s", got)
	}
	for _, l := range a.Reporting.Lines {
		if l.At.Path == "b/herd.md" {
			herd = append(herd, titles[l.From]+": "+of(l.To))
		}
	}
	if got := strings.Join(herd, "; "); got != "all of the family: Lamb; Senior Herder: Hen" {
		t.Errorf("the lines of one page are %s", got)
	}
	if c := a.Reporting.Circles; len(c) != 1 || of(c[0].Levels) != "Senior Baker, Senior Miller" || c[0].At.Path != "a/baker.md" || c[0].At.Line != 5 {
		t.Errorf("the circles are %+v", c)
	}
	part := inMemory(t, "", pages, "b/miller.md").audit().Reporting
	if len(part.Circles) != 1 || len(part.Lines) != 1 {
		t.Errorf("a page in a circle has %+v", part)
	}
	part = inMemory(t, "", pages, "b/ox.md").audit().Reporting
	if len(part.Circles) != 0 || len(part.Lines) != 1 || len(part.Outside) != 1 {
		t.Errorf("a page outside of the circle has %+v", part)
	}
	for _, h := range a.Completeness.ReportsTo {
		if want := map[string]int{"a": 2, "b": 9}[h.Department]; h.Have != want {
			t.Errorf("%s: %d of %d say whom they report to", h.Department, h.Have, h.Levels)
		}
	}
}
