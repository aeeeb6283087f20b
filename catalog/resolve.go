package catalog

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// maxCandidates is how many levels an ambiguous statement names as what it can mean.
const maxCandidates = 8

// asked is a statement that is to be understood.
type asked struct {
	x       *Index
	family  *Family
	level   *Level // that makes the statement; nil for a family and a variant
	words   string
	of      string // the kind of section that is extended; "" for a reporting line
	place   Place
	extends bool
}

// Extends says what a statement of a level extends. A variant of the family makes it if the level is nil.
func (x *Index) Extends(family *Family, level *Level, e *Extends) Resolution {
	q := asked{x: x, family: family, level: level, words: e.Target.String, of: e.Of, place: e.Statement.Place(), extends: true}
	return q.resolve(e.Link)
}

// ReportsTo says to whom a level reports. The family, or a variant of it, makes the statement if the level is nil.
func (x *Index) ReportsTo(family *Family, level *Level, r *ReportsTo) Resolution {
	q := asked{x: x, family: family, level: level, words: r.Target.String, place: r.Statement.Place()}
	return q.resolve(r.Link)
}

// Find says which level a name means over the whole catalog, for what a person types: a title, an abbreviation of one,
// or a page with or without an anchor, "finance/payroll/index.html.md#payroll-analyst", "/jobs/payroll/".
func (x *Index) Find(name string) Resolution {
	address, anchor, anchored := strings.Cut(name, "#")
	for _, f := range x.families {
		if f.File.Path != address && tidy(f.URL) != address && (!anchored || page(f.File.Path) != strings.Trim(address, "/")) {
			continue
		}
		d := x.land(Destination{Family: f, Anchor: anchor})
		switch {
		case d.IsDead():
			return Resolution{Outcome: Dangling, Candidates: firstOf(f.Levels), Link: &d}
		case d.Level != nil:
			return Resolution{Outcome: Resolved, How: ByAnchor, Level: d.Level, Family: f, ByLink: d.Level, Link: &d}
		}
		return Resolution{Outcome: WholeFamily, How: ByPage, Family: f, Candidates: firstOf(f.Levels), Link: &d}
	}
	return asked{x: x, words: name}.named(nil)
}

// resolve looks at the link first and at the words second. The words decide on a page with several levels; they are
// asked in any case, because what they say can contradict the link.
func (q asked) resolve(link *Link) Resolution {
	if link == nil {
		return q.named(q.family)
	}
	d := q.x.Follow(q.family, link.Target)
	home := q.family
	if d.Family != nil && !d.IsDead() {
		home = d.Family
	}
	words := q.named(home)
	if words.Outcome == Dangling && home != q.family {
		if w := q.named(q.family); w.Level != nil {
			words = w
		}
	}
	r := words
	r.Link = &d
	switch {
	case d.IsDead() || d.Level != nil && among(d.Level, words):
	case d.Level != nil:
		named := q.contradiction(words, d.Level)
		if d.Level == q.level && named != nil {
			// Nobody means a link to where it stands: "#responsibilities" was taken for another level's.
			r.ByLink = d.Level
			break
		}
		r = Resolution{Outcome: Resolved, How: ByAnchor, Level: d.Level, Family: d.Level.Family, ByLink: d.Level, ByWords: named, Link: &d}
		if d.Where == ToPage {
			r.How = ByPage
		}
	case d.Variant != nil && words.Level == nil:
		r = Resolution{Outcome: OneVariant, How: ByAnchor, Family: d.Family, Variant: d.Variant, Link: &d}
	case d.Where == ToAnchor && words.Level == nil && words.Outcome != Several:
		// The anchor is a section that all levels of the page share, or a text without a level.
		r = Resolution{Outcome: WholeFamily, How: ByCommonSection, Family: d.Family, Link: &d}
	case d.Where == ToPage && words.Level == nil && words.Outcome == Dangling:
		if r = q.wholeFamily(d.Family, d.Family.Levels); r.Outcome == Dangling {
			r = words
		}
		r.Link = &d
	case (d.Where == Elsewhere || d.Where == ToFile) && words.Outcome == Dangling:
		r.Outcome = Outside
	}
	return r
}

