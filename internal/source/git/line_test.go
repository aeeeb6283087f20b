//go:build unix

package git_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"jobcat/internal/source/git"
)

// A merge is one step, whatever it brings; a link and a submodule are no files.
func TestLineAndItsSteps(t *testing.T) {
	r := newRepo(t)
	r.write("jobs/a.md", strings.Repeat("a page about gardens\n", 10))
	r.write("jobs/b.md", "b\n")
	r.write("other.md", "1\n")
	first := r.commit()
	r.git("checkout", "-q", "-b", "topic")
	r.write("jobs/b.md", "b 2\n")
	r.commit()
	r.git("mv", "jobs/a.md", "jobs/moved.md")
	r.commit()
	r.git("checkout", "-q", "main")
	r.write("other.md", "2\n")
	second := r.commit()
	t.Setenv("GIT_COMMITTER_DATE", "2023-01-01T00:30:00+0100")
	r.git("merge", "-q", "--no-ff", "-m", "Merge\n\nSee merge request a/b!1", "topic")
	third := r.git("rev-parse", "HEAD")
	must(t, os.Remove(filepath.Join(r.top, "jobs/b.md")))
	r.link("jobs/b.md", "moved.md")
	r.write("jobs/new é\n.md", "new\n")
	fourth := r.commit()

	g, ctx := r.open(), context.Background()
	head, err := g.Head(ctx)
	must(t, err)
	line, cut, err := g.Line(ctx, head)
	must(t, err)
	var ids []string
	for _, s := range line {
		ids = append(ids, s.ID)
	}
	same(t, ids, []string{fourth, third, second, first})
	if cut || line[3].Parent != "" || line[2].Parent != first {
		t.Errorf("cut %v, parents %q and %q", cut, line[3].Parent, line[2].Parent)
	}
	if want := time.Date(2022, 12, 31, 23, 30, 0, 0, time.UTC); line[1].Time != want {
		t.Errorf("committed %v, want %v", line[1].Time, want)
	}
	steps, err := g.Steps(ctx, line, filepath.Join(r.top, "jobs"), ".")
	must(t, err)
	var got []string
	for i, changes := range steps {
		for _, c := range changes {
			if (c.Old == "") != (c.OldBlob == "") || (c.New == "") != (c.NewBlob == "") {
				t.Errorf("%+v", c)
			}
			got = append(got, fmt.Sprintf("%d: %q -> %q", i, c.Old, c.New))
		}
	}
	same(t, got, []string{
		`0: "b.md" -> ""`, `0: "" -> "new é\n.md"`,
		`1: "b.md" -> "b.md"`, `1: "a.md" -> "moved.md"`,
		`3: "" -> "a.md"`, `3: "" -> "b.md"`,
	})
	for _, folders := range [][]string{{"nowhere"}, nil} {
		steps, err := g.Steps(ctx, line, filepath.Join(r.top, "jobs"), folders...)
		must(t, err)
		if n := len(slices.Concat(steps...)); n != 0 || len(steps) != len(line) {
			t.Errorf("%d changes below %q in %d steps", n, folders, len(steps))
		}
	}
	message, err := g.Message(git.Commit{ID: third})
	must(t, err)
	if message != "Merge\n\nSee merge request a/b!1\n" {
		t.Errorf("message %q", message)
	}
	_, _, err = g.Blobs(nil).Read("a.md", 10)
	if !os.IsNotExist(err) {
		t.Errorf("a file without a content: %v", err)
	}
}

// A shallow clone says that its line is cut, and what to do.
func TestLineOfAShallowClone(t *testing.T) {
	r := newRepo(t)
	for i := range 5 {
		r.write("a.md", fmt.Sprint(i))
		r.commit()
	}
	for depth, wantCut := range map[int]bool{2: true, 9: false} {
		clone := filepath.Join(t.TempDir(), "clone")
		r.git("clone", "-q", fmt.Sprintf("--depth=%d", depth), "file://"+r.top, clone)
		c := repo{t, clone}
		g, ctx := c.open(), context.Background()
		head, err := g.Head(ctx)
		must(t, err)
		line, cut, err := g.Line(ctx, head)
		must(t, err)
		if cut != wantCut || len(line) != min(depth, 5) {
			t.Errorf("depth %d: %d commits, cut %v", depth, len(line), cut)
		}
		failed(t, g.CutOff(ctx, "nobody knows"), "nobody knows: this clone is shallow and has only")
	}
}

// Before the first commit there is no line.
func TestLineWithoutCommits(t *testing.T) {
	g := newRepo(t).open()
	head, err := g.Head(context.Background())
	must(t, err)
	if line, cut, err := g.Line(context.Background(), head); len(line) != 0 || cut || err != nil {
		t.Errorf("%v, %v, %v", line, cut, err)
	}
}
