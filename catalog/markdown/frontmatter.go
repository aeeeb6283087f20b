package markdown

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"jobcat/catalog"
)

// frontMatter is the YAML at the beginning of a page.
type frontMatter struct {
	lines  span    // from the opening "---" to the end of the closing one; zero if there is none
	body   int     // where the page's Markdown begins
	fields []field // in file order
}

// field is one key of the front matter with its value.
type field struct {
	key   catalog.Text // empty for an entry of a sequence
	value catalog.Text // of a scalar, without quotes; for null and for what is no scalar it is empty and only has a place
	sub   []field      // the fields of a mapping, the entries of a sequence
}

// lookup is the first field with that key, or nil.
func lookup(fields []field, key string) *field {
	for i := range fields {
		if fields[i].key.String == key {
			return &fields[i]
		}
	}
	return nil
}

// field is the first top-level field with that key, or nil.
func (m frontMatter) field(key string) *field { return lookup(m.fields, key) }

const byteOrderMark = "\ufeff"

var (
	keyLine      = regexp.MustCompile(`^[A-Za-z_][\w.-]*:(?:[ \t]|$)`)
	yamlLine     = regexp.MustCompile(`^(?:[A-Za-z_][\w.-]*:(?:[ \t]|$)|[ \t]|-[ \t]|#[^#]|$)`)
	yamlLocation = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?`)
)

// frontMatterReader reads the front matter of one page.
type frontMatterReader struct {
	doc       *document
	file      *catalog.File
	clean     string // the page without what YAML stumbles over, of equal length
	conflicts bool   // merge conflict markers were taken out of it: what it says twice is no fault of its own
}

// frontMatterLimit is an offset that no front matter of the page goes beyond: the second line that is "---".
func frontMatterLimit(source string) int {
	seen := 0
	for at := 0; ; at++ {
		k := strings.Index(source[at:], "---")
		if k < 0 {
			return len(source)
		}
		at += k
		before := strings.TrimPrefix(source[:at], byteOrderMark)
		if before != "" && before[len(before)-1] != '\n' {
			continue
		}
		rest := source[at+len("---"):]
		if strings.HasPrefix(strings.TrimLeft(rest, " \t\r"), "\n") {
			if seen++; seen == 2 {
				return at
			}
		}
	}
}

// read finds the front matter, reads it, and notes what is wrong with it.
func (r *frontMatterReader) read() frontMatter {
	start := len(r.clean) - len(strings.TrimLeft(strings.TrimPrefix(r.clean, byteOrderMark), " \t\r\n"))
	start = strings.LastIndexByte(r.clean[:start], '\n') + 1
	if start == 0 && strings.HasPrefix(r.clean, byteOrderMark) {
		start = len(byteOrderMark)
	}
	first, next := r.line(start)
	switch {
	case first == "---":
		return r.opened(start, next)
	case keyLine.MatchString(first):
		if m, ok := r.unopened(start); ok {
			return m
		}
	}
	r.fault(catalog.NoFrontMatter, "", span{start, start})
	return frontMatter{body: start}
}

// opened reads front matter whose "---" stands at start.
func (r *frontMatterReader) opened(start, body int) frontMatter {
	for at := body; at < len(r.clean); {
		line, next := r.line(at)
		if line == "---" || line == "..." && r.doc.dialect.isKramdown() {
			m := frontMatter{lines: span{start, at + len(line)}, body: next}
			m.fields = r.fields(span{body, at})
			r.checkTitle(m)
			return m
		}
		at = next
	}
	// Nothing closes it. What looks like YAML is read as such, so that the page keeps its title.
	at := body
	for at < len(r.clean) {
		line, next := r.line(at)
		if line == "" || !yamlLine.MatchString(line) {
			break
		}
		at = next
	}
	if line, _ := r.line(body); !keyLine.MatchString(line) {
		if strings.TrimSpace(r.clean[body:]) != "" { // a line across the page and no front matter
			r.fault(catalog.NoFrontMatter, "", span{start, start})
			return frontMatter{body: start}
		}
		at = len(r.clean)
	}
	r.fault(catalog.UnclosedFrontMatter, "", span{start, start + len("---")})
	m := frontMatter{lines: span{start, at}, body: at}
	m.fields = r.fields(span{body, at})
	r.checkTitle(m)
	return m
}

// unopened reads keys at the top of a page that end in "---", whose own opening "---" was lost.
func (r *frontMatterReader) unopened(start int) (frontMatter, bool) {
	for at := start; at < len(r.clean); {
		line, next := r.line(at)
		if line == "---" {
			first, _ := r.line(start)
			r.fault(catalog.UnopenedFrontMatter, "", span{start, start + len(first)})
			m := frontMatter{lines: span{start, at + len(line)}, body: next}
			m.fields = r.fields(span{start, at})
			r.checkTitle(m)
			return m, true
		}
		if !yamlLine.MatchString(line) {
			break
		}
		at = next
	}
	return frontMatter{}, false
}

func (r *frontMatterReader) checkTitle(m frontMatter) {
	if t := lookup(m.fields, "title"); t == nil || t.value.IsEmpty() && len(t.sub) == 0 {
		r.fault(catalog.NoTitle, "", m.lines)
	}
}

// line is the line at a byte offset without white space at its end, and where the next one starts.
func (r *frontMatterReader) line(at int) (line string, next int) {
	next = len(r.clean)
	line = r.clean[at:]
	if n := strings.IndexByte(line, '\n'); n >= 0 {
		line, next = line[:n], at+n+1
	}
	return strings.TrimRight(line, " \t\r"), next
}

func (r *frontMatterReader) fault(kind catalog.FaultKind, detail string, at span) {
	r.doc.faults = append(r.doc.faults, catalog.Fault{Kind: kind, Detail: detail, Place: r.file.Place(at.start, at.end)})
}

// fields reads the YAML in s. If it is no YAML as a whole, each top-level key is read for itself, so that one broken
// line does not hide the others, and the fault stands at that line.
func (r *frontMatterReader) fields(s span) []field {
	root, err := r.parse(s)
	if err == nil {
		return r.mapping(root, s)
	}
	var fields []field
	found := false
	entries := r.entries(s)
	for _, entry := range entries[:min(len(entries), maxEntries)] {
		root, err := r.parse(entry)
		if err == nil {
			fields = append(fields, r.mapping(root, entry)...)
			continue
		}
		if !found && !r.conflicts {
			found = true
			r.yamlFault(err, entry)
		}
		fields = append(fields, r.broken(entry)...)
	}
	if !found && !r.conflicts { // each key is well-formed, their combination is not
		r.yamlFault(err, s)
	}
	r.duplicates(fields)
	return fields
}

// maxEntries bounds how many keys are read one by one.
const maxEntries = 1000

// entries cuts s before each line that begins a top-level key.
func (r *frontMatterReader) entries(s span) []span {
	var cuts []span
	at := s.start
	for from := s.start; from < s.end; {
		line, next := r.line(from)
		next = min(next, s.end)
		if from > at && line != "" && !strings.ContainsRune(" \t-#", rune(line[0])) {
			cuts = append(cuts, span{at, from})
			at = from
		}
		from = next
	}
	return append(cuts, span{at, s.end})
}

// broken is what can be saved of an entry that is no YAML: "title: Manager: Payroll" has a title all the same.
func (r *frontMatterReader) broken(s span) []field {
	line, _ := r.line(s.start)
	if !keyLine.MatchString(line) {
		return nil
	}
	colon := strings.IndexByte(line, ':')
	b := catalog.NewTextBuilder(r.file)
	b.Add(s.start+colon+1, s.start+len(line))
	value := strings.TrimLeft(line[colon+1:], " \t")
	return []field{{
		key:   catalog.NewText(r.file, s.start, s.start+colon),
		value: b.Text(s.start+len(line)-len(value), s.start+len(line)),
	}}
}

func (r *frontMatterReader) parse(s span) (*yaml.Node, error) {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(r.clean[s.start:s.end]), &root); err != nil {
		return nil, err
	}
	return &root, nil
}

// yamlFault notes what the YAML library says about s, at the line that it names.
func (r *frontMatterReader) yamlFault(err error, s span) {
	reason := err.Error()
	at := s.start
	if m := yamlLocation.FindStringSubmatch(reason); m != nil {
		reason = reason[len(m[0]):]
		n, _ := strconv.Atoi(m[1])
		for ; n > 1; n-- {
			_, next := r.line(at)
			if next >= s.end {
				break
			}
			at = next
		}
	}
	line, _ := r.line(at)
	r.fault(catalog.BadFrontMatter, reason, span{at, at + len(line)})
}

// mapping is the fields of the YAML document that was read from s.
func (r *frontMatterReader) mapping(root *yaml.Node, s span) []field {
	if root.Kind == 0 { // nothing but comments
		return nil
	}
	top := root.Content[0]
	if top.Kind != yaml.MappingNode {
		if !r.conflicts && !(top.Kind == yaml.ScalarNode && top.Tag == "!!null") {
			line, _ := r.line(s.start)
			r.fault(catalog.BadFrontMatter, "these are no keys with values", span{s.start, s.start + len(line)})
		}
		return nil
	}
	fields := r.sub(top, s)
	r.duplicates(fields)
	return fields
}

// sub is what a mapping or a sequence holds. Aliases are not followed: they can stand for more than the file.
func (r *frontMatterReader) sub(n *yaml.Node, s span) []field {
	var fields []field
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			f := r.field(n.Content[i+1], s)
			f.key = r.scalar(n.Content[i], s)
			if f.value.IsEmpty() && len(f.sub) == 0 {
				f.value = r.afterColon(f.key, s)
			}
			fields = append(fields, f)
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			fields = append(fields, r.field(c, s))
		}
	}
	return fields
}

func (r *frontMatterReader) field(n *yaml.Node, s span) field {
	if n.Kind == yaml.ScalarNode {
		return field{value: r.scalar(n, s)}
	}
	at := r.offset(n, s)
	return field{value: catalog.NewText(r.file, at, at), sub: r.sub(n, s)}
}

// duplicates notes keys that stand twice in one mapping.
func (r *frontMatterReader) duplicates(fields []field) {
	if r.conflicts {
		return
	}
	seen := make(map[string]bool, len(fields))
	for _, f := range fields {
		if key := f.key.String; key != "" {
			if seen[key] {
				p := f.key.Place()
				r.fault(catalog.DuplicateKey, key, span{p.Start, p.End})
			}
			seen[key] = true
		}
		r.duplicates(f.sub)
	}
}

// offset is the byte of the file at which a node of the YAML in s begins. YAML counts columns in characters.
func (r *frontMatterReader) offset(n *yaml.Node, s span) int {
	at := r.file.LineStart(r.file.LineOf(s.start) + n.Line - 1)
	if n.Line <= 1 {
		at = s.start
	}
	for c := 1; c < n.Column && at < s.end; c++ {
		_, size := utf8.DecodeRuneInString(r.clean[at:])
		at += size
	}
	return min(at, s.end)
}

// scalar is the text of a scalar as it stands in the file.
func (r *frontMatterReader) scalar(n *yaml.Node, s span) catalog.Text {
	at := r.offset(n, s)
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || at >= s.end {
		return catalog.NewText(r.file, at, at)
	}
	b := catalog.NewTextBuilder(r.file)
	if q := r.clean[at]; q == '"' || q == '\'' {
		inner := quoted(r.clean[at:s.end])
		in, end := at+1, at+1+len(inner)
		switch {
		case q == '\'':
			for {
				k := strings.Index(r.clean[in:end], "''")
				if k < 0 {
					break
				}
				b.Add(in, in+k+1)
				in += k + 2
			}
			b.Add(in, end)
		case strings.Contains(inner, `\`):
			b.AddReplaced(strings.Join(strings.Fields(n.Value), " "), in)
		default:
			b.Add(in, end)
		}
		return b.Text(at+1, end)
	}
	from := at
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		_, from = r.line(at) // behind the line of the "|" or ">"
		from += len(r.clean[from:s.end]) - len(strings.TrimLeft(r.clean[from:s.end], " \t\r\n"))
	}
	if end, ok := matchFolded(r.clean[:s.end], from, n.Value); ok {
		b.Add(from, end)
		return b.Text(from, end)
	}
	// Written in a way that this reader does not know, such as with a tag before it.
	line, _ := r.line(at)
	b.AddReplaced(strings.Join(strings.Fields(n.Value), " "), at)
	return b.Text(at, min(at+len(line), s.end))
}

// afterColon is an empty text behind the colon of a key, where its value would stand.
func (r *frontMatterReader) afterColon(key catalog.Text, s span) catalog.Text {
	at := key.Place().End
	if n := strings.IndexByte(r.clean[at:s.end], ':'); n >= 0 {
		at += n + 1
	}
	return catalog.NewText(r.file, at, at)
}

// quoted is what stands between the quote that s begins with and the one that closes it.
func quoted(s string) string {
	q := s[0]
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && q == '"':
			i++
		case s[i] == q && q == '\'' && i+1 < len(s) && s[i+1] == q:
			i++
		case s[i] == q:
			return s[1:i]
		}
	}
	return s[1:]
}

// matchFolded finds where value ends that begins at from in s, white space in both being of any length.
func matchFolded(s string, from int, value string) (end int, ok bool) {
	i := from
	value = strings.TrimSpace(value)
	for k := 0; k < len(value); {
		if isBlank(value[k]) {
			for k < len(value) && isBlank(value[k]) {
				k++
			}
			for i < len(s) && isBlank(s[i]) {
				i++
			}
			continue
		}
		if i >= len(s) || s[i] != value[k] {
			return from, false
		}
		i++
		k++
	}
	return i, true
}
