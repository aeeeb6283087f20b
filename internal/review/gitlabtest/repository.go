package gitlabtest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// repository is the git repository of a project. It remembers every diff and file that it was asked for, by their commits, so
// that a request starts no process. Copies of a server share it: what it remembers never changes.
type repository struct {
	dir string

	mu      sync.Mutex
	commits map[string]bool
	diffs   map[[2]string]*Diff
	files   map[[2]string]string
	bases   map[[2]string]string
}

func newRepository(dir string) *repository {
	r := &repository{
		dir:     dir,
		commits: map[string]bool{},
		diffs:   map[[2]string]*Diff{},
		files:   map[[2]string]string{},
		bases:   map[[2]string]string{},
	}
	must(os.MkdirAll(dir, 0o777))
	r.git("init", "--quiet", "--bare", "--initial-branch=main", ".")
	r.git("config", "uploadpack.allowAnySHA1InWant", "true")
	r.git("config", "gc.auto", "0")
	return r
}

// borrow lets the repository have all that another one has.
func (r *repository) borrow(from *repository) {
	must(os.WriteFile(filepath.Join(r.dir, "objects", "info", "alternates"), []byte(filepath.Join(from.dir, "objects")+"\n"), 0o666))
}

func (r *repository) git(args ...string) string { return r.gitWith("", args...) }

// gitWith runs git without the configuration of whoever runs the tests.
func (r *repository) gitWith(input string, args ...string) string {
	out, err := r.try(input, args...)
	must(err)
	return out
}

func (r *repository) try(input string, args ...string) (string, error) {
	return git(r.dir, input, args...)
}

func git(dir, input string, args ...string) (string, error) {
	cmd := exec.Command("git", append([]string{"-c", "core.quotePath=false", "-c", "diff.renameLimit=5000"}, args...)...)
	cmd.Dir = dir
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "GIT_") {
			env = append(env, v)
		}
	}
	cmd.Env = append(env, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_TERMINAL_PROMPT=0", "LC_ALL=C",
		"GIT_AUTHOR_NAME=Somebody", "GIT_AUTHOR_EMAIL=somebody@example.org", "GIT_COMMITTER_NAME=Somebody", "GIT_COMMITTER_EMAIL=somebody@example.org")
	cmd.Stdin = strings.NewReader(input)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("git %s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(errs.String()))
	}
	return out.String(), nil
}

func must(err error) {
	if err != nil {
		panic(fmt.Errorf("gitlabtest: %w", err))
	}
}

