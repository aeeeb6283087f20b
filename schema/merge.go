package schema

import (
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
)

// parts are a policy taken apart into what is decoded by itself.
type parts struct {
	catalog, reading, ladders, sections, inheritance, wording, roster, overrides cue.Value

	rules   []ruleValue // in any order
	changed []cue.Value // what the catalog has a say in
}

// ruleValue is one rule of a policy.
type ruleValue struct {
	id    string
	value cue.Value
}

// builtin are the parts of the policy without a jobcat.cue.
func (c *compiled) builtin() parts {
	base := c.base()
	p := parts{
		catalog:     field(base, "catalog"),
		reading:     field(base, "reading"),
		ladders:     field(base, "ladders"),
		sections:    field(base, "sections"),
		inheritance: field(base, "inheritance"),
		wording:     field(base, "wording"),
		roster:      field(base, "roster"),
		overrides:   field(base, "overrides"),
	}
	p.rules = rulesOf(base)
	return p
}

// base is the built-in policy.
func (c *compiled) base() cue.Value { return c.pkg.LookupPath(policyPath) }

func rulesOf(policy cue.Value) []ruleValue {
	var rules []ruleValue
	var d decoder
	d.each(field(policy, "rules"), func(id string, v cue.Value) { rules = append(rules, ruleValue{id, v}) })
	return rules
}

// merge unifies the built-in policy with a catalog's file. Only the parts and rules that the file names are evaluated
// again, which is most of the time of loading it, unless the file makes fields by comprehensions or patterns: then
// nobody but CUE knows which ones.
func (c *compiled) merge(own cue.Value, f *ast.File) parts {
	p := c.builtin()
	if _, all := valuesAt(f.Decls, "rules", ""); !all {
		policy := c.base().Unify(own)
		return parts{
			catalog:     field(policy, "catalog"),
			reading:     field(policy, "reading"),
			ladders:     field(policy, "ladders"),
			sections:    field(policy, "sections"),
			inheritance: field(policy, "inheritance"),
			wording:     field(policy, "wording"),
			roster:      field(policy, "roster"),
			overrides:   field(policy, "overrides"),
			rules:       rulesOf(policy),
			changed:     []cue.Value{policy},
		}
	}
	for _, part := range []struct {
		key   string
		value *cue.Value
	}{{"catalog", &p.catalog}, {"reading", &p.reading}, {"ladders", &p.ladders}, {"sections", &p.sections}, {"inheritance", &p.inheritance}, {"wording", &p.wording}, {"roster", &p.roster}, {"overrides", &p.overrides}} {
		if v := field(own, part.key); v.Exists() {
			*part.value = part.value.Unify(v)
			p.changed = append(p.changed, *part.value)
		}
	}
	for _, r := range rulesOf(own) {
		i := slices.IndexFunc(p.rules, func(b ruleValue) bool { return b.id == r.id })
		if i < 0 {
			i = len(p.rules)
			p.rules = append(p.rules, ruleValue{r.id, c.newRule(r.id)})
		}
		p.rules[i].value = p.rules[i].value.Unify(r.value)
		p.changed = append(p.changed, p.rules[i].value)
	}
	return p
}

// newRule is what the policy says about a rule that it does not have.
func (c *compiled) newRule(id string) cue.Value {
	return c.entry(c.pkg.LookupPath(cue.MakePath(cue.Def("#Rules"))), id)
}

// entry is what a struct of the policy says about a field that it allows and does not have.
func (c *compiled) entry(v cue.Value, name string) cue.Value {
	named := c.ctx.BuildExpr(ast.NewStruct(ast.NewString(name), ast.NewIdent("_")))
	return field(v.Unify(named), name)
}
