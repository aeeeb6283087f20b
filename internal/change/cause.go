package change

import (
	"fmt"
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/lint"
)

// explain adds to the findings that the change introduced where it did not touch anything what brought them about. It is
// the first of their related places.
func (c *Change) explain(introduced []lint.Finding) {
	x := &explaining{
		Change: c, lines: map[string]map[string]bool{}, statements: map[*catalog.Family][]meaning{},
		meant: map[owner]map[[2]string]catalog.Resolution{},
	}
	for i, f := range introduced {
		if x.wrote(f.Place) {
			continue
		}
		if causes := x.causes(f); len(causes) > 0 {
			introduced[i].Related = slices.Concat(causes, f.Related)
		}
	}
}

// explaining is what is known of causes.
type explaining struct {
	*Change
	lines      map[string]map[string]bool // of the pages before, by the path after
	statements map[*catalog.Family][]meaning
	meant      map[owner]map[[2]string]catalog.Resolution // before, by kind and words of the statement
	effects    []Effect                                   // see whatHappened
	known      bool
}

// wrote reports whether the change wrote a line.
func (x *explaining) wrote(p catalog.Place) bool {
	after := x.pages.after[p.Path]
	if after == nil || x.pages.before[p.Path] == after {
		return false
	}
	lines, known := x.lines[p.Path]
	if !known {
		lines = map[string]bool{}
		if before := x.pageBefore(after); before != nil {
			for line := range strings.Lines(before.File.Source) {
				lines[strings.TrimSpace(line)] = true
			}
		}
		x.lines[p.Path] = lines
	}
	return !lines[strings.TrimSpace(after.File.Line(p.Line))]
}

// pageBefore is what a page was, nil for a new one.
func (x *explaining) pageBefore(after *catalog.Page) *catalog.Page {
	if after.Family != nil {
		if before := x.pairing.families.before[after.Family]; before != nil {
			return x.pages.before[before.File.Path]
		}
	}
	return x.pages.before[after.File.Path]
}

// causes are the places of the change that a finding follows from, the surest kind of them only: what the statement or the
// link that it is about means, what it names as related, whom the level takes over from, what it inherits.
func (x *explaining) causes(f lint.Finding) []lint.Related {
	page := x.pages.after[f.Place.Path]
	if page == nil || page.Family == nil {
		return nil
	}
	for _, causes := range []func(*catalog.Family, lint.Finding) []lint.Related{x.ofStatement, x.ofLink, x.ofRelated, x.ofTakenOver, x.ofInherited} {
		if found := causes(page.Family, f); len(found) > 0 {
			return found
		}
	}
	return nil
}

// ofStatement is for a finding about whom a level extends or reports to: what became of what it meant, or what it can mean
// now.
func (x *explaining) ofStatement(f *catalog.Family, found lint.Finding) []lint.Related {
	for _, now := range x.said(f) {
		if !overlap(now.place, found.Place) {
			continue
		}
		before, there := x.meantBefore(now)
		if causes := x.became(before, now.means); there && causes != nil {
			return causes
		}
	}
	return nil
}

// meaning is a statement with what it means.
type meaning struct {
	owner owner
	kind  string // of statement
	words string
	place catalog.Place
	means catalog.Resolution
}

// said are the statements of a page after the change.
func (x *explaining) said(f *catalog.Family) []meaning {
	all, known := x.statements[f]
	if !known {
		for _, o := range ownersOf(f) {
			all = append(all, meaningsOf(o, x.after.Graph)...)
		}
		x.statements[f] = all
	}
	return all
}

func meaningsOf(o owner, g *catalog.Graph) []meaning {
	var all []meaning
	if o.isZero() {
		return nil
	}
	for _, e := range o.extends() {
		all = append(all, meaning{o, "extends " + e.Of, e.Statement.String, e.Statement.Place(), g.Extends(e)})
	}
	for _, r := range o.reportsTo() {
		all = append(all, meaning{o, "reports to", r.Statement.String, r.Statement.Place(), g.ReportsTo(r)})
	}
	return all
}

