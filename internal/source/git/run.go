package git

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// run asks git and gives what it writes. The error is a *failure if git says no.
func (p place) run(ctx context.Context, args ...string) (string, error) {
	out, _, err := p.runLoud(ctx, args...)
	return out, err
}

// runLoud is run for those who want to know what git warned of.
func (p place) runLoud(ctx context.Context, args ...string) (out, warned string, err error) {
	return p.runOn(ctx, "", args...)
}

// runOn is runLoud with something to read for git.
func (p place) runOn(ctx context.Context, input string, args ...string) (out, warned string, err error) {
	var stdout, stderr bytes.Buffer
	cmd := p.command(ctx, args...)
	if input != "" {
		cmd.Stdin = strings.NewReader(input)
	}
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = explain(ctx, cmd.Run(), named(args), &stderr)
	return stdout.String(), stderr.String(), err
}

// command is git, not started yet.
func (p place) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Env = p.top, p.env
	cmd.WaitDelay = time.Second // for what git has started itself and left behind with our pipes
	return cmd
}

// explain is why git could not be run to its end, or nil.
func explain(ctx context.Context, err error, command string, stderr *bytes.Buffer) error {
	exit, _ := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return errors.New("git is not installed, or not in the PATH; without it, revisions and the index cannot be read")
	case exit == nil:
		return err
	}
	return &failure{command, exit, secrets.ReplaceAllString(stderr.String(), "://")}
}

// secrets is where a URL says who asks: GitLab's runner writes the token of the job there.
var secrets = regexp.MustCompile(`://[^/@\s]*@`)

// named is the command among the arguments of git.
func named(args []string) string {
	for len(args) > 2 && args[0] == "-c" {
		args = args[2:]
	}
	return args[0]
}
