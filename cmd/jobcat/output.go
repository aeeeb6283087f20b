package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/lint"
)

// format is one of --output.
type format struct {
	name  string
	write func(io.Writer, report.Run) error // nil for text, which depends on where it goes
	older bool                              // of a change it has all findings that were there before
}

// formats are the formats of --output: what people read first, then what programs do.
var formats = []format{
	{name: "text"},
	{"markdown", report.FindingsMarkdown, false},
	{"json", report.JSON, true},
	{"gitlab", report.CodeQuality, true},
	{"junit", report.JUnit, true},
	{"sarif", report.SARIF, true},
}

func formatNames() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// output is one --output FORMAT[=FILE].
type output struct {
	format
	file string // "" for standard output
}

// outputs is the value of --output, which may be given several times.
type outputs []output

func (o *outputs) String() string { return "" }
func (o *outputs) Type() string   { return "FORMAT[=FILE]" }

// Set adds one output.
func (o *outputs) Set(s string) error {
	name, file, named := strings.Cut(s, "=")
	at := slices.Index(formatNames(), name)
	if at < 0 {
		return unknown("format", name, formatNames())
	}
	if named && file == "" {
		return fmt.Errorf("%q names no file", s)
	}
	if file == "-" {
		file = ""
	}
	clash := func(p output) bool { return p.file == file }
	if slices.ContainsFunc(*o, clash) {
		where := file
		if file == "" {
			where = "standard output"
		}
		return fmt.Errorf("two formats go to %s; give each its own file, as in %s=FILE", where, name)
	}
	*o = append(*o, output{formats[at], file})
	return nil
}

// toStdout reports whether a format was asked for on standard output.
func (o outputs) toStdout() bool {
	return slices.ContainsFunc(o, func(p output) bool { return p.file == "" })
}

// showOlder reports whether any of them has what a change leaves as it was.
func (o outputs) showOlder() bool {
	return slices.ContainsFunc(o, func(p output) bool { return p.older })
}

// withText adds what people read, unless standard output is taken.
func (o outputs) withText() outputs {
	if o.toStdout() {
		return o
	}
	return append(slices.Clone(o), output{format: formats[0]})
}

// write writes all of them, files first: a reader of standard output may go away. opt is for text on standard output.
func (o outputs) write(stdout io.Writer, run report.Run, opt report.TextOptions) error {
	all := slices.Clone(o)
	slices.SortStableFunc(all, func(a, b output) int { return strings.Compare(b.file, a.file) })
	for _, out := range all {
		to := func(w io.Writer) error {
			switch {
			case out.format.write != nil:
				return out.format.write(w, run)
			case out.file == "":
				return report.Text(w, run, opt)
			}
			return report.Text(w, run, report.TextOptions{Verbose: opt.Verbose, Silent: opt.Silent})
		}
		var err error
		if out.file == "" {
			err = writeTo(stdout, to)
		} else {
			err = writeFile(out.file, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// newRun is what a result says of what was asked about, with what reports for other programs have to know.
func (o *opened) newRun(result *lint.Result) (report.Run, error) {
	run := report.NewRun(o.part, result)
	run.Policy, run.Page, run.Version = o.policy, o.explain, programVersion()
	root, err := o.inRepository()
	run.Root = root
	return run, err
}

// inRepository is the folder that paths of the catalog are relative to, from the top of its repository; without one from
// the working directory, and absolute where it is not below that.
func (o *opened) inRepository() (string, error) {
	working, err := workingDir()
	if err != nil {
		return "", err
	}
	if rel, ok := source.Within(cmp.Or(source.RepositoryTop(o.Top), working.Path), o.Top); ok {
		return rel, nil
	}
	return filepath.ToSlash(o.Top), nil
}

// writeTo writes to a stream through a buffer. A reader that has seen enough (head) is no error.
func writeTo(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriter(w)
	err := write(b)
	if err == nil {
		err = b.Flush()
	}
	if err != nil && !errors.Is(err, syscall.EPIPE) {
		return trouble(fmt.Errorf("writing the output: %w", err))
	}
	return nil
}

// writeFile writes a file so that whoever looks sees the old one or the whole new one.
func writeFile(name string, write func(io.Writer) error) (err error) {
	defer func() {
		if err != nil {
			err = trouble(fmt.Errorf("writing %s: %w", name, err))
		}
	}()
	// A link stays a link, and a pipe or a device cannot be put in place of by renaming.
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	tmp := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d", filepath.Base(name), os.Getpid()))
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		if pe, ok := errors.AsType[*fs.PathError](err); ok {
			return pe.Err
		}
		return err
	}
	defer os.Remove(tmp) // is gone already if all went well
	if err := errors.Join(write(f), f.Close()); err != nil {
		return err
	}
	return os.Rename(tmp, name)
}
