package gitlabtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

func jsonAnswer(status int, body any) *response {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	must(e.Encode(body))
	return &response{status, http.Header{"Content-Type": {"application/json"}}, bytes.TrimSuffix(b.Bytes(), []byte("\n"))}
}

func message(text string) map[string]any { return map[string]any{"message": text} }

func refuse(status int, text string) *response { return jsonAnswer(status, message(text)) }

// parameter is the refusal of a parameter, which has another shape.
func parameter(text string) *response {
	return jsonAnswer(http.StatusBadRequest, map[string]any{"error": text})
}

// invalid is the refusal of a note. The inner text is a printed Ruby hash.
func invalid(errs ...string) *response {
	return refuse(http.StatusBadRequest, "400 Bad request - Note {"+strings.Join(errs, ", ")+"}")
}

func rubyError(field string, texts ...string) string {
	var quoted []string
	for _, t := range texts {
		quoted = append(quoted, strconv.Quote(t))
	}
	return fmt.Sprintf(":%s=>[%s]", field, strings.Join(quoted, ", "))
}

func notFound(what string) *response { return refuse(http.StatusNotFound, "404 "+what+"Not Found") }

var (
	errForbidden    = "403 Forbidden"
	errUnauthorized = "401 Unauthorized"
)

func noContent() *response { return &response{http.StatusNoContent, http.Header{}, nil} }

// page is a part of a list with the headers that say where the others are. Totals are missing above 10,000 rows.
func page[T any](r *Request, all []T, show func(T) any) *response {
	number, per := 1, 20
	for _, v := range []struct {
		name string
		to   *int
	}{{"page", &number}, {"per_page", &per}} {
		if text := r.Query.Get(v.name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil {
				return parameter(v.name + " is invalid")
			}
			if n < 1 {
				return parameter(v.name + " does not have a valid value")
			}
			*v.to = n
		}
	}
	per = min(per, 100)
	from, to := min((number-1)*per, len(all)), min(number*per, len(all))
	rows := make([]any, 0, to-from)
	for _, v := range all[from:to] {
		rows = append(rows, show(v))
	}
	answer := jsonAnswer(http.StatusOK, rows)
	pages := max(1, (len(all)+per-1)/per)
	h := answer.header
	h.Set("X-Page", strconv.Itoa(number))
	h.Set("X-Per-Page", strconv.Itoa(per))
	h.Set("X-Next-Page", "")
	h.Set("X-Prev-Page", "")
	var links []string
	link := func(rel string, n int) {
		query := url.Values{}
		for name, values := range r.Query {
			query[name] = values
		}
		query.Set("page", strconv.Itoa(n))
		query.Set("per_page", strconv.Itoa(per))
		links = append(links, fmt.Sprintf("<https://%s%s?%s>; rel=%q", "gitlab.example", r.Path, query.Encode(), rel))
	}
	if number > 1 {
		h.Set("X-Prev-Page", strconv.Itoa(number-1))
		link("prev", number-1)
	}
	if number < pages {
		h.Set("X-Next-Page", strconv.Itoa(number+1))
		link("next", number+1)
	}
	link("first", 1)
	if len(all) <= 10_000 {
		h.Set("X-Total", strconv.Itoa(len(all)))
		h.Set("X-Total-Pages", strconv.Itoa(pages))
		link("last", pages)
	}
	h.Set("Link", strings.Join(links, ", "))
	return answer
}

func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

func (s *Server) showUser(id int64) any {
	u := s.users[id]
	if u == nil {
		return nil
	}
	return map[string]any{
		"id": u.ID, "username": u.Username, "name": u.Name, "state": "active", "locked": false, "avatar_url": nil,
		"web_url": "https://gitlab.example/" + u.Username,
	}
}

