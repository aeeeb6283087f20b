package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
)

// groups are the chapters of the rules, in the order in which they are listed.
var groups = []string{"reading", "grades", "inheritance", "sections", "references", "wording", "own"}

// dialects are looked at in this order: hugo takes whatever the others leave.
var dialects = []string{"kramdown", "kramdown-gfm", "hugo"}

// decoder takes plain data out of a policy. It keeps the first error, so that reading goes on without a check behind
// every value; the policy has been validated before, so there is one only if Go and CUE disagree about its shape.
type decoder struct {
	err error
}

// decode takes the data out of a policy that is known to be valid. The syntax of the catalog's own file, if there is
// one, is given in own.
func (c *compiled) decode(from parts, own *ast.File) (*Policy, error) {
	var d decoder
	p := &Policy{compiled: c, parts: from, byID: map[string]*Rule{}}
	p.catalog = d.catalog(from.catalog)
	p.readings = d.readings(field(c.base(), "reading"), from.reading)
	p.ladders = d.ladders(field(c.base(), "ladders"), from.ladders, field(c.pkg, "tracks"))
	p.kinds = d.kinds(field(c.base(), "sections"), from.sections)
	p.inheritance = d.inheritance(from.inheritance)
	p.wording = d.wording(field(c.pkg, "phrases"), from.wording)
	p.roster = d.roster(from.roster)
	for _, from := range from.rules {
		r := d.rule(from.id, from.value)
		r.when = c.pattern(r, field(from.value, "when"), "when", own, p.kinds)
		r.must = c.pattern(r, field(from.value, "must"), "must", own, p.kinds)
		p.rules = append(p.rules, r)
		p.byID[r.ID] = r
	}
	slices.SortFunc(p.rules, func(a, b *Rule) int {
		return cmp.Or(cmp.Compare(slices.Index(groups, a.Group), slices.Index(groups, b.Group)), cmp.Compare(a.ID, b.ID))
	})
	if d.err != nil {
		return nil, fmt.Errorf("read the policy: %w", d.err)
	}
	return p, nil
}

func (d *decoder) catalog(v cue.Value) CatalogOptions {
	o := CatalogOptions{
		Roots:        d.strings(field(v, "roots")),
		UsualRoots:   d.strings(field(v, "usual_roots")),
		SitePrefixes: d.chosen(field(v, "site_prefixes")),
		Redirects:    map[string]string{},
		Registry:     d.string(field(v, "registry")),
		Baseline:     d.string(field(v, "baseline")),
		IndexPages:   d.strings(field(v, "index_pages")),
		Ignore:       d.chosen(field(v, "ignore")),
	}
	d.each(field(v, "redirects"), func(from string, to cue.Value) { o.Redirects[from] = d.string(to) })
	for _, name := range dialects {
		o.Dialects = append(o.Dialects, DialectPaths{name, d.strings(field(v, "dialects", name))})
	}
	return o
}

// ladders are the ladders: the default, those of the preset, those of the catalog.
func (d *decoder) ladders(base, v, tracks cue.Value) []*Ladder {
	individual, management := d.strings(field(tracks, "individual")), d.strings(field(tracks, "management"))
	var ladders []*Ladder
	d.eachAfter(base, v, func(name string, v cue.Value) {
		l := &Ladder{Name: name, Paths: d.strings(field(v, "paths")), Known: d.numbers(field(v, "grades")), Titles: map[string][]float64{}}
		l.Individual = d.steps(field(v, "rungs"), individual)
		l.Management = d.steps(field(v, "rungs"), management)
		l.Page = d.optional(field(v, "page"))
		d.each(field(v, "titles"), func(title string, grades cue.Value) { l.Titles[title] = d.numbers(grades) })
		if name == "default" {
			ladders = slices.Insert(ladders, 0, l)
		} else {
			ladders = append(ladders, l)
		}
	})
	return ladders
}

