package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"jobcat/internal/inert"
)

// cell is one character as a reader sees it: a letter with its accents, an emoji of several parts.
type cell struct {
	at     int  // of its first byte in the line
	width  int  // columns of a terminal
	marked bool // belongs to the range
}

// excerpts cuts lines out of files, many of them with one memory.
type excerpts struct{ cells []cell }

// Excerpt is one line of a file, cut around the bytes from start to end if it is wider than width columns.
func Excerpt(line string, start, end, width int) string {
	shown, _ := new(excerpts).of(line, start, end, width)
	return shown
}

// of shows one line of a file with the bytes from start to end underlined. A line wider than width columns is cut around
// the range. An empty range is underlined by one mark.
func (x *excerpts) of(line string, start, end, width int) (shown, underline string) {
	start = min(max(start, 0), len(line))
	end = min(max(end, start), len(line))

	// A line may have millions of characters; those far away are not even looked at.
	far := 4 * width
	from := backToRune(line, max(0, start-far))
	to := backToRune(line, min(len(line), min(end, start+far)+far))
	x.cells = appendCells(x.cells[:0], line, from, to, start, end)
	lo, hi := cut(x.cells, width, from > 0, to < len(line))

	before, after := "", ""
	blanks, marks := 0, 0 // columns of the underline
	if lo > 0 || from > 0 {
		before, blanks = "…", 1
	}
	for _, c := range x.cells[lo:hi] {
		switch {
		case c.marked:
			marks += c.width
		case marks == 0:
			blanks += c.width
		}
	}
	if hi < len(x.cells) || to < len(line) {
		after = "…"
	}
	if lo < len(x.cells) {
		from = x.cells[lo].at
	}
	if hi < len(x.cells) {
		to = x.cells[hi].at
		if x.cells[hi].marked {
			marks++
		}
	}
	shown = strings.TrimRight(before+inert.Visible(line[from:to])+after, " ")
	if marks > 0 {
		underline = strings.Repeat(" ", blanks) + strings.Repeat("^", marks)
	}
	return shown, underline
}

// appendCells takes the bytes of a line from from to to apart. The range is marked by at least one cell.
func appendCells(cells []cell, line string, from, to, start, end int) []cell {
	cells = slices.Grow(cells, to-from)
	rest, state := line[from:to], -1
	for at := from; rest != ""; {
		next, width := at+1, 1
		if beginsPlain(rest) {
			rest, state = rest[1:], -1
		} else {
			var cluster string
			cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			next = at + len(cluster)
			if shown := inert.Visible(cluster); len(shown) > 1 {
				width = uniseg.StringWidth(shown)
			}
		}
		marked := at < end && next > start || start == end && at <= start && start < next
		cells = append(cells, cell{at, width, marked})
		at = next
	}
	if start == to && start == end {
		cells = append(cells, cell{to, 1, true})
	}
	return cells
}

// beginsPlain reports whether a text begins with a letter or sign of ASCII that nothing behind it can join: most do, and
// need no look into the tables of Unicode.
func beginsPlain(s string) bool {
	return s[0] >= ' ' && s[0] < 0x7f && (len(s) == 1 || s[1] >= ' ' && s[1] < 0x7f)
}

// cut takes away cells at both ends until the rest, from lo to hi, fits with an ellipsis where something is missing, the
// marked ones in the middle of it. before and after say that something is missing already.
func cut(cells []cell, width int, before, after bool) (lo, hi int) {
	total := 0
	first, last := -1, -1
	for i, c := range cells {
		total += c.width
		if c.marked {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if total <= width && !before && !after {
		return 0, len(cells)
	}

	room := width - 2 // for an ellipsis at either end
	lo, hi = first, first
	used := 0
	take := func(i int) bool {
		if i < 0 || i >= len(cells) || used+cells[i].width > room {
			return false
		}
		used += cells[i].width
		return true
	}
	for hi <= last && take(hi) {
		hi++
	}
	for left, right := true, true; left || right; {
		if left = left && take(lo-1); left {
			lo--
		}
		if right = right && take(hi); right {
			hi++
		}
	}
	return lo, hi
}

// backToRune moves an offset back to the start of the character that it is in. Bytes that are no UTF-8 have none.
func backToRune(s string, i int) int {
	for back := range utf8.UTFMax {
		if i-back <= 0 || i-back >= len(s) || utf8.RuneStart(s[i-back]) {
			return max(0, i-back)
		}
	}
	return i
}
