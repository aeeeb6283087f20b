package gitlabtest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Suggestion is a change that a note offers.
type Suggestion struct {
	ID       int64
	Note     int64
	From, To int    // the lines that it replaces
	Old, New string // what stands there, and what would
	Applied  bool
	Why      string // why it cannot be applied; "" if it can

	above, below int // lines around that of the note
	never        bool
}

var suggestionInfo = regexp.MustCompile(`^suggestion(?::-([0-9]+)\+([0-9]+))?$`)

// suggest looks for what a note offers; an edit offers anew.
func (s *Server) suggest(p *project, mr *mergeRequest, n *Note) {
	mr.suggestions = slices.DeleteFunc(mr.suggestions, func(g *Suggestion) bool { return g.Note == n.ID })
	if !strings.Contains(n.Body, "suggestion") {
		return
	}
	for _, f := range understand(n.Body).fences {
		if !strings.HasPrefix(f.info, "suggestion") {
			continue
		}
		g := &Suggestion{ID: s.id(), Note: n.ID, New: f.content, never: true}
		mr.suggestions = append(mr.suggestions, g)
		m := suggestionInfo.FindStringSubmatch(f.info)
		if m == nil {
			g.Why = "its range cannot be read"
			continue
		}
		g.above, _ = strconv.Atoi(m[1])
		g.below, _ = strconv.Atoi(m[2])
		switch {
		case n.Position == nil || n.Position.Type != "text" || n.Position.new() == 0:
			g.Why = "the note is not on a line of the new side"
		case g.above > 100 || g.below > 100:
			g.Why = "more than 100 lines"
		default:
			line := n.Position.new()
			g.never = false
			g.Old, _ = s.linesOf(p, n.Position.HeadSHA, n.Position.NewPath, line-g.above, line+g.below)
			s.judge(p, mr, g)
		}
	}
}

// linesOf are some lines of a file; false if it does not have them.
func (s *Server) linesOf(p *project, sha, path string, from, to int) (string, bool) {
	text, ok := p.repo.file(sha, path)
	if !ok || from < 1 || to < from {
		return "", false
	}
	all := slices.Collect(strings.Lines(text))
	if to > len(all) {
		return "", false
	}
	return strings.Join(all[from-1:to], ""), true
}

// judge says whether a suggestion can be applied to the newest version.
func (s *Server) judge(p *project, mr *mergeRequest, g *Suggestion) {
	_, n := mr.note(g.Note)
	if g.never || g.Applied || n == nil {
		return
	}
	g.From, g.To = n.Position.new()-g.above, n.Position.new()+g.below
	if g.Why = ""; n.Outdated {
		g.Why = "it is outdated"
		return
	}
	now, ok := s.linesOf(p, n.Position.HeadSHA, n.Position.NewPath, g.From, g.To)
	switch {
	case !ok:
		g.Why = "there are no such lines"
	case now != g.Old:
		g.Why = "the lines have changed"
	case strings.TrimSuffix(now, "\n") == strings.TrimSuffix(g.New, "\n") && (now == "") == (g.New == ""):
		g.Why = "it changes nothing"
	}
}

// Apply lets a user press the button of a suggestion: it becomes a commit of the source branch and resolves its thread. It panics
// if the button is not there for them.
func (m MergeRequest) Apply(u *User, suggestion int64) (sha string) {
	m.as(u, func(c *call) *response {
		i := slices.IndexFunc(c.mr.suggestions, func(g *Suggestion) bool { return g.ID == suggestion })
		if i < 0 {
			return notFound("")
		}
		g := c.mr.suggestions[i]
		if !c.mayResolve() {
			return refuse(http.StatusForbidden, errForbidden)
		}
		if g.Applied || g.Why != "" {
			return refuse(http.StatusBadRequest, fmt.Sprintf("A suggestion is not applicable. %s", g.Why))
		}
		t, n := c.mr.note(g.Note)
		from := c.s.projects[c.mr.source]
		text, _ := from.repo.file(n.Position.HeadSHA, n.Position.NewPath)
		all := slices.Collect(strings.Lines(text))
		all = slices.Replace(all, g.From-1, g.To, g.New)
		g.Applied = true
		t.resolve(u.ID, true, c.s.now())
		sha = c.s.push(from, c.mr.sourceBranch, Commit{
			Message: "Apply suggestion", Files: map[string]string{n.Position.NewPath: strings.Join(all, "")},
		})
		return nil
	})
	return sha
}
