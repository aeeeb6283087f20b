package diagram

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// What Mermaid draws unless it is configured otherwise.
const (
	MermaidArrows = 500    // arrows
	MermaidText   = 50_000 // characters
)

// Mermaid writes the diagram as a flowchart.
func (d Diagram) Mermaid(w io.Writer) error {
	b := bufio.NewWriter(w) // keeps the first error for Flush
	direction := "RL"       // what is extended stands left of what extends it
	if d.Kind == ReportsTo {
		direction = "BT"
	}
	fmt.Fprintf(b, "flowchart %s\n", direction)
	names := d.names()
	for i, f := range d.Families {
		fmt.Fprintf(b, "  subgraph f%d[%s]\n", i+1, mermaidText(f.Title))
		for _, l := range f.Levels {
			fmt.Fprintf(b, "    n%d[%s]\n", names[l], mermaidText(l.Full))
		}
		fmt.Fprintln(b, "  end")
	}
	for _, a := range d.Arrows {
		arrow := "-->"
		if len(a.Of) > 0 {
			arrow += "|" + mermaidText(strings.Join(a.Of, ", ")) + "|"
		}
		fmt.Fprintf(b, "  n%d %s n%d\n", names[a.From], arrow, names[a.To])
	}
	return b.Flush()
}

// mermaidText is a text as Mermaid takes it for a label. Punctuation that could be markup to Mermaid, Markdown or HTML
// is written by number, as Mermaid wants it: "#34;" for a quotation mark.
func mermaidText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	before := ' '
	for _, r := range readable(s) {
		switch {
		case r >= 0x80, isLetter(r), r >= '0' && r <= '9', strings.ContainsRune(" ,()'/", r),
			(r == '-' || r == '.') && isLetter(before): // elsewhere they may begin a list
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", r)
		}
		before = r
	}
	b.WriteByte('"')
	return b.String()
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
