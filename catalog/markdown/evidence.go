package markdown

import (
	"slices"

	"jobcat/catalog"
)

// evidence is what the blocks below a possible title say for its being a level.
type evidence struct {
	grade   bool // a grade is stated, or there is a section for it
	duties  bool // there are responsibilities or requirements
	reports bool // the title's own reporting line is stated
	text    bool // there is any text at all
}

// weigh collects the evidence for each possible title: from its heading to the next possible title or container.
func (r *reader) weigh(heads []*head) {
	above := r.gradedAbove(heads)
	titled := map[string]bool{}
	for _, h := range heads {
		titled[h.key] = titled[h.key] || h.is == isTitle
	}
	for i, h := range heads {
		if h.is != isTitle {
			continue
		}
		e := &h.support
		e.grade = above[h.key]
		r.weighBlocks(e, h.title.String, h.at+1, h.next, false)
		for _, below := range heads[i+1:] {
			if below.is == isTitle && below.lostItsWord(h) {
				r.weighBlocks(e, h.title.String, below.at+1, below.next, false)
				continue
			}
			if below.is == isTitle || below.is == isContainer || below.Depth < h.Depth && !below.isDuties() && !below.names(jobGrade) {
				break
			}
			// A job grade named for a title that has no heading opens a level of its own.
			subject := below.Subject.String
			ofAnother := !titled[below.key] && looksLikeTitle(subject) && !sameRole(subject, h.title.String)
			e.grade = e.grade || below.names(jobGrade) && !ofAnother
			e.duties = e.duties || below.isDuties()
			r.weighBlocks(e, h.title.String, below.at+1, below.next, below.is == isSection)
		}
	}
}

// A statedGrade says that a paragraph states the grade of a title.
type statedGrade struct {
	at  int    // index of its block
	key string // catalog.SameTitleKey of the title; "" for "this role"
}

// findStatements finds the grades that paragraphs state, and the reporting lines of paragraphs and items.
func (r *reader) findStatements() {
	r.grades, r.reports = map[*block][]gradeStatement{}, map[*block][]relation{}
	for i := range r.doc.blocks {
		b := &r.doc.blocks[i]
		if b.quoted && !r.writing.ownPhrases() || b.kind != paragraph && b.kind != item {
			continue
		}
		text := shortened(b.text).String
		grades, lines := r.writing.statedIn(b, text)
		if len(lines) > 0 {
			r.reports[b] = lines
		}
		if len(grades) > 0 {
			r.grades[b] = grades
			for _, g := range grades {
				r.stated = append(r.stated, statedGrade{i, catalog.SameTitleKey(text[g.subject[0]:g.subject[1]])})
			}
		}
	}
}

// statesGrade reports whether the paragraph with that index states a grade.
func (r *reader) statesGrade(block int) bool {
	_, ok := slices.BinarySearchFunc(r.stated, block, func(s statedGrade, block int) int { return s.at - block })
	return ok
}

// gradedAbove are the titles, by their keys, whose grades are stated above the first possible title: for all levels at
// once.
func (r *reader) gradedAbove(heads []*head) map[string]bool {
	above := map[string]bool{}
	i := slices.IndexFunc(heads, func(h *head) bool { return h.is == isTitle })
	for _, s := range r.stated {
		if i < 0 || s.at > heads[i].at {
			break
		}
		above[s.key] = s.key != ""
	}
	return above
}

// lostItsWord reports whether a heading below a title is one of its sections, the word of which was lost: "### Manager,
// Tax" > "#### Manager, Tax", among sections of its own depth.
func (h *head) lostItsWord(title *head) bool {
	return h.leaf && h.Depth > title.Depth && h.key == title.key
}

// weighBlocks adds what the blocks from one index to another say for a title.
func (r *reader) weighBlocks(e *evidence, title string, from, to int, inSection bool) {
	for i := from; i < to; i++ {
		b := &r.doc.blocks[i]
		if b.quoted || b.kind != paragraph && b.kind != item {
			continue
		}
		text := shortened(b.text).String
		e.text = e.text || text != ""
		if b.kind == paragraph && !e.grade {
			e.grade = r.statesGrade(i)
		}
		if !inSection && !e.reports {
			e.reports = slices.ContainsFunc(r.reports[b], func(s relation) bool {
				return s.pronoun || sameRole(s.subject(text), title)
			})
		}
	}
}
