// Package gitlab reads a merge request of GitLab and carries out what package review has planned about it, and keeps the issue
// that package audit/issue plans.
//
// GitLab's API knows no request that can be made twice without harm, and it may be slow, busy, or fail after it has done what
// was asked. So nothing that posts is repeated before somebody has looked whether it is there already.
package gitlab

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	gl "gitlab.com/gitlab-org/api/client-go/v2"
)

// Options are what a client has to know.
type Options struct {
	URL       string            // of the API, with "/api/v4"
	Token     string            // of a user, a project, a group or a service account, with scope api
	CA        []byte            // certificates in PEM that are trusted besides those of the system
	Transport http.RoundTripper // nil for the network

	Now      func() time.Time
	Wait     func(context.Context, time.Duration) error // returns early, with the context's error, when that ends
	Progress func(string)                               // is told, in a line, why it takes long; may be nil
	Log      *slog.Logger                               // gets each request, at level debug; may be nil
}

// Client talks to one GitLab as one user. It is not for use by several goroutines at once.
type Client struct {
	api *gl.Client
	Options

	waited   time.Duration // because of GitLab's trouble; see patience
	notes    window        // that were made
	edits    window
	resolved window
}

// New makes a client. It makes no request.
func New(o Options) (*Client, error) {
	if o.Token == "" {
		return nil, errors.New("no token")
	}
	if strings.ContainsFunc(o.Token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("the token has a space, a line break or another character that no token has: was it copied whole?")
	}
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "":
		return nil, errors.New("the address of the API is not like \"https://gitlab.example.com/api/v4\"")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("the address of the API has more than scheme, host and path; the token is given by itself")
	}
	if o.Transport == nil {
		if o.Transport, err = network(o.CA); err != nil {
			return nil, err
		}
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	c := &Client{Options: o, notes: window{limit: notesPerMinute}, edits: window{limit: editsPerMinute}, resolved: window{limit: resolvesPerMinute}}
	c.api, err = gl.NewClient(o.Token,
		gl.WithBaseURL(u.String()),
		gl.WithURLWarningLogger(slog.New(slog.DiscardHandler)),
		gl.WithUserAgent("jobcat"),
		gl.WithHTTPClient(&http.Client{
			Transport: &logged{o.Transport, o.Log, o.Now},
			// A redirect would make a GET of a POST, and take the token's header along to another host.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}),
		// Its own retries would post several times, and it waits by its own clock.
		gl.WithoutRetries(),
		gl.WithCustomLimiter(unlimited{}),
	)
	if err != nil {
		return nil, errors.New(c.secretless(err.Error()))
	}
	return c, nil
}

// network is Go's own transport, with the environment's proxy, and with certificates that are trusted besides those of the system.
func network(ca []byte) (http.RoundTripper, error) {
	t := http.DefaultTransport.(*http.Transport).Clone()
	if len(ca) > 0 {
		pool, err := x509.SystemCertPool()
		if err != nil {
			pool = x509.NewCertPool()
		}
		if !pool.AppendCertsFromPEM(ca) {
			return nil, errors.New("the file of certificates that are to be trusted has no certificate in PEM")
		}
		t.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	}
	return t, nil
}

// unlimited is a limiter that does not: how fast requests may be made is not in the headers that the library would go by.
type unlimited struct{}

func (unlimited) Wait(context.Context) error { return nil }

// logged is a transport that logs what can be logged: neither headers nor bodies nor queries.
type logged struct {
	next http.RoundTripper
	log  *slog.Logger
	now  func() time.Time
}

func (l *logged) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.log == nil {
		return l.next.RoundTrip(r)
	}
	began := l.now()
	resp, err := l.next.RoundTrip(r)
	status := 0
	if resp != nil {
		status = resp.StatusCode
	}
	l.log.DebugContext(r.Context(), "request", "method", r.Method, "path", r.URL.EscapedPath(), "status", status, "ms", l.now().Sub(began).Milliseconds())
	return resp, err
}

// secretless is a text without the token, should whoever wrote it have repeated it, and without what stands in an address before the
// host: that of a proxy may have a password.
func (c *Client) secretless(s string) string {
	return credentials.ReplaceAllString(strings.ReplaceAll(s, c.Token, "(token)"), "://")
}

var credentials = regexp.MustCompile(`://[^/@\s]*@`)

// MergeRequest is a merge request by its project and its number there.
type MergeRequest struct {
	client  *Client
	project string
	iid     int64
}

// MergeRequest names a merge request by the number or the path of its project, and its number there.
func (c *Client) MergeRequest(project string, iid int64) *MergeRequest {
	return &MergeRequest{c, project, iid}
}

func (m *MergeRequest) String() string { return fmt.Sprintf("merge request !%d", m.iid) }
