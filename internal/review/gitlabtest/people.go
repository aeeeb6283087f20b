package gitlabtest

import (
	"fmt"
	"net/http"
	"slices"
)

// Threads are all threads of the merge request, GitLab's own notes included, oldest first.
func (m MergeRequest) Threads() []Thread {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	_, _, mr := m.get()
	var all []Thread
	for _, t := range mr.threads {
		all = append(all, t.seen())
	}
	return all
}

// Notes are all notes of the merge request, oldest thread first.
func (m MergeRequest) Notes() []Note {
	var all []Note
	for _, t := range m.Threads() {
		all = append(all, t.Notes...)
	}
	return all
}

// Drafts are the drafts of all users.
func (m MergeRequest) Drafts() []Draft {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	_, _, mr := m.get()
	var all []Draft
	for _, d := range mr.drafts {
		all = append(all, Draft{d.id, d.author, d.body, d.position, d.lineCode, d.thread, d.resolve})
	}
	return all
}

// Suggestions are what the notes of the merge request offer.
func (m MergeRequest) Suggestions() []Suggestion {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	_, _, mr := m.get()
	var all []Suggestion
	for _, g := range mr.suggestions {
		all = append(all, *g)
	}
	return all
}

// Notifications are what people were told, oldest first.
func (s *Server) Notifications() []Notification {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.notifications)
}

// Commands are the quick actions that have run.
func (s *Server) Commands() []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.commands)
}

// as lets a user do something that the site would let them do; it panics if the server refuses.
func (m MergeRequest) as(u *User, do func(*call) *response) {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	s, p, mr := m.get()
	c := &call{s: s, r: &Request{Method: http.MethodPost}, user: s.users[u.ID], p: p, mr: mr, params: params{}}
	if answer := do(c); answer != nil && answer.status >= 300 {
		panic(fmt.Sprintf("gitlabtest: %s may not do that: %d %s", u.Username, answer.status, answer.body))
	}
}

// Comment lets a user write a plain comment.
func (m MergeRequest) Comment(u *User, body string) (note int64) {
	m.as(u, func(c *call) *response {
		_, n, refusal := c.store(written{body: body, plain: true})
		if n != nil {
			note = n.ID
		}
		return refusal
	})
	return note
}

// Start lets a user begin a thread; a position of nil is for one that stands on no line.
func (m MergeRequest) Start(u *User, body string, at *Position) (thread string) {
	m.as(u, func(c *call) *response {
		t, _, refusal := c.store(written{body: body, position: at})
		if t != nil {
			thread = t.id
		}
		return refusal
	})
	return thread
}

// Reply lets a user answer in a thread.
func (m MergeRequest) Reply(u *User, thread, body string) (note int64) {
	m.as(u, func(c *call) *response {
		t := c.mr.thread(thread)
		if t == nil {
			return notFound("Discussion ")
		}
		_, n, refusal := c.store(written{body: body, thread: t})
		if n != nil {
			note = n.ID
		}
		return refusal
	})
	return note
}

// EditNote lets a user change a note.
func (m MergeRequest) EditNote(u *User, note int64, body string) {
	m.as(u, func(c *call) *response {
		c.params["body"] = body
		return c.editNote(note)
	})
}

// DeleteNote lets a user delete a note.
func (m MergeRequest) DeleteNote(u *User, note int64) {
	m.as(u, func(c *call) *response { return c.deleteNote("", note) })
}

// ResolveThread lets a user resolve a thread, or open it again.
func (m MergeRequest) ResolveThread(u *User, thread string, yes bool) {
	m.as(u, func(c *call) *response {
		c.params["resolved"] = fmt.Sprint(yes)
		return c.resolveThread(thread)
	})
}

// Write lets a user leave a draft.
func (m MergeRequest) Write(u *User, body string, at *Position) {
	m.as(u, func(c *call) *response {
		d := &draft{id: c.s.id(), author: c.user.ID, body: body}
		refusal := c.placeDraft(d, at)
		c.mr.drafts = append(c.mr.drafts, d)
		return refusal
	})
}

// System adds a note of GitLab's own, such as "changed the title", that a user has caused.
func (m MergeRequest) System(u *User, body string) {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	s, _, mr := m.get()
	n := &Note{ID: s.id(), Author: u.ID, Body: body, System: true, Created: s.now(), Updated: s.now()}
	mr.threads = append(mr.threads, &thread{id: s.threadID(), individual: true, notes: []*Note{n}})
}
