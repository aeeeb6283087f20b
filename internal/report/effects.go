package report

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/change"
	"jobcat/schema"
)

// Changed is what a change did for people.
type Changed struct {
	Root          string // of the catalog, as a person would type it
	Before, After string // what the two sides are called: "main", "the work tree"
	Effects       []change.Effect
	Kinds         []schema.SectionKind // with the usual word of each kind of section
}

// told is one sentence about a subject, made of one effect or of several that differ in nothing but the item, or the kind of
// section that is taken over.
type told struct {
	subject change.Subject
	words   string           // the rest of the sentence: "gains 2 responsibilities"
	reach   []change.Reached // for whom else it is true
	verb    string           // what these do: "inherit", "extend"
	details []detail
	at      catalog.Place // zero where it is gone
	people  bool          // it means something for people
}

// detail is one text that is gone, new or said otherwise; one of the two can be "".
type detail struct{ old, new string }

// tell puts effects into sentences, in their order.
func (c Changed) tell() []told {
	var all []told
	for effects := c.Effects; len(effects) > 0; {
		n := 1
		for n < len(effects) && together(effects[0], effects[n]) {
			n++
		}
		all = append(all, c.sentence(effects[:n]))
		effects = effects[n:]
	}
	return all
}

// together reports whether two effects are told in one sentence.
func together(a, b change.Effect) bool {
	if a.Kind != b.Kind || a.Of != b.Of || !slices.Equal(a.Reach, b.Reach) {
		return false
	}
	switch a.Kind {
	case change.ItemAdded, change.ItemRemoved, change.ItemReworded, change.ItemMoved:
		sameFrom := a.From == b.From || a.From != nil && b.From != nil && *a.From == *b.From
		return a.Section == b.Section && sameFrom
	case change.ExtendsChanged:
		return a.Old == b.Old && a.New == b.New && a.Section != catalog.WholeRole && b.Section != catalog.WholeRole
	}
	return false
}

// sentence tells effects that are told together.
func (c Changed) sentence(effects []change.Effect) told {
	e, n := effects[0], len(effects)
	t := told{subject: e.Of, reach: e.Reach, verb: "inherit", at: e.After, people: e.ForPeople()}
	section := fmt.Sprintf("the section %q", c.usual(e.Section))
	switch e.Kind {
	case change.FamilyAdded:
		t.words = "is a new family" + withLevels(e.Items)
	case change.FamilyRemoved:
		t.words = "is gone, a family" + withLevels(e.Items)
	case change.FamilyRenamed, change.LevelRenamed:
		t.words = fmt.Sprintf("was called %q", e.Old)
	case change.FamilyMoved:
		t.words = fmt.Sprintf("moves from %s to %s", e.Old, e.New)
	case change.LevelMoved:
		t.words = fmt.Sprintf("moves here from the family %q", e.Old)
	case change.LevelAdded:
		t.words = "is new" + atGrade(", at grade ", e.New)
	case change.LevelRemoved:
		t.words = "is gone" + atGrade("; it was grade ", e.Old)
	case change.VariantAdded:
		t.words = "is new among the specialties and segments"
	case change.VariantRemoved:
		t.words = "is gone from the specialties and segments"
	case change.GradeChanged:
		t.verb = "extend"
		switch {
		case e.Old == "":
			t.words = "is grade " + e.New + " now; none was stated"
		case e.New == "":
			t.words = "states no grade any more; it was " + e.Old
		default:
			t.words = "moves from grade " + e.Old + " to " + e.New
		}
	case change.ReportsChanged:
		switch {
		case e.Old == "":
			t.words = "reports to " + e.New + " now; nothing was said before"
		case e.New == "":
			t.words = "does not say any more whom it reports to; it was " + e.Old
		default:
			t.words = "reports to " + e.New + " instead of " + e.Old
		}
	case change.ExtendsChanged:
		what := "everything"
		if e.Section != catalog.WholeRole {
			what = "the " + c.kinds(effects)
		}
		t.at = slices.MinFunc(effects, func(a, b change.Effect) int { return cmp.Compare(a.After.Line, b.After.Line) }).After
		switch {
		case e.Old == "":
			t.words = "takes over " + what + " of " + e.New + " now"
		case e.New == "":
			t.words = "does not take over " + what + " of " + e.Old + " any more"
		default:
			t.words = "takes over " + what + " of " + e.New + " instead of " + e.Old
		}
	case change.SectionAdded:
		t.words = "gains " + section + withItems(e.Items)
		for _, it := range e.Items {
			t.details = append(t.details, detail{new: it})
		}
	case change.SectionRemoved:
		t.words = "loses " + section + withItems(e.Items)
		for _, it := range e.Items {
			t.details = append(t.details, detail{old: it})
		}
	case change.SectionReworded:
		t.words = "says something else in " + section
		if e.Section == "" {
			t.words = "has another description"
		}
		t.details = paragraphs(e)
	case change.ItemAdded:
		t.words = "gains " + c.items(n, e.Section)
	case change.ItemRemoved:
		t.words = "loses " + c.items(n, e.Section)
	case change.ItemReworded:
		t.words = "rewords " + c.items(n, e.Section)
	case change.ItemMoved:
		t.words = "has " + c.items(n, e.Section) + " that stood in another section"
		if e.From.Title() != e.Of.Title() || e.From.Path != e.Of.Path {
			t.words = "has " + c.items(n, e.Section) + " that stood at " + e.From.Title()
		}
	}
	switch e.Kind {
	case change.ItemAdded, change.ItemRemoved, change.ItemReworded, change.ItemMoved:
		for _, e := range effects {
			d := detail{e.Old, e.New}
			if e.Kind == change.ItemMoved {
				d.old = "" // the same words
			}
			t.details = append(t.details, d)
		}
	}
	return t
}

