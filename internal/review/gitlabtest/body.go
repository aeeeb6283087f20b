package gitlabtest

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

// Reading is how a version finds quick actions.
type Reading int

// The readings.
const (
	AnyVersion Reading = iota // what would run in one of them runs
	Current
	Old // knows plain fences of three backticks, code spans, HTML, and ">>>" only
)

// Command is a quick action that has run.
type Command struct {
	Name string // without the slash, in lower case
	Line string // all of it
	By   int64
}

// commands are the names of quick actions that work in merge requests or elsewhere, so that none is missed.
var commands = strings.Fields(`
	add_child add_contacts add_email approve assign assign_reviewer award blocked_by blocks board_move cc checkin_reminder clear_health_status
	clear_weight clone close confidential convert_to_ticket copy_metadata copy_metadata_from create_merge_request done draft due duplicate
	epic estimate estimate_time health_status iteration label labels link lock merge milestone move page promote promote_to
	promote_to_incident publish q react ready reassign reassign_reviewer rebase relabel relate remove_child remove_contacts remove_due_date
	remove_email remove_epic remove_estimate remove_iteration remove_iteration_parent remove_label remove_milestone remove_parent
	remove_reviewer remove_time_estimate remove_time_spent remove_zoom reopen request_changes request_review reviewer run_pipeline
	set_parent severity ship shrug spend spend_time spent start submit_review subscribe tableflip tag target_branch timeline title todo type
	unapprove unassign unassign_reviewer unlabel unlink unlock unsubscribe weight wip zoom`)

var commandLine = regexp.MustCompile(`^/([A-Za-z_]+)(?: .*|\s*)$`)

// command is the name of the quick action that a line is; "" if it is none.
func command(l string) string {
	m := commandLine.FindStringSubmatch(l)
	if m == nil {
		return ""
	}
	if name := strings.ToLower(m[1]); slices.Contains(commands, name) {
		return name
	}
	return ""
}

// extract takes the quick actions out of a body.
func (s *Server) extract(body string) (string, []Command) {
	body = strings.ReplaceAll(body, "\r", "")
	if !strings.Contains("\n"+body, "\n/") {
		return body, nil
	}
	var run []bool
	t := understand(body)
	if s.opts.Commands != Old {
		for _, l := range t.lines {
			run = append(run, command(l.text) != "" && !l.code && !l.span)
		}
	}
	if s.opts.Commands != Current {
		for i, yes := range oldCommands(t) {
			if i == len(run) {
				run = append(run, false)
			}
			run[i] = run[i] || yes
		}
	}
	var found []Command
	var kept []string
	for i, l := range t.lines {
		if run[i] {
			found = append(found, Command{Name: command(l.text), Line: l.text})
		} else {
			kept = append(kept, l.text)
		}
	}
	return strings.Join(kept, "\n"), found
}

var (
	tagOpens  = regexp.MustCompile(`^<[^>/][^>]*>$`)
	tagCloses = regexp.MustCompile(`^</[^>]+>$`)
)

// oldCommands says which lines run in old versions. They know blocks by their first and last line, and one without a last line
// is none.
func oldCommands(t text) []bool {
	run := make([]bool, len(t.lines))
	for i := 0; i < len(t.lines); i++ {
		l := t.lines[i].text
		closes := func(last func(string) bool) int {
			for j := i + 1; j < len(t.lines); j++ {
				if last(t.lines[j].text) {
					return j
				}
			}
			return 0
		}
		end := 0
		switch {
		case strings.HasPrefix(l, "```"):
			end = closes(func(l string) bool { return l == "```" })
		case strings.HasPrefix(l, ">>>"):
			end = closes(func(l string) bool { return l == ">>>" })
		case tagOpens.MatchString(l):
			end = closes(tagCloses.MatchString)
		}
		if end > 0 {
			i = end
			continue
		}
		run[i] = command(l) != "" && !t.lines[i].span
	}
	return run
}

func (c *call) run(commands []Command) {
	for _, v := range commands {
		v.By = c.user.ID
		c.s.commands = append(c.s.commands, v)
	}
}

// Notification is what people are told.
type Notification struct {
	Kind  NotificationKind
	By    int64
	Notes []int64
	Text  string // of a mention or reference: "@somebody", "!1"
}

// NotificationKind is what people are told of.
type NotificationKind string

// The kinds of notifications.
const (
	NewNote   NotificationKind = "note"
	Review    NotificationKind = "review" // all notes of a review, with one message
	Mention   NotificationKind = "mention"
	Reference NotificationKind = "reference" // left in what was referred to

	NewIssue   NotificationKind = "issue"
	IssueState NotificationKind = "state" // an issue was closed or opened again, as Text says
)

func (s *Server) notify(n Notification) { s.notifications = append(s.notifications, n) }

var (
	comment    = regexp.MustCompile(`(?s)<!--.*?-->`)
	mention    = regexp.MustCompile(`(?:^|[^\pL\pN_])(@[A-Za-z0-9_][A-Za-z0-9_.\-/]*)`)
	references = regexp.MustCompile(`(?:^|[^&\pL\pN_]|[A-Za-z0-9_\-]/[A-Za-z0-9_.\-]+)([#!][0-9]+)|https?://[^\s<>\x{2060}]+(/-/(?:issues|merge_requests)/[0-9]+)`)
)

// refer tells those whom a note mentions, and leaves a word in what it refers to. GitLab looks for both in the text that people
// see, so after character references were resolved.
func (s *Server) refer(by *User, n *Note) {
	if !strings.ContainsAny(n.Body, "@#!&/") {
		return
	}
	var live []string
	for _, l := range understand(n.Body).lines {
		live = append(live, l.live)
	}
	seen := html.UnescapeString(comment.ReplaceAllString(strings.Join(live, "\n"), ""))
	for _, m := range mention.FindAllStringSubmatch(seen, -1) {
		s.notify(Notification{Kind: Mention, By: by.ID, Notes: []int64{n.ID}, Text: strings.TrimRight(m[1], ".-/")})
	}
	for _, m := range references.FindAllStringSubmatch(seen, -1) {
		s.notify(Notification{Kind: Reference, By: by.ID, Notes: []int64{n.ID}, Text: m[1] + m[2]})
	}
}
