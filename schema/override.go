package schema

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/token"
)

// Override is what a policy says differently about a part of the catalog.
type Override struct {
	Paths    []string // globs relative to the root
	Rules    map[string]Severity
	Sections map[string]SectionChange // by kind
	Place    Position                 // where it begins

	places map[string]Position // of its values, by their keys as dotted writes them
}

// SectionChange is what an override says differently about a kind of section. What it leaves alone is "" or nil.
type SectionChange struct {
	Required           string
	Severity           Severity
	MinItems, MaxItems *int            // 0 for no bound
	Items              map[string]bool // false for one that is not required there
}

// PlaceOf is where the override says a value, such as "rules", "missing-grade", "severity"; zero if it does not say it.
func (o Override) PlaceOf(key ...string) Position { return o.places[dotted(key)] }

// OverridesFor are the overrides for a file, in the order in which they apply: the last one that says a value counts.
// The path is slash-separated and relative to the root of the catalog.
func (p *Policy) OverridesFor(path string) []Override {
	var those []Override
	for _, i := range p.overriding(path) {
		those = append(those, p.overrides[i])
	}
	return those
}

// At is the policy for one file: the severities of rules and what sections have to be like, with all overrides for that
// file. It is the same for all files with the same overrides. The path is slash-separated and relative to the root of
// the catalog.
func (p *Policy) At(path string) *Policy {
	which := p.overriding(path)
	if len(which) == 0 {
		return p
	}
	var key strings.Builder
	for _, i := range which {
		key.WriteString(strconv.Itoa(i) + " ")
	}
	if known, ok := p.views.Load(key.String()); ok {
		return known.(*Policy)
	}
	view, _ := p.views.LoadOrStore(key.String(), p.with(which))
	return view.(*Policy)
}

// Speaking is the policy with a rule that speaks everywhere: one that is off, or that an override turns off, is only worth
// a hint. Its examples are judged so.
func (p *Policy) Speaking(id string) *Policy {
	speaking := *p
	speaking.views = &sync.Map{}
	speaking.rules, speaking.byID = slices.Clone(p.rules), maps.Clone(p.byID)
	for i, r := range p.rules {
		if r.ID == id && r.Severity == Off {
			on := *r
			on.Severity = Info
			speaking.rules[i], speaking.byID[id] = &on, &on
		}
	}
	speaking.overrides = slices.Clone(p.overrides)
	for i, o := range p.overrides {
		if o.Rules[id] != "" {
			speaking.overrides[i].Rules = maps.Clone(o.Rules)
			delete(speaking.overrides[i].Rules, id)
		}
	}
	return &speaking
}

// overriding are the indices of the overrides for a file.
func (p *Policy) overriding(path string) []int {
	if len(p.overrides) == 0 {
		return nil
	}
	path = p.catalog.belowRoot(path)
	var which []int
	for i, o := range p.overrides {
		if matchAny(o.Paths, path) {
			which = append(which, i)
		}
	}
	return which
}

// with is the policy with some of its overrides.
func (p *Policy) with(which []int) *Policy {
	severities := map[string]Severity{}
	view := *p
	view.overrides = nil // they have been applied
	view.kinds = slices.Clone(p.kinds)
	for _, i := range which {
		maps.Copy(severities, p.overrides[i].Rules)
		for j, k := range view.kinds {
			if change, ok := p.overrides[i].Sections[k.Kind]; ok {
				view.kinds[j] = k.changed(change)
			}
		}
	}
	view.rules = slices.Clone(p.rules)
	view.byID = maps.Clone(p.byID)
	for i, r := range view.rules {
		if severity, ok := severities[r.ID]; ok {
			here := *r
			here.Severity = severity
			view.rules[i], view.byID[r.ID] = &here, &here
		}
	}
	return &view
}

// changed is the kind with what an override says differently.
func (k SectionKind) changed(c SectionChange) SectionKind {
	if c.Required != "" {
		k.Required = c.Required
	}
	if c.Severity != "" {
		k.Severity = c.Severity
	}
	if c.MinItems != nil {
		k.MinItems = *c.MinItems
	}
	if c.MaxItems != nil {
		k.MaxItems = *c.MaxItems
	}
	k.Items = slices.Clone(k.Items)
	for _, text := range slices.Sorted(maps.Keys(c.Items)) {
		k.Items = slices.DeleteFunc(k.Items, func(i RequiredItem) bool { return i.Text == text })
		if c.Items[text] {
			k.Items = append(k.Items, RequiredItem{text})
		}
	}
	return k
}

// override decodes the overrides of a policy. Their places are those of own, which is what the file itself says.
func (p *Policy) override(v, own cue.Value, place func(token.Pos) Position) error {
	p.views = &sync.Map{}
	var d decoder
	d.list(v, func(v cue.Value) {
		own := own.LookupPath(cue.MakePath(cue.Index(len(p.overrides))))
		o := Override{
			Paths:    d.strings(field(v, "paths")),
			Rules:    map[string]Severity{},
			Sections: map[string]SectionChange{},
			Place:    place(own.Pos()),
			places:   map[string]Position{},
		}
		locate := func(key ...string) { o.places[dotted(key)] = place(field(own, key...).Pos()) }
		d.each(field(v, "rules"), func(id string, v cue.Value) {
			if s := field(v, "severity"); s.Exists() {
				o.Rules[id] = Severity(d.string(s))
				locate("rules", id, "severity")
			}
		})
		d.each(field(v, "sections"), func(kind string, v cue.Value) {
			o.Sections[kind] = d.sectionChange(v)
			d.each(v, func(key string, v cue.Value) {
				if key != "items" {
					locate("sections", kind, key)
				}
			})
			d.each(field(v, "items"), func(text string, _ cue.Value) { locate("sections", kind, "items", text) })
		})
		p.overrides = append(p.overrides, o)
	})
	return d.err
}

func (d *decoder) sectionChange(v cue.Value) SectionChange {
	c := SectionChange{
		Required: d.optional(field(v, "required")),
		Severity: Severity(d.optional(field(v, "severity"))),
		MinItems: d.optionalCount(field(v, "min_items")),
		MaxItems: d.optionalCount(field(v, "max_items")),
		Items:    map[string]bool{},
	}
	d.each(field(v, "items"), func(text string, v cue.Value) {
		wanted, err := v.Bool()
		d.keep(err)
		c.Items[text] = wanted
	})
	return c
}

func (d *decoder) optionalCount(v cue.Value) *int {
	if !v.Exists() {
		return nil
	}
	n := d.count(v)
	return &n
}
