package gitlabtest

import (
	"crypto/sha1"
	"fmt"
	"strings"
)

// Diff is what changed between two commits, as GitLab sees it.
type Diff struct {
	Files []*FileDiff
	Text  string // all of it, as git writes it
	lines int
}

// FileDiff is what changed in one file.
type FileDiff struct {
	OldPath, NewPath string // always set; they differ if the file was renamed
	OldMode, NewMode string
	New, Deleted     bool
	Renamed          bool
	Binary           bool
	Patch            string // from its first "@@"; empty for pure renames, changes of the mode, and binary files

	spans              []span
	oldCount, newCount int // lines
	lines              int // of the patch
}

// span is lines that were replaced by others: 1-based and half-open. An empty range says where lines were added or removed.
type span struct{ old, oldEnd, new, newEnd int }

// parse reads the output of git diff-tree -z --raw --patch.
func parse(out string) *Diff {
	d := &Diff{}
	raw := out
	for strings.HasPrefix(raw, ":") {
		head, rest, _ := strings.Cut(raw, "\x00")
		fields := strings.Fields(head[1:])
		f := &FileDiff{OldMode: fields[0], NewMode: fields[1]}
		f.OldPath, rest, _ = strings.Cut(rest, "\x00")
		f.NewPath = f.OldPath
		switch fields[4][0] {
		case 'A':
			f.New = true
		case 'D':
			f.Deleted = true
		case 'R', 'C':
			f.Renamed = true
			f.NewPath, rest, _ = strings.Cut(rest, "\x00")
		}
		d.Files = append(d.Files, f)
		raw = rest
	}
	raw = strings.TrimPrefix(raw, "\x00")
	d.Text = raw
	for _, f := range d.Files {
		// A file that became a link is a deleted and a new one: two parts.
		parts := 1
		if f.OldMode != f.NewMode && !f.New && !f.Deleted && f.OldMode[:3] != f.NewMode[:3] {
			parts = 2
		}
		for range parts {
			raw = f.read(raw)
		}
		d.lines += f.lines
	}
	return d
}

// read takes the part of a patch that is about the file, and gives back what follows it.
func (f *FileDiff) read(patch string) string {
	end := strings.Index(patch, "\ndiff --git ")
	part, rest := patch, ""
	if end >= 0 {
		part, rest = patch[:end+1], patch[end+1:]
	}
	start := strings.Index(part, "\n@@ ")
	if start < 0 {
		f.Binary = f.Binary || strings.Contains(part, "\nBinary files ")
		return rest
	}
	hunks := part[start+1:]
	f.Patch += hunks
	old, new := 0, 0
	open := false
	for line := range strings.Lines(hunks) {
		f.lines++
		switch line[0] {
		case '@':
			var a, b string
			fmt.Sscanf(line, "@@ -%s +%s @@", &a, &b)
			old, new = firstLine(a), firstLine(b)
			open = false
		case ' ':
			old++
			new++
			open = false
		case '-', '+':
			if !open {
				f.spans = append(f.spans, span{old, old, new, new})
				open = true
			}
			s := &f.spans[len(f.spans)-1]
			if line[0] == '-' {
				old++
				s.oldEnd = old
			} else {
				new++
				s.newEnd = new
			}
		}
	}
	return rest
}

// firstLine is the number of the next line at the start of a hunk: git writes 0 or the line before for an empty range.
func firstLine(r string) int {
	var first, count int
	if n, _ := fmt.Sscanf(r, "%d,%d", &first, &count); n == 2 && count == 0 {
		return first + 1
	}
	return first
}

// toNew is the line after the change that an unchanged line before it has become; 0 if it was removed.
func (f *FileDiff) toNew(old int) int {
	shift := 0
	for _, s := range f.spans {
		if old < s.old {
			break
		}
		if old < s.oldEnd {
			return 0
		}
		shift = s.newEnd - s.oldEnd
	}
	return old + shift
}

// toOld is the line before the change that an unchanged line after it was; 0 if it was added.
func (f *FileDiff) toOld(new int) int {
	shift := 0
	for _, s := range f.spans {
		if new < s.new {
			break
		}
		if new < s.newEnd {
			return 0
		}
		shift = s.oldEnd - s.newEnd
	}
	return new + shift
}

// counters are the running numbers of both sides at a line, of which the other is 0 or fits; false if there is no such line.
func (f *FileDiff) counters(old, new int) (int, int, bool) {
	if len(f.spans) == 0 || f.Binary || old < 0 || new < 0 || old > f.oldCount || new > f.newCount {
		return 0, 0, false
	}
	switch {
	case old > 0 && new > 0:
		return old, new, f.toNew(old) == new
	case new > 0: // an added line has the number of the next old one
		for _, s := range f.spans {
			if new >= s.new && new < s.newEnd {
				if f.New {
					return 0, new, true
				}
				return s.oldEnd, new, true
			}
		}
	case old > 0: // a removed line has that of the next new one
		for _, s := range f.spans {
			if old >= s.old && old < s.oldEnd {
				if f.Deleted {
					return old, 0, true
				}
				return old, s.new, true
			}
		}
	}
	return 0, 0, false
}

// LineCode is what GitLab calls a line of a diff: the path after the change, and the running counters of both sides.
func LineCode(path string, old, new int) string {
	return fmt.Sprintf("%x_%d_%d", sha1.Sum([]byte(path)), old, new)
}

// lineCode is empty if the diff has no such line.
func (f *FileDiff) lineCode(old, new int) string {
	o, n, ok := f.counters(old, new)
	if !ok {
		return ""
	}
	return LineCode(f.NewPath, o, n)
}

// limited is the file as it is seen by a diff that is limited to some paths: of a renamed file of which only one path is among
// them, that one is a new or a deleted file.
func (d *Diff) limited(old, new string) (f *FileDiff, broken bool) {
	for _, f := range d.Files {
		hasOld := f.OldPath == old || f.OldPath == new
		hasNew := f.NewPath == old || f.NewPath == new
		switch {
		case hasOld && hasNew:
			return f, false
		case hasNew:
			n := f.newCount
			return &FileDiff{OldPath: f.NewPath, NewPath: f.NewPath, New: true, newCount: n, spans: []span{{1, 1, 1, n + 1}}}, true
		case hasOld:
			n := f.oldCount
			return &FileDiff{OldPath: f.OldPath, NewPath: f.OldPath, Deleted: true, oldCount: n, spans: []span{{1, n + 1, 1, 1}}}, true
		}
	}
	return nil, false
}