// among reports whether the words name several levels and the link leads to one of them: it is a link for one part.
func among(l *Level, words Resolution) bool {
	return words.Level == nil && slices.Contains(words.Candidates, l) && words.How == ByParts
}

// contradiction is the level that words name beyond doubt although the link leads to another one; the link's level if
// both agree. What only resembles a title contradicts nothing, and neither does another family's title whose words all
// are used in the link's family: there the level may have been called so.
func (q asked) contradiction(words Resolution, link *Level) *Level {
	switch words.How {
	case AsWritten, BySpelling, ByAbbreviation, ByWordOrder, ByRung:
	default:
		return nil
	}
	if words.Level == nil || words.Level == link || q.x.units[words.Level.Family] == q.x.units[link.Family] {
		return words.Level
	}
	u := q.x.units[link.Family]
	if len(u.levels) > maxSearched {
		return nil
	}
	known := u.spoken().all
	if slices.ContainsFunc(tokens(stripped(q.words)), func(t token) bool { return !known[t.word] }) {
		return words.Level
	}
	return nil
}

var (
	// What may stand in front of or behind the name of a level without belonging to it.
	filler = regexp.MustCompile(`(?i)^(?:(?:either|both|the|an?|our|other|all|corresponding|respective)\s+)+|\s+(?:above|below)$|\s+(?:role|position|level|job)s?$|\s+at\s+[A-Z]\w+$|\s+\(or\s+(?:above|higher|equivalent)\)$|[\s,.:]+$`)

	previousWords = regexp.MustCompile(`(?i)^(?:the\s+)?(?:previous|prior|preceding|lower)(?:\s+(?:level|role|position|grade)s?)?$|\bprevious\s+levels?$`)
	previousNames = regexp.MustCompile(`(?i)^(?:the\s+)?(?:previous|prior|preceding|lower)\s+(\S.*?)\s+(?:role|level|position)s$`)
	aboveWords    = regexp.MustCompile(`(?i)^(?:the\s+)?above$`)
	commonWords   = regexp.MustCompile(`(?i)^(?:the\s+)?(?:general|base|common|basic|core)$`)

	orWords  = regexp.MustCompile(`(?i)\s*(?:,\s*or\b|\bor\b|/|\band/or\b)\s*(?:an?\s+|the\s+)?`)
	andWords = regexp.MustCompile(`(?i)\s*,?\s*(?:\band\b|&)\s*(?:an?\s+|the\s+)?`)
)

// named says what words mean that stand in a family; without one, what they mean in the catalog.
func (q asked) named(home *Family) Resolution {
	words := strings.TrimSpace(q.words)
	if home != nil {
		if r := q.byTitle(q.x.units[home], words); r.Outcome != Dangling {
			return r // most are
		}
	}
	if home != nil && home == q.family && len(words) < len("the previous responsibilities") {
		switch {
		case previousWords.MatchString(words):
			return q.previous()
		case aboveWords.MatchString(words):
			return q.above()
		case commonWords.MatchString(words):
			return Resolution{Outcome: WholeFamily, How: ByCommonSection, Family: home}
		}
	}
	if q.level != nil && home == q.family {
		if m := previousNames.FindStringSubmatch(words); m != nil {
			if r := q.lower(m[1]); r.Outcome != Dangling {
				return r
			}
		}
	}
	r := q.oneName(home, words)
	if r.Outcome != Dangling {
		return r
	}
	if several, ok := q.several(home, words); ok {
		return several
	}
	r.Nearest = q.nearest(home, words)
	return r
}

