package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"jobcat/catalog"
	"jobcat/internal/repair"
	"jobcat/internal/report"
	"jobcat/lint"
	"jobcat/schema"
)

// never is the word of --fail-on for which findings do not change the exit code.
const never = "never"

type lintFlags struct {
	catalogFlags
	fixFlags
	baselineFlags
	sinceFlags
	outputs outputs
	failOn  choice
	only    []string
	verbose bool
}

func newLint() *cobra.Command {
	f := &lintFlags{failOn: choice{
		of:    "severity",
		words: []string{string(schema.Error), string(schema.Warning), string(schema.Info), never},
		value: string(schema.Error),
	}}
	cmd := &cobra.Command{
		Use:   "lint [PATH...]",
		Short: "Say what is wrong with job families, and what to do about it",
		Long: `lint reads every file of the catalog and says what is wrong with it, at its line.

The policy is the file that --config names, else the nearest jobcat.cue in or above PATH up to the
top of its repository, else the built-in one. The catalog is what the policy's catalog.roots name,
else the folders called job-families around PATH or below it, else PATH itself (for a file its
folder), else the working directory. With a PATH, only findings there are shown. A PATH outside of
catalog.roots is a catalog of its own.

With --since it shows what a change introduced, wherever that shows: findings that the catalog does
not have where the branch left REV. With --staged it judges what is staged for the next commit, and
shows what that would introduce. Both sides are judged by the policy of the later one.

With --fix it repairs what it can of what it would have shown, and shows what remains. A fix that
would bring a new error elsewhere is not made. --fix --diff changes nothing: a diff goes to standard
output and the report to standard error, and so it is with the repaired text of --stdin-filename.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong use, wrong policy or no job family,
3 something could not be read or written.`,
		Example: `  jobcat lint
  jobcat lint handbook/job-families
  jobcat lint --output json=findings.json --fail-on warning
  jobcat lint --output gitlab=gl-code-quality-report.json --output junit=junit.xml
  jobcat lint --only missing-section --only missing-grade
  jobcat lint --since main
  jobcat lint --staged             in a pre-commit hook
  jobcat lint --fix --diff | git apply
  jobcat lint --write-baseline     put all findings aside, so that only new ones count
  jobcat lint --stdin-filename finance/payroll.md - < draft.md`,
		RunE: f.run,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(&f.outputs, "output", "write text, markdown, json, gitlab (Code Quality), junit or sarif, to a file if one is named; may be given several times")
	flags.Var(&f.failOn, "fail-on", "the least severity for exit code 1: error, warning, info or never")
	flags.StringSliceVar(&f.only, "only", nil, "show findings of this `RULE` only; may be given several times, or several with commas")
	flags.BoolVar(&f.verbose, "verbose", false, "list the files that are no job family, with the reason, what is not shown, and all places of a finding")
	flags.StringVar(&f.stdinName, "stdin-filename", "", "read the text of the file `NAME` from standard input, which is the PATH -")
	f.addSince(flags)
	f.fixFlags.add(flags)
	f.addBaseline(flags)
	f.catalogFlags.add(flags)
	complete(cmd, "output", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return formatNames(), cobra.ShellCompDirectiveNoSpace
	})
	complete(cmd, "fail-on", f.failOn.complete)
	complete(cmd, "only", completeRules)
	return cmd
}

// complete registers words for the shell. It fails only for a flag that does not exist.
func complete(cmd *cobra.Command, flag string, words cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, words); err != nil {
		panic(err)
	}
}

