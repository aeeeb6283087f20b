package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"jobcat/internal/change"
	"jobcat/internal/inert"
	"jobcat/internal/report"
	"jobcat/internal/review"
	"jobcat/internal/review/gitlab"
	"jobcat/internal/source/git"
	"jobcat/schema"
)

// Whose policy a merge request is judged by.
const (
	targetsPolicy       = "target"
	mergeRequestsPolicy = "merge-request"
)

type reviewFlags struct {
	lintFlags
	around

	project, mergeRequest string
	apiURL, base          string
	name, ruleURL         string
	policyOf              choice
	commentOn             choice
	most                  int
	dryRun, strictPost    bool
	debug                 bool
}

// around is what a review needs of the process that it runs in.
type around struct {
	getenv    func(string) string
	now       func() time.Time
	wait      func(context.Context, time.Duration) error // ends early, with the context's error, when that ends
	transport http.RoundTripper                          // to GitLab; nil for the network
}

// waitFor is around.wait by the clock on the wall.
func waitFor(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func newReview(a around) *cobra.Command {
	severities := []string{string(schema.Error), string(schema.Warning), string(schema.Info)}
	f := &reviewFlags{
		around:    a,
		policyOf:  choice{of: "side", words: []string{targetsPolicy, mergeRequestsPolicy}, value: targetsPolicy},
		commentOn: choice{of: "severity", words: severities, value: string(schema.Warning)},
	}
	f.failOn = choice{of: "severity", words: append(severities, never), value: string(schema.Error)}
	cmd := &cobra.Command{
		Use:   "review [PATH...]",
		Short: "Say on a merge request of GitLab what its change breaks, and what it means for people",
		Long: `review runs in a merge request pipeline of GitLab. It judges the commit that is checked out, holds it against
what was before the change, and says on the merge request what the change introduced: on the line that
it is about, with a suggestion that can be applied where there is a fix, and in one note, the summary,
which also tells what the change means for people.

Running it again changes only what is different. What was repaired is marked as fixed and its thread
resolved, what people have written or resolved stays as it is. At most --max-comments comments stand on
lines; the summary has the rest.

All that it has to know is in the variables of the pipeline. The token is read from the variable
GITLAB_TOKEN: of a user, a project or a group, with the scope api and at least the role Reporter.
Without it nothing is posted, as in pipelines of forks; reports and the exit code are the same. So it is
if GitLab cannot be asked, unless --strict-post is given. If somebody has pushed to the merge request since
the pipeline was started, nothing is posted, either: the pipeline of that push does it.

The policy is that of the target branch, with its baseline: what a merge request changes in them holds
once it is merged. A policy that is new judges the merge request that brings it.

Exit codes: 0 the change introduced nothing at or above --fail-on, 1 it did, 2 wrong use, wrong policy or
no job family before and after it, 3 something could not be read or written, or, with --strict-post, not be posted.`,
		Example: `  jobcat review                                     in a merge request pipeline
  jobcat review --output gitlab=gl-code-quality.json
  jobcat review --dry-run                           what it would post, and nothing is posted
  jobcat review --dry-run --base origin/main        the same on one's own computer, of what is committed
  jobcat review --comment-on error --max-comments 10
  jobcat review --rule-url 'https://handbook.example.com/jobcat/{rule}.html'
  jobcat review --project group/handbook --merge-request 12 --api-url https://gitlab.example.com/api/v4`,
		RunE: f.run,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.dryRun, "dry-run", false, "show what would be posted, and post nothing")
	flags.Var(&f.outputs, "output", "write a report on what the change introduced in this format, to a file if one is named; may be given several times")
	flags.Var(&f.failOn, "fail-on", "the least severity of what the change introduced for exit code 1: error, warning, info or never")
	flags.Var(&f.commentOn, "comment-on", "the least severity that is said on a line: error, warning or info; the summary has the rest")
	flags.IntVar(&f.most, "max-comments", 30, "the most comments on lines; 0 for the summary alone")
	flags.StringVar(&f.ruleURL, "rule-url", "", "`ADDRESS` of the page of a rule, with {rule} for its name, to link to")
	flags.Var(&f.policyOf, "policy", "whose policy judges: that of the target branch (target), or the one of the merge request itself (merge-request)")
	flags.StringVar(&f.name, "name", "jobcat", "`NAME` of the review, for several on one merge request that leave each other alone")
	flags.StringVar(&f.project, "project", "", "`PROJECT` that the merge request belongs to, by its number or path, instead of CI_MERGE_REQUEST_PROJECT_ID")
	flags.StringVar(&f.mergeRequest, "merge-request", "", "`NUMBER` of the merge request in its project, instead of CI_MERGE_REQUEST_IID")
	flags.StringVar(&f.apiURL, "api-url", "", "`ADDRESS` of GitLab's API, instead of CI_API_V4_URL")
	flags.StringVar(&f.base, "base", "", "hold the change against where it left `REV`: a branch, a tag or a commit, instead of what GitLab says")
	flags.BoolVar(&f.strictPost, "strict-post", false, "exit code 3 if it could not be posted")
	flags.BoolVar(&f.debug, "debug", false, "log each request to GitLab: method, path, status, milliseconds")
	flags.BoolVar(&f.verbose, "verbose", false, "list the files that are no job family, with the reason, what is not shown, and all places of a finding")
	flags.StringVar(&f.baseline, "baseline", "", "list of old findings in `FILE`, about which nothing is said, instead of the policy's")
	flags.BoolVar(&f.noBaseline, "no-baseline", false, "show old findings, too")
	f.catalogFlags.add(flags)
	complete(cmd, "output", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return formatNames(), cobra.ShellCompDirectiveNoSpace
	})
	complete(cmd, "fail-on", f.failOn.complete)
	complete(cmd, "comment-on", f.commentOn.complete)
	complete(cmd, "policy", f.policyOf.complete)
	return cmd
}

