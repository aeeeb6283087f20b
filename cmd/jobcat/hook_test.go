package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCommits makes commits with the real git, with each hook that init writes.
func TestCommits(t *testing.T) {
	for _, hook := range []string{"git", "pre-commit"} {
		for _, c := range commits {
			t.Run(hook+"/"+c.name, func(t *testing.T) {
				t.Parallel()
				r := newCheckout(t)
				r.writeParks()
				r.setUp(hook)
				if !c.first {
					r.git("add", ".")
					r.git("commit", "--no-verify", "-m", "Our parks")
				}
				c.run(r)
			})
		}
	}
}

// The ranger has an old error, of which no commit may be told: no requirements. The gardener is in order.
const (
	gardener = "---\ntitle: Gardener\n---\n\n## Requirements\n\n- Patience with roses\n\n## Levels\n\n" +
		"### Gardener\n\n#### Responsibilities\n\n- Waters the beds\n\n### Senior Gardener\n\n#### Responsibilities\n\n- Plans the beds\n"
	ranger = "---\ntitle: Ranger\n---\n\n## Responsibilities\n\n- Extends the Senior Gardener responsibilities\n- Counts the deer\n"
)

// wrong is the gardener with an error, and other what can be committed with it.
var (
	wrong = strings.Replace(gardener, "- Plans the beds", "- Extends the Head Gardener responsibilities", 1)
	other = strings.Replace(ranger, "the deer", "the owls", 1)
)

const told = `families/gardener.md:21:15: error: there is no "Head Gardener" to extend`

var commits = []struct {
	name  string
	first bool // nothing was committed before
	run   func(r checkout)
}{
	{"a new error", false, func(r checkout) {
		r.write("families/gardener.md", wrong)
		r.git("add", ".")
		r.refused(told, "commit", "-m", "x")
		r.git("commit", "--no-verify", "-m", "x")
	}},
	{"an old error in the same file", false, func(r checkout) {
		r.write("families/ranger.md", other)
		r.git("add", ".")
		r.git("commit", "-m", "x")
	}},
	{"an error that is not staged", false, func(r checkout) {
		r.write("families/gardener.md", strings.Replace(gardener, "Waters", "Weeds", 1))
		r.git("add", ".")
		r.write("families/gardener.md", wrong)
		r.git("commit", "-m", "x")
		r.has("families/gardener.md", wrong)
	}},
	{"an error that is repaired and not staged", false, func(r checkout) {
		r.write("families/gardener.md", wrong)
		r.git("add", ".")
		r.write("families/gardener.md", gardener)
		r.refused(told, "commit", "-m", "x")
		r.has("families/gardener.md", gardener)
	}},
	{"an error in a file that is not touched", false, func(r checkout) {
		r.write("families/gardener.md", strings.Replace(gardener, "### Senior", "### Principal", 1))
		r.git("add", ".")
		r.refused(`families/ranger.md:7:15: error: there is no "Senior Gardener" to extend`, "commit", "-m", "x")
	}},
	{"a new family", false, func(r checkout) {
		r.write("families/keeper.md", strings.ReplaceAll(wrong, "title: Gardener", "title: Keeper"))
		r.git("commit", "--allow-empty", "-m", "it is not tracked yet")
		r.git("add", "--intent-to-add", ".")
		r.git("commit", "--allow-empty", "-m", "nor staged")
		r.git("add", ".")
		r.refused("families/keeper.md:21:15: error", "commit", "-m", "x")
	}},
	{"nothing of the catalog", false, func(r checkout) {
		r.write("README.md", "# Our parks\n\n[To the beds](nowhere.md)\n")
		r.write("families/gardener.md", wrong) // and this is not staged
		r.git("add", "README.md")
		if out := r.git("commit", "-m", "x"); strings.Contains(out, "levels") {
			r.Errorf("it was linted: %s", out)
		}
	}},
	{"a wrong policy", false, func(r checkout) {
		r.write("jobcat.cue", "package jobcat\n\nextends: \"maximal\"\n")
		r.git("add", "jobcat.cue")
		r.refused("jobcat.cue:3:", "commit", "-m", "x")
	}},
	{"commit -a", false, func(r checkout) {
		r.write("families/gardener.md", wrong)
		r.refused(told, "commit", "-a", "-m", "x")
		r.write("families/gardener.md", gardener)
		r.write("families/ranger.md", other)
		r.git("commit", "-a", "-m", "x")
	}},
	{"commit FILE", false, func(r checkout) {
		r.write("families/gardener.md", wrong)
		r.write("families/ranger.md", other)
		r.refused(told, "commit", "families/gardener.md", "-m", "x")
		r.git("add", "families/gardener.md")
		r.git("commit", "families/ranger.md", "-m", "the gardener stays staged")
		r.refused(told, "commit", "-m", "x")
	}},
	{"commit --amend", false, func(r checkout) {
		r.git("commit", "--amend", "-m", "only other words")
		r.write("families/gardener.md", wrong)
		r.git("add", ".")
		r.refused(told, "commit", "--amend", "--no-edit")
	}},
	{"the first commit", true, func(r checkout) {
		r.git("add", ".")
		r.refused("families/ranger.md:", "commit", "-m", "x")
		r.write("families/ranger.md", ranger+"\n## Requirements\n\n- Likes to be outdoors\n")
		r.git("add", ".")
		r.git("commit", "-m", "x")
	}},
	{"a merge", false, func(r checkout) {
		r.git("switch", "-q", "-c", "topic")
		r.write("families/gardener.md", strings.Replace(gardener, "- Waters", "- Weeds", 1))
		r.git("commit", "-a", "-m", "x")
		r.git("switch", "-q", "-")
		r.write("families/gardener.md", strings.Replace(gardener, "- Waters", "- Rakes", 1))
		r.git("commit", "-a", "-m", "y")
		r.refused("CONFLICT", "merge", "topic")
		r.refused("[unreadable-file]", "commit", "-a", "-m", "with the marks of git")
		r.write("families/gardener.md", wrong)
		r.refused(told, "commit", "-a", "-m", "z")
		r.write("families/gardener.md", strings.Replace(gardener, "- Waters", "- Rakes and weeds", 1))
		r.git("commit", "-a", "-m", "z")
	}},
	{"from a folder below", false, func(r checkout) {
		r.write("families/gardener.md", wrong)
		r.top = filepath.Join(r.top, "families")
		r.refused(told, "commit", "-m", "x", "gardener.md")
		r.git("add", ".")
		r.refused(told, "commit", "-m", "x")
	}},
	{"from a linked worktree", false, func(r checkout) {
		worktree := filepath.Join(r.TempDir(), "worktree")
		r.git("worktree", "add", "-q", worktree)
		r.top = worktree
		r.write("families/gardener.md", wrong)
		r.refused(told, "commit", "-a", "-m", "x")
		r.write("families/gardener.md", strings.Replace(gardener, "Waters", "Weeds", 1))
		r.git("commit", "-a", "-m", "x")
	}},
}

