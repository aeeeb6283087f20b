package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// Problem is one thing that is wrong with a catalog's jobcat.cue.
type Problem struct {
	Line, Column int    // 1-based; columns count Unicode code points
	Message      string // what is wrong, what was expected, and what was probably meant; lower case, no final stop
	Debug        string // what CUE says about it; "" where CUE was not asked
}

// Position is a place in a catalog's jobcat.cue: 1-based, columns count Unicode code points. Zero is no place.
type Position struct{ Line, Column int }

// PolicyError says all that is wrong with a catalog's jobcat.cue.
type PolicyError struct {
	Path     string
	Problems []Problem // at least one, by place
}

// Error gives one line per problem, as path:line:column: message.
func (e *PolicyError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = fmt.Sprintf("%s:%d:%d: %s", e.Path, p.Line, p.Column, p.Message)
	}
	return strings.Join(lines, "\n")
}

// problems collects what is wrong with one file.
type problems struct {
	path string
	src  []byte
	list []Problem

	standIns map[ast.Expr]bool // what stands in the place of what was reported
}

func (ps *problems) add(pos token.Pos, format string, args ...any) {
	ps.addDebug(pos, "", format, args...)
}

func (ps *problems) addDebug(pos token.Pos, debug, format string, args ...any) {
	at := cmp.Or(ps.position(pos), Position{1, 1})
	ps.list = append(ps.list, Problem{Line: at.Line, Column: at.Column, Message: fmt.Sprintf(format, args...), Debug: debug})
}

// position is a place of CUE's in the file; zero if it is elsewhere.
func (ps *problems) position(pos token.Pos) Position {
	if !pos.IsValid() || pos.Filename() != ps.path {
		return Position{}
	}
	at := pos.Position()
	start := min(max(at.Offset-(at.Column-1), 0), len(ps.src)) // CUE counts columns in bytes
	end := min(max(at.Offset, start), len(ps.src))
	return Position{at.Line, utf8.RuneCount(ps.src[start:end]) + 1}
}

// err is a *PolicyError, or nil if nothing is wrong.
func (ps *problems) err() error {
	if len(ps.list) == 0 {
		return nil
	}
	slices.SortStableFunc(ps.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	list := slices.CompactFunc(ps.list, func(a, b Problem) bool {
		return a.Line == b.Line && a.Column == b.Column && a.Message == b.Message
	})
	return &PolicyError{Path: ps.path, Problems: list}
}
