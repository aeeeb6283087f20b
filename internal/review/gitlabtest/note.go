package gitlabtest

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

const longest = 1_000_000 // characters of a note

// written is a note that is about to be stored.
type written struct {
	body     string
	position *Position
	thread   *thread // that it answers
	plain    bool    // a comment that is no thread
	review   bool    // published with others: it does not notify by itself
}

// store makes a note as GitLab does: quick actions are taken out and carried out, the position is checked, people are notified.
// A note that consists of quick actions is not made: then it is nil without a refusal.
func (c *call) store(w written) (*thread, *Note, *response) {
	body, commands, refusal := c.body(w.body)
	if refusal != nil {
		return nil, nil, refusal
	}
	if body == "" && commands != nil {
		c.run(commands)
		return nil, nil, nil
	}
	if c.mr.count() >= c.s.opts.MaxComments {
		return nil, nil, invalid(rubyError("base", "Maximum number of comments exceeded"))
	}
	now := c.s.now()
	n := &Note{Author: c.user.ID, Body: body, Created: now, Updated: now}
	broken := false
	if w.position != nil && w.thread == nil {
		l := c.s.check(c.p, w.position)
		if refusal := l.refusal(w.position); refusal != nil {
			return nil, nil, refusal
		}
		n.Type, n.Position, n.Original, n.LineCode = "DiffNote", w.position, w.position, l.lineCode
		if slices.ContainsFunc(c.mr.versions, func(v *version) bool { return v.refs == w.position.Refs() }) {
			n.Outdated = !c.s.carry(c.p, c.mr, n)
		}
		broken = l.broken
	}
	n.ID = c.s.id()
	t := w.thread
	switch {
	case t != nil:
		first := t.notes[0]
		resolved := t.resolved()
		if t.individual { // an answer makes a thread of a comment
			t.individual = false
			first.Type, first.Resolvable = "DiscussionNote", true
		}
		n.Type, n.Position, n.Original, n.LineCode, n.Outdated = first.Type, first.Position, first.Original, first.LineCode, first.Outdated
		n.Resolvable = true
		n.resolve(c.user.ID, resolved, now)
		t.notes = append(t.notes, n)
	default:
		if n.Type == "" && !w.plain {
			n.Type = "DiscussionNote"
		}
		n.Resolvable = n.Type != ""
		t = &thread{id: c.s.threadID(), individual: w.plain && n.Type == "", notes: []*Note{n}}
		c.mr.threads = append(c.mr.threads, t)
	}
	c.run(commands)
	if !w.review {
		c.s.notify(Notification{Kind: NewNote, By: c.user.ID, Notes: []int64{n.ID}})
	}
	c.s.refer(c.user, n)
	c.s.suggest(c.p, c.mr, n)
	if broken {
		return t, n, refuse(http.StatusInternalServerError, "500 Internal Server Error")
	}
	return t, n, nil
}

// body is the text of a note without its quick actions.
func (c *call) body(text string) (string, []Command, *response) {
	if utf8.RuneCountInString(text) > longest {
		return "", nil, invalid(rubyError("note", "is too long (maximum is 1000000 characters)"))
	}
	body, commands := c.s.extract(text)
	body = strings.TrimRight(strings.ReplaceAll(body, "\r", ""), " \t\n")
	if strings.TrimSpace(body) == "" {
		body = ""
		if commands == nil {
			return "", nil, invalid(rubyError("note", "can't be blank"))
		}
	}
	return body, commands, nil
}

// onlyCommands is the answer to a note that was not made because it consists of quick actions.
func (c *call) onlyCommands() *response {
	if c.s.opts.OldRefusals {
		return invalid(rubyError("commands_only", "Commands applied"), rubyError("note", "can't be blank"))
	}
	return jsonAnswer(http.StatusAccepted, map[string]any{"commands_changes": map[string]any{}, "summary": []string{"Commands applied."}})
}

func (c *call) required(name string) (string, *response) {
	text, ok := c.params.text(name)
	if !ok {
		return "", parameter(name + " is missing")
	}
	return text, nil
}

func (c *call) limitNotes(times int) *response {
	return c.s.limited("notes", c.user.ID, times, c.s.opts.Limits.Notes)
}

func (c *call) postThread() *response {
	body, refusal := c.required("body")
	if refusal != nil {
		return refusal
	}
	position, refusal := c.position()
	if refusal != nil {
		return refusal
	}
	if refusal := c.limitNotes(1); refusal != nil {
		return refusal
	}
	t, _, refusal := c.store(written{body: body, position: position})
	switch {
	case refusal != nil:
		return refusal
	case t == nil:
		return c.onlyCommands()
	}
	return jsonAnswer(http.StatusCreated, c.s.showThread(c.mr, t))
}

func (c *call) postNote() *response {
	body, refusal := c.required("body")
	if refusal != nil {
		return refusal
	}
	if refusal := c.limitNotes(1); refusal != nil {
		return refusal
	}
	_, n, refusal := c.store(written{body: body, plain: true})
	switch {
	case refusal != nil:
		return refusal
	case n == nil:
		return c.onlyCommands()
	}
	return jsonAnswer(http.StatusCreated, c.s.showNote(c.mr, n))
}

