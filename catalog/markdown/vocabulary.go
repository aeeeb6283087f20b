package markdown

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"

	"jobcat/catalog"
	"jobcat/patterns"
)

// SectionWords are the words by which headings name one kind of section.
type SectionWords struct {
	Kind    string   // as in the policy: "responsibilities"
	Titles  []string // the words that the policy wants, the usual one first: "Responsibilities"
	Aliases []string // other words that people use for it: "Interview Process"
}

// The kinds of headings that are no sections: below them stand levels or their variants. They have words like sections.
const (
	levelsKind      = "levels"
	specialtiesKind = "specialties"
	segmentsKind    = "segments"
)

// vocabulary finds the section words in headings.
type vocabulary struct {
	forms   []form   // headings with holes, which are read as a whole
	phrases []phrase // longest first, so that "key performance indicators" wins over "performance indicators"
	words   []string // single words that may be misspelt, in the order of phrases
	byWord  map[string]phrase
	usual   map[string]string
}

type phrase struct {
	kind     string
	text     string // lower case, words separated by single spaces
	behind   string // the same behind a space
	spelling catalog.Spelling
}

// A form is a heading of which only some words are the same on every page: "I help {any}".
type form struct {
	kind     string
	pattern  *patterns.Pattern
	spelling catalog.Spelling
}

func newVocabulary(sections []SectionWords) *vocabulary {
	v := &vocabulary{byWord: map[string]phrase{}, usual: map[string]string{}}
	seen := map[string]bool{}
	add := func(kind, text string, s catalog.Spelling) {
		if p, err := patterns.Parse(text, patterns.Any); err == nil {
			v.forms = append(v.forms, form{kind, p, s})
			return
		}
		key := strings.Join(strings.Fields(strings.ToLower(text)), " ")
		if key != "" && !seen[key] {
			seen[key] = true
			v.phrases = append(v.phrases, phrase{kind, key, " " + key, s})
		}
	}
	for _, s := range sections {
		if len(s.Titles) > 0 {
			v.usual[s.Kind] = s.Titles[0]
		}
		for _, t := range s.Titles {
			add(s.Kind, t, catalog.UsualSpelling)
		}
	}
	for _, s := range sections {
		for _, t := range s.Aliases {
			add(s.Kind, t, catalog.AliasSpelling)
		}
	}
	sort.SliceStable(v.phrases, func(i, j int) bool { return len(v.phrases[i].text) > len(v.phrases[j].text) })
	for _, p := range v.phrases {
		// Short words have too many neighbours to call one of them a misspelling.
		if !strings.Contains(p.text, " ") && len(p.text) >= 8 && p.spelling == catalog.UsualSpelling {
			v.words = append(v.words, p.text)
			v.byWord[p.text] = p
		}
	}
	return v
}

// isUsual reports whether a word is the usual one for one of the kinds.
func (v *vocabulary) isUsual(word string, kinds ...string) bool {
	return slices.ContainsFunc(kinds, func(kind string) bool { return v.usual[kind] == word })
}

// sectionName is a heading read as the name of a section.
type sectionName struct {
	kinds    []string
	word     [2]int // bytes of the heading's text that name the kind
	subject  [2]int // bytes that name whose section it is; equal where nobody is named
	spelling catalog.Spelling
	usual    string
	glued    bool // no space before the word: "AnalystJob Grade"
}

const (
	qualifiers = `(?:general|additional|base|basic|common|core|primary|main|job|key|minimum|overall|specific|other|detailed)`
	rungs      = `(?:intern|junior|associate|intermediate|senior|staff|principal|manager|director)`
)

var (
	// Words that qualify a section without naming anybody.
	qualifier = regexp.MustCompile(`(?i)^(?:the\s+)?(?:` + qualifiers + `\s+)+$`)
	// "Senior level Requirements for US Public Sector"
	rungLevel = regexp.MustCompile(`(?i)^` + rungs + `[- ]level\s+$`)
	// How a heading begins in which either precedes the word: spares most headings the search for every word.
	qualified = regexp.MustCompile(`(?i)^(?:(?:the|` + qualifiers + `)\s|` + rungs + `[- ]level)`)
	// What may stand between the word and the rest of a heading that begins with it.
	behindWord = regexp.MustCompile(`(?i)^(?:\s*[(:–—-]|\s+(?:for|of|in|across|to|at|unique)\b|\s+overview$|\s*:?$)`)
	ofWhom     = regexp.MustCompile(`(?i)^\s*[:–—-]?\s*(?:(?:for|of|in|across|to|at)\s+)?(?:all\s+|the\s+)?`)
)

// section reads a heading as the name of a section, or reports that it is none.
func (v *vocabulary) section(text string) (sectionName, bool) {
	for _, f := range v.forms {
		if _, ok := f.pattern.Fit(text); ok {
			return sectionName{kinds: []string{f.kind}, word: [2]int{0, len(text)}, spelling: f.spelling, usual: v.usual[f.kind]}, true
		}
	}
	text = strings.TrimRight(text, " :.")
	lower := asciiLower(text)
	if n, ok := v.atEnd(text, lower); ok {
		return n, true
	}
	if n, ok := v.atStart(text, lower); ok {
		return n, true
	}
	return v.misspelt(text, lower)
}

