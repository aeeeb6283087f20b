package schema

import (
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
)

// Rule is one thing that can be wrong, with all its words.
//
// If Judged reports true, CUE decides over the facts of an entity; else the rule is observed: whoever finds what it is
// about has found something wrong.
type Rule struct {
	ID       string
	Group    string // the chapter: "reading", "grades", "inheritance", "sections", "references", "wording", "own"
	On       string // the kind of entity whose facts it asks for: "level"
	At       string // which place of the entity is reported; "" for the one that it is known by
	Severity Severity
	Fix      string // "none", "safe" or "unsafe"
	Summary  string // what is wrong, in a few words; where a catalog's own rule has none, the message with its facts left open
	Message  string // what is wrong here; with facts in braces
	Why      string
	Remedy   string // what to do; with facts in braces
	Since    string // the version that brought it; "" for a catalog's own rule
	Bad      string // a page where the rule speaks, or a txtar archive of several; "" for none
	Good     string // the same where it is silent

	Settings     []string // the keys of a jobcat.cue, beside its own, that change what it finds: "sections.KIND.required"
	Suppressible bool     // whether the author of a page may allow what it finds there

	when, must *pattern
}

// Facts are what is known about one entity. A name is the path of the fact in schema/facts.cue: "rung",
// "sections.career_ladder". The value is a string, an int, a float64, a bool, nil for no number, or a list of strings
// or numbers.
type Facts interface{ Fact(name string) any }

// Judged reports whether the rule is decided by Judge.
func (r *Rule) Judged() bool { return r.must != nil }

// Judge reports whether the entity is wrong: the rule's `when` fits its facts, and its `must` does not. A rule that is
// not judged finds nothing wrong.
func (r *Rule) Judge(f Facts) bool {
	return r.must != nil && r.Concerns(f) && !r.must.fits(f)
}

// Pattern is the rule's `when` and `must` as CUE, "" for a rule that is not judged.
func (r *Rule) Pattern() string {
	var lines strings.Builder
	for _, p := range []struct {
		key string
		*pattern
	}{{"when", r.when}, {"must", r.must}} {
		if r.must == nil || p.pattern == nil {
			continue
		}
		for _, expr := range p.source {
			if src, err := format.Node(&ast.Field{Label: ast.NewIdent(p.key), Value: expr}, format.Simplify()); err == nil {
				lines.Write(append(src, '\n'))
			}
		}
	}
	return lines.String()
}

// Concerns reports whether the rule's `when` fits the facts of an entity; a rule without one concerns all. What is
// observed of an entity that the rule does not concern is not wrong.
func (r *Rule) Concerns(f Facts) bool { return r.when == nil || r.when.fits(f) }

// Words are the rule's message and remedy for one entity, with its facts filled in. What the message quotes at length is
// cut.
func (r *Rule) Words(f Facts) (message, remedy string) {
	return fillShort(r.Message, f), fill(r.Remedy, f)
}

// Unmet are the facts by which the rule's `when` does not fit an entity, as people read them: `rung is "senior"`. There
// are none if it fits, and if `when` is more than fields with values, so that it is asked as a whole.
func (r *Rule) Unmet(f Facts) []string { return r.when.unmet(f) }

// Kept are the facts by which the rule's `must` fits an entity, as people read them; none if it does not fit.
func (r *Rule) Kept(f Facts) []string {
	if r.must == nil || !r.must.fits(f) {
		return nil
	}
	var kept []string
	for _, q := range r.must.fields {
		kept = append(kept, q.factWords(f))
	}
	return kept
}

func (p *pattern) unmet(f Facts) []string {
	if p == nil {
		return nil
	}
	var unmet []string
	for _, q := range p.fields {
		if !q.fits(f.Fact(q.fact)) {
			unmet = append(unmet, q.factWords(f))
		}
	}
	return unmet
}

// factWords say what an entity's fact is: `rung is "senior"`.
func (q *question) factWords(f Facts) string {
	value := f.Fact(q.fact)
	if text, ok := value.(string); ok {
		return q.fact + " is " + strconv.Quote(short(text))
	}
	return q.fact + " is " + word(value)
}

// Gist is the message with its facts left open: "… has no tools".
func (r *Rule) Gist() string { return braces.ReplaceAllString(r.Message, "…") }
