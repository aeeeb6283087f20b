package change

import (
	"cmp"
	"slices"

	"jobcat/catalog"
)

// heirs are the levels that take something over by one step, from levels and from families.
type heirs struct {
	ofLevel  map[*catalog.Level][]*catalog.Level
	ofFamily map[*catalog.Family][]*catalog.Level
}

func newHeirs(s Side, how catalog.Inheritance) heirs {
	h := heirs{map[*catalog.Level][]*catalog.Level{}, map[*catalog.Family][]*catalog.Level{}}
	for _, l := range s.Graph.Levels() {
		h.ofFamily[l.Family] = append(h.ofFamily[l.Family], l)
		levels, families := s.Graph.Sources(l, how)
		for _, from := range levels {
			h.ofLevel[from] = append(h.ofLevel[from], l)
		}
		for _, from := range families {
			if from != l.Family {
				h.ofFamily[from] = append(h.ofFamily[from], l)
			}
		}
	}
	return h
}

// all are the levels that take something over from an owner, near and far, without the owner itself.
func (h heirs) all(o owner) []*catalog.Level {
	met := map[*catalog.Level]bool{}
	var queue []*catalog.Level
	meet := func(levels []*catalog.Level) {
		for _, l := range levels {
			if !met[l] {
				met[l] = true
				queue = append(queue, l)
			}
		}
	}
	switch {
	case o.isZero():
	case o.level != nil:
		met[o.level] = true
		meet(h.ofLevel[o.level])
	default:
		meet(h.ofFamily[o.family])
	}
	for i := 0; i < len(queue); i++ {
		meet(h.ofLevel[queue[i]])
	}
	return queue
}

// reaching is what is known of the inheritance of both sides.
type reaching struct {
	*Change
	heirsBefore, heirsAfter heirs
	deltas                  map[*catalog.Level]delta
	words                   map[*catalog.Item]string
	heldBefore, heldAfter   held
}

func newReaching(c *Change) *reaching {
	return &reaching{
		Change:      c,
		heirsBefore: newHeirs(c.before, c.inheritance), heirsAfter: newHeirs(c.after, c.inheritance),
		deltas: map[*catalog.Level]delta{}, words: map[*catalog.Item]string{},
	}
}

// delta is what a level gained and lost, own and inherited, by kind of section and words.
type delta struct {
	gained, lost map[said]bool
	written      map[string]bool // kinds of sections that hold for it on one side only
}

type said struct{ kind, words string }

// of are the levels for which an effect is true by inheritance.
func (r *reaching) of(e *Effect) []Reached {
	var is func(l *catalog.Level) bool
	switch e.Kind {
	case GradeChanged:
		return r.reached(r.heirsAfter.ofLevel[e.after.level], func(l *catalog.Level) bool { return l != e.after.level })
	case ReportsChanged:
		if e.after.level != nil || e.after.variant != nil {
			return nil
		}
		return r.reached(e.after.family.Levels, func(l *catalog.Level) bool { return len(l.ReportsTo) == 0 })
	case ItemAdded, ItemRemoved, ItemReworded, ItemMoved:
		is = func(l *catalog.Level) bool { return r.touches(r.delta(l), e) }
	case SectionAdded, SectionRemoved:
		is = func(l *catalog.Level) bool { return r.delta(l).written[e.section] || r.touches(r.delta(l), e) }
	case SectionReworded:
		is = func(l *catalog.Level) bool { return e.section != "" && r.holds(l, e) }
	case ExtendsChanged:
		if e.after.level == nil {
			return nil
		}
		own := r.delta(e.after.level)
		is = func(l *catalog.Level) bool { return r.delta(l).shares(own) }
	default:
		return nil
	}
	levels := r.heirsAfter.all(e.after)
	for _, l := range r.heirsBefore.all(e.before) {
		if now := r.pairing.levelAfter(l); now != nil {
			levels = append(levels, now)
		}
	}
	return r.reached(levels, func(l *catalog.Level) bool { return l != e.after.level && is(l) })
}

// reached are those of the levels that were there before and for which is says so, by path and line.
func (r *reaching) reached(levels []*catalog.Level, is func(*catalog.Level) bool) []Reached {
	var all []Reached
	for _, l := range levels {
		if r.pairing.levelBefore(l) != nil && is(l) {
			all = append(all, Reached{l.Full, l.Family.Title.String, l.Place})
		}
	}
	slices.SortFunc(all, func(a, b Reached) int {
		return cmp.Or(cmp.Compare(a.Place.Path, b.Place.Path), cmp.Compare(a.Place.Start, b.Place.Start))
	})
	return slices.Compact(all)
}

// touches reports whether a level gained or lost one of the items of an effect.
func (r *reaching) touches(d delta, e *Effect) bool {
	return slices.ContainsFunc(e.items, func(it *catalog.Item) bool {
		words := said{e.section, r.wordsOf(it)}
		return d.gained[words] || d.lost[words]
	})
}

// shares reports whether two levels gained or lost something that is the same.
func (d delta) shares(o delta) bool {
	both := func(a, b map[said]bool) bool {
		for words := range a {
			if b[words] {
				return true
			}
		}
		return false
	}
	return both(d.gained, o.gained) || both(d.lost, o.lost)
}

// holds reports whether a section of the owner of an effect is among those that hold for a level.
func (r *reaching) holds(l *catalog.Level, e *Effect) bool {
	s := r.after.Graph.Effective(l, r.inheritance).Section(e.section)
	return s != nil && slices.ContainsFunc(s.Parts, func(p catalog.EffectivePart) bool {
		return slices.Contains(e.after.sections(), p.Section)
	})
}

func (r *reaching) delta(l *catalog.Level) delta {
	d, known := r.deltas[l]
	if known {
		return d
	}
	after := r.after.Graph.Effective(l, r.inheritance)
	before := r.before.Graph.Effective(r.pairing.levelBefore(l), r.inheritance)
	d = delta{map[said]bool{}, map[said]bool{}, map[string]bool{}}
	is, was := r.saidBy(after), r.saidBy(before)
	for words := range is {
		if !was[words] {
			d.gained[words] = true
		}
	}
	for words := range was {
		if !is[words] {
			d.lost[words] = true
		}
	}
	written := func(e *catalog.Effective, kind string) bool { s := e.Section(kind); return s != nil && s.Written }
	for _, s := range slices.Concat(after.Sections, before.Sections) {
		d.written[s.Kind] = written(after, s.Kind) != written(before, s.Kind)
	}
	r.deltas[l] = d
	return d
}

func (r *reaching) saidBy(e *catalog.Effective) map[said]bool {
	all := map[said]bool{}
	for _, s := range e.Sections {
		for _, it := range s.Items {
			all[said{s.Kind, r.wordsOf(it.Item)}] = true
		}
	}
	return all
}

func (r *reaching) wordsOf(it *catalog.Item) string {
	words, known := r.words[it]
	if !known {
		words = plain(it.Text.String)
		r.words[it] = words
	}
	return words
}