func (s *Server) showNote(mr *mergeRequest, n *Note) any {
	v := map[string]any{
		"id": n.ID, "type": nullable(n.Type), "body": n.Body, "author": s.showUser(n.Author), "created_at": stamp(n.Created),
		"updated_at": stamp(n.Updated), "system": n.System, "noteable_id": mr.id, "noteable_type": "MergeRequest", "project_id": mr.project,
		"noteable_iid": mr.iid, "resolvable": n.Resolvable, "confidential": false, "internal": false, "imported": false,
		"imported_from": "none", "commands_changes": map[string]any{}, "attachment": nil,
	}
	if n.Type == "DiffNote" {
		v["commit_id"] = nil
		v["position"] = n.Position
		var offered []any
		for _, g := range mr.suggestions {
			if g.Note == n.ID {
				offered = append(offered, map[string]any{
					"id": g.ID, "from_line": g.From, "to_line": g.To, "appliable": g.Why == "", "applied": g.Applied,
					"from_content": g.Old, "to_content": g.New,
				})
			}
		}
		if offered != nil {
			v["suggestions"] = offered
		}
	}
	if n.Resolvable {
		v["resolved"], v["resolved_by"], v["resolved_at"] = n.Resolved, nil, nil
		if n.Resolved {
			v["resolved_by"], v["resolved_at"] = s.showUser(n.ResolvedBy), stamp(n.ResolvedAt)
		}
	}
	return v
}

func nullable(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func (s *Server) showThread(mr *mergeRequest, t *thread) any {
	notes := make([]any, 0, len(t.notes))
	for _, n := range t.notes {
		notes = append(notes, s.showNote(mr, n))
	}
	return map[string]any{"id": t.id, "individual_note": t.individual, "notes": notes}
}

func (s *Server) showDraft(mr *mergeRequest, d *draft) any {
	return map[string]any{
		"id": d.id, "author_id": d.author, "merge_request_id": mr.id, "resolve_discussion": d.resolve, "discussion_id": nullable(d.thread),
		"note": d.body, "commit_id": nil, "line_code": nullable(d.lineCode), "position": d.position,
	}
}

func (s *Server) showRequest(p *project, mr *mergeRequest, prepared bool) any {
	v := mr.newest()
	url := fmt.Sprintf("https://gitlab.example/%s/-/merge_requests/%d", p.path, mr.iid)
	notes := 0
	open := true
	for _, t := range mr.threads {
		for _, n := range t.notes {
			if !n.System {
				notes++
			}
		}
		if t.seen().Resolvable() && !t.resolved() {
			open = false
		}
	}
	answer := map[string]any{
		"id": mr.id, "iid": mr.iid, "project_id": p.id, "title": mr.title, "description": "", "state": mr.state,
		"source_branch": mr.sourceBranch, "target_branch": mr.targetBranch, "source_project_id": mr.source, "target_project_id": p.id,
		"author": s.showUser(mr.author), "sha": v.refs.Head, "created_at": stamp(mr.created), "updated_at": stamp(v.created),
		"web_url": url, "draft": false, "work_in_progress": false, "user_notes_count": notes, "blocking_discussions_resolved": open,
		"detailed_merge_status": "mergeable", "merge_status": "can_be_merged", "has_conflicts": false, "labels": []string{},
		"prepared_at": nil, "diff_refs": nil, "changes_count": nil,
	}
	if prepared {
		answer["prepared_at"] = stamp(mr.prepared)
		answer["diff_refs"] = map[string]any{"base_sha": v.refs.Base, "start_sha": v.refs.Start, "head_sha": v.refs.Head}
		answer["changes_count"] = s.changesCount(p, v.diff)
	} else {
		answer["detailed_merge_status"] = "preparing"
	}
	return answer
}

func showFile(f shown, unidiff bool) any {
	patch := f.Patch
	if f.collapsed || f.tooLarge {
		patch = ""
	}
	if unidiff && patch != "" {
		old, new := "a/"+f.OldPath, "b/"+f.NewPath
		if f.New {
			old = "/dev/null"
		}
		if f.Deleted {
			new = "/dev/null"
		}
		patch = "--- " + old + "\n+++ " + new + "\n" + patch
	}
	generated := any(f.generated)
	return map[string]any{
		"old_path": f.OldPath, "new_path": f.NewPath, "a_mode": mode(f.OldMode), "b_mode": mode(f.NewMode), "diff": patch,
		"new_file": f.New, "renamed_file": f.Renamed, "deleted_file": f.Deleted, "generated_file": generated,
		"collapsed": f.collapsed, "too_large": f.tooLarge,
	}
}

func mode(m string) string {
	if m == "000000" {
		return "0"
	}
	return m
}
