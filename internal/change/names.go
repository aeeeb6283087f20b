package change

import "jobcat/lint"

// names are the titles that the change gave to families, levels and variants, each by the one before. One that became
// this here and that there is left out.
func (m *pairing) names() lint.Names {
	names, unsure := map[string]string{}, map[string]bool{}
	rename := func(old, now string) {
		if old == now {
			return
		}
		if other, known := names[old]; known && other != now {
			unsure[old] = true
		}
		names[old] = now
	}
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
	for old := range unsure {
		delete(names, old)
	}
	return lint.NewNames(names)
}
