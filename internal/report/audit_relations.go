package report

import (
	"fmt"
	"strings"

	"jobcat/internal/audit"
)

// reporting shows who reports to whom: first what is wrong, then what is not said, then the tree.
func (t *auditWriter) reporting() {
	r := t.a.Reporting
	t.heading("Reporting lines")
	t.stated()
	t.findingList("%s to a level that is not above:", r.Downward)
	t.findingList("%s to a position that the catalog should have, by its link or a name like that of a level, and has not:", r.Unknown)
	t.circles(r.Circles, "reports to")
	if n := len(r.Outside); n > 0 {
		others := "Reporting lines"
		if len(r.Unknown) > 0 {
			others = "Other reporting lines"
		}
		t.says("%s name %s that the catalog does not have:", others, plural(n, "position", "positions"))
		t.list(n, 4, "reporting", func(i int) {
			t.item(fmt.Sprintf("%q, by %s", r.Outside[i].Words, plural(len(r.Outside[i].Levels), "level", "levels")), r.Outside[i].At)
		})
	}
	if n := len(r.Orphans); n > 0 {
		t.says("%s:", plural(n, "level does not say whom it reports to", "levels do not say whom they report to"))
		t.list(n, few, "reporting", func(i int) { t.level(r.Orphans[i]) })
	}
	t.tree(r.Tops)
}

// stated says how many levels say whom they report to, and by how many statements, as one of a family is that of many levels.
func (t *auditWriter) stated() {
	said := 0
	for _, d := range t.a.Completeness.ReportsTo {
		said += d.Have
	}
	lines := t.a.Reporting.Lines
	words := fmt.Sprintf("Of %s, %s", plural(t.a.Totals.Levels, "level", "levels"), plural(said, "says whom it reports to", "say whom they report to"))
	if len(lines) > 0 {
		words += ", in " + plural(len(lines), "statement", "statements")
	}
	ofFamilies := 0
	for _, l := range lines {
		if l.From == "" {
			ofFamilies++
		}
	}
	if ofFamilies > 0 {
		words += "; " + plural(ofFamilies, "of them is of a family, and holds for its levels that say nothing else", "of them are of families, and hold for their levels that say nothing else")
	}
	t.says("%s", words)
}

// tree names the levels at the top, and, if all is asked for, who reports to whom below them.
func (t *auditWriter) tree(tops []audit.Top) {
	if len(tops) == 0 {
		return
	}
	below := map[string][]string{}
	if t.all {
		for _, l := range t.a.Levels {
			for _, to := range l.ReportsTo {
				below[to] = append(below[to], l.Code)
			}
		}
	}
	shown := map[string]bool{}
	var branch func(code string, steps int)
	branch = func(code string, steps int) {
		for _, l := range below[code] {
			words := t.named(l)
			if shown[l] && len(below[l]) > 0 {
				words += ", as above"
			}
			t.entry(4+2*min(steps, deepest), words)
			if !shown[l] {
				shown[l] = true
				branch(l, steps+1)
			}
		}
	}
	t.says("At the top, as they report to no other level, those with most below first:")
	t.list(len(tops), 4, "", func(i int) {
		top := tops[i]
		t.entry(4, fmt.Sprintf("%s: %s below, %s deep", t.named(top.Level), plural(top.Below, "level", "levels"), plural(top.Depth, "step", "steps")))
		branch(top.Level, 1)
	})
}

// deepest is how many steps of a tree are set in. A chain can have thousands.
const deepest = 12

func (t *auditWriter) circles(list []audit.Circle, verb string) {
	if len(list) == 0 {
		return
	}
	t.says("%s:", plural(len(list), "circle", "circles"))
	t.list(len(list), few, "", func(i int) {
		var words []string
		for _, code := range list[i].Levels {
			words = append(words, t.named(code))
		}
		t.item(strings.Join(append(words, words[0]), " "+verb+" "), list[i].At)
	})
}

func (t *auditWriter) inheritance() {
	h := t.a.Inheritance
	if len(h.Levels)+len(h.Circles)+h.Unresolved == 0 {
		return
	}
	t.heading("Inheritance")
	depth := 0
	var inherited []audit.Heir
	for _, x := range h.Levels {
		depth = max(depth, x.Depth)
		if x.Reach > 0 {
			inherited = append(inherited, x)
		}
	}
	t.says("The longest chain of levels that take over from each other has %s.", plural(depth, "step", "steps"))
	t.circles(h.Circles, "extends")
	if h.Unresolved > 0 {
		t.says("%s cannot be followed, or can mean several levels.", plural(h.Unresolved, "statement that a level extends another", "statements that a level extends another"))
	}
	if len(inherited) > 0 {
		t.says("A change of one of these reaches most others, which take over from it:")
		t.list(len(inherited), few, "inheritance", func(i int) {
			x := inherited[i]
			t.item(fmt.Sprintf("%s: %s", t.named(x.Level), plural(x.Reach, "level", "levels")), t.levels[x.Level].At())
		})
	}
}
