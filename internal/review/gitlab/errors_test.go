package gitlab_test

import (
	"bytes"
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"jobcat/internal/review"
	"jobcat/internal/review/gitlab"
	"jobcat/internal/review/gitlabtest"
)

// broken runs a review that cannot be done, and gives its error. Whatever is said is free of the token.
func broken(t *testing.T, w *world, transport http.RoundTripper) (*gitlab.Outcome, error) {
	t.Helper()
	var log bytes.Buffer
	r := &run{transport: transport, log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	var out *gitlab.Outcome
	var err error
	in(t, func(t *testing.T) { out, err = r.on(w) })
	said := fmt.Sprintf("%v %+v %#v %s %q", err, err, err, log.String(), r.progress)
	if out != nil {
		said += fmt.Sprintf("%+v", *out)
	}
	if strings.Contains(said, token) {
		t.Errorf("the token is told:\n%s", said)
	}
	return out, err
}

func TestDenied(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(w *world)
		status  int
		remedy  string
	}{
		{"unknown token", func(w *world) { w.s.SetToken(gitlabtest.Token{Value: token, User: w.bot.ID, Expired: true}) }, 401, "make a new one with scope api"},
		{"token that only reads", func(w *world) {
			w.s.SetToken(gitlabtest.Token{Value: token, User: w.bot.ID, Scopes: []string{"read_api"}})
		}, 403, "the token lacks the scope api"},
		{"token of another scope", func(w *world) {
			w.s.SetToken(gitlabtest.Token{Value: token, User: w.bot.ID, Scopes: []string{"read_repository"}})
		}, 403, "the token lacks the scope api"},
		{"guest", func(w *world) { w.p.AddMember(w.bot, gitlabtest.Guest) }, 404, "at least the role Reporter"},
		{"no member", func(w *world) { w.p.AddMember(w.bot, gitlabtest.NoMember) }, 404, "at least the role Reporter"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := usual(t)
			test.prepare(w)
			_, err := broken(t, w, nil)
			var denied *gitlab.DeniedError
			if !errors.As(err, &denied) || denied.Status != test.status || !strings.Contains(err.Error(), test.remedy) {
				t.Errorf("%v", err)
			}
			t.Log(err)
			if stands := w.stands(); len(stands) > 0 {
				t.Errorf("%q", stands)
			}
		})
	}
}

// transport answers every request by a function.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func always(status int, contentType, body string) transport {
	return func(r *http.Request) (*http.Response, error) {
		h := http.Header{"Content-Type": {contentType}, "Location": {"https://elsewhere.test/"}}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	}
}

func TestUnreachable(t *testing.T) {
	page := "<html><body>" + token + strings.Repeat("<p>Sign in\n", 1000) + "</body></html>"
	for _, test := range []struct {
		name      string
		transport http.RoundTripper
		says      string
		within    time.Duration
	}{
		{"nobody there", transport(func(*http.Request) (*http.Response, error) {
			return nil, errors.New("connect to https://bot:" + token + "@gitlab.test: connection refused")
		}), "connection refused, 6 times", 2 * time.Minute},
		{"proxy", transport(func(*http.Request) (*http.Response, error) {
			return nil, errors.New("proxy http://us:glpat-password@proxy.test: refused")
		}), "proxy http://proxy.test: refused, 6 times", 2 * time.Minute},
		{"no answer", transport(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}), "no answer within 1m0s, 6 times", 10 * time.Minute},
		{"bad gateway", always(502, "text/html", page), "502 Bad Gateway, 6 times", 2 * time.Minute},
		{"page to sign in", always(200, "text/html", page), "is not JSON: is the address of the API right?", time.Second},
		{"redirect", always(302, "text/html", ""), "302 Found, which is a redirect: is the address of the API right?", time.Second},
		{"busy for ever", always(429, "text/plain", "Retry later "+token), "of waiting in all were not enough", time.Hour},
		{"refusal", always(418, "application/json", `{"message":{"tea":["`+token+`"]}}`), `{"tea":["(token)"]}`, time.Second},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := usual(t)
			var err error
			took := in(t, func(t *testing.T) {
				r := &run{transport: test.transport}
				_, err = r.on(w)
			})
			_, _ = broken(t, w, test.transport)
			var unreachable *gitlab.UnreachableError
			if !errors.As(err, &unreachable) || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "\n") || len(err.Error()) > 400 {
				t.Errorf("%v", err)
			}
			if took > test.within {
				t.Errorf("took %s", took)
			}
			t.Log(took, err)
		})
	}
}

// A redirect never takes the token to another host.
func TestRedirectsAreNotFollowed(t *testing.T) {
	w := usual(t)
	hosts := map[string]bool{}
	broken(t, w, transport(func(r *http.Request) (*http.Response, error) {
		hosts[r.URL.Host] = true
		return always(307, "text/plain", "")(r)
	}))
	if len(hosts) != 1 {
		t.Errorf("asked %v", hosts)
	}
}

func TestCancelled(t *testing.T) {
	w := usual(t)
	in(t, func(t *testing.T) {
		c, err := gitlab.New(gitlab.Options{URL: "https://gitlab.test/api/v4", Token: token, Transport: w.s.Transport(), Now: time.Now, Wait: wait})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
			if r.N == 8 {
				cancel()
			}
			return gitlabtest.Fault{}
		}
		mr := c.MergeRequest("people/handbook", w.mr.IID())
		diff, state, err := mr.Read(ctx, w.mr.Refs().Head, w.local)
		if err != nil {
			t.Fatal(err)
		}
		out, err := mr.Execute(ctx, diff, state, w.judge().Plan(diff, state))
		if !errors.Is(err, context.Canceled) || len(out.Left) == 0 {
			t.Errorf("%v %+v", err, out)
		}
	})
}

