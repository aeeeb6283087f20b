package issue

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// marker ends our part of a description, hidden as a comment of HTML. As anybody can copy it, only issues of our own user count.
type marker struct {
	name   string // Report.Name
	state  state
	now    counts // what our words say
	before counts // what they said before; nil for nothing
	hash   string // of our words, to see whether a person has edited them
}

type state string

const (
	isOpen   state = "open"
	isClean  state = "clean"
	isDouble state = "double" // of another issue; never looked at again
)

// begin is the first line of our part. The version is that of what the marker says: one of another version is none of ours.
const begin = "<!-- jobcat:audit v1 begin -->"

var markerLine = regexp.MustCompile(`^<!-- jobcat:audit v1 name=(\S*) state=(open|clean|double) now=(\S*) before=(\S*) hash=([0-9a-f]{16}) -->$`)

// String is the marker as a line.
func (m marker) String() string {
	return fmt.Sprintf("<!-- jobcat:audit v1 name=%s state=%s now=%s before=%s hash=%s -->",
		hidden(url.QueryEscape(m.name)), m.state, m.now, m.before, m.hash)
}

// hidden keeps what is escaped already from ending the comment.
func hidden(s string) string { return strings.ReplaceAll(s, "-", "%2D") }

func parseMarker(line string) (marker, bool) {
	found := markerLine.FindStringSubmatch(line)
	if found == nil {
		return marker{}, false
	}
	name, err := url.QueryUnescape(found[1])
	if err != nil {
		return marker{}, false
	}
	m := marker{name: name, state: state(found[2]), now: parseCounts(found[3]), before: parseCounts(found[4]), hash: found[5]}
	return m, m.String() == line
}

// counts are numbers by what is counted.
type counts map[string]int

// String is the counts in one word.
func (c counts) String() string {
	values := url.Values{}
	for what, n := range c {
		values.Set(what, strconv.Itoa(n))
	}
	return hidden(values.Encode())
}

func parseCounts(word string) counts {
	values, err := url.ParseQuery(word)
	if err != nil || len(values) == 0 {
		return nil
	}
	c := counts{}
	for what := range values {
		n, err := strconv.Atoi(values.Get(what))
		if err != nil {
			return nil
		}
		c[what] = n
	}
	return c
}

// described is an issue with a part of ours in its description.
type described struct {
	Issue
	above, below string // what people have written around it
	text         string // our words
	marker       marker
}

// describe finds our part of a description; false if there is none. Of a part that was copied the last one counts.
func describe(i Issue) (described, bool) {
	d := described{Issue: i}
	lines := strings.Split(strings.ReplaceAll(i.Description, "\r", ""), "\n")
	last := -1
	for n, line := range lines {
		if m, ok := parseMarker(strings.TrimRight(line, " \t")); ok {
			last, d.marker = n, m
		}
	}
	if last < 0 {
		return d, false
	}
	first := -1
	for n, line := range lines[:last] {
		if strings.TrimRight(line, " \t") == begin {
			first = n
		}
	}
	d.below = strings.Join(lines[last+1:], "\n")
	d.text = strings.Join(lines[first+1:last], "\n") // all before the marker if the beginning is gone, which is an edit
	if first >= 0 {
		d.above = strings.Join(lines[:first], "\n")
	}
	return d, true
}

// edited reports whether a person has changed our words.
func (d described) edited() bool { return hashOf(d.text) != d.marker.hash }

// with is the description with other words of ours, and what people have written around them.
func (d described) with(text string, m marker) string {
	description := part(text, m)
	if strings.TrimSpace(d.above) != "" {
		description = strings.TrimRight(d.above, "\n") + "\n\n" + description
	}
	if strings.TrimSpace(d.below) != "" {
		description += "\n\n" + strings.TrimLeft(d.below, "\n")
	}
	return description
}

// part is our part of a description: words between the line that begins it and the marker.
func part(text string, m marker) string {
	m.hash = hashOf(text)
	return begin + "\n\n" + text + "\n\n" + m.String()
}

// hashOf is the same for texts that differ in nothing but white space, of which GitLab changes some.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(text), " ")))
	return hex.EncodeToString(sum[:8])
}