func (f *reviewFlags) check() error {
	switch {
	case f.most < 0:
		return usage("--max-comments is %d; 0 is the least, for the summary alone", f.most)
	case strings.TrimSpace(f.name) == "":
		return usage("--name is empty; leave it out for \"jobcat\"")
	case f.ruleURL != "" && !strings.Contains(f.ruleURL, "{rule}"):
		return usage("--rule-url is %q, which is the same page for all rules; write {rule} where the name of the rule stands", f.ruleURL)
	case f.ruleURL != "" && !strings.HasPrefix(f.ruleURL, "https://") && !strings.HasPrefix(f.ruleURL, "http://"):
		return usage("--rule-url is %q; it should begin with https://", f.ruleURL)
	}
	return f.checkBaseline()
}

func (f *reviewFlags) run(cmd *cobra.Command, paths []string) error {
	start := f.now()
	if err := f.check(); err != nil {
		return err
	}
	ctx := cmd.Context()
	p, err := f.pipeline()
	if err != nil {
		return err
	}
	if p.mergeRequest == 0 && !f.dryRun {
		return usage("this is no pipeline of a merge request; run the job in those, rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}], " +
			"or name the merge request with --project and --merge-request; jobcat review --dry-run --base REV shows what it would say")
	}
	repo, err := repositoryAround(ctx, paths)
	if err != nil {
		return err
	}
	defer repo.Close()
	r := &reviewing{reviewFlags: f, cmd: cmd, in: p, repo: repo}
	if err := r.checkedOut(ctx); err != nil {
		return err
	}
	if err := r.look(ctx); err != nil {
		return err
	}
	if err := r.held(ctx); err != nil {
		return err
	}
	r.gone = func(dir string) (bool, error) { return side{repo: repo, commit: r.before}.holds(ctx, dir) }
	if err := r.choosePolicy(ctx, paths); err != nil {
		return err
	}
	o, err := f.open(cmd, paths)
	if isUsage(err) && r.older {
		return usage("%w; this is the policy of the target branch, and the merge request changes it: --policy merge-request judges by the new one", err)
	}
	if err != nil {
		return err
	}
	run, what, err := r.compare(ctx, o)
	if err != nil {
		return err
	}
	if err := r.report(o, run, start); err != nil {
		return err
	}
	// What could not be read looks as if it were in order.
	if err := o.unread(); err != nil {
		return err
	}
	// Where there never was a family, nobody has removed one: something else is wrong, and no thread ends because of that.
	if err := o.noFamily(); err != nil && !r.hadFamilies {
		return err
	}
	if err := r.say(ctx, what); err != nil {
		return err
	}
	switch {
	case r.unsaid && f.strictPost:
		return &exitError{exitUnread, nil}
	case f.fails(run.Findings):
		return &exitError{exitFindings, nil}
	}
	return nil
}

