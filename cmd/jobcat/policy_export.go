package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"jobcat/internal/source"
	"jobcat/schema"
)

// The files that policy export writes.
const (
	schemaName = "jobcat_schema.cue"
	moduleName = "cue.mod/module.cue"
)

// module is what makes a folder a CUE module, which is where editors begin to see files of a package as one.
const module = `module: "jobcat.example/policy"
language: version: "v0.14.0"
`

func newPolicyExport() *cobra.Command {
	var f catalogFlags
	cmd := &cobra.Command{
		Use:   "export [DIR]",
		Short: "Write the schema of a policy, for editors and for stock CUE",
		Long: `export writes all that jobcat brings along as one file in CUE: the built-in policy with the preset that the
jobcat.cue here extends, and #Catalog, the form of "jobcat export". Without DIR, or with "-", it goes to
standard output.

In DIR it is jobcat_schema.cue. Put it into the folder of your jobcat.cue: an editor with CUE's language
server then completes keys and marks mistakes, and stock CUE can judge both:

  cue vet -c=false jobcat.cue jobcat_schema.cue               the policy
  jobcat export > catalog.json
  cue vet -d '#Catalog' jobcat_schema.cue catalog.json        the catalog as data

Editors look for a CUE module; if DIR is in none, cue.mod/module.cue is written as well. A file that
jobcat has not written is never replaced. jobcat itself reads neither of them, so they change nothing about what it
says; its own words for mistakes are those of "jobcat policy test".`,
		Example: `  jobcat policy export .
  jobcat policy export > jobcat_schema.cue`,
		Args: atMostOneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			workingDir, err := workingDir()
			if err != nil {
				return err
			}
			dir := workingDir
			toFolder := len(args) == 1 && args[0] != "-"
			if toFolder {
				if dir, err = source.Locate(args[0]); err != nil {
					return notFound(err)
				}
				if !dir.IsDir {
					return usage("%q is a file; DIR is the folder that the schema is written to", args[0])
				}
			}
			policy, _, _, err := f.policy([]source.Target{dir}, workingDir)
			if err != nil {
				return err
			}
			text, err := policy.Export()
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if !toFolder {
				return writeTo(out, func(w io.Writer) error { _, err := w.Write(text); return err })
			}
			return exportSchema(out, dir, text)
		},
	}
	f.add(cmd.Flags())
	return cmd
}

func atMostOneFolder(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage("export writes to one DIR, and there are %d", len(args))
	}
	return nil
}

// exportSchema writes the schema into a folder, which becomes a CUE module if it is in none, and says what it has written.
func exportSchema(out io.Writer, dir source.Target, text []byte) error {
	name := filepath.Join(dir.Given, schemaName)
	old, err := os.ReadFile(filepath.Join(dir.Path, schemaName))
	did := "wrote"
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return trouble(err)
	case !bytes.HasPrefix(old, []byte(schema.ExportHead)):
		return usage("%s was not written by jobcat, so it is left as it is; move it away, or export to another folder", name)
	case bytes.Equal(old, text):
		did = "is up to date:"
	default:
		did = "replaced"
	}
	said := fmt.Sprintf("%s %s\n", did, name)
	if did != "is up to date:" {
		if err := writeBytes(filepath.Join(dir.Path, schemaName), text); err != nil {
			return err
		}
	}
	if source.Upward(dir.Path, moduleName) == "" {
		if err := os.Mkdir(filepath.Join(dir.Path, filepath.Dir(moduleName)), 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return trouble(err)
		}
		if err := writeBytes(filepath.Join(dir.Path, moduleName), []byte(module)); err != nil {
			return err
		}
		said += fmt.Sprintf("wrote %s\n", filepath.Join(dir.Given, moduleName))
	}
	return writeTo(out, func(w io.Writer) error { _, err := io.WriteString(w, said); return err })
}

func writeBytes(name string, text []byte) error {
	return writeFile(name, func(w io.Writer) error { _, err := w.Write(text); return err })
}
