package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"jobcat/catalog"
	"jobcat/internal/diagram"
	"jobcat/internal/source"
)

type graphFlags struct {
	catalogFlags
	format, kind choice
}

func newGraph() *cobra.Command {
	f := &graphFlags{
		format: choice{of: "format", words: []string{"mermaid", "dot"}, value: "mermaid"},
		kind:   choice{of: "kind", words: []string{string(diagram.Extends), string(diagram.ReportsTo)}, value: string(diagram.Extends)},
	}
	cmd := &cobra.Command{
		Use:   "graph [LEVEL] [PATH...]",
		Short: "Draw who extends whom, or who reports to whom",
		Long: `graph writes the levels of the catalog, family by family, with an arrow from each level to those that
it extends, or to those that it reports to. Left out are levels without an arrow, statements that name
a whole family or a specialty, and those that cannot be followed: lint reports them.

With a PATH only levels there are drawn, and what they lead to. With a LEVEL, named as for show, it
is what that level leads to and what leads to it, over any number of arrows. Which catalog is meant
by PATH is as for lint.

mermaid is for GitLab, GitHub and others that draw it in a page; dot is for Graphviz.`,
		Example: `  jobcat graph handbook/job-families/finance
  jobcat graph --kind reports-to "Payroll Manager"
  jobcat graph --format dot | dot -Tsvg > levels.svg`,
		ValidArgsFunction: f.completeLevels,
		RunE:              f.run,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(&f.format, "format", "mermaid or dot")
	flags.Var(&f.kind, "kind", "what an arrow means: extends or reports-to")
	f.add(flags)
	complete(cmd, "format", f.format.complete)
	complete(cmd, "kind", f.kind.complete)
	return cmd
}

func (f *graphFlags) run(cmd *cobra.Command, args []string) error {
	name, paths := levelOrPaths(args)
	if name != "" {
		paths = pathsFor(name, paths)
	}
	o, err := f.open(cmd, paths)
	if err != nil {
		return err
	}
	if err := o.noFamily(); err != nil {
		return err
	}
	graph, kind := catalog.NewGraph(o.catalog, o.Sites(o.policy)), diagram.Kind(f.kind.value)
	var d diagram.Diagram
	if name != "" {
		level, err := o.level(graph, name)
		if err != nil {
			return err
		}
		d = diagram.Around(graph, kind, level)
	} else {
		asked := map[*catalog.Family]bool{}
		for _, f := range o.part.Families() {
			asked[f] = true
		}
		d = diagram.New(graph, kind, func(l *catalog.Level) bool { return asked[l.Family] })
	}
	if err := f.write(cmd, d); err != nil {
		return err
	}
	return o.unread()
}

var verbs = map[diagram.Kind]string{diagram.Extends: "extends", diagram.ReportsTo: "reports to"}

// levelOrPaths tells a LEVEL from PATHs: it comes first, and there is no file of that name.
func levelOrPaths(args []string) (level string, paths []string) {
	if len(args) == 0 {
		return "", nil
	}
	if _, err := source.Locate(args[0]); err == nil {
		return "", args
	}
	return args[0], args[1:]
}

// write writes the diagram, and says on the side what somebody would wonder about who only sees it drawn.
func (f *graphFlags) write(cmd *cobra.Command, d diagram.Diagram) error {
	var text strings.Builder
	draw := d.Mermaid
	if f.format.value == "dot" {
		draw = d.Dot
	}
	if err := draw(&text); err != nil {
		return err
	}
	switch {
	case len(d.Arrows) == 0:
		fmt.Fprintf(cmd.ErrOrStderr(), "jobcat: nothing to draw: no level there %s another one of the catalog\n", verbs[diagram.Kind(f.kind.value)])
	case f.format.value == "mermaid" && (len(d.Arrows) > diagram.MermaidArrows || text.Len() > diagram.MermaidText):
		fmt.Fprintf(cmd.ErrOrStderr(), "jobcat: %d arrows are more than Mermaid draws unless it is configured to; name a PATH or a LEVEL, or use --format dot\n", len(d.Arrows))
	}
	return writeTo(cmd.OutOrStdout(), func(w io.Writer) error {
		_, err := io.WriteString(w, text.String())
		return err
	})
}
