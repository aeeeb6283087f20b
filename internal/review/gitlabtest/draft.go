package gitlabtest

import (
	"encoding/json"
	"net/http"
	"slices"
)

// own are the drafts of the user, oldest first.
func (c *call) own() []*draft {
	var all []*draft
	for _, d := range c.mr.drafts {
		if d.author == c.user.ID {
			all = append(all, d)
		}
	}
	return all
}

func (c *call) listDrafts() *response {
	rows := []any{}
	for _, d := range c.own() {
		rows = append(rows, c.s.showDraft(c.mr, d))
	}
	return jsonAnswer(http.StatusOK, rows)
}

// withDraft finds a draft: those of others are as if they did not exist.
func (c *call) withDraft(id int64, do func(*draft) *response) *response {
	for _, d := range c.own() {
		if d.id == id {
			return do(d)
		}
	}
	return notFound("")
}

func (c *call) postDraft() *response {
	body, refusal := c.required("note")
	if refusal != nil {
		return refusal
	}
	position, refusal := c.draftPosition()
	if refusal != nil {
		return refusal
	}
	resolve, _, refusal := c.params.boolean("resolve_discussion")
	if refusal != nil {
		return refusal
	}
	if _, _, refusal := c.body(body); refusal != nil {
		return draftRefusal("note", "can't be blank")
	}
	d := &draft{author: c.user.ID, body: body, resolve: resolve}
	if id, _ := c.params.text("in_reply_to_discussion_id"); id != "" {
		if c.mr.thread(id) == nil {
			return draftRefusal("base", "Thread to reply to cannot be found")
		}
		if slices.ContainsFunc(c.own(), func(o *draft) bool { return o.thread == id }) {
			return draftRefusal("author_id", "has already been taken")
		}
		d.thread = id
	}
	if refusal := c.placeDraft(d, position); refusal != nil {
		return refusal
	}
	d.id = c.s.id()
	c.mr.drafts = append(c.mr.drafts, d)
	return jsonAnswer(http.StatusCreated, c.s.showDraft(c.mr, d))
}

func draftRefusal(field, text string) *response {
	return jsonAnswer(http.StatusBadRequest, map[string]any{"message": map[string]any{field: []string{text}}})
}

func (c *call) draftPosition() (*Position, *response) {
	position, refusal := c.position()
	if position == nil || !c.s.opts.StrictDraftRanges {
		return position, refusal
	}
	var ends map[string]map[string]any
	if position.LineRange != nil && json.Unmarshal(position.LineRange, &ends) == nil {
		for _, end := range ends {
			if _, ok := end["old_line"]; ok {
				return nil, draftRefusal("position", "must be a valid json schema")
			}
			if _, ok := end["new_line"]; ok {
				return nil, draftRefusal("position", "must be a valid json schema")
			}
		}
	}
	return position, nil
}

// placeDraft gives a draft its position. One that is not in the diff is taken, and vanishes when it is published.
func (c *call) placeDraft(d *draft, position *Position) *response {
	d.position, d.lineCode = position, ""
	if position == nil {
		return nil
	}
	l := c.s.check(c.p, position)
	if l.unknown {
		return l.refusal(position)
	}
	d.lineCode = l.lineCode
	return nil
}

// editDraft changes a draft. Without a position, it loses the one that it had.
func (c *call) editDraft(d *draft) *response {
	position, refusal := c.draftPosition()
	if refusal != nil {
		return refusal
	}
	if body, ok := c.params.text("note"); ok {
		if _, _, refusal := c.body(body); refusal != nil {
			return draftRefusal("note", "can't be blank")
		}
		d.body = body
	}
	if refusal := c.placeDraft(d, position); refusal != nil {
		return refusal
	}
	return jsonAnswer(http.StatusOK, c.s.showDraft(c.mr, d))
}

func (c *call) deleteDraft(d *draft) *response {
	c.drop(d)
	return noContent()
}

func (c *call) drop(d *draft) {
	c.mr.drafts = slices.DeleteFunc(c.mr.drafts, func(o *draft) bool { return o == d })
}

func (c *call) publishOne(d *draft) *response {
	if refusal := c.limitDrafts(1); refusal != nil {
		return refusal
	}
	c.publish(d, false)
	c.drop(d)
	return noContent()
}

func (c *call) limitDrafts(times int) *response {
	if !c.s.opts.Limits.Drafts {
		return nil
	}
	return c.limitNotes(times)
}

// publishAll makes one review of all drafts. A fault may end it early: then the notes are there and so are all drafts.
func (c *call) publishAll() *response {
	drafts := c.own()
	if refusal := c.limitDrafts(len(drafts)); refusal != nil {
		return refusal
	}
	var notes []int64
	for i, d := range drafts {
		if c.some > 0 && i == c.some {
			return noContent()
		}
		if n := c.publish(d, true); n != nil {
			notes = append(notes, n.ID)
		}
	}
	for _, d := range drafts {
		c.drop(d)
	}
	if len(drafts) > 0 {
		c.s.notify(Notification{Kind: Review, By: c.user.ID, Notes: notes})
	}
	return noContent()
}

// publish makes a note of a draft; nil if it cannot be made. Nobody is told that it vanishes.
func (c *call) publish(d *draft, review bool) *Note {
	w := written{body: d.body, position: d.position, plain: c.s.opts.PlainDrafts, review: review}
	if d.thread != "" {
		if w.thread = c.mr.thread(d.thread); w.thread == nil {
			return nil
		}
	}
	t, n, _ := c.store(w)
	if n == nil || d.thread == "" {
		return n
	}
	// An answer decides about its thread, also if the thread was resolved before.
	t.resolve(c.user.ID, d.resolve && c.mayResolve(), c.s.now())
	return n
}
