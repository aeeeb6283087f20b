package lint

import "jobcat/catalog"

// Baseline is the list of the findings that were there when jobcat was introduced: nothing is said about them. It has
// no order.
type Baseline []Known

// Held is a run held against a baseline.
type Held struct {
	before, after []Known
	was           []int  // see Match
	matched       []bool // of before
}

// Against holds the findings of a catalog against the baseline. The paths of both are relative to the same folder.
func (b Baseline) Against(c *catalog.Catalog, findings []Finding) *Held {
	h := &Held{before: b, after: Know(c, findings), matched: make([]bool, len(b))}
	h.was = Match(h.before, h.after, c)
	for _, i := range h.was {
		if i >= 0 {
			h.matched[i] = true
		}
	}
	return h
}

// IsOf reports whether all files and levels that the baseline names are pages and levels of the catalog. If they are, nothing that
// it knows has another name now, and Against looks at no other pages for it.
func (b Baseline) IsOf(c *catalog.Catalog) bool {
	type level struct{ path, title string }
	there := map[level]bool{}
	for _, p := range c.Pages {
		there[level{p.File.Path, ""}] = true
		if p.Family == nil {
			continue
		}
		for _, l := range p.Family.Levels {
			there[level{p.File.Path, l.Full}] = true
		}
	}
	for _, k := range b {
		if !there[level{k.Path, k.Level}] {
			return false
		}
	}
	return true
}

// Known are the identities of the findings that are in the baseline.
func (h *Held) Known() map[string]bool {
	known := map[string]bool{}
	for i, k := range h.after {
		if h.was[i] >= 0 {
			known[k.Identity] = true
		}
	}
	return known
}

// Stale is what the baseline has and the run would have found, if it were still there. Judged says what the run would
// have found: it may have been about a part of the catalog.
func (h *Held) Stale(judged func(Known) bool) Baseline {
	var stale Baseline
	for i, k := range h.before {
		if !h.matched[i] && judged(k) {
			stale = append(stale, k)
		}
	}
	return stale
}

// Renamed is how many findings the baseline knows by another name of their file or level.
func (h *Held) Renamed(judged func(Known) bool) int {
	n := 0
	for i, k := range h.after {
		if was := h.was[i]; was >= 0 && k != h.before[was] && judged(k) {
			n++
		}
	}
	return n
}

// Pruned is the baseline without what is stale, and with the new names of files and levels that were renamed. It never
// has more than the old one.
func (h *Held) Pruned(judged func(Known) bool) Baseline {
	var pruned Baseline
	for i, k := range h.before {
		if !h.matched[i] && !judged(k) {
			pruned = append(pruned, k)
		}
	}
	for i, k := range h.after {
		switch was := h.was[i]; {
		case was < 0:
		case judged(k):
			pruned = append(pruned, k)
		default:
			pruned = append(pruned, h.before[was])
		}
	}
	return pruned
}

// Renewed is the baseline with all that was found, and without what is stale. Added is how much it has more than Pruned.
func (h *Held) Renewed(judged func(Known) bool) (renewed Baseline, added int) {
	renewed = h.Pruned(judged)
	for i, k := range h.after {
		if h.was[i] < 0 && judged(k) {
			renewed = append(renewed, k)
			added++
		}
	}
	return renewed, added
}
