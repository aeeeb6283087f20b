package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"jobcat/catalog"
	"jobcat/internal/export"
)

func newExport() *cobra.Command {
	var f catalogFlags
	format := choice{of: "format", words: []string{"json", "yaml"}, value: "json"}
	cmd := &cobra.Command{
		Use:   "export [PATH...]",
		Short: "Write the catalog as data",
		Long: `export writes every family with its levels, grades, sections and statements, each with its line.
The form is #Catalog in schema/model.cue. Which catalog is meant by PATH is as for lint.`,
		Example: `  jobcat export > catalog.json
  jobcat export --format yaml handbook/job-families
  jobcat export | jq -r '.families[].levels[] | select(.grades == []) | .title'`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			o, err := f.open(cmd, paths)
			if err != nil {
				return err
			}
			graph := catalog.NewGraph(o.catalog, o.Sites(o.policy))
			data := export.New(o.part, graph, func(path string) string { return o.policy.LadderFor(path).Name })
			write := data.JSON
			if format.value == "yaml" {
				write = data.YAML
			}
			if err := writeTo(cmd.OutOrStdout(), write); err != nil {
				return err
			}
			return cmp.Or(o.unread(), o.noFamily())
		},
	}
	cmd.Flags().Var(&format, "format", "json or yaml")
	f.add(cmd.Flags())
	complete(cmd, "format", format.complete)
	return cmd
}
