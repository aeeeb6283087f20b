package history

import (
	"regexp"
	"strconv"
	"strings"
)

// GitLab ends the message of a merge with a line that names the merge request; with a whole address, if its template says so.
// People who squash put the number behind the subject.
var (
	seeAlso  = regexp.MustCompile(`(?m)^See merge request (?:https?://[^/\s]+/)?([^\s!]*?)(?:!|/-/merge_requests/)(\d{1,9})\r?$`)
	inBraces = regexp.MustCompile(`\(([^\s()!]*)!(\d{1,9})\)$`)
)

// readMessage takes apart what a commit says about itself.
func readMessage(message string) (subject string, merge *MergeRequest) {
	subject, _, _ = strings.Cut(strings.TrimLeft(message, "\r\n"), "\n")
	subject = strings.TrimSpace(subject)
	found := inBraces.FindStringSubmatch(subject)
	if all := seeAlso.FindAllStringSubmatch(message, -1); all != nil { // of a merge that quotes another one, the last is its own
		found = all[len(all)-1]
	}
	if found == nil {
		return subject, nil
	}
	n, err := strconv.Atoi(found[2])
	if err != nil || n == 0 {
		return subject, nil
	}
	return subject, &MergeRequest{Project: found[1], Number: n}
}
