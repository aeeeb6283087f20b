package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// formats are the formats of --output.
var formats = []string{"text", "json"}

// output is one --output FORMAT[=FILE].
type output struct {
	format string
	file   string // "" for standard output
}

// outputs is the value of --output, which may be given several times.
type outputs []output

func (o *outputs) String() string { return "" }
func (o *outputs) Type() string   { return "FORMAT[=FILE]" }

// Set adds one output.
func (o *outputs) Set(s string) error {
	format, file, named := strings.Cut(s, "=")
	if !slices.Contains(formats, format) {
		return unknown("format", format, formats)
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
		return fmt.Errorf("two formats go to %s; give each its own file, as in %s=FILE", where, format)
	}
	*o = append(*o, output{format, file})
	return nil
}

// toStdout reports whether a format was asked for on standard output.
func (o outputs) toStdout() bool {
	return slices.ContainsFunc(o, func(p output) bool { return p.file == "" })
}

// withText adds what people read, unless standard output is taken.
func (o outputs) withText() outputs {
	if o.toStdout() {
		return o
	}
	return append(slices.Clone(o), output{format: "text"})
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
