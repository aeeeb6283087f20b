package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
)

// fake is a source with everything that can go wrong, files that are gone by the time they are read included.
type fake struct{}

func (fake) List(context.Context, ...string) ([]source.Entry, error) {
	return []source.Entry{
		{Path: ".gitkeep"},
		{Path: "again.md", Skip: "a link to first.md, which is read under its own name"},
		{Path: "denied.md"},
		{Path: "first.md"},
		{Path: "gone.md"},
		{Path: "huge.md"},
		{Path: "jobcat.cue"},
		{Path: "logo.png"},
		{Path: "pipe", Err: errors.New("it is a named pipe")},
		{Path: "pipe.md", Err: errors.New("it is a named pipe")},
		{Path: "pointer.md"},
		{Path: "private", Folder: true, Err: fs.ErrPermission},
		{Path: "scratch.md"},
		{Path: "senior-engineer"},
		{Path: "zip"},
	}, nil
}

func (fake) Read(p string, limit int) (string, bool, error) {
	switch p {
	case "denied.md":
		return "", false, fs.ErrPermission
	case "gone.md":
		return "", false, fmt.Errorf("open: %w", fs.ErrNotExist)
	case "huge.md":
		return "", true, nil
	case "pointer.md":
		return "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 4711\n", false, nil
	case "zip":
		return "PK\x03\x04\x00", false, nil
	}
	return "text", false, nil
}

func TestEveryFileIsAccountedFor(t *testing.T) {
	w := workspace.New(nil, []source.Target{
		{Given: "x", Path: "/work/x", IsDir: true}, {Given: "x/jobcat.cue", Path: "/work/x/jobcat.cue"},
	}, "/work")
	var told []int
	c, err := w.Read(context.Background(), fake{}, workspace.Reader{
		Takes: func(p string) bool { return strings.HasSuffix(p, ".md") },
		Page: func(f *catalog.File, _ workspace.Root) *catalog.Page {
			return &catalog.Page{File: f, Family: &catalog.Family{File: f}}
		},
		Ignored:  func(p string) bool { return p == "scratch.md" },
		Policy:   "jobcat.cue",
		Progress: func(done, total int) { told = append(told, done*100+total) },
	})
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, p := range c.Pages {
		fmt.Fprintf(&got, "%s: %s", p.File.Path, p.NoFamily)
		if p.Family != nil {
			got.WriteString("family")
		}
		for _, f := range p.Faults {
			fmt.Fprintf(&got, " [%s: %s] %s", f.Kind, f.Detail, f.Place)
		}
		got.WriteString("\n")
	}
	want := `.gitkeep: its name begins with a dot
again.md: a link to first.md, which is read under its own name
denied.md: permission denied [no-permission: permission denied] denied.md:1:1
first.md: family
gone.md: it was there a moment ago and is gone [vanished: it was there a moment ago and is gone] gone.md:1:1
huge.md: more than 16 MiB [too-large: more than 16 MiB] huge.md:1:1
jobcat.cue: it is the policy
logo.png: it is no Markdown file
pipe: it is a named pipe
pipe.md: it is a named pipe [trouble: it is a named pipe] pipe.md:1:1
pointer.md: only a pointer to its text is here, which is in Git LFS; take it out of LFS, or run git lfs pull [trouble: only a pointer to its text is here, which is in Git LFS; take it out of LFS, or run git lfs pull] pointer.md:1:1
private: permission denied [no-permission: permission denied] private:1:1
senior-engineer: its name does not end in .md [unsupported-extension: ] senior-engineer:1:1
zip: it is no text
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	for i, n := range told {
		if n != (i+1)*100+14 {
			t.Errorf("progress %d told %d", i, n)
		}
	}
}

func TestAnEndedContextIsAnError(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w := workspace.New(nil, nil, "/work")
	_, err := w.Read(ctx, fake{}, workspace.Reader{
		Takes:   func(string) bool { return false },
		Ignored: func(string) bool { return false },
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
