package lint

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"jobcat/catalog"
)

// rewording is a heading that says something else after a fix, or a new one.
type rewording struct {
	heading *catalog.Heading // nil for a new one
	at      int              // where a new one is inserted
	words   string
}

// keepingLinks adds to a fix that changes the words of headings what keeps links alive: the id of a heading is made of
// its words, and headings with the same words are numbered, so that other ids change, too. It is nil where links from
// other pages would be torn, where nobody knows the new id, or where a fix of a heading above changes the same numbers.
func (p *page) keepingLinks(fix *Fix, changes ...rewording) *Fix {
	links := p.linksTo()[p.Family]
	var moved []movedAnchor
	if len(links) > 0 { // most pages have none
		moved = p.movedAnchors(changes)
	}
	edits := len(fix.Edits)
	for _, was := range moved {
		for _, from := range links[was.anchor] {
			before, _, _ := strings.Cut(from.link.Target, "#")
			at := from.link.URL
			if from.family != p.Family || was.to == "" || at.IsZero() || p.File.Source[at.Start():at.End()] != from.link.Target {
				return nil
			}
			fix.Edits = append(fix.Edits, Edit{at.Start(), at.End(), before + "#" + was.to})
		}
	}
	if len(fix.Edits) > edits && p.rewordedAbove(changes) {
		return nil
	}
	slices.SortFunc(fix.Edits, func(a, b Edit) int { return a.Start - b.Start })
	return fix
}

// rewordedAbove reports whether a heading above is to be reworded, too, so that the numbers of the anchors that change
// are not the last word.
func (p *page) rewordedAbove(changes []rewording) bool {
	touched := map[string]bool{}
	for _, c := range changes {
		touched[anchorOf(c.words)] = true
		if c.heading != nil {
			touched[anchorOf(c.heading.Text.String)] = true
		}
	}
	for i, h := range p.Family.Headings {
		if slices.ContainsFunc(changes, func(c rewording) bool { return c.heading == h || c.heading == nil && c.at <= h.At.Start() }) {
			return false
		}
		if words, _, ok := usualWords(h); ok && (touched[anchorOf(words)] || touched[p.plainAnchors()[i]]) {
			return true
		}
	}
	return false
}

// movedAnchor is an anchor that changes. To is "" if it is not known what becomes of it.
type movedAnchor struct{ anchor, to string }

// movedAnchors are the anchors of headings that change with the words of some.
func (p *page) movedAnchors(changes []rewording) []movedAnchor {
	var moved []movedAnchor
	before, after := numbers{}, numbers{}
	touched := map[string]bool{} // the words of anchors that become more or fewer
	var pending []rewording      // new headings, until their place has come
	for _, c := range changes {
		if c.heading == nil {
			pending = append(pending, c)
		}
	}
	for n, h := range p.Family.Headings {
		for len(pending) > 0 && pending[0].at <= h.At.Start() {
			words := anchorOf(pending[0].words)
			after.next(words)
			touched[words] = true
			pending = pending[1:]
		}
		i := slices.IndexFunc(changes, func(c rewording) bool { return c.heading == h })
		words := p.plainAnchors()[n]
		if h.Anchor != words && !isNumbered(h.Anchor, words) {
			if i >= 0 && !p.hasOwnID(h) {
				moved = append(moved, movedAnchor{h.Anchor, ""})
			}
			continue
		}
		was := before.next(words)
		if i >= 0 {
			to := anchorOf(changes[i].words)
			touched[words], touched[to] = true, true
			words = to
		}
		to := after.next(words)
		if !touched[words] || to == h.Anchor {
			continue
		}
		if was != h.Anchor {
			to = "" // the generator has another way to number
		}
		moved = append(moved, movedAnchor{h.Anchor, to})
	}
	return moved
}

// plainAnchors are what is made of the words of each heading of the page.
func (p *page) plainAnchors() []string {
	if p.anchors == nil {
		p.anchors = make([]string, len(p.Family.Headings))
		for i, h := range p.Family.Headings {
			p.anchors[i] = anchorOf(h.Text.String)
		}
	}
	return p.anchors
}

// numbers gives headings with the same words their numbers, as generators do.
type numbers map[string]int

func (n numbers) next(words string) string {
	n[words]++
	if n[words] == 1 {
		return words
	}
	return words + "-" + strconv.Itoa(n[words]-1)
}

// anchorOf is what all generators make of plain words.
func anchorOf(words string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(words)) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-', r == '_', unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isNumbered reports whether an anchor is one of several that are made of the same words.
func isNumbered(anchor, words string) bool {
	number, ok := strings.CutPrefix(anchor, words+"-")
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

var ownID = regexp.MustCompile(`\{:?[^{}\n]*#[^{}\n]*\}`)

// hasOwnID reports whether a heading has an id that does not depend on its words: "## Senior {#senior}".
func (p *page) hasOwnID(h *catalog.Heading) bool {
	return ownID.MatchString(p.File.Source[p.File.LineStart(h.At.Place().Line):p.File.LineStart(h.At.Place().EndLine+2)])
}

// linkFrom is a link with the page that it stands on.
type linkFrom struct {
	family *catalog.Family
	link   *catalog.Link
}

// linksToAnchors are the links of a catalog that lead to an anchor, by the page and the anchor. They are found when the
// first fix asks for them.
func linksToAnchors(g *catalog.Graph, c *catalog.Catalog) func() map[*catalog.Family]map[string][]linkFrom {
	return sync.OnceValue(func() map[*catalog.Family]map[string][]linkFrom {
		links := map[*catalog.Family]map[string][]linkFrom{}
		for _, f := range c.Families() {
			for _, k := range f.Links {
				if !strings.Contains(k.Target, "#") {
					continue
				}
				d := g.Follow(f, k.Target)
				if d.Where != catalog.ToAnchor {
					continue
				}
				if links[d.Family] == nil {
					links[d.Family] = map[string][]linkFrom{}
				}
				links[d.Family][d.Anchor] = append(links[d.Family][d.Anchor], linkFrom{f, k})
			}
		}
		return links
	})
}
