package git

import (
	"context"
	"path"
	"slices"
	"strings"

	"jobcat/internal/source"
)

// links follows the symbolic links of a whole tree, as far as they stay in it, without a working tree. Their paths are
// those of the repository.
type links struct {
	files   map[string]side
	folders map[string]bool
	targets map[string]string // of links, by blob, as far as they were read
	read    func(blob string, limit int) (string, bool, error)
}

// The most links that are followed for one, and the longest target of a link in bytes; Linux has the same.
const (
	maxLinks  = 255
	maxTarget = 4096
)

// links looks at everything in the repository, as a link can lead anywhere.
func (t *Tree) links(ctx context.Context) (*links, error) {
	records, err := t.repo.records(ctx, t.against(t.repo.nothing())...)
	if err != nil {
		return nil, err
	}
	l := &links{map[string]side{}, map[string]bool{".": true}, map[string]string{}, t.repo.objects.read}
	for _, r := range records {
		l.files[r.path] = r.after
		for dir := path.Dir(r.path); !l.folders[dir]; dir = path.Dir(dir) {
			l.folders[dir] = true
		}
		if r.after.mode == modeSubmodule {
			l.folders[r.path] = true
		}
	}
	return l, nil
}

// entry is what to say about a link; p is its path below the top of the tree.
func (l *links) entry(t *Tree, p, link string, folders []string) source.Entry {
	e := source.Entry{Path: p}
	target, err := l.follow(link)
	if err != nil {
		e.Err = err
		return e
	}
	e.Folder = l.folders[target]
	if rel, ok := t.contains(target); ok && slices.ContainsFunc(folders, func(d string) bool { return source.Holds(d, rel) }) {
		e.Skip = source.LinkWithin(rel)
		return e
	}
	e.Err = source.ErrLinkOutside
	return e
}

// follow finds what a link leads to in the end. What lies outside of the repository is outside of the catalog; more is
// not known about it.
func (l *links) follow(link string) (string, error) {
	at, todo := path.Dir(link), []string{path.Base(link)}
	followed := 0
	for len(todo) > 0 {
		step := todo[0]
		todo = todo[1:]
		switch {
		case !l.folders[at]:
			return "", source.ErrLinkToNowhere
		case step == "" || step == ".":
			continue
		case step == ".." && at == ".":
			return "", source.ErrLinkOutside
		case step == "..":
			at = path.Dir(at)
			continue
		}
		at = path.Join(at, step)
		file, isFile := l.files[at]
		switch {
		case !isFile && !l.folders[at]:
			return "", source.ErrLinkToNowhere
		case file.mode != modeLink:
			continue
		}
		if followed++; followed > maxLinks {
			return "", source.ErrLinkInCircle
		}
		target, err := l.target(file.blob)
		switch {
		case err != nil:
			return "", err
		case path.IsAbs(target):
			return "", source.ErrLinkOutside
		}
		at, todo = path.Dir(at), append(strings.Split(target, "/"), todo...)
	}
	return at, nil
}

// target is what a link says.
func (l *links) target(blob string) (string, error) {
	target, known := l.targets[blob]
	if known {
		return target, nil
	}
	target, _, err := l.read(blob, maxTarget)
	if err == nil {
		l.targets[blob] = target
	}
	return target, err
}
