//go:build unix

package git_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestACommitIsReadWithoutACheckout(t *testing.T) {
	for _, format := range []string{"sha1", "sha256"} {
		r := newRepo(t, "--object-format="+format)
		r.write("jobs/a/index.md", "one")
		r.write("jobs/a-b.md", "two")
		r.write("other/x.md", "three")
		r.commit()
		r.git("rm", "-rq", ".")
		same(t, contents(t, r.at("HEAD", "."), "."), []string{"jobs/a-b.md: two", "jobs/a/index.md: one", "other/x.md: three"})
		same(t, contents(t, r.at("HEAD", "jobs"), "."), []string{"a-b.md: two", "a/index.md: one"})
		same(t, contents(t, r.at("HEAD", "."), "jobs/a", "other", "jobs/a", "nowhere"), []string{"jobs/a/index.md: one", "other/x.md: three"})
		same(t, contents(t, r.at("HEAD", "."), "jobs/a-b.md"), []string{"jobs/a-b.md: two"})
		same(t, contents(t, r.at("HEAD", "nowhere"), "."), nil)
		same(t, contents(t, r.at("HEAD", ".")), nil)
		if _, err := r.at("HEAD", "jobs").List(context.Background(), "../other"); err == nil {
			t.Error("a folder outside of the top was listed")
		}
	}
}

func TestPathsCanHaveAnyName(t *testing.T) {
	r := newRepo(t)
	names := []string{"a b.md", "a\nb.md", "Über \"uns\".md", "*.md", ":(glob)x.md", "-r.md", "\xff.md", "tab\t.md", "[a].md", "back\\slash.md", "dir */[a]/x.md"}
	for _, name := range names {
		r.write(name, "text of "+name)
	}
	r.write("a.md", "what *.md and [a].md are not")
	r.write("dir */a/x.md", "another folder")
	r.commit()
	tree := r.at("HEAD", ".")
	if got := contents(t, tree, "."); len(got) != len(names)+2 {
		t.Errorf("got %q", got)
	}
	for _, name := range names {
		same(t, contents(t, tree, name), []string{name + ": text of " + name})
	}
	same(t, contents(t, tree, "dir */[a]"), []string{"dir */[a]/x.md: text of dir */[a]/x.md"})
	same(t, contents(t, r.at("HEAD", "dir */[a]"), "."), []string{"x.md: text of dir */[a]/x.md"})
}

func TestLinksAreJudgedAsInAFolder(t *testing.T) {
	r := newRepo(t)
	r.write("jobs/a/x.md", "x")
	r.write("other/y.md", "y")
	r.link("jobs/a/loop", "../a")
	r.link("jobs/again.md", "a/x.md")
	r.link("jobs/self.md", "self.md")
	r.link("jobs/one.md", "two.md")
	r.link("jobs/two.md", "one.md")
	r.link("jobs/gone.md", "nowhere.md")
	r.link("jobs/through.md", "a/x.md/z.md")
	r.link("jobs/y.md", "../other/y.md")
	r.link("jobs/other", "../other")
	r.link("jobs/chain.md", "loop.d/again.md")
	r.link("jobs/loop.d", "../jobs")
	r.link("jobs/secret.md", "/etc/passwd")
	r.link("jobs/up.md", "../../../../../../../../../../etc/passwd")
	r.commit()
	want := []string{
		"a/loop/ (a link to a, which is read under its own name)",
		"a/x.md: x",
		"again.md (a link to a/x.md, which is read under its own name)",
		"chain.md (a link to a/x.md, which is read under its own name)",
		"gone.md! it is a link to nowhere",
		"loop.d/ (a link to ., which is read under its own name)",
		"one.md! it is a link that leads back to itself",
		"other/! it is a link that leads out of the catalog",
		"secret.md! it is a link that leads out of the catalog",
		"self.md! it is a link that leads back to itself",
		"through.md! it is a link to nowhere",
		"two.md! it is a link that leads back to itself",
		"up.md! it is a link that leads out of the catalog",
		"y.md! it is a link that leads out of the catalog",
	}
	same(t, contents(t, r.at("HEAD", "jobs"), "."), want)
	if got := contents(t, r.at("HEAD", "."), "jobs", "other"); got[len(got)-2] != "jobs/y.md (a link to other/y.md, which is read under its own name)" {
		t.Errorf("got %q", got)
	}
	if _, _, err := r.at("HEAD", ".").Read("jobs/secret.md", 100); err == nil {
		t.Error("a link was read")
	}
}

func TestSubmodulesAreSkipped(t *testing.T) {
	r := newRepo(t)
	r.write("a.md", "a")
	id := r.commit()
	r.git("update-index", "--add", "--cacheinfo", "160000,"+id+",sub")
	r.link("in", "sub")
	r.git("add", "in")
	r.git("commit", "-qm", "a submodule")
	want := []string{"a.md: a", "in/ (a link to sub, which is read under its own name)", "sub/ (a submodule, which is a repository of its own)"}
	same(t, contents(t, r.at("HEAD", "."), "."), want)
	same(t, contents(t, r.index("."), "."), want)
}

