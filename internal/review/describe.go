package review

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"jobcat/internal/inert"
)

// Describe writes what would be done and why, with the words of all notes as their readers will see them. It takes for granted
// that GitLab accepts every comment on its line.
func (p *Plan) Describe(w io.Writer) error {
	b := bufio.NewWriter(w)
	actions := p.Actions
	if a, any := p.Summary(nil); any {
		actions = append(actions[:len(actions):len(actions)], a)
	}
	fmt.Fprintf(b, "%s\n", tally(actions))
	if n := len(p.Foreign); n > 0 {
		fmt.Fprintf(b, "%s not ours; everything is posted note by note, so that it stays a draft\n", plural(n, "draft is", "drafts are"))
	}
	for _, a := range actions {
		fmt.Fprintf(b, "\n%s: %s\n", p.heading(a), a.Why)
		if a.Kind != Keep && a.Body != "" {
			text, _, _ := unmark(a.Body)
			for line := range strings.Lines(text) {
				fmt.Fprintf(b, "%s\n", strings.TrimRight("  | "+readable(line), " "))
			}
		}
	}
	return b.Flush()
}

// tally is how much is to be done: "post 2 notes, edit 1; 3 threads stay as they are".
func tally(actions []Action) string {
	counts := map[Kind]int{}
	for _, a := range actions {
		counts[a.Kind]++
	}
	var parts []string
	for _, t := range []struct {
		kind Kind
		of   string
	}{
		{Post, "note"}, {Edit, "note"}, {Reply, "thread"}, {Resolve, "thread"}, {Reopen, "thread"},
		{Delete, "note"}, {Discard, "draft"},
	} {
		if n := counts[t.kind]; n > 0 {
			verb := string(t.kind)
			if t.kind == Reply {
				verb = "reply in"
			}
			parts = append(parts, verb+" "+plural(n, t.of, t.of+"s"))
		}
	}
	todo := strings.Join(parts, ", ")
	switch {
	case len(actions) == 0:
		return "nothing to post: what is committed introduces no problem"
	case todo == "":
		todo = "nothing to do"
	}
	if n := counts[Keep]; n > 0 {
		todo += fmt.Sprintf("; %s", plural(n, "note stays as it is", "notes stay as they are"))
	}
	return todo
}

// heading says what is done to what.
func (p *Plan) heading(a Action) string {
	what := "the thread " + inert.Visible(a.Thread)
	at, known := p.where[a.Thread]
	switch {
	case a.Kind == Discard:
		return fmt.Sprintf("discard the draft %d", a.Notes[0])
	case a.Position != nil:
		what, at, known = "a comment", *a.Position, true
	case p.isSummary(a):
		what, known = "the summary", false
	}
	if known {
		what += fmt.Sprintf(" on %s, line %d", inert.Visible(at.NewPath), at.NewLine)
	}
	if a.Kind == Reply {
		return "reply in " + what
	}
	return string(a.Kind) + " " + what
}

func (p *Plan) isSummary(a Action) bool { return a.Kind == Post || p.summaries[a.Thread] }

var reference = regexp.MustCompile("&#([0-9]+);\u2060?|\u2060")

// readable is a line of Markdown without what only keeps it from doing anything.
func readable(line string) string {
	line = strings.TrimRight(line, "\r\n")
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	return indent + inert.Visible(reference.ReplaceAllStringFunc(line[len(indent):], func(r string) string {
		number := reference.FindStringSubmatch(r)[1]
		if number == "" {
			return ""
		}
		if c, err := strconv.Atoi(number); err == nil && c > ' ' && c < 0x7f {
			return string(rune(c))
		}
		return r
	}))
}
