package gitlab

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	gl "gitlab.com/gitlab-org/api/client-go/v2"
)

// How long GitLab is borne with. A run ends by itself: each request has an end, is made a number of times, and all the waiting
// between them has a bound.
const (
	timeout  = time.Minute      // of one request
	attempts = 6                // at one thing
	patience = 15 * time.Minute // of a whole run: what was spent on requests that failed and on waiting after them
)

// backoff is how long to wait before asking again, for the nth time.
func backoff(n int) time.Duration { return min(time.Second<<n, 30*time.Second) }

// call is a request through the library.
type call func(context.Context) (*gl.Response, error)

// ask makes a request that can be made again without harm, until GitLab gives an answer that stays.
// The answer may be a refusal; the error is that of the context, or says that GitLab cannot be asked.
func (c *Client) ask(ctx context.Context, doing string, request call) (answer, error) {
	for n := 0; ; n++ {
		a, err := c.once(ctx, doing, request)
		switch {
		case err != nil || !a.mayHelp():
			return a, err
		case a.final:
			return a, &UnreachableError{doing, a.message}
		}
		if n == attempts-1 {
			return a, &UnreachableError{doing, fmt.Sprintf("%s, %d times", a.message, attempts)}
		}
		if err := c.rest(ctx, doing, a.message, backoff(n)); err != nil {
			return a, err
		}
	}
}

// once makes a request one time. It is made again only where GitLab has surely not begun to do what was asked: it was too busy, or
// not there.
func (c *Client) once(ctx context.Context, doing string, request call) (answer, error) {
	for n := 0; ; n++ {
		a := c.make(ctx, request)
		switch {
		case ctx.Err() != nil:
			return a, ctx.Err()
		case a.status == http.StatusTooManyRequests:
			// However often it says so: patience is the bound.
			if err := c.rest(ctx, doing, "it takes no more requests for now", c.pause(a.header)); err != nil {
				return a, err
			}
		case !a.done() && !a.sent && a.final:
			return a, &UnreachableError{doing, a.message}
		case !a.done() && !a.sent && n < attempts-1:
			if err := c.rest(ctx, doing, a.message, backoff(n)); err != nil {
				return a, err
			}
		case !a.done() && !a.sent:
			return a, &UnreachableError{doing, fmt.Sprintf("%s, %d times", a.message, attempts)}
		default:
			return a, nil
		}
	}
}

func (c *Client) make(ctx context.Context, request call) answer {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	began := c.Now()
	a := c.answered(request(ctx))
	if !a.done() {
		c.waited += c.Now().Sub(began)
	}
	return a
}

// rest waits because of GitLab's trouble, and says so.
func (c *Client) rest(ctx context.Context, doing, why string, d time.Duration) error {
	if c.waited+d > patience {
		return &UnreachableError{doing, fmt.Sprintf("%s, and %s of waiting in all were not enough", why, c.waited.Round(time.Second))}
	}
	c.waited += d
	c.Progress(fmt.Sprintf("GitLab, while %s: %s; going on in %s", doing, why, d.Round(time.Second)))
	return c.Wait(ctx, d)
}

// pause is how long GitLab asks to wait. Three limits say so in three ways, or not at all.
func (c *Client) pause(h http.Header) time.Duration {
	d := time.Minute
	if v := strings.TrimSpace(h.Get("Retry-After")); v != "" {
		if seconds, err := strconv.Atoi(v); err == nil {
			d = time.Duration(seconds) * time.Second
		} else if at, err := http.ParseTime(v); err == nil {
			d = at.Sub(c.Now())
		}
	} else if v := h.Get("RateLimit-Reset"); v != "" {
		if at, err := strconv.ParseInt(v, 10, 64); err == nil {
			d = time.Unix(at, 0).Sub(c.Now())
		}
	}
	return min(max(d, time.Second), time.Hour)
}
