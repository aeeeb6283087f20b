package change

import (
	"slices"

	"jobcat/catalog"
)

// held are the words of the items that hold for a level by sections of one kind. Those of the last level asked for are kept, for
// its items are asked for one after the other.
type held struct {
	level *catalog.Level
	kind  string
	words map[string]bool
}

// gains reports whether an item that was added brings anything to its level, which may have taken over the same words before.
// What is said of a family or a variant always does: it can be a role of its own.
func (r *reaching) gains(added text) bool {
	return !r.hold(&r.heldBefore, added, r.before.Graph, r.pairing.levelBefore(added.owner.level))
}

// loses reports whether an item that is gone takes anything from its level, which may take over the same words now.
func (r *reaching) loses(gone text) bool {
	return !r.hold(&r.heldAfter, gone, r.after.Graph, r.pairing.levelAfter(gone.owner.level))
}

// hold reports whether the words of an item hold for its level on the other side. l is that level there, nil if there is none.
func (r *reaching) hold(h *held, x text, g *catalog.Graph, l *catalog.Level) bool {
	if l == nil {
		return false
	}
	return !slices.ContainsFunc(x.section.Kinds, func(kind string) bool {
		if h.level != l || h.kind != kind {
			*h = held{l, kind, map[string]bool{}}
			if s := g.EffectiveSection(l, kind, r.inheritance); s != nil {
				for _, it := range s.Items {
					h.words[bare(r.wordsOf(it.Item))] = true
				}
			}
		}
		return !h.words[bare(r.wordsOf(x.item))]
	})
}
