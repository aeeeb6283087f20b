package issue

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"strings"

	"jobcat/internal/inert"
)

// Describe writes what would be done and why, with the words as their readers will see them.
func (p Plan) Describe(w io.Writer) error {
	b := bufio.NewWriter(w)
	switch {
	case len(p.Actions) > 0:
	case p.unseen != "":
		fmt.Fprintf(b, "nothing to do if there is no issue, for the catalog is in order; %s\n", p.unseen)
	case p.IID == 0:
		fmt.Fprintln(b, "nothing to do: the catalog is in order, and there is no issue")
	default:
		fmt.Fprintf(b, "nothing to do: issue %d says all of it already\n", p.IID)
	}
	for _, n := range p.Notes {
		fmt.Fprintln(b, n)
	}
	for i, a := range p.Actions {
		if i > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintf(b, "%s: %s\n", a.doing(), a.Why)
		d, _ := describe(Issue{Description: a.Description})
		for line := range strings.Lines(strings.TrimSpace(d.text) + "\n") {
			fmt.Fprintln(b, strings.TrimRight("  | "+inert.Visible(html.UnescapeString(strings.TrimSuffix(line, "\n"))), " "))
		}
	}
	return b.Flush()
}

func (a Action) doing() string {
	if a.IID == 0 {
		return fmt.Sprintf("make the issue %q", a.Title)
	}
	switch a.Event {
	case Close:
		return fmt.Sprintf("edit and close issue %d", a.IID)
	case Reopen:
		return fmt.Sprintf("edit issue %d and open it again", a.IID)
	}
	return fmt.Sprintf("edit issue %d", a.IID)
}

// Done says of an action what was done.
func (a Action) Done() string {
	if a.IID == 0 {
		return "made the issue " + fmt.Sprintf("%q", a.Title)
	}
	switch a.Event {
	case Close:
		return fmt.Sprintf("edited and closed issue %d", a.IID)
	case Reopen:
		return fmt.Sprintf("edited issue %d and opened it again", a.IID)
	}
	return fmt.Sprintf("edited issue %d", a.IID)
}
