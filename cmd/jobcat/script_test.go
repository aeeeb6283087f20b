package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"jobcat": main,
		// For policies that take too much, which nobody wants to wait for.
		"impatient": func() {
			patience = limits{time: 300 * time.Millisecond, mean: patience.mean, memory: 128 << 20}
			main()
		},
		// Has the time to load a policy, also with the race detector on a busy machine.
		"waiting": func() {
			patience = limits{time: 5 * time.Second, mean: time.Second, memory: patience.memory}
			main()
		},
	})
}

// TestScripts runs the whole program, as in testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			// The terminal and the pipeline that the tests run in are not theirs.
			env.Setenv("CI", "")
			env.Setenv("NO_COLOR", "")
			env.Setenv("TERM", "xterm")
			// Nor is their git: who commits, and how git is set up.
			for _, who := range []string{"AUTHOR", "COMMITTER"} {
				env.Setenv("GIT_"+who+"_NAME", "A Gardener")
				env.Setenv("GIT_"+who+"_EMAIL", "gardener@example.com")
				env.Setenv("GIT_"+who+"_DATE", "2024-05-01T12:00:00Z")
			}
			env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			env.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
			examples, err := filepath.Abs("../../examples")
			env.Setenv("EXAMPLES", examples)
			return err
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition")
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code": code,
			"fill": fill,
		},
	})
}

// code runs a program that has to end with a certain exit code: code 2 jobcat lint --wrong.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code CODE PROGRAM [ARG...]")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

// fill makes a file of a text, repeated: fill big.md 1000 "line\n". The text is a Go string without its quotes.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: fill FILE TIMES TEXT")
	}
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(text, times)), 0o666))
}
