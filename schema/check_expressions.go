package schema

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"
)

// expressions reports, and takes out, what CUE reads in another sense than whoever wrote it meant, so that it says
// something else about it, or nothing: a comparison between a fact and a number, a star in a text, a pattern that is none.
func (c *compiled) expressions(f *ast.File, ps *problems) {
	rules, _ := valuesAt(f.Decls, "rules")
	for _, v := range rules {
		s, ok := v.(*ast.StructLit)
		if !ok {
			continue
		}
		for _, d := range s.Elts {
			if rule, ok := d.(*ast.Field); ok {
				c.expressionsOf(rule, f, ps)
			}
		}
	}
}

// expressionsOf looks at the patterns and the words of one rule.
func (c *compiled) expressionsOf(rule *ast.Field, f *ast.File, ps *problems) {
	s, ok := rule.Value.(*ast.StructLit)
	if !ok {
		return
	}
	facts := c.factsWritten(f, labelOf(rule))
	pattern := func(n ast.Node) bool {
		field, ok := n.(*ast.Field)
		if !ok {
			return true
		}
		if pos, words := misunderstood(field.Value, facts); words != "" {
			ps.add(pos, "%s", words)
			field.Value = ps.standIn(field.Value)
			return false
		}
		return true
	}
	for _, d := range s.Elts {
		field, ok := d.(*ast.Field)
		if !ok {
			continue
		}
		switch labelOf(field) {
		case "when", "must":
			ast.Walk(field, pattern, nil)
		case "message", "remedy":
			if words := misfilled(field.Value, facts); words != "" {
				ps.add(field.Value.Pos(), "%s", words)
				field.Value = ps.standIn(field.Value)
			}
		}
	}
}

// factsWritten are the names of the facts of what a rule says it is about; none if it does not say that.
func (c *compiled) factsWritten(f *ast.File, rule string) []string {
	var names []string
	on, _ := valuesAt(f.Decls, "rules", rule, "on")
	for _, file := range c.files {
		built, _ := valuesAt(file.Decls, "#Policy", "rules", rule, "on")
		on = append(on, built...)
	}
	for _, e := range on {
		if lit, ok := e.(*ast.BasicLit); ok {
			kind, _ := strconv.Unquote(lit.Value)
			for _, fact := range factsIn(c.facts, kind) {
				names = append(names, fact.Name)
			}
		}
	}
	return names
}

// misunderstood is what is wrong with the value that a pattern asks for, and where; "" if nothing is.
func misunderstood(e ast.Expr, facts []string) (token.Pos, string) {
	pos, words := token.NoPos, ""
	say := func(at token.Pos, text string) {
		if words == "" {
			pos, words = at, text
		}
	}
	ast.Walk(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StructLit, *ast.Comprehension, *ast.CallExpr, *ast.Interpolation:
			return false // fields have their own turn
		case *ast.BinaryExpr:
			switch n.Op {
			case token.LAND, token.LOR:
				one := map[token.Token]string{token.LAND: "&", token.LOR: "|"}[n.Op]
				say(n.OpPos, "two values are joined by one sign, as in "+joinedBy(n, one))
			case token.LSS, token.LEQ, token.GTR, token.GEQ, token.EQL, token.NEQ:
				if name, ok := n.X.(*ast.Ident); ok && name.Node == nil && slices.Contains(facts, name.Name) {
					say(n.Pos(), "a fact stands before the colon and what it has to be behind it: "+name.Name+": "+boundText(n.Op, n.Y))
				}
			case token.SUB:
				low, high := source(n.X), source(n.Y)
				if isNumber(n.X) && isNumber(n.Y) {
					say(n.Pos(), "this is "+low+" less "+high+"; a range has two bounds: >="+low+" & <="+high)
				}
			}
		case *ast.UnaryExpr:
			if name, ok := n.X.(*ast.Ident); ok && name.Node == nil && slices.Contains(facts, name.Name) {
				say(n.X.Pos(), name.Name+" is a fact; to compare another with it, name it beside that one: "+name.Name+": _")
			}
			if lit, ok := n.X.(*ast.BasicLit); ok && (n.Op == token.MAT || n.Op == token.NMAT) {
				if text, err := literalText(lit); err == nil {
					if _, err := regexp.Compile(text); err != nil {
						say(lit.Pos(), "this is no pattern: "+strings.TrimPrefix(err.Error(), "error parsing regexp: "))
					}
				}
			}
			if inner, ok := n.X.(*ast.UnaryExpr); ok && words == "" {
				say(n.Pos(), "two signs stand one behind the other; anything but a value has != before it: !="+source(inner.X))
			}
			return n.Op != token.MAT && n.Op != token.NMAT
		case *ast.BasicLit:
			if text, err := literalText(n); err == nil && strings.Contains(text, "*") {
				start, _, _ := strings.Cut(text, "*")
				say(n.Pos(), "this is the text itself, its star included; a text that begins so is =~"+strconv.Quote("^"+regexp.QuoteMeta(start)))
			}
		}
		return words == ""
	}, nil)
	return pos, words
}

// misfilled is what is wrong with how a text names its facts; "" if nothing is.
func misfilled(e ast.Expr, facts []string) string {
	switch e := e.(type) {
	case *ast.Interpolation:
		if len(e.Elts) > 1 {
			if name, ok := e.Elts[1].(*ast.Ident); ok && name.Node == nil {
				return "a fact is named in braces alone: {" + name.Name + "}"
			}
		}
	case *ast.BasicLit:
		if m := dollar.FindStringSubmatch(e.Value); m != nil {
			return "a fact is named in braces alone: " + m[1]
		}
		if strings.Contains(e.Value, "%s") || strings.Contains(e.Value, "%d") {
			return "a fact is named in braces, such as {title}"
		}
		for _, m := range spaced.FindAllStringSubmatch(e.Value, -1) {
			name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(m[1])), " ", "_")
			if slices.Contains(facts, name) && !braces.MatchString(m[0]) {
				return "a fact is named by its name and nothing else in the braces: {" + name + "}"
			}
		}
	}
	return ""
}

// dollar is how other languages put a value into a text.
var dollar = regexp.MustCompile(`[$#%{](\{[a-z][a-z0-9_.]*\})`)

// spaced is a word in braces that would be a fact if it were written so.
var spaced = regexp.MustCompile(`\{([A-Za-z_. ]+)\}`)

// literalText is the text of a literal; an error if it is a number.
func literalText(lit *ast.BasicLit) (string, error) {
	if lit.Kind != token.STRING || strings.HasPrefix(lit.Value, "'") {
		return "", strconv.ErrSyntax
	}
	return literal.Unquote(lit.Value)
}

func isNumber(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && (lit.Kind == token.INT || lit.Kind == token.FLOAT)
}

// source is an expression as it is written.
func source(e ast.Expr) string {
	text, err := format.Node(e)
	if err != nil {
		return "..."
	}
	return string(text)
}

func joinedBy(e *ast.BinaryExpr, sign string) string {
	return source(e.X) + " " + sign + " " + source(e.Y)
}

// boundText is a comparison with a value as a bound.
func boundText(op token.Token, y ast.Expr) string {
	if op == token.EQL {
		return source(y)
	}
	return op.String() + source(y)
}
