package gitlabtest

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// call is a request on its way through the server.
type call struct {
	s      *Server
	r      *Request
	token  *Token
	user   *User
	p      *project
	mr     *mergeRequest
	params params
	some   int // of a bulk_publish
}

// token finds the token of a request, wherever it stands.
func (s *Server) token(r *Request) *Token {
	value, job := given(r)
	t := s.tokens[value]
	if t == nil || t.Job != job {
		return nil
	}
	return t
}

func given(r *Request) (value string, job bool) {
	bearer, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	for _, v := range []string{r.Header.Get("PRIVATE-TOKEN"), bearer, r.Query.Get("private_token"), r.Query.Get("access_token")} {
		if v != "" {
			return v, false
		}
	}
	for _, v := range []string{r.Header.Get("JOB-TOKEN"), r.Query.Get("job_token")} {
		if v != "" {
			return v, true
		}
	}
	return "", false
}

// handle carries out a request. The lock is held.
func (s *Server) handle(r *Request, some int) *response {
	c := &call{s: s, r: r, some: some}
	limit, reset := s.opts.Limits.Requests, s.nextWindow()
	observed := 0
	if limit > 0 {
		observed = s.limits.charge(s.opts.Now(), "requests", r.User, 1)
		if observed > limit {
			return throttled(s.opts.Now(), reset, limit, observed)
		}
	}
	answer := c.answer()
	if limit > 0 {
		rateHeaders(answer.header, reset, limit, observed)
	}
	answer.header.Set("Date", s.opts.Now().UTC().Format(http.TimeFormat))
	return answer
}

func (c *call) answer() *response {
	parts, ok := segments(c.r.Path)
	if !ok {
		return notFound("")
	}
	if refusal := c.authenticate(); refusal != nil {
		return refusal
	}
	switch {
	case len(parts) == 1 && (parts[0] == "version" || parts[0] == "metadata") && c.r.Method == http.MethodGet:
		if c.user == nil || c.token.Job {
			return refuse(http.StatusUnauthorized, errUnauthorized)
		}
		return jsonAnswer(http.StatusOK, map[string]any{"version": "18.5.0-ee", "revision": "0123456789a"})
	case len(parts) == 1 && parts[0] == "user" && c.r.Method == http.MethodGet:
		if c.user == nil || c.token.Job {
			return refuse(http.StatusUnauthorized, errUnauthorized)
		}
		return jsonAnswer(http.StatusOK, c.s.showUser(c.user.ID))
	case len(parts) >= 2 && parts[0] == "projects":
		return c.project(parts[1], parts[2:])
	}
	return unknownRoute()
}

func unknownRoute() *response {
	return jsonAnswer(http.StatusNotFound, map[string]any{"error": "404 Not Found"})
}

func (c *call) authenticate() *response {
	value, _ := given(c.r)
	if value == "" {
		return nil
	}
	c.token = c.s.token(c.r)
	switch {
	case c.token == nil:
		return refuse(http.StatusUnauthorized, errUnauthorized)
	case c.token.Expired:
		return jsonAnswer(http.StatusUnauthorized, map[string]any{
			"error": "invalid_token", "error_description": "Token is expired. You can either do re-authorization or token refresh.",
		})
	case !c.token.Job && !slices.Contains(c.token.Scopes, "api") && (c.r.Writes() || !slices.Contains(c.token.Scopes, "read_api")):
		return jsonAnswer(http.StatusForbidden, map[string]any{
			"error": "insufficient_scope", "error_description": "The request requires higher privileges than provided by the access token.", "scope": "api",
		})
	}
	c.user = c.s.users[c.token.User]
	return nil
}

func (c *call) role() Role { return c.p.role(c.user) }

// seesProject says whether the user may know that the project exists.
func (c *call) seesProject() bool {
	switch c.p.visibility {
	case Public:
		return true
	case Internal:
		return c.user != nil
	}
	return c.role() >= Guest
}

// seesRequests says whether the user may read merge requests: not a guest of a private project.
func (c *call) seesRequests() bool {
	return c.seesProject() && (c.p.visibility != Private || c.role() >= Planner)
}

