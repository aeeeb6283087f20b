package lint

import "jobcat/schema"

// scope is what a page is judged by. Pages with the same overrides in the policy share one.
type scope struct {
	policy   *schema.Policy
	order    []schema.SectionKind           // in the order of a page
	kinds    map[string]*schema.SectionKind // the same by their names
	required map[string][][]string          // the words of the items that a kind of section is to have
	judged   map[string][]*schema.Rule      // by what they are on, in the policy's order; those that are off are left out
	rules    map[string]*schema.Rule        // the observed ones that are not off, by id
}

func newScope(policy *schema.Policy) *scope {
	s := &scope{
		policy:   policy,
		order:    policy.Kinds(),
		kinds:    map[string]*schema.SectionKind{},
		required: map[string][][]string{},
		judged:   map[string][]*schema.Rule{},
		rules:    map[string]*schema.Rule{},
	}
	for i := range s.order {
		k := &s.order[i]
		s.kinds[k.Kind] = k
		for _, item := range k.Items {
			s.required[k.Kind] = append(s.required[k.Kind], itemWords(item.Text))
		}
	}
	for _, r := range policy.Rules() {
		switch {
		case r.Severity == schema.Off:
		case r.Judged():
			s.judged[r.On] = append(s.judged[r.On], r)
		default:
			s.rules[r.ID] = r
		}
	}
	return s
}

// scopes are what each page of a catalog is judged by, by its path, the registry included.
func scopes(l *linter) map[string]*scope {
	byPath := map[string]*scope{}
	byPolicy := map[*schema.Policy]*scope{}
	add := func(path string) {
		policy := l.whole.At(path)
		if byPolicy[policy] == nil {
			byPolicy[policy] = newScope(policy)
		}
		byPath[path] = byPolicy[policy]
	}
	for _, c := range l.catalog.Pages {
		add(c.File.Path)
	}
	if r := l.catalog.Registry; r != nil {
		add(r.File.Path)
	}
	return byPath
}

// isOn reports whether a rule is on for any page.
func (l *linter) isOn(id string) bool {
	for _, s := range l.scopes {
		if r := s.policy.Rule(id); r != nil && r.Severity != schema.Off {
			return true
		}
	}
	return false
}
