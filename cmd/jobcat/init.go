package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jobcat/catalog"
	"jobcat/internal/report"
	"jobcat/internal/setup"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// maxSurveyed is how many pages are looked at in search of job families. The largest public catalog has 220.
const maxSurveyed = 20_000

func newInit() *cobra.Command {
	var gitHook bool
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Set up a repository: the policy, the job of the pipeline, the hook",
		Long: `init looks for job families in the repository, and writes at its top what jobcat needs there:

  jobcat.cue               the folders with job families, and a preset that fits
  .gitlab-ci.yml           a job that reviews merge requests, and one for the default branch
  .pre-commit-config.yaml  a hook for pre-commit, which refuses commits that bring a new error
  .gitattributes           how git merges the list of old findings

With --git-hook, it writes the hook as git itself runs it, in this clone only, and none for pre-commit.

It asks nothing, and overwrites nothing: where one of these files is there already, it says what would
have to be added to it. With DIR, only that folder is looked at; without, the whole repository.`,
		Example: `  jobcat init
  jobcat init content/handbook
  jobcat init --git-hook`,
		Args: oneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := locateSite(args)
			if err != nil {
				return err
			}
			if gitHook && !s.git {
				return usage("%s is in no git repository, so there is nothing to hook into; leave out --git-hook", s.name)
			}
			return s.run(cmd, gitHook)
		},
	}
	cmd.Flags().BoolVar(&gitHook, "git-hook", false, "write the hook for git itself, into this clone, instead of one for pre-commit")
	return cmd
}

func oneFolder(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage("init looks at one DIR, and there are %d", len(args))
	}
	if len(args) == 1 && args[0] == "" {
		return usage("the DIR is empty; leave it out for the whole repository")
	}
	return nil
}

// site is the repository that is set up.
type site struct {
	top  string // absolute: where the files go
	name string // the same as a person would type it
	dir  string // absolute: where families are looked for
	git  bool   // whether it is a git repository
}

// locateSite finds the repository that a command line means: around DIR, or else around the working directory.
func locateSite(args []string) (*site, error) {
	at, err := workingDir()
	if err != nil {
		return nil, err
	}
	working := at.Path
	if len(args) == 1 {
		if at, err = source.Locate(args[0]); err != nil {
			return nil, notFound(err)
		}
		if !at.IsDir {
			return nil, usage("%s is a file; init sets up the repository around a folder", args[0])
		}
	}
	s := &site{top: source.RepositoryTop(at.Path), dir: at.Path, git: true}
	switch {
	case s.top == "" && source.IsBare(at.Path):
		return nil, usage("%s is a bare git repository, which has no files; run init in a clone of it", at.Given)
	case s.top == "":
		s.top, s.git = at.Path, false
	case len(args) == 0:
		s.dir = s.top
	}
	s.name = s.top
	if rel, err := filepath.Rel(working, s.top); err == nil {
		s.name = filepath.ToSlash(rel)
	}
	return s, nil
}

func (s *site) run(cmd *cobra.Command, gitHook bool) error {
	done := report.Setup{Top: s.name, NoGit: !s.git}
	there, err := s.existing(setup.PolicyFile)
	if err != nil {
		return err
	}
	// The policy that is written has to be there before it can be tried; one that is there already has to be in order
	// before anything is written.
	var fresh []setup.Linted
	dirs := []string{"."}
	if there == nil {
		if fresh, dirs, err = s.policies(cmd, &done); err != nil {
			return err
		}
	}
	tried, err := s.try(cmd, dirs, there != nil || len(dirs)+len(fresh) == 1, &done)
	if err != nil {
		return err
	}
	all := append(fresh, tried...)
	if len(all) == 0 {
		return usage("none of the policies that were found is for a job family: %s", strings.Join(dirs, ", "))
	}
	there, err = s.existing(setup.PipelineFile)
	if err != nil {
		return err
	}
	done.Parts = append(done.Parts, setup.Pipeline(all, there))
	hook, err := s.hook(cmd.Context(), all, gitHook)
	if err != nil {
		return err
	}
	if there, err = s.existing(setup.MergeFile); err != nil {
		return err
	}
	done.Parts = append(done.Parts, hook, setup.Merge(there))
	if err := s.write(done.Parts); err != nil {
		return err
	}
	for _, l := range all {
		o, err := s.open(cmd, l.Dir)
		if err != nil {
			return err
		}
		run, err := o.baseline.heldAgainst(o, lint.Run(cmd.Context(), o.policy, o.catalog))
		if err != nil {
			return err
		}
		done.Runs = append(done.Runs, run)
	}
	return writeTo(cmd.OutOrStdout(), func(w io.Writer) error { return report.SetUp(w, done) })
}