func (c *call) project(name string, rest []string) *response {
	if n, err := strconv.ParseInt(name, 10, 64); err == nil {
		c.p = c.s.projects[n]
	} else {
		for _, p := range c.s.projects {
			if strings.EqualFold(p.path, name) {
				c.p = p
			}
		}
	}
	job := c.token != nil && c.token.Job
	if c.p == nil || !c.seesProject() {
		return notFound("Project ")
	}
	get := c.r.Method == http.MethodGet
	switch {
	case len(rest) == 0 && get:
		if job {
			return refuse(http.StatusUnauthorized, errUnauthorized)
		}
		return jsonAnswer(http.StatusOK, c.showProject())
	case len(rest) > 0 && rest[0] == "issues":
		return c.answerIssues(rest[1:])
	case len(rest) == 0 || rest[0] != "merge_requests":
		return unknownRoute()
	case len(rest) == 1 && get:
		return c.listRequests()
	case len(rest) == 1:
		return unknownRoute()
	}
	iid, err := strconv.ParseInt(rest[1], 10, 64)
	if err != nil {
		return parameter("merge_request_iid is invalid")
	}
	if job && !(get && (len(rest) == 2 || len(rest) == 3 && rest[2] == "notes")) {
		return refuse(http.StatusUnauthorized, errUnauthorized)
	}
	c.mr = c.p.requests[iid]
	if c.mr == nil || !c.seesRequests() {
		return notFound("")
	}
	if c.user == nil && c.r.Writes() {
		return refuse(http.StatusUnauthorized, errUnauthorized)
	}
	if refusal := c.read(); refusal != nil {
		return refusal
	}
	return c.request(rest[2:])
}

// request answers what is asked about one merge request.
func (c *call) request(rest []string) *response {
	// The numbers and names of things are taken out of the path, so that what is left is the route.
	var names []string
	route := c.r.Method
	for i, part := range rest {
		if i%2 == 1 && part != "bulk_publish" {
			names = append(names, part)
			part = ":id"
		}
		route += " " + part
	}
	number := func(i int) int64 {
		n, _ := strconv.ParseInt(names[i], 10, 64)
		return n
	}
	switch route {
	case "GET":
		return jsonAnswer(http.StatusOK, c.s.showRequest(c.p, c.mr, c.prepared()))
	case "GET versions":
		return c.versions()
	case "GET diffs":
		return c.diffs()
	case "GET changes":
		return c.changes()
	case "GET raw_diffs":
		answer := &response{http.StatusOK, http.Header{"Content-Type": {"text/plain"}}, nil}
		if c.prepared() {
			answer.body = []byte(c.mr.newest().diff.Text)
		}
		return answer
	case "GET discussions":
		return page(c.r, c.mr.threads, func(t *thread) any { return c.s.showThread(c.mr, t) })
	case "GET discussions :id":
		if t := c.mr.thread(names[0]); t != nil {
			return jsonAnswer(http.StatusOK, c.s.showThread(c.mr, t))
		}
		return notFound("Discussion ")
	case "POST discussions":
		return c.postThread()
	case "PUT discussions :id":
		return c.resolveThread(names[0])
	case "POST discussions :id notes":
		return c.reply(names[0])
	case "PUT discussions :id notes :id":
		return c.editOrResolve(names[0], number(1))
	case "DELETE discussions :id notes :id":
		return c.deleteNote(names[0], number(1))
	case "GET notes":
		return c.listNotes()
	case "POST notes":
		return c.postNote()
	case "GET notes :id":
		if _, n := c.mr.note(number(0)); n != nil {
			return jsonAnswer(http.StatusOK, c.s.showNote(c.mr, n))
		}
		return notFound("")
	case "PUT notes :id":
		return c.editNote(number(0))
	case "DELETE notes :id":
		return c.deleteNote("", number(0))
	}
	if len(rest) > 0 && rest[0] == "draft_notes" {
		if c.user == nil {
			return refuse(http.StatusUnauthorized, errUnauthorized)
		}
		switch route {
		case "GET draft_notes":
			return c.listDrafts()
		case "POST draft_notes":
			return c.postDraft()
		case "POST draft_notes bulk_publish":
			return c.publishAll()
		case "GET draft_notes :id":
			return c.withDraft(number(0), func(d *draft) *response { return jsonAnswer(http.StatusOK, c.s.showDraft(c.mr, d)) })
		case "PUT draft_notes :id":
			return c.withDraft(number(0), c.editDraft)
		case "DELETE draft_notes :id":
			return c.withDraft(number(0), c.deleteDraft)
		case "PUT draft_notes :id publish":
			return c.withDraft(number(0), c.publishOne)
		}
	}
	return unknownRoute()
}

// prepared says whether GitLab has made the diff, and counts the looks at one that it has not.
func (c *call) prepared() bool {
	if c.mr.unprepared == 0 {
		return true
	}
	c.mr.unprepared--
	return false
}

func (c *call) showProject() any {
	v := map[string]any{
		"id": c.p.id, "path_with_namespace": c.p.path, "name": c.p.path[strings.LastIndex(c.p.path, "/")+1:], "visibility": c.p.visibility,
		"default_branch": c.p.defaultBranch, "web_url": "https://gitlab.example/" + c.p.path,
	}
	if parent := c.s.projects[c.p.parent]; parent != nil {
		v["forked_from_project"] = map[string]any{"id": parent.id, "path_with_namespace": parent.path}
	}
	if c.user != nil {
		v["permissions"] = map[string]any{"project_access": map[string]any{"access_level": c.role()}, "group_access": nil}
	}
	return v
}

