package schema

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
)

// pattern is a rule's `when` or `must`. CUE decides whether facts fit it, once for each combination of values: what
// depends on the values of a few facts alone need not be asked again for every entity.
//
// Most patterns are plain: a struct of fields that do not refer to each other. Such a pattern fits if each of its
// fields does, so its fields are asked, and remembered, one by one. Any other pattern is asked as a whole, with all
// facts of the entity.
type pattern struct {
	ctx    *cue.Context
	of     Evaluation // what it is for CUE to evaluate it
	source []ast.Expr // as it is written, without what comprehensions make
	value  cue.Value
	fields []*question     // one per fact that a plain pattern names; nil for one that is asked as a whole
	facts  func() []string // the names of all facts of the entity, for one that is asked as a whole
	whole  sync.Map        // the values of all facts, as text, to whether they fit
}

// question is one field of a plain pattern.
type question struct {
	ctx   *cue.Context
	of    Evaluation
	fact  string
	value func() cue.Value // evaluated at the first use
	quick func() answer    // the same, for the questions that need no CUE; nil for the others
	known sync.Map         // the fact's value to whether it fits
}

// answer says whether a fact fits a question, and whether it can tell for a fact of that type.
type answer func(fact any) (fits, sure bool)

// newPattern is the pattern over the named facts, or over all facts if it is not plain.
func newPattern(ctx *cue.Context, of Evaluation, value cue.Value, named []string, plain bool, all func() []string) *pattern {
	p := &pattern{ctx: ctx, of: of, value: value, facts: sync.OnceValue(all)}
	if !plain {
		return p
	}
	p.fields = []*question{}
	for _, fact := range named {
		asked := sync.OnceValue(func() cue.Value { return value.LookupPath(factPath(fact)) })
		p.fields = append(p.fields, &question{
			ctx:   ctx,
			of:    of,
			fact:  fact,
			value: asked,
			quick: sync.OnceValue(func() answer {
				defer of.begin()()
				return quickAnswer(asked())
			}),
		})
	}
	return p
}

func factPath(name string) cue.Path {
	var selectors []cue.Selector
	for _, s := range strings.Split(name, ".") {
		selectors = append(selectors, cue.Str(s))
	}
	return cue.MakePath(selectors...)
}

// fits reports whether the facts of an entity unify with the pattern.
func (p *pattern) fits(f Facts) bool {
	if p.fields == nil {
		return p.fitsWhole(f)
	}
	for _, q := range p.fields {
		if !q.fits(f.Fact(q.fact)) {
			return false
		}
	}
	return true
}

// quickAnswer compares as CUE would where one value or one of several is asked for, any other text than one, a text of some
// form or of any other, or a number beyond a whole one: nearly all rules do, and most texts are new, so that no memory of
// earlier ones helps.
func quickAnswer(asked cue.Value) answer {
	op, operands := asked.Eval().Expr()
	switch op {
	case cue.AndOp:
		return allOf(operands)
	case cue.OrOp:
		return anyOf(operands)
	}
	if len(operands) != 1 {
		return nil
	}
	text, err := operands[0].String()
	isText := err == nil
	switch {
	case op == cue.NoOp && isText:
		return equal(text)
	case op == cue.NotEqualOp && isText:
		return func(fact any) (fits, sure bool) {
			said, sure := fact.(string)
			return said != text, sure
		}
	case (op == cue.RegexMatchOp || op == cue.NotRegexMatchOp) && isText:
		form, err := regexp.Compile(text)
		if err != nil {
			return nil
		}
		return func(fact any) (fits, sure bool) {
			said, sure := fact.(string)
			return sure && form.MatchString(said) == (op == cue.RegexMatchOp), sure
		}
	case op != cue.NoOp:
		return bound(op, operands[0])
	case asked.IsNull():
		return func(fact any) (fits, sure bool) { return fact == nil, true }
	case asked.IncompleteKind() == cue.IntKind && !asked.IsConcrete(): // of a fact that is always one: "int & >0"
		return func(fact any) (fits, sure bool) {
			_, is := fact.(int)
			return is, is
		}
	}
	if yes, err := asked.Bool(); err == nil {
		return equal(yes)
	}
	if n, err := asked.Int64(); err == nil && asked.Kind() == cue.IntKind {
		return equal(int(n))
	}
	return nil
}

