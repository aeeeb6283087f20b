package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobcat/catalog"
	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// policyName is the file by which a catalog has a policy of its own.
const policyName = "jobcat.cue"

// maxStdin is the size in bytes of the largest text that is read from standard input.
const maxStdin = 16 << 20

// catalogFlags say which catalog is meant.
type catalogFlags struct {
	config    string
	baseline  string // "" for the one that the policy names
	stdinName string // "" unless the command takes a text on standard input
	adding    bool   // the command adds a page, which may be the first one that a glob of the policy means
	side      side   // what is read: the files themselves, unless the command says otherwise
	judge     side   // where the policy and the baseline are read: in the same way

	// gone reports whether there was such a folder before the change that is judged, by its absolute path. It is nil for commands
	// that are about what is there.
	gone func(dir string) (bool, error)
}

func (f *catalogFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.config, "config", "", "policy `FILE` instead of the nearest "+policyName)
}

// opened is a catalog that was read, with the policy that it is judged by.
type opened struct {
	*workspace.Workspace
	policy  *schema.Policy
	inside  bool             // the file of the policy lies in the catalog
	catalog *catalog.Catalog // all of it
	part    *catalog.Catalog // what was asked about
	files   bool             // all PATHs are files, so that there need not be a family among them
	stdin   source.Memory    // the text on standard input by its path in the catalog, if there is one
	reader  workspace.Reader
	side    side

	explain func(*schema.Rule) (report.RulePage, error) // the page of a rule of the policy

	policyFile string   // absolute; "" if it is built in
	configured []string // the roots that the policy names, absolute
	reach      reach    // of the policy
	baseline   baselineFile
}

// open reads the catalog that the PATHs of a command line mean.
func (f *catalogFlags) open(cmd *cobra.Command, paths []string) (*opened, error) {
	targets, stdin, err := f.targets(cmd.InOrStdin(), paths)
	if err != nil {
		return nil, err
	}
	workingDir, err := workingDir()
	if err != nil {
		return nil, err
	}
	policy, file, configured, err := f.policy(targets, workingDir)
	if err != nil {
		return nil, err
	}
	w, err := workspaceOf(cmd.Context(), policy, configured, targets, workingDir)
	if err != nil {
		return nil, err
	}
	if follow(targets, w) {
		if w, err = workspaceOf(cmd.Context(), policy, configured, targets, workingDir); err != nil {
			return nil, err
		}
	}
	o := &opened{
		Workspace: w,
		policy:    policy.Below(w.Dirs()),
		files:     len(targets) > 0 && !slices.ContainsFunc(targets, func(t source.Target) bool { return t.IsDir }),
		side:      f.side,

		policyFile: file,
		configured: configured,
		reach:      f.reachOf(file, workingDir),
	}
	o.explain = func(r *schema.Rule) (report.RulePage, error) { return rulePage(cmd.Context(), policy, r) }
	if stdin != nil {
		name, _ := source.Within(o.Top, targets[0].Path)
		o.stdin = source.Memory{name: *stdin}
	}
	o.reader = workspace.ReaderFor(o.policy)
	step, end := progress(cmd.ErrOrStderr())
	defer end()
	o.reader.Progress = step
	o.reader.Policy, o.inside = source.Within(o.Top, file)
	if o.baseline, err = f.baselineFile(policy, file, workingDir); err != nil {
		return nil, err
	}
	o.reader.Baseline, _ = source.Within(o.Top, o.baseline.path)
	listed := &listing{whole: !f.adding && f.gone == nil && len(configured) > 0 && w.Covers(configured)} // a change may remove the last file that a glob means
	o.reader.Found = listed.add
	if o.catalog, err = o.read(cmd.Context(), o.stdin); err != nil {
		return nil, err
	}
	o.reader.Found = nil
	if err := listed.check(o.policy); err != nil {
		return nil, err
	}
	o.reader.Progress = nil // reading it again is quick
	if o.catalog.Registry, err = o.registry(o.side); err != nil {
		return nil, err
	}
	o.part = o.Part(o.catalog)
	return o, nil
}

// workspaceOf is the catalog that PATHs mean, by the roots that the policy names or by those with a usual name.
func workspaceOf(ctx context.Context, policy *schema.Policy, roots []string, targets []source.Target, workingDir source.Target) (*workspace.Workspace, error) {
	if len(roots) == 0 {
		var err error
		if roots, err = usualRoots(ctx, policy.Catalog(), targets, workingDir); err != nil {
			return nil, err
		}
	}
	return workspace.New(roots, targets, workingDir.Path), nil
}

