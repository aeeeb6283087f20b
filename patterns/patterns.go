// Package patterns reads the texts with holes by which a policy says how something is written: "L{grade}: {title}" is
// how one organisation heads its levels. It knows no catalog and no policy: package schema refuses wrong patterns, and
// whoever looks for them (catalog/markdown, lint) asks the right ones.
package patterns

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The holes.
const (
	Title = "title" // of a level
	Grade = "grade" // a number, or several of them: "4", "3.5", "4-5"
	Any   = "any"   // any words, none as well
)

// What fits into a hole.
var fillings = map[string]string{
	Title: `\S|\S.*?\S`,
	Grade: `\d{1,3}(?:[.]\d+)?(?: ?[-–—/] ?\d{1,3}(?:[.]\d+)?)?`,
	Any:   `.*?`,
}

// longest is how many bytes a pattern may have. No heading and no phrase comes near it.
const longest = 200

// Pattern is a text with holes. It is safe for concurrent use.
type Pattern struct {
	text  string // as written
	depth int
	parts []part

	whole, within func() *regexp.Regexp
	nearly        func() *regexp.Regexp // nil if the pattern has no words to tell it by
}

// A part is a hole, or the words between two.
type part struct{ hole, words string }

// Error says what is wrong with a pattern, as the end of the sentence `"L{grad}" is no pattern: ...`.
type Error struct {
	Reason string
	Hole   string // a hole that there is not; "" if something else is wrong
}

func (e *Error) Error() string { return e.Reason }

// Parse reads a pattern. It may have the given holes, each once, and has to have the first one. The error is an *Error.
func Parse(text string, holes ...string) (*Pattern, error) {
	p := &Pattern{text: text}
	rest := strings.TrimSpace(text)
	if words := strings.TrimLeft(rest, "#"); len(words) < len(rest) && strings.HasPrefix(words, " ") {
		p.depth = len(rest) - len(words)
		rest = strings.TrimSpace(words)
	}
	switch {
	case rest == "":
		return nil, &Error{Reason: "it is empty"}
	case len(rest) > longest:
		return nil, &Error{Reason: fmt.Sprintf("it is longer than %d characters", longest)}
	case p.depth > 6:
		return nil, &Error{Reason: `a heading has at most six "#"`}
	}
	for rest != "" {
		words, behind, ok := strings.Cut(rest, "{")
		if words != "" {
			p.parts = append(p.parts, part{words: words})
		}
		if !ok {
			break
		}
		hole, after, ok := strings.Cut(behind, "}")
		if !ok {
			return nil, &Error{Reason: "the brace of a hole is not closed"}
		}
		hole = strings.TrimSpace(hole)
		switch n := len(p.parts); {
		case !slices.Contains(holes, hole):
			return nil, &Error{Reason: fmt.Sprintf("there is no hole {%s} in it", hole), Hole: hole}
		case slices.ContainsFunc(p.parts, func(o part) bool { return o.hole == hole && hole != Any }):
			return nil, &Error{Reason: fmt.Sprintf("the hole {%s} stands twice in it", hole)}
		case n > 0 && p.parts[n-1].hole != "":
			return nil, &Error{Reason: fmt.Sprintf("nothing stands between {%s} and {%s}, so nobody can tell where one ends", p.parts[n-1].hole, hole)}
		}
		p.parts = append(p.parts, part{hole: hole})
		rest = after
	}
	if must := holes[0]; !p.Has(must) {
		return nil, &Error{Reason: fmt.Sprintf("it lacks the hole {%s}", must)}
	}
	if !utf8.ValidString(text) {
		return nil, &Error{Reason: "it cannot be understood"}
	}
	p.express()
	return p, nil
}

