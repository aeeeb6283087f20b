package main

import (
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
	return &cobra.Command{
		Use:   "init [DIR]",
		Short: "Set up a repository: the policy, the job of the pipeline, the hook",
		Long: `init looks for job families in the repository, and writes at its top what jobcat needs there:

  jobcat.cue               the folders with job families, and a preset that fits
  .gitlab-ci.yml           a job that lints merge requests and the default branch
  .pre-commit-config.yaml  a hook that lints what is committed

It asks nothing, and overwrites nothing: where one of these files is there already, it says what would
have to be added to it. With DIR, only that folder is looked at; without, the whole repository.`,
		Example: `  jobcat init
  jobcat init content/handbook`,
		Args: oneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := locateSite(args)
			if err != nil {
				return err
			}
			return s.run(cmd)
		},
	}
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

func (s *site) run(cmd *cobra.Command) error {
	done := report.Setup{Top: s.name, NoGit: !s.git}
	policy, err := s.existing(setup.PolicyFile)
	if err != nil {
		return err
	}
	var o *opened
	var roots []string
	if policy != nil {
		if o, err = s.open(cmd); err != nil {
			return err
		}
		for _, dir := range o.Dirs() {
			root, _ := source.Within(s.top, filepath.Join(o.Top, filepath.FromSlash(dir)))
			roots = append(roots, root)
		}
		done.Parts = append(done.Parts, setup.Part{File: setup.PolicyFile, Note: "it is in order"})
	} else {
		var part setup.Part
		if part, roots, err = s.policy(cmd, &done); err != nil {
			return err
		}
		done.Parts = append(done.Parts, part)
	}
	pipeline, err := s.existing(setup.PipelineFile)
	if err != nil {
		return err
	}
	hook, err := s.existing(setup.HookFile)
	if err != nil {
		return err
	}
	done.Parts = append(done.Parts, setup.Pipeline(pipeline), setup.Hook(roots, hook))
	if err := s.write(done.Parts); err != nil {
		return err
	}
	if o == nil {
		if o, err = s.open(cmd); err != nil {
			return err
		}
	}
	run := report.NewRun(o.catalog, lint.Run(cmd.Context(), o.policy, o.catalog))
	return writeTo(cmd.OutOrStdout(), func(w io.Writer) error { return report.SetUp(w, done, run) })
}

// open reads the catalog as any other command does that is run at the top of the repository.
func (s *site) open(cmd *cobra.Command) (*opened, error) {
	var f catalogFlags
	o, err := f.open(cmd, []string{s.name})
	if err != nil {
		return nil, err
	}
	return o, o.noFamily()
}

// existing is the text of a file at the top of the repository, nil if there is none.
func (s *site) existing(name string) (setup.Existing, error) {
	file := filepath.Join(s.top, name)
	if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	folder, err := source.OpenFolder(s.top)
	if err != nil {
		return nil, trouble(err)
	}
	defer folder.Close()
	text, more, err := folder.Read(name, maxPolicy)
	switch {
	case err != nil:
		return nil, trouble(fmt.Errorf("%s is there and cannot be read: %w", path.Join(s.name, name), err))
	case more:
		return nil, usage("%s has more than %d MiB", path.Join(s.name, name), maxPolicy>>20)
	}
	return setup.Existing(text), nil
}

// policy is the policy for the job families that are found, and the folders that hold them.
func (s *site) policy(cmd *cobra.Command, done *report.Setup) (setup.Part, []string, error) {
	found, survey, err := s.survey(cmd)
	if err != nil {
		return setup.Part{}, nil, err
	}
	here, err := filepath.Rel(s.top, s.dir)
	if err != nil {
		return setup.Part{}, nil, trouble(err)
	}
	below := func(p string) string { return path.Join(filepath.ToSlash(here), p) }
	for _, left := range survey.Left {
		done.Left = append(done.Left, below(left))
	}
	if survey.Full {
		done.Left = append(done.Left, fmt.Sprintf("everything behind the first %d pages", survey.Limit))
	}
	pages := len(found.Pages)
	rest, policies := setup.WithoutPolicy(found)
	for _, p := range policies {
		done.Policies = append(done.Policies, below(p))
	}
	builtin, err := schema.Builtin()
	if err != nil {
		return setup.Part{}, nil, err
	}
	roots, strays := setup.Roots(rest, builtin.Catalog().UsualRoots)
	if len(roots) == 0 {
		return setup.Part{}, nil, s.nothing(pages, done)
	}
	for i, r := range roots {
		roots[i] = below(r)
	}
	for _, f := range strays {
		done.Strays = append(done.Strays, below(f.File.Path))
	}
	text := setup.Policy(roots, setup.Families(rest)-len(strays), setup.PresetFor(rest))
	if _, err := schema.Load(setup.PolicyFile, []byte(text)); err != nil {
		return setup.Part{}, nil, &exitError{exitUsage, err} // a folder has a name that no policy can have
	}
	return setup.Part{File: setup.PolicyFile, Write: text, Use: "the policy of the catalog " + strings.Join(roots, ", ")}, roots, nil
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
func (s *site) nothing(pages int, done *report.Setup) error {
	if len(done.Policies) > 0 {
		return usage("all job families that were found have a policy already: %s", strings.Join(done.Policies, ", "))
	}
	where := s.name
	if s.dir != s.top {
		rel, _ := source.Within(s.top, s.dir)
		where = path.Join(s.name, rel)
	}
	words := fmt.Sprintf("there is no job family in %q: of %d Markdown pages, none has a level or a section such as Responsibilities or Requirements", where, pages)
	if len(done.Left) > 0 {
		words += "; left out: " + strings.Join(done.Left, ", ")
	}
	return usage("%s; if yours are written otherwise, write a jobcat.cue with catalog.roots and reading by hand", words)
}

// write writes the files that are not there.
func (s *site) write(parts []setup.Part) error {
	for _, p := range parts {
		if p.Write == "" {
			continue
		}
		err := source.Create(filepath.Join(s.top, p.File), p.Write)
		if errors.Is(err, fs.ErrExist) {
			return usage("%s appeared a moment ago; run init again", path.Join(s.name, p.File))
		}
		if err != nil {
			return trouble(err)
		}
	}
	return nil
}