func (c *call) reply(id string) *response {
	body, refusal := c.required("body")
	if refusal != nil {
		return refusal
	}
	t := c.mr.thread(id)
	if t == nil {
		return notFound("Discussion ")
	}
	if t.notes[0].System {
		return refuse(http.StatusBadRequest, "400 Bad request - Discussion is an individual note.")
	}
	if refusal := c.limitNotes(1); refusal != nil {
		return refusal
	}
	_, n, refusal := c.store(written{body: body, thread: t})
	switch {
	case refusal != nil:
		return refusal
	case n == nil:
		return c.onlyCommands()
	}
	return jsonAnswer(http.StatusCreated, c.s.showNote(c.mr, n))
}

func (c *call) listNotes() *response {
	var all []*Note
	for _, t := range c.mr.threads {
		all = append(all, t.notes...)
	}
	slices.SortStableFunc(all, func(a, b *Note) int {
		if c.r.Query.Get("sort") == "asc" {
			a, b = b, a
		}
		return int(b.ID - a.ID)
	})
	return page(c.r, all, func(n *Note) any { return c.s.showNote(c.mr, n) })
}

// ours finds a note that the user may edit and delete: their own, or any for a maintainer.
func (c *call) ours(thread string, id int64) (*thread, *Note, *response) {
	t, n := c.mr.note(id)
	switch {
	case n == nil || thread != "" && t.id != thread:
		return nil, nil, notFound("Note ")
	case n.System || n.Author != c.user.ID && c.role() < Maintainer:
		return nil, nil, refuse(http.StatusForbidden, errForbidden)
	}
	return t, n, nil
}

func (c *call) editNote(id int64) *response {
	body, refusal := c.required("body")
	if refusal != nil {
		return refusal
	}
	t, n, refusal := c.ours("", id)
	if refusal != nil {
		return refusal
	}
	return c.edit(t, n, body)
}

func (c *call) edit(t *thread, n *Note, text string) *response {
	if refusal := c.s.limited("edits", c.user.ID, 1, c.s.opts.Limits.Edits); refusal != nil {
		return refusal
	}
	body, commands, refusal := c.body(text)
	if refusal != nil {
		return refusal
	}
	c.run(commands)
	if body == "" {
		c.mr.remove(t, n)
		return c.onlyCommands()
	}
	n.Body, n.Updated = body, c.s.now()
	c.s.refer(c.user, n)
	c.s.suggest(c.p, c.mr, n)
	return jsonAnswer(http.StatusOK, c.s.showNote(c.mr, n))
}

func (c *call) editOrResolve(thread string, id int64) *response {
	body, hasBody := c.params.text("body")
	yes, hasResolved, refusal := c.params.boolean("resolved")
	switch {
	case refusal != nil:
		return refusal
	case hasBody && hasResolved:
		return parameter("body, resolved are mutually exclusive")
	case !hasBody && !hasResolved:
		return parameter("body, resolved are missing, exactly one parameter must be provided")
	}
	t, n := c.mr.note(id)
	if n == nil || t.id != thread {
		return notFound("Note ")
	}
	if hasBody {
		if _, _, refusal := c.ours(thread, id); refusal != nil {
			return refusal
		}
		return c.edit(t, n, body)
	}
	if n.Author != c.user.ID && !c.mayResolve() {
		return refuse(http.StatusForbidden, errForbidden)
	}
	if !n.Resolvable {
		return refuse(http.StatusBadRequest, "400 Bad request - Note is not resolvable")
	}
	if refusal := c.s.limited("resolves", c.user.ID, 1, c.s.opts.Limits.Resolves); refusal != nil {
		return refusal
	}
	n.resolve(c.user.ID, yes, c.s.now())
	return jsonAnswer(http.StatusOK, c.s.showNote(c.mr, n))
}

// mayResolve says whether the user may resolve threads and notes of others.
func (c *call) mayResolve() bool { return c.role() >= Developer || c.mr.author == c.user.ID }

func (c *call) resolveThread(id string) *response {
	yes, ok, refusal := c.params.boolean("resolved")
	if refusal != nil {
		return refusal
	}
	if !ok {
		return parameter("resolved is missing")
	}
	t := c.mr.thread(id)
	if t == nil {
		return notFound("Discussion ")
	}
	if !t.seen().Resolvable() {
		return refuse(http.StatusBadRequest, "400 Bad request - Discussion is not resolvable")
	}
	if !c.mayResolve() {
		return refuse(http.StatusForbidden, errForbidden)
	}
	if refusal := c.s.limited("resolves", c.user.ID, 1, c.s.opts.Limits.Resolves); refusal != nil {
		return refusal
	}
	t.resolve(c.user.ID, yes, c.s.now())
	return jsonAnswer(http.StatusOK, c.s.showThread(c.mr, t))
}

func (c *call) deleteNote(thread string, id int64) *response {
	t, n, refusal := c.ours(thread, id)
	if refusal != nil {
		return refusal
	}
	c.mr.remove(t, n)
	return noContent()
}
