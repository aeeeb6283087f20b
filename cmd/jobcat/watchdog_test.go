package main

import (
	"strings"
	"testing"
	"time"

	"jobcat/schema"
)

func TestWatchdogTellsWhatTakesTooMuch(t *testing.T) {
	given := limits{time: time.Second, mean: 20 * time.Millisecond, memory: 1 << 20}
	load := schema.Begun{Evaluation: schema.Evaluation{Path: "jobcat.cue"}, Number: 1}
	ask := schema.Begun{Evaluation: schema.Evaluation{Path: "jobcat.cue", Rule: "no-tools", Line: 7}, Number: 2}
	for name, c := range map[string]struct {
		look func(w *watchdog, i int) error
		want string // "" if it has to be silent
	}{
		"a load that does not end": {
			func(w *watchdog, _ int) error { return w.look(load, 1, 0) },
			"jobcat.cue:1:1: loading this policy takes more than 1s;",
		},
		"a rule that fills the memory": {
			func(w *watchdog, i int) error { return w.look(ask, 2, uint64(1+i)<<18) },
			`jobcat.cue:7:1: asking the rule "no-tools" about one entity takes more than 1 MiB of memory;`,
		},
		"a catalog that fills the memory": {
			func(w *watchdog, i int) error {
				ask := ask
				ask.Number += uint64(i)
				return w.look(ask, ask.Number, uint64(i)<<19)
			},
			"",
		},
		"many slow questions": {
			func(w *watchdog, i int) error {
				ask := ask
				ask.Number += uint64(i / 10)
				return w.look(ask, ask.Number, 0)
			},
			`jobcat.cue:7:1: asking the rule "no-tools" about one entity takes more than 20ms each time;`,
		},
		"a question without end after a slow load": {
			func(w *watchdog, i int) error {
				if i < 90 {
					return w.look(load, 1, 0)
				}
				return w.look(ask, 2, 0)
			},
			`jobcat.cue:7:1: asking the rule "no-tools" about one entity takes more than 1s;`,
		},
		"many quick questions": {
			func(w *watchdog, i int) error {
				ask := ask
				ask.Number += uint64(i * 1000)
				return w.look(ask, ask.Number, 0)
			},
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := watchdog{limits: given}
			for i := range 1000 {
				if err := c.look(&w, i); err != nil {
					if c.want == "" || !strings.HasPrefix(err.Error(), c.want) {
						t.Errorf("says %q, want %q", err, c.want)
					}
					return
				}
			}
			if c.want != "" {
				t.Errorf("is silent, want %q", c.want)
			}
		})
	}
}
