package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"
	"github.com/bmatcuk/doublestar/v4"
)

// checker holds a jobcat.cue against the built-in policy, key by key, so that no problem hides another: CUE itself
// drops errors behind other errors. What the checker does not see, CUE says in the end.
type checker struct {
	*compiled
	*problems
	own cue.Value // the file

	reported [][]string // the paths that have a problem
}

// file checks the whole file.
func (c *checker) file(f *ast.File) {
	c.fields(c.base(), f.Decls, nil)
	c.newRules(f)
	c.newKinds(f)
	c.newLadders(f)
}

// fields checks the fields of a struct that the policy describes by the value at the same path.
func (c *checker) fields(policy cue.Value, decls []ast.Decl, path []string) {
	for _, d := range decls {
		f, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		name := labelOf(f)
		if id, ok := f.Label.(*ast.Ident); ok && (strings.HasPrefix(id.Name, "_") || strings.HasPrefix(id.Name, "#")) {
			continue // a definition or a hidden field: the file's own business
		}
		if name == "" {
			continue // a pattern or a computed name: left to CUE
		}
		at := append(slices.Clone(path), name)
		child, ok := c.child(policy, name, at)
		if !ok {
			c.report(f.Label.Pos(), at, "%s", c.unknownWords(policy, at))
			continue
		}
		if f.Constraint != token.ILLEGAL && !isPattern(at) {
			c.report(f.Label.Pos(), at, "%s%s gives no value; write it without the %q", dotted(at), f.Constraint, f.Constraint)
			continue
		}
		if len(at) == 3 && at[0] == "rules" && name == "must" && c.isObserved(at[1]) {
			c.report(f.Label.Pos(), at, "%s cannot be said: the rule finds what is wrong by reading; what it finds can be narrowed with when", dotted(at))
			continue
		}
		if s, ok := f.Value.(*ast.StructLit); ok && child.IncompleteKind()&cue.StructKind != 0 {
			c.fields(child, s.Elts, at)
			continue
		}
		c.value(child, f, at)
	}
}

// child is what the policy says about a field. It reports false if there can be no such field.
func (c *checker) child(policy cue.Value, name string, path []string) (cue.Value, bool) {
	if len(path) == 3 && path[0] == "rules" && (name == "when" || name == "must") {
		return c.factsOf(path[1]), true
	}
	if len(path) > 4 && isPattern(path) && !slices.Contains(c.kindNames(), name) {
		return cue.Value{}, false // a fact for each kind of section
	}
	if len(path) == 2 && path[0] == "wording" && !field(policy, name).Exists() {
		return cue.Value{}, false // nobody would look at the list
	}
	if v := field(policy, name); v.Exists() {
		return v, true
	}
	if v := policy.LookupPath(cue.MakePath(cue.Str(name).Optional())); v.Exists() {
		return v, true
	}
	if !policy.Allows(cue.Str(name)) {
		return cue.Value{}, false
	}
	if len(path) == 2 && path[0] == "rules" {
		return c.newRule(name), true
	}
	return c.entry(policy, name), true
}

// isPattern reports whether a path lies in a rule's `when` or `must`.
func isPattern(path []string) bool {
	return len(path) > 2 && path[0] == "rules" && (path[2] == "when" || path[2] == "must")
}

// isObserved reports whether a rule of the built-in policy is not decided by CUE.
func (c *checker) isObserved(rule string) bool {
	r := field(c.base(), "rules", rule)
	return r.Exists() && !field(r, "must").Exists()
}

// factsOf is what a rule's patterns can ask: the facts of the kind of entity that it is about.
func (c *checker) factsOf(rule string) cue.Value {
	facts := c.pkg.LookupPath(cue.MakePath(cue.Def("#Facts")))
	if v := field(facts, c.on(rule)); v.Exists() {
		return v
	}
	return c.ctx.BuildExpr(ast.NewIdent("_")) // that there is no such kind is said at `on`
}

// on is the kind of entity that a rule is about; "" if that is not said, or wrong.
func (c *checker) on(rule string) string {
	for _, v := range []cue.Value{c.base(), c.own} {
		if on, err := field(v, "rules", rule, "on").String(); err == nil {
			return on
		}
	}
	return ""
}