// oneName says which level a name means: in the family by its title and by likeness, then in the catalog by its title.
func (q asked) oneName(home *Family, words string) Resolution {
	if home != nil {
		if r := q.byTitle(q.x.units[home], words); r.Outcome != Dangling {
			return r
		}
	}
	bare := stripped(words)
	like := sync.OnceValue(func() map[How][]*Level { return q.like(home, bare) })
	resembles := func(ways ...How) Resolution {
		for _, way := range ways {
			if levels := like()[way]; len(levels) > 0 {
				return q.oneOf(levels, way)
			}
		}
		return Resolution{Outcome: Dangling}
	}
	// A statement of inheritance is nearly always about the same family, so that half a title is enough there. A
	// reporting line often leaves it, and what resembles a title at home is the exact title of another family.
	half := func(way How) Resolution {
		if !q.extends {
			return Resolution{Outcome: Dangling}
		}
		return resembles(way)
	}
	if home != nil {
		u := q.x.units[home]
		for _, ask := range []func() Resolution{
			func() Resolution { return q.byTitle(u, bare) },
			func() Resolution { return resembles(BySpelling, ByAbbreviation, ByWordOrder) },
			func() Resolution { return q.byRung(u, bare) },
			func() Resolution { return q.byVariant(home, bare) },
			func() Resolution { return half(ByMoreThanTitle) },
			func() Resolution { return q.byFamily(home, bare) },
			func() Resolution { return half(ByPartOfTitle) },
		} {
			if r := ask(); r.Outcome != Dangling {
				return r
			}
		}
	}
	for _, w := range slices.Compact([]string{words, bare}) {
		if r := q.inCatalog(w); r.Outcome != Dangling {
			r.Away = home != nil
			return r
		}
	}
	return resembles(ByMisspelling)
}

// byVariant looks up a specialty or segment, which is no level although it can be extended.
func (q asked) byVariant(home *Family, words string) Resolution {
	key := TitleKey(words)
	for _, variants := range [][]*Variant{home.Specialties, home.Segments} {
		for _, v := range variants[:min(len(variants), maxSearched)] {
			if TitleKey(v.Title.String) == key {
				return Resolution{Outcome: OneVariant, How: AsWritten, Family: home, Variant: v}
			}
		}
	}
	return Resolution{Outcome: Dangling}
}

// byFamily finds the statement's own family by what it is called.
func (q asked) byFamily(home *Family, words string) Resolution {
	if home != q.family || SameTitleKey(words) != SameTitleKey(calledOf(home)) {
		return Resolution{Outcome: Dangling}
	}
	return q.wholeFamily(home, q.x.units[home].levels)
}

// stripped is a name without what does not belong to it.
func stripped(words string) string {
	words = strings.ReplaceAll(words, " level ", " ")
	for mayHaveFiller(words) {
		next := filler.ReplaceAllString(words, "")
		if next == words || next == "" {
			return words
		}
		words = next
	}
	return words
}

var (
	fillerInFront = []string{"either", "both", "the", "a", "an", "our", "other", "all", "corresponding", "respective"}
	fillerBehind  = []string{"above", "below", "role", "roles", "position", "positions", "level", "levels", "job", "jobs"}
)

// mayHaveFiller reports whether a name has words or signs at its edges without which it has no filler. Most have none, and
// the expression tries every byte.
func mayHaveFiller(words string) bool {
	const blanks, signs = " \t\n\f\r", ",.:)"
	if words == "" || strings.IndexByte(blanks+signs, words[len(words)-1]) >= 0 {
		return words != ""
	}
	first, last := strings.IndexAny(words, blanks), strings.LastIndexAny(words, blanks)
	if first < 0 {
		return false
	}
	before := strings.TrimRight(words[:last], blanks) // "Manager at Octopus"
	return slices.ContainsFunc(fillerInFront, func(w string) bool { return strings.EqualFold(w, words[:first]) }) ||
		slices.ContainsFunc(fillerBehind, func(w string) bool { return strings.EqualFold(w, words[last+1:]) }) ||
		strings.EqualFold("at", before[max(0, len(before)-2):])
}

// byTitle looks a title up in the family.
func (q asked) byTitle(u *unit, words string) Resolution {
	return q.choose(u.titles[SameTitleKey(words)], words)
}

