package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"jobcat/internal/repair"
)

// Diff writes changes as a unified diff that "git apply" and "patch -p1" accept where the names of the files hold. It has
// no lines of git's own: with these, "git apply" would take the names as relative to the top of the repository.
func Diff(w io.Writer, changes []repair.Change, name func(path string) string) error {
	for _, c := range changes {
		n := name(c.Path)
		d, err := udiff.ToUnified(diffName("a/"+n), diffName("b/"+n), c.Before, lineEdits(c.Before, c.After, maxRounds), udiff.DefaultContextLines)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, d); err != nil {
			return err
		}
	}
	return nil
}

// maxRounds bounds how often a text is compared with itself. Each round finds about a hundred changes.
const maxRounds = 16

// lineEdits are the lines that differ between two texts. The comparison gives up after some changes and takes the rest as one,
// with all unchanged lines in it; so what it found is compared again.
func lineEdits(before, after string, rounds int) []udiff.Edit {
	edits := udiff.Lines(before, after)
	if rounds == 0 || len(edits) == 1 && edits[0] == (udiff.Edit{Start: 0, End: len(before), New: after}) {
		return edits
	}
	var all []udiff.Edit
	for _, e := range edits {
		for _, inner := range lineEdits(before[e.Start:e.End], e.New, rounds-1) {
			all = append(all, udiff.Edit{Start: e.Start + inner.Start, End: e.Start + inner.End, New: inner.New})
		}
	}
	return all
}

// diffName writes a name as git does. What would end it too early is quoted as in C; a blank in it needs a tab behind
// it, lest what follows the blank be taken for the time of the file.
func diffName(name string) string {
	special := func(r rune) bool { return r < 0x20 || r == 0x7f || r == '"' || r == '\\' }
	if strings.ContainsFunc(name, special) {
		var b strings.Builder
		b.WriteByte('"')
		for i := range len(name) {
			switch c := name[i]; {
			case c == '"' || c == '\\':
				b.WriteByte('\\')
				b.WriteByte(c)
			case c < 0x20 || c == 0x7f:
				fmt.Fprintf(&b, `\%03o`, c)
			default:
				b.WriteByte(c)
			}
		}
		b.WriteByte('"')
		return b.String()
	}
	if strings.Contains(name, " ") {
		return name + "\t"
	}
	return name
}