// value checks one value that is no struct, or should be none.
func (c *checker) value(policy cue.Value, f *ast.Field, path []string) {
	own := field(c.own, path...)
	if !own.Exists() {
		return
	}
	if err := own.Validate(); err != nil {
		if overlaps(path, c.reported) {
			return
		}
		c.reportDebug(f.Value.Pos(), path, debugWords(err), "%s is said twice here, and differently", dotted(path))
		return
	}
	both := policy.Unify(own)
	if err := both.Validate(); err != nil {
		c.reportDebug(c.deepest(err, f.Value.Pos()), path, debugWords(err), "%s", valueWords(policy, own, path))
		return
	}
	if err := both.Validate(cue.Concrete(true)); err != nil && !isPattern(path) {
		c.reportDebug(f.Value.Pos(), path, debugWords(err), "%s leaves open which value it has", dotted(path))
		return
	}
	c.texts(f, path)
}

// valueWords explain a value that the policy does not allow.
func valueWords(policy, own cue.Value, path []string) string {
	e := expect(policy)
	if e.fixed != "" {
		return fmt.Sprintf("%s is always %s", dotted(path), e.fixed)
	}
	if text, err := own.String(); err == nil {
		return fmt.Sprintf("%s is %q; it should be %s%s", dotted(path), text, e, didYouMean(text, e.words))
	}
	if own.IncompleteKind()&(cue.StructKind|cue.ListKind) == 0 && own.IsConcrete() {
		return fmt.Sprintf("%s is %v; it should be %s", dotted(path), own, e)
	}
	return fmt.Sprintf("%s should be %s", dotted(path), e)
}

// texts checks what texts hold: facts in braces, and globs.
func (c *checker) texts(f *ast.Field, path []string) {
	last := path[len(path)-1]
	switch {
	case len(path) == 3 && path[0] == "rules" && (last == "message" || last == "remedy"):
		text, err := field(c.own, path...).String()
		on := c.on(path[1])
		if err != nil || on == "" {
			return
		}
		facts := c.factNames(on)
		for _, m := range braces.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(facts, m[1]) {
				c.report(f.Value.Pos(), path, "%s names {%s}, and there is no such fact of a %s%s", dotted(path), m[1], on, instead(m[1], facts))
			}
		}
	case len(path) == 3 && (path[0] == "ladders" && last == "paths" || path[0] == "catalog" && path[1] == "dialects"):
		list, ok := f.Value.(*ast.ListLit)
		if !ok {
			return
		}
		for _, e := range list.Elts {
			lit, ok := e.(*ast.BasicLit)
			if !ok {
				continue
			}
			if glob, err := strconv.Unquote(lit.Value); err == nil {
				c.glob(lit.Pos(), glob, path)
			}
		}
	case len(path) == 3 && path[0] == "catalog" && path[1] == "ignore":
		c.glob(f.Label.Pos(), last, path)
	}
}

func (c *checker) glob(pos token.Pos, glob string, path []string) {
	if !doublestar.ValidatePattern(glob) {
		c.report(pos, path, "%q is no glob; check its brackets and braces", glob)
	}
}

// newRules checks the rules that the built-in policy does not have.
func (c *checker) newRules(f *ast.File) {
	known := c.fieldNames(field(c.base(), "rules"))
	for _, rule := range entries(f, "rules") {
		if slices.Contains(known, rule.name) || c.has(rule.path) {
			continue
		}
		if !c.says(rule.path, "message") {
			if n := Nearest(rule.name, known); n != "" {
				c.report(rule.pos, rule.path, "there is no rule %q; did you mean %q?", rule.name, n)
			} else {
				c.report(rule.pos, rule.path, "there is no rule %q; a rule of your own needs a message, and \"jobcat explain\" lists the others", rule.name)
			}
			continue
		}
		for _, key := range []struct{ name, want string }{
			{"on", `what it is about, such as on: "level"`},
			{"severity", `how much it matters, such as severity: "warning"`},
			{"must", "what has to hold, such as must: grades: >0"},
			{"why", "why anybody should care"},
			{"remedy", "what to do about it"},
		} {
			if !c.says(rule.path, key.name) {
				c.report(rule.pos, append(rule.path, key.name), "the rule %q has no %s: %s", rule.name, key.name, key.want)
			}
		}
	}
}

