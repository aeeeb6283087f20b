package roster

import (
	"slices"
	"strings"

	"jobcat/catalog"
	"jobcat/internal/audit"
)

// lines compares whom people report to with what the catalog says. Where it says nothing, or something that nobody can
// follow, and where the manager has no title of the catalog, nothing is said.
func (q *matcher) lines(matches []match, held map[string]bool, faults *groups[fault]) (differ []OtherLine, compared int) {
	type key struct{ from, to string }
	found := newGroups[key]()
	lines := map[key]OtherLine{}
	clear := q.clearLevels()
	byRow := map[int]match{}
	for i, p := range q.Roster.People {
		byRow[p.Row] = matches[i]
	}
	for i, p := range q.Roster.People {
		managers := q.managerOf(p, byRow, faults)
		from := matches[i].levels
		if len(managers) == 0 || len(from) == 0 || slices.ContainsFunc(from, func(l *audit.Level) bool { return !clear[l.Code] }) {
			continue
		}
		compared++
		var says []*audit.Level
		for _, l := range from {
			for _, code := range l.ReportsTo {
				if to := q.byCode[code]; to != nil && !slices.Contains(says, to) {
					says = append(says, to)
				}
			}
		}
		if slices.ContainsFunc(managers, func(l *audit.Level) bool { return slices.Contains(says, l) }) {
			continue
		}
		k := key{codesOf(from), codesOf(managers)}
		if _, met := lines[k]; !met {
			lines[k] = OtherLine{
				Levels: q.jobs(from), Manager: q.jobs(managers), Says: q.jobs(says), How: q.how(from, managers, says),
				Vacant: !slices.ContainsFunc(says, func(l *audit.Level) bool { return held[l.Code] }),
			}
		}
		found.add(k, q.who(p))
	}
	differ = []OtherLine{}
	for k, people := range found.all() {
		l := lines[k]
		l.People = people
		differ = append(differ, l)
	}
	return differ, compared
}

// clearLevels are the levels of which it is known whom they report to: each of their statements names levels and nothing else.
func (q *matcher) clearLevels() map[string]bool {
	clear := map[string]bool{}
	for _, l := range q.levels {
		clear[l.Code] = len(l.ReportsTo) > 0
	}
	ofPage := map[string][]*audit.Level{}
	for _, l := range q.levels {
		ofPage[l.Path] = append(ofPage[l.Path], l)
	}
	for _, line := range q.Audit.Reporting.Lines {
		if len(line.To) > 0 && (line.Means == string(catalog.Resolved) || line.Means == string(catalog.Several)) {
			continue
		}
		delete(clear, line.From)
		if line.From == "" {
			for _, l := range ofPage[line.At.Path] {
				delete(clear, l.Code)
			}
		}
	}
	return clear
}

// managerOf are the levels of the manager of a person: by id, by name, by title.
func (q *matcher) managerOf(p Person, byRow map[int]match, faults *groups[fault]) []*audit.Level {
	var rows []int
	switch said := p.Manager; {
	case p.ManagerID != "":
		rows = q.byID[p.ManagerID]
		if len(rows) == 0 {
			faults.add(fault{kind: NoSuchManager}, q.who(p))
			return nil
		}
	case said != "":
		rows = q.byID[said]
		if _, id, ok := strings.Cut(said, " ("); ok && len(rows) == 0 { // "Jane Roe (1042)"
			rows = q.byID[strings.TrimSuffix(id, ")")]
		}
		if len(rows) == 0 {
			rows = q.byName[nameKey(said)]
		}
		if len(rows) == 0 {
			if m := q.matchTitle(said); len(m.levels) > 0 {
				return m.levels
			}
			if p.ManagerTitle == "" {
				faults.add(fault{kind: NoSuchManager}, q.who(p))
			}
		}
	}
	switch {
	case len(rows) > 1 && slices.ContainsFunc(rows, func(row int) bool {
		return row == p.Row || !slices.Equal(byRow[row].levels, byRow[rows[0]].levels)
	}):
		faults.add(fault{kind: SeveralManager}, q.who(p))
		return nil
	case len(rows) == 1 && rows[0] == p.Row:
		faults.add(fault{kind: OwnManager}, q.who(p))
		return nil
	case len(rows) > 0:
		return byRow[rows[0]].levels
	case p.ManagerTitle != "":
		return q.matchTitle(p.ManagerTitle).levels
	}
	return nil
}

// how says how a manager is not the one whom the catalog names.
func (q *matcher) how(from, managers, says []*audit.Level) How {
	is := func(list []*audit.Level) bool {
		return slices.ContainsFunc(managers, func(l *audit.Level) bool { return slices.Contains(list, l) })
	}
	switch {
	case is(from):
		return SameLevel
	case is(q.above(says)):
		return FurtherUp
	case slices.ContainsFunc(from, func(l *audit.Level) bool { return slices.Contains(q.above(managers), l) }):
		return Below
	}
	return Elsewhere
}

// above are the levels that levels report to over others, and themselves.
func (q *matcher) above(levels []*audit.Level) []*audit.Level {
	all := slices.Clone(levels)
	for i := 0; i < len(all); i++ {
		for _, code := range all[i].ReportsTo {
			if l := q.byCode[code]; l != nil && !slices.Contains(all, l) {
				all = append(all, l)
			}
		}
	}
	return all
}
