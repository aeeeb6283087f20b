package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"jobcat/internal/example"
	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/schema"
)

func newPolicyTest() *cobra.Command {
	var f catalogFlags
	cmd := &cobra.Command{
		Use:   "test [PATH]",
		Short: "Hold the rules of one's own to their examples",
		Long: `test reads a jobcat.cue, reports all that is wrong with it, and then judges the pages that its own rules
give as example: the rule has to find something on the bad page, and nothing on the good one. What other
rules find there does not matter. The pages are judged as pages of this catalog, by its own ladders,
sections and presets. A rule without an example is only mentioned.

An example is the text of one page, which stands at gardens/gardener.md, or several in one text, each
below a line with its path:

  -- sales/account-executive.md --

The policy is the file that --config names, else the nearest jobcat.cue in or above PATH or the working
directory. The exit code is 2 if anything is wrong.`,
		Example: `  jobcat policy test
  jobcat policy test --config policies/engineering.cue`,
		Args: atMostOnePath,
		RunE: func(cmd *cobra.Command, paths []string) error {
			policy, err := f.ownPolicy(cmd, paths)
			if err != nil {
				return err
			}
			trials, err := tryRules(cmd.Context(), policy)
			if err != nil {
				return trouble(err)
			}
			out := cmd.OutOrStdout()
			if err := writeTo(out, func(w io.Writer) error { return report.PolicyTest(w, trials, screen(out)) }); err != nil {
				return err
			}
			if len(trials.Failures) > 0 {
				return &exitError{exitUsage, nil}
			}
			return nil
		},
	}
	f.add(cmd.Flags())
	return cmd
}

// atMostOnePath takes at most one PATH.
func atMostOnePath(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage("%s takes one PATH, and there are %d", cmd.Name(), len(args))
	}
	return nil
}

// ownPolicy is the policy of a catalog that has one.
func (f *catalogFlags) ownPolicy(cmd *cobra.Command, paths []string) (*schema.Policy, error) {
	policy, _, err := f.policyFor(cmd, paths)
	if err != nil {
		return nil, err
	}
	if policy.Config() == "" {
		where := "here"
		if len(paths) > 0 {
			where = paths[0]
		}
		return nil, usage("there is no %s in or above %s; --config names a policy elsewhere", policyName, where)
	}
	return policy, nil
}

// policyFor is the policy that counts for a PATH, or for the working directory without one, and where the PATH is.
func (f *catalogFlags) policyFor(cmd *cobra.Command, paths []string) (*schema.Policy, []source.Target, error) {
	targets, _, err := f.targets(cmd.InOrStdin(), paths)
	if err != nil {
		return nil, nil, err
	}
	workingDir, err := workingDir()
	if err != nil {
		return nil, nil, err
	}
	policy, _, _, err := f.policy(targets, workingDir)
	return policy, targets, err
}

// tryRules holds every rule that only this policy has to its examples.
func tryRules(ctx context.Context, policy *schema.Policy) (report.Trials, error) {
	trials := report.Trials{Config: policy.Config()}
	for _, r := range policy.Rules() {
		if r.Group != "own" {
			continue
		}
		trials.Rules++
		if r.Bad == "" {
			trials.Without = append(trials.Without, report.Trial{
				Place: policy.PlaceOf("rules", r.ID),
				Words: `the rule "` + r.ID + `" has no example: {bad: "...", good: "..."}, so nobody knows whether it finds what it should`,
			})
			continue
		}
		trials.Examples += 2
		failures, err := example.Try(ctx, policy, r)
		if err != nil {
			return trials, err
		}
		for _, f := range failures {
			trials.Failures = append(trials.Failures, report.Trial{
				Place: policy.PlaceOf("rules", r.ID, "example", f.Key),
				Words: "the " + f.Key + ` page of "` + r.ID + `" ` + f.Words,
			})
		}
	}
	return trials, nil
}
