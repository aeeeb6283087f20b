package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"jobcat/internal/example"
	"jobcat/internal/report"
	"jobcat/schema"
)

func newExplain() *cobra.Command {
	var f catalogFlags
	format := choice{of: "format", words: []string{"text", "markdown"}, value: "text"}
	cmd := &cobra.Command{
		Use:   "explain [RULE]",
		Short: "Say what a rule wants, why, and what to do; without RULE list all",
		Long: `explain shows the page of a rule as the policy has it: the file that --config names, else the nearest
jobcat.cue in or above the working directory, else the built-in one.`,
		Example: `  jobcat explain
  jobcat explain missing-section
  jobcat explain --format markdown my-own-rule > my-own-rule.md`,
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
				return writeTo(out, func(w io.Writer) error {
					if format.value == "markdown" {
						return report.RulesMarkdown(w, policy.Rules())
					}
					return report.Rules(w, policy.Rules(), opt)
				})
			}
			if err := ruleExists(policy, args[0]); err != nil {
				return err
			}
			page, err := rulePage(cmd.Context(), policy, policy.Rule(args[0]))
			if err != nil {
				return trouble(err)
			}
			return writeTo(out, func(w io.Writer) error {
				if format.value == "markdown" {
					return report.RuleMarkdown(w, page)
				}
				return report.Rule(w, page, opt)
			})
		},
	}
	cmd.Flags().Var(&format, "format", "text or markdown")
	f.add(cmd.Flags())
	complete(cmd, "format", format.complete)
	return cmd
}

// rulePage is a rule with what it says of its example.
func rulePage(ctx context.Context, p *schema.Policy, r *schema.Rule) (report.RulePage, error) {
	said, err := example.Speak(ctx, p, r)
	return report.RulePage{Rule: r, Example: said.Catalog, Said: said.Finding}, err
}

func oneRule(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage("explain shows one RULE at a time, and there are %d", len(args))
	}
	return nil
}
