package main

import (
	"github.com/spf13/cobra"
)

func newPolicy() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy",
		Short: "Work on the policy: what it says, what it can say, and whether its rules do what they promise",
		Long: `policy helps whoever writes a jobcat.cue: which facts a rule can ask about, what holds for one file and
why, whether the examples of one's own rules are judged as they should be, and the schema for editors.`,
		Example: `  jobcat policy facts level
  jobcat policy show handbook/job-families/sales/account-executive.md
  jobcat policy test
  jobcat policy export .`,
		Args: noSuchCommand,
		RunE: onlyHelp,
	}
	cmd.AddCommand(newPolicyFacts(), newPolicyShow(), newPolicyTest(), newPolicyExport())
	return cmd
}
