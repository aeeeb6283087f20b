package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"jobcat/internal/review/gitlabtest"
)

// handbook are the files of the example, as a repository that has them in a folder.
func handbook(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{"README.md": "# Handbook\n"}
	root := filepath.Join("..", "..", "examples")
	err := filepath.WalkDir(filepath.Join(root, "handbook"), func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(p)
		rel, _ := filepath.Rel(root, p)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

const payroll = "handbook/people-finance/payroll.md"

// replaced is a text with other words, which have to be there.
func replaced(t *testing.T, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("there is no %q in the text", pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	return text
}

// A change that breaks two things on lines of its own, and one where it did not touch anything.
func brokenPayroll(t *testing.T, files map[string]string) string {
	return replaced(t, files[payroll],
		"Senior Payroll Specialist is a [grade 7]", "Senior Payroll Specialist is a [grade 9]",
		"## Manager, Payroll\n", "## Payroll Manager\n",
		"(#manager-payroll)", "(#payroll-manager)",
		"- Extends the [Payroll Specialist (Intermediate)](#payroll-specialist-intermediate) requirements", "- Extends the Payroll Specialist (Junior) requirements")
}

func TestReviewFollowsAMergeRequest(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})

	// The first run says all of it.
	const all = `
open people-finance/payroll.md:51 off-ladder-grade
open people-finance/payroll.md:62 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), all)
	if n := len(w.gitlab.Notifications()); n != 2 {
		t.Errorf("%d notifications; there should be one of the review, and one of the summary", n)
	}
	w.writes()

	// The second one, of the same commit, says nothing.
	w.must(exitFindings, w.pipeline(), "handbook")
	if writes := w.writes(); len(writes) > 0 {
		t.Errorf("the second run made %q", writes)
	}
	if !strings.Contains(w.log, "jobcat: merge request !1 says all of it already") {
		t.Error(w.log)
	}

	// A push that fixes one thing resolves its thread.
	w.push(map[string]string{payroll: replaced(t, brokenPayroll(t, files), "[grade 9]", "[grade 7]")})
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), `
resolved people-finance/payroll.md:51 fixed
open people-finance/payroll.md:62 dangling-extends
note jobcat: this change introduces 1 problem (1 error).
`)

	// One that takes it back opens it again.
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), all)

	// All is fixed: nothing is open, and the summary says so.
	w.push(map[string]string{payroll: files[payroll]})
	w.must(exitClean, w.pipeline(), "handbook")
	w.is(w.threads(), `
resolved people-finance/payroll.md:51 fixed
resolved people-finance/payroll.md:62 fixed
note jobcat: this change introduces no problem.
`)
	if n := len(w.gitlab.Notifications()); n != 2 {
		t.Errorf("people were notified %d times, and the first run alone had something new for them", n)
	}
	w.quiet()
}

// What people say and do about a thread stays as they have left it.
func TestReviewRespectsPeople(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.must(exitFindings, w.pipeline(), "handbook")
	threads := w.request.Threads()
	grade, extends, note := threads[0], threads[1], threads[2]

	w.request.Reply(w.author, grade.ID, "She was promised a 9.")
	w.request.ResolveThread(w.reviewer, extends.ID, true)
	w.request.EditNote(w.reviewer, note.Notes[0].ID, "I have seen it.\n")
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
    somebody: She was promised a 9.
resolved people-finance/payroll.md:62 dangling-extends
note I have seen it.
note jobcat: this change introduces 2 problems (2 errors).
`)
	// All is fixed: the thread in which somebody has written is answered, once, and nobody resolves it for them.
	w.push(map[string]string{payroll: files[payroll]})
	for range 2 {
		w.must(exitClean, w.pipeline(), "handbook")
	}
	w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
    somebody: She was promised a 9.
    it is gone
resolved people-finance/payroll.md:62 dangling-extends
note I have seen it.
note jobcat: this change introduces no problem.
`)
	// And all of it is back.
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	for range 2 {
		w.must(exitFindings, w.pipeline(), "handbook")
	}
	w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
    somebody: She was promised a 9.
    it is gone
    it is back
resolved people-finance/payroll.md:62 dangling-extends
note I have seen it.
note jobcat: this change introduces 2 problems (2 errors).
`)
	w.quiet()
}

