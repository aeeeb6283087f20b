package lint

import (
	"cmp"
	"regexp"
	"slices"
	"sort"
	"strings"

	"jobcat/catalog"
)

// malformedLink sees what was meant as a link and is none: its marks are on the page for everybody to read, or its
// address cannot be one. The texts of a page have no link that came out right, so whatever looks like one did not.
func malformedLink(p *page, report func(observation)) {
	if p.Family == nil {
		return
	}
	for _, prose := range p.Family.Prose {
		text := prose.Text.String
		if !mayBeTorn(text) {
			continue
		}
		inCode, last := prose.Text.InCode(), 0
		for _, t := range p.tornLinks(text) {
			at := prose.Text.Range(t.start, t.end)
			if at.IsZero() || t.start < last {
				continue
			}
			last = t.start
			if inCode(t.start) || p.linksWithin(at) { // in a code span, or a bare address that the dialect makes a link
				continue
			}
			o := observation{about: &passage{p: p, at: at, text: text[t.shown:t.end], trouble: t.trouble, section: prose.Section, l: prose.Level}}
			if t.fix == "" {
				p.mend(&t, text)
				at = prose.Text.Range(t.start, t.end)
			}
			if t.fix != "" && p.File.Source[at.Start:at.End] == text[t.start:t.end] {
				o.fix = &Fix{Edits: []Edit{{at.Start, at.End, t.fix}}}
			}
			report(o)
		}
	}
	for _, k := range p.Family.Links {
		if o, ok := p.doubledMarks(k); ok {
			report(o)
		}
	}
}

// torn is a part of a text that was meant as a link.
type torn struct {
	start, end int
	shown      int // from where on it is quoted
	trouble    string
	fix        string // what was meant; "" if that is not known
}

var (
	joint     = regexp.MustCompile(`\]\(`)
	apart     = regexp.MustCompile(`\[([^\[\]]+)\][ \t]+(\((?:https?://|/|#)[^\s()]*\))`)
	inParens  = regexp.MustCompile(`\((https?://[^\s()]+|/[^\s()]+)\)`)
	gradeLast = regexp.MustCompile(`(?i)\bgrade \d+ $`)
)

// mayBeTorn reports whether a text has what one of the expressions needs.
func mayBeTorn(text string) bool {
	if strings.IndexByte(text, '(') < 0 {
		return false
	}
	return strings.IndexByte(text, ']') >= 0 || strings.Contains(text, "(/") || strings.Contains(text, "(http")
}

// tornLinks are the parts of a text that were meant as links, in order.
func (p *page) tornLinks(text string) []torn {
	var all []torn
	for _, m := range joint.FindAllStringIndex(text, -1) {
		all = append(all, tornAt(text, m[0]))
	}
	for _, m := range apart.FindAllStringSubmatchIndex(text, -1) {
		all = append(all, torn{m[0], m[1], m[0], "has a blank between its words and its address, so it is no link",
			"[" + text[m[2]:m[3]] + "]" + text[m[4]:m[5]]})
	}
	for _, m := range inParens.FindAllStringSubmatchIndex(text, -1) {
		before, address := text[:m[0]], text[m[2]:m[3]]
		if !strings.HasSuffix(before, " ") || strings.HasSuffix(before, "] ") || !p.isAddress(address) {
			continue
		}
		t := torn{m[0], m[1], m[0], "is an address in plain parentheses, so the words before it are no link", ""}
		if g := gradeLast.FindString(before[max(0, len(before)-len("grade 10000 ")):]); g != "" {
			t.start -= len(g)
			t.fix = "[" + strings.TrimSuffix(g, " ") + "](" + address + ")"
		}
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b torn) int { return cmp.Compare(a.start, b.start) })
	return all
}

// far is how many bytes of a text around the marks of a link are looked at.
const far = 400

// tornAt is the link around the "](" at an offset, with what it lacks.
func tornAt(text string, at int) torn {
	t := torn{start: at, trouble: "has something in its address that cannot stand there, so it is no link"}
	address := text[at+2 : min(len(text), at+2+far)]
	end := strings.IndexAny(address, ")[")
	if end >= 0 && address[end] == ')' {
		t.end = at + 2 + end + 1
	} else {
		t.trouble = "lacks the parenthesis behind its address, so it is no link"
		word, _, _ := strings.Cut(address, " ")
		t.end = at + 2 + len(word)
	}
	if open := strings.LastIndexAny(text[:at], "[]"); open >= 0 && text[open] == '[' {
		t.start = open
	} else {
		t.trouble = "lacks the bracket in front of its words, so it is no link"
	}
	t.shown = t.start
	return t
}

