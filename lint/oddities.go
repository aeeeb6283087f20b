package lint

import "jobcat/catalog"

// oddities reports what the reader understood although it is written wrongly. Add completes the observation.
func (p *page) oddities(report func(observation), add func(*catalog.Oddity, *passage, *observation), kinds ...catalog.OddityKind) {
	if p.Family == nil {
		return
	}
	for i := range p.Family.Oddities {
		odd := &p.Family.Oddities[i]
		for _, kind := range kinds {
			if odd.Kind != kind {
				continue
			}
			about := &passage{p: p, at: odd.Place, text: odd.Text.String, suggestion: odd.Suggest, section: odd.Section, l: odd.Level}
			o := observation{about: about}
			add(odd, about, &o)
			report(o)
		}
	}
}