// Some projects have threads resolved when their lines change. If the line is as wrong as it was, nobody has decided that it is right.
func TestReviewOfThreadsThatPushesResolve(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.project.ResolveOutdated(true)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.must(exitFindings, w.pipeline(), "handbook")
	w.push(map[string]string{payroll: replaced(t, brokenPayroll(t, files), "[grade 9]", "[grade 10]")})
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
open people-finance/payroll.md:62 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`)
	w.push(map[string]string{payroll: files[payroll]})
	w.must(exitClean, w.pipeline(), "handbook")
	fixed := `
resolved people-finance/payroll.md:51 fixed
resolved people-finance/payroll.md:62 fixed
note jobcat: this change introduces no problem.
`
	w.is(w.threads(), fixed)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.must(exitFindings, w.pipeline(), "handbook")

	// What a person resolves afterwards is resolved.
	w.push(map[string]string{payroll: replaced(t, brokenPayroll(t, files), "(Junior) requirements", "(Junior) requirements.")})
	w.must(exitFindings, w.pipeline(), "handbook")
	w.request.ResolveThread(w.author, w.request.Threads()[1].ID, true)
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
resolved people-finance/payroll.md:62 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`)
}

func TestReviewOfAForcePush(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.must(exitFindings, w.pipeline(), "handbook")
	// The same content a second time, with lines above, by another commit on the same base.
	moved := replaced(t, brokenPayroll(t, files), "## Payroll Specialist (Intermediate)\n", "Write to payroll@example.com.\n\n## Payroll Specialist (Intermediate)\n")
	w.commit(gitlabtest.Commit{Message: "Rewritten", Files: map[string]string{payroll: moved}, From: w.base})
	w.writes()
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), `
open people-finance/payroll.md:53 off-ladder-grade
open people-finance/payroll.md:64 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`)
}

func TestReviewOfARenamedFile(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.must(exitFindings, w.pipeline(), "handbook")
	w.push(map[string]string{"handbook/people-finance/pay.md": brokenPayroll(t, files)}, payroll)
	w.must(exitFindings, w.pipeline(), "handbook")
	// The threads go along with their lines; what is new is that a link to the page is dead.
	w.is(w.threads(), `
open people-finance/pay.md:51 off-ladder-grade
open people-finance/pay.md:62 dangling-extends
note jobcat: this change introduces 3 problems (3 errors).
open people-finance/pay.md:2 broken-link
`)
	w.writes()
	w.must(exitFindings, w.pipeline(), "handbook")
	if writes := w.writes(); len(writes) > 0 {
		t.Errorf("the second run made %q", writes)
	}
	w.quiet()
}

func TestReviewAfterARebase(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.must(exitFindings, w.pipeline(), "handbook")
	// Meanwhile the target gets a fault of its own and lines above those of the change.
	w.project.Push("main", gitlabtest.Commit{Message: "Other things", Files: map[string]string{
		payroll:                                replaced(t, files[payroll], "## Payroll Specialist (Intermediate)\n", "Write to payroll@example.com.\n\n## Payroll Specialist (Intermediate)\n"),
		"handbook/people-finance/recruiter.md": replaced(t, files["handbook/people-finance/recruiter.md"], "grade 6", "grade 9"),
	}})
	w.project.Rebase("change", "main")
	w.writes()
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), `
open people-finance/payroll.md:53 off-ladder-grade
open people-finance/payroll.md:64 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`)
}

