package workspace

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"jobcat/catalog"
)

// readPages are the pages of a catalog that its reader has read, by path: not those that nobody could read, or that no
// reader takes.
func readPages(c *catalog.Catalog) map[string]*catalog.Page {
	if c == nil {
		return nil
	}
	pages := make(map[string]*catalog.Page, len(c.Pages))
	for _, p := range c.Pages {
		if p.File.Source != "" {
			pages[p.File.Path] = p
		}
	}
	return pages
}

// hasBlob reports whether git gives a text that id: then it need not be asked for the text.
func hasBlob(text, id string) bool {
	head := "blob " + strconv.Itoa(len(text)) + "\x00"
	switch len(id) {
	case hex.EncodedLen(sha1.Size):
		h := sha1.New()
		h.Write([]byte(head))
		h.Write([]byte(text))
		return hex.EncodeToString(h.Sum(nil)) == id
	case hex.EncodedLen(sha256.Size):
		h := sha256.New()
		h.Write([]byte(head))
		h.Write([]byte(text))
		return hex.EncodeToString(h.Sum(nil)) == id
	}
	return false
}

// joinFolders joins the pages that are one family. What a page is part of depends on its neighbours, and these can be
// others on the other side: such a page is read again, for this side alone.
func (w *Workspace) joinFolders(pages []*catalog.Page, r Reader, known map[string]*catalog.Page) {
	folders := catalog.Folders(pages)
	for i, p := range pages {
		f := p.Family
		if f == nil || f.PartOf == folders[f] {
			continue
		}
		if known[p.File.Path] == p {
			p = r.Page(p.File, w.RootOf(p.File.Path))
			pages[i] = p
		}
		p.Family.PartOf = folders[f]
	}
}
