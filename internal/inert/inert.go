// Package inert writes text of files so that it says the same and does nothing: on a terminal, and in the Markdown of a
// comment on GitLab. There, a heading may hold a mention that notifies everyone, a bullet an action that closes the merge
// request, and HTML that hides the rest.
package inert

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joiner takes no room and is no blank: what it parts is shown as one word, and is none to whoever looks for words.
const joiner = "\u2060"

// Words that are a link or a reference without a sign in front that could be escaped.
var (
	address  = regexp.MustCompile(`(?i)(www)(\.)`)
	issueKey = regexp.MustCompile(`\b([A-Z][A-Z0-9_]*-)([0-9])`) // of another tracker
	commit   = regexp.MustCompile(`\b[0-9a-fA-F]{7,}\b`)         // GitLab looks for as many digits and more
)

// part parts them. Ids come first: parting one can make the end of it the key of an issue.
func part(text string) string {
	const parted = "${1}" + joiner + "${2}"
	text = commit.ReplaceAllStringFunc(text, func(id string) string {
		var b strings.Builder
		for ; len(id) > 6; id = id[6:] {
			b.WriteString(id[:6] + joiner)
		}
		return b.String() + id
	})
	return issueKey.ReplaceAllString(address.ReplaceAllString(text, parted), parted)
}

// Text is a text in one line of Markdown, among other words or alone, without the blanks around it.
//
// Signs that Markdown or HTML would take for markup are written as character references, those that are markup only at the
// beginning of a line only there. GitLab looks for mentions, references, emoji and addresses after these are resolved, so the
// sign that such a thing begins with is also parted from the word behind it.
func Text(text string) string {
	text = part(strings.TrimSpace(Visible(text)))
	var b strings.Builder
	start := true // a list or an action could begin here: nothing but digits so far
	for i, r := range text {
		switch {
		case strings.ContainsRune("\\`*_{}[]<>|~&@$", r), start && strings.ContainsRune("-+=/.)#:%!", r):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
		start = start && '0' <= r && r <= '9'
		if next, size := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):]); size > 0 && !unicode.IsSpace(next) && strings.ContainsRune("@#!~%&$^:[{", r) {
			b.WriteString(joiner)
		}
	}
	return b.String()
}

// Code is a text as a code span, in which nothing means anything.
func Code(text string) string {
	text = Visible(text)
	marks := strings.Repeat("`", longestRun(text, '`')+1)
	if len(marks) > 1 || strings.TrimSpace(text) == "" {
		text = " " + text + " "
	}
	return marks + text + marks
}

// Fence is a block of code with these lines, as they are, for what has to keep every character: a suggestion. Info says what
// the block is.
//
// It is false for lines that would not do nothing, or would not be what they look like: those that begin with "/", since
// older versions of GitLab know no fence but the plain one and take them for actions, and those with characters that nobody
// sees or that cannot be sent.
func Fence(info, lines string) (block string, ok bool) {
	if lines != "" && !strings.HasSuffix(lines, "\n") {
		lines += "\n"
	}
	for line := range strings.Lines(lines) {
		line = strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "\t", tab)
		if strings.HasPrefix(line, "/") || Visible(line) != line {
			return "", false
		}
	}
	marks := strings.Repeat("`", max(3, longestRun(lines, '`')+1))
	return marks + info + "\n" + lines + marks, true
}

// Short is a text of at most so many characters, with an ellipsis where it was cut.
func Short(text string, most int) string {
	for i := range text {
		if most--; most < 0 {
			_, last := utf8.DecodeLastRuneInString(text[:i])
			return text[:i-last] + "…"
		}
	}
	return text
}

// longestRun is how often a sign stands in a row.
func longestRun(text string, sign byte) int {
	longest, run := 0, 0
	for i := range len(text) {
		if text[i] != sign {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