// follow puts what they lead to in the place of PATHs that are links within the catalog, and reports whether there are any.
// Others stay links, and are told to be what they are, as when they are met in a folder.
func follow(targets []source.Target, w *workspace.Workspace) bool {
	followed := false
	for i, t := range targets {
		if !t.IsLink {
			continue
		}
		if real, err := source.Locate(t.Given); err == nil && w.Covers([]string{real.Path}) {
			targets[i], followed = real, true
		}
	}
	return followed
}

// judge judges all of the catalog.
func (o *opened) judge(ctx context.Context) *lint.Result {
	return lint.Run(ctx, o.policy, o.catalog)
}

// read reads the catalog, with other texts for some files.
func (o *opened) read(ctx context.Context, texts source.Memory) (*catalog.Catalog, error) {
	return o.readSide(ctx, o.side, texts, o.reader)
}

// readSide reads one side of the catalog.
func (o *opened) readSide(ctx context.Context, s side, texts source.Memory, r workspace.Reader) (*catalog.Catalog, error) {
	files, done, err := s.at(o.Top)
	switch {
	case err == nil:
		defer done()
	case o.stdin != nil && errors.Is(err, fs.ErrNotExist): // nothing else stands where the text on standard input would
		files = source.Memory{}
	default:
		return nil, err
	}
	c, err := o.Read(ctx, source.Overlay(files, texts), r)
	if err != nil {
		return nil, trouble(err)
	}
	return c, nil
}

func workingDir() (source.Target, error) {
	t, err := source.Locate(".")
	if err != nil {
		return t, trouble(fmt.Errorf("the working directory: %w", err))
	}
	return t, nil
}

// targets finds the PATHs, and the text that stands for one of them.
func (f *catalogFlags) targets(in io.Reader, paths []string) (targets []source.Target, stdin *string, err error) {
	if f.stdinName != "" && !slices.Equal(paths, []string{"-"}) {
		return nil, nil, usage("--stdin-filename is the name of a text on standard input, which has to be asked for by \"-\" and nothing else")
	}
	if f.stdinName != "" {
		t, err := locateText(f.stdinName)
		if err != nil {
			return nil, nil, err
		}
		text, err := io.ReadAll(io.LimitReader(in, maxStdin+1))
		if err != nil {
			return nil, nil, trouble(fmt.Errorf("standard input: %w", err))
		}
		s := string(text)
		return []source.Target{t}, &s, nil
	}
	for _, p := range paths {
		if p == "-" {
			return nil, nil, usage("\"-\" reads standard input and needs --stdin-filename NAME: what the text is depends on where it would stand")
		}
		if p == "" {
			return nil, nil, usage("a PATH is empty; leave it out for what is around here")
		}
		t, err := source.LocateNamed(p)
		if err != nil {
			t, err = f.locate(p)
		}
		if err != nil {
			return nil, nil, notFound(err)
		}
		targets = append(targets, t)
	}
	return targets, nil, nil
}

// locateText finds where a text on standard input would stand. Neither the file nor its folder need be there: an editor
// makes the folder when it saves the page.
func locateText(given string) (source.Target, error) {
	around, below, err := source.LocateAround(given)
	switch {
	case err != nil:
		return around, notFound(err)
	case !around.IsDir && below != "":
		return around, usage("--stdin-filename: %s is a file, so nothing can stand below it", around.Given)
	case around.IsDir && below == "", strings.HasSuffix(given, "/"):
		return around, usage("--stdin-filename names the folder %q; what a text is depends on the file that it would be", given)
	}
	return source.Target{Given: given, Path: filepath.Join(around.Path, filepath.FromSlash(below))}, nil
}

// locate finds a file or a folder, or a folder that a change has removed.
func (f *catalogFlags) locate(given string) (source.Target, error) {
	t, err := source.Locate(given)
	if f.gone == nil || !errors.Is(err, fs.ErrNotExist) {
		return t, err
	}
	around, below, aroundErr := source.LocateAround(given)
	if aroundErr != nil || !around.IsDir {
		return t, err
	}
	dir := filepath.Join(around.Path, filepath.FromSlash(below))
	gone, goneErr := f.gone(dir)
	if goneErr != nil {
		return t, goneErr
	}
	if !gone {
		return t, err
	}
	return source.Target{Given: given, Path: dir, IsDir: true}, nil
}

// notFound tells a path that was mistyped from one that may not be looked at.
func notFound(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return usage("%w", err)
	}
	return trouble(err)
}