// In a pipeline for merged results the lines of the target are above ours, and comments stand on the lines of the diff.
func TestReviewOfMergedResults(t *testing.T) {
	for _, kind := range []string{"merged_result", "merge_train"} {
		t.Run(kind, func(t *testing.T) {
			files := handbook(t)
			w := newWorld(t, files)
			w.push(map[string]string{payroll: brokenPayroll(t, files)})
			w.project.Push("main", gitlabtest.Commit{Message: "Other things", Files: map[string]string{
				payroll:                                replaced(t, files[payroll], "## Payroll Specialist (Intermediate)\n", "Write to payroll@example.com.\n\n## Payroll Specialist (Intermediate)\n"),
				"handbook/people-finance/recruiter.md": replaced(t, files["handbook/people-finance/recruiter.md"], "grade 6", "grade 9"),
			}})
			for _, depth := range []int{20, 1} {
				j := w.mergedResult(kind)
				j.dir = w.clone(w.project, j.env["CI_COMMIT_SHA"], depth)
				w.must(exitFindings, j, "handbook")
				w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
open people-finance/payroll.md:62 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`)
			}
		})
	}
}

// A finding that only the merge has: the target renames what the change refers to.
func TestReviewOfWhatOnlyTheMergeBreaks(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: replaced(t, files[payroll], "- Set up payroll in a country", "- Extends the [Recruiter (Intermediate)](/handbook/people-finance/recruiter/#recruiter-intermediate) responsibilities\n- Set up payroll in a country")})
	w.project.Push("main", gitlabtest.Commit{Message: "Rename", Files: map[string]string{
		"handbook/people-finance/recruiter.md": strings.ReplaceAll(files["handbook/people-finance/recruiter.md"], "Recruiter (Intermediate)", "Talent Partner (Intermediate)"),
	}})
	w.must(exitClean, w.pipeline(), "handbook")
	w.is(w.threads(), `
note jobcat: this change introduces no problem.
`)
	w.must(exitFindings, w.mergedResult("merged_result"), "handbook")
	w.is(w.threads(), `
note jobcat: this change introduces 2 problems (1 error, 1 warning).
open people-finance/payroll.md:56 broken-anchor
open people-finance/payroll.md:56 ambiguous-extends
`)
}

// Somebody pushes while the pipeline runs.
func TestReviewOfAnOldCommit(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	old := w.pipeline()
	w.push(map[string]string{payroll: files[payroll]})
	w.must(exitFindings, old, "handbook", "--strict-post", "--output", "json=report.json")
	if writes := w.writes(); len(writes) > 0 {
		t.Errorf("an old commit was reviewed: %q", writes)
	}
	if !strings.Contains(w.log, "the pipeline of that push reviews it") {
		t.Error(w.log)
	}
	if _, err := os.Stat("report.json"); err != nil {
		t.Error(err)
	}
}

func TestReviewWithAPushInBetween(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	j := w.pipeline()
	reads := 0
	w.gitlab.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
		if strings.HasSuffix(r.Path, "/discussions") {
			if reads++; reads == 1 {
				w.push(map[string]string{payroll: files[payroll]})
			}
		}
		return gitlabtest.Fault{}
	}
	w.must(exitFindings, j, "handbook")
	if writes := w.writes(); len(writes) > 0 || w.threads() != "" {
		t.Errorf("an old commit was reviewed: %q\n%s", writes, w.threads())
	}
}

// A fork's pipeline has no token of the project that it wants to change.
func TestReviewOfAFork(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	fork := w.project.Fork("guest/handbook", gitlabtest.Private)
	guest := w.gitlab.AddUser("guest")
	w.project.AddMember(guest, gitlabtest.Reporter)
	fork.AddMember(guest, gitlabtest.Owner)
	fork.Push("mine", gitlabtest.Commit{Message: "Mine", Files: map[string]string{payroll: brokenPayroll(t, files)}})
	w.request = w.project.Open(gitlabtest.Merge{Source: fork, From: "mine", Title: "Mine", Author: guest})

	j := w.pipeline()
	j.dir = w.clone(fork, w.request.Refs().Head, 1)
	j.env["CI_PROJECT_ID"] = strconv.FormatInt(fork.ID(), 10)
	j.env["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"] = j.env["CI_PROJECT_ID"]
	delete(j.env, "GITLAB_TOKEN")
	w.must(exitFindings, j, "handbook", "--output", "gitlab=quality.json", "--output", "junit=junit.xml")
	if !strings.Contains(w.log, "GITLAB_TOKEN is not set, so nothing is posted on the merge request") || !strings.Contains(w.log, "of a fork") {
		t.Error(w.log)
	}
	if n := strings.Count(w.log, "GITLAB_TOKEN"); n != 1 {
		t.Errorf("it is said %d times", n)
	}
	for _, name := range []string{"quality.json", "junit.xml"} {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	if len(w.gitlab.Requests()) > 0 {
		t.Error("GitLab was asked")
	}
	w.must(exitUnread, j, "handbook", "--strict-post")
	w.must(exitClean, j, "handbook", "--fail-on", "never")

	// A member of the project runs it in there.
	j = w.pipeline()
	j.env["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"] = strconv.FormatInt(fork.ID(), 10)
	w.must(exitFindings, j, "handbook")
	w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
open people-finance/payroll.md:62 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`)
}

// What goes wrong with the token or with GitLab is said, and changes nothing about the findings.
func TestReviewWithoutLuck(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	reader, stranger, guest := w.gitlab.AddUser("reader"), w.gitlab.AddUser("stranger"), w.gitlab.AddUser("guest")
	w.project.AddMember(reader, gitlabtest.Reporter)
	w.project.AddMember(guest, gitlabtest.Guest)
	w.gitlab.AddToken(reader, "glpat-read-only", "read_api")
	w.gitlab.AddToken(stranger, "glpat-stranger", "api")
	w.gitlab.AddToken(guest, "glpat-guest", "api")
	w.gitlab.SetToken(gitlabtest.Token{Value: "glpat-expired", User: w.bot.ID, Scopes: []string{"api"}, Expired: true})
	for token, want := range map[string]string{
		"glpat-read-only": "lacks the scope api",
		"glpat-stranger":  "cannot see it",
		"glpat-guest":     "cannot see it",
		"glpat-expired":   "expired",
		"glpat-unknown":   "does not know the token",
	} {
		j := w.pipeline()
		j.env["GITLAB_TOKEN"] = token
		w.must(exitFindings, j, "handbook")
		if !strings.Contains(w.log, want) || !strings.Contains(w.log, "jobcat: nothing is posted: GitLab answers ") || strings.Contains(w.log, token) {
			t.Errorf("%s: there should be %q in\n%s", token, want, w.log)
		}
		w.must(exitUnread, j, "handbook", "--strict-post", "--debug")
		if strings.Contains(w.log, token) {
			t.Errorf("the token is in\n%s", w.log)
		}
	}
	if w.threads() != "" {
		t.Error(w.threads())
	}
	for _, f := range []gitlabtest.Fault{{Kind: gitlabtest.ServerError}, {Kind: gitlabtest.BadGateway}, {Kind: gitlabtest.Reset}, {Kind: gitlabtest.Throttled}, {Kind: gitlabtest.Limited}} {
		w.gitlab.Fault = func(gitlabtest.Request) gitlabtest.Fault { return f }
		w.must(exitFindings, w.pipeline(), "handbook")
		if !strings.Contains(w.log, "did not work") {
			t.Error(w.log)
		}
		w.must(exitUnread, w.pipeline(), "handbook", "--strict-post")
	}
}

// Whoever wants to know that all was posted gets to know that the summary was not.
func TestReviewWithoutASummary(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.gitlab.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
		if r.Method == "POST" && strings.HasSuffix(r.Path, "/notes") {
			return gitlabtest.Fault{Kind: gitlabtest.ServerError}
		}
		return gitlabtest.Fault{}
	}
	w.must(exitUnread, w.pipeline(), "handbook", "--strict-post")
	if !strings.Contains(w.log, "jobcat: could not post a note: 500 Internal Server Error\n") {
		t.Error(w.log)
	}
	w.must(exitFindings, w.pipeline(), "handbook")
}

// What keeps a run from going on is said once, however much it leaves undone.
func TestReviewThatIsCutShort(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.gitlab.Fault = func(r gitlabtest.Request) gitlabtest.Fault {
		if r.Method == "POST" {
			w.gitlab.SetToken(gitlabtest.Token{Value: botsToken, User: w.bot.ID, Scopes: []string{"api"}, Expired: true})
		}
		return gitlabtest.Fault{}
	}
	w.must(exitUnread, w.pipeline(), "handbook", "--strict-post")
	if n := strings.Count(w.log, "GitLab answers 401"); n != 1 {
		t.Errorf("it is said %d times\n%s", n, w.log)
	}
}

// A line of the log is one, whatever a file is called.
func TestReviewLogsNamesOfFiles(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{"handbook/people-finance/pay\x1b[2Jroll.md": brokenPayroll(t, files)})
	w.request.Comment(w.author, "See for yourselves.")
	o := w.gitlab.Options()
	o.MaxComments = 1
	w.gitlab.SetOptions(o)
	w.must(exitFindings, w.pipeline(), "handbook")
	if !strings.Contains(w.log, "GitLab takes no comment on handbook/people-finance/pay␛[2Jroll.md, line ") || strings.Contains(w.log, "\x1b") {
		t.Errorf("%q", w.log)
	}
}

func TestReviewLogsRequests(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	w.must(exitFindings, w.pipeline(), "handbook", "--debug")
	for _, want := range []string{"method=GET path=/api/v4/projects/", "method=POST", "status=201", "ms="} {
		if !strings.Contains(w.log, want) {
			t.Errorf("there is no %q in\n%s", want, w.log)
		}
	}
}

// Whoever opens a merge request does not choose what it is judged by.
func TestReviewByThePolicyOfTheTarget(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	const policy = "handbook/jobcat.cue"
	lenient := files[policy] + "\nrules: \"off-ladder-grade\": severity: \"off\"\n"
	w.push(map[string]string{payroll: brokenPayroll(t, files), policy: lenient})
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
open people-finance/payroll.md:62 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`)
	w.says("This merge request changes handbook/jobcat.cue, and is judged by the one of the target branch")
	w.must(exitFindings, w.pipeline(), "handbook", "--policy", "merge-request", "--name", "other")
	w.says("is judged by what it makes of it")
	if strings.Count(w.threads(), "off-ladder-grade") != 1 {
		t.Error(w.threads())
	}
	// It is the same with one that is named, and with one that the merge request puts in its way.
	for _, args := range [][]string{{"--config", policy, "handbook"}, {"handbook/people-finance"}} {
		w.must(exitFindings, w.pipeline(), args...)
		if !strings.Contains(w.log, "off-ladder-grade") {
			t.Errorf("%q:\n%s", args, w.log)
		}
	}
	w.push(map[string]string{"handbook/people-finance/jobcat.cue": lenient})
	w.must(exitFindings, w.pipeline(), "handbook/people-finance")
	if !strings.Contains(w.log, "off-ladder-grade") {
		t.Error(w.log)
	}
	// Nor does it help to remove the policy.
	w.push(map[string]string{}, policy, "handbook/people-finance/jobcat.cue")
	w.must(exitFindings, w.pipeline(), "handbook")
	if !strings.Contains(w.log, "off-ladder-grade") {
		t.Error(w.log)
	}
}

func TestReviewByAPolicyThatIsNew(t *testing.T) {
	files := handbook(t)
	const policy = "handbook/jobcat.cue"
	text := files[policy] + "\nrules: \"off-ladder-grade\": severity: \"off\"\n"
	delete(files, policy)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files), policy: text})
	w.must(exitFindings, w.pipeline(), "handbook")
	w.says("The policy handbook/jobcat.cue is new, and this merge request is judged by it.")
	if strings.Contains(w.log, "off-ladder-grade") {
		t.Error(w.log)
	}
}

// Nor does anybody put their own findings aside.
func TestReviewByTheBaselineOfTheTarget(t *testing.T) {
	files := handbook(t)
	files["handbook/jobcat.cue"] += "\ncatalog: baseline: \"old.txt\"\n"
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	j := w.pipeline()
	w.Chdir(j.dir)
	var log strings.Builder
	if code := run(t.Context(), []string{"lint", "--write-baseline", "handbook"}, strings.NewReader(""), &log, &log); code != exitClean {
		t.Fatal(log.String())
	}
	baseline, err := os.ReadFile("handbook/old.txt")
	if err != nil {
		t.Fatal(err)
	}
	w.push(map[string]string{"handbook/old.txt": string(baseline)})
	w.must(exitFindings, w.pipeline(), "handbook")
	w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
open people-finance/payroll.md:62 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`)
	w.project.Force("main", w.project.Head("change"))
	w.push(map[string]string{"README.md": "# The handbook\n"})
	w.must(exitClean, w.pipeline(), "handbook")
}