// mend finds out what was meant by a link whose words or address name a level of the catalog, or the page that it leads
// to.
func (p *page) mend(t *torn, text string) {
	words, address, ok := strings.Cut(text[t.start:t.end], "](")
	address, closed := strings.CutSuffix(address, ")")
	if !ok || !closed {
		return
	}
	if words == "" { // the bracket in front of the words is missing
		to := p.graph.Follow(p.Family, address)
		title := ""
		switch {
		case to.Level != nil:
			title = to.Level.Full
		case to.Family != nil:
			title = to.Family.Title.String
		}
		if title != "" && strings.HasSuffix(text[:t.start], title) {
			t.start -= len(title)
			t.fix = "[" + title + "](" + address + ")"
		}
		return
	}
	// Somebody wrote the title in the place of its anchor.
	name, ok := strings.CutPrefix(address, "#")
	if !ok {
		return
	}
	if r := p.graph.Named(p.Family, name); r.Outcome == catalog.Resolved && r.Sure() {
		t.fix = words + "](" + p.linkTo(r.Level) + ")"
	}
}

// linksWithin reports whether a link begins within a place.
func (p *page) linksWithin(at catalog.Place) bool {
	links := p.Family.Links
	i := sort.Search(len(links), func(i int) bool { return links[i].At.Start() >= at.Start })
	return i < len(links) && links[i].At.Start() < at.End
}

// isAddress reports whether what stands in parentheses can only be the address of a page: on the web, or below a folder
// of the site that the catalog links to. "(/remind)" is a command.
func (p *page) isAddress(s string) bool {
	if strings.HasPrefix(s, "http") {
		return true
	}
	top, _, deeper := strings.Cut(s[1:], "/")
	return deeper && p.siteFolders[top]
}

// doubledMarks sees a link with its address in two pairs of parentheses, or its words in two pairs of brackets. A number
// in brackets is a footnote.
func (p *page) doubledMarks(k *catalog.Link) (observation, bool) {
	words := k.Text.String
	inParentheses, inBrackets := strings.HasPrefix(k.Target, "("), strings.HasPrefix(words, "[") && strings.HasSuffix(words, "]")
	if !inParentheses && !inBrackets {
		return observation{}, false
	}
	about := &passage{p: p, at: k.At.Place(), text: words}
	if h := p.headingBefore(k.At.Start()); h != nil {
		about.l = h.Level
	}
	o := observation{about: about}
	switch {
	case inParentheses:
		about.trouble = "has its address in doubled parentheses, so it leads nowhere"
		if at := k.URL; !at.IsZero() && strings.HasSuffix(k.Target, ")") && p.File.Source[at.Start():at.End()] == k.Target {
			o.fix = &Fix{Edits: []Edit{{at.Start(), at.End(), strings.Trim(k.Target, "()")}}}
		}
	case strings.ContainsAny(strings.ToLower(words), "abcdefghijklmnopqrstuvwxyz"):
		about.trouble = "has its words in doubled brackets, of which one pair is shown"
		at := k.Text.Range(0, len(words))
		if p.File.Source[at.Start:at.End] == words {
			o.fix = &Fix{Edits: []Edit{{at.Start, at.End, words[1 : len(words)-1]}}}
		}
	default:
		return o, false
	}
	return o, true
}

// siteFolders are the folders of the site that the links of a catalog lead to: "handbook".
func siteFolders(c *catalog.Catalog) map[string]bool {
	folders := map[string]bool{}
	for _, f := range c.Families() {
		for _, k := range f.Links {
			if path, ok := strings.CutPrefix(k.Target, "/"); ok {
				if top, _, deeper := strings.Cut(path, "/"); deeper && top != "" {
					folders[top] = true
				}
			}
		}
		if top, _, ok := strings.Cut(strings.TrimPrefix(f.URL, "/"), "/"); ok {
			folders[top] = true
		}
	}
	return folders
}
