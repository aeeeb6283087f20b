package report

import (
	"bufio"
	"fmt"
	"io"

	"jobcat/internal/inert"
)

// EffectsMarkdown writes the same for a comment. Nothing that stands in a file can do anything there: no mention, no link, no
// HTML, no quick action.
func EffectsMarkdown(w io.Writer, c Changed) error {
	b := bufio.NewWriter(w)
	if verdict := c.verdict(""); verdict == nothing {
		fmt.Fprintf(b, "%s\n", sentence(nothing))
	} else {
		fmt.Fprintf(b, "**What it changes for people:** %s.\n", inert.Text(verdict))
	}
	for _, family := range byFamily(c.tell()) {
		first := family[0].subject
		fmt.Fprintf(b, "\n**%s** (%s)\n\n", inert.Text(first.Family), inert.Code(c.place(first.Path)))
		for _, t := range family {
			words := inert.Text(t.words)
			if reach, who := t.inherited(); reach != "" {
				words += ", **" + reach + "** " + inert.Text(who)
			}
			fmt.Fprintf(b, "- %s %s\n", inert.Text(t.subject.Title()), words)
			for _, d := range t.details {
				switch {
				case d.old == "":
					fmt.Fprintf(b, "  - new: %s\n", inert.Text(d.new))
				case d.new == "":
					fmt.Fprintf(b, "  - gone: %s\n", inert.Text(d.old))
				default:
					fmt.Fprintf(b, "  - was: %s\n  - now: %s\n", inert.Text(d.old), inert.Text(d.new))
				}
			}
		}
	}
	return b.Flush()
}
