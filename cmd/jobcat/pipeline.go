package main

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"
)

// pipeline is what GitLab tells a job about the merge request that it runs for, unless flags say otherwise.
type pipeline struct {
	api          string // address of GitLab's API; "" if nobody says
	ca           string // file with the certificates that the instance is trusted by; "" for the usual ones
	token        string // "" for none
	project      string // that the merge request belongs to: its id, or its path
	mergeRequest int64  // its number in the project; 0 for none
	base         string // id of the commit at which source and target have parted; "" if nobody says
	targetBranch string // its name; "" if nobody says
	fork         bool   // the source is a branch of another project

	// GitLab has merged the source with its target for the pipeline: what is checked out is neither.
	merged bool
	source string // id of the head of the source; "" unless merged
	target string // id of the head of the target; "" unless merged
}

// variable is what GitLab, or whoever set up the job, says by a name; "" for nothing.
func (a around) variable(name string) string { return strings.TrimSpace(a.getenv(name)) }

// pipeline reads GitLab's variables. Flags that name something come first.
func (f *reviewFlags) pipeline() (pipeline, error) {
	get := f.variable
	p := pipeline{
		api:          cmp.Or(f.apiURL, get("CI_API_V4_URL")),
		ca:           get("CI_SERVER_TLS_CA_FILE"),
		token:        get("GITLAB_TOKEN"),
		project:      cmp.Or(f.project, get("CI_MERGE_REQUEST_PROJECT_ID")),
		base:         get("CI_MERGE_REQUEST_DIFF_BASE_SHA"),
		targetBranch: get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
	}
	if err := checkAddress(p.api); err != nil {
		return p, err
	}
	if from, to := get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID"), get("CI_MERGE_REQUEST_PROJECT_ID"); from != "" && to != "" {
		p.fork = from != to
	}
	if kind := get("CI_MERGE_REQUEST_EVENT_TYPE"); kind == "merged_result" || kind == "merge_train" {
		p.merged = true
		p.source, p.target = get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"), get("CI_MERGE_REQUEST_TARGET_BRANCH_SHA")
	}
	number := cmp.Or(f.mergeRequest, get("CI_MERGE_REQUEST_IID"))
	if number == "" {
		project, open, err := onlyOpen(get("CI_OPEN_MERGE_REQUESTS"))
		if err != nil || open == "" {
			return p, err
		}
		p.project, number = cmp.Or(f.project, project), open
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(number, "!"), 10, 64)
	if err != nil || n <= 0 {
		return p, usage("%q is no number of a merge request; that of \"!12\" is 12", number)
	}
	p.mergeRequest = n
	if p.project == "" {
		p.project = get("CI_PROJECT_ID")
	}
	return p, nil
}

// onlyOpen is the one merge request that a branch pipeline's branch is the source of, as its project and its number there; both
// are "" if there is none.
func onlyOpen(list string) (project, number string, err error) {
	if list == "" {
		return "", "", nil
	}
	all := strings.Split(list, ",")
	if len(all) > 1 {
		return "", "", usage("the branch has several merge requests, %s; name one with --merge-request, or run the job in merge request pipelines: "+
			`rules: [{if: '$CI_PIPELINE_SOURCE == "merge_request_event"'}]`, strings.Join(all, ", "))
	}
	project, number, ok := strings.Cut(strings.TrimSpace(all[0]), "!")
	if !ok {
		return "", "", usage("CI_OPEN_MERGE_REQUESTS is %q, and no merge request is written like that; name it with --merge-request", list)
	}
	return project, number, nil
}

// checkAddress is the error that an address is none of an API, or nil.
func checkAddress(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	switch {
	case err != nil: // whose words quote the address, and it may hold a token
		return usage("the address of GitLab's API is no URL; it should be like https://gitlab.example.com/api/v4")
	case u.User != nil || u.RawQuery != "":
		return usage("the address of GitLab's API holds more than the address; the token is read from GITLAB_TOKEN only")
	case u.Scheme != "https" && u.Scheme != "http" || u.Host == "":
		return usage("%q is no address of GitLab's API; it should be like https://gitlab.example.com/api/v4", address)
	}
	return nil
}

// noToken says what cannot be done without a token, and what to do about it.
func (p pipeline) noToken(dryRun bool) string {
	if dryRun {
		return "GITLAB_TOKEN is not set, so it is not known what stands on the merge request already"
	}
	const nothing = "GITLAB_TOKEN is not set, so nothing is posted on the merge request; "
	if p.fork {
		return nothing + "that is as it should be in a pipeline of a fork, which gets no tokens of the project that it wants to change"
	}
	return nothing + "to have it posted, add a project access token with the role Reporter and the scope api as the CI/CD variable GITLAB_TOKEN, masked, and not protected"
}
