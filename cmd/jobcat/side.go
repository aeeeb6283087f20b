package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"jobcat/internal/source"
	"jobcat/internal/source/git"
)

// side is where the files of a catalog are read: the work tree, unless repo says otherwise.
type side struct {
	repo   *git.Repository // nil for the work tree
	index  bool            // what is staged
	commit git.Commit      // what was committed, unless index
}

// name is what people call it.
func (s side) name() string {
	switch {
	case s.repo == nil:
		return "the work tree"
	case s.index:
		return "what is staged"
	}
	return s.commit.Name
}

// at is a folder of that side, by its absolute path. done lets go of it.
func (s side) at(dir string) (files source.Source, done func(), err error) {
	if s.repo == nil {
		folder, err := source.OpenFolder(dir)
		if err != nil {
			return nil, nil, trouble(err)
		}
		return folder, func() { folder.Close() }, nil
	}
	tree, err := s.tree(dir)
	return tree, func() {}, err
}

// tree is a folder of what git has.
func (s side) tree(dir string) (*git.Tree, error) {
	var tree *git.Tree
	var err error
	if s.index {
		tree, err = s.repo.Index(dir)
	} else {
		tree, err = s.repo.At(s.commit, dir)
	}
	return tree, gitTrouble(err)
}

// policy reads the file of a policy, which is called name in messages. What is staged is judged by the policy as it is staged, if
// it is, and nobody has chosen another one.
func (s side) policy(file, name string, chosen bool) ([]byte, error) {
	if s.index && chosen {
		return readPolicy(file, name)
	}
	text, more, err := s.text(file, maxPolicy)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return readPolicy(file, name)
	case err != nil:
		return nil, trouble(err)
	case more:
		return nil, tooLongForPolicy(name)
	}
	return []byte(text), nil
}

// text is the beginning of a file as git has it, by its absolute path. What git does not have does not exist.
func (s side) text(file string, limit int) (text string, more bool, err error) {
	if s.repo == nil {
		return "", false, fs.ErrNotExist
	}
	if _, ok := source.Within(s.repo.Top(), file); !ok {
		return "", false, fs.ErrNotExist
	}
	tree, err := s.tree(filepath.Dir(file))
	if err != nil {
		return "", false, err
	}
	return tree.Read(filepath.Base(file), limit)
}

// upward is the nearest file of that name in the folder or above it, up to the top of the repository; "" if there is none.
func (s side) upward(dir, name string) (string, error) {
	if s.repo == nil || s.index { // what is not staged is a file all the same
		return source.Upward(dir, name), nil
	}
	for {
		_, _, err := s.text(filepath.Join(dir, name), 0)
		switch {
		case err == nil:
			return filepath.Join(dir, name), nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", trouble(err)
		case dir == s.repo.Top() || dir == filepath.Dir(dir):
			return "", nil
		}
		dir = filepath.Dir(dir)
	}
}

// repositoryAround opens the repository of the first PATH, which need not be there, or that of the working directory.
func repositoryAround(ctx context.Context, paths []string) (*git.Repository, error) {
	at, err := workingDir()
	if err != nil {
		return nil, err
	}
	if len(paths) > 0 {
		if at, err = source.LocateNamed(paths[0]); err != nil {
			at, _, err = source.LocateAround(paths[0])
		}
		if err != nil {
			return nil, notFound(err)
		}
	}
	return openRepository(ctx, at.Dir())
}

func openRepository(ctx context.Context, dir string) (*git.Repository, error) {
	repo, err := git.Open(ctx, dir)
	return repo, gitTrouble(err)
}

// gitTrouble is an error of git with the exit code for it.
func gitTrouble(err error) error {
	if err == nil {
		return nil
	}
	if wrong, ok := errors.AsType[*git.UsageError](err); ok {
		return usage("%w", wrong)
	}
	return trouble(err)
}
