package schema

import (
	"encoding/json"
	"maps"
	"slices"

	"cuelang.org/go/cue"
)

// Setting is one value of a policy with where it comes from.
type Setting struct {
	Key    []string // "sections", "career_ladder", "required"
	Value  any      // a string, bool or float64, or a list of them
	Origin Origin
}

// Settings are the values of a policy, for one file or for the whole catalog if the path is "": of rules their severity,
// of lists of words those that the catalog itself says, else all that a jobcat.cue can say. For a file there are only the
// ladder that its family climbs and the reading that it is written by, and its overrides have been applied. They stand in
// the order in which a policy is written. The path is slash-separated and relative to the root of the catalog.
func (p *Policy) Settings(path string) []Setting {
	var all []Setting
	add := func(v cue.Value, key ...string) { all = append(all, p.settings(v, key)...) }
	from := p.parts
	all = append(all, Setting{[]string{"extends"}, p.compiled.preset, p.Origin("extends")})
	add(from.catalog, "catalog")
	for _, r := range p.readings {
		if path == "" || p.ReadingFor(path) == r {
			add(field(from.reading, r.Name), "reading", r.Name)
		}
	}
	for _, l := range p.ladders {
		if path == "" || p.LadderFor(path) == l {
			add(field(from.ladders, l.Name), "ladders", l.Name)
		}
	}
	for _, k := range p.kinds {
		key := []string{"sections", k.Kind}
		add(field(from.sections, k.Kind), key...)
		if !field(from.sections, k.Kind, "required").Exists() {
			all = append(all, Setting{append(key, "required"), k.Required, Origin{By: ByBuiltin}})
		}
	}
	add(from.inheritance, "inheritance")
	if p.own.syntax != nil {
		add(field(p.own.value, "wording"), "wording")
	}
	add(from.roster, "roster")
	for _, r := range p.rules {
		key := []string{"rules", r.ID, "severity"}
		all = append(all, Setting{key, string(r.Severity), p.Origin(key...)})
	}
	if path == "" {
		return all
	}
	for _, o := range p.OverridesFor(path) {
		for _, s := range o.settings() {
			all = with(all, s)
		}
	}
	return all
}

// settings are the values below a key, as they are without a choice of the catalog.
func (p *Policy) settings(v cue.Value, key []string) []Setting {
	if !v.Exists() {
		return nil
	}
	if v.IncompleteKind() == cue.StructKind {
		var all []Setting
		var d decoder
		d.each(v, func(name string, v cue.Value) {
			all = append(all, p.settings(v, append(slices.Clone(key), name))...)
		})
		return all
	}
	src, err := v.MarshalJSON()
	if err != nil {
		return nil // a policy that was decoded has none
	}
	var value any
	if err := json.Unmarshal(src, &value); err != nil {
		return nil
	}
	return []Setting{{key, value, p.Origin(key...)}}
}

// settings are the values that an override says.
func (o Override) settings() []Setting {
	var all []Setting
	add := func(value any, key ...string) {
		all = append(all, Setting{key, value, Origin{By: ByOverride, Place: o.PlaceOf(key...)}})
	}
	for _, kind := range slices.Sorted(maps.Keys(o.Sections)) {
		c := o.Sections[kind]
		if c.Required != "" {
			add(c.Required, "sections", kind, "required")
		}
		if c.Severity != "" {
			add(string(c.Severity), "sections", kind, "severity")
		}
		if c.MinItems != nil {
			add(float64(*c.MinItems), "sections", kind, "min_items")
		}
		if c.MaxItems != nil {
			add(float64(*c.MaxItems), "sections", kind, "max_items")
		}
		for _, text := range slices.Sorted(maps.Keys(c.Items)) {
			add(c.Items[text], "sections", kind, "items", text)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(o.Rules)) {
		add(string(o.Rules[id]), "rules", id, "severity")
	}
	return all
}

// with are settings with one that overrules another, or stands behind its like if there is no other.
func with(all []Setting, s Setting) []Setting {
	behind := len(all)
	for i, other := range all {
		if slices.Equal(other.Key, s.Key) {
			all[i] = s
			return all
		}
		if slices.Equal(other.Key[:min(2, len(other.Key))], s.Key[:2]) {
			behind = i + 1
		}
	}
	return slices.Insert(all, behind, s)
}