// atEnd finds a word that ends the heading, and a second kind joined to it: "Responsibilities & Requirements". A
// remark in parentheses behind it does not count: "Performance Indicators (PI)".
func (v *vocabulary) atEnd(text, lower string) (sectionName, bool) {
	if i := strings.LastIndex(lower, " ("); i > 0 && strings.HasSuffix(lower, ")") {
		if n, ok := v.atEnd(text[:i], lower[:i]); ok && n.word[1] == i {
			return n, true
		}
	}
	for _, p := range v.phrases {
		if !strings.HasSuffix(lower, p.text) {
			continue
		}
		start := len(lower) - len(p.text)
		n := sectionName{kinds: []string{p.kind}, word: [2]int{start, len(text)}, spelling: p.spelling, usual: v.usual[p.kind]}
		if start > 0 && isLetter(lower[start-1]) {
			// Only a capital in the middle of a word shows that two words were glued, not one longer word.
			if text[start] == lower[start] || text[start-1] != lower[start-1] {
				continue
			}
			n.glued = true
		}
		rest := text[:start]
		if rest == "" {
			return n, true // most sections name nobody
		}
		if end, ok := beforeAnd(rest, lower); ok {
			if first, ok := v.atEnd(rest[:end], lower[:end]); ok && !first.glued && first.word[1] == end {
				first.kinds = append(first.kinds, p.kind)
				first.word[1] = len(text)
				return first, true
			}
		}
		n.subject = subjectOf(rest, lower[:start])
		return n, true
	}
	return sectionName{}, false
}

// beforeAnd is where the words in front of an "and" end that ends the text, or reports that it does not end so.
func beforeAnd(text, lower string) (int, bool) {
	const blanks = " \t\n\f\r"
	lower = strings.TrimRight(lower[:len(text)], blanks)
	for _, word := range []string{"&", "and", "/", "+"} {
		if before, ok := strings.CutSuffix(lower, word); ok {
			return len(strings.TrimRight(before, blanks)), true
		}
	}
	return 0, false
}

// atStart finds a word that begins the heading: "Responsibilities for Security Engineer roles".
func (v *vocabulary) atStart(text, lower string) (sectionName, bool) {
	qualified := qualified.MatchString(text)
	for _, p := range v.phrases {
		start := 0
		if !strings.HasPrefix(lower, p.text) {
			if !qualified {
				continue
			}
			// ... or that only a qualifier precedes.
			i := strings.Index(lower, p.behind)
			if i < 0 || !qualifier.MatchString(text[:i+1]) && !rungLevel.MatchString(text[:i+1]) {
				continue
			}
			start = i + 1
		}
		end := start + len(p.text)
		if end < len(text) && !behindWord.MatchString(text[end:]) {
			continue
		}
		n := sectionName{kinds: []string{p.kind}, word: [2]int{start, end}, spelling: p.spelling, usual: v.usual[p.kind]}
		n.subject = [2]int{end, end}
		if m := ofWhom.FindStringIndex(text[end:]); m != nil && !strings.HasPrefix(strings.TrimSpace(text[end:]), "(") {
			n.subject = [2]int{end + m[1], len(text)}
		}
		return n, true
	}
	return sectionName{}, false
}

// misspelt finds a last word that is nearly a section's word: at most two letters off.
func (v *vocabulary) misspelt(text, lower string) (sectionName, bool) {
	start := len(strings.TrimRightFunc(lower, unicode.IsLetter))
	word := lower[start:]
	if len(word) < 7 {
		return sectionName{}, false
	}
	for _, w := range v.words {
		if d := len(word) - len(w); d > 3 || d < -3 {
			continue
		}
		if levenshtein.ComputeDistance(word, w) > allowedTypos(w) {
			continue
		}
		p := v.byWord[w]
		return sectionName{
			kinds: []string{p.kind}, word: [2]int{start, len(lower)}, subject: subjectOf(text[:start], lower[:start]),
			spelling: catalog.Misspelling, usual: v.usual[p.kind],
		}, true
	}
	return sectionName{}, false
}

// allowedTypos is how far a word may be from the right one. "Specialties" is near "specialists", a word of its own,
// so short words are given one letter less.
func allowedTypos(word string) int {
	if len(word) >= 12 {
		return 2
	}
	return 1
}

// subjectOf is the part of the heading in front of the section's word that names somebody.
func subjectOf(rest, lower string) [2]int {
	end := len(strings.TrimRight(rest, " ,:–—-"))
	if qualifier.MatchString(rest) {
		return [2]int{0, 0}
	}
	// "Payroll Analyst Job Requirements"
	for _, q := range []string{" job", " additional", " preferred", " key"} {
		if strings.HasSuffix(lower[:end], q) {
			end -= len(q)
		}
	}
	start := 0
	if strings.HasPrefix(lower[:end], "the ") {
		start = len("the ")
	}
	return [2]int{start, max(start, end)}
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 0x80 }

// asciiLower lowers only ASCII letters, so that offsets stay those of the text, also where it is no UTF-8.
func asciiLower(s string) string {
	var enough [64]byte
	b := append(enough[:0], s...)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
