package change

import "jobcat/lint"

// names are the titles that the change gave to families, levels and variants, each by the one before. One that became
// this here and that there is left out.
func (m *pairing) names() lint.Names {
	r := newRenaming()
	m.renamed(r.add)
	return r.names()
}

// namesBefore are the same the other way round.
func (m *pairing) namesBefore() lint.Names {
	r := newRenaming()
	m.renamed(func(old, now string) { r.add(now, old) })
	return r.names()
}

// renaming gathers names by others.
type renaming struct {
	by     map[string]string
	unsure map[string]bool
}

func newRenaming() renaming { return renaming{map[string]string{}, map[string]bool{}} }

func (r renaming) add(old, now string) {
	if old == now {
		return
	}
	if other, known := r.by[old]; known && other != now {
		r.unsure[old] = true
	}
	r.by[old] = now
}

// settle leaves out what became this here and that there.
func (r renaming) settle() {
	for old := range r.unsure {
		delete(r.by, old)
	}
}

func (r renaming) names() lint.Names {
	r.settle()
	return lint.NewNames(r.by)
}

// renamed calls for the titles of everything that is on both sides.
func (m *pairing) renamed(rename func(old, now string)) {
	for b, a := range m.families.after {
		rename(b.Title.String, a.Title.String)
	}
	for b, a := range m.levels.after {
		rename(b.Full, a.Full)
		rename(b.Title.String, a.Title.String)
	}
	for b, a := range m.variants.after {
		rename(b.Title.String, a.Title.String)
	}
}