func (c *call) listRequests() *response {
	if !c.seesRequests() {
		return refuse(http.StatusForbidden, errForbidden)
	}
	var all []*mergeRequest
	for _, mr := range c.p.requests {
		q := c.r.Query
		if (q.Get("state") == "" || q.Get("state") == "all" || q.Get("state") == mr.state) &&
			(q.Get("source_branch") == "" || q.Get("source_branch") == mr.sourceBranch) &&
			(q.Get("target_branch") == "" || q.Get("target_branch") == mr.targetBranch) {
			all = append(all, mr)
		}
	}
	slices.SortFunc(all, func(a, b *mergeRequest) int { return int(b.iid - a.iid) })
	return page(c.r, all, func(mr *mergeRequest) any {
		v := c.s.showRequest(c.p, mr, mr.unprepared == 0).(map[string]any)
		delete(v, "diff_refs")
		delete(v, "changes_count")
		return v
	})
}

func (c *call) versions() *response {
	var all []*version
	if c.prepared() {
		all = slices.Clone(c.mr.versions)
		slices.Reverse(all)
	}
	return page(c.r, all, func(v *version) any {
		return map[string]any{
			"id": v.id, "head_commit_sha": v.refs.Head, "base_commit_sha": v.refs.Base, "start_commit_sha": v.refs.Start,
			"created_at": stamp(v.created), "merge_request_id": c.mr.id, "state": "collected", "real_size": c.s.changesCount(c.p, v.diff),
		}
	})
}

func (c *call) diffs() *response {
	var files []shown
	if c.prepared() {
		files, _ = c.s.show(c.p, c.mr.newest().diff)
	}
	unidiff := c.r.Query.Get("unidiff") == "true"
	return page(c.r, files, func(f shown) any { return showFile(f, unidiff) })
}

// changes is the deprecated list of all files at once.
func (c *call) changes() *response {
	prepared := c.prepared()
	v := c.s.showRequest(c.p, c.mr, prepared).(map[string]any)
	list, cut := []any{}, false
	if prepared {
		var files []shown
		files, cut = c.s.show(c.p, c.mr.newest().diff)
		for _, f := range files {
			list = append(list, showFile(f, false))
		}
	}
	v["changes"], v["overflow"] = list, cut
	return jsonAnswer(http.StatusOK, v)
}

// params are the parameters of a request: those of the address and of a body of JSON or of a form, in which "position[new_line]"
// means the same as an object.
type params map[string]any

func (c *call) read() *response {
	c.params = params{}
	add := func(values url.Values) {
		for key, v := range values {
			c.params.set(key, v[len(v)-1])
		}
	}
	add(c.r.Query)
	if c.r.Body == "" || !c.r.Writes() {
		return nil
	}
	kind, _, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		d := json.NewDecoder(bytes.NewReader([]byte(c.r.Body)))
		d.UseNumber()
		var body map[string]any
		if err := d.Decode(&body); err != nil {
			return parameter("Invalid JSON body")
		}
		for key, v := range body {
			c.params[key] = v
		}
	case "application/x-www-form-urlencoded", "":
		values, err := url.ParseQuery(c.r.Body)
		if err != nil {
			return parameter("Invalid form body")
		}
		add(values)
	default:
		return jsonAnswer(http.StatusUnsupportedMediaType, map[string]any{"error": "The provided content-type '" + kind + "' is not supported."})
	}
	return nil
}

func (p params) set(key, value string) {
	name, rest, nested := strings.Cut(key, "[")
	if !nested {
		p[name] = value
		return
	}
	inner, _ := p[name].(map[string]any)
	if inner == nil {
		inner = map[string]any{}
		p[name] = inner
	}
	first, more, _ := strings.Cut(rest, "]")
	params(inner).set(first+more, value)
}

// text is a parameter as text; false if it is missing.
func (p params) text(name string) (string, bool) {
	v, ok := p[name]
	switch v := v.(type) {
	case string:
		return v, ok
	case json.Number:
		return v.String(), ok
	case bool:
		return strconv.FormatBool(v), ok
	}
	return "", ok
}

// boolean is a parameter that is true or false; ok is false if it is missing.
func (p params) boolean(name string) (yes, ok bool, refusal *response) {
	text, ok := p.text(name)
	if !ok {
		return false, false, nil
	}
	switch strings.ToLower(text) {
	case "true", "t", "1":
		return true, true, nil
	case "false", "f", "0":
		return false, true, nil
	}
	return false, true, parameter(name + " is invalid")
}
