package schema

import "slices"

// Ladder says which rung has which grade, for a part of the catalog.
type Ladder struct {
	Name                   string
	Paths                  []string  // globs relative to the root; none for the default ladder
	Known                  []float64 // every grade that exists, ascending; none if any number is one
	Individual, Management []Step    // from the lowest rung to the highest
	Titles                 map[string][]float64
	Page                   string // the address that a stated grade links to; "" if the policy does not say
}

// Step is one rung of a ladder with the grades that it may have, ascending.
type Step struct {
	Rung   string
	Grades []float64
}

// Has reports whether the grade exists on this ladder.
func (l *Ladder) Has(grade float64) bool { return len(l.Known) == 0 || slices.Contains(l.Known, grade) }

// Track are the steps of a track, "individual" or "management".
func (l *Ladder) Track(name string) []Step {
	if name == "management" {
		return l.Management
	}
	return l.Individual
}
