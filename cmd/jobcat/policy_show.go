package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/schema"
)

func newPolicyShow() *cobra.Command {
	var f catalogFlags
	format := choice{of: "format", words: []string{"text", "json"}, value: "text"}
	cmd := &cobra.Command{
		Use:   "show [PATH]",
		Short: "Show the policy that holds for a file, and where each value comes from",
		Long: `show lists the values of the policy with where each comes from: what is built in, the preset, a line of
jobcat.cue, or an override in it. For a file these are the values that hold for it, with its ladder and why
it is that one; without PATH, or for a folder, those of the whole catalog.

Of a rule there is its severity; "jobcat explain RULE" says the rest.`,
		Example: `  jobcat policy show
  jobcat policy show handbook/job-families/sales/account-executive.md
  jobcat policy show --format json | jq -r '.settings[] | select(.by == "catalog") | .key | join(".")'`,
		Args: atMostOnePath,
		RunE: func(cmd *cobra.Command, paths []string) error {
			page, err := f.policyPage(cmd, paths)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			write := func(w io.Writer) error { return report.PolicySettings(w, page, screen(out)) }
			if format.value == "json" {
				write = func(w io.Writer) error { return report.PolicySettingsJSON(w, page) }
			}
			return writeTo(out, write)
		},
	}
	cmd.Flags().Var(&format, "format", "text or json")
	f.add(cmd.Flags())
	complete(cmd, "format", format.complete)
	return cmd
}

// policyPage is the policy for a file, or for the whole catalog.
func (f *catalogFlags) policyPage(cmd *cobra.Command, paths []string) (report.PolicyPage, error) {
	targets, _, err := f.targets(cmd.InOrStdin(), paths)
	if err != nil {
		return report.PolicyPage{}, err
	}
	workingDir, err := workingDir()
	if err != nil {
		return report.PolicyPage{}, err
	}
	policy, _, roots, err := f.policy(targets, workingDir)
	if err != nil {
		return report.PolicyPage{}, err
	}
	if len(targets) == 0 || targets[0].IsDir {
		return report.PolicyPage{Config: policy.Config(), Settings: policy.Settings("")}, nil
	}
	if len(roots) == 0 {
		if roots, err = usualRoots(cmd.Context(), policy.Catalog(), targets, workingDir); err != nil {
			return report.PolicyPage{}, err
		}
	}
	w := workspace.New(roots, targets, workingDir.Path)
	policy = policy.Below(w.Dirs())
	file, _ := source.Within(w.Top, targets[0].Path)
	return report.PolicyPage{
		Path: filepath.ToSlash(targets[0].Given), Config: policy.Config(),
		Ladder: ladderWords(policy.LadderFor(file)), Settings: policy.Settings(file),
	}, nil
}

// ladderWords say which ladder it is, and why.
func ladderWords(l *schema.Ladder) string {
	if len(l.Paths) == 0 {
		return fmt.Sprintf("its ladder is %q, because no other has a glob for it", l.Name)
	}
	return fmt.Sprintf("its ladder is %q, the last with a glob for it: %s", l.Name, strings.Join(l.Paths, ", "))
}
