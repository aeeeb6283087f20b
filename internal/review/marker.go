package review

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// marker says what a note of ours is. It is the last line of the note, hidden as a comment of HTML. As anybody can copy it, only
// what our own user wrote counts.
type marker struct {
	name  string // Review.Name
	what  what
	state state
	rule  string   // of the findings, for a thread on their own line; else ""
	turn  int      // counts the answers of a thread and the summaries of a merge request, so that no two notes have the same marker
	ids   []string // identities of the findings, ascending
	hash  string   // of what stands above the marker, to see whether a person has edited it
}

type what string

const (
	finding what = "finding"
	answer  what = "answer"
	summary what = "summary"
)

type state string

const (
	isOpen state = "open"
	isGone state = "gone"
)

// The version is that of what the marker says. A note with another one is none of ours.
const (
	markerStart = "<!-- jobcat:review v1 "
	markerEnd   = " -->"
)

var markerKeys = []string{"name", "what", "state", "rule", "turn", "ids", "hash"}

// String is the marker as a line.
func (m marker) String() string {
	return fmt.Sprintf("%sname=%s what=%s state=%s rule=%s turn=%d ids=%s hash=%s%s",
		markerStart, escapeName(m.name), m.what, m.state, escapeName(m.rule), m.turn, strings.Join(m.ids, ","), m.hash, markerEnd)
}

// escapeName keeps a name from ending the comment, and its parts apart.
func escapeName(name string) string { return strings.ReplaceAll(url.QueryEscape(name), "-", "%2D") }

// parseMarker reads a line; false for all that String does not write.
func parseMarker(line string) (marker, bool) {
	inner, starts := strings.CutPrefix(line, markerStart)
	inner, ends := strings.CutSuffix(inner, markerEnd)
	fields := strings.Split(inner, " ")
	if !starts || !ends || len(fields) != len(markerKeys) {
		return marker{}, false
	}
	values := map[string]string{}
	for i, key := range markerKeys {
		value, found := strings.CutPrefix(fields[i], key+"=")
		if !found {
			return marker{}, false
		}
		values[key] = value
	}
	name, noName := url.QueryUnescape(values["name"])
	rule, noRule := url.QueryUnescape(values["rule"])
	turn, noTurn := strconv.Atoi(values["turn"])
	if noName != nil || noRule != nil || noTurn != nil {
		return marker{}, false
	}
	m := marker{name: name, what: what(values["what"]), state: state(values["state"]), rule: rule, turn: turn, hash: values["hash"]}
	if ids := values["ids"]; ids != "" {
		m.ids = strings.Split(ids, ",")
	}
	return m, m.valid() && m.String() == line
}

func (m marker) valid() bool {
	known := (m.what == finding || m.what == answer || m.what == summary) && (m.state == isOpen || m.state == isGone)
	sorted := slices.IsSorted(m.ids) && !slices.ContainsFunc(m.ids, func(id string) bool { return !isWord(id) })
	return known && m.turn >= 0 && sorted && isWord(m.hash)
}

// isWord reports whether something can stand in a marker as it is.
func isWord(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// mark gives a text its marker, and the hash of that text to the marker.
func mark(text string, m marker) string {
	text = strings.TrimRight(text, " \t\r\n")
	m.hash = hashOf(text)
	return text + "\n\n" + m.String()
}

// hashOf is the same for texts that differ in nothing but white space, of which GitLab changes some.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(text), " ")))
	return hex.EncodeToString(sum[:8])
}

// unmark takes the marker off a text; false if it has none. What a person has written behind the marker belongs to the text.
// What is quoted or code is no marker.
func unmark(body string) (text string, m marker, marked bool) {
	lines := strings.Split(strings.TrimRight(body, " \t\r\n"), "\n")
	at, fence := -1, ""
	for i, line := range lines {
		line = strings.TrimRight(line, " \t\r")
		fence = inFence(fence, line)
		if !strings.HasPrefix(line, markerStart) || fence != "" && i < len(lines)-1 {
			continue
		}
		if found, ok := parseMarker(line); ok {
			at, m = i, found
		}
	}
	if at < 0 {
		return body, marker{}, false
	}
	text = strings.TrimRight(strings.Join(slices.Delete(lines, at, at+1), "\n"), " \t\r\n")
	return text, m, true
}

// inFence is the fence of the code that a line ends in, "" for none, if the line before it ended in fence.
func inFence(fence, line string) string {
	rest := strings.TrimLeft(line, " ")
	if len(line)-len(rest) > 3 || rest == "" || rest[0] != '`' && rest[0] != '~' {
		return fence
	}
	info := strings.TrimLeft(rest, rest[:1])
	marks := rest[:len(rest)-len(info)]
	switch {
	case fence == "" && len(marks) >= 3 && (marks[0] == '~' || !strings.Contains(info, "`")):
		return marks
	case fence != "" && strings.HasPrefix(marks, fence) && info == "":
		return ""
	}
	return fence
}

// MarkerOf is the marker of a note of ours, "" for a text that has none. No two notes of ours have the same one, so that one
// of which nobody knows whether GitLab has taken it is known by it.
func MarkerOf(body string) string {
	_, m, marked := unmark(body)
	if !marked {
		return ""
	}
	return m.String()
}