// A branch pipeline knows the merge requests of its branch.
func TestReviewInABranchPipeline(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	j := w.pipeline()
	for name := range j.env {
		if strings.HasPrefix(name, "CI_MERGE_REQUEST_") {
			delete(j.env, name)
		}
	}
	j.env["CI_PIPELINE_SOURCE"] = "push"
	w.must(exitUsage, j, "handbook")
	if !strings.Contains(w.log, "merge_request_event") {
		t.Error(w.log)
	}
	j.env["CI_OPEN_MERGE_REQUESTS"] = "people/handbook!1,people/handbook!2"
	w.must(exitUsage, j, "handbook")
	if !strings.Contains(w.log, "--merge-request") {
		t.Error(w.log)
	}
	j.env["CI_OPEN_MERGE_REQUESTS"] = "people/handbook!1"
	w.must(exitFindings, j, "handbook")
	w.is(w.threads(), `
open people-finance/payroll.md:51 off-ladder-grade
open people-finance/payroll.md:62 dangling-extends
note jobcat: this change introduces 2 problems (2 errors).
`)
	delete(j.env, "GITLAB_TOKEN")
	w.must(exitUsage, j, "handbook")
	if !strings.Contains(w.log, "--base") {
		t.Error(w.log)
	}
	w.must(exitFindings, j, "handbook", "--base", w.base)
}

