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
	if s.index && !chosen {
		tree, err := s.tree(filepath.Dir(file))
		if err != nil {
			return nil, err
		}
		text, more, err := tree.Read(filepath.Base(file), maxPolicy)
		switch {
		case more:
			return nil, tooLongForPolicy(name)
		case err == nil:
			return []byte(text), nil
		case !errors.Is(err, fs.ErrNotExist):
			return nil, trouble(err)
		}
	}
	return readPolicy(file, name)
}

// repositoryAround opens the repository of the first PATH, or that of the working directory.
func repositoryAround(ctx context.Context, paths []string) (*git.Repository, error) {
	at, err := workingDir()
	if err != nil {
		return nil, err
	}
	if len(paths) > 0 {
		if at, err = source.Locate(paths[0]); err != nil {
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
