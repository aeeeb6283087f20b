package markdown

import "jobcat/catalog"

// ahead is what comes later on a page than a heading that may be a title.
type ahead struct {
	overview  bool // a heading with the same title and a grade
	announced bool // a "Levels" heading, before the next title that has a grade
	groups    bool // another title, below this one
	row       bool // a title with a grade, at the same depth with nothing higher between
}

// lookAhead fills in what comes later than each possible title.
func lookAhead(heads []*head) {
	var (
		highest   = map[string]int{} // by title: the least depth of a heading with a grade
		announced bool
		title     [maxDepth + 1]bool // by depth: whether a title comes below a heading of that depth
		graded    [maxDepth + 1]bool // by depth: whether a title with a grade comes, with nothing higher before it
	)
	for i := len(heads) - 1; i >= 0; i-- {
		h := heads[i]
		if h.is == isTitle {
			depth, ok := highest[h.key]
			h.ahead = ahead{ok && depth <= h.Depth, announced, title[h.Depth], graded[h.Depth]}
		}
		for d := range title {
			title[d] = d < h.Depth && (title[d] || h.is == isTitle)
			graded[d] = d <= h.Depth && graded[d]
		}
		switch {
		case h.is == isContainer && h.Kinds[0] == levelsKind:
			announced = true
		case h.is == isTitle && h.support.grade:
			announced = false
			graded[h.Depth] = true
			depth := h.Depth
			if !h.leaf {
				depth = 0 // it has sections, so it is none that lost its word
			}
			if d, ok := highest[h.key]; !ok || depth < d {
				highest[h.key] = depth
			}
		}
	}
}

// levels decides which of the possible titles are levels, walking down the page.
func levels(heads []*head) {
	lookAhead(heads)
	w := &levelWalk{}
	for _, h := range heads {
		w.graded = w.graded || h.is == isTitle && h.support.grade
	}
	for _, h := range heads {
		w.heading(h)
		for d := h.Depth + 1; d < len(w.row); d++ {
			w.row[d] = false
		}
		if h.Role == catalog.OpensLevel {
			w.level = h
			w.row[h.Depth] = true
		}
	}
}

// levelWalk is the walk down the headings of a page that finds its levels and variants.
type levelWalk struct {
	graded       bool               // whether any title of the page has a grade
	belowLevels  bool               // whether we are below a "Levels" heading
	variants     *head              // the "Specialties" or "Segments" heading that we are below
	variantDepth int                // the depth of their headings; 0 while none was met
	level        *head              // the last one
	row          [maxDepth + 1]bool // by depth: whether a level stands there, with nothing higher since
}

// heading gives a heading its role, if it is a level or a variant.
func (w *levelWalk) heading(h *head) {
	if w.variants != nil && w.variantDepth == 0 && firstVariant(h, w.variants) {
		// The specialties may stand as high as their own heading, or higher, if nothing is between them.
		w.variantDepth = h.Depth
		h.Role = catalog.OpensVariant
		return
	}
	if w.variants != nil && w.endsVariants(h) {
		w.variants, w.variantDepth = nil, 0
	}
	switch {
	case h.is == isContainer && h.Kinds[0] == levelsKind:
		w.belowLevels = true
	case h.is == isContainer:
		w.variants, w.variantDepth, w.belowLevels = h, 0, false
	case w.variants != nil:
		w.amongVariants(h)
	case h.is == isSection && !h.isDuties() && !h.names(jobGrade):
		if h.Depth <= 2 {
			w.belowLevels = false
		}
	case h.is == isTitle && w.level != nil && h.key == w.level.key && (h.Depth > w.level.Depth || !h.support.grade):
		// "### Manager, Tax" > "#### Manager, Tax" lost the section's word, and a second "### Manager, Tax" without a
		// grade goes on with the first.
	case h.is == isTitle && w.isLevel(h):
		h.Role = catalog.OpensLevel
	}
}

// amongVariants gives a heading below "Specialties" or "Segments" its role.
func (w *levelWalk) amongVariants(h *head) {
	switch {
	case h.is == isTitle && isLevelAmongVariants(h):
		h.Role = catalog.OpensLevel
		return
	case h.is == isSection && w.variantDepth == 0, talksToReader(h.Text.String):
		return
	}
	if w.variantDepth == 0 {
		w.variantDepth = h.Depth
	}
	if h.Depth == w.variantDepth && h.is != isSection {
		h.Role = catalog.OpensVariant
	}
}

// firstVariant reports whether a heading that follows "Specialties" at once is the first of them.
func firstVariant(h, container *head) bool {
	return h.at == container.at+1 && h.Depth <= container.Depth &&
		h.is != isSection && h.is != isContainer && !h.support.grade && !talksToReader(h.Text.String)
}

// endsVariants reports whether a heading leaves the specialties or segments that we are below.
func (w *levelWalk) endsVariants(h *head) bool {
	container := w.variants.Depth
	top := container
	if w.variantDepth > 0 {
		top = min(top, w.variantDepth-1)
	}
	switch h.is {
	case isContainer:
		return true
	case isSection:
		if h.isDuties() || h.names(jobGrade) || h.names(niceToHave) {
			return h.Depth <= top && h.Subject.IsEmpty()
		}
		return h.Depth <= max(container, w.variantDepth)
	case isTitle:
		if h.support.grade {
			return h.Depth <= max(top, w.variantDepth)
		}
	}
	return h.Depth <= top
}

// isLevelAmongVariants: people append a level to the list of specialties. It must say more than a specialty does: a
// grade, or a rung and whom it reports to.
func isLevelAmongVariants(h *head) bool {
	if h.support.grade {
		return true
	}
	return h.support.reports && h.support.duties && catalog.ParseName(h.title.String).Rung != ""
}

// isLevel reports whether a title that is no variant is a level.
func (w *levelWalk) isLevel(h *head) bool {
	switch {
	case h.support.grade:
		return true
	case h.ahead.overview:
		return false
	case w.graded && h.support.duties && h.ahead.announced:
		return false // an overview of the levels that come under "Levels"
	case w.belowLevels:
		return h.support.text || h.support.duties || h.support.reports || !h.ahead.groups
	}
	return h.support.duties || h.support.text && w.besideLevels(h)
}

// besideLevels reports whether a title with a rung stands in a row with levels. Then it is one although nothing but an
// introduction was written for it.
func (w *levelWalk) besideLevels(h *head) bool {
	if n := catalog.ParseName(h.title.String); n.Rung == "" || !n.Sure {
		return false
	}
	return w.row[h.Depth] || h.ahead.row
}
