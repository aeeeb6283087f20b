package catalog

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// Sites say where the pages of a catalog are published, so that links to them can be followed without a network.
type Sites struct {
	Prefixes  []string          // "https://about.gitlab.com": taken off before links are compared
	Redirects map[string]string // old URL of a page to its new one, both site-absolute
	Roots     []Root            // none: as the URLs of the families say
}

// Root is a folder of pages and where it is published.
type Root struct {
	Dir string // slash-separated, relative to the root of the catalog; "." for that itself
	URL string // "/job-families/"; "/" if nobody knows: then an absolute address is one of its pages or none of its business
}

// local takes a link apart into the site-absolute or relative address of a page and the anchor behind its "#".
// local is false for a link to another site, a mail address and the like.
func (s Sites) local(target string) (address, anchor string, local bool) {
	target = strings.TrimSpace(target)
	for _, p := range s.Prefixes {
		rest, ok := strings.CutPrefix(target, strings.TrimSuffix(p, "/"))
		if ok && (rest == "" || strings.ContainsRune("/#?", rune(rest[0]))) {
			target = "/" + strings.TrimPrefix(rest, "/")
			break
		}
	}
	if strings.HasPrefix(target, "//") || hasScheme(target) {
		return "", "", false
	}
	address, anchor, _ = strings.Cut(target, "#")
	address, _, _ = strings.Cut(address, "?")
	return unescape(address), unescape(anchor), true
}

// redirected follows the redirects of an address in the form of tidy, and stops where they lead in a circle.
func (x *Index) redirected(address string) string {
	for range len(x.redirects) {
		next, ok := x.redirects[address]
		if !ok {
			break
		}
		address = next
	}
	return address
}

// tidy gives all addresses of one page the same form: "/x", "/x/", "/x/index.html", "/x/_index.md" are "/x/".
func tidy(address string) string {
	rooted := address
	if !strings.HasPrefix(address, "/") {
		rooted = "/" + address
	}
	p := page(path.Clean(rooted))
	switch {
	case p == "/" || p == ".":
		return "/"
	case strings.HasPrefix(rooted, p) && rooted[len(p):] == "/":
		return rooted // most are written so
	}
	return p + "/"
}

func hasScheme(target string) bool {
	i := strings.IndexAny(target, ":/#?")
	return i > 0 && target[i] == ':'
}

func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// rootsOf are the roots that the URLs of families tell: what is left of a URL without the page's own path.
func rootsOf(families []*Family) []Root {
	var roots []Root
	for _, f := range families {
		own, dir := page(f.File.Path), "."
		for own != "" && own != "." {
			if base, ok := strings.CutSuffix(f.URL, "/"+own+"/"); ok {
				if r := (Root{dir, base + "/"}); !slices.Contains(roots, r) {
					roots = append(roots, r)
				}
				break
			}
			first, rest, _ := strings.Cut(own, "/")
			dir, own = path.Join(dir, first), rest
		}
	}
	return roots
}

// urlOf is where a file is published as it is, or "" for a file below no root.
func (x *Index) urlOf(file string) string {
	for _, r := range x.roots {
		if r.Dir == "." {
			return r.URL + file
		}
		if rest, ok := strings.CutPrefix(file, r.Dir+"/"); ok {
			return r.URL + rest
		}
	}
	return ""
}
