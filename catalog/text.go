package catalog

import (
	"slices"
	"sort"
	"strings"
)

// Text is running text with its markup taken off and its white space folded to single spaces, which knows where each
// of its bytes stands in the file: "The **Senior** X is a [grade 7](/g)" reads "The Senior X is a grade 7".
//
// The zero Text is empty and has no place.
type Text struct {
	String string

	at   Span   // of the source, markup at the edges included
	runs *[]run // ascending in both offsets; nil where String is the source from at on, byte for byte, as most are
}

// run says that the bytes of a text from at on are the bytes of the file from source on.
type run struct{ at, source int32 }

// NewText is the text that stands in the file between start and end as it is, without markup.
func NewText(f *File, start, end int) Text {
	return Text{String: f.Source[start:end], at: f.Span(start, end)}
}

// NewTextAbout is a text that does not stand in the file but says something about it, as its name does. Its places, and
// those of its parts, are empty and stand at an offset of the file.
func NewTextAbout(f *File, text string, at int) Text {
	return Text{String: text, at: f.Span(at, at)}
}

// Place is the place of the whole text with the markup at its edges.
func (t Text) Place() Place { return t.at.Place() }

// Span is the range of the whole text with the markup at its edges.
func (t Text) Span() Span { return t.at }

// Range is the place of the bytes of String from start to end, half-open. Markup between them belongs to the range,
// markup at its edges does not.
func (t Text) Range(start, end int) Place { return t.Part(start, end).Place() }

// Part is the range of the bytes of String from start to end, as Range has it.
func (t Text) Part(start, end int) Span {
	if t.at.start == t.at.end {
		return t.at
	}
	start = min(max(start, 0), len(t.String))
	end = min(max(end, start), len(t.String))
	if start == end {
		at := t.offset(start)
		return t.at.file.Span(at, at)
	}
	return t.at.file.Span(t.offset(start), t.offset(end-1)+1)
}

// Slice is the part of the text from start to end, half-open, with its own places.
func (t Text) Slice(start, end int) Text {
	s := Text{String: t.String[start:end], at: t.Part(start, end)}
	if t.runs == nil {
		return s
	}
	var runs []run
	for i := t.run(start); i < len(*t.runs) && (int((*t.runs)[i].at) < end || int((*t.runs)[i].at) <= start); i++ {
		r := (*t.runs)[i]
		if int(r.at) < start {
			r = run{int32(start), r.source + int32(start) - r.at}
		}
		runs = append(runs, run{r.at - int32(start), r.source})
	}
	if len(runs) > 1 || len(runs) == 1 && runs[0].source != s.at.start {
		s.runs = &runs
	}
	return s
}

// IsEmpty reports whether there is no text.
func (t Text) IsEmpty() bool { return t.String == "" }

// File is the file that the text stands in, or nil for the zero Text.
func (t Text) File() *File { return t.at.file }

// offset is where in the file the byte i of String stands.
func (t Text) offset(i int) int {
	if t.runs == nil {
		return t.at.Start() + i
	}
	r := (*t.runs)[t.run(i)]
	return int(r.source) + i - int(r.at)
}

// InCode tells of bytes of String, asked about in ascending order, whether they stand in a code span, whose backticks the
// text no longer has.
func (t Text) InCode() func(i int) bool {
	if t.at.IsZero() || !strings.Contains(t.at.file.Source[t.at.start:t.at.end], "`") {
		return func(int) bool { return false }
	}
	ticks, counted := 0, t.at.Start()
	return func(i int) bool {
		if at := t.offset(i); at > counted {
			ticks += strings.Count(t.at.file.Source[counted:at], "`")
			counted = at
		}
		return ticks%2 == 1
	}
}

// run is the index of the run that holds byte i.
func (t Text) run(i int) int {
	return max(0, sort.Search(len(*t.runs), func(k int) bool { return int((*t.runs)[k].at) > i })-1)
}

