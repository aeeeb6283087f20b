package change

import (
	"slices"

	"jobcat/catalog"
)

// held are the words of the items that hold for an owner by sections of one kind. Those of the last one asked for are kept, for
// its items are asked for one after the other.
type held struct {
	owner owner
	kind  string
	words map[string]bool
}

// gains reports whether an item that was added brings anything to its owner, which may have had the same words before.
func (r *reaching) gains(added text) bool {
	return !r.hold(&r.heldBefore, added, r.before.Graph, r.pairing.ownerBefore(added.owner))
}

// loses reports whether an item that is gone takes anything from its owner, which may have the same words now.
func (r *reaching) loses(gone text) bool {
	return !r.hold(&r.heldAfter, gone, r.after.Graph, r.pairing.ownerAfter(gone.owner))
}

// hold reports whether the words of an item hold for its owner on the other side. o is the owner there, zero if there is none.
func (r *reaching) hold(h *held, x text, g *catalog.Graph, o owner) bool {
	if o.isZero() {
		return false
	}
	return !slices.ContainsFunc(x.section.Kinds, func(kind string) bool {
		if h.owner != o || h.kind != kind {
			*h = held{o, kind, r.heldBy(o, kind, g)}
		}
		return !h.words[bare(r.wordsOf(x.item))]
	})
}

// heldBy are the words that hold for a level with all that it takes over. For a family and a variant they are those that it says
// itself, whatever its levels have: it can be a role of its own.
func (r *reaching) heldBy(o owner, kind string, g *catalog.Graph) map[string]bool {
	words := map[string]bool{}
	if o.level != nil {
		if s := g.EffectiveSection(o.level, kind, r.inheritance); s != nil {
			for _, it := range s.Items {
				words[bare(r.wordsOf(it.Item))] = true
			}
		}
		return words
	}
	for _, s := range o.sections() {
		if s.Is(kind) {
			for _, it := range s.Items {
				words[bare(r.wordsOf(it))] = true
			}
		}
	}
	return words
}
