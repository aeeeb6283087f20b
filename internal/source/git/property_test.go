//go:build unix

package git_test

import (
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobcat/internal/source"
	"jobcat/internal/source/git"
)

// deep is where the files are, so that no link leads out of the repository: git does not know what is there.
const deep = "1/2/3/4"

// FuzzGitAndFolderAgree holds that, whatever was done to a repository, a commit is what a checkout of it has, and the index
// what git would write of it.
func FuzzGitAndFolderAgree(f *testing.F) {
	for seed := range uint64(15) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 4))
		r := newRepo(t)
		for range 3 {
			for range 1 + random.IntN(8) {
				r.change(random)
			}
			r.commit()
		}
		for range random.IntN(6) {
			r.change(random)
			if random.IntN(2) == 0 {
				r.git("add", "-A")
			}
		}
		folders := [][]string{{"."}, {"a"}, {"a", "b c", "a/d"}, {"a/d"}}[random.IntN(4)]

		staged := filepath.Join(r.outside(), "staged")
		r.git("checkout-index", "-a", "--prefix="+staged+"/")
		agree(t, r.index(deep), filepath.Join(staged, deep), folders)
		for _, rev := range []string{"HEAD", "HEAD~1", "HEAD~2"} {
			tree := filepath.Join(r.outside(), "tree")
			r.git("worktree", "add", "-q", "--detach", tree, rev)
			agree(t, r.at(rev, deep), filepath.Join(tree, deep), folders)
		}
	})
}

// change does something to one file of the working tree.
func (r repo) change(random *rand.Rand) {
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	name := pick("", "a/", "b c/", "a/d/", "ü/") + pick("x.md", "y.md", "z", "x", "d")
	name = path.Join(deep, name)
	file := filepath.Join(r.top, name)
	if info, err := os.Stat(filepath.Dir(file)); err == nil && !info.IsDir() {
		must(r.TB, os.Remove(filepath.Dir(file)))
	}
	if info, err := os.Lstat(filepath.Dir(file)); err == nil && info.Mode()&os.ModeSymlink != 0 {
		must(r.TB, os.Remove(filepath.Dir(file)))
	}
	must(r.TB, os.RemoveAll(file))
	switch random.IntN(6) {
	case 0: // gone
	case 1:
		r.link(name, pick("x.md", "../a", "a/x.md", ".", "../b c/y.md", "z", "d/..", "x/../y.md", "../ü/x.md"))
	default:
		r.write(name, strings.Repeat(pick("one\n", "two\r\n", "\x00"), random.IntN(5)))
	}
}

// outside is a folder outside of the repository.
func (r repo) outside() string {
	r.Helper()
	dir, err := filepath.EvalSymlinks(r.TempDir())
	must(r.TB, err)
	return dir
}

// agree compares a tree of git with a folder. Whoever asks for a folder that is a link asks for what it leads to.
func agree(t *testing.T, tree *git.Tree, top string, folders []string) {
	t.Helper()
	must(t, os.MkdirAll(top, 0o755))
	folder, err := source.OpenFolder(top)
	must(t, err)
	defer folder.Close()
	folders = slices.DeleteFunc(slices.Clone(folders), func(f string) bool {
		p := filepath.Join(top, f)
		real, err := filepath.EvalSymlinks(p)
		return err != nil || real != p
	})
	same(t, contents(t, tree, folders...), contents(t, folder, folders...))
}
