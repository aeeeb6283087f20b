package gitlab

import (
	"context"
	"fmt"
	"time"
)

// What GitLab takes of one user in a minute: gitlab.com's numbers, which other instances can only have raised.
const (
	notesPerMinute    = 60
	editsPerMinute    = 300
	resolvesPerMinute = 120
)

// window remembers what was done within the last minute.
type window struct {
	limit int
	times []time.Time
}

// pace waits until n more fit into the minute. What it says why is given by what is limited, and how far that has come.
func (c *Client) pace(ctx context.Context, w *window, n int, what, sofar string) error {
	for {
		now := c.Now()
		for len(w.times) > 0 && now.Sub(w.times[0]) >= time.Minute {
			w.times = w.times[1:]
		}
		over := len(w.times) + n - w.limit
		if over <= 0 || len(w.times) == 0 {
			for range n {
				w.times = append(w.times, now)
			}
			return nil
		}
		d := w.times[min(over, len(w.times))-1].Add(time.Minute).Sub(now)
		c.Progress(fmt.Sprintf("GitLab takes %d %s a minute%s: going on in %s", w.limit, what, sofar, d.Round(time.Second)))
		if err := c.Wait(ctx, d); err != nil {
			return err
		}
	}
}
