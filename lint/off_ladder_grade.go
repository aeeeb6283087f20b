package lint

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"jobcat/catalog"
	"jobcat/schema"
)

// offLadder reports whether the ladder has another grade for the level's title. It is silent in doubt: where the
// title's rung is not sure, the ladder allows several grades or none, or the grade itself is in question.
func (p *page) offLadder(l *catalog.Level) bool {
	grade, ok := p.soleGrade(l)
	if !ok {
		return false
	}
	expected := p.expectedGrades(l)
	return len(expected) == 1 && expected[0] != grade
}

// expectedGrades are the grades that the ladder has for a level's title, none if the title does not say for sure.
func (p *page) expectedGrades(l *catalog.Level) []float64 {
	if grades := p.titleGrades(l.Full); grades != nil {
		return grades
	}
	return rungGrades(p.ladder, l.Name)
}

// ExpectedGrades are the grades that a ladder has for a title, none if the title does not say for sure.
func ExpectedGrades(ladder *schema.Ladder, title string) []float64 {
	for _, known := range slices.Sorted(maps.Keys(ladder.Titles)) {
		if catalog.TitleKey(known) == catalog.TitleKey(title) {
			return ladder.Titles[known]
		}
	}
	return rungGrades(ladder, catalog.ParseName(title))
}

// rungGrades are the grades that a ladder has for the rung of a title.
func rungGrades(ladder *schema.Ladder, name catalog.Name) []float64 {
	if !name.Sure {
		return nil
	}
	for _, step := range ladder.Track(string(name.Track)) {
		if step.Rung == name.Rung {
			return step.Grades
		}
	}
	return nil // "Manager, X (Intermediate)" leads people, and that track has no such rung
}

// ladderWord is what the ladder has the expected grade for: the rung in words, or "that title".
func (p *page) ladderWord(l *catalog.Level) string {
	if p.titleGrades(l.Full) != nil {
		return "that title"
	}
	return rungWord(l.Name.Rung)
}

// besideOnLadder shows the rung of the level and its neighbours.
func besideOnLadder(p *page, e entity, o *observation) {
	if steps := p.ladderSteps(e.level()); steps != "" && p.titleGrades(e.level().Full) == nil {
		o.related = []Related{{Message: fmt.Sprintf("on the ladder %q: %s", p.ladder.Name, steps)}}
	}
}

// ladderSteps are the rung of a level and its neighbours with their grades: "Intermediate 6, Senior 7, Staff 8".
func (p *page) ladderSteps(l *catalog.Level) string {
	steps := p.ladder.Track(string(l.Name.Track))
	at := slices.IndexFunc(steps, func(s schema.Step) bool { return s.Rung == l.Name.Rung })
	if at < 0 {
		return ""
	}
	var words []string
	for _, s := range steps[max(0, at-1):min(len(steps), at+2)] {
		words = append(words, rungWord(s.Rung)+" "+gradeWords(s.Grades))
	}
	return strings.Join(words, ", ")
}

// rungWord is a rung as people write it: "Senior Manager".
func rungWord(rung string) string {
	switch rung {
	case catalog.VP, catalog.CEO:
		return strings.ToUpper(rung)
	case catalog.EVP:
		return "EVP or Chief Officer"
	case catalog.Junior:
		return "Junior or Associate"
	}
	words := strings.Split(rung, "-")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}

func gradeWords(grades []float64) string {
	var words []string
	for _, g := range grades {
		words = append(words, strconv.FormatFloat(g, 'f', -1, 64))
	}
	return strings.Join(words, " or ")
}

// titleGrades are the grades that the ladder has for a whole title, in any spelling.
func (p *page) titleGrades(title string) []float64 {
	return p.titles[p.ladder.Name][catalog.TitleKey(title)]
}

// soleGrade is the one grade of a level that nothing else is wrong with: a number on the ladder, stated for this
// level and no other, and not contradicted.
func (p *page) soleGrade(l *catalog.Level) (grade float64, ok bool) {
	for _, g := range l.Grades {
		switch {
		case g.Unknown, g.Min != g.Max, !p.ladder.Has(g.Min), ok && g.Min != grade, p.anotherRole(l, g.Subject.String):
			return 0, false
		}
		grade, ok = g.Min, true
	}
	return grade, ok
}
