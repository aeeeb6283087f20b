package diagram

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Dot writes the diagram for Graphviz.
func (d Diagram) Dot(w io.Writer) error {
	b := bufio.NewWriter(w) // keeps the first error for Flush
	direction := "RL"       // what is extended stands left of what extends it
	if d.Kind == ReportsTo {
		direction = "BT"
	}
	fmt.Fprintf(b, "digraph %s {\n  rankdir=%s\n  node [shape=box]\n", dotText(string(d.Kind)), direction)
	names := d.names()
	for i, f := range d.Families {
		fmt.Fprintf(b, "  subgraph cluster_%d {\n    label=%s\n", i+1, dotText(f.Title))
		for _, l := range f.Levels {
			fmt.Fprintf(b, "    n%d [label=%s]\n", names[l], dotText(l.Full))
		}
		fmt.Fprintln(b, "  }")
	}
	for _, a := range d.Arrows {
		fmt.Fprintf(b, "  n%d -> n%d", names[a.From], names[a.To])
		if len(a.Of) > 0 {
			fmt.Fprintf(b, " [label=%s]", dotText(strings.Join(a.Of, ", ")))
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintln(b, "}")
	return b.Flush()
}

// dotEscapes keep quotes, Graphviz' own escapes (\N) and character references (&lt;) from being more than text.
var dotEscapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`, `&`, `&amp;`)

// dotText is a text as Graphviz takes it for a label or a name.
func dotText(s string) string { return `"` + dotEscapes.Replace(readable(s)) + `"` }
