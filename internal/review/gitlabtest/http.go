package gitlabtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Request is a request that the server has seen.
type Request struct {
	N      int // 1 for the first
	Method string
	Path   string // with escapes, as it was sent: "/api/v4/projects/1/merge_requests/1/notes"
	Query  url.Values
	Header http.Header
	Body   string
	User   int64 // whose token it bore; 0 for none that is good

	Status int  // of the answer; 0 if there was none
	Effect bool // the request was carried out, whatever its answer
}

// TokenInURL says whether the request shows a token to everybody who reads a log.
func (r Request) TokenInURL() bool {
	for _, name := range []string{"private_token", "access_token", "job_token"} {
		if r.Query.Has(name) {
			return true
		}
	}
	return false
}

// Writes says whether the request is meant to change something.
func (r Request) Writes() bool { return r.Method != http.MethodGet && r.Method != http.MethodHead }

// Requests are all requests so far, in the order in which they came.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Request
	for _, r := range s.requests {
		all = append(all, *r)
	}
	return all
}

// ForgetRequests begins a new record.
func (s *Server) ForgetRequests() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
}

// response is what goes back to the client.
type response struct {
	status int
	header http.Header
	body   []byte
}

// exchange takes a request to its answer. An error means that the client gets none.
func (s *Server) exchange(hr *http.Request, dead *atomic.Bool) (*response, error) {
	if dead.Load() {
		return nil, errDead
	}
	body, err := readAll(hr)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	r := &Request{
		N: len(s.requests) + 1, Method: hr.Method, Path: hr.URL.EscapedPath(), Query: hr.URL.Query(), Header: hr.Header.Clone(), Body: body,
	}
	if t := s.token(r); t != nil {
		r.User = t.User
	}
	s.requests = append(s.requests, r)
	seen, ask, opts := *r, s.Fault, s.opts
	s.mu.Unlock()

	var f Fault
	if ask != nil {
		f = ask(seen)
	}
	handle := func() *response {
		s.mu.Lock()
		defer s.mu.Unlock()
		r.Effect = true
		answer := s.handle(r, f.Some)
		if f.Kind == NoFault {
			r.Status = answer.status
		}
		return answer
	}
	var answer *response
	if f.After {
		answer = handle()
	}
	if f.Delay > 0 {
		if err := opts.Sleep(hr.Context(), f.Delay); err != nil {
			return nil, err
		}
	}
	if f.Kind != NoFault {
		answer, err := f.answer(opts.Now(), dead)
		if answer != nil {
			s.mu.Lock()
			r.Status = answer.status
			s.mu.Unlock()
		}
		return answer, err
	}
	if answer == nil {
		answer = handle()
	}
	return answer, nil
}

func readAll(r *http.Request) (string, error) {
	if r.Body == nil {
		return "", nil
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	return string(b), err
}

var (
	errDead  = &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	errReset = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
)

// Transport takes requests to the server without a network. Any host will do. It can be used in a bubble of testing/synctest.
type Transport struct {
	s    *Server
	dead atomic.Bool
}

// Transport is a new way to the server. A fault of the kind Die ends this one only.
func (s *Server) Transport() *Transport { return &Transport{s: s} }

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	answer, err := t.s.exchange(r, &t.dead)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", answer.status, http.StatusText(answer.status)),
		StatusCode: answer.status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        answer.header,
		Body:          io.NopCloser(bytes.NewReader(answer.body)),
		ContentLength: int64(len(answer.body)),
		Request:       r,
	}, nil
}

// Handler serves the API over HTTP.
func (s *Server) Handler() http.Handler {
	var dead atomic.Bool
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, err := s.exchange(r, &dead)
		if err != nil {
			reset(w)
			return
		}
		for name, values := range answer.header {
			w.Header()[name] = slices.Clone(values)
		}
		w.WriteHeader(answer.status)
		w.Write(answer.body)
	})
}

// reset ends a connection without an answer.
func reset(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if conn, _, err := h.Hijack(); err == nil {
			if tcp, ok := conn.(*net.TCPConn); ok {
				tcp.SetLinger(0)
			}
			conn.Close()
			return
		}
	}
	panic(http.ErrAbortHandler)
}

// Start serves the API on a port of this machine, until the caller closes it. The API is at the server's URL + "/api/v4".
func (s *Server) Start() *httptest.Server { return httptest.NewServer(s.Handler()) }

// Fault is what goes wrong with a request. The zero value is that nothing does.
type Fault struct {
	Kind  FaultKind
	After bool          // the request is carried out first
	Delay time.Duration // before the answer, or its lack
	Some  int           // of a bulk_publish that is carried out: only so many drafts are published before it fails; 0 for all
}

// FaultKind is a way in which a request fails.
type FaultKind int

// The kinds of faults.
const (
	NoFault      FaultKind = iota // with a Delay: a slow answer
	ServerError                   // 500
	BadGateway                    // 502 with a page of HTML
	Reset                         // the connection ends without an answer
	Throttled                     // 429 of the general throttle: plain text, Retry-After, RateLimit-*
	LimitedAfter                  // 429 of an application limit: JSON, Retry-After
	Limited                       // 429 of an application limit: JSON alone
	Die                           // no answer, and none to any later request over the same Transport or Handler
)

func (f Fault) answer(now time.Time, dead *atomic.Bool) (*response, error) {
	switch f.Kind {
	case ServerError:
		return jsonAnswer(http.StatusInternalServerError, message("500 Internal Server Error")), nil
	case BadGateway:
		return &response{http.StatusBadGateway, http.Header{"Content-Type": {"text/html"}},
			[]byte("<!DOCTYPE html>\n<html><head><title>GitLab is not responding (502)</title></head><body><h1>502</h1></body></html>\n")}, nil
	case Reset:
		return nil, errReset
	case Throttled:
		return throttled(now, now.Truncate(time.Minute).Add(time.Minute), 2000, 2001), nil
	case LimitedAfter:
		return tooOften(30 * time.Second), nil
	case Limited:
		return tooOften(0), nil
	case Die:
		dead.Store(true)
		return nil, errReset
	}
	return nil, errors.New("gitlabtest: no such fault")
}

// segments are the parts of a path below the API's root, unescaped.
func segments(escaped string) ([]string, bool) {
	rest, ok := strings.CutPrefix(escaped, "/api/v4/")
	if !ok {
		return nil, false
	}
	var parts []string
	for part := range strings.SplitSeq(strings.Trim(rest, "/"), "/") {
		plain, err := url.PathUnescape(part)
		if err != nil {
			return nil, false
		}
		parts = append(parts, plain)
	}
	return parts, true
}

var _ http.RoundTripper = (*Transport)(nil)
