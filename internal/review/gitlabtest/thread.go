package gitlabtest

import (
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Note is something that was written in a merge request, or that GitLab has noted itself.
type Note struct {
	ID       int64
	Author   int64
	Body     string // as it was stored: without quick actions
	Type     string // "DiffNote", "DiscussionNote", or "" for a plain comment
	System   bool
	Created  time.Time
	Updated  time.Time
	Position *Position // where it stands now
	Original *Position // where it was written
	LineCode string
	Outdated bool // the line is gone

	Resolvable bool
	Resolved   bool
	ResolvedBy int64
	ResolvedAt time.Time
}

// Position is where a note stands, as the API takes it.
type Position struct {
	BaseSHA   string          `json:"base_sha"`
	StartSHA  string          `json:"start_sha"`
	HeadSHA   string          `json:"head_sha"`
	OldPath   string          `json:"old_path"`
	NewPath   string          `json:"new_path"`
	Type      string          `json:"position_type"` // "text", "file" or "image"
	OldLine   *int            `json:"old_line"`
	NewLine   *int            `json:"new_line"`
	LineRange json.RawMessage `json:"line_range"`
}

func (p *Position) old() int { return deref(p.OldLine) }
func (p *Position) new() int { return deref(p.NewLine) }

func deref(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

func ref(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// Refs are the commits that the position is given by.
func (p *Position) Refs() Refs { return Refs{p.BaseSHA, p.StartSHA, p.HeadSHA} }

// Thread is a note and the answers to it.
type Thread struct {
	ID         string
	Individual bool // a plain comment, or one of GitLab's own notes
	Notes      []Note
}

// Resolvable says whether the thread can be resolved.
func (t Thread) Resolvable() bool {
	return slices.ContainsFunc(t.Notes, func(n Note) bool { return n.Resolvable })
}

// Resolved says whether all notes are that can be.
func (t Thread) Resolved() bool {
	return t.Resolvable() && !slices.ContainsFunc(t.Notes, func(n Note) bool { return n.Resolvable && !n.Resolved })
}

type thread struct {
	id         string
	individual bool
	notes      []*Note
}

func (t *thread) clone() *thread {
	c := *t
	c.notes = make([]*Note, len(t.notes))
	for i, n := range t.notes {
		copied := *n
		c.notes[i] = &copied
	}
	return &c
}

func (t *thread) seen() Thread {
	v := Thread{ID: t.id, Individual: t.individual}
	for _, n := range t.notes {
		v.Notes = append(v.Notes, *n)
	}
	return v
}

func (t *thread) resolved() bool { return t.seen().Resolved() }

func (t *thread) resolve(by int64, yes bool, when time.Time) {
	for _, n := range t.notes {
		n.resolve(by, yes, when)
	}
}

func (n *Note) resolve(by int64, yes bool, when time.Time) {
	switch {
	case !n.Resolvable || n.Resolved == yes:
	case yes:
		n.Resolved, n.ResolvedBy, n.ResolvedAt = true, by, when
	default:
		n.Resolved, n.ResolvedBy, n.ResolvedAt = false, 0, time.Time{}
	}
}

func (mr *mergeRequest) thread(id string) *thread {
	i := slices.IndexFunc(mr.threads, func(t *thread) bool { return t.id == id })
	if i < 0 {
		return nil
	}
	return mr.threads[i]
}

// note finds a note in all threads.
func (mr *mergeRequest) note(id int64) (*thread, *Note) {
	for _, t := range mr.threads {
		for _, n := range t.notes {
			if n.ID == id {
				return t, n
			}
		}
	}
	return nil, nil
}

func (mr *mergeRequest) count() int {
	n := 0
	for _, t := range mr.threads {
		n += len(t.notes)
	}
	return n
}

// remove takes a note away; the thread goes with its last note that is not GitLab's own.
func (mr *mergeRequest) remove(t *thread, n *Note) {
	t.notes = slices.DeleteFunc(t.notes, func(m *Note) bool { return m == n })
	if !slices.ContainsFunc(t.notes, func(m *Note) bool { return !m.System }) {
		mr.threads = slices.DeleteFunc(mr.threads, func(u *thread) bool { return u == t })
	}
	mr.suggestions = slices.DeleteFunc(mr.suggestions, func(v *Suggestion) bool { return v.Note == n.ID })
}

func (s *Server) threadID() string {
	return fmt.Sprintf("%x", sha1.Sum(fmt.Append(nil, "thread ", s.id())))
}

// draft is a comment that nobody but its author sees.
type draft struct {
	id       int64
	author   int64
	body     string
	position *Position
	lineCode string
	thread   string
	resolve  bool
}

// Draft is a comment that is not published.
type Draft struct {
	ID       int64
	Author   int64
	Body     string
	Position *Position
	LineCode string // "" if a text position is not in the diff: the draft will vanish when it is published
	Thread   string // that it answers
	Resolve  bool   // the thread when it is published
}
