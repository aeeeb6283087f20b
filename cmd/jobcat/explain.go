package main

import (
	"io"

	"github.com/spf13/cobra"

	"jobcat/internal/example"
	"jobcat/internal/report"
)

func newExplain() *cobra.Command {
	var f catalogFlags
	cmd := &cobra.Command{
		Use:   "explain [RULE]",
		Short: "Say what a rule wants, why, and what to do; without RULE list all",
		Long: `explain shows the page of a rule as the policy has it: the file that --config names, else the nearest
jobcat.cue in or above the working directory, else the built-in one.`,
		Example: `  jobcat explain
  jobcat explain missing-section`,
		Args:              oneRule,
		ValidArgsFunction: completeRules,
		RunE: func(cmd *cobra.Command, args []string) error {
			workingDir, err := workingDir()
			if err != nil {
				return err
			}
			policy, _, _, err := f.policy(nil, workingDir)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			opt := screen(out)
			if len(args) == 0 {
				return writeTo(out, func(w io.Writer) error { return report.Rules(w, policy.Rules(), opt) })
			}
			if err := ruleExists(policy, args[0]); err != nil {
				return err
			}
			rule, err := example.Speak(cmd.Context(), policy, policy.Rule(args[0]))
			if err != nil {
				return trouble(err)
			}
			return writeTo(out, func(w io.Writer) error { return report.Rule(w, rule, opt) })
		},
	}
	f.add(cmd.Flags())
	return cmd
}

func oneRule(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage("explain shows one RULE at a time, and there are %d", len(args))
	}
	return nil
}
