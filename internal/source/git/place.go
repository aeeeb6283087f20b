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

// choosing are the variables that choose a repository, carried those that choose parts of one that is already chosen.
// Git gives them to hooks. For another repository than that of the hook they would be wrong.
var (
	choosing = []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"}
	carried  = []string{"GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE",
		"GIT_GRAFT_FILE", "GIT_QUARANTINE_PATH"}
)

// always are the variables for every git: English words, as we look into them; paths as they are; no question to
// whoever sits at the terminal, and no lock that could stand in the way of another git.
var always = []string{"LC_ALL=C", "GIT_LITERAL_PATHSPECS=1", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0"}

// find finds the repository of a folder. That is the innermost one around it, be it that a folder lies in it or that the
// variables of git say so.
func find(ctx context.Context, dir string) (place, error) {
	env := append(os.Environ(), always...)
	around, err := look(ctx, dir, without(env, append(choosing, carried...)))
	if !slices.ContainsFunc(append(choosing, carried...), func(name string) bool { return os.Getenv(name) != "" }) {
		return around, err
	}
	told, toldErr := look(ctx, "", env)
	_, inside := source.Within(told.top, dir)
	switch {
	case toldErr != nil || !inside:
		return around, err
	case err == nil && around.dir == told.dir:
		// The same one. A GIT_DIR without GIT_WORK_TREE would have git believe that its working tree begins here.
		around.env = without(env, choosing)
		return around, nil
	case err == nil && len(around.top) > len(told.top):
		return around, nil
	}
	told.env = append(without(env, choosing), "GIT_DIR="+told.dir)
	if !told.bare {
		told.env = append(told.env, "GIT_WORK_TREE="+told.top)
	}
	return told, nil
}

// look asks git about the repository around a folder.
func look(ctx context.Context, dir string, env []string) (place, error) {
	p := place{top: dir, env: env}
	out, err := p.run(ctx, "rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository", "--show-object-format", "--absolute-git-dir")
	if f, ok := errors.AsType[*failure](err); ok && strings.Contains(f.said, "not a git repository") {
		return place{}, misuse("%q lies in no git repository", dir)
	}
	if err != nil {
		return place{}, err
	}
	said := lines(out)
	p.bare, p.shallow, p.sha256 = said[0] == "true", said[2] == "true", said[3] == "sha256"
	p.dir = strings.Join(said[4:], "\n")
	switch {
	case said[1] == "true":
		out, err = p.run(ctx, "rev-parse", "--show-toplevel")
		p.top = strings.TrimSuffix(out, "\n")
	case p.bare:
		p.top = p.dir
	default:
		err = misuse("%q is a folder that git keeps for itself", dir)
	}
	if err == nil {
		p.top, err = filepath.EvalSymlinks(filepath.FromSlash(p.top))
	}
	return p, err
}

// without takes variables out of an environment.
func without(env, names []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.Contains(names, name)
	})
}
