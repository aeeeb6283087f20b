package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set when a release is built: go build -ldflags '-X main.version=1.2.3'.
var version string

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which jobcat this is",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, revision := version, ""
			if info, ok := debug.ReadBuildInfo(); ok {
				v = cmp.Or(v, info.Main.Version)
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = ", revision " + s.Value[:min(12, len(s.Value))]
					}
				}
			}
			return writeTo(cmd.OutOrStdout(), func(w io.Writer) error {
				_, err := fmt.Fprintf(w, "jobcat %s (%s%s)\n", cmp.Or(v, "(devel)"), runtime.Version(), revision)
				return err
			})
		},
	}
}
