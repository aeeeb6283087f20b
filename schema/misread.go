package schema

import (
	"bytes"
	"regexp"
	"strings"

	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/scanner"
	"cuelang.org/go/cue/token"
)

// misread explains the syntax errors of a file. People write a policy a few times in their lives, and mostly write what is
// right in another language: YAML, JSON, a programming language. CUE only says which sign it stumbled over.
//
// Whatever follows an error in the same line or the next, and the end of the file, is mostly the same mistake.
func (ps *problems) misread(err error) {
	last := -1
	for _, e := range errors.Errors(err) {
		pos := e.Position()
		if !pos.IsValid() {
			continue
		}
		end := isEndOfFile(e)
		if last >= 0 && (end || isUnopened(e) || pos.Line() <= last+1) {
			last = max(last, pos.Line())
			continue
		}
		last = pos.Line()
		if end {
			if open, sign := unclosed(ps.src, pos.File()); open.IsValid() {
				ps.addDebug(open, debugWords(e), "%q opens here and is not closed before the file ends", sign)
				continue
			}
		}
		at, words := ps.habit(pos, e)
		ps.addDebug(at, debugWords(e), "%s", words)
	}
	if len(ps.list) == 0 {
		ps.addDebug(token.NoPos, debugWords(err), "this cannot be read; check colons, quotes and braces")
	}
}

// isEndOfFile reports whether the parser wanted more than there is.
func isEndOfFile(e errors.Error) bool { return strings.Contains(e.Error(), "found 'EOF'") }

// unclosed is the last bracket that nothing closes.
func unclosed(src []byte, file *token.File) (token.Pos, string) {
	closers := map[token.Token]token.Token{token.LBRACE: token.RBRACE, token.LBRACK: token.RBRACK, token.LPAREN: token.RPAREN}
	type bracket struct {
		pos  token.Pos
		sign token.Token
	}
	var open []bracket
	var s scanner.Scanner
	s.Init(token.NewFile(file.Name(), -1, len(src)), src, func(token.Pos, string, []interface{}) {}, 0)
	for {
		pos, tok, _ := s.Scan()
		switch tok {
		case token.EOF:
			if len(open) == 0 {
				return token.NoPos, ""
			}
			last := open[len(open)-1]
			return file.Pos(last.pos.Offset(), 0), last.sign.String()
		case token.LBRACE, token.LBRACK, token.LPAREN:
			open = append(open, bracket{pos, tok})
		case token.RBRACE, token.RBRACK, token.RPAREN:
			if n := len(open); n > 0 && closers[open[n-1].sign] == tok {
				open = open[:n-1]
			}
		}
	}
}

// habits are what people write out of habit, by how a line looks, with what to write instead. The first one that fits
// counts; $1 is the first group. A habit shows at its group "at", or where the parser stumbled.
var habits = []struct {
	line  *regexp.Regexp
	words string
}{
	{regexp.MustCompile(`^(?:[^"“”„‟«»]|"[^"]*")*(?P<at>[“”„‟«»])`), `this is a quote for reading, not for writing; a text stands in straight quotes: "..."`},
	{regexp.MustCompile(`^(?:[^"‘’‚]|"[^"]*")*(?P<at>[‘’‚])`), `this is a quote for reading, not for writing; a text stands in straight double quotes: "..."`},
	{regexp.MustCompile(`^\s*package\s+(?P<at>["'])`), `the name of the package has no quotes: package jobcat`},
	{regexp.MustCompile(`^[^"]*(?P<at>[\x{00a0}\x{2002}-\x{200b}\x{202f}\x{3000}])`), `this is no ordinary blank; it looks like one and comes from a web page or a word processor, so type it anew`},
	{regexp.MustCompile(`^[^"]*:\s*(?:[=!]~)?\s*"[^"]*[^\\"](?:\\\\)*(?P<at>\\)[^"\\abfnrtuU/(#][^"]*"`), `a backslash in a text is written twice: =~"^Sales\\s"`},
	{regexp.MustCompile(`:\s*"[^"]*(?P<at>")[\pL\d][^":,|&]*"[^",|&]*"`), `a quote within a text has a backslash before it: \"`},
	{regexp.MustCompile(`:\s*(?P<at>')`), `a text stands in double quotes: "..."`},
	{regexp.MustCompile(`:\s*(?P<at>not\b|!\s*")`), `anything but a value has != before it: !="director"`},
	{regexp.MustCompile(`(?P<at>!)\s*([A-Za-z_]\w*)\s*:`), `what must not be stands behind the colon: $2: !="director"`},
	{regexp.MustCompile(`:\s*(?P<at>(?:one_?of|in)\s*[(\[])`), `one of several values is written "director" | "vp"`},
	{regexp.MustCompile(`^\s*(?P<at>---)\s*$`), `--- is YAML and does not belong here; take the line away`},
	{regexp.MustCompile(`^\s*(?P<at>-)\s`), `a dash begins no entry here; fields stand in braces, and a list in brackets: ["a", "b"]`},
	{regexp.MustCompile(`^(?:[^"]|"[^"]*")*?(?P<at>#)(?:\s|[^"#\pL]|$)`), `a comment begins with //, not with #`},
	{regexp.MustCompile(`^\s*([A-Za-z_][\w-]*|"[^"]*")\s*(?P<at>=)(?:[^=~]|$)`), `a value stands behind a colon, not behind an equals sign: $1: ...`},
	{regexp.MustCompile(`^(?:[^"]|"[^"]*")*?(?P<at>&&|\band\b)`), `conditions are not joined by a word; each stands in a line of its own, and all of them have to hold`},
	{regexp.MustCompile(`^(?:[^"]|"[^"]*")*?(?P<at>\|\||\bor\b)`), `what is possible instead stands behind one |: "director" | "vp"`},
	{regexp.MustCompile(`^(?:[^"]|"[^"]*")*?(?P<at>;)`), `a line has no semicolon at its end`},
	{regexp.MustCompile(`:\s*(?P<at>[|>])[-+]?\s*$`), `a text of several lines begins and ends with three quotes, which stand in lines of their own`},
	{regexp.MustCompile(`:\s*(?P<at>/)[^/].*/\w*\s*$`), `a pattern stands in quotes behind =~, such as =~"^Sales"`},
	{regexp.MustCompile(`:\s*(?P<at>~=?)\s*"`), `a pattern stands in quotes behind =~, such as =~"^Sales"`},
	{regexp.MustCompile(`:\s*(?P<at>contains|matches|like|starts_?with|ends_?with|startsWith|endsWith)\b`), `there is no word for that; what a text has to look like stands behind =~, such as =~"Sales" for a text that has the word in it, and =~"^Sales" for one that begins with it`},
	{regexp.MustCompile(`(?P<at>\d+)\s*\.\.\.?\s*\d+`), `a range has two bounds, as in >=5 & <=10`},
	{regexp.MustCompile(`^(?:[^"]|"[^"]*")*?(?P<at>\b[a-z]\w*(?:\.[a-z]\w*)+)\s*:`), `a path is written with colons, not with dots: sections: career_ladder: >0`},
	{regexp.MustCompile(`^(?:[^"]|"[^"]*")*?(?P<at>\b([A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)+))\s*:`), `a name with a hyphen stands in quotes: "$2"; kinds of sections and facts have underscores`},
	{regexp.MustCompile(`(?:^|[:{,])\s*(?P<at>([A-Za-z_]\w*(?: [A-Za-z_]\w*)+))\s*:`), `a name with a blank stands in quotes: "$2"; rungs have hyphens, and kinds of sections and facts have underscores`},
	{regexp.MustCompile(`^\s*("[^"]*"|[A-Za-z_]\w*)\s+(?P<at>["\d>{\[])`), `a colon is missing behind $1`},
	{regexp.MustCompile(`:\s*(?P<at>[A-Za-z][^":]*)"\s*$`), `a text begins here and its opening quote is missing`},
	{regexp.MustCompile(`(?P<at>""")[^"\s]`), `behind three quotes a new line begins: they are for texts of several lines`},
}

