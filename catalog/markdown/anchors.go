package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobcat/catalog"

	gast "github.com/yuin/goldmark/ast"
)

// ids hands out the ids of headings, in file order, as the generator does.
type ids struct {
	dialect Dialect
	used    map[string]int // how often an id was asked for; for Hugo: the next number to try
}

func newIDs(d Dialect) *ids { return &ids{dialect: d, used: make(map[string]int)} }

// heading is the id of the next heading: its explicit one, or one made of its words, which are its text with its white
// space as it stands. Only kramdown with GFM input looks at the words, the others at the source.
func (d *ids) heading(h *gast.Heading, words, source string) string {
	if v, ok := h.AttributeString("id"); ok {
		if id, ok := v.([]byte); ok {
			if d.dialect == Hugo {
				d.used[string(id)] = max(d.used[string(id)], 1)
			}
			return string(id)
		}
	}
	line := ""
	if n := h.Lines().Len(); n > 0 {
		last := h.Lines().At(n - 1)
		line = source[last.Start:last.Stop]
	}
	switch d.dialect {
	case Kramdown:
		return d.kramdown(line)
	case KramdownGFM:
		return d.kramdownGFM(words)
	}
	return d.hugo(line)
}

// kramdownGFM keeps letters, digits, "_", "-" and blanks, which become "-". The first heading of a name has no number.
func (d *ids) kramdownGFM(words string) string {
	var b strings.Builder
	b.Grow(len(words))
	for _, r := range typography(words) {
		switch r = unicode.ToLower(r); {
		case r == ' ' || r == '\t':
			b.WriteByte('-')
		case r == '-' || isWord(r):
			b.WriteRune(r)
		}
	}
	id := b.String()
	n := d.used[id]
	d.used[id] = n + 1
	if n > 0 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// typography takes out the hyphens that kramdown makes a dash of: three or two in a row.
func typography(s string) string {
	if !strings.Contains(s, "--") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "---", "—"), "--", "–")
}

// isWord is \p{Word} of Ruby's regular expressions.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc)
}

