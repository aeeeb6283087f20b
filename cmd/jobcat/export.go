package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"jobcat/catalog"
	"jobcat/internal/export"
	"jobcat/lint"
)

func newExport() *cobra.Command {
	var f catalogFlags
	var effective bool
	format := choice{of: "format", words: []string{"json", "yaml"}, value: "json"}
	cmd := &cobra.Command{
		Use:   "export [PATH...]",
		Short: "Write the catalog as data",
		Long: `export writes every family with its levels, grades, sections and statements, each with its line.
The form is #Catalog in schema/model.cue. Which catalog is meant by PATH is as for lint.

With --effective each level also has everything that holds for it: its own items, its family's and
those of the levels that it extends, each with where it stands.`,
		Example: `  jobcat export > catalog.json
  jobcat export --format yaml handbook/job-families
  jobcat export | jq -r '.families[].levels[] | select(.grades == []) | .title'
  jobcat export --effective | jq -r '.families[].levels[] | [.title, (.effective | map(.items | length) | add)] | @tsv'`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			o, err := f.open(cmd, paths)
			if err != nil {
				return err
			}
			if err := o.noFamily(); err != nil { // whoever reads an empty catalog would take it for a whole one
				return cmp.Or(o.unread(), err)
			}
			graph := catalog.NewGraph(o.catalog, o.Sites(o.policy))
			data := export.New(o.part, o.exportOptions(graph, effective))
			write := data.JSON
			if format.value == "yaml" {
				write = data.YAML
			}
			if err := writeTo(cmd.OutOrStdout(), write); err != nil {
				return err
			}
			return o.unread()
		},
	}
	cmd.Flags().BoolVar(&effective, "effective", false, "add to each level everything that holds for it, with where it comes from")
	cmd.Flags().Var(&format, "format", "json or yaml")
	f.add(cmd.Flags())
	complete(cmd, "format", format.complete)
	return cmd
}

// exportOptions are what an export needs to know of the catalog that was opened.
func (o *opened) exportOptions(g *catalog.Graph, effective bool) export.Options {
	opt := export.Options{Graph: g, LadderFor: func(path string) string { return o.policy.LadderFor(path).Name }}
	if effective {
		inheritance := lint.Inheritance(o.policy)
		opt.Effective = &inheritance
	}
	return opt
}