// inCatalog looks a title up in the whole catalog: of a level, the letters of one, of a family.
func (q asked) inCatalog(words string) Resolution {
	key := SameTitleKey(words)
	if r := q.choose(q.x.titles[key], words); r.Outcome != Dangling {
		return r
	}
	if plain := withRemarks(words); plain != words {
		if r := q.choose(q.x.titles[SameTitleKey(plain)], words); r.Outcome != Dangling {
			return r
		}
	}
	if levels := q.x.ordered[orderKey(key)]; len(levels) == 1 {
		return q.oneOf(levels, ByWordOrder)
	}
	if t := tokens(words); len(t) == 1 && t[0].letters != "" {
		if r := q.choose(q.x.initials[t[0].letters], words); r.Outcome != Dangling {
			r.How = ByAbbreviation
			return r
		}
	}
	if families := q.x.named[key]; len(families) == 1 && !allRungWords(tokens(words)) {
		f := families[0]
		r := q.wholeFamily(f, f.Levels)
		if len(f.Levels) == 1 && q.canMean(f.Levels[0]) {
			r.Outcome, r.Level, r.ByWords, r.Candidates = Resolved, f.Levels[0], f.Levels[0], nil
		}
		return r
	}
	return Resolution{Outcome: Dangling}
}

// wholeFamily is a family that is meant as a whole, and one of its levels can be. A page without levels holds for whoever
// names it: nothing is left open. The only level of a page can only mean what it says above its levels.
func (q asked) wholeFamily(f *Family, levels []*Level) Resolution {
	r := Resolution{Outcome: WholeFamily, How: ByFamilyTitle, Family: f, Candidates: firstOf(levels)}
	switch {
	case len(levels) == 0:
		r.How = ByCommonSection
	case slices.ContainsFunc(levels, q.canMean):
	case slices.ContainsFunc(f.Sections, q.isAbout):
		r.How, r.Candidates = ByCommonSection, nil
	default:
		return Resolution{Outcome: Dangling}
	}
	return r
}

// canMean reports whether a statement can mean a level. Nobody extends itself.
func (q asked) canMean(l *Level) bool { return !q.extends || l != q.level }

// choose takes the one level that is left of those with a title, the nearest spelling first: of "FP&A Manager" and
// "Manager, FP&A" each is only itself.
func (q asked) choose(levels []*Level, words string) Resolution {
	if len(levels) == 0 {
		return Resolution{Outcome: Dangling}
	}
	levels = levels[:min(len(levels), maxSearched)]
	for _, nearer := range []func(*Level) bool{
		func(l *Level) bool { return l.Full == words || l.Title.String == words },
		func(l *Level) bool {
			return strings.EqualFold(l.Full, words) || strings.EqualFold(l.Title.String, words)
		},
		func(l *Level) bool { return TitleKey(l.Full) == TitleKey(words) },
		func(*Level) bool { return true },
	} {
		var fit []*Level
		for _, l := range levels {
			if nearer(l) {
				fit = append(fit, l)
				if len(fit) > maxCandidates {
					break
				}
			}
		}
		if len(fit) == 0 {
			continue
		}
		how := BySpelling
		if fit[0].Full == words || fit[0].Title.String == words {
			how = AsWritten
		}
		return q.oneOf(fit, how)
	}
	return Resolution{Outcome: Dangling}
}

// oneOf is the only level, or an ambiguity of several.
func (q asked) oneOf(levels []*Level, how How) Resolution {
	switch len(levels) {
	case 0:
		return Resolution{Outcome: Dangling}
	case 1:
		return Resolution{Outcome: Resolved, How: how, Level: levels[0], Family: levels[0].Family, ByWords: levels[0]}
	}
	return Resolution{Outcome: Ambiguous, How: how, Candidates: firstOf(levels)}
}

// firstOf are the levels that are named as candidates.
func firstOf(levels []*Level) []*Level {
	levels = slices.Clone(levels[:min(len(levels), maxSearched)])
	slices.SortStableFunc(levels, func(a, b *Level) int {
		return cmp.Or(cmp.Compare(a.Place.Path, b.Place.Path), cmp.Compare(a.Place.Start, b.Place.Start))
	})
	levels = slices.Compact(levels)
	return slices.Clip(levels[:min(len(levels), maxCandidates)])
}