// commit makes a commit on top of a parent ("" for a first one) and lets a ref point to it.
func (r *repository) commit(ref, parent string, c Commit, when time.Time) string {
	merge := ""
	if c.Merge != "" {
		merge = strings.TrimSpace(r.git("rev-parse", "--verify", c.Merge+"^{commit}"))
	}
	var b strings.Builder
	data := func(text string) { fmt.Fprintf(&b, "data %d\n%s\n", len(text), text) }
	temporary := "refs/gitlabtest/next"
	fmt.Fprintf(&b, "commit %s\nmark :1\ncommitter Somebody <somebody@example.org> %d +0000\n", temporary, when.Unix())
	message := c.Message
	if message == "" {
		message = "Change"
	}
	data(message)
	if parent != "" {
		fmt.Fprintf(&b, "from %s\n", parent)
	}
	if merge != "" {
		fmt.Fprintf(&b, "merge %s\n", merge)
		tree := strings.TrimSpace(r.git("merge-tree", "--write-tree", parent, merge))
		fmt.Fprintf(&b, "M 040000 %s \n", tree)
	}
	for _, path := range c.Remove {
		fmt.Fprintf(&b, "D %s\n", quoted(path))
	}
	paths := make([]string, 0, len(c.Files))
	for path := range c.Files {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		mode := "100644"
		if slices.Contains(c.Executable, path) {
			mode = "100755"
		}
		fmt.Fprintf(&b, "M %s inline %s\n", mode, quoted(path))
		data(c.Files[path])
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	b.WriteString("get-mark :1\n")
	sha := strings.TrimSpace(r.gitWith(b.String(), "fast-import", "--quiet", "--force", "--cat-blob-fd=1"))
	r.git("update-ref", "-d", temporary)
	r.commits[sha] = true
	if ref != "" {
		r.git("update-ref", ref, sha)
	}
	return sha
}

// rebase puts commits on top of another one, in a work tree that is gone afterwards.
func (r *repository) rebase(temporary, sha, onto string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	dir, err := os.MkdirTemp(temporary, "rebase")
	must(err)
	r.git("worktree", "add", "--quiet", "--detach", dir, sha)
	defer r.git("worktree", "remove", "--force", dir)
	_, err = git(dir, "", "rebase", "--quiet", "--committer-date-is-author-date", onto)
	must(err)
	out, err := git(dir, "", "rev-parse", "HEAD")
	must(err)
	return strings.TrimSpace(out)
}

func quoted(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(path) + `"`
}

func (r *repository) pointTo(ref, sha string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.git("update-ref", ref, sha)
}

// has says whether there is such a commit, also if no branch leads to it.
func (r *repository) has(sha string) bool {
	if len(sha) != 40 || strings.Trim(sha, "0123456789abcdef") != "" {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known, asked := r.commits[sha]
	if !asked {
		_, err := r.try("", "cat-file", "-e", sha+"^{commit}")
		known = err == nil
		r.commits[sha] = known
	}
	return known
}

// mergeBase is where two commits have parted; "" if they have nothing in common.
func (r *repository) mergeBase(a, b string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := [2]string{a, b}
	base, ok := r.bases[key]
	if !ok {
		out, _ := r.try("", "merge-base", a, b)
		base = strings.TrimSpace(out)
		r.bases[key] = base
	}
	return base
}

// file is the text of a file in a commit.
func (r *repository) file(sha, path string) (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := [2]string{sha, path}
	text, ok := r.files[key]
	if !ok {
		var err error
		if text, err = r.try("", "cat-file", "blob", sha+":"+path); err != nil {
			return "", false
		}
		r.files[key] = text
	}
	return text, true
}

// diff is what GitLab's servers say about two commits: renames count from 30 % similarity.
func (r *repository) diff(from, to string) *Diff {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := [2]string{from, to}
	d, ok := r.diffs[key]
	if !ok {
		out := r.git("diff-tree", "-r", "-z", "--raw", "--patch", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv",
			"--find-renames=30%", "--diff-algorithm=myers", "--src-prefix=a/", "--dst-prefix=b/", from, to)
		d = parse(out)
		r.readFiles(d, from, to)
		r.diffs[key] = d
	}
	return d
}

// readFiles reads both sides of all files of a diff with one process: every line of them can be commented.
func (r *repository) readFiles(d *Diff, from, to string) {
	var ask strings.Builder
	for _, f := range d.Files {
		fmt.Fprintf(&ask, "%s:%s\n%s:%s\n", from, f.OldPath, to, f.NewPath)
	}
	if len(d.Files) == 0 {
		return
	}
	out := r.gitWith(ask.String(), "cat-file", "--batch")
	next := func(sha, path string) int {
		head, rest, _ := strings.Cut(out, "\n")
		fields := strings.Fields(head)
		size, err := strconv.Atoi(fields[len(fields)-1])
		if err != nil { // "… missing": the side that a new or deleted file does not have
			out = rest
			return 0
		}
		text := rest[:size]
		out = rest[size+1:]
		r.files[[2]string{sha, path}] = text
		return countLines(text)
	}
	for _, f := range d.Files {
		old := next(from, f.OldPath)
		new := next(to, f.NewPath)
		if !f.New {
			f.oldCount = old
		}
		if !f.Deleted {
			f.newCount = new
		}
	}
}

func countLines(text string) int {
	n := strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		n++
	}
	return n
}
