package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobcat/internal/audit"
	"jobcat/internal/audit/issue"
	"jobcat/internal/inert"
)

// issueFlags are those of the issue that an audit keeps.
type issueFlags struct {
	keep               bool
	name, page         string
	project, apiURL    string
	dryRun, strictPost bool
	debug              bool
}

func (f *issueFlags) add(flags *pflag.FlagSet) {
	flags.BoolVar(&f.keep, "issue", false, "keep one issue of GitLab up to date that says how the catalog stands")
	flags.BoolVar(&f.dryRun, "dry-run", false, "with --issue, show what would be done, and do nothing")
	flags.StringVar(&f.page, "page-url", "", "with --issue, `ADDRESS` of the published page, to link to")
	flags.StringVar(&f.name, "name", "jobcat", "with --issue, `NAME` of the catalog, for several in one project that have an issue each")
	flags.StringVar(&f.project, "project", "", "with --issue, the `PROJECT` by its number or path, instead of CI_PROJECT_ID")
	flags.StringVar(&f.apiURL, "api-url", "", "with --issue, `ADDRESS` of GitLab's API, instead of CI_API_V4_URL")
	flags.BoolVar(&f.strictPost, "strict-post", false, "with --issue, exit code 3 if it could not be kept up to date")
	flags.BoolVar(&f.debug, "debug", false, "with --issue, log each request to GitLab: method, path, status, milliseconds")
}

// checkIssue is the error of flags about the issue that do not fit together, or nil.
func (f *auditFlags) checkIssue(flags *pflag.FlagSet) error {
	i := &f.issue
	if !i.keep {
		for _, name := range []string{"dry-run", "page-url", "name", "project", "api-url", "strict-post", "debug"} {
			if flags.Changed(name) {
				return usage("--%s is about the issue that --issue keeps, and that is not given", name)
			}
		}
		return nil
	}
	to := f.way()
	switch {
	case f.roster.file != "":
		return usage("--issue and --roster do not go together: what a roster says about people stays out of issues")
	case strings.TrimSpace(i.name) == "":
		return usage("--name is empty; leave it out for \"jobcat\"")
	case i.page != "" && !strings.HasPrefix(i.page, "https://") && !strings.HasPrefix(i.page, "http://"):
		return usage("--page-url is %q; it should begin with https://", i.page)
	case to.token == "" || i.dryRun && to.api == "":
	case i.inProject(f.around) == "":
		return usage("it is not known in which project the issue is to be kept; name it with --project, or run the job in a pipeline of GitLab")
	case to.api == "":
		return usage("GITLAB_TOKEN is set, and nobody says where GitLab is; CI_API_V4_URL does in a pipeline, --api-url elsewhere")
	}
	return checkAddress(to.api)
}

func (i *issueFlags) inProject(a around) string {
	return cmp.Or(strings.TrimSpace(i.project), a.variable("CI_PROJECT_ID"))
}

// branch is the branch that links of the issue lead to, as part of an address: those to a commit would be others after every push,
// and so would be the issue. It is "" if nobody says.
func (f *auditFlags) branch() string {
	name := cmp.Or(f.getenv("CI_COMMIT_BRANCH"), f.getenv("CI_DEFAULT_BRANCH"))
	return (&url.URL{Path: name}).EscapedPath()
}

// keepIssue brings the issue up to date, or shows what would be done.
func (f *auditFlags) keepIssue(cmd *cobra.Command, a *audit.Audit) error {
	k := &keeping{auditFlags: f, cmd: cmd, report: issue.Report{Name: f.issue.name, Audit: a, Page: f.issue.page}}
	err := k.run(cmd.Context())
	_, ours := errors.AsType[*exitError](err) // the plan could not be written
	switch {
	case err == nil || ours:
		return err
	case cmd.Context().Err() != nil:
		return trouble(cmd.Context().Err())
	}
	k.log("%v", err)
	if f.issue.strictPost {
		return &exitError{exitUnread, nil}
	}
	return nil
}

// keeping is the part of a run that is about the issue.
type keeping struct {
	*auditFlags
	cmd    *cobra.Command
	report issue.Report
}

func (k *keeping) run(ctx context.Context) error {
	to := k.way()
	if to.token == "" {
		if k.issue.dryRun {
			return k.show(k.report.PlanUnseen("GITLAB_TOKEN is not set"))
		}
		return errors.New("GITLAB_TOKEN is not set, so no issue is kept up to date; to have it kept, add a project access token with the role " +
			"Reporter and the scope api as the CI/CD variable GITLAB_TOKEN, masked")
	}
	client, err := k.client(to, k.cmd.ErrOrStderr(), k.log)
	if err != nil {
		return fmt.Errorf("no issue is kept up to date: %w", err)
	}
	project := client.Project(k.issue.inProject(k.around))
	if k.issue.dryRun {
		state, err := project.Issues(ctx)
		if err != nil {
			return fmt.Errorf("which issues there are is not known: %w", err)
		}
		return k.show(k.report.Plan(state))
	}
	out, err := project.KeepIssue(ctx, k.report)
	for _, a := range out.Did {
		k.log("%s: %s", a.Done(), a.Why)
	}
	for _, n := range out.Notes {
		k.log("%s", n)
	}
	switch {
	case err != nil:
		return fmt.Errorf("the issue is not up to date: %w", err)
	case len(out.Did) > 0:
	case out.IID == 0:
		k.log("the catalog is in order, and there is no issue")
	default:
		k.log("issue %d says all of it already", out.IID)
	}
	return nil
}

// way is where GitLab is, and what is needed to get there.
func (f *auditFlags) way() way {
	return way{
		api: cmp.Or(strings.TrimSpace(f.issue.apiURL), f.variable("CI_API_V4_URL")), token: f.variable("GITLAB_TOKEN"),
		ca: f.variable("CI_SERVER_TLS_CA_FILE"), debug: f.issue.debug,
	}
}

// insteadOfReport reports whether the plan takes the place of the report, which is for people and on the screen.
func (f *auditFlags) insteadOfReport() bool {
	return f.issue.keep && f.issue.dryRun && f.output == "" && f.format.value == "text"
}

// show writes what would be done.
func (k *keeping) show(p issue.Plan) error {
	var out io.Writer = k.cmd.OutOrStdout()
	if k.output == "" && !k.insteadOfReport() { // which a program reads
		out = k.cmd.ErrOrStderr()
	}
	return writeTo(out, p.Describe)
}

// log writes a line to the job's log.
func (k *keeping) log(format string, args ...any) {
	fmt.Fprintf(k.cmd.ErrOrStderr(), "jobcat: %s\n", inert.Visible(fmt.Sprintf(format, args...)))
}