// TextBuilder puts a Text together from pieces of a file in ascending order.
type TextBuilder struct {
	file  *File
	bytes []byte
	runs  []run
	space bool // white space was met and not yet written
	at    int  // where in the file that white space stands
}

// NewTextBuilder builds a text of f.
func NewTextBuilder(f *File) *TextBuilder { return &TextBuilder{file: f} }

// Reset empties the builder for another text of the same file.
func (b *TextBuilder) Reset() {
	*b = TextBuilder{file: b.file, bytes: b.bytes[:0], runs: b.runs[:0]}
}

// Add appends the source between start and end. White space, line ends included, is folded into one space and
// dropped at the edges of the text.
func (b *TextBuilder) Add(start, end int) {
	src := b.file.Source
	for i := start; i < end; {
		if n := spaceAt(src, i); n > 0 {
			if !b.space {
				b.space, b.at = true, i
			}
			i += n
			continue
		}
		j := i
		for j < end {
			c := src[j]
			if c > ' ' && c != 0xC2 {
				j++
				continue
			}
			if c == ' ' && j+1 < end && src[j+1] > ' ' && src[j+1] != 0xC2 {
				j += 2 // nearly every blank is this one
				continue
			}
			// A single blank between words is what it would be folded to.
			if spaceAt(src, j) == 0 || src[j] == ' ' && j+1 < end && spaceAt(src, j+1) == 0 {
				j++
				continue
			}
			break
		}
		b.write(src[i:j], i)
		i = j
	}
}

// AddReplaced appends s in the place of the source from start on, for a character reference ("&amp;") or an escape.
func (b *TextBuilder) AddReplaced(s string, start int) {
	if s != "" {
		b.write(s, start)
		b.runs = append(b.runs, run{int32(len(b.bytes)), -1}) // what follows does not continue this run
	}
}

// Space appends white space that stands at offset, for a line break.
func (b *TextBuilder) Space(offset int) {
	if !b.space {
		b.space, b.at = true, offset
	}
}

// Len is the length in bytes of the text so far, white space at its end not counted.
func (b *TextBuilder) Len() int { return len(b.bytes) }

func (b *TextBuilder) write(s string, source int) {
	if b.space && len(b.bytes) > 0 {
		b.point(b.at)
		b.bytes = append(b.bytes, ' ')
	}
	b.space = false
	b.point(source)
	b.bytes = append(b.bytes, s...)
}

// point notes that the next byte stands at source, unless that follows from the run before.
func (b *TextBuilder) point(source int) {
	next := run{int32(len(b.bytes)), int32(source)}
	if n := len(b.runs); n > 0 {
		last := b.runs[n-1]
		if last.source == -1 {
			b.runs[n-1] = next
			return
		}
		if last.source+next.at-last.at == next.source {
			return
		}
	}
	b.runs = append(b.runs, next)
}

// Text is what was added, standing between start and end of the file.
func (b *TextBuilder) Text(start, end int) Text {
	t := Text{at: b.file.Span(start, end)}
	runs := b.runs
	if n := len(runs); n > 0 && runs[n-1].source == -1 {
		runs = runs[:n-1]
	}
	// Most texts have no markup: they share the memory of the file.
	if len(runs) == 1 && int(runs[0].source) == start && b.file.Source[start:start+len(b.bytes)] == string(b.bytes) {
		t.String = b.file.Source[start : start+len(b.bytes)]
		return t
	}
	t.String = string(b.bytes)
	if len(t.String) > 0 {
		own := slices.Clone(runs)
		t.runs = &own
	}
	return t
}

// spaceAt is the length in bytes of the white space at i: blanks, line ends and the non-breaking space that web
// editors leave behind. 0 where there is none.
func spaceAt(s string, i int) int {
	switch s[i] {
	case ' ', '\t', '\n', '\r', '\v', '\f':
		return 1
	case 0xC2:
		if i+1 < len(s) && s[i+1] == 0xA0 {
			return 2
		}
	}
	return 0
}
