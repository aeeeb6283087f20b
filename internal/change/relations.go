package change

import (
	"slices"
	"strings"

	"jobcat/catalog"
)

// compareStatements finds the levels that report to others now, or extend others. A page that is the same on both sides can
// mean another level by the same words, so all statements are looked at.
func (d *difference) compareStatements() {
	for _, page := range d.after.Catalog.Pages {
		after := page.Family
		if !real(after) {
			continue
		}
		for _, is := range ownersOf(after) {
			was := d.pairing.ownerBefore(is)
			if real(was.family) {
				d.reports(was, is)
				d.extensions(was, is)
			}
		}
	}
}

// target is what a statement means.
type target struct {
	meant any    // the level, variant or family, as it is after the change; nil if that is not known
	words string // what it is called; as written, where that is not known
}

// targetsOf are what a statement means. now turns what is meant into what became of it; nil for what is gone.
func targetsOf(r catalog.Resolution, words string, now func(any) any) []target {
	switch r.Outcome {
	case catalog.Resolved, catalog.Several:
		var all []target
		for _, l := range r.Targets() {
			all = append(all, target{now(l), l.Full})
		}
		return all
	case catalog.OneVariant:
		return []target{{now(r.Variant), r.Variant.Title.String}}
	case catalog.WholeFamily:
		return []target{{now(r.Family), r.Family.Title.String}}
	}
	return []target{{nil, words}}
}

// became is what a level, variant or family is after the change. What is gone is itself: nothing after the change is the
// same.
func (d *difference) became(x any) any {
	switch x := x.(type) {
	case *catalog.Level:
		if now := d.pairing.levelAfter(x); now != nil {
			return now
		}
	case *catalog.Variant:
		if now := d.pairing.variants.after[x]; now != nil {
			return now
		}
	case *catalog.Family:
		if now := d.pairing.familyAfter(x); now != nil {
			return now
		}
	}
	return x
}

func itself(x any) any { return x }

// reports compares whom somebody reports to. Words that nothing in the catalog has for a title name a position all the same.
func (d *difference) reports(was, is owner) {
	var before, after []target
	for _, r := range was.reportsTo() {
		before = append(before, targetsOf(d.before.Graph.ReportsTo(r), r.Target.String, d.became)...)
	}
	for _, r := range is.reportsTo() {
		after = append(after, targetsOf(d.after.Graph.ReportsTo(r), r.Target.String, itself)...)
	}
	old, now := differing(before, after, true)
	if len(old)+len(now) == 0 {
		return
	}
	e := newEffect(ReportsChanged, was, is)
	e.Old, e.New = titlesOfTargets(before), titlesOfTargets(after)
	if r := was.reportsTo(); len(r) > 0 {
		e.Before = r[0].Place()
	}
	if r := is.reportsTo(); len(r) > 0 {
		e.After = r[0].Place()
	}
	d.add(e)
}

// differing are the targets that only one side has, each once. Those with the same words are the same if it is not known
// what either means; with lenient, it is enough not to know it of one.
func differing(before, after []target, lenient bool) (old, now []target) {
	same := func(a, b target) bool {
		switch {
		case a.meant != nil && b.meant != nil:
			return a.meant == b.meant
		case a.meant != nil || b.meant != nil:
			return lenient && catalog.SameTitle(a.words, b.words)
		}
		return catalog.SameTitle(a.words, b.words)
	}
	if slices.EqualFunc(before, after, same) { // nearly always
		return nil, nil
	}
	only := func(all, other []target) []target {
		var left []target
		for _, t := range all {
			equal := func(o target) bool { return same(t, o) }
			if !slices.ContainsFunc(other, equal) && !slices.ContainsFunc(left, equal) {
				left = append(left, t)
			}
		}
		return left
	}
	return only(before, after), only(after, before)
}

// titlesOfTargets are the names of targets, each once, "" for none.
func titlesOfTargets(all []target) string {
	var words []string
	for _, t := range all {
		if !slices.Contains(words, t.words) {
			words = append(words, t.words)
		}
	}
	return strings.Join(words, " and ")
}

// extensions compares whom a level extends, for each kind of section. A statement that nobody can follow extends nothing.
func (d *difference) extensions(was, is owner) {
	type side struct {
		targets []target
		first   *catalog.Extends
	}
	collect := func(o owner, g *catalog.Graph, now func(any) any) (map[string]*side, []string) {
		sides := map[string]*side{}
		var kinds []string
		for _, x := range o.extends() {
			if sides[x.Of] == nil {
				sides[x.Of] = &side{first: x}
				kinds = append(kinds, x.Of)
			}
			sides[x.Of].targets = append(sides[x.Of].targets, targetsOf(g.Extends(x), x.Target.String, now)...)
		}
		return sides, kinds
	}
	before, kinds := collect(was, d.before.Graph, d.became)
	after, others := collect(is, d.after.Graph, itself)
	for _, k := range others {
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	for _, kind := range kinds {
		b, a := before[kind], after[kind]
		if b == nil {
			b = &side{}
		}
		if a == nil {
			a = &side{}
		}
		old, now := differing(b.targets, a.targets, false)
		old, now = fromOthers(old, is), fromOthers(now, is)
		if len(old)+len(now) == 0 {
			continue
		}
		e := newEffect(ExtendsChanged, was, is)
		e.Section, e.Old, e.New = kind, titlesOfTargets(old), titlesOfTargets(now)
		if kind != catalog.WholeRole {
			e.section = kind
		}
		if b.first != nil {
			e.Before = b.first.Statement.Place()
		}
		if a.first != nil {
			e.After = a.first.Statement.Place()
		}
		d.add(e)
	}
}

// fromOthers are the targets that are understood and are not the level itself, as it is after the change: nobody takes over anything
// from there.
func fromOthers(all []target, is owner) []target {
	return slices.DeleteFunc(all, func(t target) bool { return t.meant == nil || t.meant == any(is.level) })
}
