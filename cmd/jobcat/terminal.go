package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"jobcat/internal/report"
)

// isTerminal reports whether a person sits at the stream.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// screen says what standard output can show. For files and pipes it is the zero value, so that what is written there
// is the same bytes everywhere.
func screen(stdout io.Writer) report.TextOptions {
	if !isTerminal(stdout) {
		return report.TextOptions{}
	}
	opt := report.TextOptions{Color: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
	if width, _, err := term.GetSize(int(stdout.(*os.File).Fd())); err == nil {
		opt.Width = width
	}
	return opt
}

// longWork is how long a person waits before asking what is going on.
const longWork = 500 * time.Millisecond

// progress shows on a terminal how far reading has come once it takes long; never in CI, where it only fills the log.
func progress(stderr io.Writer) (step func(done, total int), end func()) {
	if !isTerminal(stderr) || os.Getenv("CI") != "" {
		return nil, func() {}
	}
	start := time.Now()
	var bar *progressbar.ProgressBar
	step = func(done, total int) {
		if bar == nil && time.Since(start) < longWork {
			return
		}
		if bar == nil {
			bar = progressbar.NewOptions(total,
				progressbar.OptionSetWriter(stderr),
				progressbar.OptionSetDescription("reading"),
				progressbar.OptionShowCount(),
				progressbar.OptionThrottle(100*time.Millisecond),
				progressbar.OptionClearOnFinish(),
			)
		}
		_ = bar.Set(done) // a bar that cannot be drawn is no reason to stop
	}
	end = func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
	return step, end
}