// reviewing is a run of review.
type reviewing struct {
	*reviewFlags
	in   pipeline
	cmd  *cobra.Command
	repo *git.Repository

	after  git.Commit // that is judged: what is checked out
	source git.Commit // the head of the merge request's source, the same unless GitLab has merged it for the pipeline
	before git.Commit // that it is held against

	older  bool          // the merge request changes the policy, and is judged by the one before
	gitlab *conversation // nil if nothing can be posted
	unsaid bool          // something should have been posted and was not; the log says why
	notes  []string      // for the summary

	folders     []string // of the catalog, from the top of the repository
	hadFamilies bool     // before the change
}

// compare is what there is to report, and to say on the merge request.
func (r *reviewing) compare(ctx context.Context, o *opened) (report.Run, *review.Review, error) {
	since, err := o.against(ctx, side{repo: r.repo, commit: r.before}, cmp.Or(r.base, r.in.targetBranch, r.before.Name))
	if err != nil {
		return report.Run{}, nil, err
	}
	result := o.judge(ctx)
	since.judge(ctx, o, result)
	if err := ctx.Err(); err != nil {
		return report.Run{}, nil, trouble(err)
	}
	run, err := since.run(o, result)
	if err != nil {
		return run, nil, err
	}
	baseline, err := r.readBaseline(o)
	if err != nil {
		return run, nil, err
	}
	if run, err = r.holdAgainstBaseline(r.cmd, o, baseline, run, result); err != nil {
		return run, nil, err
	}
	root, err := o.rootIn(r.repo)
	if err != nil {
		return run, nil, err
	}
	r.folders = o.folders(root)
	r.hadFamilies = since.result.Families > 0
	ch := since.change(o, result)
	introduced := len(run.Findings)
	lasting := ch.Lasting(slices.Concat(ch.Following(run.Findings), run.Since.Remaining))
	found := change.Findings{Introduced: lasting[:introduced], Fixed: run.Since.Fixed, Remaining: lasting[introduced:]}
	head, err := r.headLines(ctx, o, found)
	if err != nil {
		return run, nil, err
	}
	touched, err := r.touched(ctx, o)
	if err != nil {
		return run, nil, err
	}
	return run, &review.Review{
		Name:      r.name,
		Found:     found,
		Changed:   o.changed(since.name, ch.Effects()),
		Touched:   touched,
		Policy:    o.policy,
		Catalog:   o.catalog,
		Root:      root,
		Head:      head,
		CommentOn: schema.Severity(r.commentOn.value),
		Most:      r.most,
		Page:      r.page,
		Notes:     r.notes,
	}, nil
}

// report writes the reports. What would be posted takes the place of the one for people, if it is only to be shown.
func (r *reviewing) report(o *opened, run report.Run, start time.Time) error {
	stdout := r.cmd.OutOrStdout()
	all := r.outputs
	if !r.dryRun {
		all = all.withText()
	}
	return all.write(stdout, run, r.text(stdout, o.files, start))
}

// page is the address of the page of a rule, "" if nobody has said where they are.
func (r *reviewing) page(rule string) string { return strings.ReplaceAll(r.ruleURL, "{rule}", rule) }

// log writes a line to the job's log. Names of files in it may hold anything.
func (r *reviewing) log(format string, args ...any) {
	fmt.Fprintf(r.cmd.ErrOrStderr(), "jobcat: %s\n", inert.Visible(fmt.Sprintf(format, args...)))
}

// unposted says that posting went wrong, which is an error only for those who asked for it. That somebody has pushed is none: what
// was to be posted is out of date.
func (r *reviewing) unposted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return trouble(ctx.Err())
	}
	r.log("%v", err)
	if _, pushed := errors.AsType[*gitlab.PushedError](err); !pushed {
		r.unsaid = true
	}
	return nil
}
