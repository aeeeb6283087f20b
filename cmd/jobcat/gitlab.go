package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"

	"jobcat/internal/review/gitlab"
)

// way is how GitLab is reached.
type way struct {
	api, token string
	ca         string // file with certificates; "" for those of the system
	debug      bool   // requests are logged
}

// client goes a way to GitLab. What it has to say goes to the job's log, line by line.
func (a around) client(to way, log io.Writer, say func(format string, args ...any)) (*gitlab.Client, error) {
	o := gitlab.Options{
		URL: to.api, Token: to.token, Transport: a.transport, Now: a.now, Wait: a.wait,
		Progress: func(line string) { say("%s", line) },
	}
	if to.ca != "" {
		var err error
		if o.CA, err = os.ReadFile(to.ca); err != nil {
			return nil, fmt.Errorf("the certificates that CI_SERVER_TLS_CA_FILE names could not be read: %w", err)
		}
	}
	if to.debug {
		o.Log = slog.New(debugLog(log))
	}
	return gitlab.New(o)
}

// debugLog is how requests are logged: without a time, which the job's log has.
func debugLog(w io.Writer) slog.Handler {
	return slog.NewTextHandler(w, &slog.HandlerOptions{
		Level: slog.LevelDebug,
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if len(groups) == 0 && (a.Key == slog.TimeKey || a.Key == slog.LevelKey) {
				return slog.Attr{}
			}
			return a
		},
	})
}
