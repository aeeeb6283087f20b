package gitlabtest

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Largest sizes of an issue, in characters.
const (
	longestTitle       = 255
	longestDescription = 1 << 20
)

// Issue is an issue of a project.
type Issue struct {
	ID, IID     int64
	Title       string
	Description string
	Author      int64
	Open        bool
	ClosedBy    int64 // 0 for nobody
	Created     time.Time
	Updated     time.Time
	Closed      time.Time
}

func cloneIssues(all map[int64]*Issue) map[int64]*Issue {
	cloned := maps.Clone(all)
	for iid, i := range cloned {
		copied := *i
		cloned[iid] = &copied
	}
	return cloned
}

// sortedIssues are those of a project, oldest first.
func (p *project) sortedIssues() []*Issue {
	return slices.SortedFunc(maps.Values(p.issues), func(a, b *Issue) int { return cmp.Compare(a.IID, b.IID) })
}

// Issues are all issues of the project, oldest first.
func (p Project) Issues() []Issue {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	var all []Issue
	for _, i := range p.get().sortedIssues() {
		all = append(all, *i)
	}
	return all
}

// WithoutIssues lets the project have none, as its settings can.
func (p Project) WithoutIssues(yes bool) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.get().withoutIssues = yes
}

// as lets a user do something with issues that the site would let them do; it panics if the server refuses.
func (p Project) as(u *User, set params, do func(*call) *response) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	c := &call{s: p.s, r: &Request{Method: http.MethodPost}, user: p.s.users[u.ID], p: p.get(), params: set}
	if answer := do(c); answer.status >= 300 {
		panic(fmt.Sprintf("gitlabtest: %s may not do that: %d %s", u.Username, answer.status, answer.body))
	}
}

// OpenIssue lets a user make an issue.
func (p Project) OpenIssue(u *User, title, description string) (iid int64) {
	p.as(u, params{"title": title, "description": description}, (*call).postIssue)
	all := p.Issues()
	return all[len(all)-1].IID
}

// EditIssue lets a user change the description of an issue.
func (p Project) EditIssue(u *User, iid int64, description string) {
	p.as(u, params{"description": description}, func(c *call) *response { return c.withIssue(iid, c.editIssue) })
}

// CloseIssue lets a user close an issue, or open it again.
func (p Project) CloseIssue(u *User, iid int64, yes bool) {
	event := "reopen"
	if yes {
		event = "close"
	}
	p.as(u, params{"state_event": event}, func(c *call) *response { return c.withIssue(iid, c.editIssue) })
}

// DeleteIssue deletes an issue, as an owner may.
func (p Project) DeleteIssue(iid int64) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	delete(p.get().issues, iid)
}

// answerIssues answers what is asked about the issues of a project.
func (c *call) answerIssues(rest []string) *response {
	if c.token != nil && c.token.Job {
		return refuse(http.StatusUnauthorized, errUnauthorized)
	}
	if c.user == nil && c.r.Writes() {
		return refuse(http.StatusUnauthorized, errUnauthorized)
	}
	if refusal := c.read(); refusal != nil {
		return refusal
	}
	if len(rest) == 0 {
		switch c.r.Method {
		case http.MethodGet:
			return c.listIssues()
		case http.MethodPost:
			return c.postIssue()
		}
		return unknownRoute()
	}
	iid, err := strconv.ParseInt(rest[0], 10, 64)
	switch {
	case err != nil:
		return parameter("issue_iid is invalid")
	case len(rest) > 1:
		return unknownRoute()
	case c.r.Method == http.MethodGet:
		return c.withIssue(iid, func(i *Issue) *response { return jsonAnswer(http.StatusOK, c.showIssue(i)) })
	case c.r.Method == http.MethodPut:
		return c.withIssue(iid, c.editIssue)
	}
	return unknownRoute()
}

func (c *call) withIssue(iid int64, do func(*Issue) *response) *response {
	i := c.p.issues[iid]
	if i == nil || c.p.withoutIssues {
		return notFound("")
	}
	return do(i)
}

