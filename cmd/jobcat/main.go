// Command jobcat keeps a job catalog honest: it reads the job families that an organisation keeps in git, judges them
// by a policy, and says what is wrong at its line. Run "jobcat help" for its commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/spf13/cobra"

	_ "jobcat/cmd/jobcat/garbage"
	"jobcat/schema"
)

// The exit codes. When several are true, the highest counts.
const (
	exitClean    = 0 // nothing at or above the severity of --fail-on
	exitFindings = 1 // findings at or above it
	exitUsage    = 2 // wrong use, a wrong policy, or a catalog without a job family
	exitUnread   = 3 // something could not be read or written
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return execute(ctx, newRoot(), args, stdin, stdout, stderr)
}

func execute(ctx context.Context, root *cobra.Command, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := patience.watch(func() error { return root.ExecuteContext(ctx) })
	if err == nil {
		return exitClean
	}
	exit, ok := errors.AsType[*exitError](err)
	if !ok {
		exit = &exitError{exitUsage, err} // flags and arguments that cobra did not like
	}
	// The problems of a policy begin with their places, for editors to click on.
	if policy, ok := errors.AsType[*schema.PolicyError](err); ok {
		fmt.Fprintln(stderr, policy)
	} else if errors.Is(exit.err, context.Canceled) {
		fmt.Fprintln(stderr, "jobcat: interrupted")
	} else if exit.err != nil {
		fmt.Fprintf(stderr, "jobcat: %s\n", strings.TrimSpace(exit.err.Error()))
	}
	return exit.code
}

// exitError ends the program with a code, and with a word unless err is nil: findings speak for themselves.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// usage is an error of whoever typed the command or wrote the policy.
func usage(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// trouble is an error of the file system.
func trouble(err error) error { return &exitError{exitUnread, err} }

func newRoot() *cobra.Command {
	return newRootIn(around{getenv: os.Getenv, now: time.Now, wait: waitFor})
}

func newRootIn(a around) *cobra.Command {
	root := &cobra.Command{
		Use:   "jobcat",
		Short: "Keep a job catalog honest",
		Long: `jobcat reads the job families that an organisation keeps in git, judges them by a policy,
and says what is wrong, at its line, with what to do about it.`,
		Example: `  jobcat lint                      the catalog around here
  jobcat lint handbook/            everything below a folder
  jobcat review                    what a merge request breaks, said there
  jobcat explain missing-section   what a rule wants, and why
  jobcat show "Payroll Manager"    a level with everything that it takes over
  jobcat graph --kind reports-to   who reports to whom, as a diagram
  jobcat export > catalog.json     the catalog as data`,
		Args:          noSuchCommand,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          onlyHelp,
	}
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp(root))
	root.AddCommand(newLint(), newShow(), newGraph(), newExport(), newDiff(), newReview(a), newAudit(a), newExplain(), newPolicy(), newInit(), newNew(), newVersion())
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil {
		completion.Args, completion.RunE = noSuchCommand, onlyHelp
	}
	return root
}

// onlyHelp is what a command does that has only subcommands. Nothing was read, so this is not success.
func onlyHelp(cmd *cobra.Command, _ []string) error {
	cmd.SetOut(cmd.ErrOrStderr())
	if err := cmd.Help(); err != nil {
		return err
	}
	return &exitError{exitUsage, nil}
}

// newHelp is cobra's help command, but for one thing: an unknown command is an error.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Say how a command is used",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return noSuchCommand(root, rest)
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}
