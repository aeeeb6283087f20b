package report

import (
	"fmt"
	"io"
	"strings"

	"jobcat/internal/setup"
)

// Written is a new family that was written.
type Written struct {
	File         string   // as a person would type it
	Levels       []string // their titles
	Placeholders int      // places where the author has to write something
	Others       int      // findings besides them
}

// NewFamily says what was written and what to do next.
func NewFamily(out io.Writer, n Written) error {
	var b strings.Builder
	fmt.Fprintf(&b, "wrote %s with %s: %s\n\n", n.File, plural(len(n.Levels), "level", "levels"), strings.Join(n.Levels, "; "))
	fmt.Fprintf(&b, "%s to replace, from \"{add\" to \"}\"; this lists what is left:\n", plural(n.Placeholders, "placeholder", "placeholders"))
	fmt.Fprintf(&b, "  jobcat lint %s\n", setup.ShellWord(n.File))
	if n.Others > 0 {
		fmt.Fprintf(&b, "it has %s besides\n", plural(n.Others, "finding", "findings"))
	}
	_, err := io.WriteString(out, b.String())
	return err
}