// kramdown without GFM input drops all before the first letter and all that is not ASCII.
func (d *ids) kramdown(words string) string {
	var b strings.Builder
	for _, r := range words {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		switch {
		case letter:
			b.WriteRune(unicode.ToLower(r))
		case b.Len() == 0:
		case r == ' ':
			b.WriteByte('-')
		case r == '-' || r >= '0' && r <= '9':
			b.WriteRune(r)
		}
	}
	id := b.String()
	if id == "" {
		id = "section"
	}
	n := d.used[id]
	d.used[id] = n + 1
	if n > 0 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// hugo keeps letters, digits, "_" and "-" of the heading's source, markup included; blanks become "-". A number that
// is already an id is skipped.
func (d *ids) hugo(line string) string {
	var b strings.Builder
	for _, r := range strings.TrimSpace(line) {
		switch {
		case r == ' ' || r == '-':
			b.WriteByte('-')
		case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	base := b.String()
	if base == "" {
		base = "heading"
	}
	id := base
	if d.used[base] > 0 {
		for {
			id = base + "-" + strconv.Itoa(d.used[base])
			d.used[base]++
			if d.used[id] == 0 {
				break
			}
		}
	}
	d.used[id] = 1
	return id
}

// tag is one HTML tag with the attributes that matter here.
type tag struct {
	name       string // lower case; "" for what is no opening tag
	end        int
	id, anchor attribute // id="", and name="" of an <a>
	href       attribute
}

// attribute is the value of an attribute and where it stands, without quotes.
type attribute struct {
	value string
	at    span
}

// tagAt reads the opening tag that begins at start and ends before limit.
func (r *blockReader) tagAt(start, limit int) (tag, bool) {
	src := r.file.Source[:limit]
	i := start + 1
	for i < limit && (isWord(rune(src[i])) || src[i] == '-') && src[i] < utf8.RuneSelf {
		i++
	}
	if i == start+1 {
		return tag{}, false
	}
	t := tag{name: strings.ToLower(src[start+1 : i])}
	for i < limit {
		for i < limit && (isBlank(src[i]) || src[i] == '/') {
			i++
		}
		if i >= limit {
			break
		}
		if src[i] == '>' {
			t.end = i + 1
			return t, true
		}
		nameAt := i
		for i < limit && !isBlank(src[i]) && src[i] != '=' && src[i] != '>' && src[i] != '/' {
			i++
		}
		name := strings.ToLower(src[nameAt:i])
		var a attribute
		if i < limit && src[i] == '=' {
			i++
			if i < limit && (src[i] == '"' || src[i] == '\'') {
				n := strings.IndexByte(src[i+1:], src[i])
				if n < 0 {
					return tag{}, false
				}
				a = attribute{src[i+1 : i+1+n], span{i + 1, i + 1 + n}}
				i += n + 2
			} else {
				from := i
				for i < limit && !isBlank(src[i]) && src[i] != '>' {
					i++
				}
				a = attribute{src[from:i], span{from, i}}
			}
		} else if i == nameAt {
			i++ // a stray character such as "="
		}
		switch {
		case name == "id":
			t.id = a
		case name == "name" && t.name == "a":
			t.anchor = a
		case name == "href" && t.name == "a":
			t.href = a
		}
	}
	return tag{}, false
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// tagged notes the anchors of a tag and returns its link, if it has one.
func (r *blockReader) tagged(t tag) []*catalog.Link {
	for _, a := range []attribute{t.id, t.anchor} {
		if a.value != "" {
			r.doc.anchors = append(r.doc.anchors, catalog.Anchor{ID: a.value, At: r.file.Span(a.at.start, a.at.end)})
		}
	}
	if t.href.value == "" {
		return nil
	}
	at := r.file.Span(t.href.at.start, t.href.at.end)
	link := &catalog.Link{Target: t.href.value, At: at, URL: at}
	r.doc.links = append(r.doc.links, link)
	return []*catalog.Link{link}
}

// htmlText is the text between the tags of raw HTML, the links in it, and whether it embeds another page.
func (r *blockReader) htmlText(s span) (words catalog.Text, links []*catalog.Link, embeds bool) {
	src := r.file.Source
	b := catalog.NewTextBuilder(r.file)
	masks := r.masking.within(s.start, s.end)
	for i := s.start; i < s.end; {
		for len(masks) > 0 && masks[0].end <= i {
			masks = masks[1:]
		}
		if len(masks) > 0 && masks[0].start <= i {
			i = masks[0].end
			continue
		}
		stop := s.end
		if len(masks) > 0 {
			stop = min(stop, masks[0].start)
		}
		if src[i] == '<' {
			if t, ok := r.tagAt(i, min(s.end, i+maxTagBytes)); ok {
				links = append(links, r.tagged(t)...)
				switch t.name {
				case "iframe", "embed", "object", "img", "video", "script", "figure":
					embeds = true
				}
				b.Space(i)
				i = t.end
				continue
			}
			if i+1 < s.end && (src[i+1] == '/' || src[i+1] == '!') {
				if n := strings.IndexByte(src[i:min(s.end, i+maxTagBytes)], '>'); n >= 0 {
					b.Space(i)
					i += n + 1
					continue
				}
			}
		}
		k := strings.IndexByte(src[i+1:stop], '<')
		if k < 0 {
			k = stop - i - 1
		}
		b.Add(i, i+1+k)
		i += 1 + k
	}
	return b.Text(s.start, s.end), links, embeds
}

// mermaid finds the links of a Mermaid diagram: click node "/job-families/x/" "tooltip".
func (r *blockReader) mermaid(s span) {
	src := r.file.Source
	for at := s.start; at < s.end; {
		end := s.end
		if n := strings.IndexByte(src[at:s.end], '\n'); n >= 0 {
			end = at + n
		}
		line := src[at:end]
		words := strings.TrimLeft(line, " \t")
		if strings.HasPrefix(words, "click ") {
			if open := strings.IndexByte(line, '"'); open >= 0 {
				if n := strings.IndexByte(line[open+1:], '"'); n > 0 {
					at := r.file.Span(at+open+1, at+open+1+n)
					r.doc.links = append(r.doc.links, &catalog.Link{Target: line[open+1 : open+1+n], At: at, URL: at})
				}
			}
		}
		at = end + 1
	}
}

// readMasks notes HTML comments and the ids in kramdown's attribute lists, which are masked.
func (r *blockReader) readMasks() {
	src := r.file.Source
	for _, m := range r.masking.masks {
		switch m.kind {
		case maskComment:
			if strings.HasPrefix(src[m.start:], "<!--") {
				r.doc.comments = append(r.doc.comments, m.span)
			}
		case maskAttribute:
			if s, ok := r.attributeID(m.span); ok {
				r.doc.anchors = append(r.doc.anchors, catalog.Anchor{ID: src[s.start:s.end], At: r.file.Span(s.start, s.end)})
			}
		}
	}
}

// attributeID is where the id stands in an attribute list: "{: .wide #id}".
func (r *blockReader) attributeID(list span) (span, bool) {
	for at := list.start + len("{:"); at < list.end; at++ {
		if r.file.Source[at] != '#' || !strings.ContainsRune(" :.\t", rune(r.file.Source[at-1])) {
			continue
		}
		end := at + 1
		for end < list.end && (isWord(rune(r.file.Source[end])) || r.file.Source[end] == '-' || r.file.Source[end] == ':') {
			end++
		}
		if end > at+1 {
			return span{at + 1, end}, true
		}
	}
	return span{}, false
}

// listedID is the id that an attribute list on the line behind a heading gives it, or one on the line before that has
// a blank line before itself.
func (r *blockReader) listedID(s span) (string, bool) {
	src := r.file.Source
	var lists []mask
	if next := s.end + strings.IndexByte(src[s.end:], '\n') + 1; next > s.end {
		lists = append(lists, r.masking.within(next, r.lineEnd(next))...)
	}
	if start := strings.LastIndexByte(src[:s.start], '\n'); start >= 0 {
		before := strings.LastIndexByte(src[:start], '\n') + 1
		if strings.TrimSpace(src[strings.LastIndexByte(src[:max(0, before-1)], '\n')+1:before]) == "" {
			lists = append(lists, r.masking.within(before, start)...)
		}
	}
	for _, m := range lists {
		if m.kind == maskAttribute && r.masking.aloneOnLine(m.span) {
			if id, ok := r.attributeID(m.span); ok {
				return src[id.start:id.end], true
			}
		}
	}
	return "", false
}