func (d *decoder) steps(v cue.Value, rungs []string) []Step {
	var steps []Step
	for _, rung := range rungs {
		if grades := field(v, rung); grades.Exists() {
			steps = append(steps, Step{rung, d.numbers(grades)})
		}
	}
	return steps
}

// kinds are the kinds of sections, those of the preset before those of the catalog.
func (d *decoder) kinds(base, v cue.Value) []SectionKind {
	var kinds []SectionKind
	d.eachAfter(base, v, func(kind string, v cue.Value) {
		usual := d.string(field(v, "usual"))
		k := SectionKind{Kind: kind, Titles: []string{usual}, Aliases: d.chosen(field(v, "aliases")), Required: "nowhere", Severity: Error}
		k.Purpose = d.optional(field(v, "purpose"))
		for _, title := range d.chosen(field(v, "titles")) {
			if title != usual {
				k.Titles = append(k.Titles, title)
			}
		}
		if r := field(v, "required"); r.Exists() {
			k.Required = d.string(r)
		}
		if s := field(v, "severity"); s.Exists() {
			k.Severity = Severity(d.string(s))
		}
		for _, text := range d.chosen(field(v, "items")) {
			k.Items = append(k.Items, RequiredItem{text})
		}
		k.MinItems, k.MaxItems = d.count(field(v, "min_items")), d.count(field(v, "max_items"))
		k.Template = d.optional(field(v, "template"))
		kinds = append(kinds, k)
	})
	// What was the usual word is one no longer if the catalog has another; it is still understood.
	for i, k := range kinds {
		if word := d.optional(field(base, k.Kind, "usual")); word != "" && !field(v, k.Kind, "aliases", word).Exists() && !isHeading(word, kinds) {
			kinds[i].Aliases = append(slices.Clone(k.Aliases), word)
			slices.Sort(kinds[i].Aliases)
		}
	}
	return kinds
}

// isHeading reports whether a heading is one of a kind of section.
func isHeading(heading string, kinds []SectionKind) bool {
	return slices.ContainsFunc(kinds, func(k SectionKind) bool {
		return slices.ContainsFunc(slices.Concat(k.Titles, k.Aliases), func(h string) bool { return headingKey(h) == headingKey(heading) })
	})
}

func (d *decoder) inheritance(v cue.Value) Inheritance {
	return Inheritance{Mode: d.string(field(v, "mode")), Own: d.chosen(field(v, "own")), Statement: d.string(field(v, "statement"))}
}

func (d *decoder) rule(id string, v cue.Value) *Rule {
	r := &Rule{
		ID:       id,
		Group:    d.string(field(v, "group")),
		On:       d.string(field(v, "on")),
		At:       d.optional(field(v, "at")),
		Severity: Severity(d.string(field(v, "severity"))),
		Fix:      d.string(field(v, "fix")),
		Summary:  d.optional(field(v, "title")),
		Message:  d.string(field(v, "message")),
		Why:      d.string(field(v, "why")),
		Remedy:   d.string(field(v, "remedy")),
		Since:    d.optional(field(v, "since")),
		Settings: d.strings(field(v, "settings")),

		Suppressible: d.bool(field(v, "suppressible")),
	}
	if example := field(v, "example"); example.Exists() {
		r.Bad, r.Good = d.string(field(example, "bad")), d.string(field(example, "good"))
	}
	if r.Summary == "" {
		r.Summary = r.Gist()
	}
	return r
}