// like are the levels of the family whose titles words resemble, by the way in which they do. A level does not name
// itself by half its title, so it is none of those that are meant then.
func (q asked) like(home *Family, words string) map[How][]*Level {
	if home == nil || len(q.x.units[home].levels) > maxSearched {
		return nil
	}
	spoken := q.x.units[home].spoken()
	said := reading(tokens(withRemarks(words)))
	bare := said
	if strings.Contains(words, "(") {
		bare = reading(tokens(withoutRemarks(words)))
	}
	found := map[How][]*Level{}
	for i, l := range q.x.units[home].levels {
		for _, way := range likeness(said, bare, spoken.titles[i], spoken.family) {
			if l == q.level && (way == ByPartOfTitle || way == ByMoreThanTitle) {
				continue
			}
			found[way] = append(found[way], l)
		}
	}
	return found
}

// likeness are the ways in which something that was said names a title, each once. bare is what was said without its
// remarks in parentheses.
func likeness(said, bare reading, titles []reading, vocabulary map[string]bool) []How {
	var ways []How
	note := func(way How) {
		if way != "" && !slices.Contains(ways, way) {
			ways = append(ways, way)
		}
	}
	for _, t := range titles {
		note(compare(said, t, vocabulary))
		if len(bare) == len(said) {
			continue // there are no remarks
		}
		if way := compare(bare, t, vocabulary); way == BySpelling || way == ByAbbreviation || way == ByWordOrder {
			note(ByMoreThanTitle)
		}
	}
	return ways
}

// byRung looks a bare rung up in the family: "Senior". Of several senior levels the one with the subject of the level
// that says so is meant.
func (q asked) byRung(u *unit, words string) Resolution {
	said := ParseName(words)
	if !isBareRung(words) || len(u.levels) > maxSearched {
		return Resolution{Outcome: Dangling}
	}
	has := func(l *Level, rung string) bool {
		return l != q.level && l.Name.Rung == rung &&
			(rung != Junior || strings.Contains(TitleKey(l.Full), TitleKey(words)))
	}
	var fit []*Level
	for _, l := range u.levels {
		if has(l, said.Rung) {
			fit = append(fit, l)
		}
	}
	if said.Rung == Intermediate && len(fit) == 0 {
		for _, l := range u.levels {
			if has(l, "") && l.Name.Track == Individual {
				fit = append(fit, l)
			}
		}
	}
	if len(fit) > 1 && q.level != nil {
		mine := SameTitleKey(q.level.Name.Subject)
		if same := slices.DeleteFunc(slices.Clone(fit), func(l *Level) bool { return SameTitleKey(l.Name.Subject) != mine }); len(same) > 0 {
			fit = same
		}
	}
	return q.oneOf(fit, ByRung)
}

// previous is the level before. Where the ladder says that another one is the next lower, both can be meant.
func (q asked) previous() Resolution {
	if q.level == nil {
		return Resolution{Outcome: Dangling}
	}
	before := q.x.before(q.level)
	if before == nil {
		return Resolution{Outcome: Dangling}
	}
	if below := q.x.Below(q.level); below != nil && below != before && before.Name.Track == q.level.Name.Track {
		return q.oneOf([]*Level{before, below}, ByNeighbor)
	}
	return q.oneOf([]*Level{before}, ByNeighbor)
}

// lower is "the previous CSM roles": the lower levels whose titles have that subject, any of which can be meant.
func (q asked) lower(name string) Resolution {
	u := q.x.units[q.family]
	if len(u.levels) > maxSearched {
		return Resolution{Outcome: Dangling}
	}
	said := reading(tokens(name))
	var fit []*Level
	for _, l := range u.levels {
		if l.Name.Track != q.level.Name.Track || height(l) < 0 || height(l) >= height(q.level) {
			continue
		}
		if compare(said, reading(tokens(l.Name.Subject)), nil) != "" {
			fit = append(fit, l)
		}
	}
	return q.oneOf(fit, ByNeighbor)
}

