package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// EffectsMarkdown writes the same for a comment. Nothing that stands in a file can do anything there: no mention, no link, no
// HTML, no quick action.
func EffectsMarkdown(w io.Writer, c Changed) error {
	b := bufio.NewWriter(w)
	if verdict := c.verdict(""); verdict == nothing {
		fmt.Fprintf(b, "%s\n", sentence(nothing))
	} else {
		fmt.Fprintf(b, "**What it changes for people:** %s.\n", inert(verdict))
	}
	for _, family := range byFamily(c.tell()) {
		first := family[0].subject
		fmt.Fprintf(b, "\n**%s** (%s)\n\n", inert(first.Family), code(c.place(first.Path)))
		for _, t := range family {
			words := inert(t.words)
			if reach, who := t.inherited(); reach != "" {
				words += ", **" + reach + "** " + inert(who)
			}
			fmt.Fprintf(b, "- %s %s\n", inert(t.subject.Title()), words)
			for _, d := range t.details {
				switch {
				case d.old == "":
					fmt.Fprintf(b, "  - new: %s\n", inert(d.new))
				case d.new == "":
					fmt.Fprintf(b, "  - gone: %s\n", inert(d.old))
				default:
					fmt.Fprintf(b, "  - was: %s\n  - now: %s\n", inert(d.old), inert(d.new))
				}
			}
		}
	}
	return b.Flush()
}

// inert is text of a file as Markdown that says the same and does nothing. Signs that Markdown or HTML would take for markup are
// written as character references. GitLab looks for mentions, references, emoji and addresses only after these are resolved, so
// the sign that such a thing begins with is parted from the word behind it by a joiner that takes no room.
func inert(text string) string {
	const joiner = '\u2060'
	var b strings.Builder
	runes := []rune(visible(text))
	for i, r := range runes {
		start := i == 0 || onlyDigits(runes[:i])
		switch {
		case strings.ContainsRune("\\`*_{}[]<>#!|~&@$%^:", r), start && strings.ContainsRune("-+=/.)", r):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
		begins := strings.ContainsRune("@#!~%&$^:", r) || r == '.' && strings.HasSuffix(strings.ToLower(string(runes[max(0, i-3):i])), "www")
		if begins && i+1 < len(runes) && !unicode.IsSpace(runes[i+1]) {
			b.WriteRune(joiner)
		}
	}
	return b.String()
}

func onlyDigits(runes []rune) bool {
	return !slices.ContainsFunc(runes, func(r rune) bool { return r < '0' || r > '9' })
}

// code is a text as a code span, in which nothing means anything.
func code(text string) string {
	text = visible(text)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		return fence + " " + text + " " + fence
	}
	return fence + text + fence
}
