package gitlab

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	gl "gitlab.com/gitlab-org/api/client-go/v2"
)

// DeniedError says that the token does not allow what has to be done.
type DeniedError struct {
	Doing  string // "reading the merge request"
	Status int    // 401, 403 or 404
	Remedy string
}

func (e *DeniedError) Error() string {
	return fmt.Sprintf("GitLab answers %d %s while %s: %s", e.Status, http.StatusText(e.Status), e.Doing, e.Remedy)
}

// UnreachableError says that GitLab cannot be reached, or goes on answering what makes no sense or that it has trouble.
type UnreachableError struct {
	Doing  string
	Reason string
}

func (e *UnreachableError) Error() string {
	return fmt.Sprintf("GitLab: %s did not work: %s", e.Doing, e.Reason)
}

// PushedError says that the merge request is at another commit than the one that was looked at.
type PushedError struct {
	Expected string // that was looked at
	Head     string // where the merge request is
	Unknown  bool   // Expected never was the head of the merge request
}

func (e *PushedError) Error() string {
	if e.Unknown {
		return fmt.Sprintf("the merge request is at %.12s, and never was at %.12s, which this pipeline is about", e.Head, e.Expected)
	}
	return fmt.Sprintf("the merge request is at %.12s meanwhile, and this pipeline is about %.12s: the pipeline of that push reviews it", e.Head, e.Expected)
}

// answer is what came of a request.
type answer struct {
	status  int // 0 if there was none
	header  http.Header
	message string // why not; "" if it was done
	sent    bool   // GitLab may have seen the request
	final   bool   // asking again has no other outcome, though this is no refusal
}

func (a answer) done() bool { return a.message == "" }

// mayHelp reports whether asking again can have another outcome.
func (a answer) mayHelp() bool {
	return !a.done() && (a.status == 0 || a.status == http.StatusTooManyRequests || a.status == http.StatusRequestTimeout || a.status >= 500 || a.status < 300)
}

// answered puts into an answer what the library says. Its errors hold addresses and whole pages, and are not passed on.
func (c *Client) answered(resp *gl.Response, err error) answer {
	a := answer{sent: true}
	if resp != nil && resp.Response != nil {
		a.status, a.header = resp.StatusCode, resp.Header
	}
	if err == nil {
		return a
	}
	var refused *gl.ErrorResponse
	switch {
	case errors.As(err, &refused):
		a.status = refused.StatusCode
		a.message = fmt.Sprintf("%d %s", a.status, http.StatusText(a.status))
		if said := c.said(refused.Body); said != "" && said != a.message {
			a.message += ", " + said
		}
	case a.status != 0: // the body is cut off, or no JSON
		a.message = fmt.Sprintf("the answer (%d) is cut off", a.status)
		var syntax *json.SyntaxError
		if !errors.Is(err, io.ErrUnexpectedEOF) && (errors.As(err, &syntax) || errors.Is(err, io.EOF)) {
			a.message, a.final = fmt.Sprintf("the answer (%d) is not JSON: is the address of the API right?", a.status), true
		}
	default:
		a.message, a.sent, a.final = c.failed(err)
	}
	return a
}

// said is what GitLab says about why it refuses, in at most a line.
func (c *Client) said(body []byte) string {
	var reason struct {
		Message any    `json:"message"`
		Error   any    `json:"error"`
		More    string `json:"error_description"`
	}
	if json.Unmarshal(body, &reason) != nil {
		return ""
	}
	var words []string
	for _, v := range []any{reason.Message, reason.Error, reason.More} {
		switch v := v.(type) {
		case nil:
		case string:
			if v != "" {
				words = append(words, v)
			}
		default:
			if text, err := json.Marshal(v); err == nil {
				words = append(words, string(text))
			}
		}
	}
	return c.line(strings.Join(words, ": "))
}

// line is a text of somebody else as a part of a line of ours.
func (c *Client) line(s string) string {
	s = strings.Join(strings.FieldsFunc(c.secretless(s), func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "…"
	}
	return s
}

// failed says why there is no answer, whether the request may have got through, and whether that will never be otherwise. The address
// is left out.
func (c *Client) failed(err error) (message string, sent, final bool) {
	var op *net.OpError
	var dns *net.DNSError
	var untrusted *tls.CertificateVerificationError
	switch {
	case errors.As(err, &untrusted):
		return c.line(untrusted.Error()) + ": is the authority of the instance's certificate known?", false, true
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("no answer within %s", timeout), true, false
	case errors.As(err, &dns), errors.As(err, &op) && op.Op == "dial":
	default:
		sent = true
	}
	var outer *url.Error
	for errors.As(err, &outer) {
		err = outer.Err
	}
	return c.line(err.Error()), sent, false
}

// denied is the error for an answer that no other request will change: the token's rights, or the lack of them.
func (c *Client) denied(doing string, a answer, missing string) *DeniedError {
	e := &DeniedError{Doing: doing, Status: a.status}
	switch a.status {
	case http.StatusUnauthorized:
		e.Remedy = "it does not know the token, or it has expired or was revoked: make a new one with scope api"
		if strings.HasPrefix(c.Token, "glcbt-") {
			e.Remedy = "the token is the job's own, which cannot write comments: make one of the project or of a user, with scope api"
		}
	case http.StatusForbidden:
		e.Remedy = "the token is not allowed to: it needs scope api, and its user at least the role Reporter in the project"
		if strings.Contains(a.message, "insufficient_scope") {
			e.Remedy = "the token lacks the scope api: make a new one with it"
		}
	default:
		e.Remedy = missing
	}
	return e
}