// meantBefore is what a statement meant before the change; false if it was not there.
func (x *explaining) meantBefore(now meaning) (catalog.Resolution, bool) {
	was := x.ownerBefore(now.owner)
	meant, known := x.meant[was]
	if !known {
		meant = map[[2]string]catalog.Resolution{}
		for _, m := range meaningsOf(was, x.before.Graph) {
			if key := [2]string{m.kind, m.words}; meant[key].Outcome == "" {
				meant[key] = m.means
			}
		}
		x.meant[was] = meant
	}
	r, there := meant[[2]string{now.kind, now.words}]
	return r, there
}

// overlap reports whether two places have something in common.
func overlap(a, b catalog.Place) bool {
	return a.Path == b.Path && a.Start < b.End && b.Start < a.End
}

// became says what happened to what a statement meant, and what is new of what it can mean.
func (x *explaining) became(before, after catalog.Resolution) []lint.Related {
	var causes []lint.Related
	for _, l := range slices.Concat(before.Targets(), linked(before.ByLink)) {
		causes = append(causes, x.ofLevel(l)...)
	}
	switch {
	case before.Outcome == catalog.WholeFamily:
		causes = append(causes, x.ofFamily(before.Family)...)
	case before.Outcome == catalog.OneVariant && before.Family != nil && !x.pairing.same[before.Family] && x.pairing.variants.after[before.Variant] == nil:
		causes = append(causes, x.gone(owner{family: before.Family, variant: before.Variant}))
	case before.Link != nil && len(causes) == 0:
		causes = append(causes, x.ofDestination(*before.Link)...)
	}
	for _, l := range slices.Concat(after.Candidates, after.Targets()) {
		causes = append(causes, x.isNew(l)...)
	}
	return distinctCauses(causes)
}

func linked(l *catalog.Level) []*catalog.Level {
	if l == nil {
		return nil
	}
	return []*catalog.Level{l}
}

func distinctCauses(all []lint.Related) []lint.Related {
	var causes []lint.Related
	for _, r := range all {
		if !slices.Contains(causes, r) {
			causes = append(causes, r)
		}
	}
	return causes
}

// ofLevel says what the change did to a level that was meant.
func (x *explaining) ofLevel(was *catalog.Level) []lint.Related {
	now := x.pairing.levelAfter(was)
	switch {
	case now == was:
		return nil
	case now == nil:
		return []lint.Related{x.gone(owner{family: was.Family, level: was})}
	case plain(now.Full) != plain(was.Full):
		return because(now.Place, "renames %q to %q here", was.Full, now.Full)
	case now.Family.URL != was.Family.URL:
		return because(now.Place, "moves %q here, from %s", was.Full, was.Family.URL)
	case now.Anchor() != was.Anchor():
		return because(now.Place, "gives %q the anchor %q here; it was %q", now.Full, now.Anchor(), was.Anchor())
	case gradesOf(now) != gradesOf(was):
		return because(gradePlace(now), "gives %q another grade here", now.Full)
	}
	return nil
}

// ofFamily says what the change did to a family that was meant.
func (x *explaining) ofFamily(was *catalog.Family) []lint.Related {
	now := x.pairing.familyAfter(was)
	switch {
	case now == nil:
		return []lint.Related{x.gone(owner{family: was})}
	case now == was:
		return nil
	case plain(now.Title.String) != plain(was.Title.String):
		return because(now.TitlePlace, "renames %q to %q here", was.Title.String, now.Title.String)
	case now.URL != was.URL:
		return because(now.TitlePlace, "moves %q here, from %s", was.Title.String, was.URL)
	}
	return nil
}

// isNew says that a level is new or has another title, so that a statement can mean it.
func (x *explaining) isNew(l *catalog.Level) []lint.Related {
	was := x.pairing.levelBefore(l)
	switch {
	case was == nil:
		return because(l.Place, "adds %q here", l.Full)
	case plain(was.Full) != plain(l.Full):
		return because(l.Place, "renames %q to %q here", was.Full, l.Full)
	}
	return nil
}

