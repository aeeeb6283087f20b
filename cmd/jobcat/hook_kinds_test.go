package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPublishedHooks has pre-commit take the hooks from this repository, as other repositories do.
func TestPublishedHooks(t *testing.T) {
	needsPreCommit(t)
	from := published(t)
	for _, kind := range []string{"", "-system", "-docker"} {
		t.Run("jobcat"+kind, func(t *testing.T) {
			r := from.used(t, kind)
			r.git("commit", "-m", "an old error in the same file", "families/ranger.md")
			r.write("families/gardener.md", wrong)
			r.refused(told, "commit", "-a", "-m", "x")
			r.refused(told, "commit", "-m", "x", "families/gardener.md")
			r.write("README.md", "# Parks\n")
			r.git("commit", "-m", "nothing of the catalog", "README.md")
			r.git("add", ".")
			r.write("families/gardener.md", gardener)
			r.refused(told, "commit", "-m", "repaired, and not staged")

			// Nothing is staged in a pipeline; there, jobcat lint looks at everything.
			r.git("reset", "-q", "--hard")
			r.must(r.run("pre-commit", "run", "jobcat"+kind, "--all-files"))
		})
		t.Run("jobcat-fix"+kind, func(t *testing.T) {
			r := from.used(t, kind)
			twice := gardener + "- Plans the beds\n"
			r.write("families/gardener.md", twice)
			r.refused("files were modified by this hook", "commit", "-m", "x", "families/gardener.md")
			r.has("families/gardener.md", gardener)

			// What is not staged comes back. Where it is at the same place, nothing is repaired.
			unstaged := func(text string) string { return strings.Replace(text, "with roses", "with ivy", 1) }
			r.write("families/gardener.md", twice)
			r.git("add", ".")
			r.write("families/gardener.md", unstaged(twice))
			r.refused("files were modified by this hook", "commit", "-m", "x")
			r.has("families/gardener.md", unstaged(gardener))
			r.write("families/gardener.md", twice+"- Plans the paths\n")
			r.refused("Rolling back fixes", "commit", "-m", "x")
			r.has("families/gardener.md", twice+"- Plans the paths\n")

			r.git("checkout", "-q", ".")
			r.run("pre-commit", "run", "jobcat-fix"+kind, "--all-files") // fails, since it changes a file
			r.has("families/gardener.md", gardener)
			r.has("families/ranger.md", other)
		})
	}
}

// publication is a repository with the hooks, at a commit of it.
type publication struct{ dir, commit string }

// published is this repository as it is now, committed to one of its own.
func published(t *testing.T) publication {
	t.Helper()
	r := newCheckout(t)
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = "../.."
	files, err := list.Output()
	if err != nil {
		t.Skipf("this is no checkout of a git repository: %v", err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(files), "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join("../..", name))
		if os.IsNotExist(err) {
			continue // it is deleted, and still in the index
		}
		if err != nil {
			t.Fatal(err)
		}
		r.write(name, string(text))
	}
	r.git("add", ".")
	r.git("commit", "-q", "-m", "jobcat")
	return publication{r.top, strings.TrimSpace(r.git("rev-parse", "HEAD"))}
}

// used is a checkout that uses a kind of the hooks. Its ranger is changed, and has an old error.
func (p publication) used(t *testing.T, kind string) checkout {
	t.Helper()
	r := newCheckout(t)
	for _, variable := range []string{"GOCACHE", "GOMODCACHE"} {
		value, err := exec.Command("go", "env", variable).Output()
		if err != nil {
			t.Fatal(err)
		}
		r.env = append(r.env, variable+"="+strings.TrimSpace(string(value)))
	}
	r.env = append(r.env, "GOPROXY=off", "GOFLAGS=", "GOTOOLCHAIN=local", "PRE_COMMIT_HOME="+filepath.Join(p.dir, ".git", "pre-commit"))
	if kind == "-docker" {
		r.env = append(r.env, "PATH="+docker(t)+string(filepath.ListSeparator)+os.Getenv("PATH"))
	}
	r.writeParks()
	r.write("jobcat.cue", "package jobcat\n\nextends: \"minimal\"\ncatalog: roots: [\"families\"]\n")
	r.write(".pre-commit-config.yaml", fmt.Sprintf("repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: jobcat-fix%s\n      - id: jobcat%[3]s\n",
		p.dir, p.commit, kind))
	r.git("add", ".")
	r.git("commit", "-q", "-m", "Our parks")
	r.must(r.run("pre-commit", "install", "--install-hooks"))
	r.write("families/ranger.md", other)
	return r
}

// docker is a folder with a docker that runs the installed jobcat, and like the real one passes on nothing of the environment.
// pre-commit calls it as: docker run --rm -u USER -v VOLUME --workdir DIR --entrypoint PROGRAM IMAGE ARG...
func docker(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	script := "#!/bin/sh\nset -eu\nwhile [ \"$1\" != --entrypoint ]; do shift; done\nprogram=$2\n[ \"$3\" = jobcat:0.1.0 ]\nshift 3\n" +
		"exec env -i PATH=\"$PATH\" \"$program\" \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "docker"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	return bin
}