func TestOptions(t *testing.T) {
	for _, test := range []struct{ url, token, says string }{
		{"https://gitlab.test/api/v4", "", "no token"},
		{"https://gitlab.test/api/v4", token + "\n", "was it copied whole?"},
		{"gitlab.test", token, `is not like "https://gitlab.example.com/api/v4"`},
		{"", token, `is not like "https://gitlab.example.com/api/v4"`},
		{"ftp://gitlab.test/api/v4", token, `is not like "https://gitlab.example.com/api/v4"`},
		{"https://bot:" + token + "@gitlab.test/api/v4", token, "the token is given by itself"},
		{"https://gitlab.test/api/v4?private_token=" + token, token, "the token is given by itself"},
		{"https://gitlab.test:" + token, token, `is not like "https://gitlab.example.com/api/v4"`},
	} {
		_, err := gitlab.New(gitlab.Options{URL: test.url, Token: test.token, Now: time.Now, Wait: wait})
		if err == nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), token) {
			t.Errorf("%q: %v", test.url, err)
		}
	}
}

// A token can be one that many take, that of the job, or of somebody who may not.
func TestTokenThatMayNot(t *testing.T) {
	for _, c := range []struct {
		token  string
		status int
		want   string
	}{
		{"glcbt-64_x", 401, "the token is the job's own, which cannot write comments"},
		{token, 403, "it needs scope api, and its user at least the role Reporter in the project"},
	} {
		client, err := gitlab.New(gitlab.Options{URL: "https://gitlab.test/api/v4", Token: c.token, Transport: always(c.status, "application/json", `{"message":"no"}`), Now: time.Now, Wait: wait})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err = client.MergeRequest("people/handbook", 1).Read(t.Context(), "head", nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Error(err)
		}
	}
}

// The log has a line for each request, with what can be told of it.
func TestLog(t *testing.T) {
	w := usual(t)
	var log bytes.Buffer
	in(t, func(t *testing.T) {
		r := &run{log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
		if _, err := r.on(w); err != nil {
			t.Fatal(err)
		}
	})
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != len(w.s.Requests()) {
		t.Errorf("%d lines for %d requests", len(lines), len(w.s.Requests()))
	}
	if want := fmt.Sprintf("method=POST path=/api/v4/projects/%d/merge_requests/1/draft_notes/bulk_publish status=204 ms=0", w.p.ID()); !strings.Contains(log.String(), want) {
		t.Errorf("no %q in\n%s", want, log.String())
	}
	if strings.Contains(log.String(), token) || strings.Contains(log.String(), "BAD") {
		t.Errorf("tells too much:\n%s", log.String())
	}
	for _, r := range w.s.Requests() {
		if r.TokenInURL() || strings.Contains(r.Body, token) {
			t.Errorf("the token is in the address or the body of %s %s", r.Method, r.Path)
		}
	}
}

// Certificates of an instance's own authority are trusted if they are given, and only then.
func TestCertificates(t *testing.T) {
	w := usual(t)
	server := httptest.NewUnstartedServer(w.s.Handler())
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.StartTLS()
	defer server.Close()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	for _, trusted := range []bool{false, true} {
		o := gitlab.Options{URL: server.URL + "/api/v4", Token: token, Now: time.Now, Wait: func(context.Context, time.Duration) error { return nil }}
		if trusted {
			o.CA = ca
		}
		c, err := gitlab.New(o)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = c.MergeRequest("people/handbook", w.mr.IID()).Read(context.Background(), w.mr.Refs().Head, w.local)
		if trusted != (err == nil) || !trusted && !strings.Contains(err.Error(), "is the authority of the instance's certificate known?") {
			t.Error(trusted, err)
		}
	}
	if _, err := gitlab.New(gitlab.Options{URL: server.URL, Token: token, CA: []byte("no PEM")}); err == nil {
		t.Error("what is no certificate is taken for one")
	}
}

// What the clone cannot say is done without: comments go where GitLab's own diff shows lines.
func TestWithoutTheClone(t *testing.T) {
	w := usual(t)
	in(t, func(t *testing.T) {
		r := &run{local: func(context.Context, review.Refs, review.File) (*review.Lines, error) {
			return nil, errors.New("no such commit")
		}}
		out, err := r.on(w)
		if err != nil || out.Count(review.Post) != 6 || len(r.progress) == 0 {
			t.Errorf("%v %+v %q", err, out, r.progress)
		}
	})
}

// What a person has deleted meanwhile is left, and all else is done.
func TestDeletedMeanwhile(t *testing.T) {
	w := usual(t)
	w.undisturbed(t)
	one := w.thread(t, "one").Notes[0].ID
	w.push("topic", gitlabtest.Commit{Files: map[string]string{"jobs/a.md": page(40, map[int]string{30: "old"})}})
	w.s.ForgetRequests()
	deleted := false
	w.s.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
		if r.Writes() && !deleted {
			deleted = true
			w.mr.DeleteNote(w.bot, one)
		}
		return gitlabtest.Fault{}
	}
	out := w.undisturbed(t)
	if len(out.Left) == 0 || !slices.ContainsFunc(out.Left, func(u gitlab.Undone) bool { return u.Reason == "404 Not Found" }) {
		t.Errorf("%+v", out.Left)
	}
	stands := w.stands()
	w.undisturbed(t)
	same(t, "afterwards", w.stands(), stands)
}