// newKinds checks the kinds of sections that the built-in policy does not have.
func (c *checker) newKinds(f *ast.File) {
	known := c.fieldNames(field(c.base(), "sections"))
	for _, kind := range entries(f, "sections") {
		if slices.Contains(known, kind.name) || c.has(kind.path) || c.says(kind.path, "usual") {
			continue
		}
		if n := Nearest(kind.name, known); n != "" {
			c.report(kind.pos, kind.path, "there is no kind of section %q; did you mean %q?", kind.name, n)
		} else {
			c.report(kind.pos, kind.path, "there is no kind of section %q; a kind of your own needs the word for it, such as usual: \"Working Hours\"", kind.name)
		}
	}
}

// newLadders checks the ladders that the built-in policy does not have.
func (c *checker) newLadders(f *ast.File) {
	known := c.fieldNames(field(c.base(), "ladders"))
	for _, ladder := range entries(f, "ladders") {
		if slices.Contains(known, ladder.name) || c.has(ladder.path) || c.says(ladder.path, "paths") {
			continue
		}
		if n := Nearest(ladder.name, known); n != "" {
			c.report(ladder.pos, ladder.path, "there is no ladder %q; did you mean %q?", ladder.name, n)
		} else {
			c.report(ladder.pos, ladder.path, "the ladder %q has no paths: nobody would climb it", ladder.name)
		}
	}
}

// entry is one name below a top-level key of a file, at its first place.
type entry struct {
	name string
	path []string
	pos  token.Pos
}

func entries(f *ast.File, key string) []entry {
	var list []entry
	values, _ := valuesAt(f.Decls, key)
	for _, v := range values {
		s, ok := v.(*ast.StructLit)
		if !ok {
			continue
		}
		for _, d := range s.Elts {
			field, ok := d.(*ast.Field)
			if !ok || labelOf(field) == "" {
				continue
			}
			name := labelOf(field)
			if !slices.ContainsFunc(list, func(e entry) bool { return e.name == name }) {
				list = append(list, entry{name, []string{key, name}, field.Label.Pos()})
			}
		}
	}
	return list
}

// rest reports what CUE refuses in the file and the checks above did not see: what comprehensions and patterns make.
// One place in the file can break many values; it is reported once.
func (c *checker) rest(changed []cue.Value) {
	byPath := map[string]errors.Error{}
	var paths [][]string
	var refused errors.Error
	for _, v := range changed {
		if err := v.Validate(); err != nil {
			refused = errors.Append(refused, errors.Promote(err, ""))
		}
	}
	for _, e := range errors.Errors(refused) {
		path := names(e.Path())
		if overlaps(path, c.reported) || len(path) == 0 && len(c.list) > 0 {
			continue
		}
		key := strings.Join(path, "\x00")
		if byPath[key] == nil {
			paths = append(paths, path)
		}
		byPath[key] = errors.Append(byPath[key], e)
	}
	slices.SortFunc(paths, slices.Compare)
	at := map[int]bool{}
	for _, path := range paths {
		err := byPath[strings.Join(path, "\x00")]
		pos := c.deepest(err, token.NoPos)
		if pos.IsValid() && at[pos.Offset()] {
			continue
		}
		if pos.IsValid() {
			at[pos.Offset()] = true
		}
		words := "this contradicts itself, or the policy that it changes"
		if base := field(c.base(), path...); len(path) > 0 && base.Exists() {
			words = valueWords(base, field(c.own, path...), path)
		} else if len(path) > 0 {
			words = dotted(path) + " cannot be so; it contradicts itself, or the policy that it changes"
		}
		c.addDebug(pos, debugWords(err), "%s", words)
	}
}

// names is the path of an error as plain names, without the definition that all paths of a policy begin with.
func names(path []string) []string {
	plain := slices.Clone(path)
	switch {
	case len(plain) > 0 && plain[0] == policyPath.String():
		plain = plain[1:]
	case len(plain) > 0 && plain[0] == "#Rules":
		plain[0] = "rules"
	}
	for i, name := range plain {
		if s, err := strconv.Unquote(name); err == nil {
			plain[i] = s
		}
	}
	return plain
}

// deepest is the last place in the file that an error speaks of, or the fallback if it speaks of none.
func (c *checker) deepest(err error, fallback token.Pos) token.Pos {
	best := fallback
	for _, e := range errors.Errors(err) {
		for _, p := range append(e.InputPositions(), e.Position()) {
			if p.IsValid() && p.Filename() == c.path && (!best.IsValid() || p.Offset() > best.Offset()) {
				best = p
			}
		}
	}
	return best
}

