package export

import "jobcat/catalog"

// effective is everything that holds for a level.
func (w writer) effective(l *catalog.Level) []EffectiveSection {
	e := w.Graph.Effective(l, *w.Options.Effective)
	return each(e.Sections, func(s *catalog.EffectiveSection) EffectiveSection {
		return EffectiveSection{Kind: s.Kind, Items: each(s.Items, w.effectiveItem)}
	})
}

func (w writer) effectiveItem(i catalog.EffectiveItem) EffectiveItem {
	out := EffectiveItem{
		Text: i.Item.Text.String, From: string(i.From), Title: i.Family.Title.String,
		Path: i.Item.At.Place().Path, Line: i.Item.At.Place().Line, Level: address(i.Level),
		Unresolved: w.unresolved(i),
	}
	if i.Level != nil {
		out.Title = i.Level.Full
	}
	if i.Via != nil {
		line := i.Via.Statement.Place().Line
		out.Via = &line
	}
	return out
}

// unresolved says why what an item extends cannot be followed; "" for an item that extends nothing.
func (w writer) unresolved(i catalog.EffectiveItem) string {
	if i.Level == nil {
		return ""
	}
	item := i.Item.Text.Range(0, len(i.Item.Text.String))
	for _, e := range i.Level.Extends {
		at := e.Statement.Range(0, len(e.Statement.String)).Start
		if at < item.Start || at >= item.End {
			continue
		}
		switch r := w.Graph.Extends(e); r.Outcome {
		case catalog.Dangling, catalog.Ambiguous, catalog.Outside:
			return string(r.Outcome)
		}
	}
	return ""
}