// ownerBefore is what an owner was, zero for a new one.
func (x *explaining) ownerBefore(o owner) owner {
	if x.pairing.same[o.family] {
		return o
	}
	return x.pairing.ownerBefore(o)
}

// renames is how the cause begins that something has another title.
const renames = "because this change renames "

// Renames reports whether a cause is that something has another title.
func Renames(because lint.Related) bool { return strings.HasPrefix(because.Message, renames) }

// because is one cause.
func because(at catalog.Place, format string, args ...any) []lint.Related {
	return []lint.Related{{Place: at, Message: "because this change " + fmt.Sprintf(format, args...)}}
}

// gone says that something was removed: at the line where it would stand now, or where it stood in a file that is gone.
func (x *explaining) gone(o owner) lint.Related {
	words := fmt.Sprintf("because this change removes %q", o.title())
	if page := x.pages.after[o.family.File.Path]; page != nil {
		return lint.Related{Place: whereStood(o.place(), o.family.File, page.File), Message: words + ", which stood here"}
	}
	return lint.Related{Place: o.place(), Message: words + ", with its file"}
}

// whereStood is the place in the file after a change where something stood that is gone: behind the nearest line above it
// that is still there.
func whereStood(p catalog.Place, before, after *catalog.File) catalog.Place {
	count, at := map[string]int{}, map[string]int{}
	for n := 1; n <= after.Lines(); n++ {
		line := after.Line(n)
		count[line]++
		at[line] = n
	}
	for n := p.Line - 1; n > 0; n-- {
		line := before.Line(n)
		if strings.TrimSpace(line) != "" && count[line] == 1 {
			behind := after.LineStart(min(at[line]+1, after.Lines()))
			return after.Place(behind, behind)
		}
	}
	return after.Place(0, 0)
}

// ofLink is for a finding about a link: what became of the place that it led to.
func (x *explaining) ofLink(f *catalog.Family, found lint.Finding) []lint.Related {
	before := x.familyBefore(f)
	if before == nil {
		return nil
	}
	for _, k := range f.Links {
		if !overlap(k.At.Place(), found.Place) {
			continue
		}
		was := x.before.Graph.Follow(before, k.Target)
		if is := x.after.Graph.Follow(f, k.Target); was.IsDead() || !is.IsDead() && is.Where == was.Where {
			continue
		}
		if causes := x.ofDestination(was); causes != nil {
			return causes
		}
	}
	return nil
}

func (x *explaining) familyBefore(f *catalog.Family) *catalog.Family {
	if x.pairing.same[f] {
		return f
	}
	return x.pairing.families.before[f]
}

// ofDestination says what became of a place that a link led to.
func (x *explaining) ofDestination(was catalog.Destination) []lint.Related {
	if was.Level != nil {
		if causes := x.ofLevel(was.Level); causes != nil {
			return causes
		}
	}
	if was.Family == nil || x.pairing.same[was.Family] {
		return nil
	}
	if causes := x.ofFamily(was.Family); causes != nil {
		return causes
	}
	now := x.pairing.familyAfter(was.Family)
	kept := func(a catalog.Anchor) bool { return a.ID == was.Anchor }
	if was.Heading == nil || slices.ContainsFunc(now.Anchors, kept) {
		return nil
	}
	there := whereStood(was.Heading.At.Place(), was.Family.File, now.File)
	return []lint.Related{{Place: there, Message: fmt.Sprintf("because this change removes or renames the heading %q, which stood here", was.Heading.Text.String)}}
}

// ofRelated is for a finding that names other places which the change touched.
func (x *explaining) ofRelated(_ *catalog.Family, found lint.Finding) []lint.Related {
	var causes, files []lint.Related
	for _, r := range found.Related {
		page := x.pages.after[r.Place.Path]
		if page == nil || x.pages.before[r.Place.Path] == page {
			continue
		}
		for _, e := range x.whatHappened() {
			if !e.after.isZero() && (overlap(e.After, r.Place) || overlap(e.after.place(), r.Place)) {
				causes = append(causes, e.cause())
			}
		}
		if r.Place.Path != found.Place.Path {
			files = append(files, lint.Related{Place: page.File.Place(0, 0), Message: "this change edits this file"})
		}
	}
	if len(causes) == 0 {
		causes = files
	}
	return distinctCauses(causes)
}

