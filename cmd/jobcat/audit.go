package main

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobcat/catalog"
	"jobcat/internal/audit"
	"jobcat/internal/audit/history"
	"jobcat/internal/audit/page"
	"jobcat/internal/audit/tables"
	"jobcat/internal/audit/workbook"
	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/lint"
)

// auditFormat is one of --format.
type auditFormat struct {
	name  string
	write func(*audited, io.Writer) error
}

// auditFormats are the formats of an audit: what people read first, then what programs do.
var auditFormats = []auditFormat{
	{"text", (*audited).text},
	{"html", (*audited).html},
	{"xlsx", (*audited).xlsx},
	{"csv", (*audited).csv},
	{"json", func(a *audited, w io.Writer) error { return a.JSON(w) }},
}

// audited is an audit with what it was made of, for the formats that show more than it says.
type audited struct {
	*audit.Audit
	*opened
	result *lint.Result
	table  string // "" for that of the levels
	screen report.TextOptions
}

type auditFlags struct {
	around
	catalogFlags
	format  choice
	output  string
	table   string
	link    string
	history string
	issue   issueFlags
	roster  rosterFlags
	verbose bool
}

func newAudit(a around) *cobra.Command {
	var names []string
	for _, f := range auditFormats {
		names = append(names, f.name)
	}
	f := &auditFlags{around: a, format: choice{of: "format", words: names, value: names[0]}}
	cmd := &cobra.Command{
		Use:   "audit [PATH...]",
		Short: "Show the whole catalog as people-ops sees it",
		Long: `audit answers what is asked of a catalog as a whole: which family has levels of which grade, whether a
grade is used in the same way everywhere, who reports to whom, who takes over from whom, and what is
missing where. Which catalog is meant by PATH is as for lint; with a PATH it is about that part.

text is for reading, and bounded: --verbose shows all. html is a page that opens in a browser, from a
disk or a server, and asks no network for anything. xlsx is a workbook with a sheet for each table.
csv is one table: the levels, as systems for HR load them, or the one that --table names. json is all
of it.

With --history it also says how families, levels, grades and findings developed from month to month, and
which grades were changed when, by which commit and merge request. That is read from the commits of the
branch, all of them judged by the policy of today; what is not committed is not in it. A pipeline needs
GIT_DEPTH: 0 for it.

With --roster it compares the people whom an HR system lists with the catalog: titles that no level has,
grades that differ, managers whom the catalog does not name, and levels that nobody holds. Names and ids
are left out unless --with-people asks for them, and are never on the page.

Every level has a code that stays the same as long as its page and its title do. A cell of csv that a
spreadsheet would take for a formula has an apostrophe in front.

With --issue it keeps one issue "Job catalog audit" in the project of GitLab, for a pipeline that runs by a
schedule: made when there is an error or a warning, edited in place without a word to anybody, closed once
there is none, and opened again when there is. Nothing is written when nothing has changed. What people
write around its words stays, and who closes it by hand is not contradicted until the catalog was in order
once. It needs GITLAB_TOKEN, a token with the scope api and the role Reporter.

What is found does not change the exit code, as it is no news: 0, 2 for wrong use, a wrong policy or no
job family, 3 if something could not be read or written, or, with --strict-post, the issue not be kept.`,
		Example: `  jobcat audit
  jobcat audit handbook/job-families/finance --verbose
  jobcat audit --format html --output audit.html
  jobcat audit --format xlsx --output audit.xlsx
  jobcat audit --format csv --output levels.csv
  jobcat audit --format csv --table outliers
  jobcat audit --history 12mo
  jobcat audit --history 2y --format csv --table grade-changes
  jobcat audit --roster people.csv
  jobcat audit --issue --dry-run
  jobcat audit --format json | jq '.reporting.orphans | length'`,
		RunE: f.run,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(&f.format, "format", strings.Join(names[:len(names)-1], ", ")+" or "+names[len(names)-1])
	flags.StringVarP(&f.output, "output", "o", "", "write to `FILE` and not to standard output")
	flags.StringVar(&f.table, "table", "", "for csv, the table `NAME`: "+strings.Join(tables.Names(), ", ")+
		"; with --history "+strings.Join(tables.HistoryNames(), ", "))
	flags.StringVar(&f.link, "link", "", "`ADDRESS` of a line in the repository, with {path} and {line}; in a pipeline of GitLab it is known")
	flags.StringVar(&f.history, "history", "", "show also how it developed, over a `PERIOD`: 12mo, 2y, since a day as 2026-01-31, or since a commit")
	f.roster.add(flags)
	f.issue.add(flags)
	flags.BoolVar(&f.verbose, "verbose", false, "for text, show all of every list")
	f.add(flags)
	complete(cmd, "format", f.format.complete)
	complete(cmd, "table", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return slices.Concat(tables.Names(), tables.HistoryNames()), cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

func (f *auditFlags) run(cmd *cobra.Command, paths []string) error {
	if err := cmp.Or(given(cmd.Flags(), "output", "table", "roster"), f.check(), f.checkIssue(cmd.Flags())); err != nil {
		return err
	}
	o, err := f.openFamilies(cmd, paths)
	if err != nil {
		return err
	}
	if err := o.noFamily(); err != nil {
		return err
	}
	result := o.judge(cmd.Context())
	if err := cmd.Context().Err(); err != nil {
		return trouble(err)
	}
	link, err := f.address(o)
	if err != nil {
		return err
	}
	var past *history.History
	if cmd.Flags().Changed("history") {
		if past, err = o.history(cmd.Context(), f.history, result); err != nil {
			return err
		}
	}
	a := &audited{
		Audit:  audit.New(audit.Input{Policy: o.policy, Catalog: o.catalog, Part: o.part, Result: result, Roots: o.Dirs(), Link: link, History: past, State: o.state(cmd.Context())}),
		opened: o, result: result, table: f.table, screen: f.screen(cmd.OutOrStdout()),
	}
	at := slices.IndexFunc(auditFormats, func(x auditFormat) bool { return x.name == f.format.value })
	write := func(w io.Writer) error { return auditFormats[at].write(a, w) }
	if f.roster.file != "" {
		compared, err := f.roster.compare(a)
		if err != nil {
			return err
		}
		write = func(w io.Writer) error { return f.roster.write(w, f.format.value, a, compared) }
	}
	switch {
	case f.output != "":
		err = writeFile(f.output, write)
	case !f.insteadOfReport():
		err = writeTo(cmd.OutOrStdout(), write)
	}
	// What could not be read looks as if it were in order.
	if err := cmp.Or(err, o.unread()); err != nil || !f.issue.keep {
		return err
	}
	return f.keepIssue(cmd, a.Audit)
}

// openFamilies reads the catalog that PATHs mean. A file that is no job family is as if it had not been named, unless nothing
// else is: its folder would be the top of the catalog, so that a picture beside it would make a folder a department, and all
// codes others.
func (f *auditFlags) openFamilies(cmd *cobra.Command, paths []string) (*opened, error) {
	o, err := f.open(cmd, paths)
	if err != nil {
		return nil, err
	}
	families := slices.DeleteFunc(slices.Clone(paths), o.isNoFamily)
	if len(families) == 0 || len(families) == len(paths) {
		return o, nil
	}
	return f.open(cmd, families)
}

// isNoFamily reports whether a PATH is a file that is no job family, and was not meant as one.
func (o *opened) isNoFamily(given string) bool {
	t, err := source.Locate(given)
	if err != nil || t.IsDir {
		return false
	}
	name, _ := source.Within(o.Top, t.Path)
	meant := func(f catalog.Fault) bool { return f.Kind != catalog.NoFrontMatter }
	return slices.ContainsFunc(o.part.Pages, func(p *catalog.Page) bool {
		return p.File.Path == name && p.Family == nil && !slices.ContainsFunc(p.Faults, meant)
	})
}

// given is the error of a flag that is given and says nothing, or nil.
func given(flags *pflag.FlagSet, names ...string) error {
	for _, name := range names {
		if f := flags.Lookup(name); f.Changed && f.Value.String() == "" {
			return usage("--%s is empty; is it that of a variable that is not set?", name)
		}
	}
	return nil
}

// check is the error of flags that do not fit together, or nil.
func (f *auditFlags) check() error {
	if err := f.roster.check(f.format.value, f.table, f.history); err != nil || f.roster.file != "" {
		return err
	}
	if f.table != "" && f.format.value != "csv" {
		return usage("--table chooses what --format csv writes; %s has all tables", f.format.value)
	}
	all := slices.Concat(tables.Names(), tables.HistoryNames())
	if f.table != "" && !slices.Contains(all, f.table) {
		return usage("%w", unknown("table", f.table, all))
	}
	if slices.Contains(tables.HistoryNames(), f.table) && f.history == "" {
		return usage("the table %q is about how the catalog developed; say over which time, as in --history 12mo", f.table)
	}
	if f.link != "" && (!strings.Contains(f.link, "{path}") || !strings.HasPrefix(f.link, "https://") && !strings.HasPrefix(f.link, "http://")) {
		return usage("--link %q is no address of a line: it begins with https:// and has {path} and {line} in it", f.link)
	}
	return nil
}

// screen is what standard output can show, if the report goes there.
func (f *auditFlags) screen(stdout io.Writer) report.TextOptions {
	opt := report.TextOptions{}
	if f.output == "" {
		opt = screen(stdout)
	}
	opt.Verbose = f.verbose
	return opt
}

// address is the address of a line by its path in the catalog: that of --link, else in a pipeline that of the commit.
func (f *auditFlags) address(o *opened) (string, error) {
	link := f.link
	project, commit := f.getenv("CI_PROJECT_URL"), f.getenv("CI_COMMIT_SHA")
	if f.issue.keep {
		commit = cmp.Or(f.branch(), commit)
	}
	if link == "" && project != "" && commit != "" {
		link = project + "/-/blob/" + commit + "/{path}#L{line}"
	}
	root, err := o.inRepository()
	if err != nil || link == "" {
		return "", err
	}
	if path.IsAbs(root) || strings.HasPrefix(root, "..") {
		if f.link == "" {
			return "", nil // the catalog is not part of what the pipeline checked out
		}
		root = "."
	}
	if root == "." {
		return link, nil
	}
	prefix := (&url.URL{Path: root}).EscapedPath()
	return strings.ReplaceAll(link, "{path}", prefix+"/{path}"), nil
}

func (a *audited) text(w io.Writer) error { return report.Audit(w, a.Audit, a.screen) }

func (a *audited) html(w io.Writer) error {
	return page.Page{
		Audit: a.Audit, Graph: a.result.Graph, Inheritance: lint.Inheritance(a.policy), Kinds: a.policy.Kinds(), Version: programVersion(),
	}.Write(w)
}

func (a *audited) xlsx(w io.Writer) error { return workbook.Write(w, a.State, tables.All(a.Audit)) }

func (a *audited) csv(w io.Writer) error {
	t, ok := tables.Named(a.Audit, cmp.Or(a.table, "levels"))
	if !ok {
		return fmt.Errorf("there is no table %q", a.table)
	}
	return t.CSV(w)
}
