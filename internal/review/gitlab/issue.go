package gitlab

import (
	"context"
	"net/http"
	"slices"

	gl "gitlab.com/gitlab-org/api/client-go/v2"

	"jobcat/internal/audit/issue"
)

const noProject = "there is no such project, or the user of the token cannot see it: check the project, and give the user at least the role Reporter in it"

// Project is a project by its number or path.
type Project struct {
	client  *Client
	project string
}

// Project names a project by its number or its path.
func (c *Client) Project(project string) *Project { return &Project{c, project} }

func (p *Project) String() string { return p.project }

// Kept is what was done so that one issue says how the catalog stands.
type Kept struct {
	issue.Plan                // the last one; what it wants is done unless there was an error
	Did        []issue.Action // in the order in which it was done
}

// Issues are those of the token's user, open and closed. They are not searched by title or words: whoever renames the issue must not
// make a second one of it, and what GitLab searches by may be some time behind.
func (p *Project) Issues(ctx context.Context) (issue.State, error) {
	var s issue.State
	me, a, err := p.client.me(ctx)
	if err := p.read(whose, a, err); err != nil {
		return s, err
	}
	s.Me = me
	const doing = "reading the issues"
	// From the oldest on, so that one that is made meanwhile moves none to another page.
	o := &gl.ListProjectIssuesOptions{
		ListOptions: page, AuthorID: &s.Me, Scope: new("all"), State: new("all"), OrderBy: new("created_at"), Sort: new("asc"),
	}
	all, a, err := list(ctx, p.client, doing, func(next gl.RequestOptionFunc, ctx context.Context) ([]*gl.Issue, *gl.Response, error) {
		return p.client.api.Issues.ListProjectIssues(p.project, o, next, gl.WithContext(ctx))
	})
	if err := p.read(doing, a, err); err != nil {
		return s, err
	}
	for _, i := range all {
		if i.Author != nil {
			s.Issues = append(s.Issues, issue.Issue{IID: i.IID, Author: i.Author.ID, Open: i.State == "opened", Description: i.Description})
		}
	}
	return s, nil
}

// read is the error for what came of reading.
func (p *Project) read(doing string, a answer, err error) error {
	if err == nil && (a.status == http.StatusUnauthorized || a.status == http.StatusForbidden || a.status == http.StatusNotFound) {
		return p.client.denied(doing, a, noProject)
	}
	return p.client.read(doing, a, err)
}

// KeepIssue does what the report wants done to the issues of the project. The error is a *DeniedError, an *UnreachableError, or the
// context's; what was done is in the outcome also then, and the next run completes it.
//
// Whenever it is not known whether GitLab has done something, the issues are read again and the plan is made anew: it has nothing
// left to do if it was done, and closes what was made twice.
func (p *Project) KeepIssue(ctx context.Context, r issue.Report) (*Kept, error) {
	var out Kept
	var unsure []issue.Action // whose fate is not known
	doubtful, why := false, ""
	for range tries {
		s, err := p.Issues(ctx)
		if err != nil {
			return &out, err
		}
		out.Plan = r.Plan(s)
		for _, a := range unsure {
			if !slices.ContainsFunc(out.Actions, func(b issue.Action) bool { return a.IID == b.IID }) {
				out.Did = append(out.Did, a)
			}
		}
		unsure = nil
		for _, a := range out.Actions {
			did, err := p.carryOut(ctx, a)
			if err != nil {
				return &out, err
			}
			if did.done() {
				out.Did = append(out.Did, a)
				continue
			}
			why = did.message
			if a.IID == 0 || did.status != http.StatusNotFound { // what is gone was not edited
				unsure = append(unsure, a)
			}
			doubtful = true
			if err := p.client.rest(ctx, doing(a), why, settling); err != nil {
				return &out, err
			}
		}
		// After a doubt there is another look: the issue may have been made twice.
		if !doubtful || len(out.Actions) == 0 {
			return &out, nil
		}
	}
	return &out, &UnreachableError{"keeping the issue", why}
}

func doing(a issue.Action) string {
	if a.IID == 0 {
		return "making the issue"
	}
	return "editing the issue"
}

// carryOut does one thing. The answer is one that is done, or one of which nobody knows, or that another look may change: the issue
// is gone. All others are errors.
func (p *Project) carryOut(ctx context.Context, a issue.Action) (answer, error) {
	var did answer
	var err error
	if a.IID == 0 {
		did, err = p.client.once(ctx, doing(a), func(ctx context.Context) (*gl.Response, error) {
			_, resp, err := p.client.api.Issues.CreateIssue(p.project, &gl.CreateIssueOptions{Title: &a.Title, Description: &a.Description}, gl.WithContext(ctx))
			return resp, err
		})
	} else {
		did, err = p.client.ask(ctx, doing(a), func(ctx context.Context) (*gl.Response, error) {
			o := &gl.UpdateIssueOptions{Description: &a.Description}
			if a.Event != issue.None {
				o.StateEvent = new(string(a.Event))
			}
			_, resp, err := p.client.api.Issues.UpdateIssue(p.project, a.IID, o, gl.WithContext(ctx))
			return resp, err
		})
	}
	switch {
	case err != nil || did.done() || did.mayHelp() || a.IID != 0 && did.status == http.StatusNotFound:
		return did, err
	case did.status == http.StatusUnauthorized || did.status == http.StatusForbidden || did.status == http.StatusNotFound:
		e := p.client.denied(doing(a), did, noProject)
		if did.status == http.StatusForbidden {
			e.Remedy += ", and the project has to have issues"
		}
		return did, e
	}
	return did, &UnreachableError{doing(a), did.message}
}
