package schema

import (
	"maps"

	"cuelang.org/go/cue"
)

// Phrases are the words and phrases on one of the policy's lists, such as "vacancy": true for what is looked for,
// false for what keeps the words that it contains from being found. The list is empty if there is none of that name.
func (p *Policy) Phrases(list string) map[string]bool { return maps.Clone(p.wording[list]) }

// wording is the lists of phrases with what a catalog adds to them and takes away.
func (d *decoder) wording(built, own cue.Value) map[string]map[string]bool {
	lists := map[string]map[string]bool{}
	d.each(built, func(name string, v cue.Value) {
		list := map[string]bool{}
		for _, phrase := range d.strings(field(v, "find")) {
			list[phrase] = true
		}
		for _, phrase := range d.strings(field(v, "ignore")) {
			list[phrase] = false
		}
		d.each(field(own, name), func(phrase string, v cue.Value) {
			looked, err := v.Bool()
			d.keep(err)
			list[phrase] = looked
		})
		lists[name] = list
	})
	return lists
}
