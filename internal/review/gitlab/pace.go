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

// pace waits until n more fit into the minute.
func (c *Client) pace(ctx context.Context, w *window, n int, what string) error {
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
		c.Progress(fmt.Sprintf("GitLab takes %d a minute of %s: going on in %s", w.limit, what, d.Round(time.Second)))
		if err := c.Wait(ctx, d); err != nil {
			return err
		}
	}
}