func (f *lintFlags) run(cmd *cobra.Command, paths []string) error {
	start := time.Now()
	if err := cmp.Or(f.fixFlags.check(f.outputs, f.stdinName != ""), f.checkBaseline(), f.checkSince()); err != nil {
		return err
	}
	if f.staged {
		repo, err := repositoryAround(cmd.Context(), paths)
		if err != nil {
			return err
		}
		defer repo.Close()
		f.side = side{repo: repo, index: true}
		f.judge = f.side
	}
	o, err := f.open(cmd, paths)
	if err != nil {
		return err
	}
	if err := f.checkOnly(o); err != nil {
		return err
	}
	since, err := f.before(cmd.Context(), o)
	if err != nil {
		return err
	}
	baseline, err := f.readBaseline(o)
	if err != nil {
		return err
	}
	result := f.judgeSides(cmd.Context(), o, since, baseline)
	if err := cmd.Context().Err(); err != nil {
		return trouble(err)
	}
	stdout := cmd.OutOrStdout()
	var fixed *repair.Result
	if f.fix {
		if fixed, err = f.repair(cmd.Context(), o, baseline, result, since.introduced(o, result)); err != nil {
			return err
		}
		if stdout, err = f.deliver(cmd, o, fixed); err != nil {
			return err
		}
		result = fixed.Result
	}
	run, err := since.run(o, result)
	if err != nil {
		return err
	}
	run.Repair, run.Planned = fixed, f.diff
	if run, err = f.holdAgainstBaseline(cmd, o, baseline, run, result); err != nil {
		return err
	}
	if f.only != nil {
		run = run.Only(f.only)
	}
	if err := f.outputs.withText().write(stdout, run, f.text(stdout, o.files, start)); err != nil {
		return err
	}
	if err := cmp.Or(o.unread(), o.noFamily()); err != nil {
		return err
	}
	if f.fails(run.Findings) {
		return &exitError{exitFindings, nil}
	}
	return nil
}

// text is how the report for people is shown on standard output.
func (f *lintFlags) text(stdout io.Writer, files bool, start time.Time) report.TextOptions {
	opt := screen(stdout)
	opt.Brief = f.diff
	opt.Silent = f.verbose
	opt.Verbose = f.verbose || files // whoever names a single file wants to know why it is no job family
	if isTerminal(stdout) {
		opt.Elapsed = time.Since(start)
	}
	return opt
}

// fails reports whether a finding is as severe as --fail-on says, or more.
func (f *lintFlags) fails(findings []lint.Finding) bool {
	if f.failOn.value == never {
		return false
	}
	return slices.ContainsFunc(findings, func(x lint.Finding) bool {
		return x.Severity.AtLeast(schema.Severity(f.failOn.value))
	})
}

// checkOnly is the error that --only chooses nothing that could be found, or nil: no findings would look as if all were well.
func (f *lintFlags) checkOnly(o *opened) error {
	if f.only == nil {
		return nil
	}
	if len(f.only) == 0 { // an empty variable of a pipeline
		return usage("--only names no rule; leave it out to see the findings of all")
	}
	for _, id := range f.only {
		if err := ruleExists(o.policy, id); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(f.only, o.speaks) {
		return nil
	}
	off := f.only[0]
	return usage("the rule %q is off here and finds nothing; in %s this turns it on: rules: %q: severity: \"warning\"", off, policyName, off)
}

// speaks reports whether a rule is on for any page that was asked about.
func (o *opened) speaks(rule string) bool {
	return o.policy.Rule(rule).Severity != schema.Off || slices.ContainsFunc(o.part.Pages, func(p *catalog.Page) bool {
		return o.policy.At(p.File.Path).Rule(rule).Severity != schema.Off
	})
}

// ruleExists is the error that there is no such rule, or nil.
func ruleExists(p *schema.Policy, id string) error {
	if p.Rule(id) != nil {
		return nil
	}
	suggestion := didYouMean(id, ruleIDs(p))
	if suggestion == "" {
		suggestion = `; "jobcat explain" lists all rules`
	}
	return usage("%w", fmt.Errorf("there is no rule %q%s", id, suggestion))
}

func ruleIDs(p *schema.Policy) []string {
	var ids []string
	for _, r := range p.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

// completeRules gives the shell the rules with what they are about.
func completeRules(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	p, err := schema.Builtin()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var words []string
	for _, r := range p.Rules() {
		words = append(words, r.ID+"\t"+r.Summary)
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}
