package catalog

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		name       string
		source     string
		start, end int
		want       Place // without its path
	}{
		{"empty file", "", 0, 0, Place{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}},
		{"first character", "ab\nc", 0, 1, Place{End: 1, Line: 1, Column: 1, EndLine: 1, EndColumn: 2}},
		{"across a line end", "ab\nc", 1, 4, Place{Start: 1, End: 4, Line: 1, Column: 2, EndLine: 2, EndColumn: 2}},
		{"end of the file", "ab\n", 3, 3, Place{Start: 3, End: 3, Line: 2, Column: 1, EndLine: 2, EndColumn: 1}},
		{"carriage return", "ab\r\ncd", 4, 6, Place{Start: 4, End: 6, Line: 2, Column: 1, EndLine: 2, EndColumn: 3}},
		{"byte order mark", "\ufeffab", 3, 4, Place{Start: 3, End: 4, Line: 1, Column: 2, EndLine: 1, EndColumn: 3}},
		{"two bytes", "é x", 3, 4, Place{Start: 3, End: 4, Line: 1, Column: 3, EndLine: 1, EndColumn: 4}},
		{"four bytes", "😀😀x", 8, 9, Place{Start: 8, End: 9, Line: 1, Column: 3, EndLine: 1, EndColumn: 4}},
		{"wide line before", "ééé\nx", 7, 8, Place{Start: 7, End: 8, Line: 2, Column: 1, EndLine: 2, EndColumn: 2}},
		{"non-breaking space", "a\u00a0b", 3, 4, Place{Start: 3, End: 4, Line: 1, Column: 3, EndLine: 1, EndColumn: 4}},
		{"no UTF-8", "a\xff\xfeb", 3, 4, Place{Start: 3, End: 4, Line: 1, Column: 4, EndLine: 1, EndColumn: 5}},
		{"before the file", "ab", -5, 1, Place{End: 1, Line: 1, Column: 1, EndLine: 1, EndColumn: 2}},
		{"behind the file", "ab", 1, 9, Place{Start: 1, End: 2, Line: 1, Column: 2, EndLine: 1, EndColumn: 3}},
		{"backwards", "ab", 2, 1, Place{Start: 2, End: 2, Line: 1, Column: 3, EndLine: 1, EndColumn: 3}},
	} {
		c.want.Path = "a.md"
		if got := NewFile("a.md", c.source).Place(c.start, c.end); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	f := NewFile("a.md", "one\r\ntwo\n\nfour")
	want := []string{"", "one", "two", "", "four", ""}
	for n, line := range want {
		if got := f.Line(n); got != line {
			t.Errorf("line %d is %q, want %q", n, got, line)
		}
	}
	if f.Lines() != 4 {
		t.Errorf("%d lines", f.Lines())
	}
	if starts := []int{f.LineStart(0), f.LineStart(1), f.LineStart(2), f.LineStart(4), f.LineStart(5)}; !slices.Equal(starts, []int{0, 0, 5, 10, 14}) {
		t.Errorf("lines start at %v", starts)
	}
	for offset, line := range map[int]int{-1: 1, 0: 1, 4: 1, 5: 2, 8: 2, 9: 3, 10: 4, 99: 4} {
		if got := f.LineOf(offset); got != line {
			t.Errorf("byte %d is in line %d, want %d", offset, got, line)
		}
	}
}

func TestPlacesAreInOrder(t *testing.T) {
	ascending := []Place{{Path: "a"}, {Path: "a", End: 1}, {Path: "a", Start: 1, End: 1}, {Path: "b"}}
	for i, p := range ascending {
		for k, q := range ascending {
			if p.Before(q) != (i < k) {
				t.Errorf("%+v before %+v: %v", p, q, p.Before(q))
			}
		}
	}
	if p := (Place{Path: "a/b.md", Line: 3, Column: 4}); p.String() != "a/b.md:3:4" || p.IsZero() || !(Place{}).IsZero() {
		t.Errorf("%v", p)
	}
}

// build puts together the text of source in which markup stands in angle brackets: "<**>a<**>" reads "a".
func build(source string) Text {
	f := NewFile("a.md", source)
	b := NewTextBuilder(f)
	from := 0
	for from < len(source) {
		start := strings.IndexByte(source[from:], '<')
		if start < 0 {
			break
		}
		b.Add(from, from+start)
		end := strings.IndexByte(source[from+start:], '>')
		if end < 0 {
			from += start
			break
		}
		from += start + end + 1
	}
	b.Add(from, len(source))
	return b.Text(0, len(source))
}

