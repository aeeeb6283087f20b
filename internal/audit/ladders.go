package audit

import (
	"slices"

	"jobcat/catalog"
	"jobcat/lint"
	"jobcat/schema"
)

// ladders says what each family uses of its ladder.
func (q *questions) ladders() Ladders {
	out := Ladders{Families: []LadderUse{}, Off: []string{}}
	for _, u := range q.families {
		ladder := q.Policy.LadderFor(u.pages[0].File.Path)
		levels := q.levelsOf(u)
		expects := func(l *catalog.Level) bool { return len(lint.ExpectedGrades(ladder, l.Full)) > 0 }
		if says(ladder) && len(levels) > 0 && !slices.ContainsFunc(levels, expects) {
			out.Off = append(out.Off, u.code)
		}
		for _, track := range tracks {
			if side := on(track, levels); len(side) > 0 {
				use := LadderUse{
					FamilyCode: u.code, Family: u.title, Department: u.department, Path: u.path,
					Ladder: ladder.Name, Track: string(track), Levels: len(side),
				}
				use.Used, use.Missing, use.Unsure = rungsOf(side, ladder.Track(string(track)))
				out.Families = append(out.Families, use)
			}
		}
	}
	return out
}

// says reports whether a ladder has a grade for any title. One that only lists grades has none, so that no family is off it.
func says(ladder *schema.Ladder) bool {
	return len(ladder.Individual)+len(ladder.Management)+len(ladder.Titles) > 0
}

// rungsOf are the rungs that levels of one track stand on, from the lowest, those of the ladder that they leave out in
// between, and how many levels stand on none for sure.
func rungsOf(levels []*catalog.Level, steps []schema.Step) (used, missing []string, unsure int) {
	used, missing = []string{}, []string{}
	have := map[string]bool{}
	for _, l := range levels {
		if l.Name.Sure && l.Name.Rung != "" {
			have[l.Name.Rung] = true
		} else {
			unsure++
		}
	}
	for _, rung := range heights {
		if have[rung] {
			used = append(used, rung)
		}
	}
	lowest := slices.IndexFunc(steps, func(s schema.Step) bool { return have[s.Rung] })
	highest := lowest
	for i, s := range steps {
		if have[s.Rung] {
			highest = i
		}
	}
	if lowest < 0 || unsure > 0 {
		return used, missing, unsure // a title without a rung word may be the missing one
	}
	for _, s := range steps[lowest : highest+1] {
		if !have[s.Rung] {
			missing = append(missing, s.Rung)
		}
	}
	return used, missing, unsure
}

// heights are all rungs, from the lowest of each track.
var heights = []string{
	catalog.Intern, catalog.Junior, catalog.Intermediate, catalog.Senior, catalog.Staff, catalog.Principal,
	catalog.Distinguished, catalog.SeniorDistinguished, catalog.Fellow,
	catalog.Manager, catalog.SeniorManager, catalog.Director, catalog.SeniorDirector, catalog.VP, catalog.EVP, catalog.CEO,
}
