package git

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"jobcat/internal/source"
)

// Step is a commit on the line of first parents that leads to another: what a branch was, merge by merge.
type Step struct {
	ID     string
	Parent string    // the commit before it on the line; "" for the first, and where a shallow clone is cut off
	Time   time.Time // when it was committed, by the clock of whoever did; UTC
}

// Line is the line of first parents from a commit back to the first one, the newest first. It is cut if the clone is shallow
// and lacks those before the last of them. One git answers for all.
func (r *Repository) Line(ctx context.Context, c Commit) (line []Step, cut bool, err error) {
	if c.ID == r.nothing() {
		return nil, false, nil
	}
	out, err := r.run(ctx, "rev-list", "--first-parent", "--timestamp", c.ID, "--")
	if err != nil {
		return nil, false, err
	}
	for entry := range strings.Lines(out) {
		seconds, id, ok := strings.Cut(strings.TrimSuffix(entry, "\n"), " ")
		n, err := strconv.ParseInt(seconds, 10, 64)
		if !ok || err != nil || !r.isID(id) {
			return nil, false, fmt.Errorf("unexpected answer of git rev-list: %q", entry)
		}
		if len(line) > 0 {
			line[len(line)-1].Parent = id
		}
		line = append(line, Step{ID: id, Time: time.Unix(n, 0).UTC()})
	}
	if !r.shallow || len(line) == 0 {
		return line, false, nil
	}
	parents, err := r.Parents(Commit{ID: line[len(line)-1].ID})
	return line, len(parents) > 0, err
}

// CutOff is the error that something is not known because a shallow clone lacks the commits that would say it. It names what
// to do about that.
func (r *Repository) CutOff(ctx context.Context, what string) error { return r.cutOff(ctx, "%s", what) }

// Steps are the files below folders that each commit of a line made differ from its parent, with renames as Changes has them.
// Files are regular files: a link or a submodule is none. The folders are relative to top, which is that of At. One git answers
// for all.
func (r *Repository) Steps(ctx context.Context, line []Step, top string, folders ...string) ([][]Change, error) {
	t, err := r.tree("", top)
	if err != nil {
		return nil, err
	}
	paths := make([]string, len(folders))
	for i, f := range folders {
		if paths[i] = path.Join(t.top, f); !source.Holds(t.top, paths[i]) {
			return nil, fmt.Errorf("%q leads out of the catalog", f)
		}
	}
	steps := make([][]Change, len(line))
	if len(line) == 0 || len(paths) == 0 {
		return steps, nil
	}
	var questions strings.Builder
	for _, s := range line {
		questions.WriteString(strings.TrimSuffix(s.ID+" "+s.Parent, " ") + "\n")
	}
	out, _, err := r.runOn(ctx, questions.String(), limited([]string{"diff-tree", "--stdin", "--root", "--raw", "-z", "--no-abbrev", "-r", "-M", "-l1000"}, paths...)...)
	if err != nil {
		return nil, err
	}
	at := -1
	fields := strings.Split(out, "\x00")
	for len(fields) > 1 {
		if !strings.HasPrefix(fields[0], ":") { // the commit that the next records are about; those that changed nothing here are not named
			for at++; at < len(line) && line[at].ID != fields[0]; {
				at++
			}
			fields = fields[1:]
			continue
		}
		rec, rest, err := nextRecord(fields)
		if err != nil || at < 0 || at >= len(line) {
			return nil, fmt.Errorf("unexpected answer of git diff-tree: %q", fields[0])
		}
		fields = rest
		var c Change
		if rec.status != 'A' && isFile(rec.before) {
			c.Old, c.OldBlob = t.inside(rec.old), rec.before.blob
		}
		if rec.status != 'D' && isFile(rec.after) {
			c.New, c.NewBlob = t.inside(rec.path), rec.after.blob
		}
		if c.Old != c.New || c.OldBlob != c.NewBlob {
			steps[at] = append(steps[at], c)
		}
	}
	return steps, nil
}

func isFile(s side) bool { return s.mode != modeLink && s.mode != modeSubmodule }

// Message is what a commit says about itself: the subject, and what stands below it. It need not be true.
func (r *Repository) Message(c Commit) (string, error) {
	const long = 1 << 20
	text, _, err := r.objects.read(c.ID, long)
	if err != nil {
		return "", err
	}
	_, message, _ := strings.Cut(text, "\n\n")
	return strings.ToValidUTF8(message, "\uFFFD"), nil
}

// Blobs are files with contents that the repository has: the names of the contents by path.
type Blobs struct {
	repo  *Repository
	files map[string]string
}

// Blobs are those files as a source.Source. The map is not to be changed afterwards.
func (r *Repository) Blobs(files map[string]string) *Blobs { return &Blobs{r, files} }

// List implements source.Source.
func (b *Blobs) List(_ context.Context, folders ...string) ([]source.Entry, error) {
	var entries []source.Entry
	for p, blob := range b.files {
		if slices.ContainsFunc(folders, func(dir string) bool { return source.Holds(dir, p) }) {
			entries = append(entries, source.Entry{Path: p, Blob: blob})
		}
	}
	slices.SortFunc(entries, func(a, b source.Entry) int { return strings.Compare(a.Path, b.Path) })
	return entries, nil
}

// Read implements source.Source.
func (b *Blobs) Read(p string, limit int) (start string, more bool, err error) {
	blob, ok := b.files[p]
	if !ok {
		return "", false, fs.ErrNotExist
	}
	return b.repo.objects.read(blob, limit)
}