// pattern is a rule's `when` or `must`, or nil if it has none.
func (c *compiled) pattern(r *Rule, v cue.Value, name string, own *ast.File, kinds []SectionKind) *pattern {
	if !v.Exists() {
		return nil
	}
	var written []ast.Expr
	for _, f := range c.files {
		exprs, _ := valuesAt(f.Decls, "#Policy", "rules", r.ID, name) // policy.cue alone has a pattern there: its types
		written = append(written, exprs...)
	}
	seen, of := true, Evaluation{Rule: r.ID}
	if own != nil {
		var exprs []ast.Expr
		exprs, seen = valuesAt(own.Decls, "rules", r.ID, name)
		written = append(written, exprs...)
		of.Path = own.Filename
		if len(exprs) > 0 {
			of.Line = exprs[0].Pos().Line()
		}
	}
	named, plain := namedFacts(written)
	p := newPattern(c.ctx, of, v, named, plain && seen && len(written) > 0, func() []string { return c.allFacts(r.On, kinds) })
	p.source = written
	return p
}

// allFacts are the names of all facts of a kind of entity, those per kind of section included.
func (c *compiled) allFacts(on string, kinds []SectionKind) []string {
	var names []string
	for _, fact := range factsIn(c.facts, on) {
		name, each := strings.CutSuffix(fact.Name, perKind)
		if !each {
			names = append(names, name)
			continue
		}
		for _, k := range kinds {
			names = append(names, name+"."+k.Kind)
		}
	}
	return names
}

// field is the field below a value at a path of names, or a value that does not exist.
func field(v cue.Value, path ...string) cue.Value {
	selectors := make([]cue.Selector, len(path))
	for i, name := range path {
		selectors[i] = cue.Str(name)
	}
	return v.LookupPath(cue.MakePath(selectors...))
}

func (d *decoder) keep(err error) {
	if d.err == nil && err != nil {
		d.err = err
	}
}

// each visits the fields of a struct, if it exists, in the order in which they are written.
func (d *decoder) each(v cue.Value, visit func(name string, v cue.Value)) {
	if !v.Exists() {
		return
	}
	fields, err := v.Fields()
	if err != nil {
		d.keep(err)
		return
	}
	for fields.Next() {
		visit(fields.Selector().Unquoted(), fields.Value())
	}
}

// eachAfter visits the fields that a struct has in common with the one that it was made from, then the others, in the
// order in which they are written. CUE keeps the order within a file, and gives none between two.
func (d *decoder) eachAfter(base, v cue.Value, visit func(name string, v cue.Value)) {
	d.each(base, func(name string, _ cue.Value) { visit(name, field(v, name)) })
	d.each(v, func(name string, v cue.Value) {
		if !field(base, name).Exists() {
			visit(name, v)
		}
	})
}

// chosen are the names of a struct's fields that are true, sorted.
func (d *decoder) chosen(v cue.Value) []string {
	var names []string
	d.each(v, func(name string, v cue.Value) {
		on, err := v.Bool()
		d.keep(err)
		if on {
			names = append(names, name)
		}
	})
	slices.Sort(names)
	return names
}

func (d *decoder) string(v cue.Value) string {
	s, err := v.String()
	d.keep(err)
	return s
}

func (d *decoder) optional(v cue.Value) string {
	if !v.Exists() {
		return ""
	}
	return d.string(v)
}

func (d *decoder) count(v cue.Value) int {
	if !v.Exists() {
		return 0
	}
	n, err := v.Int64()
	d.keep(err)
	return int(n)
}

func (d *decoder) strings(v cue.Value) []string {
	var list []string
	d.list(v, func(v cue.Value) { list = append(list, d.string(v)) })
	return list
}

// numbers are a list of numbers, ascending.
func (d *decoder) numbers(v cue.Value) []float64 {
	var list []float64
	d.list(v, func(v cue.Value) {
		n, err := v.Float64()
		d.keep(err)
		list = append(list, n)
	})
	slices.Sort(list)
	return list
}

func (d *decoder) list(v cue.Value, visit func(cue.Value)) {
	if !v.Exists() {
		return
	}
	if def, ok := v.Default(); ok {
		v = def
	}
	items, err := v.List()
	if err != nil {
		d.keep(err)
		return
	}
	for items.Next() {
		visit(items.Value())
	}
}
