package git

import (
	"context"
	"path/filepath"
	"strings"

	"jobcat/internal/source"
)

// Hooks is the folder in which git looks for the hooks of the repository: absolute, and it need not exist. It is the one that
// core.hooksPath names, or else one for all working trees of the repository. It is shared if it lies outside of the repository,
// where others find their hooks as well.
func (r *Repository) Hooks(ctx context.Context) (dir string, shared bool, err error) {
	dir, err = r.path(ctx, "--git-path", "hooks")
	if err != nil {
		return "", false, err
	}
	common, err := r.path(ctx, "--git-common-dir")
	if err != nil {
		return "", false, err
	}
	_, checkedOut := source.Within(r.top, dir)
	_, kept := source.Within(common, dir)
	return dir, !checkedOut && !kept, nil
}

// path asks git for a path, and makes it absolute.
func (r *Repository) path(ctx context.Context, question ...string) (string, error) {
	out, err := r.run(ctx, append([]string{"rev-parse"}, question...)...)
	if err != nil {
		return "", err
	}
	p := filepath.FromSlash(strings.TrimSuffix(out, "\n"))
	if !filepath.IsAbs(p) {
		p = filepath.Join(r.top, p)
	}
	return p, nil
}
