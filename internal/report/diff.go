package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"jobcat/internal/repair"
)

// Diff writes changes as a unified diff that "git apply" and "patch -p1" accept where the names of the files hold. It has
// no lines of git's own: with these, "git apply" would take the names as relative to the top of the repository.
func Diff(w io.Writer, changes []repair.Change, name func(path string) string) error {
	for _, c := range changes {
		n := name(c.Path)
		d := diff.Diff(diffName("a/"+n), []byte(c.Before), diffName("b/"+n), []byte(c.After))
		_, d, _ = bytes.Cut(d, []byte("\n")) // "diff a/x b/x" is for nobody
		if _, err := w.Write(d); err != nil {
			return err
		}
	}
	return nil
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