// ofTakenOver is for a finding about a level that takes over from another one than before.
func (x *explaining) ofTakenOver(f *catalog.Family, found lint.Finding) []lint.Related {
	l := levelNamed(f, found)
	if l == nil {
		return nil
	}
	var causes []lint.Related
	for _, e := range x.whatHappened() {
		if e.Kind == ExtendsChanged && e.after.level == l {
			causes = append(causes, x.takesOver(e)...)
		}
	}
	return distinctCauses(causes)
}

// takesOver says why a level takes over from another one: because of what it says, or, where that is the same as before, because
// one is new or gone that it can mean.
func (x *explaining) takesOver(e Effect) []lint.Related {
	l, from := e.after.level, fmt.Sprintf("%q", e.New)
	follows := func(from string) string {
		switch {
		case e.Old == "":
			return fmt.Sprintf("%q takes over from %s now", l.Full, from)
		case e.New == "":
			return fmt.Sprintf("%q does not take over from %q any more", l.Full, e.Old)
		}
		return fmt.Sprintf("%q takes over from %s instead of %q", l.Full, from, e.Old)
	}
	if x.wrote(e.After) {
		return because(e.After, "says something else here, and %s", follows(from))
	}
	for _, now := range x.said(l.Family) {
		if now.owner.level != l || now.kind != "extends "+e.Section {
			continue
		}
		for _, t := range now.means.Targets() {
			if x.pairing.levelBefore(t) == nil {
				if t.Full == e.New {
					from = "it"
				}
				return because(t.Place, "adds %q here, and %s", t.Full, follows(from))
			}
		}
		before, _ := x.meantBefore(now)
		for _, t := range before.Targets() {
			if x.pairing.levelAfter(t) == nil {
				gone := x.gone(owner{family: t.Family, level: t})
				gone.Message += ", and " + follows(from)
				return []lint.Related{gone}
			}
		}
	}
	return nil
}

// ofInherited is for a finding about a level that inherits what the change touched.
func (x *explaining) ofInherited(f *catalog.Family, found lint.Finding) []lint.Related {
	l := levelNamed(f, found)
	if l == nil {
		return nil
	}
	var causes []lint.Related
	for _, e := range x.whatHappened() {
		if e.Kind == GradeChanged || !slices.ContainsFunc(e.Reach, func(r Reached) bool { return r.Place == l.Place }) {
			continue
		}
		if e.Kind == ExtendsChanged && e.after.level != nil {
			if taken := x.takesOver(e); taken != nil {
				causes = append(causes, taken...)
				continue
			}
		}
		causes = append(causes, e.cause())
	}
	causes = distinctCauses(causes)
	if len(causes) > 1 { // what of it matters is not known
		return nil
	}
	return causes
}

// whatHappened are all effects of the change.
func (x *explaining) whatHappened() []Effect {
	if !x.known {
		x.effects, x.known = x.Effects(), true
	}
	return x.effects
}

// cause is an effect as the reason for something else.
func (e Effect) cause() lint.Related {
	at := e.After
	title := e.Of.Title()
	var did string
	switch e.Kind {
	case FamilyAdded, LevelAdded, VariantAdded:
		did = fmt.Sprintf("adds %q", title)
	case FamilyRenamed, LevelRenamed:
		did = fmt.Sprintf("renames %q to %q", e.Old, e.New)
	case FamilyMoved, LevelMoved:
		did = fmt.Sprintf("moves %q", title)
	case GradeChanged:
		did = fmt.Sprintf("gives %q another grade", title)
	default:
		did = fmt.Sprintf("changes what %q says", title)
	}
	if at.IsZero() {
		at = e.after.place()
	}
	return lint.Related{Place: at, Message: "because this change " + did + " here"}
}