// hook is the hook for pre-commit, or the one for git itself.
func (s *site) hook(ctx context.Context, all []setup.Linted, forGit bool) (setup.Part, error) {
	if !forGit {
		there, err := s.existing(setup.HookFile)
		return setup.Hook(all, there), err
	}
	repo, err := openRepository(ctx, s.top)
	if err != nil {
		return setup.Part{}, err
	}
	defer repo.Close()
	dir, shared, err := repo.Hooks(ctx)
	if err != nil {
		return setup.Part{}, gitTrouble(err)
	}
	at := filepath.Join(dir, "pre-commit")
	if inside, ok := source.Within(s.top, at); ok {
		at = inside
	}
	text := at
	if linked, err := filepath.EvalSymlinks(s.file(at)); err == nil { // to a script of the repository, often
		text = linked
	}
	there, err := s.existing(text)
	return setup.GitHook(all, at, shared, there), err
}

// try opens the catalogs of the policies that are there, in their folders. One that is demanded has to be in order; else
// a repository may have policies that are none of its own catalog, such as examples.
func (s *site) try(cmd *cobra.Command, dirs []string, demanded bool, done *report.Setup) ([]setup.Linted, error) {
	var inOrder []setup.Linted
	for _, dir := range dirs {
		part := setup.Part{File: path.Join(dir, setup.PolicyFile), Note: "it is in order"}
		o, err := s.open(cmd, dir)
		if err != nil && demanded {
			return nil, err
		}
		if err != nil {
			part.Note, _, _ = strings.Cut("nothing is linted by it: "+err.Error(), "\n")
			done.Parts = append(done.Parts, part)
			continue
		}
		done.Parts = append(done.Parts, part)
		l := setup.Linted{Dir: dir}
		for _, root := range o.Dirs() {
			rel, _ := source.Within(s.top, filepath.Join(o.Top, filepath.FromSlash(root)))
			l.Roots = append(l.Roots, rel)
		}
		inOrder = append(inOrder, l)
	}
	return inOrder, nil
}

// open reads a part of the repository as any other command does.
func (s *site) open(cmd *cobra.Command, dir string) (*opened, error) {
	var f catalogFlags
	o, err := f.open(cmd, []string{path.Join(s.name, dir)})
	if err != nil {
		return nil, err
	}
	return o, o.noFamily()
}

// existing is the text of a file, nil if there is none.
func (s *site) existing(name string) (setup.Existing, error) {
	file, shown := s.file(name), report.At(s.name, name)
	if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	folder, err := source.OpenFolder(filepath.Dir(file))
	if err != nil {
		return nil, trouble(err)
	}
	defer folder.Close()
	text, more, err := folder.Read(filepath.Base(file), maxPolicy)
	switch {
	case err != nil:
		return nil, trouble(fmt.Errorf("%s is there and cannot be read: %w", shown, err))
	case more:
		return nil, usage("%s has more than %d MiB", shown, maxPolicy>>20)
	}
	return setup.Existing(text), nil
}

// file is the path of a file that has its name relative to the top of the repository, unless it is outside of it.
func (s *site) file(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(s.top, filepath.FromSlash(name))
}

