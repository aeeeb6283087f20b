package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobcat/schema"
)

// RulesMarkdown writes a table of rules for each chapter. The page of a rule is expected beside it, as ID.md.
func RulesMarkdown(w io.Writer, rules []*schema.Rule) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# Rules\n\nWhat each of them wants, why, and how it is changed or allowed. `jobcat explain RULE` shows the same.\n")
	chapter := ""
	for _, r := range rules {
		if r.Group != chapter {
			chapter = r.Group
			fmt.Fprintf(b, "\n## %s%s\n\n| rule | severity | fix | what is wrong |\n| --- | --- | --- | --- |\n", strings.ToUpper(chapter[:1]), chapter[1:])
		}
		fix := r.Fix
		if fix == "none" {
			fix = ""
		}
		fmt.Fprintf(b, "| [%s](%s.md) | %s | %s | %s |\n", r.ID, r.ID, r.Severity, fix, inMarkdown(r.Summary))
	}
	return b.Flush()
}

// RuleMarkdown writes the page of a rule as Markdown.
func RuleMarkdown(w io.Writer, page RulePage) error {
	b := bufio.NewWriter(w)
	r := page.Rule
	fmt.Fprintf(b, "# %s\n\n%s\n\n%s\n", r.ID, inMarkdown(sentence(r.Summary)), traits(r))
	for _, p := range page.parts() {
		fmt.Fprintln(b)
		switch {
		case p.heading != "":
			fmt.Fprintf(b, "## %s\n", p.heading)
		case p.said:
			fenced(b, "text", page.finding(newStyle(false), 100))
		case p.code != "":
			fenced(b, p.lang, p.code)
		case p.words != "":
			fmt.Fprintln(b, p.words)
		default:
			fmt.Fprintln(b, inMarkdown(sentence(p.plain)))
		}
	}
	return b.Flush()
}

// fenced writes lines between fences that are longer than any in them.
func fenced(w io.Writer, lang, lines string) {
	fence := "```"
	for strings.Contains(lines, fence) {
		fence += "`"
	}
	fmt.Fprintf(w, "%s%s\n%s\n%s\n", fence, lang, strings.TrimRight(lines, "\n"), fence)
}

// marks are what Markdown would take for markup.
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "|", `\|`)

// inMarkdown is a text of the policy, which has no markup, as Markdown.
func inMarkdown(text string) string { return marks.Replace(text) }

// sentence is a text with a capital letter at its beginning and a stop at its end.
func sentence(text string) string {
	if text == "" {
		return text
	}
	if !strings.ContainsAny(text[len(text)-1:], ".!?") {
		text += "."
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
