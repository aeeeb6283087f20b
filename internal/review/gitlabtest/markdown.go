package gitlabtest

import (
	"regexp"
	"strings"
)

// text is the lines of a note, as far as it matters which of them are code. It is no whole reading of Markdown: where that is
// hard to say, a line counts as one in which words mean something. So what the server lets pass is safe, and what it does not
// is worth a look.
type text struct {
	lines  []line
	fences []fence
}

type line struct {
	text string
	code bool   // of a fenced block or of raw HTML that begin at the margin
	span bool   // its start is in a code span
	live string // what of it is not code
}

// fence is a fenced block of code.
type fence struct {
	info    string
	content string
}

var (
	fenceStart = regexp.MustCompile("^( {0,3})(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$")
	listStart  = regexp.MustCompile(`^ {0,3}([-+*]|[0-9]{1,9}[.)])( {1,4}|\t|$)`)
	htmlBlock  = regexp.MustCompile(`(?i)^ {0,3}</?(address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)([ \t>]|/>|$)`)
	htmlRaw    = regexp.MustCompile(`(?i)^ {0,3}<(script|pre|style|textarea)([ \t>]|$)`)
	htmlRawEnd = regexp.MustCompile(`(?i)</(script|pre|style|textarea)>`)
	breaks     = regexp.MustCompile(`^ {0,3}([#>\-+*_=<|\[]|[0-9]+[.)])`)
)

func understand(body string) text {
	var t text
	for l := range strings.SplitSeq(body, "\n") {
		t.lines = append(t.lines, line{text: l, live: l})
	}
	var (
		open    *fence
		mark    string // of the open fence
		within  bool   // the open fence belongs to a list item, which a line at the margin ends
		htmlEnd func(string) bool
		item    int // where the text of the open list item begins; 0 for none
		blank   = true
		start   = -1 // of the paragraph
	)
	end := func(i int) {
		if start >= 0 {
			t.spans(start, i)
		}
		start = -1
	}
	for i := range t.lines {
		l := &t.lines[i]
		indent := len(l.text) - len(strings.TrimLeft(l.text, " "))
		empty := strings.TrimSpace(l.text) == ""
		if open != nil {
			inner := strings.TrimLeft(l.text, " ")
			switch {
			case within && !empty && indent < item: // the list item has ended, and the fence with it
				t.fences = append(t.fences, *open)
				open = nil
			case strings.HasPrefix(inner, mark) && strings.Trim(strings.TrimRight(inner, " \t"), mark[:1]) == "" && (indent < 4 || within):
				t.fences = append(t.fences, *open)
				open = nil
				l.code, l.live = !within, ""
				blank = false
				continue
			default:
				open.content += l.text + "\n"
				l.code, l.live = !within, ""
				continue
			}
		}
		if htmlEnd != nil {
			if htmlEnd(l.text) {
				htmlEnd = nil
				if !empty {
					l.code = true
				}
			} else {
				l.code = true
			}
			blank = empty
			continue
		}
		if empty {
			end(i)
			blank = true
			continue
		}
		if m := fenceStart.FindStringSubmatch(strings.TrimLeft(l.text, " ")); m != nil && !(m[2][0] == '`' && strings.Contains(m[3], "`")) &&
			(indent < 4 || item > 0 && indent < item+4) {
			end(i)
			open, mark = &fence{info: m[3]}, m[2]
			within = item > 0 && indent >= item
			if !within {
				item = 0
			}
			l.code, l.live = !within, ""
			blank = false
			continue
		}
		if m := listStart.FindString(l.text); m != "" {
			item = max(2, len(m))
			if f := fenceStart.FindStringSubmatch(l.text[len(m):]); f != nil && !(f[2][0] == '`' && strings.Contains(f[3], "`")) {
				end(i)
				open, mark, within = &fence{info: f[3]}, f[2], true
				l.live = ""
				blank = false
				continue
			}
		} else if blank && indent < item {
			item = 0
		}
		if htmlEnd = rawHTML(l.text); htmlEnd != nil && (item == 0 || indent < item) {
			end(i)
			l.code = true
			if htmlEnd(l.text) {
				htmlEnd = nil
			}
			blank = false
			continue
		}
		htmlEnd = nil
		if breaks.MatchString(l.text) {
			end(i)
		}
		if start < 0 {
			start = i
		}
		blank = false
	}
	if open != nil {
		t.fences = append(t.fences, *open)
	}
	end(len(t.lines))
	return t
}

// rawHTML says what ends the raw HTML that begins with a line; nil if none does.
func rawHTML(l string) func(string) bool {
	until := func(text string) func(string) bool {
		return func(l string) bool { return strings.Contains(l, text) }
	}
	trimmed := strings.TrimLeft(l, " ")
	switch {
	case len(l)-len(trimmed) > 3 || !strings.HasPrefix(trimmed, "<"):
		return nil
	case strings.HasPrefix(trimmed, "<!--"):
		return until("-->")
	case strings.HasPrefix(trimmed, "<?"):
		return until("?>")
	case strings.HasPrefix(trimmed, "<![CDATA["):
		return until("]]>")
	case len(trimmed) > 2 && trimmed[1] == '!' && trimmed[2] >= 'A' && trimmed[2] <= 'Z':
		return until(">")
	case htmlRaw.MatchString(l):
		return htmlRawEnd.MatchString
	case htmlBlock.MatchString(l):
		return func(l string) bool { return strings.TrimSpace(l) == "" }
	}
	return nil
}

// spans finds the code spans of a paragraph. Those after a "<" do not count: it may begin a tag that a backtick belongs to. In a
// table, they do not go beyond a row.
func (t *text) spans(from, to int) {
	var lines []string
	for _, l := range t.lines[from:to] {
		lines = append(lines, l.text)
	}
	p := strings.Join(lines, "\n")
	if strings.Contains(p, "|") && to-from > 1 {
		for i := from; i < to; i++ {
			t.spans(i, i+1)
		}
		return
	}
	live := []byte(p)
	runs := map[int][]int{} // of backticks: where they begin, by how many they are
	for at := 0; at < len(p); at++ {
		if p[at] == '`' {
			n := run(p[at:])
			runs[n] = append(runs[n], at)
			at += n
		}
	}
	for at := 0; at < len(p); {
		switch p[at] {
		case '\\':
			at += 2
			continue
		case '<':
			at = len(p)
			continue
		case '`':
		default:
			at++
			continue
		}
		n := run(p[at:])
		for len(runs[n]) > 0 && runs[n][0] < at+n {
			runs[n] = runs[n][1:]
		}
		if len(runs[n]) == 0 {
			at += n
			continue
		}
		end := runs[n][0] + n
		for i := at; i < end; i++ {
			if live[i] != '\n' {
				live[i] = 0
			}
		}
		at = end
	}
	for i, l := range strings.Split(string(live), "\n") {
		t.lines[from+i].span = strings.HasPrefix(l, "\x00")
		t.lines[from+i].live = strings.ReplaceAll(l, "\x00", "")
	}
}

// run is how many backticks a text begins with.
func run(p string) int { return len(p) - len(strings.TrimLeft(p, "`")) }