// On one's own computer there are no variables, and flags say it all.
func TestReviewByFlags(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	j := job{w.clone(w.project, w.request.Refs().Head, 20), map[string]string{"GITLAB_TOKEN": botsToken}}
	w.must(exitUsage, j, "handbook")
	w.must(exitUsage, j, "handbook", "--dry-run")
	w.must(exitUsage, j, "handbook", "--merge-request", "1", "--project", "people/handbook")
	w.must(exitFindings, j, "handbook", "--dry-run", "--base", "HEAD~1")
	for _, want := range []string{"post 3 notes", "a comment on handbook/people-finance/payroll.md, line 51", "grade 9"} {
		if !strings.Contains(w.log, want) {
			t.Errorf("there is no %q in\n%s", want, w.log)
		}
	}
	if len(w.gitlab.Requests()) > 0 {
		t.Error("GitLab was asked")
	}
	w.must(exitFindings, j, "handbook", "--dry-run", "--merge-request", "1", "--project", "people/handbook", "--api-url", "https://gitlab.example.com/api/v4")
	if len(w.writes()) > 0 || w.threads() != "" {
		t.Error("something was posted")
	}
	w.must(exitFindings, j, "handbook", "--merge-request", "!1", "--project", "people/handbook", "--api-url", "https://gitlab.example.com/api/v4")
	if w.threads() == "" {
		t.Error(w.log)
	}
	w.must(exitFindings, j, "handbook", "--dry-run", "--merge-request", "1", "--project", "people/handbook", "--api-url", "https://gitlab.example.com/api/v4")
	if !strings.Contains(w.log, "nothing to do") {
		t.Error(w.log)
	}
}

