package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jobcat/catalog"
	"jobcat/internal/report"
	"jobcat/internal/source"
	"jobcat/internal/template"
	"jobcat/lint"
	"jobcat/schema"
)

type newFlags struct {
	catalogFlags
	title    string
	template choice
	levels   []string
}

func newNew() *cobra.Command {
	f := &newFlags{template: choice{of: "template", words: []string{"1", "2"}, value: "1"}}
	cmd := &cobra.Command{
		Use:   "new PATH --title TITLE",
		Short: "Write a new job family, with a placeholder for everything that is yours to say",
		Long: `new writes the page of a new job family as the policy wants it: its sections and required items, the
levels with their grades on the ladder that holds there, each level extending the one below. What only
you can say is a placeholder, "{add ...}", and lint finds those and nothing else.

PATH is the file, or the name of the family or a folder for it; the file is then called as the other
families around it are. It lies in the catalog. What is there already is never overwritten.

Template 1 is for one or two titles with several levels: what holds for all of them stands once, the
levels below "Levels". Template 2 is for three or more titles: each has all sections of its own.`,
		Example: `  jobcat new finance/payroll-analyst.md --title "Payroll Analyst"
  jobcat new finance --title "Payroll Analyst" --level Junior --level Senior
  jobcat new finance/payroll --template 2 --title Payroll --level "Payroll Specialist" \
    --level "Senior Payroll Specialist" --level "Manager, Payroll"`,
		Args: onePath,
		RunE: f.run,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	f.adding = true
	flags.StringVar(&f.title, "title", "", "the `TITLE` of the family")
	flags.Var(&f.template, "template", "1: one or two titles with several levels; 2: three or more titles")
	flags.StringArrayVar(&f.levels, "level", nil, "a `LEVEL` of the family, the lowest first: a rung (Senior) or a whole title; may be given several times")
	f.add(flags)
	complete(cmd, "template", f.template.complete)
	return cmd
}

func onePath(_ *cobra.Command, args []string) error {
	if len(args) != 1 || args[0] == "" {
		return usage(`new needs one PATH and a title, as in jobcat new finance/payroll-analyst.md --title "Payroll Analyst"`)
	}
	return nil
}

func (f *newFlags) run(cmd *cobra.Command, args []string) error {
	f.title = strings.Join(strings.Fields(f.title), " ")
	if f.title == "" {
		return usage(`a new family needs a title: --title "Payroll Analyst"`)
	}
	if err := template.CheckTitle(f.title); err != nil {
		return usage("--title: %w", err)
	}
	around, below, err := source.LocateAround(args[0])
	if err != nil {
		return notFound(err)
	}
	o, err := f.open(cmd, []string{around.Given})
	if err != nil {
		return err
	}
	file, err := f.file(o, args[0], around, below)
	if err != nil {
		return err
	}
	if err := writable(o, file); err != nil {
		return err
	}
	family, err := f.family(o, file)
	if err != nil {
		return err
	}
	text, err := template.Write(o.policy.At(file), family, func(text string) *catalog.Page {
		return o.reader.Page(catalog.NewFile(file, text), o.RootOf(file))
	})
	if err != nil {
		return usage("%w%s", err, orRung(f.levels))
	}
	with, err := o.read(cmd.Context(), source.Memory{file: text})
	if err != nil {
		return err
	}
	if err := f.takes(o, with, file); err != nil {
		return err
	}
	if err := source.Create(filepath.Join(o.Top, filepath.FromSlash(file)), text); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return usage("%s is there already; jobcat new overwrites nothing", o.typed(file))
		}
		return trouble(err)
	}
	if end := template.Unlike(o.catalog, file); end != "" {
		fmt.Fprintf(cmd.ErrOrStderr(), "jobcat: all other families are called NAME%s, and the site may not know this one; without its ending, a PATH gets theirs\n", end)
	}
	placeholders, others := remaining(lint.Run(cmd.Context(), o.policy, with), file)
	return writeTo(cmd.OutOrStdout(), func(w io.Writer) error {
		return report.NewFamily(w, report.Written{
			File: o.typed(file), Levels: family.Levels, Placeholders: placeholders, Others: others,
		})
	})
}

// remaining is how many placeholders there are to replace in a file, and what else is found there.
func remaining(found *lint.Result, file string) (placeholders, others int) {
	for _, finding := range found.Findings {
		switch {
		case finding.Place.Path != file:
		case finding.Rule == "leftover-placeholder":
			placeholders++
		default:
			others++
		}
	}
	return placeholders, others
}

// typed is a path of the catalog as a person would type it, also from within the catalog.
func (o *opened) typed(p string) string {
	return typed(filepath.Join(o.Top, filepath.FromSlash(p)))
}

