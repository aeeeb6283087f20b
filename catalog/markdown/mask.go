package markdown

import (
	"bytes"
	"sort"
	"strings"
)

// span is a half-open range of bytes of a file.
type span struct{ start, end int }

// maskKind says what stands behind a mask.
type maskKind int

const (
	maskEmbed     maskKind = iota // an ERB tag or a shortcode that brings in text
	maskRef                       // a shortcode that stands for an address
	maskComment                   // an HTML comment
	maskAttribute                 // a kramdown attribute list
)

// mask is a piece of a page that is no Markdown and must not be read as such.
type mask struct {
	span
	kind maskKind
}

// filler stands for what is masked within a line. A letter is the one character that means nothing to Markdown
// wherever it stands: in a link's address, beside asterisks, alone on a line.
const filler = 'x'

// masking copies a page and takes out of the copy what is no Markdown, keeping its length and its lines, so that an
// offset means the same in both.
type masking struct {
	source string
	bytes  []byte
	masks  []mask // ascending, not overlapping
}

// newMasking masks source from the byte at body on. What is before, and the lines of merge conflicts, is blanked. The copy
// is made in copied, if there is room.
func newMasking(source string, body int, d Dialect, conflicts []span, copied []byte) *masking {
	m := &masking{source: source, bytes: append(copied[:0], source...)}
	m.blank(span{0, body})
	for _, c := range conflicts {
		m.blank(c)
	}
	// Goldmark takes "\r\n" for a line end in most places only.
	for at := 0; ; at++ {
		k := bytes.IndexByte(m.bytes[at:], '\r')
		if k < 0 {
			break
		}
		at += k
		m.bytes[at] = ' '
	}
	m.scan(body, d)
	return m
}

// blank leaves nothing but the line ends of s.
func (m *masking) blank(s span) {
	for i := s.start; i < s.end; i++ {
		if m.bytes[i] != '\n' {
			m.bytes[i] = ' '
		}
	}
}

// scan finds the masks in one pass from left to right: what opens first wins, as in the generators.
func (m *masking) scan(body int, d Dialect) {
	s := m.source
	var gone [6]bool // closers that do not come any more: none is looked for twice
	find := func(from, which int, closer string) int {
		if gone[which] {
			return -1
		}
		k := strings.Index(s[from:], closer)
		if k < 0 {
			gone[which] = true
			return -1
		}
		return from + k + len(closer)
	}
	for i := body; i < len(s); {
		k := strings.IndexAny(s[i:], "<{")
		if k < 0 {
			return
		}
		i += k
		rest := s[i:]
		end := -1
		kind := maskEmbed
		switch {
		case strings.HasPrefix(rest, "<%"):
			end = find(i+2, 0, "%>")
		case strings.HasPrefix(rest, "<!--"):
			end, kind = find(i+4, 1, "-->"), maskComment
		case strings.HasPrefix(rest, "{{<"):
			end = find(i+3, 2, ">}}")
		case strings.HasPrefix(rest, "{{%"):
			end = find(i+3, 3, "%}}")
		case d.isKramdown() && strings.HasPrefix(rest, "{::comment}"):
			end, kind = find(i, 4, "{:/comment}"), maskComment
		case d.isKramdown() && strings.HasPrefix(rest, "{::nomarkdown"):
			end = find(i, 5, "{:/nomarkdown}")
		case d.isKramdown() && strings.HasPrefix(rest, "{:"):
			end, kind = m.attributes(i), maskAttribute
		}
		if end < 0 {
			i++
			continue
		}
		if kind == maskEmbed && shortcodeRef(s[i:end]) != "" {
			kind = maskRef
		}
		m.hide(mask{span{i, end}, kind})
		i = end
	}
}

// maxAttributeBytes bounds how far the end of an attribute list is looked for.
const maxAttributeBytes = 256

// attributes finds the end of the kramdown attribute list or extension that begins at start; -1 if it is plain text:
// attributes behind plain text belong to nothing, and kramdown shows them as they stand.
func (m *masking) attributes(start int) int {
	rest := m.source[start:min(len(m.source), start+maxAttributeBytes)]
	n := strings.IndexAny(rest, "}\n")
	if n < 0 || rest[n] == '\n' {
		return -1
	}
	s := span{start, start + n + 1}
	switch {
	case strings.HasPrefix(rest, "{::"), m.aloneOnLine(s):
	case start > 0 && strings.IndexByte(")]*_`>~", m.source[start-1]) >= 0: // behind a link, emphasis, code or a tag
	case m.behindMarker(start):
	default:
		return -1
	}
	return s.end
}

// behindMarker reports whether only the marker of a list item stands before at on its line.
func (m *masking) behindMarker(at int) bool {
	i := m.blanksBefore(at)
	if i == 0 || i == at || strings.IndexByte("-*+.", m.source[i-1]) < 0 {
		return false
	}
	digits := i - 1
	for i = digits; m.source[digits] == '.' && i > 0 && m.source[i-1] >= '0' && m.source[i-1] <= '9'; i-- {
	}
	i = m.blanksBefore(i)
	return i == 0 || m.source[i-1] == '\n'
}

// hide takes one piece out of the copy. An attribute list that has a line to itself leaves a blank line: it ends the
// paragraph before it, as in kramdown.
func (m *masking) hide(k mask) {
	fill := byte(filler)
	if k.kind == maskAttribute && m.aloneOnLine(k.span) {
		fill = ' '
	}
	for i := k.start; i < k.end; i++ {
		if m.bytes[i] != '\n' {
			m.bytes[i] = fill
		}
	}
	m.masks = append(m.masks, k)
}

func (m *masking) aloneOnLine(s span) bool {
	i := m.blanksBefore(s.start)
	if i > 0 && m.source[i-1] != '\n' {
		return false
	}
	k := s.end
	for k < len(m.source) && (m.source[k] == ' ' || m.source[k] == '\t' || m.source[k] == '\r') {
		k++
	}
	return k == len(m.source) || m.source[k] == '\n'
}

// blanksBefore is where the blanks begin that end at at.
func (m *masking) blanksBefore(at int) int {
	for at > 0 && (m.source[at-1] == ' ' || m.source[at-1] == '\t') {
		at--
	}
	return at
}

// within are the masks that touch the bytes from start to end.
func (m *masking) within(start, end int) []mask {
	if len(m.masks) == 0 {
		return nil
	}
	i := sort.Search(len(m.masks), func(i int) bool { return m.masks[i].end > start })
	j := i
	for j < len(m.masks) && m.masks[j].start < end {
		j++
	}
	return m.masks[i:j]
}

// shortcodeRef is the address in a Hugo shortcode `{{< ref "..." >}}` or `{{% relref path="..." %}}`, "" for any
// other text.
func shortcodeRef(s string) string {
	if len(s) < 6 || s[0] != '{' {
		return ""
	}
	words := strings.TrimSpace(s[3 : len(s)-3])
	name, arg, _ := strings.Cut(words, " ")
	if name != "ref" && name != "relref" {
		return ""
	}
	arg = strings.TrimSpace(arg)
	arg = strings.TrimSpace(strings.TrimPrefix(arg, "path="))
	if arg == "" {
		return ""
	}
	if q := arg[0]; q == '"' || q == '`' || q == '\'' {
		if n := strings.IndexByte(arg[1:], q); n >= 0 {
			return arg[1 : 1+n]
		}
	}
	word, _, _ := strings.Cut(arg, " ")
	return word
}
