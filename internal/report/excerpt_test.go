package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

func TestExcerptIsCutAroundTheRange(t *testing.T) {
	for _, c := range []struct {
		name, line, words string
		width             int
		shown, underline  string
	}{
		{"all of it", "a grade 7 job", "grade 7", 20,
			"a grade 7 job",
			"  ^^^^^^^"},
		{"in the middle", "one two three four five six seven", "four", 14,
			"…ree four fiv…",
			"     ^^^^"},
		{"at the start", "one two three four five six seven", "one", 12,
			"one two th…",
			"^^^"},
		{"at the end", "one two three four five six seven", "seven", 12,
			"… six seven",
			"      ^^^^^"},
		{"a range wider than the screen", "one two three four five six seven", "two three four five six", 12,
			"…two three …",
			" ^^^^^^^^^^^"},
		{"wide characters", "職務 等級 六", "等級", 20,
			"職務 等級 六",
			"     ^^^^"},
		{"a letter with an accent of its own", "cafe\u0301 grade", "grade", 20,
			"cafe\u0301 grade",
			"     ^^^^^"},
		{"nothing", "", "", 20, "", "^"},
	} {
		start := strings.Index(c.line, c.words)
		shown, underline := new(excerpts).of(c.line, start, start+len(c.words), c.width)
		if shown != c.shown || underline != c.underline {
			t.Errorf("%s: got\n%s\n%s\nwant\n%s\n%s", c.name, shown, underline, c.shown, c.underline)
		}
	}
}

func TestAnEmptyRangeIsMarked(t *testing.T) {
	if _, underline := new(excerpts).of("abc", 3, 3, 20); underline != "   ^" {
		t.Errorf("behind the end: %q", underline)
	}
	if _, underline := new(excerpts).of("abc", 1, 1, 20); underline != " ^" {
		t.Errorf("in the middle: %q", underline)
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("one two three", 4, 7, 40)
	f.Add("職務\t\x1b[31m\u202e👩🏽‍💻", 3, 9, 8)
	f.Add(strings.Repeat("x", 100), 40, 80, 8)
	f.Add("\xff\xfe\x80", 1, 2, 10)
	f.Fuzz(func(t *testing.T, line string, start, end, width int) {
		width = 8 + (width & 0xff)
		shown, underline := new(excerpts).of(line, start, end, width)
		if !utf8.ValidString(shown) {
			t.Errorf("no UTF-8: %q", shown)
		}
		if strings.ContainsAny(shown, "\x1b\x07\r\n\t\u202e\u009b") {
			t.Errorf("a terminal would obey %q", shown)
		}
		if w := uniseg.StringWidth(underline); w > width+1 {
			t.Errorf("%d columns of %d: %q", w, width, underline)
		}
		if !strings.Contains(underline, "^") && len(line) > 0 && len(line) == len(strings.ToValidUTF8(line, "")) && isASCII(line) {
			t.Errorf("%q from %d to %d is not marked", line, start, end)
		}
	})
}

func TestExcerptOfBytesThatAreNoText(t *testing.T) {
	line := strings.Repeat("\xb6", 400)
	if shown, underline := new(excerpts).of(line, 0, 3, 20); !utf8.ValidString(shown) || !strings.HasPrefix(underline, "^^^") {
		t.Errorf("got %q, %q", shown, underline)
	}
}

// isASCII reports whether every byte of a line is one column.
func isASCII(line string) bool {
	return !strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' })
}
