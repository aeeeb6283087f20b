package catalog

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Place is a range of text in one file of a catalog.
//
// Start and End are byte offsets into the file, half-open. Line and EndLine are 1-based; Column and EndColumn are
// 1-based and count Unicode code points, not bytes. The end position is the one just behind the last character, so
// an empty range has equal start and end. A byte order mark counts as a character of line 1.
type Place struct {
	Path       string // slash-separated, relative to the root of the catalog
	Start, End int
	Line       int
	Column     int
	EndLine    int
	EndColumn  int
}

// IsZero reports whether the place is unset. A place that was read from a file always has a line.
func (p Place) IsZero() bool { return p.Line == 0 }

// String gives the place as path:line:column, as compilers and editors write it.
func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column) }

// Before reports whether p comes before q in the order of findings: path, start, end.
func (p Place) Before(q Place) bool {
	if p.Path != q.Path {
		return p.Path < q.Path
	}
	if p.Start != q.Start {
		return p.Start < q.Start
	}
	return p.End < q.End
}

// Span is a range of text in one file: a Place whose lines nobody has asked for yet, in a quarter of the memory.
//
// The zero Span has no place.
type Span struct {
	file       *File
	start, end int32
}

// Start is the byte offset of the first character.
func (s Span) Start() int { return int(s.start) }

// End is the byte offset behind the last character.
func (s Span) End() int { return int(s.end) }

// Place is the range with its lines and columns.
func (s Span) Place() Place {
	if s.file == nil {
		return Place{}
	}
	return s.file.Place(int(s.start), int(s.end))
}

// firstLine is the line of the first character, 0 if the span is unset.
func (s Span) firstLine() int {
	if s.file == nil {
		return 0
	}
	return s.file.LineOf(s.Start())
}

// lastLine is the line of what stands behind the last character, 0 if the span is unset.
func (s Span) lastLine() int {
	if s.file == nil {
		return 0
	}
	return s.file.LineOf(s.End())
}

// IsZero reports whether the span is unset.
func (s Span) IsZero() bool { return s.file == nil }

// File is the text of one file with what is needed to turn byte offsets into places.
//
// All texts of the model are cut from Source without copying it, so a file's text is in memory once. It may have up to
// 2 GiB.
type File struct {
	Path   string // slash-separated, relative to the root of the catalog
	Source string

	lines []int32 // byte offset of the start of each line
	wide  []wide  // where characters are longer than one byte
}

// wide is the running difference between bytes and characters after the character that starts at offset.
type wide struct{ offset, surplus int32 }

// NewFile indexes the lines of source. Lines end in "\n", with or without a "\r" before it.
func NewFile(path, source string) *File {
	f := &File{Path: path, Source: source, lines: make([]int32, 1, strings.Count(source, "\n")+1)}
	surplus := int32(0)
	for i := 0; i < len(source); {
		c := source[i]
		if c < utf8.RuneSelf {
			i++
			if c == '\n' {
				f.lines = append(f.lines, int32(i))
			}
			continue
		}
		_, size := utf8.DecodeRuneInString(source[i:])
		if size > 1 {
			surplus += int32(size - 1)
			f.wide = append(f.wide, wide{int32(i), surplus})
		}
		i += size
	}
	return f
}

// Lines is the number of lines. A file that ends in a newline has an empty last line.
func (f *File) Lines() int { return len(f.lines) }

// Line is the text of a 1-based line without its line ending, or "" if there is no such line.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	end := len(f.Source)
	if n < len(f.lines) {
		end = int(f.lines[n]) - 1
	}
	return strings.TrimSuffix(f.Source[f.lines[n-1]:end], "\r")
}

// LineStart is the byte offset of the first character of a 1-based line; beyond the last line it is the length of
// the file.
func (f *File) LineStart(n int) int {
	if n < 1 {
		return 0
	}
	if n > len(f.lines) {
		return len(f.Source)
	}
	return int(f.lines[n-1])
}

// LineOf is the 1-based line of a byte offset. Offsets outside the file count as its first or last byte.
func (f *File) LineOf(offset int) int {
	n, _ := slices.BinarySearch(f.lines, int32(min(max(offset, 0), len(f.Source)))+1)
	return max(1, n)
}

// Span is the range of the bytes from start to end, half-open. Bounds outside the file are moved to its edge.
func (f *File) Span(start, end int) Span {
	start = min(max(start, 0), len(f.Source))
	end = min(max(end, start), len(f.Source))
	return Span{f, int32(start), int32(end)}
}

// Place is the place of the bytes from start to end, half-open. Bounds outside the file are moved to its edge.
func (f *File) Place(start, end int) Place {
	start = min(max(start, 0), len(f.Source))
	end = min(max(end, start), len(f.Source))
	p := Place{Path: f.Path, Start: start, End: end}
	p.Line = f.LineOf(start)
	p.Column = f.column(p.Line, start)
	p.EndLine = p.Line // as for most
	if p.Line < len(f.lines) && end >= int(f.lines[p.Line]) {
		p.EndLine = f.LineOf(end)
	}
	p.EndColumn = f.column(p.EndLine, end)
	return p
}

// column is that of an offset on a line.
func (f *File) column(line, offset int) int {
	start := int(f.lines[line-1])
	if len(f.wide) == 0 {
		return offset - start + 1
	}
	return offset - start - (f.surplus(offset) - f.surplus(start)) + 1
}

// surplus is by how much bytes exceed characters before offset.
func (f *File) surplus(offset int) int {
	i := sort.Search(len(f.wide), func(i int) bool { return int(f.wide[i].offset) >= offset })
	if i == 0 {
		return 0
	}
	return int(f.wide[i-1].surplus)
}