// above is the nearest section of the kind further up: of a level, or the family's common one. If there are both, both
// can be meant.
func (q asked) above() Resolution {
	common := q.standsAbove(q.family.Sections)
	var level *Level
	if q.level != nil {
		if before := q.x.before(q.level); before != nil && before.Family == q.family && q.standsAbove(before.Sections) {
			level = before
		}
	}
	switch {
	case common && level != nil:
		return Resolution{Outcome: Ambiguous, How: ByNeighbor, Family: q.family, Candidates: []*Level{level}}
	case level != nil:
		return q.oneOf([]*Level{level}, ByNeighbor)
	}
	// A page has text above that is no section: nothing is missing, it only cannot be inherited.
	return Resolution{Outcome: WholeFamily, How: ByCommonSection, Family: q.family}
}

// standsAbove reports whether a section of the kind stands above the statement.
func (q asked) standsAbove(sections []*Section) bool {
	return slices.ContainsFunc(sections, func(s *Section) bool { return s.At.Start() < q.place.Start && q.isAbout(s) })
}

// isAbout reports whether a statement is about a section of the kind. One about the whole role is about any section.
func (q asked) isAbout(s *Section) bool { return q.of == WholeRole || q.of == "" || s.Is(q.of) }

// several takes "A or B" and "A and B" apart. ok is false where no part means anything. Every part of "A and B" has to
// mean something, because titles have an "and" themselves.
func (q asked) several(home *Family, words string) (r Resolution, ok bool) {
	for _, joint := range []struct {
		between *regexp.Regexp
		outcome Outcome
	}{{orWords, Ambiguous}, {andWords, Several}} {
		if !strings.ContainsAny(words, "/&") && !strings.Contains(words, "or") && !strings.Contains(words, "and") {
			break // most names: spares the expressions
		}
		parts := split(words, joint.between)
		if len(parts) < 2 {
			continue
		}
		if parts = withoutCommas(parts); len(parts) < 2 || len(parts) > maxCandidates {
			continue
		}
		outcome := joint.outcome
		missing := 0
		var levels []*Level
		for _, part := range parts {
			one := q.part(home, part, parts[len(parts)-1])
			levels = append(levels, one.Candidates...)
			switch {
			case one.Level != nil:
				levels = append(levels, one.Level)
			case len(one.Candidates) > 0:
				outcome = Ambiguous
			default:
				missing++
			}
		}
		if levels = firstOf(levels); !slices.ContainsFunc(levels, q.canMean) || missing > 0 && joint.outcome == Several {
			continue
		}
		if len(levels) == 1 {
			outcome = Ambiguous
		}
		return Resolution{Outcome: outcome, How: ByParts, Candidates: levels}, true
	}
	return Resolution{}, false
}

// part understands one part of several. A rung alone shares the subject of the last part: "Senior or Staff Engineer".
func (q asked) part(home *Family, part, last string) Resolution {
	if subject := ParseName(stripped(last)).Subject; isBareRung(stripped(part)) && subject != "" {
		for _, joint := range []string{" ", ", "} {
			if r := q.oneName(home, stripped(part)+joint+subject); r.Outcome == Resolved {
				return r
			}
		}
	}
	return q.oneName(home, part)
}

// split takes words apart, but not within parentheses.
func split(words string, between *regexp.Regexp) []string {
	var parts []string
	from := 0
	for _, m := range between.FindAllStringIndex(words, -1) {
		if strings.Count(words[:m[0]], "(") > strings.Count(words[:m[0]], ")") {
			continue
		}
		parts = append(parts, words[from:m[0]])
		from = m[1]
	}
	return append(parts, words[from:])
}

// withoutCommas takes "A, B" among the parts of "A, B and C" apart. The comma behind a rung belongs to a title, unless
// there are only rungs: "Senior, Staff or Principal".
func withoutCommas(parts []string) []string {
	var all []string
	for _, part := range parts {
		pieces := strings.Split(strings.Trim(part, " ,"), ", ")
		rungs := 0
		for _, p := range pieces {
			if isBareRung(stripped(p)) {
				rungs++
			}
		}
		if rungs > 0 && rungs < len(pieces) || strings.Contains(part, "(") {
			pieces = []string{part}
		}
		for _, p := range pieces {
			if p = strings.Trim(p, " ,"); p != "" {
				all = append(all, p)
			}
		}
	}
	return all
}
