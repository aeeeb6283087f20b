package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobcat/schema"
)

// didYouMean is what to add to "there is no such thing": the nearest word that there is, or two that are as near, or
// nothing. A number is no slip of the keyboard.
func didYouMean(word string, known []string) string {
	nearest := schema.AllNearest(word, known)
	switch {
	case strings.Trim(word, "0123456789") == "":
		return ""
	case len(nearest) == 1:
		return fmt.Sprintf("; did you mean %q?", nearest[0])
	case len(nearest) == 2:
		return fmt.Sprintf("; did you mean %q or %q?", nearest[0], nearest[1])
	}
	return ""
}

// noSuchCommand refuses arguments of a command that has only subcommands.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return usage("there is no command %q%s", args[0], orHelp(didYouMean(args[0], names), cmd))
}

// flagError puts an error of the flags in our words.
func flagError(cmd *cobra.Command, err error) error {
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		slices.Sort(names)
		name := e.GetSpecifiedName()
		if e.GetSpecifiedShortnames() != "" {
			return usage("there is no flag -%s%s", name, orHelp("", cmd))
		}
		suggestion := strings.NewReplacer(`mean "`, `mean "--`, `or "`, `or "--`).Replace(didYouMean(name, names))
		return usage("there is no flag --%s%s", name, orHelp(suggestion, cmd))
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return usage("--%s: %w", e.GetFlag().Name, e.Unwrap())
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return usage("--%s needs a value%s", e.GetSpecifiedName(), orHelp("", cmd))
	}
	return usage("%w", err)
}

// orHelp points to the help of the command where there is nothing to suggest.
func orHelp(suggestion string, cmd *cobra.Command) string {
	if suggestion != "" {
		return suggestion
	}
	return fmt.Sprintf("; %q lists what there is", cmd.CommandPath()+" --help")
}

// choice is the value of a flag that takes one of a few words.
type choice struct {
	of    string // what the words are: "severity"
	words []string
	value string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.ToUpper(c.of) }

// Set takes a word, or says which ones there are.
func (c *choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		return unknown(c.of, word, c.words)
	}
	c.value = word
	return nil
}

// complete gives the words to the shell.
func (c *choice) complete(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return c.words, cobra.ShellCompDirectiveNoFileComp
}

// unknown says that there is no such format, severity, ..., and which there are.
func unknown(what, word string, words []string) error {
	return fmt.Errorf("there is no %s %q%s (there are %s)", what, word, didYouMean(word, words), strings.Join(words, ", "))
}
