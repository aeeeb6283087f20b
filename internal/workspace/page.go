package workspace

import (
	"slices"

	"jobcat/catalog"
	"jobcat/internal/source"
)

// Page reads one file, as Read does; nil for one that is left alone without a word. Which pages it is one family with is not
// known: that depends on all of them.
func (w *Workspace) Page(e source.Entry, src source.Source, r Reader) *catalog.Page {
	if (r.Ignored(e.Path) || e.Path == r.Policy || e.Path == r.Baseline) && !slices.Contains(w.asked, e.Path) {
		return nil
	}
	return w.page(e, src, r, nil)
}