// listIssues is a page of the issues that the filters leave over. What the server does not know is ignored, as by GitLab.
func (c *call) listIssues() *response {
	q := c.r.Query
	for _, v := range []struct {
		name   string
		values []string
	}{
		{"state", []string{"opened", "closed", "all"}},
		{"scope", []string{"created-by-me", "assigned-to-me", "created_by_me", "assigned_to_me", "all"}},
		{"order_by", []string{"created_at", "updated_at", "title"}},
		{"sort", []string{"asc", "desc"}},
	} {
		if text := q.Get(v.name); text != "" && !slices.Contains(v.values, text) {
			return parameter(v.name + " does not have a valid value")
		}
	}
	author := int64(0)
	if text := q.Get("author_id"); text != "" {
		var err error
		if author, err = strconv.ParseInt(text, 10, 64); err != nil {
			return parameter("author_id is invalid")
		}
	}
	var all []*Issue
	for _, i := range c.p.sortedIssues() {
		state := q.Get("state")
		in := q.Get("in")
		found := (in == "" || strings.Contains(in, "title")) && strings.Contains(strings.ToLower(i.Title), strings.ToLower(q.Get("search"))) ||
			(in == "" || strings.Contains(in, "description")) && strings.Contains(strings.ToLower(i.Description), strings.ToLower(q.Get("search")))
		switch {
		case c.p.withoutIssues, state == "opened" && !i.Open, state == "closed" && i.Open, author != 0 && i.Author != author, !found:
		case strings.HasPrefix(q.Get("scope"), "created") && (c.user == nil || i.Author != c.user.ID), strings.HasPrefix(q.Get("scope"), "assigned"):
		case len(q["iids[]"]) > 0 && !slices.Contains(q["iids[]"], strconv.FormatInt(i.IID, 10)):
		default:
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, b *Issue) int {
		if q.Get("sort") != "asc" {
			a, b = b, a
		}
		switch q.Get("order_by") {
		case "updated_at":
			return cmp.Or(a.Updated.Compare(b.Updated), cmp.Compare(a.ID, b.ID))
		case "title":
			return cmp.Or(strings.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
		}
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	return page(c.r, all, c.showIssue)
}

// refusedIssue is the refusal of what does not fit into an issue: by field, and without the words that notes have for it.
func refusedIssue(field, words string) *response {
	return jsonAnswer(http.StatusBadRequest, map[string]any{"message": map[string]any{field: []string{words}}})
}

// described sets title and description of an issue as far as a request has them. The quick actions of a description are carried
// out and taken out.
func (c *call) described(i *Issue) *response {
	if title, ok := c.params.text("title"); ok {
		switch title = strings.TrimSpace(title); {
		case title == "":
			return refusedIssue("title", "can't be blank")
		case utf8.RuneCountInString(title) > longestTitle:
			return refusedIssue("title", "is too long (maximum is 255 characters)")
		}
		i.Title = title
	}
	text, ok := c.params.text("description")
	if !ok {
		return nil
	}
	if utf8.RuneCountInString(text) > longestDescription {
		return refusedIssue("description", "is too long (maximum is 1048576 characters)")
	}
	if body, commands := c.s.extract(text); commands != nil {
		c.run(commands)
		text = strings.TrimRight(body, " \t\n")
	}
	i.Description = text
	return nil
}

func (c *call) postIssue() *response {
	if _, refusal := c.required("title"); refusal != nil {
		return refusal
	}
	if c.p.withoutIssues || !c.seesProject() {
		return refuse(http.StatusForbidden, errForbidden)
	}
	if refusal := c.s.limited("issues", c.user.ID, 1, c.s.opts.Limits.Issues); refusal != nil {
		return refusal
	}
	now := c.s.now()
	i := &Issue{Author: c.user.ID, Open: true, Created: now, Updated: now}
	if refusal := c.described(i); refusal != nil {
		return refusal
	}
	i.ID = c.s.id()
	c.p.lastIssue++ // the number of one that was deleted is not used again
	i.IID = c.p.lastIssue
	c.p.issues[i.IID] = i
	c.s.notify(Notification{Kind: NewIssue, By: c.user.ID, Notes: []int64{i.ID}})
	c.s.refer(c.user, &Note{ID: i.ID, Body: i.Description})
	return jsonAnswer(http.StatusCreated, c.showIssue(i))
}

func (c *call) editIssue(i *Issue) *response {
	event, hasEvent := c.params.text("state_event")
	_, hasTitle := c.params.text("title")
	_, hasDescription := c.params.text("description")
	switch {
	case hasEvent && event != "close" && event != "reopen":
		return parameter("state_event does not have a valid value")
	case !hasEvent && !hasTitle && !hasDescription:
		return parameter("title, description, state_event are missing, at least one parameter must be provided")
	case i.Author != c.user.ID && c.role() < Planner:
		return refuse(http.StatusForbidden, errForbidden)
	}
	changed := *i
	if refusal := c.described(&changed); refusal != nil {
		return refusal
	}
	now := c.s.now()
	if hasEvent && changed.Open == (event == "close") { // what is so already stays so, and nobody is told
		changed.Open, changed.ClosedBy, changed.Closed = event == "reopen", 0, time.Time{}
		if !changed.Open {
			changed.ClosedBy, changed.Closed = c.user.ID, now
		}
		c.s.notify(Notification{Kind: IssueState, By: c.user.ID, Notes: []int64{i.ID}, Text: event})
	}
	changed.Updated = now
	*i = changed
	if hasDescription {
		c.s.refer(c.user, &Note{ID: i.ID, Body: i.Description})
	}
	return jsonAnswer(http.StatusOK, c.showIssue(i))
}

func (c *call) showIssue(i *Issue) any {
	state := "opened"
	if !i.Open {
		state = "closed"
	}
	v := map[string]any{
		"id": i.ID, "iid": i.IID, "project_id": c.p.id, "title": i.Title, "description": i.Description, "state": state,
		"created_at": stamp(i.Created), "updated_at": stamp(i.Updated), "closed_at": stamp(i.Closed), "closed_by": nil,
		"author": c.s.showUser(i.Author), "labels": []string{}, "assignees": []any{}, "assignee": nil, "milestone": nil,
		"type": "ISSUE", "issue_type": "issue", "confidential": false, "discussion_locked": nil, "moved_to_id": nil, "user_notes_count": 0,
		"web_url": fmt.Sprintf("https://gitlab.example/%s/-/issues/%d", c.p.path, i.IID),
	}
	if i.ClosedBy != 0 {
		v["closed_by"] = c.s.showUser(i.ClosedBy)
	}
	return v
}