// habit says what is wrong at a place, and where exactly. The parser often sees a mistake only in the next line.
func (ps *problems) habit(pos token.Pos, e errors.Error) (token.Pos, string) {
	start := bytes.LastIndexByte(ps.src[:min(pos.Offset(), len(ps.src))], '\n') + 1
	lines := []int{start}
	if before := start - 1; before > 0 {
		above := bytes.LastIndexByte(ps.src[:before], '\n') + 1
		switch {
		case string(bytes.TrimSpace(ps.src[above:before])) == "---": // three minus signs before what stands in this line
			lines = []int{above}
		case len(bytes.TrimSpace(ps.src[start:min(pos.Offset(), len(ps.src))])) == 0:
			lines = append(lines, above)
		}
	}
	for _, from := range lines {
		line, _, _ := strings.Cut(string(ps.src[from:]), "\n")
		line, _, _ = strings.Cut(line, "//")
		for _, h := range habits {
			m := h.line.FindStringSubmatchIndex(line)
			if m == nil {
				continue
			}
			at := 2 * h.line.SubexpIndex("at")
			return pos.File().Pos(from+m[at], 0), string(h.line.ExpandString(nil, h.words, line, m))
		}
	}
	return pos, syntaxWords(e)
}

// syntaxWords explains what the parser stumbled over where nothing more is known.
func syntaxWords(e errors.Error) string {
	format, _ := e.Msg()
	text := strings.ToLower(format)
	switch {
	case strings.Contains(text, "not terminated"):
		return "a text begins here and its closing quote is missing; a text of several lines begins and ends with three quotes, which stand in lines of their own"
	case strings.Contains(text, "non-matching whitespace"):
		return "a line of this text stands further left than the three quotes at its end"
	case strings.Contains(text, "escape"):
		return `a backslash in a text is written twice: =~"^Sales\\s"`
	case strings.Contains(text, "missing ','"):
		return "a comma or a new line is missing before this"
	case isEndOfFile(e):
		return "the file ends too early; a closing brace, bracket or parenthesis is missing"
	case isUnopened(e):
		return "this closes what nothing opened"
	case strings.Contains(text, "illegal character"):
		return "this character means nothing here; perhaps it belongs into quotes"
	case strings.Contains(text, "found"):
		return "this does not belong here; check colons, quotes and braces in this line and the one above"
	}
	return "this cannot be read; check colons, quotes and braces in this line and the one above"
}

// isUnopened reports whether the end of the file was expected and a closing bracket found.
func isUnopened(e errors.Error) bool {
	_, args := e.Msg()
	if len(args) < 2 || args[0] != "'EOF'" {
		return false
	}
	tok, ok := args[1].(token.Token)
	return ok && (tok == token.RBRACE || tok == token.RBRACK || tok == token.RPAREN)
}
