package markdown

import (
	"regexp"
	"slices"
	"strings"

	"jobcat/catalog"
)

// allowing begins what a comment says to jobcat. The first form is how it is meant; the second is what people write who
// remember it half.
var allowing = regexp.MustCompile(`(?im)^[ \t]*(?:jobcat[ \t]*:[ \t]*([\w-]*)|jobcat[ \t_-]+(allow(?:s|ed)?|ignore|disable)\b)`)

// allows reads what comments and the front matter allow.
//
// What a comment is about, people guess from what it touches:
//
//   - in a line with other text: that paragraph, item, row or heading
//   - at the top of the page, before anything else: the page
//   - right below a heading, without a blank line: the section of the heading
//   - right above a line, without a blank line: the paragraph, item, row or heading that the line belongs to
//   - with blank lines around it: the section that it stands in, and the heading that comes next, if nothing is between
//
// The section of a heading goes to the next heading that is not below it, and begins with the heading itself.
func (r *reader) allows(heads []*head) []catalog.Allow {
	allows := r.allowsOfFront()
	for _, c := range r.doc.comments {
		words := r.file.Source[c.start+len("<!--") : c.end-len("-->")]
		said := allowing.FindAllStringSubmatchIndex(words, -1)
		if said == nil {
			continue
		}
		scope := r.scope(c, heads)
		for i, at := range said {
			s := statement{comment: c, from: c.start + len("<!--"), only: len(said) == 1}
			s.start, s.end = s.from+at[0], c.end-len("-->")
			if i+1 < len(said) {
				s.end = s.from + said[i+1][0]
			} else if i > 0 {
				s.last = true
			}
			word := at[2:4]
			if word[0] < 0 {
				word = at[4:6]
			}
			s.word = span{s.from + word[0], s.from + word[1]}
			s.slip = at[2] < 0 // without its colon
			allows = append(allows, r.said(s, scope)...)
		}
	}
	return allows
}

// statement is one thing that a comment says to jobcat.
type statement struct {
	comment    span
	from       int  // where the words of the comment begin
	start, end int  // of the statement
	word       span // "allow"
	slip       bool // "jobcat allow", without the colon
	only       bool // the comment says nothing else
	last       bool // the comment says something before it, and nothing behind it
}

// said is what a statement allows, rule by rule.
func (r *reader) said(s statement, scope catalog.Scope) []catalog.Allow {
	src := r.file.Source
	colon := s.word.end + separator(src[s.word.end:s.end])
	names := r.names(span{s.word.end, colon})
	reason := catalog.Text{}
	switch {
	case colon < s.end:
		reason = r.textAt(colon+1, s.end)
	case len(names) > 0: // no reason; what follows the first word is no part of the rule's name
		first := names[0]
		if n := strings.IndexAny(src[first.start:first.end], " \t\r\n"); n >= 0 {
			names = []span{{first.start, first.start + n}}
		}
	}
	trimmed := span{s.start, s.start + len(strings.TrimRight(src[s.start:s.end], " \t\r\n"))}
	trimmed.start += len(src[s.start:trimmed.end]) - len(strings.TrimLeft(src[s.start:trimmed.end], " \t\r\n"))
	word := r.textAt(s.word.start, s.word.end)
	if s.slip {
		word = r.textAt(trimmed.start, s.word.end)
	}
	whole := catalog.Allow{Word: word, Reason: reason, Place: r.file.Place(trimmed.start, trimmed.end), Scope: scope, Cut: r.cut(s)}
	if len(names) == 0 {
		return []catalog.Allow{whole}
	}
	var allows []catalog.Allow
	for i, name := range names {
		a := whole
		a.Rule = r.textAt(name.start, name.end)
		switch {
		case len(names) == 1:
		case i == 0:
			a.Cut = r.file.Place(name.start, names[1].start)
		default:
			a.Cut = r.file.Place(names[i-1].end, name.end)
		}
		if len(names) > 1 {
			a.Place = r.file.Place(name.start, name.end)
		}
		allows = append(allows, a)
	}
	return allows
}

