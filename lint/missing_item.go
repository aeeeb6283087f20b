package lint

import (
	"strconv"
	"strings"

	"jobcat/catalog"
)

// missingItem adds a required item to the list that is to have it: that of the family, unless other levels say it in
// their own, else that of the level. What a level takes over from another one of its page is added there.
func missingItem(p *page, e entity, o *observation) {
	x := e.(*expectedEntity)
	if x.item == "" || x.l == nil || p.inheritsLack(x.l, x.kind.Kind, x.item) {
		return
	}
	own, common := listOfKind(x.l.Sections, x.kind.Kind), listOfKind(p.Family.Sections, x.kind.Kind)
	if common != nil && (own == nil || !p.saidByLevels(x.item)) {
		o.fix = p.withItem(common, x.item)
		return
	}
	if own != nil {
		o.fix = p.withItem(own, x.item)
	}
}

// listOfKind is the first of the sections that is of that kind and has a list, nil if there is none.
func listOfKind(sections []*catalog.Section, kind string) *catalog.Section {
	for _, s := range sections {
		if s.Is(kind) && len(longestList(s)) > 0 {
			return s
		}
	}
	return nil
}

// inheritsLack reports whether the item is missing from a level of the same family, too, that a level takes over from.
func (p *page) inheritsLack(l *catalog.Level, kind, item string) bool {
	levels, _ := p.forerunners(l, kind)
	for _, from := range levels {
		if from.Family == l.Family && from != l {
			return true
		}
	}
	return false
}

// saidByLevels reports whether some level of the page says an item itself.
func (p *page) saidByLevels(item string) bool {
	said := p.saying(p.Family, item)
	for _, l := range p.Family.Levels {
		if said.levels[l] > 0 {
			return true
		}
	}
	return false
}

// longestList are the bullets of the longest list of a section, those below bullets left out: the list that a section is
// about, not the few remarks before or behind it.
func longestList(s *catalog.Section) []*catalog.Item {
	lists := map[int][]*catalog.Item{}
	longest := 0
	for _, i := range s.Items {
		if i.Depth == 1 && i.Marker != "" {
			lists[i.List] = append(lists[i.List], i)
		}
		if n := len(lists[i.List]); n > len(lists[longest]) {
			longest = i.List
		}
	}
	return lists[longest]
}

// withItem adds an item behind the last one of a section's list, with the marker, the indent and the empty lines of the
// others.
func (p *page) withItem(s *catalog.Section, text string) *Fix {
	list := longestList(s)
	last := list[len(list)-1]
	f := p.File
	before := f.Source[f.LineStart(last.At.Place().Line):last.At.Start()]
	if strings.TrimSpace(before) != last.Marker {
		return nil
	}
	end := last.At.Place().EndLine
	for _, i := range s.Items {
		if i.List == last.List {
			end = max(end, i.At.Place().EndLine)
		}
	}
	for end < f.Lines() && continuesItem(f.Line(end+1)) {
		end++
	}
	line := strings.Replace(before, last.Marker, nextMarker(list), 1) + text + "\n"
	below := p.belowItem(last, end)
	if below > end || len(list) > 1 && strings.TrimSpace(f.Line(last.At.Place().Line-1)) == "" {
		line = "\n" + line
	}
	end = below
	at := f.LineStart(end + 1)
	if at == len(f.Source) && !strings.HasSuffix(f.Source, "\n") {
		line = "\n" + strings.TrimSuffix(line, "\n")
	}
	return &Fix{Edits: []Edit{{at, at, line}}}
}

// continuesItem reports whether a line right behind an item belongs to it.
func continuesItem(line string) bool {
	return strings.TrimSpace(line) != "" && !strings.ContainsRune("#<{|`", rune(line[0]))
}

// nextMarker is the marker of one more item: the same, or the next number.
func nextMarker(list []*catalog.Item) string {
	number := func(i *catalog.Item) (n int, end string) {
		digits := strings.TrimRight(i.Marker, ".)")
		n, err := strconv.Atoi(digits)
		if err != nil {
			return -1, ""
		}
		return n, i.Marker[len(digits):]
	}
	last := list[len(list)-1]
	n, end := number(last)
	if n < 0 {
		return last.Marker
	}
	if len(list) > 1 {
		if before, _ := number(list[len(list)-2]); before == n {
			return last.Marker // Markdown counts by itself
		}
	}
	return strconv.Itoa(n+1) + end
}
