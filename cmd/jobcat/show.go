package main

import (
	"io"

	"github.com/spf13/cobra"

	"jobcat/catalog"
	"jobcat/internal/export"
	"jobcat/internal/report"
	"jobcat/lint"
)

func newShow() *cobra.Command {
	var f catalogFlags
	format := choice{of: "format", words: []string{"text", "json"}, value: "text"}
	cmd := &cobra.Command{
		Use:   "show LEVEL [PATH...]",
		Short: "Show a level with everything that holds for it, and where that comes from",
		Long: `show writes a level as somebody reads it who applies for it: what its page says, what its family says
for all levels, and what it takes over from the levels that it extends. Each line has its number on
its page, and each group of lines says which level and which page it comes from.

LEVEL is a title, an abbreviation ("CSM"), or the address of a page, with the anchor of the level's
heading if there are several on it. Where several levels can be meant, their addresses are listed,
and a PATH names the folder to look in. Which catalog is meant by PATH is as for lint.

As json it is the form of "jobcat export --effective" with this one level in it.`,
		Example: `  jobcat show "Senior Backend Engineer"
  jobcat show "Senior Backend Engineer" handbook/job-families/engineering
  jobcat show handbook/job-families/finance/payroll.md#payroll-manager
  jobcat show --format json "Payroll Manager" | jq '.families[].levels[].effective'`,
		Args:              levelAndPaths,
		ValidArgsFunction: f.completeLevels,
		RunE: func(cmd *cobra.Command, args []string) error {
			name := args[0]
			o, err := f.open(cmd, pathsFor(name, args[1:]))
			if err != nil {
				return err
			}
			if err := o.noFamily(); err != nil {
				return err
			}
			graph := catalog.NewGraph(o.catalog, o.Sites(o.policy))
			level, err := o.level(graph, name)
			if err != nil {
				return err
			}
			inheritance := lint.Inheritance(o.policy)
			out := cmd.OutOrStdout()
			write := func(w io.Writer) error {
				return report.Level(w, report.LevelPage{
					Root: o.Name, Graph: graph, Level: graph.Effective(level, inheritance), Kinds: o.policy.Kinds(),
				}, screen(out))
			}
			if format.value == "json" {
				write = export.NewLevel(o.catalog.Root, level, o.exportOptions(graph, true)).JSON
			}
			if err := writeTo(out, write); err != nil {
				return err
			}
			return o.unread()
		},
	}
	cmd.Flags().Var(&format, "format", "text or json")
	f.add(cmd.Flags())
	complete(cmd, "format", format.complete)
	return cmd
}

func levelAndPaths(_ *cobra.Command, args []string) error {
	if len(args) == 0 || args[0] == "" {
		return usage(`show needs a LEVEL: a title, as in jobcat show "Senior Backend Engineer", or an address`)
	}
	return nil
}
