//go:build unix

package git_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"jobcat/internal/source/git"
)

func TestCommitsAreNamedAsInGit(t *testing.T) {
	r := newRepo(t)
	first := r.commit()
	r.git("tag", "light")
	r.git("tag", "-a", "-m", "a tag", "annotated")
	r.git("branch", "feature/x")
	second := r.commit()
	r.git("checkout", "-q", "--detach")
	g := r.open()
	for name, want := range map[string]string{
		"light": first, "annotated": first, "feature/x": first, "HEAD~1": first, "main^": first, first: first, first[:8]: first,
		"refs/heads/feature/x": first, "HEAD": second, "main": second, "@": second, ":/a change": second,
	} {
		if c, err := g.Commit(context.Background(), name); err != nil || c.ID != want || c.Name != name {
			t.Errorf("%s: got %v, %v", name, c, err)
		}
	}
	if head, err := g.Head(context.Background()); err != nil || head.ID != second {
		t.Errorf("HEAD: got %v, %v", head, err)
	}
}

func TestTheCommitThatIsBeingMerged(t *testing.T) {
	r := newRepo(t)
	r.commit()
	r.git("checkout", "-q", "-b", "side")
	side := r.commit()
	r.git("checkout", "-q", "main")
	g := r.open()
	if _, merging, err := g.Merging(context.Background()); merging || err != nil {
		t.Errorf("before the merge: got %v, %v", merging, err)
	}
	r.git("merge", "-q", "--no-ff", "--no-commit", "side")
	if c, merging, err := g.Merging(context.Background()); !merging || err != nil || c.ID != side {
		t.Errorf("in the merge: got %v, %v, %v", c, merging, err)
	}
	r.git("commit", "-q", "-m", "Merge")
	if _, merging, err := g.Merging(context.Background()); merging || err != nil {
		t.Errorf("after the merge: got %v, %v", merging, err)
	}
}

func TestWhatIsNoCommitIsExplained(t *testing.T) {
	r := newRepo(t)
	r.write("jobs/a.md", "a")
	r.commit()
	r.git("branch", "release")
	r.git("branch", "both")
	r.git("tag", "both", "HEAD")
	r.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
	g := r.open()
	for name, want := range map[string]string{
		"":                      "the name of a revision is empty; is it that of a variable that is not set?",
		" ":                     "empty",
		"--upload-pack=touch x": `"--upload-pack=touch x" is no revision`,
		"-q":                    "is no revision",
		"^main":                 `"^main" is no revision`,
		"main\nHEAD":            "is no revision",
		"main..release":         `"main..release" is a range, and a revision is one commit; write "main" or "release"`,
		"main...release":        `write "main" or "release"`,
		"HEAD:jobs":             `"HEAD:jobs" is no commit, but a tree`,
		"HEAD:jobs/a.md":        `is no commit, but a blob`,
		"relase":                `there is no revision "relase"; did you mean "release"?`,
		"trunk":                 `there is no revision "trunk"; did you mean "origin/trunk"?`,
		"something-else":        `there is no revision "something-else"`,
		"HEAD~7":                `there is no revision "HEAD~7"`,
		"main@{u}":              `there is no revision "main@{u}": no upstream configured for branch 'main'`,
		"both":                  `"both" names more than one thing; write "refs/heads/both" for the branch, "refs/tags/both" for the tag`,
		"0000000000000000000000000000000000000000": "what git says where there is no commit",
		"1234567890123456789012345678901234567890": "there is no revision",
	} {
		_, err := g.Commit(context.Background(), name)
		misused(t, err, want)
	}
}

func TestTheBeginningOfSeveralIDs(t *testing.T) {
	r := newRepo(t)
	var history strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&history, "commit refs/heads/main\ncommitter A <a@example.com> %d +0000\ndata 0\n", 1e9+i)
	}
	if out, err := r.feed(history.String(), "fast-import", "--quiet"); err != nil {
		t.Fatal(out)
	}
	count := map[string]int{}
	several := ""
	for id := range strings.Lines(r.git("rev-list", "main")) {
		if count[id[:4]]++; count[id[:4]] == 2 {
			several = id[:4]
		}
	}
	if several == "" {
		t.Fatal("all ids begin differently")
	}
	_, err := r.open().Commit(context.Background(), several)
	misused(t, err, fmt.Sprintf("%q is the beginning of more than one id; give more of it", several))
}

