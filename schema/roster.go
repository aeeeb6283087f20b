package schema

import "cuelang.org/go/cue"

// RosterColumns are the columns that a roster can have, by their names in a policy, in the order in which people are told
// of them.
var RosterColumns = []string{"title", "grade", "code", "id", "name", "manager", "manager_id", "manager_title"}

// Roster says how an HR system lists people.
type Roster struct {
	Columns map[string]string  // the words in the header by RosterColumns; only those that the catalog names
	Grades  map[string]float64 // of words that are no number: "IC3" is 7
	Titles  map[string]string  // of the catalog, by the other ones that the HR system has for them
}

// Roster says how the HR system of the catalog lists people.
func (p *Policy) Roster() Roster { return p.roster }

func (d *decoder) roster(v cue.Value) Roster {
	r := Roster{Columns: map[string]string{}, Grades: map[string]float64{}, Titles: map[string]string{}}
	for _, name := range RosterColumns {
		if header := d.string(field(v, "columns", name)); header != "" {
			r.Columns[name] = header
		}
	}
	d.each(field(v, "grades"), func(word string, grade cue.Value) {
		n, err := grade.Float64()
		d.keep(err)
		r.Grades[word] = n
	})
	d.each(field(v, "titles"), func(title string, level cue.Value) { r.Titles[title] = d.string(level) })
	return r
}
