package review

// Refs are the commits that GitLab places comments by. All three come from the same version of the merge request.
type Refs struct {
	Base  string // where source and target have parted
	Start string // the head of the target when the version was made
	Head  string // the head of the source
}

// Diff is what a merge request changes, as GitLab shows it.
type Diff struct {
	Refs  Refs
	Files []File
	Cut   bool // GitLab lists no more files, though there are
}

// File is a file that a merge request changes. Both paths are from the top of the repository and always set; they differ if the
// file was renamed.
type File struct {
	Old, New string
	Deleted  bool
	Lines    *Lines // before the change (old) and after it (new); nil if GitLab takes no comment on any line: pure renames, binary files, those that are too large
}

// Lines pairs the lines of two texts of a file, an old and a new one.
type Lines struct {
	Spans []Span // what was replaced, in order, not overlapping
	Count int    // of lines of the new text
}

// Span is lines that were replaced by others: from Old to OldEnd by those from New to NewEnd, 1-based and half-open. An empty
// range says where lines were added or removed.
type Span struct {
	Old, OldEnd int
	New, NewEnd int
}

// Old is the number that a line of the new text has in the old one; 0 if it is not there, or none of the new text's lines.
func (l *Lines) Old(line int) int {
	if line < 1 || line > l.Count {
		return 0
	}
	shift := 0
	for _, s := range l.Spans {
		if line < s.New {
			break
		}
		if line < s.NewEnd {
			return 0
		}
		shift = s.OldEnd - s.NewEnd
	}
	return line + shift
}

// Position is a line on the new side of a diff, as GitLab's API takes it.
type Position struct {
	Refs    Refs
	OldPath string
	NewPath string
	OldLine int // 0 for a line that was added
	NewLine int // 1-based
}

// position is where GitLab takes a comment on a line of the source's head; false if it takes none there. Any line will do that a
// changed file has afterwards, also outside of what its diff shows.
func (d Diff) position(f *File, line int) (Position, bool) {
	if f == nil || f.Deleted || f.Lines == nil || line < 1 || line > f.Lines.Count {
		return Position{}, false
	}
	return Position{Refs: d.Refs, OldPath: f.Old, NewPath: f.New, OldLine: f.Lines.Old(line), NewLine: line}, true
}
