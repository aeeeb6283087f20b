package lint

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"jobcat/catalog"
)

// better is where a dead link was most likely meant to lead, "" if that is not known: to the level that its words name,
// else to the anchor or the page that is most like the one that does not exist.
func (e *linkEntity) better() string {
	if e.address == nil {
		address := e.betterAddress()
		e.address = &address
	}
	return *e.address
}

func (e *linkEntity) betterAddress() string {
	d := e.followed
	if !d.IsDead() {
		return ""
	}
	if l := e.named(); l != nil {
		return e.asWritten(e.p.linkTo(l))
	}
	if d.Where == catalog.NoPage {
		return e.asWritten(e.p.nearestPage(d.Address))
	}
	if anchor := e.p.graph.NearestAnchor(d.Family, d.Anchor); anchor != "" {
		before, _, _ := strings.Cut(e.k.Target, "#")
		return before + "#" + anchor
	}
	return ""
}

// asWritten is the address of a page as the link has it: where the link names a file by its relative path, so does this.
func (e *linkEntity) asWritten(address string) string {
	file, _, _ := strings.Cut(e.k.Target, "#")
	to := e.p.graph.Follow(e.p.Family, address)
	if address == "" || to.Family == nil || !strings.HasSuffix(file, ".md") || strings.HasPrefix(file, "/") || strings.Contains(file, "://") {
		return address
	}
	_, anchor, anchored := strings.Cut(address, "#")
	better := relativePath(path.Dir(e.p.File.Path), to.Family.File.Path)
	if anchored {
		better += "#" + anchor
	}
	return better
}

// relativePath is a file's path as seen from a folder, as it stands in a link.
func relativePath(folder, file string) string {
	from, to := strings.Split(folder, "/"), strings.Split(file, "/")
	if folder == "." {
		from = nil
	}
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	for i, part := range to {
		to[i] = url.PathEscape(part)
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// named is the level that the words of the link name, nil if that is not sure.
func (e *linkEntity) named() *catalog.Level {
	home := e.followed.Family
	if home == nil {
		home = e.p.Family
	}
	if r := e.p.graph.Named(home, e.k.Text.String); r.Outcome == catalog.Resolved && r.Sure() {
		return r.Level
	}
	return nil
}

// linkTo is how the page links to a level: by the anchor alone on the page itself.
func (p *page) linkTo(l *catalog.Level) string {
	if l.Family == p.Family && l.Anchor() != "" {
		return "#" + l.Anchor()
	}
	return l.Address()
}

// deadLink writes the better address in the place of the dead one, and shows the page that lacks the anchor. A page whose
// address only resembles the dead one is for somebody to look at, and nobody links to the page that is being read.
func deadLink(p *page, e entity, o *observation) {
	k := e.(*linkEntity)
	if f := k.followed.Family; k.followed.Where == catalog.NoAnchor && f != p.Family {
		o.related = []Related{{f.TitlePlace, "the page that it leads to"}}
	}
	better := k.better()
	if better == "" {
		return
	}
	to := p.graph.Follow(p.Family, better)
	resembles := k.followed.Where == catalog.NoPage && k.named() == nil && path.Base(to.Address) != path.Base(k.followed.Address)
	if resembles || to.Where == catalog.ToPage && to.Family == p.Family {
		return
	}
	if at := k.k.URL; !at.IsZero() && p.File.Source[at.Start():at.End()] == k.k.Target {
		o.fix = &Fix{Edits: []Edit{{at.Start(), at.End(), strings.Clone(better)}}}
	}
}

// addresses are the pages of the catalog by the ends of their addresses: "payroll-analyst", and that with one word left
// out.
type addresses map[string][]*catalog.Family

// maxNamesakes is how many pages with nearly the same end of an address are compared.
const maxNamesakes = 20

func newAddresses(c *catalog.Catalog) addresses {
	a := addresses{}
	for _, f := range c.Families() {
		for _, k := range endKeys(f.URL) {
			if len(a[k]) < maxNamesakes {
				a[k] = append(a[k], f)
			}
		}
	}
	return a
}

// endKeys are the last part of an address, and that with one of its words left out.
func endKeys(address string) []string {
	words := endWords(address)
	keys := []string{strings.Join(words, "-")}
	if len(words) < 3 || len(words) > 12 {
		return keys
	}
	for i := range words {
		keys = append(keys, strings.Join(append(append([]string{}, words[:i]...), words[i+1:]...), "-"))
	}
	return keys
}

// likeEnds reports whether the ends of two addresses are the same but for a word too many or a slip of the keyboard:
// "channel-sales-manager" and "area-sales-manager" are two roles.
func likeEnds(a, b string) bool {
	left, right := endWords(a), endWords(b)
	for _, w := range endWords(a) {
		if i := slices.Index(right, w); i >= 0 {
			right = slices.Delete(right, i, i+1)
			i = slices.Index(left, w)
			left = slices.Delete(left, i, i+1)
		}
	}
	return len(left) == 0 || len(right) == 0 || levenshtein.ComputeDistance(strings.Join(left, "-"), strings.Join(right, "-")) <= 2
}

func endWords(address string) []string {
	return strings.FieldsFunc(strings.ToLower(path.Base(address)), func(r rune) bool { return r == '-' || r == '_' })
}

// nearestPage is the address of the only page that an address can have been meant for: one of the same name in another
// folder, or one that differs in a word; "" if there is none, or more than one.
func (l *linter) nearestPage(address string) string {
	for _, k := range endKeys(address) {
		found := ""
		for _, f := range l.addresses[k] {
			if !likeEnds(address, f.URL) {
				continue
			}
			if found != "" && found != f.URL {
				return ""
			}
			found = f.URL
		}
		if found != "" {
			return found
		}
	}
	return ""
}
