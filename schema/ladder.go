package schema

import "slices"

// Ladder says which rung has which grade, for a part of the catalog.
type Ladder struct {
	Name                   string
	Paths                  []string  // globs relative to the root; none for the default ladder
	Known                  []float64 // every grade that exists, ascending
	Individual, Management []Step    // from the lowest rung to the highest
	Titles                 map[string][]float64
}

// Step is one rung of a ladder with the grades that it may have, ascending.
type Step struct {
	Rung   string
	Grades []float64
}

// Grades are the grades that a rung may have, ascending; none if the ladder says nothing about the rung.
func (l *Ladder) Grades(rung string) []float64 {
	for _, track := range [][]Step{l.Individual, l.Management} {
		for _, s := range track {
			if s.Rung == rung {
				return s.Grades
			}
		}
	}
	return nil
}

// GradesOf are the grades that a level may have, by its whole title if the ladder lists that, else by its rung; none
// if the ladder says nothing about either.
func (l *Ladder) GradesOf(title, rung string) []float64 {
	if grades, ok := l.Titles[title]; ok {
		return grades
	}
	return l.Grades(rung)
}

// Has reports whether the grade exists on this ladder.
func (l *Ladder) Has(grade float64) bool { return slices.Contains(l.Known, grade) }