// allOf is the answer to several questions at once.
func allOf(asked []cue.Value) answer {
	var all []answer
	for _, one := range asked {
		quick := quickAnswer(one)
		if quick == nil {
			return nil
		}
		all = append(all, quick)
	}
	return func(fact any) (fits, sure bool) {
		for _, quick := range all {
			if fits, sure := quick(fact); !fits || !sure {
				return fits, sure
			}
		}
		return true, true
	}
}

// anyOf is the answer to questions of which one has to be fitted.
func anyOf(asked []cue.Value) answer {
	var all []answer
	for _, one := range asked {
		quick := quickAnswer(one)
		if quick == nil {
			return nil
		}
		all = append(all, quick)
	}
	return func(fact any) (fits, sure bool) {
		for _, quick := range all {
			if fits, sure := quick(fact); fits || !sure {
				return fits, sure
			}
		}
		return false, true
	}
}

// bound is the answer to whether a number is above or below a whole one, nil for other questions.
func bound(op cue.Op, limit cue.Value) answer {
	n, err := limit.Int64()
	if err != nil || limit.Kind() != cue.IntKind {
		return nil
	}
	var fits func(order int) bool // of the fact and the limit
	switch op {
	case cue.LessThanOp:
		fits = func(order int) bool { return order < 0 }
	case cue.LessThanEqualOp:
		fits = func(order int) bool { return order <= 0 }
	case cue.GreaterThanOp:
		fits = func(order int) bool { return order > 0 }
	case cue.GreaterThanEqualOp:
		fits = func(order int) bool { return order >= 0 }
	default:
		return nil
	}
	return func(fact any) (bool, bool) {
		switch said := fact.(type) {
		case int:
			return fits(cmp.Compare(int64(said), n)), true
		case float64:
			return fits(cmp.Compare(said, float64(n))), !math.IsNaN(said)
		}
		return false, false
	}
}

func equal[T comparable](asked T) answer {
	return func(fact any) (fits, sure bool) {
		is, sure := fact.(T)
		return is == asked, sure
	}
}

func (q *question) fits(fact any) bool {
	if quick := q.quick(); quick != nil {
		if fits, sure := quick(fact); sure {
			return fits
		}
	}
	key := memoKey(fact)
	if known, ok := q.known.Load(key); ok {
		return known.(bool)
	}
	defer q.of.begin()()
	ok := q.value().Unify(q.ctx.Encode(number(fact))).Validate() == nil
	if text, isText := key.(string); isText {
		key = strings.Clone(text) // what is remembered must not keep the text of a file in memory
	}
	q.known.Store(key, ok)
	return ok
}

func (p *pattern) fitsWhole(f Facts) bool {
	var key strings.Builder
	for _, name := range p.facts() {
		fact := f.Fact(name)
		fmt.Fprintf(&key, "%T %#v\n", fact, fact)
	}
	if known, ok := p.whole.Load(key.String()); ok {
		return known.(bool)
	}
	defer p.of.begin()()
	ok := p.value.Unify(p.ctx.Encode(nested(p.facts(), f))).Validate() == nil
	p.whole.Store(key.String(), ok)
	return ok
}

// nested are the named facts as the struct that a pattern is held against.
func nested(names []string, f Facts) map[string]any {
	facts := map[string]any{}
	for _, name := range names {
		at := facts
		path := strings.Split(name, ".")
		for _, part := range path[:len(path)-1] {
			inner, ok := at[part].(map[string]any)
			if !ok {
				inner = map[string]any{}
				at[part] = inner
			}
			at = inner
		}
		at[path[len(path)-1]] = number(f.Fact(name))
	}
	return facts
}

// memoKey is a fact as the key of a map: lists have none of their own.
func memoKey(fact any) any {
	switch fact.(type) {
	case []string, []float64:
		return fmt.Sprintf("%#v", fact)
	}
	return fact
}

// number gives a fact as CUE compares it: 7.0 is no 7 to CUE, so whole numbers are integers.
func number(fact any) any {
	switch v := fact.(type) {
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return int64(v)
		}
	case []float64:
		ns := make([]any, len(v))
		for i, n := range v {
			ns[i] = number(n)
		}
		return ns
	case []string:
		if v == nil {
			return []string{} // nil would be null
		}
		return slices.Clone(v)
	}
	return fact
}
