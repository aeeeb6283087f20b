package page

import (
	"slices"

	"jobcat/catalog"
	"jobcat/internal/audit"
)

// levelsPerPart is how many effective levels are packed together: enough that what they inherit from each other is packed
// once, and few enough that one is unpacked while a person moves the hand from the mouse.
const levelsPerPart = 128

// views are effective levels, one after the other in the order of the audit's levels. Items are named by their index.
type views struct {
	Texts  []string `json:"texts"`
	Items  []item   `json:"items"`
	Levels []view   `json:"levels"`
}

// item is text, path, line, level (-1 for none), and the title of what it stands on where that is no level of the audit;
// texts by their index.
type item [5]int

type view struct {
	Sections []viewSection `json:"sections"`
}

type viewSection struct {
	Name  int        `json:"name"`
	Items []viewItem `json:"items"`
}

// viewItem is the item, from where (own, family, inherited: 0, 1, 2), and the line of the level's own statement by which
// it is inherited, 0 where none says so.
type viewItem [3]int

// views are the effective levels of an audit in parts.
func (c *compact) views(p Page) []views {
	names := map[string]string{}
	for _, k := range p.Kinds {
		names[k.Kind] = k.Usual()
	}
	models, parts := models(p), []views{}
	index := map[*catalog.Level]int{}
	for i, l := range models {
		index[l] = i
	}
	for start := 0; start < len(p.Audit.Levels); start += levelsPerPart {
		end := min(start+levelsPerPart, len(p.Audit.Levels))
		part := viewer{compact: c, index: index, texts: newTable(), items: map[item]int{}}
		for i := start; i < end; i++ {
			part.levels = append(part.levels, part.view(p, models[i], names))
		}
		parts = append(parts, views{part.texts.texts, part.list, part.levels})
	}
	return parts
}

// models finds the levels of the catalog that an audit's levels are; nil for one that is not in the graph.
func models(p Page) []*catalog.Level {
	type key struct {
		at    audit.Place
		title string
	}
	known := map[key][]*catalog.Level{} // several: columns of one line of a table, in file order
	if p.Graph != nil {
		for _, l := range p.Graph.Levels() {
			k := key{audit.Place{Path: l.Family.File.Path, Line: l.Place.Line}, l.Full}
			known[k] = append(known[k], l)
		}
	}
	return each(slices.Concat(p.Audit.Levels, p.Audit.Others), func(l audit.Level) *catalog.Level {
		k := key{l.At(), l.Title}
		if len(known[k]) == 0 {
			return nil
		}
		first := known[k][0]
		known[k] = known[k][1:]
		return first
	})
}

// viewer makes the views of one part.
type viewer struct {
	*compact
	index  map[*catalog.Level]int
	texts  table
	items  map[item]int
	list   []item
	levels []view
}

var froms = map[catalog.From]int{catalog.FromLevel: 0, catalog.FromFamily: 1, catalog.FromInherited: 2}

func (v *viewer) view(p Page, l *catalog.Level, names map[string]string) view {
	if l == nil {
		return view{[]viewSection{}}
	}
	return view{each(p.Graph.Effective(l, p.Inheritance).Sections, func(s *catalog.EffectiveSection) viewSection {
		name := names[s.Kind]
		if name == "" {
			name = s.Kind
		}
		return viewSection{v.texts.add(name), each(s.Items, v.item)}
	})}
}

func (v *viewer) item(i catalog.EffectiveItem) viewItem {
	at := i.Item.At.Place()
	key := item{v.texts.add(i.Item.Text.String), v.paths.add(at.Path), at.Line, -1, -1}
	if i.Level != nil {
		if n, ok := v.index[i.Level]; ok {
			key[3] = n
		} else {
			key[4] = v.texts.add(i.Level.Full)
		}
	} else if i.Family != nil {
		key[4] = v.texts.add(i.Family.Title.String)
	}
	n, ok := v.items[key]
	if !ok {
		n = len(v.list)
		v.items[key] = n
		v.list = append(v.list, key)
	}
	via := 0
	if i.Via != nil {
		via = i.Via.Statement.Place().Line
	}
	return viewItem{n, froms[i.From], via}
}