// What is deleted breaks what extends it. pre-commit does not run hooks for it, unless it is told to always run them.
func TestCommitThatOnlyDeletes(t *testing.T) {
	deletes := func(t *testing.T, hook string) checkout {
		r := newCheckout(t)
		r.writeParks()
		r.setUp(hook)
		r.git("add", ".")
		r.git("commit", "--no-verify", "-m", "Our parks")
		r.git("rm", "-q", "families/gardener.md")
		return r
	}
	const told = `families/ranger.md:7:15: error: there is no "Senior Gardener" to extend`
	t.Run("git", func(t *testing.T) {
		deletes(t, "git").refused(told, "commit", "-m", "x")
	})
	t.Run("pre-commit", func(t *testing.T) {
		r := deletes(t, "pre-commit")
		config := read(t, filepath.Join(r.top, ".pre-commit-config.yaml"))
		r.write(".pre-commit-config.yaml", config+"        always_run: true\n")
		r.git("add", ".")
		r.refused(told, "commit", "-m", "x")
		r.git("checkout", "-q", "HEAD", ".pre-commit-config.yaml")
		r.git("commit", "-m", "it is not seen")
	})
}

// checkout is a repository of a person who has git, jobcat and maybe pre-commit.
type checkout struct {
	testing.TB
	top string
	env []string
}

func newCheckout(t testing.TB) checkout {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := checkout{TB: t, top: top, env: append(environment(), "HOME="+t.TempDir())}
	r.git("init", "-q", "-b", "main")
	return r
}

// environment is that of nobody: no configuration of git, and no hook that this test may run in.
func environment() []string {
	var env []string
	for _, entry := range os.Environ() {
		if name, _, _ := strings.Cut(entry, "="); !strings.HasPrefix(name, "GIT_") && !strings.HasPrefix(name, "PRE_COMMIT") && name != "SKIP" {
			env = append(env, entry)
		}
	}
	return append(env, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=A Gardener", "GIT_AUTHOR_EMAIL=gardener@example.com",
		"GIT_COMMITTER_NAME=A Gardener", "GIT_COMMITTER_EMAIL=gardener@example.com")
}

// setUp sets the checkout up, with the hook as git itself or as pre-commit runs it.
func (r checkout) setUp(hook string) {
	r.Helper()
	if hook == "git" {
		r.must(r.run("jobcat", "init", "--git-hook"))
		return
	}
	needsPreCommit(r)
	r.must(r.run("jobcat", "init"))
	r.must(r.run("pre-commit", "install"))
}

func needsPreCommit(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("pre-commit"); err != nil {
		t.Skip("there is no pre-commit")
	}
}

func (r checkout) run(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = r.top, r.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (r checkout) git(args ...string) string {
	r.Helper()
	return r.must(r.run("git", args...))
}

func (r checkout) must(out string, err error) string {
	r.Helper()
	if err != nil {
		r.Fatalf("%v\n%s", err, out)
	}
	return out
}

// refused runs a command of git that has to fail, with words among those that it says.
func (r checkout) refused(words string, args ...string) {
	r.Helper()
	out, err := r.run("git", args...)
	if err == nil || !strings.Contains(out, words) {
		r.Errorf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (r checkout) write(name, text string) {
	r.Helper()
	file := filepath.Join(r.top, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

func (r checkout) writeParks() {
	r.Helper()
	r.write("families/gardener.md", gardener)
	r.write("families/ranger.md", ranger)
	r.write("README.md", "# Our parks\n")
}

func (r checkout) has(name, text string) {
	r.Helper()
	if got := read(r, filepath.Join(r.top, filepath.FromSlash(name))); got != text {
		r.Errorf("%s is\n%s", name, got)
	}
}