// policies looks for job families. Those for which there is no policy yet get one, which is fresh; the others are in
// the folders with a policy.
func (s *site) policies(cmd *cobra.Command, done *report.Setup) (fresh []setup.Linted, dirs []string, err error) {
	found, survey, err := s.survey(cmd)
	if err != nil {
		return nil, nil, err
	}
	here, _ := source.Within(s.top, s.dir)
	fromTop := func(p string) string { return path.Join(here, p) }
	for _, left := range survey.Left {
		done.Left = append(done.Left, fromTop(left))
	}
	if survey.Full {
		done.Left = append(done.Left, fmt.Sprintf("everything behind the first %d pages", survey.Limit))
	}
	rest, policies := setup.WithoutPolicy(found)
	for _, p := range policies {
		dirs = append(dirs, fromTop(path.Dir(p)))
	}
	builtin, err := schema.Builtin()
	if err != nil {
		return nil, nil, err
	}
	roots, strays := setup.Roots(rest, builtin.Catalog().UsualRoots)
	if len(roots) == 0 {
		if len(dirs) == 0 {
			err = s.nothing(len(found.Pages), done.Left)
		}
		return nil, dirs, err
	}
	for i, r := range roots {
		roots[i] = fromTop(r)
	}
	for _, f := range strays {
		done.Strays = append(done.Strays, fromTop(f.File.Path))
	}
	text := setup.Policy(roots, setup.Families(rest)-len(strays), setup.PresetFor(rest))
	if _, err := schema.Load(setup.PolicyFile, []byte(text)); err != nil {
		return nil, nil, &exitError{exitUsage, err} // a folder has a name that no policy can have
	}
	done.Parts = append(done.Parts, setup.Part{File: setup.PolicyFile, Write: text, Use: "the policy of the catalog " + strings.Join(roots, ", ")})
	return []setup.Linted{{Dir: ".", Roots: roots}}, dirs, nil
}

// survey looks for job families, read as the built-in policy has them.
func (s *site) survey(cmd *cobra.Command) (*catalog.Catalog, *source.Survey, error) {
	builtin, err := schema.Builtin()
	if err != nil {
		return nil, nil, err
	}
	folder, err := source.OpenFolder(s.dir)
	if err != nil {
		return nil, nil, trouble(err)
	}
	defer folder.Close()
	reader := workspace.ReaderFor(builtin)
	step, end := progress(cmd.ErrOrStderr())
	defer end()
	reader.Progress = step
	survey := &source.Survey{Folder: folder, Limit: maxSurveyed, Takes: func(p string) bool {
		return reader.Takes(p) || path.Base(p) == setup.PolicyFile
	}}
	found, err := workspace.New([]string{s.dir}, nil, s.dir).Read(cmd.Context(), survey, reader)
	if err != nil {
		return nil, nil, trouble(err)
	}
	return found, survey, nil
}

// nothing is the error that there is no job family to set up.
func (s *site) nothing(pages int, left []string) error {
	here, _ := source.Within(s.top, s.dir)
	words := fmt.Sprintf("there is no job family in %q: ", path.Join(s.name, here))
	switch pages {
	case 0:
		words += "it has no Markdown pages"
	case 1:
		words += "its one Markdown page has no level and no section such as Responsibilities or Requirements"
	default:
		words += fmt.Sprintf("of its %d Markdown pages, none has a level or a section such as Responsibilities or Requirements", pages)
	}
	if len(left) > 0 {
		words += "; not looked into: " + strings.Join(left, ", ")
	}
	if pages > 0 {
		words += "; if job families are written otherwise here, a jobcat.cue can say how: its key is reading"
	}
	return usage("%s", words)
}

// write writes the files that are not there.
func (s *site) write(parts []setup.Part) error {
	for _, p := range parts {
		if p.Write == "" {
			continue
		}
		create := source.Create
		if p.Runs {
			create = source.CreateProgram
		}
		err := create(s.file(p.File), p.Write)
		if errors.Is(err, fs.ErrExist) {
			return usage("%s appeared a moment ago; run init again", report.At(s.name, p.File))
		}
		if err != nil {
			return trouble(err)
		}
	}
	return nil
}
