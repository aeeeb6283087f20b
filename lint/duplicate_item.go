package lint

import "jobcat/catalog"

// first is the item that stands before this one in the same list with the same words, nil if there is none.
func (e *itemEntity) first() *catalog.Item {
	known, ok := e.p.duplicates[e.s]
	if !ok {
		known = e.p.duplicatesIn(e.s)
		e.p.duplicates[e.s] = known
	}
	return known[e.i]
}

// listed is what an item has in common with another one of its list that says the same.
type listed struct {
	list  int
	above *catalog.Item
	text  itemText
}

// duplicatesIn are the items of a section that repeat an earlier one of the same list, below the same item. What is short
// enough to be a word of a table ("Yes") may stand twice.
func (p *page) duplicatesIn(s *catalog.Section) map[*catalog.Item]*catalog.Item {
	if len(s.Items) < 2 {
		return nil
	}
	var found map[*catalog.Item]*catalog.Item
	first := p.firsts
	clear(first)
	var open []*catalog.Item // the items that the current one stands below
	for _, i := range s.Items {
		for len(open) > 0 && open[len(open)-1].Depth >= i.Depth {
			open = open[:len(open)-1]
		}
		at := listed{list: i.List, text: p.items.of(i)}
		if len(open) > 0 {
			at.above = open[len(open)-1]
		}
		open = append(open, i)
		switch f := first[at]; {
		case f == nil:
			first[at] = i
		case len(p.items.contentOf(at.text)) >= 2:
			if found == nil {
				found = map[*catalog.Item]*catalog.Item{}
			}
			found[i] = f
		}
	}
	return found
}

// duplicateItem shows the first of the two, and takes the second out. Somebody has to look if its links would be lost.
func duplicateItem(_ *page, x entity, o *observation) {
	e := x.(*itemEntity)
	if first := e.first(); first != nil {
		o.related = []Related{{first.At.Place(), "it stands here first"}}
		o.fix = e.removal(hasLinksOf(first, e.i))
	}
}
