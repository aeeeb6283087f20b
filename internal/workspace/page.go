package workspace

import (
	"jobcat/catalog"
	"jobcat/internal/source"
)

// Page reads one file, as Read does; nil for one that is left alone without a word. Which pages it is one family with is not
// known: that depends on all of them.
func (w *Workspace) Page(e source.Entry, src source.Source, r Reader) *catalog.Page {
	if w.leavesAlone(e.Path, r) {
		return nil
	}
	return w.page(e, src, r, nil)
}
