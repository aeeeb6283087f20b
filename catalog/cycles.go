package catalog

import "slices"

// cycles finds one circle in every group of levels that lead to each other, in time that grows with the number of
// levels and relations.
func (g *Graph) cycles(next func(*Level) []Relation) []Cycle {
	s := &components{number: map[*Level]int{}, low: map[*Level]int{}, group: map[*Level]int{}, next: next}
	for _, l := range g.levels {
		if s.number[l] == 0 {
			s.visit(l)
		}
	}
	smallest := map[int]*Level{}
	var order []int
	for _, l := range g.levels { // by path and line, so the first of a group is its smallest
		if id, ok := s.group[l]; ok && smallest[id] == nil {
			smallest[id] = l
			order = append(order, id)
		}
	}
	var all []Cycle
	for _, id := range order {
		if c, ok := s.shortest(smallest[id], id); ok {
			all = append(all, c)
		}
	}
	return all
}

// components are the groups of levels that lead to each other, found as Tarjan does it, without recursion: chains can
// be long.
type components struct {
	next   func(*Level) []Relation
	number map[*Level]int // in which order levels were met, from 1
	low    map[*Level]int // the lowest number that a level leads to
	group  map[*Level]int // set when the group of a level is complete
	open   []*Level
}

type frame struct {
	level *Level
	next  []Relation
}

func (s *components) visit(start *Level) {
	s.meet(start)
	frames := []frame{{start, s.next(start)}}
	for len(frames) > 0 {
		f := &frames[len(frames)-1]
		if len(f.next) > 0 {
			to := f.next[0].To
			f.next = f.next[1:]
			if s.number[to] == 0 {
				s.meet(to)
				frames = append(frames, frame{to, s.next(to)})
			} else if _, done := s.group[to]; !done {
				s.low[f.level] = min(s.low[f.level], s.number[to])
			}
			continue
		}
		l := f.level
		frames = frames[:len(frames)-1]
		if len(frames) > 0 {
			above := frames[len(frames)-1].level
			s.low[above] = min(s.low[above], s.low[l])
		}
		if s.low[l] == s.number[l] {
			s.complete(l)
		}
	}
}

func (s *components) meet(l *Level) {
	s.number[l] = len(s.number) + 1
	s.low[l] = s.number[l]
	s.open = append(s.open, l)
}

// complete closes the group of a level, which is all that was met after it and is still open.
func (s *components) complete(l *Level) {
	i := len(s.open) - 1
	for s.open[i] != l {
		i--
	}
	for _, member := range s.open[i:] {
		s.group[member] = s.number[l]
	}
	s.open = s.open[:i]
}

// shortest is a shortest circle through a level within its group; there is none if the level is alone in it and does
// not lead to itself.
func (s *components) shortest(start *Level, group int) (Cycle, bool) {
	by := map[*Level]Relation{}
	queue := []*Level{start}
	for len(queue) > 0 {
		l := queue[0]
		queue = queue[1:]
		for _, r := range s.next(l) {
			if s.group[r.To] != group {
				continue
			}
			if _, met := by[r.To]; met {
				continue
			}
			by[r.To] = r
			if r.To == start {
				return circle(start, by), true
			}
			queue = append(queue, r.To)
		}
	}
	return Cycle{}, false
}

// circle follows the relations back from a level to itself.
func circle(start *Level, by map[*Level]Relation) Cycle {
	var c Cycle
	for at := start; ; {
		r := by[at]
		c.Relations = append(c.Relations, r)
		c.Levels = append(c.Levels, r.From)
		if at = r.From; at == start {
			break
		}
	}
	slices.Reverse(c.Relations)
	slices.Reverse(c.Levels)
	return c
}