// unknownWords explains a key that cannot stand where it does.
func (c *checker) unknownWords(policy cue.Value, path []string) string {
	name, parent := path[len(path)-1], path[:len(path)-1]
	switch {
	case len(parent) == 1 && (parent[0] == "ladders" || parent[0] == "rules"):
		return strconv.Quote(name) + " is no name for one of the " + parent[0] + "; names are small letters and digits, joined by hyphens"
	case len(parent) == 1 && parent[0] == "sections":
		return strconv.Quote(name) + " is no name for a kind of section; names are small letters and digits, joined by underscores" + didYouMean(name, c.kindNames())
	case len(parent) == 1 && parent[0] == "wording":
		return "there is no list of words " + strconv.Quote(name) + instead(name, c.fieldNames(policy))
	case len(parent) == 3 && parent[0] == "ladders" && parent[2] == "rungs":
		return "there is no rung " + strconv.Quote(name) + instead(name, c.rungNames())
	case len(parent) == 3 && parent[0] == "rules" && (parent[2] == "when" || parent[2] == "must"):
		on := c.on(parent[1])
		return "there is no fact " + strconv.Quote(name) + " of a " + on + instead(name, c.fieldNames(policy))
	case len(parent) > 3 && parent[0] == "rules":
		return "there is no kind of section " + strconv.Quote(name) + instead(name, c.kindNames())
	case len(parent) == 2 && parent[1] == "site_prefixes":
		return strconv.Quote(name) + ` is no site; it should be an address without a path, such as "https://about.gitlab.com"`
	case len(parent) == 2 && parent[1] == "redirects":
		return strconv.Quote(name) + ` is no old URL; it should begin with a slash, such as "/job-families/finance/payroll/"`
	case len(parent) == 0:
		return "a policy has no " + strconv.Quote(name) + instead(name, c.fieldNames(policy))
	}
	return dotted(parent) + " has no " + strconv.Quote(name) + instead(name, c.fieldNames(policy))
}

// fieldNames are the names that a struct of the policy has room for.
func (c *checker) fieldNames(v cue.Value) []string {
	var names []string
	fields, err := v.Fields(cue.Optional(true))
	if err != nil {
		return nil
	}
	for fields.Next() {
		names = append(names, fields.Selector().Unquoted())
	}
	return names
}

func (c *checker) rungNames() []string {
	var d decoder
	tracks := field(c.pkg, "tracks")
	return append(d.strings(field(tracks, "individual")), d.strings(field(tracks, "management"))...)
}

// kindNames are the kinds of sections, those that the file adds included.
func (c *checker) kindNames() []string {
	return append(c.fieldNames(field(c.base(), "sections")), c.fieldNames(field(c.own, "sections"))...)
}

// factNames are the facts that a message can name.
func (c *checker) factNames(on string) []string {
	var kinds []SectionKind
	for _, kind := range c.kindNames() {
		kinds = append(kinds, SectionKind{Kind: kind})
	}
	return c.allFacts(on, kinds)
}

// says reports whether the file gives a value for a key.
func (c *checker) says(path []string, key string) bool {
	return field(c.own, append(slices.Clone(path), key)...).Exists()
}

// has reports whether a problem of exactly this path was reported.
func (c *checker) has(path []string) bool {
	return slices.ContainsFunc(c.reported, func(p []string) bool { return slices.Equal(p, path) })
}

func (c *checker) report(pos token.Pos, path []string, format string, args ...any) {
	c.reportDebug(pos, path, "", format, args...)
}

func (c *checker) reportDebug(pos token.Pos, path []string, debug, format string, args ...any) {
	c.reported = append(c.reported, slices.Clone(path))
	c.addDebug(pos, debug, format, args...)
}

// overlaps reports whether a path is one of the others, or lies below or above one of them.
func overlaps(path []string, others [][]string) bool {
	return slices.ContainsFunc(others, func(other []string) bool {
		n := min(len(path), len(other))
		return n > 0 && slices.Equal(path[:n], other[:n])
	})
}

// dotted is a path as people write it in a jobcat.cue.
func dotted(path []string) string {
	var b strings.Builder
	for i, name := range path {
		if i > 0 {
			b.WriteString(".")
		}
		if ast.IsValidIdent(name) {
			b.WriteString(name)
		} else {
			b.WriteString(strconv.Quote(name))
		}
	}
	return b.String()
}
