package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"jobcat/internal/report"
	"jobcat/schema"
)

func newPolicyFacts() *cobra.Command {
	var f catalogFlags
	format := choice{of: "format", words: []string{"text", "json"}, value: "text"}
	cmd := &cobra.Command{
		Use:   "facts [ENTITY]",
		Short: "List what a rule can ask about, with what it can be and what it means",
		Long: `facts lists what jobcat knows of each level, section, link and so on. A rule of your own says in "on" what
it is about, and asks for the facts of that by name, in "when" and "must".

ENTITY is what a rule is about, such as level or grade; without it, all are listed.`,
		Example: `  jobcat policy facts level
  jobcat policy facts
  jobcat policy facts --format json section | jq -r '.entities[].facts[].name'`,
		Args:              oneEntity,
		ValidArgsFunction: completeEntities,
		RunE: func(cmd *cobra.Command, args []string) error {
			entities, err := schema.EntityKinds()
			if err != nil {
				return err
			}
			if len(args) == 1 {
				i := slices.IndexFunc(entities, func(e schema.EntityKind) bool { return e.Name == args[0] })
				if i < 0 {
					return usage("%w", unknown("entity", args[0], entityNames(entities)))
				}
				entities = entities[i : i+1]
			}
			kinds, err := f.kinds(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			page := report.FactsPage{Entities: entities, Kinds: kinds}
			out := cmd.OutOrStdout()
			write := func(w io.Writer) error { return report.Facts(w, page, screen(out)) }
			if format.value == "json" {
				write = func(w io.Writer) error { return report.FactsJSON(w, page) }
			}
			return writeTo(out, write)
		},
	}
	cmd.Flags().Var(&format, "format", "text or json")
	f.add(cmd.Flags())
	complete(cmd, "format", format.complete)
	return cmd
}

func oneEntity(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage("facts takes one ENTITY, such as level, and there are %d", len(args))
	}
	return nil
}

// kinds are the kinds of sections of the policy around here. Whoever looks up a fact may do so because the policy is
// wrong; then they are those of the built-in one.
func (f *catalogFlags) kinds(stderr io.Writer) ([]schema.SectionKind, error) {
	workingDir, err := workingDir()
	if err != nil {
		return nil, err
	}
	policy, _, _, err := f.policy(nil, workingDir)
	if wrong, ok := errors.AsType[*schema.PolicyError](err); ok {
		fmt.Fprintf(stderr, "jobcat: %s is wrong, so that the kinds of sections are the built-in ones; \"jobcat policy test\" says what is wrong\n", wrong.Path)
		policy, err = schema.Builtin()
	}
	if err != nil {
		return nil, err
	}
	return policy.Kinds(), nil
}

func completeEntities(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	entities, err := schema.EntityKinds()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	words := make([]string, len(entities))
	for i, e := range entities {
		words[i] = e.Name + "\t" + e.Doc
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

func entityNames(entities []schema.EntityKind) []string {
	names := make([]string, len(entities))
	for i, e := range entities {
		names[i] = e.Name
	}
	return names
}
