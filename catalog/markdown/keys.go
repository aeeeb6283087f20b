package markdown

import (
	"slices"
	"strings"

	"jobcat/catalog"
)

// longestKey is how many bytes a key may have.
const longestKey = 80

// A key is a bold word with a colon that heads a section with one value: "**Planning horizon:** a quarter".
type key struct {
	text  catalog.Text
	value catalog.Text
	name  sectionName
}

// keyAt reads a line or a bullet as a key with its value, if the policy has a kind of section of that name.
func (c *collection) keyAt(t catalog.Text) (key, bool) {
	colon := colonIn(t)
	if colon < 1 || !c.isBold(t, colon) {
		return key{}, false
	}
	text := t.Slice(0, len(strings.TrimRight(t.String[:colon], " ")))
	name, ok := c.r.words.section(text.String)
	if !ok || name.subject[0] < name.subject[1] {
		return key{}, false
	}
	value := colon + 1
	for value < len(t.String) && t.String[value] == ' ' {
		value++
	}
	return key{text, t.Slice(value, len(t.String)), name}, true
}

// colonIn is where the colon behind a key stands, -1 if there is none.
func colonIn(t catalog.Text) int {
	return strings.IndexByte(t.String[:min(len(t.String), longestKey)], ':')
}

// beginsBold reports whether a line begins with a bold word and a colon.
func (c *collection) beginsBold(line catalog.Text) bool {
	colon := colonIn(line)
	return colon > 0 && c.isBold(line, colon)
}

// isBold reports whether a text is bold up to its colon, which may be bold or not.
func (c *collection) isBold(t catalog.Text, colon int) bool {
	src := c.r.file.Source
	start, at := t.Range(0, 1).Start, t.Range(colon, colon+1)
	for _, marks := range []string{"**", "__"} {
		if strings.HasSuffix(src[:start], marks) && (strings.HasSuffix(src[:at.Start], marks) || strings.HasPrefix(src[at.End:], marks)) {
			return true
		}
	}
	return false
}

// keys makes sections of the keys in a block, and reports whether there are any, known to the policy or not. A key is a
// section wherever it stands, and no item or line of the section around it, unless that is of the same kind.
func (c *collection) keys(b, next *block) bool {
	if !c.r.writing.Keys || b.quoted || c.now.variety || b.text.IsEmpty() {
		return false
	}
	lines := []catalog.Text{b.text}
	if b.kind == paragraph {
		lines = b.lines()
	}
	keys := make([]*key, len(lines))
	for i, line := range lines {
		k, ok := c.keyAt(line)
		if !ok || c.now.section != nil && c.now.section.Is(k.name.kinds[0]) {
			continue
		}
		if k.value.IsEmpty() && b.kind == paragraph && i == len(lines)-1 && next != nil && next.kind == item && next.depth > b.depth {
			continue // a plain line that does the work of a heading, for a list
		}
		keys[i] = &k
	}
	known := slices.ContainsFunc(keys, func(k *key) bool { return k != nil })
	if !known && !slices.ContainsFunc(lines[1:], c.beginsBold) {
		return false
	}
	if slices.Contains(keys, nil) {
		c.content(b)
	}
	starts := append([]int{0}, b.breaks...)
	for i := 0; i < len(lines); {
		if k := keys[i]; k != nil {
			c.under = underKey{}
			if s := c.addKey(b, k); b.kind == item {
				c.under = underKey{section: s, depth: b.depth, values: len(s.Items)}
			}
			i++
			continue
		}
		// What goes on in the next line is one text with it, but for "**Reports to:** ..." below "**Level:** ...".
		last := i
		for last+1 < len(lines) && keys[last+1] == nil && !c.beginsBold(lines[last+1]) {
			last++
		}
		text := &block{kind: paragraph, text: b.text.Slice(starts[i], starts[last]+len(lines[last].String)), links: b.links}
		for _, at := range starts[i+1 : last+1] {
			text.breaks = append(text.breaks, at-starts[i])
		}
		c.said(text, nil)
		i = last + 1
	}
	return true
}

// underKey is the key that the last item is: what stands below that item belongs to the key.
type underKey struct {
	section *catalog.Section // nil if the last item is none
	depth   int              // of the item
	values  int              // 1 if the key has a value beside it, which is an item then; else 0
}

// has reports whether a block stands below the key.
func (u underKey) has(b *block) bool {
	return u.section != nil && (b.depth > u.depth || b.depth == u.depth && b.kind != item)
}

// addKey adds the section of a key to what it stands in: a level, a variant or the family.
func (c *collection) addKey(b *block, k *key) *catalog.Section {
	h := &catalog.Heading{
		Text: k.text, At: k.text.Span(), Role: catalog.OpensSection, Level: c.now.level,
		Kinds: k.name.kinds, Word: k.text.Slice(k.name.word[0], k.name.word[1]), Usual: k.name.usual, Spelling: k.name.spelling,
	}
	s := &catalog.Section{Kinds: k.name.kinds, Heading: h, At: h.At, Body: k.value.Span(), Content: catalog.Empty}
	f := c.r.family
	f.Prose = append(f.Prose, catalog.Prose{Text: &h.Text, Section: s, Level: c.now.level, Heading: h})
	if k.value.IsEmpty() {
		s.Body = c.r.file.Span(k.text.Span().End(), k.text.Span().End())
	} else {
		s.Content = catalog.Written
		if len(k.value.String) <= longestUnwritten && unwritten.MatchString(k.value.String) {
			s.Content = catalog.Unwritten
		}
		it := &catalog.Item{Text: k.value, Marker: b.marker, Depth: 1, List: 1, At: k.value.Span(), Links: linksAt(b.links, k.value.Span())}
		s.Items = []*catalog.Item{it}
		f.Prose = append(f.Prose, catalog.Prose{Text: &it.Text, Section: s, Level: c.now.level, Item: it})
	}
	f.Headings = append(f.Headings, h)
	switch {
	case c.now.variant != nil:
		c.now.variant.Sections = append(c.now.variant.Sections, s)
	case c.now.level != nil:
		c.now.level.Sections = append(c.now.level.Sections, s)
	default:
		f.Sections = append(f.Sections, s)
	}
	return s
}

// sortHeadings puts the keys among the headings.
func (c *collection) sortHeadings() {
	slices.SortStableFunc(c.r.family.Headings, func(a, b *catalog.Heading) int { return a.At.Start() - b.At.Start() })
}
