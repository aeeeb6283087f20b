package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobcat/catalog"
	"jobcat/internal/repair"
	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/lint"
)

// fixFlags say what lint repairs and where that goes.
type fixFlags struct {
	fix    bool
	unsafe bool
	diff   bool
}

func (f *fixFlags) add(flags *pflag.FlagSet) {
	flags.BoolVar(&f.fix, "fix", false, "repair what can be repaired without changing what a page says, and show what remains")
	flags.BoolVar(&f.diff, "diff", false, "with --fix: change nothing, and write what would change as a diff for \"git apply\"")
	flags.BoolVar(&f.unsafe, "unsafe-fixes", false, "with --fix: make those fixes, too, that a person has to look at")
}

// check is the error that flags contradict each other, or nil.
func (f *fixFlags) check(o outputs, stdin bool) error {
	switch {
	case f.diff && !f.fix:
		return usage("--diff shows what --fix would change; add --fix")
	case f.unsafe && !f.fix:
		return usage("--unsafe-fixes says what --fix may change; add --fix, and --diff to look at it first")
	case f.diff && o.toStdout():
		return usage("--diff writes to standard output; give --output a file")
	case f.fix && stdin && o.toStdout():
		return usage("the repaired text goes to standard output; give --output a file")
	}
	return nil
}

// repair makes the fixes of what was asked about, in memory. From then on, the repaired catalog is the one that is open.
// What a baseline in use knows stays as it is, and so does all that is not among introduced, by identity, if that is given.
func (f *lintFlags) repair(ctx context.Context, o *opened, list *baselineList, result *lint.Result, introduced map[string]bool) (*repair.Result, error) {
	asked := map[string]bool{}
	for _, p := range o.part.Pages {
		asked[p.File.Path] = true
	}
	may := func(x lint.Finding) bool {
		return (introduced == nil || introduced[x.Identity]) && asked[x.Place.Path] && (x.Fix.Safe || f.unsafe) && (f.only == nil || slices.Contains(f.only, x.Rule))
	}
	var baseline lint.Baseline
	if list != nil && o.baseline.named != "" {
		baseline = list.Baseline
	}
	judgement := func(c *catalog.Catalog, r *lint.Result) repair.Judgement {
		return repair.Judgement{Catalog: c, Result: r, Stay: baseline.Against(c, r.Findings).Known()}
	}
	judge := func(ctx context.Context, texts map[string]string) (repair.Judgement, error) {
		all := source.Memory{}
		maps.Copy(all, o.stdin)
		maps.Copy(all, texts)
		c, err := o.read(ctx, all)
		if err != nil {
			return repair.Judgement{}, err
		}
		c.Registry = o.catalog.Registry
		r := lint.Run(ctx, o.policy, c)
		if err := ctx.Err(); err != nil {
			return repair.Judgement{}, trouble(err)
		}
		return judgement(c, r), nil
	}
	fixed, err := repair.Repair(ctx, judgement(o.catalog, result), judge, may)
	if err != nil {
		return nil, err
	}
	o.catalog, o.part = fixed.Catalog, o.Part(fixed.Catalog)
	return fixed, nil
}

// deliver brings the repaired texts to where they were asked for, and gives the stream for the report: it is standard
// error where standard output holds a diff or a text.
func (f *lintFlags) deliver(cmd *cobra.Command, o *opened, fixed *repair.Result) (io.Writer, error) {
	stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	switch {
	case f.diff:
		name, base, err := diffNames(o, fixed.Changes)
		if err != nil {
			return nil, err
		}
		if base != "" {
			fmt.Fprintf(stderr, "jobcat: the names in the diff are relative to %s\n", base)
		}
		return stderr, writeTo(stdout, func(w io.Writer) error { return report.Diff(w, fixed.Changes, name) })
	case o.stdin != nil:
		texts := maps.Clone(o.stdin)
		for _, c := range fixed.Changes {
			texts[c.Path] = c.After
		}
		return stderr, writeTo(stdout, func(w io.Writer) error {
			for _, text := range texts { // there is one
				if _, err := io.WriteString(w, text); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return stdout, o.replace(fixed.Changes)
}

// replace writes the repaired files.
func (o *opened) replace(changes []repair.Change) error {
	if len(changes) == 0 {
		return nil
	}
	folder, err := source.OpenFolder(o.Top)
	if err != nil {
		return trouble(err)
	}
	defer folder.Close()
	texts := make([]source.Change, len(changes))
	for i, c := range changes {
		texts[i] = source.Change(c)
	}
	err = folder.Replace(texts)
	if failed, ok := errors.AsType[*source.ReplaceError](err); ok {
		failed.Path = path.Join(o.Name, failed.Path)
		for i, p := range failed.Done {
			failed.Done[i] = path.Join(o.Name, p)
		}
	}
	if err != nil {
		return trouble(err)
	}
	return nil
}

// diffNames says how files are called in a diff: relative to the working directory, where "git apply" is run next. It
// refuses names that lead out of that, so if there is one, all are relative to base, the top of the catalog.
func diffNames(o *opened, changes []repair.Change) (name func(string) string, base string, err error) {
	working, err := workingDir()
	if err != nil {
		return nil, "", err
	}
	names := map[string]string{}
	for _, c := range changes {
		n, ok := source.Within(working.Path, filepath.Join(o.Top, filepath.FromSlash(c.Path)))
		if !ok {
			return func(p string) string { return p }, o.Top, nil
		}
		names[c.Path] = n
	}
	return func(p string) string { return names[p] }, "", nil
}