func TestTextOfMarkup(t *testing.T) {
	for source, want := range map[string]string{
		"":                             "",
		"plain":                        "plain",
		"two  blanks":                  "two blanks",
		" edges\t":                     "edges",
		"a\r\n  b":                     "a b",
		"a\u00a0\u00a0b":               "a b",
		"<**>bold<**> and":             "bold and",
		"a <**>b<**> c":                "a b c",
		"half<**>way<**>":              "halfway",
		"blank <**> in markup":         "blank in markup",
		"<**> <**>":                    "",
		"é <x>ü<y> 😀":                  "é ü 😀",
		"The <[>grade 7<](/g)> is it.": "The grade 7 is it.",
	} {
		text := build(source)
		if text.String != want || text.IsEmpty() != (want == "") {
			t.Errorf("%q reads %q, want %q", source, text.String, want)
		}
		checkText(t, text)
	}
}

func TestRange(t *testing.T) {
	text := build("x <[>grade 7<](/g)> y")
	for _, c := range []struct {
		start, end int
		want       string // of the source
	}{
		{0, 1, "x"},
		{2, 9, "grade 7"},           // markup at its edges is left out
		{2, 11, "grade 7<](/g)> y"}, // markup within belongs to it
		{0, 3, "x <[>g"},
		{-3, 99, "x <[>grade 7<](/g)> y"},
		{4, 2, ""},
	} {
		if p := text.Range(c.start, c.end); text.File().Source[p.Start:p.End] != c.want {
			t.Errorf("bytes %d to %d stand at %q, want %q", c.start, c.end, text.File().Source[p.Start:p.End], c.want)
		}
	}
	if p := text.Place(); p.Start != 0 || p.End != len(text.File().Source) {
		t.Errorf("the text stands at %+v", p)
	}
	if none := (Text{}); !none.Place().IsZero() || !none.Range(0, 1).IsZero() || none.File() != nil || !none.Slice(0, 0).IsEmpty() {
		t.Error("the zero text has a place")
	}
}

func TestReplacedCharacters(t *testing.T) {
	f := NewFile("a.md", "R&amp;D \\*")
	b := NewTextBuilder(f)
	b.Add(0, 1)
	b.AddReplaced("&", 1)
	b.Add(6, 8)
	b.Add(9, 10)
	text := b.Text(0, 10)
	if text.String != "R&D *" {
		t.Fatalf("it reads %q", text.String)
	}
	for i, want := range []int{0, 1, 6, 7, 9} {
		if p := text.Range(i, i+1); p.Start != want {
			t.Errorf("%q stands at %d, want %d", text.String[i], p.Start, want)
		}
	}
}

func TestBuilderIsUsedAgain(t *testing.T) {
	f := NewFile("a.md", "a *b* c")
	b := NewTextBuilder(f)
	b.Add(0, 2)
	b.Add(3, 4)
	first := b.Text(0, 4)
	b.Reset()
	if b.Len() != 0 {
		t.Errorf("%d bytes are left", b.Len())
	}
	b.Add(6, 7)
	b.Space(7)
	second := b.Text(6, 7)
	if first.String != "a b" || first.Range(2, 3).Start != 3 || second.String != "c" || second.Range(0, 1).Start != 6 {
		t.Errorf("%q and %q", first.String, second.String)
	}
}

// checkText checks what holds for every text: every range of it lies in the file, in order, and reads the same there,
// but for white space.
func checkText(t *testing.T, text Text) {
	t.Helper()
	source, last := text.File().Source, text.Place().Start
	for i, r := range text.String {
		size := utf8.RuneLen(r)
		p := text.Range(i, i+size)
		if p.Start < last || p.End > text.Place().End {
			t.Fatalf("%q of %q stands at %d to %d", r, text.String, p.Start, p.End)
		}
		last = p.Start
		if r != ' ' && source[p.Start:p.End] != string(r) {
			t.Fatalf("%q of %q stands at %q", r, text.String, source[p.Start:p.End])
		}
		slice := text.Slice(i, len(text.String))
		if slice.Range(0, size) != p || slice.String != text.String[i:] {
			t.Fatalf("cut at %d, %q begins at %v instead of %v", i, text.String, slice.Range(0, size), p)
		}
		front := text.Slice(0, i+size)
		if front.Range(i, i+size) != p {
			t.Fatalf("cut behind %d, %q ends at %v instead of %v", i, text.String, front.Range(i, i+size), p)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("a <**>b<**> é\u00a0\r\n c")
	f.Add("<><>x")
	f.Fuzz(func(t *testing.T, source string) {
		if utf8.ValidString(source) {
			checkText(t, build(source))
		}
	})
}
