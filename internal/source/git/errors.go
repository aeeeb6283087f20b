package git

import (
	"fmt"
	"os/exec"
	"strings"
)

// UsageError is a question that was asked wrongly, such as for a revision that does not exist. All other errors of this
// package say that something could not be read.
type UsageError struct{ words string }

func (e *UsageError) Error() string { return e.words }

func misuse(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// failure is what git said when it failed.
type failure struct {
	command string
	exit    *exec.ExitError
	said    string // on stderr, in English
}

func (f *failure) Error() string {
	switch last := f.last(); {
	case strings.Contains(f.said, "dubious ownership"):
		return fmt.Sprintf("git does not trust the repository, because it belongs to another user; if you do, run: %s", f.remedy())
	case strings.Contains(f.said, "promisor"):
		return fmt.Sprintf("this is a partial clone, and git could not fetch what it lacks: %s", last)
	case last == "":
		return fmt.Sprintf("git %s: %v", f.command, f.exit)
	default:
		return fmt.Sprintf("git %s: %s", f.command, last)
	}
}

// remedy is the command that git recommends against dubious ownership.
func (f *failure) remedy() string {
	for _, line := range lines(f.said) {
		if command := strings.TrimSpace(line); strings.HasPrefix(command, "git config ") {
			return command
		}
	}
	return "git config --global --add safe.directory DIR"
}

// last is the line in which git says why it gives up.
func (f *failure) last() string {
	all := lines(strings.TrimSpace(f.said))
	for _, start := range []string{"fatal: ", "error: "} {
		for _, line := range all {
			if rest, ok := strings.CutPrefix(line, start); ok {
				return rest
			}
		}
	}
	return all[len(all)-1]
}
