package review

import "slices"

// own is a thread that we have begun, or a summary.
type own struct {
	Thread
	marker        // of its first note
	text   string // of its first note, without the marker

	edited  bool     // a person has edited the first note: its text is theirs now
	people  bool     // others have written in it
	answers []marker // that we have given
}

// threads are ours, the oldest first, and the summaries.
func (r *Review) threads(s State) (threads, summaries []*own) {
	for _, t := range s.Threads {
		if len(t.Notes) == 0 {
			continue
		}
		first := t.Notes[0]
		text, m, marked := unmark(first.Body)
		if !marked || first.Author != s.Me || m.name != r.Name || m.what == answer {
			continue
		}
		o := &own{Thread: t, marker: m, text: text, edited: hashOf(text) != m.hash}
		for _, n := range t.Notes[1:] {
			_, m, marked := unmark(n.Body)
			if marked && n.Author == s.Me && m.what == answer && m.name == r.Name {
				o.answers = append(o.answers, m)
			} else {
				o.people = true
			}
		}
		if m.what == summary {
			summaries = append(summaries, o)
		} else {
			threads = append(threads, o)
		}
	}
	older := func(a, b *own) int { return int(a.Notes[0].ID - b.Notes[0].ID) }
	slices.SortStableFunc(threads, older)
	slices.SortStableFunc(summaries, older)
	return threads, summaries
}

// said is whether we have said last that the findings are there, or that they are gone.
func (o *own) said() state {
	if n := len(o.answers); n > 0 {
		return o.answers[n-1].state
	}
	return o.state
}

// resolved reports whether the thread is resolved, as its notes are.
func (o *own) resolved() bool {
	return slices.ContainsFunc(o.Notes, func(n Note) bool { return n.Resolvable }) &&
		!slices.ContainsFunc(o.Notes, func(n Note) bool { return n.Resolvable && !n.Resolved })
}

// byNobody reports whether a thread that is resolved was so by no person: by us alone, as far as GitLab says who it was, or by
// itself.
func (o *own) byNobody(me int64) bool {
	return o.ByPush || !slices.ContainsFunc(o.Notes, func(n Note) bool { return n.Resolved && n.ResolvedBy != me })
}

// settled reports whether a person has resolved the thread. Who uses the token may be one: we ourselves only do so to say that
// all is gone, and never where we answer.
func (o *own) settled(me int64) bool {
	return o.resolved() && !o.ByPush && (!o.byNobody(me) || o.said() == isOpen || len(o.answers) > 0)
}

// untouched reports whether the first note is the only one, and stands there as we have written it.
func (o *own) untouched() bool { return len(o.Notes) == 1 && !o.edited }

// ours are the notes of ours that can be resolved, and are or are not.
func (o *own) ours(me int64, resolved bool) []int64 {
	var ids []int64
	for i, n := range o.Notes {
		_, _, marked := unmark(n.Body)
		by := !n.Resolved || n.ResolvedBy == me || o.ByPush
		if n.Author == me && (marked || i == 0) && n.Resolvable && n.Resolved == resolved && by {
			ids = append(ids, n.ID)
		}
	}
	return ids
}