// separator is where the colon between rules and reason stands, or the length of s. That of an address is none.
func separator(s string) int {
	for at := 0; ; at++ {
		n := strings.IndexByte(s[at:], ':')
		if n < 0 {
			return len(s)
		}
		at += n
		if !strings.HasPrefix(s[at:], "://") {
			return at
		}
	}
}

// names are the words between commas.
func (r *reader) names(s span) []span {
	var names []span
	for from := s.start; from <= s.end; {
		to := s.end
		if n := strings.IndexByte(r.file.Source[from:s.end], ','); n >= 0 {
			to = from + n
		}
		words := r.file.Source[from:to]
		start := from + len(words) - len(strings.TrimLeft(words, " \t\r\n"))
		if end := from + len(strings.TrimRight(words, " \t\r\n")); start < end {
			names = append(names, span{start, end})
		}
		from = to + 1
	}
	return names
}

func (r *reader) textAt(start, end int) catalog.Text {
	b := catalog.NewTextBuilder(r.file)
	b.Add(start, max(start, end))
	return b.Text(start, max(start, end))
}

// cut is what to take out to be rid of a statement: of several, that one alone; else the comment, with its line if it
// has one to itself, with the blanks before it if not.
func (r *reader) cut(s statement) catalog.Place {
	src := r.file.Source
	switch {
	case s.last:
		before := s.from + len(strings.TrimRight(src[s.from:s.start], " \t\r\n"))
		return r.file.Place(before, s.start+len(strings.TrimRight(src[s.start:s.end], " \t\r\n")))
	case !s.only:
		return r.file.Place(s.start, s.end)
	}
	c := s.comment
	first, last := r.file.LineOf(c.start), r.file.LineOf(c.end)
	start, end := r.file.LineStart(first), r.file.LineStart(last+1)
	if isBlankText(src[start:c.start]) && isBlankText(src[c.end:end]) {
		if r.isBlankLine(first-1) && r.isBlankLine(last+1) {
			end = r.file.LineStart(last + 2)
		}
		return r.file.Place(start, end)
	}
	before := len(strings.TrimRight(src[start:c.start], " \t"))
	if start+before == c.start || before == 0 {
		rest := src[c.end:end]
		return r.file.Place(c.start, c.end+len(rest)-len(strings.TrimLeft(rest, " \t")))
	}
	return r.file.Place(start+before, c.end)
}

// scope is what a comment is about.
func (r *reader) scope(c span, heads []*head) catalog.Scope {
	if !r.isAlone(c) {
		return r.blockAt(c.start)
	}
	first, last := r.file.LineOf(c.start), r.file.LineOf(c.end)
	for first > 1 && r.isCommentLine(first-1) {
		first--
	}
	for last < r.file.Lines() && r.isCommentLine(last+1) {
		last++
	}
	above, below := r.contentBefore(first), last+1
	if r.file.LineStart(above+1) <= r.doc.front.body {
		return catalog.Scope{Page: true}
	}
	sections := r.outline(heads)
	in := -1 // the section that the comment stands in
	for i, h := range sections {
		if r.doc.blocks[h.at].start < c.start {
			in = i
		}
	}
	if in >= 0 && above == first-1 && r.file.LineOf(r.doc.blocks[sections[in].at].end) == above {
		return r.sectionOf(sections, in)
	}
	if below <= r.file.Lines() && !r.isBlankLine(below) {
		return r.blockAt(r.indented(below))
	}
	if in < 0 {
		return catalog.Scope{Page: true}
	}
	scope := r.sectionOf(sections, in)
	for below <= r.file.Lines() && (r.isBlankLine(below) || r.isCommentLine(below)) {
		below++
	}
	if next := in + 1; next < len(sections) {
		if b := &r.doc.blocks[sections[next].at]; r.file.LineOf(b.start) == below {
			scope.End = max(scope.End, b.end)
		}
	}
	return scope
}

