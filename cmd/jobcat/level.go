package main

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jobcat/catalog"
	"jobcat/internal/inert"
	"jobcat/internal/source"
)

// maxNamed is how many levels a person is offered to choose from.
const maxNamed = 8

// pathsFor are the PATHs of a command line that names a LEVEL. A level that is named by a file in front of us says by
// that which catalog is meant.
func pathsFor(level string, paths []string) []string {
	file, _ := address(level)
	if t, err := source.Locate(file); len(paths) == 0 && err == nil && !t.IsDir {
		return []string{file}
	}
	return paths
}

// address takes "path#anchor" apart.
func address(level string) (file, anchor string) {
	if i := strings.LastIndex(level, "#"); i >= 0 {
		return level[:i], level[i+1:]
	}
	return level, ""
}

// level finds the level that a person means: by the address of its page, with the anchor of its heading if there are
// several on it, else by its title or an abbreviation among the levels that were asked about. The error lists what
// else can be meant.
func (o *opened) level(g *catalog.Graph, name string) (*catalog.Level, error) {
	if p, anchor := o.page(name); p != nil {
		return o.levelOnPage(g, p, anchor)
	}
	r := catalog.NewIndex(o.part, o.Sites(o.policy)).Find(name)
	switch r.Outcome {
	case catalog.Resolved:
		return r.Level, nil
	case catalog.WholeFamily:
		return nil, o.choose(r.Family.Levels, "%q is a family", name)
	case catalog.Several, catalog.Ambiguous:
		return nil, o.choose(r.Candidates, "%q can mean several levels", name)
	}
	if r.Nearest != nil {
		return nil, usage("there is no level %q; did you mean %q?", name, r.Nearest.Full)
	}
	if near := didYouMean(name, o.titles()); near != "" {
		return nil, usage("there is no level %q%s", name, near)
	}
	if with := o.withWords(name); with != nil {
		return nil, o.choose(with, "there is no level %q, but some have that in their titles", name)
	}
	return nil, usage("there is no level %q in %q", name, o.Name)
}

// page finds the page of an address, which is relative to the working directory or to the catalog. It is nil for
// whatever is no address.
func (o *opened) page(name string) (p *catalog.Page, anchor string) {
	file, anchor := address(name)
	if t, err := source.Locate(file); err == nil {
		file, _ = source.Within(o.Top, t.Path)
	}
	file = path.Clean(filepath.ToSlash(file))
	for _, p := range o.catalog.Pages {
		if p.File.Path == file {
			return p, anchor
		}
	}
	return nil, ""
}

func (o *opened) levelOnPage(g *catalog.Graph, p *catalog.Page, anchor string) (*catalog.Level, error) {
	file := path.Join(o.Name, p.File.Path)
	switch f := p.Family; {
	case f == nil:
		return nil, usage("%q is no job family: %s", file, p.NoFamily)
	case len(f.Levels) == 0:
		return nil, usage("%q has no levels", file)
	case anchor != "":
		if d := g.Follow(f, "#"+anchor); d.Level != nil {
			return d.Level, nil
		}
		if i := slices.IndexFunc(f.Levels, func(l *catalog.Level) bool { return strings.EqualFold(l.ID(), anchor) }); i >= 0 {
			return f.Levels[i], nil
		}
		return nil, o.choose(f.Levels, "there is no level %q on %q", "#"+anchor, file)
	case len(f.Levels) > 1:
		return nil, o.choose(f.Levels, "%q has several levels", file)
	}
	return p.Family.Levels[0], nil
}

// choose is the error that it is not clear which level is meant, with the addresses by which each can be named.
func (o *opened) choose(levels []*catalog.Level, format string, args ...any) error {
	var b strings.Builder
	fmt.Fprintf(&b, format+"; name one by its address:", args...)
	for i, l := range levels {
		if i == maxNamed {
			fmt.Fprintf(&b, "\n  and %d more", len(levels)-i)
			break
		}
		at := path.Join(o.Name, l.Family.File.Path)
		if id := l.ID(); id != "" {
			at += "#" + id
		}
		fmt.Fprintf(&b, "\n  %s  (%s)", inert.Visible(at), inert.Visible(l.Full))
	}
	return usage("%s", b.String())
}

// withWords are the levels that have the words somewhere in their titles.
func (o *opened) withWords(words string) []*catalog.Level {
	key := catalog.SameTitleKey(words)
	var all []*catalog.Level
	for _, f := range o.part.Families() {
		for _, l := range f.Levels {
			if key != "" && strings.Contains(" "+catalog.SameTitleKey(l.Full)+" ", " "+key+" ") {
				all = append(all, l)
			}
		}
	}
	return all
}

// titles are the titles of the levels that were asked about, sorted, each once.
func (o *opened) titles() []string {
	var titles []string
	for _, f := range o.part.Families() {
		for _, l := range f.Levels {
			titles = append(titles, l.Full)
		}
	}
	slices.Sort(titles)
	return slices.Compact(titles)
}

// completeLevels gives the shell the titles of the catalog around here, and files.
func (f *catalogFlags) completeLevels(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	o, err := f.open(cmd, nil)
	if err != nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return o.titles(), cobra.ShellCompDirectiveDefault
}
