package git

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jobcat/internal/source"
)

// place is where a repository is, and how to speak with git about it.
type place struct {
	top     string // absolute: of the working tree, or of a bare repository
	dir     string // absolute: the folder that git keeps for the working tree
	env     []string
	bare    bool
	shallow bool // its history is cut off
	sha256  bool
}

// Git tells hooks by variables which repository they are about, and which index. For any other repository they are wrong.
var (
	choosing = []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"}
	refining = []string{"GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH",
		"GIT_SHALLOW_FILE", "GIT_GRAFT_FILE"}
)

// always are the variables for every git: English words, as we look into them; paths as they are; no question to
// whoever sits at the terminal, and no lock that could stand in the way of another git. With those of never it would refuse
// to take paths as they are, or write diffs as somebody likes to read them.
var (
	always = []string{"LC_ALL=C", "GIT_LITERAL_PATHSPECS=1", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0"}
	never  = []string{"GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_DIFF_OPTS"}
)

// find finds the repository of a folder: the innermost one that it lies in, be it that the folder shows it or that the
// variables of git say so.
func find(ctx context.Context, dir string) (place, error) {
	all := append(without(os.Environ(), never), always...)
	env := without(without(all, choosing), refining)
	shown, err := look(ctx, dir, env)
	told, isTold := place{}, false
	if len(env) < len(all) {
		told, isTold = tell(ctx, dir, all)
	}
	switch {
	case !isTold:
		return shown, err
	case err == nil && shown.dir == told.dir:
		// With a GIT_DIR and no GIT_WORK_TREE, git would take the folder that it runs in for the whole working tree.
		shown.env = without(all, choosing)
		return shown, nil
	case err == nil && len(shown.top) > len(told.top):
		return shown, nil
	}
	told.env = append(without(all, choosing), "GIT_DIR="+told.dir)
	if !told.bare {
		told.env = append(told.env, "GIT_WORK_TREE="+told.top)
	}
	return told, nil
}

// tell is the repository that the variables of git are about, if a folder lies in it.
func tell(ctx context.Context, dir string, env []string) (place, bool) {
	here, err := source.Locate(".") // what the variables are relative to
	if err != nil {
		return place{}, false
	}
	p, err := look(ctx, here.Path, env)
	if err != nil {
		return place{}, false
	}
	_, inside := source.Within(p.top, dir)
	return p, inside
}

// look asks git about the repository around a folder.
func look(ctx context.Context, dir string, env []string) (place, error) {
	p := place{top: dir, env: env}
	out, err := p.run(ctx, "rev-parse", "--is-inside-work-tree", "--is-bare-repository", "--is-shallow-repository",
		"--show-object-format", "--show-cdup", "--absolute-git-dir")
	if f, ok := errors.AsType[*failure](err); ok && strings.Contains(f.said, "not a git repository") {
		return place{}, misuse("%q lies in no git repository", dir)
	}
	if err != nil {
		return place{}, err
	}
	said := lines(out)
	inside := said[0] == "true"
	p.bare, p.shallow, p.sha256 = said[1] == "true", said[2] == "true", said[3] == "sha256"
	if inside {
		p.top = filepath.Join(dir, filepath.FromSlash(said[4])) // "../../", which is there only inside
		said = said[1:]
	}
	p.dir = filepath.FromSlash(strings.Join(said[4:], "\n"))
	switch {
	case p.bare:
		p.top = p.dir
	case !inside:
		return place{}, misuse("%q is a folder that git keeps for itself", dir)
	}
	return p, nil
}

// without takes variables out of an environment.
func without(env, names []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.Contains(names, name)
	})
}
