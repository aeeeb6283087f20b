package lint

import (
	"regexp"

	"jobcat/catalog"
	"jobcat/schema"
)

// Inheritance is what levels take over from others, as the policy says.
func Inheritance(p *schema.Policy) catalog.Inheritance {
	i := p.Inheritance()
	return catalog.Inheritance{Mode: catalog.InheritanceMode(i.Mode), Own: i.Own}
}

// effectiveOf is a level of the page with everything that it inherits.
func (p *page) effectiveOf(l *catalog.Level) *catalog.Effective {
	e := p.effective[l]
	if e == nil {
		e = p.graph.Effective(l, Inheritance(p.whole))
		p.effective[l] = e
	}
	return e
}

// effectiveSection is all that holds for a level of the page by sections of a kind, nil if nothing does.
func (p *page) effectiveSection(l *catalog.Level, kind string) *catalog.EffectiveSection {
	if p.takesOver(l) {
		return p.effectiveOf(l).Section(kind) // other kinds are asked for, too
	}
	return p.graph.EffectiveSection(l, kind, Inheritance(p.whole))
}

// takesOver reports whether a level can have something from other levels.
func (p *page) takesOver(l *catalog.Level) bool {
	return len(l.Extends) > 0 || p.whole.Inheritance().Mode != string(catalog.ByStatement)
}

// inherits is how many sections of a kind a level inherits. A statement that is not understood may bring one, so it counts.
func (p *page) inherits(l *catalog.Level, kind string) int {
	if !p.takesOver(l) {
		return 0
	}
	n := 0
	if s := p.effectiveOf(l).Section(kind); s != nil {
		for _, part := range s.Parts {
			if part.From == catalog.FromInherited {
				n++
			}
		}
	}
	levels, doubt := p.forerunners(l, kind)
	if doubt {
		n++
	}
	for _, from := range levels {
		// What a folder of levels has in common stands on a page of its own.
		if f := from.Family; f.PartOf != "" && f.PartOf != l.Family.PartOf {
			n += p.folders[f.PartOf][kind]
		}
	}
	return n
}

// forerunners are the levels that a level takes a kind of section over from, near and far. There is doubt if what
// one of them says is not understood, leads back, or is about another kind than it stands in: it is wrong in itself, and
// what it would bring if it were right is not known.
func (p *page) forerunners(l *catalog.Level, kind string) (all []*catalog.Level, doubt bool) {
	if len(l.Extends) == 0 {
		return nil, false
	}
	met := map[*catalog.Level]bool{l: true}
	for queue := []*catalog.Level{l}; len(queue) > 0; queue = queue[1:] {
		for _, x := range queue[0].Extends {
			if x.Of != kind && x.Of != catalog.WholeRole {
				doubt = doubt || x.In == kind || mentions(x, kind) // the wrong word, the wrong place, or more than one kind
				continue
			}
			r := p.graph.Extends(x)
			switch r.Outcome {
			case catalog.Ambiguous, catalog.Dangling, catalog.Outside:
				doubt = true
			case catalog.WholeFamily:
				doubt = doubt || r.How == catalog.ByFamilyTitle
			}
			for _, to := range r.Targets() {
				doubt = doubt || to == l || to == queue[0]
				if !met[to] {
					met[to] = true
					all = append(all, to)
					queue = append(queue, to)
				}
			}
		}
	}
	return all, doubt
}

var wholeRole = regexp.MustCompile(`(?i)\b(?:roles?|expectations)\b`)

// mentions reports whether a statement that is about one kind of section may be about another, too: it names both, or
// speaks of the role.
func mentions(x *catalog.Extends, kind string) bool {
	words := x.Statement.String
	ofRole := (holds(words, "role") || holds(words, "expectations")) && wholeRole.MatchString(words)
	return ofRole || dutyWords[kind] != nil && dutyWords[kind].MatchString(words)
}