// express makes the expressions, each for when it is first asked: a pattern is parsed for every check of a policy, and
// read by one of them. Whoever writes a pattern means its words, however they are spaced and quoted, however
// long their dashes are and whether capitals stand in them.
func (p *Pattern) express() {
	var b, loose strings.Builder
	worded := false
	for i, part := range p.parts {
		if part.hole != "" {
			filling := fillings[part.hole]
			if i == len(p.parts)-1 {
				filling = strings.ReplaceAll(filling, "*?", "*") // it takes all that is left
			}
			fmt.Fprintf(&b, "(?P<%s%d>%s)", part.hole, i, filling)
			fmt.Fprintf(&loose, "(?:%s)", filling)
			continue
		}
		words := spaces.ReplaceAllString(regexp.QuoteMeta(part.words), " +")
		words = strings.NewReplacer("'", "['’]", "’", "['’]", `"`, `["“”]`, "-", dash, "–", dash, "—", dash).Replace(words)
		b.WriteString(words)
		worded = worded || strings.ContainsFunc(part.words, unicode.IsLetter)
		loose.WriteString(signs.ReplaceAllLiteralString(part.words, between))
	}
	p.whole = expression("(?i)^(?:" + b.String() + ")$")
	p.within = expression(`(?i)(?:^|[^\pL\pN])(` + b.String() + `)(?:$|[^\pL\pN])`)
	if worded {
		p.nearly = expression(`(?i)^[^\pL\pN]*` + strings.TrimSuffix(loose.String(), between) + `[^\pL\pN]*$`)
	}
}

func expression(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// dash is any of those that people type for one another.
const dash = "[-–—]"

// between is what stands between words.
const between = `[^\pL\pN]+`

var signs = regexp.MustCompile(between)

var spaces = regexp.MustCompile(`\s+`)

// String is the pattern as it was written.
func (p *Pattern) String() string { return p.text }

// Depth is how many "#" stand before the pattern of a heading; 0 if it fits headings of any depth.
func (p *Pattern) Depth() int { return p.depth }

// Has reports whether the pattern has a hole.
func (p *Pattern) Has(hole string) bool {
	return slices.ContainsFunc(p.parts, func(o part) bool { return o.hole == hole })
}

// IsOpen reports whether everything fits: the pattern is a hole and nothing else.
func (p *Pattern) IsOpen() bool { return len(p.parts) == 1 && p.parts[0].hole != Grade }

// Match is where a pattern fits a text. Offsets are bytes of the text, half-open.
type Match struct {
	At    [2]int            // of the whole
	Holes map[string][2]int // of what stands in the holes {title} and {grade}
}

// Fit says how a pattern fits a whole text. Its white space has to be folded.
func (p *Pattern) Fit(text string) (Match, bool) {
	re := p.whole()
	m := re.FindStringSubmatchIndex(text)
	if m == nil {
		return Match{}, false
	}
	return p.match(re, m, 0), true
}

// Nearly reports whether a text would fit the pattern if there were other signs between its words: "Band 4, Gardener"
// for "Band {grade}: {title}". It is false for a pattern that has nothing but holes and signs.
func (p *Pattern) Nearly(text string) bool {
	return p.nearly != nil && p.nearly().MatchString(text)
}

// Find says where the pattern first stands within a text, not beginning or ending in the middle of a word.
func (p *Pattern) Find(text string) (Match, bool) {
	re := p.within()
	m := re.FindStringSubmatchIndex(text)
	if m == nil {
		return Match{}, false
	}
	return p.match(re, m, 1), true
}

func (p *Pattern) match(re *regexp.Regexp, m []int, group int) Match {
	found := Match{At: [2]int{m[2*group], m[2*group+1]}, Holes: map[string][2]int{}}
	for i, part := range p.parts {
		if part.hole == Title || part.hole == Grade {
			g := 2 * re.SubexpIndex(fmt.Sprintf("%s%d", part.hole, i))
			found.Holes[part.hole] = [2]int{m[g], m[g+1]}
		}
	}
	return found
}

// Fill is the pattern with its holes filled.
func (p *Pattern) Fill(holes map[string]string) string {
	var b strings.Builder
	for _, part := range p.parts {
		b.WriteString(part.words)
		b.WriteString(holes[part.hole])
	}
	return b.String()
}
