package gitlabtest

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"time"
)

// Limits are how often a user may do something within a minute. Zero means no limit.
type Limits struct {
	Requests int  // the general throttle: GitLab.com has 2,000
	Notes    int  // notes, threads and answers that are made: 60 on GitLab.com, 300 by default elsewhere
	Drafts   bool // published drafts count as notes, as newer versions do
	Resolves int  // newer versions: 120
	Edits    int  // newer versions: 300
	Issues   int  // that are made: 300 by default
	// RetryAfter lets refusals by the limits on notes, resolving and edits say when to come back.
	RetryAfter bool
}

// limiter counts in windows of a minute that all begin with the minute, as GitLab's counters do.
type limiter struct {
	window time.Time
	counts map[string]int
}

func (l limiter) clone() limiter { return limiter{l.window, maps.Clone(l.counts)} }

// charge counts something and says how often it was done in this minute.
func (l *limiter) charge(now time.Time, what string, user int64, times int) int {
	if w := now.Truncate(time.Minute); !w.Equal(l.window) {
		l.window, l.counts = w, map[string]int{}
	}
	key := fmt.Sprint(what, user)
	l.counts[key] += times
	return l.counts[key]
}

func (s *Server) nextWindow() time.Time { return s.opts.Now().Truncate(time.Minute).Add(time.Minute) }

// limited charges an application limit, and is the refusal if that is too much.
func (s *Server) limited(what string, user int64, times, limit int) *response {
	if limit == 0 || times == 0 {
		return nil
	}
	if s.limits.charge(s.opts.Now(), what, user, times) <= limit {
		return nil
	}
	if s.opts.Limits.RetryAfter {
		return tooOften(s.nextWindow().Sub(s.opts.Now()))
	}
	return tooOften(0)
}

func tooOften(after time.Duration) *response {
	r := jsonAnswer(http.StatusTooManyRequests, map[string]any{
		"message": map[string]any{"error": "This endpoint has been requested too many times. Try again later."},
	})
	if after > 0 {
		r.header.Set("Retry-After", seconds(after))
	}
	return r
}

func seconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}

// throttled is the refusal by the general throttle.
func throttled(now, reset time.Time, limit, observed int) *response {
	r := &response{http.StatusTooManyRequests, http.Header{}, []byte("Retry later\n")}
	r.header.Set("Content-Type", "text/plain")
	r.header.Set("Retry-After", seconds(reset.Sub(now)))
	rateHeaders(r.header, reset, limit, observed)
	return r
}

func rateHeaders(h http.Header, reset time.Time, limit, observed int) {
	h.Set("RateLimit-Limit", strconv.Itoa(limit))
	h.Set("RateLimit-Observed", strconv.Itoa(observed))
	h.Set("RateLimit-Remaining", strconv.Itoa(max(0, limit-observed)))
	h.Set("RateLimit-Reset", strconv.FormatInt(reset.Unix(), 10))
	h.Set("RateLimit-ResetTime", reset.UTC().Format(http.TimeFormat))
}
