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
			revision := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = ", revision " + s.Value[:min(12, len(s.Value))]
					}
				}
			}
			return writeTo(cmd.OutOrStdout(), func(w io.Writer) error {
				_, err := fmt.Fprintf(w, "jobcat %s (%s%s)\n", programVersion(), runtime.Version(), revision)
				return err
			})
		},
	}
}

// programVersion is the version of this jobcat, "(devel)" for one that was built from no release.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return cmp.Or(version, info.Main.Version, "(devel)")
	}
	return cmp.Or(version, "(devel)")
}