// policy finds the policy, the file that it stands in, "" if it is built in, and the roots that it names:
//
//  1. the file that --config names
//  2. the nearest jobcat.cue in or above each PATH, or the working directory, up to the top of its repository
//  3. the policy that is built in
func (f *catalogFlags) policy(targets []source.Target, workingDir source.Target) (p *schema.Policy, file string, roots []string, err error) {
	file, err = f.policyFile(targets, workingDir)
	if err != nil {
		return nil, "", nil, err
	}
	if file == "" {
		p, err := schema.Builtin()
		return p, "", nil, err
	}
	name := file
	if rel, ok := source.Within(workingDir.Path, file); ok {
		name = rel
	}
	reach := f.reachOf(file, workingDir)
	if err := reach.check(file, "%s is a link to a file", name); err != nil {
		return nil, "", nil, err
	}
	src, err := f.judge.policy(file, name, f.config != "")
	if err != nil {
		return nil, "", nil, err
	}
	p, err = schema.Load(name, src)
	if err != nil {
		return nil, "", nil, &exitError{exitUsage, err}
	}
	if at := p.PlaceOf("catalog", "roots"); at.Line > 0 {
		name = fmt.Sprintf("%s:%d:%d", name, at.Line, at.Column)
	}
	for _, r := range p.Catalog().Roots {
		t, err := f.locate(filepath.Join(filepath.Dir(file), filepath.FromSlash(r)))
		switch {
		case err == nil && t.IsDir:
		case err == nil, errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
			return nil, "", nil, usage("%s: catalog.roots names the folder %q, and there is none", name, r)
		default:
			return nil, "", nil, trouble(fmt.Errorf("%s: catalog.roots names the folder %q: %w", name, r, err))
		}
		if err := reach.check(t.Path, "%s: catalog.roots names the folder %q", name, r); err != nil {
			return nil, "", nil, err
		}
		roots = append(roots, t.Path)
	}
	return p, file, roots, nil
}

func (f *catalogFlags) policyFile(targets []source.Target, workingDir source.Target) (string, error) {
	if f.config != "" {
		t, err := source.Locate(f.config)
		if err != nil {
			return "", notFound(err)
		}
		if t.IsDir {
			return "", usage("--config names the folder %q; it should name a file, such as %s", f.config, path.Join(f.config, policyName))
		}
		return t.Path, nil
	}
	if len(targets) == 0 {
		targets = []source.Target{workingDir}
	}
	file, err := f.judge.upward(targets[0].Dir(), policyName)
	if err != nil {
		return "", err
	}
	for _, t := range targets[1:] {
		other, err := f.judge.upward(t.Dir(), policyName)
		if err != nil {
			return "", err
		}
		if other != file {
			return "", usage("%s and %s have different policies; run jobcat for each of them, or name one policy with --config",
				targets[0].Given, t.Given)
		}
	}
	return file, nil
}

// unread is the error that something asked about could not be read, or nil.
func (o *opened) unread() error {
	var words []string
	for _, p := range o.part.Pages {
		if p.Unread() {
			words = append(words, fmt.Sprintf("%q could not be read: %s", path.Join(o.Name, p.File.Path), p.Faults[0].Detail))
		}
	}
	if words == nil {
		return nil
	}
	return trouble(errors.New(strings.Join(words, "\njobcat: ")))
}

// noFamily is the error that there is no job family at all, which says what there is instead, or nil. Whoever names
// single files need not know what they are: a hook that is given a picture does not block.
func (o *opened) noFamily() error {
	var reasons []string
	count := map[string]int{}
	for _, p := range o.catalog.Pages {
		reason := p.NoFamily
		if p.Family != nil && p.Family.Kind == catalog.RealFamily {
			return nil
		} else if p.Family != nil {
			reason = "it is an index page"
			if p.Family.Blank {
				reason = "it has a title and no text"
			}
			if r := o.policy.ReadingFor(p.File.Path); r.Levels == "headings" && len(r.Titles) > 0 && !p.Family.Blank {
				reason = fmt.Sprintf("no heading is written as reading.%s.titles in the policy says, \"%s\", and it only points to other pages", r.Name, r.Titles[0])
			}
		}
		if count[reason]++; count[reason] == 1 {
			reasons = append(reasons, reason)
		}
	}
	if o.files {
		return nil
	}
	if reasons == nil && o.side.index {
		return usage("there is no job family in %q: none of its pages is staged yet; stage what the next commit is to have: git add %s", o.Name, o.Name)
	}
	if reasons == nil && (o.inside || len(o.policy.Catalog().Ignore) > 0) {
		return usage("there is no job family in %q: it has no files but what the policy leaves out", o.Name)
	}
	if reasons == nil {
		return usage("there is no job family in %q: it has no files", o.Name)
	}
	for i, r := range reasons {
		reasons[i] = fmt.Sprintf("%d because %s", count[r], r)
	}
	return usage("there is no job family in %q; its files are none: %s", o.Name, strings.Join(reasons, ", "))
}