// Whoever tries it before they push does not wait for GitLab to learn of what it cannot know.
func TestReviewDryRunOfWhatIsNotPushed(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: replaced(t, brokenPayroll(t, files), "[grade 9]", "[grade 7]")})
	w.must(exitFindings, w.pipeline(), "handbook")
	j := w.pipeline()
	if err := os.WriteFile(filepath.Join(j.dir, payroll), []byte(brokenPayroll(t, files)), 0o666); err != nil {
		t.Fatal(err)
	}
	w.git(j.dir, "-c", "user.name=Author", "-c", "user.email=author@example.com", "commit", "-q", "-a", "-m", "Promise more")
	w.writes()
	before := w.now
	w.must(exitFindings, j, "handbook", "--dry-run")
	if waited := w.now.Sub(before); waited > time.Minute { // which a job takes here
		t.Errorf("it took %s", waited)
	}
	for _, want := range []string{
		"jobcat: merge request !1 is at " + w.request.Refs().Head[:12] + ", and ", "is judged here: this is what would be posted if that were pushed",
		"post 1 note, edit 1 note; 1 note stays as it is", "post a comment on handbook/people-finance/payroll.md, line 51", "introduces 2 problems",
	} {
		if !strings.Contains(w.log, want) {
			t.Errorf("there is no %q in\n%s", want, w.log)
		}
	}
	if writes := w.writes(); len(writes) > 0 {
		t.Errorf("a dry run made %q", writes)
	}
	w.must(exitFindings, w.pipeline(), "handbook", "--dry-run")
	if strings.Contains(w.log, "would be posted if") {
		t.Error(w.log)
	}
}