// typed is an absolute path as a person would type it.
func typed(abs string) string {
	if dir, err := workingDir(); err == nil {
		if rel, err := filepath.Rel(dir.Path, abs); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return abs
}

// file is where the new page goes, relative to the top of the catalog.
func (f *newFlags) file(o *opened, given string, around source.Target, below string) (string, error) {
	abs := filepath.Join(around.Path, filepath.FromSlash(below))
	if !around.IsDir {
		if below != "" {
			return "", usage("%s: %s is a file, so nothing can stand below it", given, around.Given)
		}
		return "", usage("%s is there already; jobcat new overwrites nothing", given)
	}
	roots := o.configured // a folder elsewhere would be a catalog of its own, which nobody reads who names no PATH
	if len(roots) == 0 {
		for _, dir := range o.Dirs() {
			roots = append(roots, filepath.Join(o.Top, filepath.FromSlash(dir)))
		}
	}
	if !slices.ContainsFunc(roots, func(root string) bool { _, ok := source.Within(root, abs); return ok }) {
		return "", outsideOf(roots, given)
	}
	p, _ := source.Within(o.Top, abs)
	isFolder := below == "" || strings.HasSuffix(given, "/")
	file := template.File(o.catalog, p, f.title, isFolder)
	if slices.ContainsFunc(o.catalog.Pages, func(p *catalog.Page) bool { return p.File.Path == file }) {
		return "", usage("%s is there already; jobcat new overwrites nothing", o.typed(file))
	}
	return file, nil
}

// outsideOf is the error that a new page would be outside of the roots.
func outsideOf(roots []string, given string) error {
	var names []string
	for _, r := range roots {
		names = append(names, fmt.Sprintf("%q", typed(r)))
	}
	below := given
	if !filepath.IsLocal(given) {
		below = filepath.Base(given)
	}
	return usage("%s is outside of the catalog, which is %s; try %s", given, strings.Join(names, ", "), path.Join(typed(roots[0]), filepath.ToSlash(below)))
}

// writable is the error that pages at a place are written in a way that the templates are not, or nil.
func writable(o *opened, file string) error {
	r := o.policy.ReadingFor(file)
	var differs string
	switch {
	case r.Levels == "file":
		differs = "each level is a file of its own"
	case r.Levels != "headings":
		differs = "levels are no headings"
	case len(r.Titles) > 0:
		differs = fmt.Sprintf("levels are headed %q", r.Titles[0])
	case !r.UsualPhrases:
		differs = "the usual sentences are not understood"
	default:
		return nil
	}
	return usage("%s: %s there (reading.%s in the policy), and the templates are not written so; copy a page beside it", o.typed(file), differs, r.Name)
}

// family is what the new page is to have.
func (f *newFlags) family(o *opened, file string) (template.Family, error) {
	t := template.SharedSections
	if f.template.value == "2" {
		t = template.OwnSections
	}
	ladder := o.policy.LadderFor(file)
	if err := rungsAreKnown(f.levels); err != nil {
		return template.Family{}, err
	}
	family := template.Family{
		Template: t, Title: f.title, Ladder: ladder,
		Grades: lint.GradePage(o.policy, catalog.NewGraph(o.catalog, o.Sites(o.policy)), file),
		Levels: template.Levels(t, f.title, f.levels, ladder),
		Front:  template.Front(o.catalog, file),
	}
	seen := map[string]bool{}
	for _, l := range family.Levels {
		if err := template.CheckTitle(l); err != nil {
			return family, usage("--level: %w", err)
		}
		if key := catalog.SameTitleKey(l); seen[key] {
			return family, usage("--level: the level %q is there twice", l)
		} else {
			seen[key] = true
		}
	}
	for _, other := range o.catalog.Families() {
		for _, l := range other.Levels {
			if seen[catalog.SameTitleKey(l.Full)] && l.Full != "" {
				return family, usage("%q is a level already: %s:%d; choose another title, or add to that family", l.Full, o.typed(other.File.Path), l.Place.Line)
			}
		}
	}
	return family, nil
}

// rungsAreKnown is the error that a level is named by one word that is nearly a rung, or nil.
func rungsAreKnown(levels []string) error {
	for _, l := range levels {
		near := schema.Nearest(l, catalog.Rungs())
		if isBareWord(l) && near != "" && strings.EqualFold(near[:1], l[:1]) {
			return usage("--level: there is no rung %q; did you mean %q?", l, near)
		}
	}
	return nil
}

// orRung ends an error about levels of which one is a word that is no rung: people meant one.
func orRung(levels []string) string {
	if !slices.ContainsFunc(levels, isBareWord) {
		return ""
	}
	return ", or a rung: " + strings.Join(catalog.Rungs(), ", ")
}

// isBareWord reports whether a level is named by one word without a rung.
func isBareWord(level string) bool {
	return len(strings.Fields(level)) == 1 && catalog.ParseName(level).Rung == ""
}

// takes is the error that the catalog does not take the new page as a family of its own, or nil.
func (f *newFlags) takes(o *opened, with *catalog.Catalog, file string) error {
	i := slices.IndexFunc(with.Pages, func(p *catalog.Page) bool { return p.File.Path == file })
	if i < 0 {
		return usage("%s would not be read: catalog.ignore in the policy leaves it out", o.typed(file))
	}
	page := with.Pages[i]
	if page.Family == nil {
		return usage("%s would be no job family: %s", o.typed(file), page.NoFamily)
	}
	for _, other := range with.Families() {
		if other != page.Family && other.URL == page.Family.URL {
			return usage("%s would have the address %s, which %s has already", o.typed(file), page.Family.URL, o.typed(other.File.Path))
		}
	}
	return nil
}