// outline are the headings that divide the page.
func (r *reader) outline(heads []*head) []*head {
	return slices.DeleteFunc(slices.Clone(heads), func(h *head) bool { return h.inItem || r.doc.blocks[h.at].quoted })
}

// sectionOf is the section of a heading: up to the next one that is as high, but the sections of a level belong to it
// however high their headings are.
func (r *reader) sectionOf(heads []*head, i int) catalog.Scope {
	h := heads[i]
	s := catalog.Scope{Start: r.doc.blocks[h.at].start, End: len(r.file.Source)}
	for _, next := range heads[i+1:] {
		ofLevel := h.Role == catalog.OpensLevel && next.Role == catalog.OpensSection && next.Level == h.Level
		if next.Depth <= h.Depth && !ofLevel {
			s.End = r.doc.blocks[next.at].start
			break
		}
	}
	return s
}

// blockAt is the block that holds an offset or begins behind it on the same line; the line where there is none.
func (r *reader) blockAt(at int) catalog.Scope {
	line := r.file.LineOf(at)
	start, end := r.file.LineStart(line), r.file.LineStart(line+1)
	i, _ := slices.BinarySearchFunc(r.doc.blocks, at, func(b block, at int) int { return b.end - at })
	for ; i < len(r.doc.blocks) && r.doc.blocks[i].start < end; i++ {
		if b := &r.doc.blocks[i]; b.end > at {
			return catalog.Scope{Start: min(b.start, start), End: max(b.end, b.start+1)}
		}
	}
	return catalog.Scope{Start: start, End: max(end, start+1)}
}

// isAlone reports whether nothing but comments stands on the lines of a comment.
func (r *reader) isAlone(c span) bool {
	return r.isCommentText(r.file.LineStart(r.file.LineOf(c.start)), c.start) && r.isCommentText(c.end, r.file.LineStart(r.file.LineOf(c.end)+1))
}

// isCommentLine reports whether a line holds comments and nothing else.
func (r *reader) isCommentLine(n int) bool {
	return !r.isBlankLine(n) && r.isCommentText(r.file.LineStart(n), r.file.LineStart(n+1))
}

// isCommentText reports whether there is nothing but comments and blanks from start to end. The signs before a quotation
// count as blanks.
func (r *reader) isCommentText(start, end int) bool {
	i, _ := slices.BinarySearchFunc(r.doc.comments, start, func(c span, at int) int { return c.end - at })
	for ; start < end; i++ {
		to := end
		if i < len(r.doc.comments) {
			to = min(end, max(start, r.doc.comments[i].start))
		}
		if !isBlankText(strings.ReplaceAll(r.file.Source[start:to], ">", " ")) {
			return false
		}
		if i >= len(r.doc.comments) {
			return true
		}
		start = max(to, r.doc.comments[i].end)
	}
	return true
}

// contentBefore is the last line before a line that is not blank; 0 if there is none.
func (r *reader) contentBefore(line int) int {
	for line--; line > 0 && r.isBlankLine(line); line-- {
	}
	return line
}

// indented is where the text of a line begins.
func (r *reader) indented(line int) int {
	text := r.file.Line(line)
	return r.file.LineStart(line) + len(text) - len(strings.TrimLeft(text, " \t"))
}

func (r *reader) isBlankLine(n int) bool { return isBlankText(r.file.Line(n)) }

func isBlankText(s string) bool { return strings.TrimSpace(s) == "" }

// dropCodeComments forgets what reads like a comment in blocks of code and in code spans: people show it there.
func (d *document) dropCodeComments(spans []span) {
	for i := range d.blocks {
		if b := &d.blocks[i]; b.kind == code {
			spans = append(spans, span{b.start, b.end})
		}
	}
	d.comments = slices.DeleteFunc(d.comments, func(c span) bool {
		return slices.ContainsFunc(spans, func(s span) bool { return s.start <= c.start && c.start < s.end })
	})
}