func TestReadFindsOneFileWithoutAList(t *testing.T) {
	r := newRepo(t)
	r.write("jobcat.cue", "package jobcat")
	r.write("jobs/a.md", "text")
	r.commit()
	tree := r.at("HEAD", "jobs")
	for _, c := range []struct {
		limit int
		want  string
		more  bool
	}{{2, "te", true}, {4, "text", false}, {100, "text", false}} {
		if got, more, err := tree.Read("a.md", c.limit); got != c.want || more != c.more || err != nil {
			t.Errorf("limit %d: got %q, %v, %v", c.limit, got, more, err)
		}
	}
	if got, _, err := r.at("HEAD", ".").Read("jobcat.cue", 100); got != "package jobcat" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if _, _, err := tree.Read("gone.md", 100); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if _, _, err := tree.Read("../jobcat.cue", 100); err == nil {
		t.Error("a file outside of the top was read")
	}
	if _, _, err := r.at("HEAD", ".").Read("jobs", 100); err == nil {
		t.Error("a folder was read")
	}
}

func TestEqualFilesHaveOneBlob(t *testing.T) {
	r := newRepo(t)
	r.write("a.md", "same")
	r.write("b.md", "first")
	r.commit()
	r.write("b.md", "second")
	r.write("c/d.md", "same")
	r.commit()
	blobs := func(name string) map[string]string {
		entries, err := r.at(name, ".").List(context.Background(), ".")
		must(t, err)
		blobs := map[string]string{}
		for _, e := range entries {
			blobs[e.Path] = e.Blob
		}
		return blobs
	}
	before, after := blobs("HEAD~1"), blobs("HEAD")
	if before["a.md"] != after["a.md"] || after["a.md"] != after["c/d.md"] || before["b.md"] == after["b.md"] || after["a.md"] == "" {
		t.Errorf("got %v and %v", before, after)
	}
}

func TestTheIndexIsWhatWouldBeCommitted(t *testing.T) {
	r := newRepo(t)
	same(t, contents(t, r.index("."), "."), nil)
	r.write("staged.md", "staged")
	r.write("partly.md", "first")
	r.write("empty.md", "")
	r.git("add", ".")
	r.write("partly.md", "second")
	r.write("untracked.md", "x")
	r.write("intended.md", "x")
	r.write("intended-empty.md", "")
	r.git("add", "-N", "intended.md", "intended-empty.md")
	want := []string{"empty.md: ", "partly.md: first", "staged.md: staged"}
	same(t, contents(t, r.index("."), "."), want)
	r.git("commit", "-qm", "x")
	same(t, contents(t, r.at("HEAD", "."), "."), want)
}

func TestSparseAndHiddenFilesAreInTheIndex(t *testing.T) {
	r := newRepo(t)
	for _, name := range []string{"jobs/a.md", "jobs/b.md", "other/deep/c.md", "top.md"} {
		r.write(name, "text")
	}
	r.commit()
	want := contents(t, r.index("."), ".")
	r.git("update-index", "--assume-unchanged", "jobs/a.md")
	r.git("update-index", "--skip-worktree", "jobs/b.md")
	must(t, os.Remove(filepath.Join(r.top, "jobs/b.md")))
	same(t, contents(t, r.index("."), "."), want)
	r.git("update-index", "--no-skip-worktree", "jobs/b.md")
	r.git("checkout", "-q", "-f", "HEAD")
	r.git("sparse-checkout", "set", "--cone", "--sparse-index", "jobs")
	if _, err := os.Stat(filepath.Join(r.top, "other")); err == nil {
		t.Fatal("the checkout is not sparse")
	}
	same(t, contents(t, r.index("."), "."), want)
	same(t, contents(t, r.at("HEAD", "."), "."), want)
}

func TestConflictsAreErrorsOfTheirFiles(t *testing.T) {
	r := newRepo(t)
	r.write("a.md", "a")
	r.write("b.md", "b")
	r.commit()
	r.git("checkout", "-q", "-b", "topic")
	r.write("a.md", "topic")
	r.commit()
	r.git("checkout", "-q", "main")
	r.write("a.md", "main")
	r.commit()
	if out, err := r.try("merge", "topic"); err == nil {
		t.Fatal("no conflict", out)
	}
	got := contents(t, r.index("."), ".")
	if len(got) != 2 || !strings.HasPrefix(got[0], "a.md! it is in conflict") || got[1] != "b.md: b" {
		t.Errorf("got %q", got)
	}
}

func TestTheTextIsThatOfTheCommit(t *testing.T) {
	r := newRepo(t)
	r.write(".gitattributes", "*.md text eol=crlf ident\n*.x filter=shout\n")
	r.write("a.md", "one $Id$\r\ntwo\r\n")
	r.git("config", "filter.shout.smudge", "tr a-z A-Z")
	r.write("b.x", "quiet")
	r.commit()
	got := contents(t, r.at("HEAD", "."), "a.md", "b.x")
	same(t, got, []string{"a.md: one $Id$\ntwo\n", "b.x: quiet"})
}