func TestBeforeTheFirstCommit(t *testing.T) {
	for _, format := range []string{"sha1", "sha256"} {
		r := newRepo(t, "--object-format="+format)
		r.write("a.md", "a")
		r.git("add", ".")
		g := r.open()
		head, err := g.Head(context.Background())
		must(t, err)
		before, err := g.At(head, r.top)
		must(t, err)
		same(t, contents(t, before, "."), nil)
		after := r.index(".")
		changes, err := g.Changes(context.Background(), before, after)
		must(t, err)
		if len(changes) != 1 || changes[0].Old != "" || changes[0].New != "a.md" {
			t.Errorf("got %+v", changes)
		}
		_, err = g.Commit(context.Background(), "HEAD")
		misused(t, err, "there are no commits yet")
		_, err = g.MergeBase(context.Background(), head, head)
		misused(t, err, "there are no commits yet")
	}
}

func TestMergeBase(t *testing.T) {
	r := newRepo(t)
	base := r.commit()
	r.git("checkout", "-q", "-b", "topic")
	r.write("a.md", "a")
	r.commit()
	r.git("checkout", "-q", "main")
	r.write("b.md", "b")
	r.commit()
	r.git("checkout", "-q", "--orphan", "alone")
	r.commit()
	g := r.open()
	commit := func(name string) git.Commit {
		c, err := g.Commit(context.Background(), name)
		must(t, err)
		return c
	}
	if got, err := g.MergeBase(context.Background(), commit("topic"), commit("main")); err != nil || got.ID != base || got.Name != base[:10] {
		t.Errorf("got %v, %v", got, err)
	}
	_, err := g.MergeBase(context.Background(), commit("alone"), commit("main"))
	misused(t, err, `"alone" and "main" have no commit in common`)
}

func TestChanges(t *testing.T) {
	r := newRepo(t)
	long := "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n"
	r.write("jobs/kept.md", "kept")
	r.write("jobs/edited.md", "before")
	r.write("jobs/gone.md", "gone")
	r.write("jobs/old name.md", long)
	r.write("jobs/mode.md", "mode")
	r.write("other/x.md", "x")
	r.write("other/leaves.md", "a text of some length\nthat moves out\n")
	r.commit()
	r.write("jobs/edited.md", "after")
	r.git("rm", "-q", "jobs/gone.md")
	r.git("mv", "jobs/old name.md", "jobs/ä.md")
	r.write("jobs/ä.md", long+"nine\n")
	r.git("update-index", "--chmod=+x", "jobs/mode.md")
	r.write("jobs/new.md", "new")
	r.write("other/x.md", "y")
	r.git("mv", "other/leaves.md", "jobs/comes.md")
	r.git("add", "jobs/edited.md", "jobs/new.md", "jobs/ä.md", "other")
	r.write("jobs/kept.md", "not staged")

	g := r.open()
	c, err := g.Commit(context.Background(), "HEAD")
	must(t, err)
	top := filepath.Join(r.top, "jobs")
	before, err := g.At(c, top)
	must(t, err)
	staged, err := g.Index(top)
	must(t, err)
	want := []string{" -> comes.md", "edited.md -> edited.md", "gone.md -> ", " -> new.md", "old name.md -> ä.md"}
	check := func(after *git.Tree) {
		t.Helper()
		changes, err := g.Changes(context.Background(), before, after)
		must(t, err)
		var got []string
		for _, c := range changes {
			got = append(got, c.Old+" -> "+c.New)
			if (c.Old == "") != (c.OldBlob == "") || (c.New == "") != (c.NewBlob == "") {
				t.Errorf("%+v", c)
			}
		}
		same(t, got, want)
	}
	check(staged)
	r.git("commit", "-qm", "x")
	c, err = g.Commit(context.Background(), "HEAD")
	must(t, err)
	after, err := g.At(c, top)
	must(t, err)
	check(after)
}