// A token that cannot be one is as good as none: what was found is reported all the same.
func TestReviewWithATokenThatIsNone(t *testing.T) {
	files := handbook(t)
	w := newWorld(t, files)
	w.push(map[string]string{payroll: brokenPayroll(t, files)})
	j := w.pipeline()
	j.env["GITLAB_TOKEN"] = "glpat-half and-half"
	w.must(exitFindings, j, "handbook", "--output", "json=report.json")
	if !strings.Contains(w.log, "jobcat: nothing is posted: the token has a space") || strings.Contains(w.log, "half") {
		t.Error(w.log)
	}
	if _, err := os.Stat("report.json"); err != nil {
		t.Error(err)
	}
	w.must(exitUnread, j, "handbook", "--strict-post")
}

// Nothing that a change does to people is more than the end of what they are told. Its threads end, too.
func TestReviewOfTheLastFamily(t *testing.T) {
	all := handbook(t)
	var families, folder []string
	for name := range all {
		if strings.HasPrefix(name, "handbook/") {
			folder = append(folder, name)
			if name != "handbook/jobcat.cue" {
				families = append(families, name)
			}
		}
	}
	for name, removed := range map[string][]string{"families": families, "folder": folder} {
		t.Run(name, func(t *testing.T) {
			files := handbook(t)
			w := newWorld(t, files)
			w.push(map[string]string{payroll: brokenPayroll(t, files)})
			w.must(exitFindings, w.pipeline(), "handbook")
			w.push(map[string]string{}, removed...)
			w.must(exitClean, w.pipeline(), "handbook")
			threads := w.threads()
			if strings.Contains(threads, "open ") || strings.Count(threads, "resolved ") != 2 {
				t.Error(threads)
			}
			w.says("Payroll is gone, a family with 3 levels")
			w.writes()
			w.must(exitClean, w.pipeline(), "handbook")
			if writes := w.writes(); len(writes) > 0 {
				t.Errorf("the second run made %q", writes)
			}

			// Where there never was one, the path is wrong, and nobody's threads end.
			w.must(exitUsage, w.pipeline(), "books")
			if !strings.Contains(w.log, "no such file") {
				t.Error(w.log)
			}
			w.quiet()
		})
	}
}

// A page that only points to others is no family that a change could have removed.
func TestReviewWhereThereNeverWasAFamily(t *testing.T) {
	index := "---\ntitle: Job Families\n---\n\n- [Payroll](https://example.com/payroll/)\n"
	w := newWorld(t, map[string]string{"jobs/index.md": index})
	w.push(map[string]string{"jobs/index.md": index + "- [Finance](https://example.com/finance/)\n"})
	w.must(exitUsage, w.pipeline(), "jobs")
	if !strings.Contains(w.log, "there is no job family") {
		t.Error(w.log)
	}
	w.quiet()
}
