package gitlabtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// position reads the position of a new note; nil if the request has none.
func (c *call) position() (*Position, *response) {
	raw, ok := c.params["position"]
	if !ok || raw == nil {
		return nil, nil
	}
	inner, ok := raw.(map[string]any)
	if !ok {
		return nil, parameter("position is invalid")
	}
	p := params(inner)
	v := &Position{}
	var missing []string
	for _, f := range []struct {
		name string
		to   *string
	}{{"base_sha", &v.BaseSHA}, {"start_sha", &v.StartSHA}, {"head_sha", &v.HeadSHA}, {"position_type", &v.Type}} {
		if *f.to, ok = p.text(f.name); !ok {
			missing = append(missing, "position["+f.name+"] is missing")
		}
	}
	if v.Type != "" && !slices.Contains([]string{"text", "file", "image"}, v.Type) {
		missing = append(missing, "position[position_type] does not have a valid value")
	}
	v.OldPath, _ = p.text("old_path")
	v.NewPath, _ = p.text("new_path")
	for _, f := range []struct {
		name string
		to   **int
	}{{"old_line", &v.OldLine}, {"new_line", &v.NewLine}} {
		if text, ok := p.text(f.name); ok && text != "" {
			n, err := strconv.Atoi(text)
			if err != nil {
				missing = append(missing, "position["+f.name+"] is invalid")
			}
			*f.to = &n
		}
	}
	if missing != nil {
		return nil, parameter(strings.Join(missing, ", "))
	}
	if r, ok := p["line_range"]; ok && r != nil {
		v.LineRange, _ = json.Marshal(r)
	}
	return v, nil
}

// place is what the server thinks of a position.
type place struct {
	lineCode   string
	incomplete bool
	broken     bool // only one path of a renamed file was given: the note is stored, but the answer is 500
	unknown    bool // commits that do not exist: 500
}

func (s *Server) check(p *project, v *Position) place {
	complete := v.BaseSHA != "" && v.StartSHA != "" && v.HeadSHA != "" && (v.OldPath != "" || v.NewPath != "")
	if v.Type == "file" {
		complete = complete && v.OldPath != "" && v.NewPath != ""
	}
	if v.Type == "text" && v.OldLine == nil && v.NewLine == nil {
		complete = false
	}
	if !complete {
		return place{incomplete: true}
	}
	for _, sha := range []string{v.BaseSHA, v.StartSHA, v.HeadSHA} {
		if !p.repo.has(sha) {
			return place{unknown: true}
		}
	}
	if v.Type != "text" {
		return place{}
	}
	f, broken := p.repo.diff(v.BaseSHA, v.HeadSHA).limited(v.OldPath, v.NewPath)
	if f == nil || len(f.Patch) > s.opts.Diffs.PatchBytes {
		return place{}
	}
	return place{lineCode: f.lineCode(v.old(), v.new()), broken: broken}
}

// refusal is the answer to a note at a place that does not exist; nil if it does.
func (l place) refusal(v *Position) *response {
	switch {
	case l.unknown:
		return refuse(http.StatusInternalServerError, "500 Internal Server Error")
	case l.incomplete && v.Type == "text":
		return invalid(rubyError("line_code", "can't be blank", "must be a valid line code"), rubyError("position", "is incomplete"))
	case l.incomplete:
		return invalid(rubyError("position", "is incomplete"))
	case v.Type == "text" && l.lineCode == "":
		return invalid(rubyError("line_code", "can't be blank", "must be a valid line code"))
	}
	return nil
}

// follow lets the positions of threads go from an older version to the newest. Those whose line is gone stay where they were.
func (s *Server) follow(p *project, mr *mergeRequest, old *version) {
	for _, t := range mr.threads {
		first := t.notes[0]
		if first.Position == nil || first.Position.Refs() != old.refs {
			continue
		}
		if !s.carry(p, mr, t.notes[0]) {
			for _, n := range t.notes {
				n.Outdated = true
			}
			t.notes = append(t.notes, &Note{
				ID: s.id(), Author: mr.author, Type: first.Type, System: true, Created: s.now(), Updated: s.now(), Position: first.Position,
				Body: fmt.Sprintf("changed this line in [version %d of the diff](/%s/-/merge_requests/%d/diffs)", len(mr.versions), p.path, mr.iid),
			})
			if p.resolveOutdated {
				t.resolve(mr.author, true, s.now())
			}
		}
		for _, n := range t.notes {
			if n.Type == "DiffNote" {
				n.Position, n.LineCode = first.Position, first.LineCode
			}
		}
	}
	for _, g := range mr.suggestions {
		s.judge(p, mr, g)
	}
}

// carry takes the position of a note to the newest version; false if its line is not there any more.
func (s *Server) carry(p *project, mr *mergeRequest, n *Note) bool {
	to := mr.newest()
	old := n.Position
	if old.Refs() == to.refs {
		return true
	}
	moved := *old
	moved.BaseSHA, moved.StartSHA, moved.HeadSHA = to.refs.Base, to.refs.Start, to.refs.Head
	heads, bases := p.repo.diff(old.HeadSHA, to.refs.Head), p.repo.diff(old.BaseSHA, to.refs.Base)
	d := to.diff
	oldLine, newLine := 0, 0
	oldPath, newPath := old.OldPath, old.NewPath
	if newPath == "" {
		newPath = oldPath
	}
	if oldPath == "" {
		oldPath = newPath
	}
	if old.Type != "text" {
		path, gone := heads.forward(newPath)
		f := d.byNew(path)
		if gone || f == nil {
			return false
		}
		moved.OldPath, moved.NewPath = f.OldPath, f.NewPath
		n.Position = &moved
		return true
	}
	if old.new() > 0 {
		newPath, newLine = heads.lineForward(newPath, old.new())
	}
	if old.old() > 0 {
		oldPath, oldLine = bases.lineForward(oldPath, old.old())
	}
	var f *FileDiff
	switch {
	case newLine > 0: // it is added, or now it is an unchanged one
		if f = d.byNew(newPath); f == nil {
			return false
		}
		oldLine = f.toOld(newLine)
		if f.New {
			oldLine = 0
		}
	case oldLine > 0: // it is removed, also if it was unchanged before
		if f = d.byOld(oldPath); f == nil {
			return false
		}
		if !f.Deleted && f.toNew(oldLine) != 0 {
			return false
		}
	default:
		return false
	}
	code := f.lineCode(oldLine, newLine)
	if code == "" {
		return false
	}
	moved.OldPath, moved.NewPath = f.OldPath, f.NewPath
	moved.OldLine, moved.NewLine = ref(oldLine), ref(newLine)
	n.Position, n.LineCode = &moved, code
	return true
}

func (d *Diff) byNew(path string) *FileDiff {
	for _, f := range d.Files {
		if f.NewPath == path && !f.Deleted {
			return f
		}
	}
	return nil
}

func (d *Diff) byOld(path string) *FileDiff {
	for _, f := range d.Files {
		if f.OldPath == path && !f.New {
			return f
		}
	}
	return nil
}

// forward is what a path is called after a change.
func (d *Diff) forward(path string) (now string, gone bool) {
	f := d.byOld(path)
	switch {
	case f == nil:
		return path, false
	case f.Deleted:
		return path, true
	}
	return f.NewPath, false
}

// lineForward is where a line is after a change; 0 if it is gone.
func (d *Diff) lineForward(path string, line int) (string, int) {
	f := d.byOld(path)
	switch {
	case f == nil:
		return path, line
	case f.Deleted:
		return path, 0
	}
	return f.NewPath, f.toNew(line)
}