// paragraphs are those of running text that are gone and new.
func paragraphs(e change.Effect) []detail {
	var all []detail
	for _, old := range strings.Split(e.Old, "\n") {
		if old != "" {
			all = append(all, detail{old: old})
		}
	}
	for _, now := range strings.Split(e.New, "\n") {
		if now != "" {
			all = append(all, detail{new: now})
		}
	}
	return all
}

// mostNamed is how many levels are named one by one.
const mostNamed = 5

// named are titles, a few of them: "A; B; …".
func named(titles []string) string {
	if len(titles) > mostNamed {
		return strings.Join(titles[:mostNamed], "; ") + "; …"
	}
	return strings.Join(titles, "; ")
}

func withLevels(titles []string) string {
	if len(titles) == 0 {
		return ""
	}
	return " with " + plural(len(titles), "level", "levels") + ": " + named(titles)
}

func withItems(items []string) string {
	if len(items) == 0 {
		return ""
	}
	return " with " + plural(len(items), "item", "items")
}

func atGrade(words, grade string) string {
	if grade == "" {
		return ""
	}
	return words + grade
}

// usual is the usual word for a kind of section.
func (c Changed) usual(kind string) string {
	for _, k := range c.Kinds {
		if k.Kind == kind {
			return k.Usual()
		}
	}
	return kind
}

// kinds are those of the sections that effects are about: "requirements and responsibilities".
func (c Changed) kinds(effects []change.Effect) string {
	words := make([]string, len(effects))
	for i, e := range effects {
		words[i] = strings.ToLower(c.usual(e.Section))
	}
	if last := len(words) - 1; last > 0 {
		return strings.Join(words[:last], ", ") + " and " + words[last]
	}
	return words[0]
}

// items is "1 responsibility", "2 requirements", "1 item of Hiring Process".
func (c Changed) items(n int, kind string) string {
	word := c.usual(kind)
	many := strings.ToLower(word)
	one, isPlural := strings.CutSuffix(many, "s")
	if stem, ok := strings.CutSuffix(many, "ies"); ok {
		one = stem + "y"
	}
	if !isPlural || strings.HasSuffix(many, "ss") {
		return plural(n, "item", "items") + " of " + word
	}
	return plural(n, one, many)
}

// inherited is "which 3 levels in 2 families inherit (A; B; C)", "" for nobody.
func (t told) inherited() (words, who string) {
	if len(t.reach) == 0 {
		return "", ""
	}
	families := map[string]bool{}
	var titles []string
	for _, r := range t.reach {
		families[r.Place.Path] = true
		titles = append(titles, r.Level)
	}
	verb := t.verb
	if len(t.reach) == 1 {
		verb += "s"
	}
	in := ""
	if len(families) > 1 {
		in = fmt.Sprintf(" in %d families", len(families))
	}
	return "which " + plural(len(t.reach), "level", "levels") + in + " " + verb, "(" + named(titles) + ")"
}

// nothing is said where there is nothing to tell.
const nothing = "nothing changed for people"

// verdict is "3 levels in 2 families changed; 4 levels inherit or extend what changed", or that nothing changed for people. when
// stands behind "changed", with a blank before it; it may be "".
func (c Changed) verdict(when string) string {
	subjects, families, reached := map[change.Subject]bool{}, map[string]bool{}, map[change.Reached]bool{}
	levels := 0
	for _, e := range c.Effects {
		if !e.ForPeople() {
			continue
		}
		families[e.Of.Path] = true
		if e.Of.Level != "" && !subjects[e.Of] {
			levels++
		}
		subjects[e.Of] = true
		for _, r := range e.Reach {
			reached[r] = true
		}
	}
	if len(subjects) == 0 {
		return nothing + when
	}
	var what string
	if levels > 0 {
		what = plural(levels, "level", "levels") + " in "
	}
	s := what + plural(len(families), "family", "families") + " changed" + when
	if n := len(reached); n > 0 {
		s += "; " + plural(n, "level inherits or extends", "levels inherit or extend") + " what changed"
	}
	return s
}

// place is a path of the catalog as a person would type it.
func (c Changed) place(p string) string { return path.Join(c.Root, p) }

// byFamily are sentences, those of one page together.
func byFamily(all []told) [][]told {
	var groups [][]told
	for _, t := range all {
		if n := len(groups); n > 0 && groups[n-1][0].subject.Path == t.subject.Path {
			groups[n-1] = append(groups[n-1], t)
		} else {
			groups = append(groups, []told{t})
		}
	}
	return groups
}
