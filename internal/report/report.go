// Package report puts into words what a run of lint has found: one file per output format, each a pure function of
// the findings.
package report

import (
	"path"
	"slices"

	"jobcat/catalog"
	"jobcat/internal/inert"
	"jobcat/internal/repair"
	"jobcat/lint"
	"jobcat/schema"
)

// Run is what a run of lint was asked about and what it found there.
type Run struct {
	Catalog  *catalog.Catalog // the pages that were asked about
	Findings []lint.Finding   // in the order of lint.Compare
	Allowed  []lint.Allowed   // findings that their pages allow, in the same order
	Known    []lint.Finding   // findings that are in the baseline, in the same order
	Stale    []lint.Known     // what the baseline has and is not found any more
	Skipped  []lint.Skipped   // files that were read and are no job family, in order of path
	Of       int              // how many families were read for that; more than those of Catalog if only some were asked about
	Repair   *repair.Result   // what was repaired before; nil if that was not asked for
	Planned  bool             // it was not written
	Since    *Since           // what Findings are held against; nil if they are all that there are

	// For reports that other programs read.
	Policy  *schema.Policy                       // that was judged by
	Page    func(*schema.Rule) (RulePage, error) // explains a rule of it
	Root    string                               // of the catalog, from the top of its repository, slash-separated; "../" or absolute if it lies elsewhere
	Version string                               // of jobcat
	Rules   []string                             // the only ones that were asked for; nil for all
}

// Since is the state before a change, whose findings are not shown again.
type Since struct {
	Name      string         // what people call it: "main"
	Fixed     []lint.Finding // that the change made go away, as they were
	Remaining []lint.Finding // that were there before; of files that are not touched they may be left out for text and Markdown
	Known     []lint.Finding // that were there before and are in the baseline

	Touched map[string]bool // the paths of the files that the change writes, adds or removes
}

// NewRun is what a result says of some pages of the catalog.
func NewRun(part *catalog.Catalog, r *lint.Result) Run {
	run := Run{Catalog: part, Of: r.Families}
	asked := map[string]*catalog.Page{}
	registry := ""
	if part.Registry != nil {
		registry = part.Registry.File.Path
	}
	for _, p := range part.Pages {
		asked[p.File.Path] = p
	}
	run.Findings = slices.DeleteFunc(slices.Clone(r.Findings), func(f lint.Finding) bool {
		return asked[f.Place.Path] == nil && f.Place.Path != registry
	})
	for _, f := range r.Allowed {
		if asked[f.Place.Path] != nil {
			run.Allowed = append(run.Allowed, f)
		}
	}
	for _, s := range r.Skipped {
		if p := asked[s.Path]; p != nil && !p.Unread() {
			run.Skipped = append(run.Skipped, s)
		}
	}
	return run
}

// Only keeps the findings of some rules.
func (r Run) Only(rules []string) Run {
	r.Rules = rules
	other := func(f lint.Finding) bool { return !r.asks(f.Rule) }
	r.Findings = slices.DeleteFunc(slices.Clone(r.Findings), other)
	r.Known = slices.DeleteFunc(slices.Clone(r.Known), other)
	r.Allowed = slices.DeleteFunc(slices.Clone(r.Allowed), func(a lint.Allowed) bool { return other(a.Finding) })
	r.Stale = slices.DeleteFunc(slices.Clone(r.Stale), func(k lint.Known) bool { return !r.asks(k.Rule) })
	if s := r.Since; s != nil {
		r.Since = &Since{
			Name: s.Name, Touched: s.Touched, Fixed: slices.DeleteFunc(slices.Clone(s.Fixed), other),
			Remaining: slices.DeleteFunc(slices.Clone(s.Remaining), other), Known: slices.DeleteFunc(slices.Clone(s.Known), other),
		}
	}
	return r
}

// Against is the run without the findings that a baseline has, by their identities, and with what is stale in it.
func (r Run) Against(known map[string]bool, stale []lint.Known) Run {
	var rest []lint.Finding
	for _, f := range r.Findings {
		if known[f.Identity] {
			r.Known = append(r.Known, f)
		} else {
			rest = append(rest, f)
		}
	}
	r.Findings, r.Stale = rest, stale
	if s := r.Since; s != nil {
		r.Since = &Since{Name: s.Name, Touched: s.Touched, Fixed: s.Fixed}
		for _, f := range s.Remaining {
			if known[f.Identity] {
				r.Since.Known = append(r.Since.Known, f)
			} else {
				r.Since.Remaining = append(r.Since.Remaining, f)
			}
		}
	}
	return r
}

// files are the texts that findings can be about, by path.
func (r Run) files() map[string]*catalog.File {
	files := map[string]*catalog.File{}
	for _, p := range r.Catalog.Pages {
		files[p.File.Path] = p.File
	}
	if r := r.Catalog.Registry; r != nil {
		files[r.File.Path] = r.File
	}
	return files
}

// Place is a path of the catalog as a person would type it, relative to the working directory.
func (r Run) Place(p string) string { return path.Join(r.Catalog.Root, p) }

// inRepository is a path of the catalog from the top of the repository, wherever jobcat was run.
func (r Run) inRepository(p string) string { return path.Join(r.Root, p) }

// fromRepository is the run with places from the top of the repository.
func (r Run) fromRepository() Run {
	c := *r.Catalog
	c.Root, r.Catalog = r.Root, &c
	return r
}

// asks reports whether a rule was asked for.
func (r Run) asks(rule string) bool { return r.Rules == nil || slices.Contains(r.Rules, rule) }

// longest is how many characters of a text other programs are given: a title can have a million.
const longest = 1000

// shortened is a finding without what is too long to be read, for reports that other programs show.
func shortened(f lint.Finding) lint.Finding {
	f.Message, f.Remedy, f.Level = inert.Short(f.Message, longest), inert.Short(f.Remedy, longest), inert.Short(f.Level, longest)
	f.Related = slices.Clone(f.Related)
	for i, r := range f.Related {
		f.Related[i].Message = inert.Short(r.Message, longest)
	}
	return f
}

// repairable is how many of the findings have a safe fix, and how many an unsafe one. What was taken back is in neither.
func (r Run) repairable() (safe, unsafe int) {
	refused := map[string]bool{}
	if r.Repair != nil {
		for _, f := range r.Repair.Refused {
			refused[f.Finding.Identity] = true
		}
	}
	for _, f := range r.Findings {
		switch {
		case f.Fix == nil || refused[f.Identity]:
		case f.Fix.Safe:
			safe++
		default:
			unsafe++
		}
	}
	return safe, unsafe
}

// count is how much there is of everything.
type count struct {
	errors, warnings, infos int
	families, levels        int
	unread                  int // files and folders that could not be read
}

func (r Run) count() count {
	var c count
	for _, f := range r.Findings {
		switch f.Severity {
		case schema.Error:
			c.errors++
		case schema.Warning:
			c.warnings++
		case schema.Info:
			c.infos++
		}
	}
	for _, p := range r.Catalog.Pages {
		if p.Unread() {
			c.unread++
		}
		if p.Family != nil && p.Family.Kind == catalog.RealFamily {
			c.families++
			c.levels += len(p.Family.Levels)
		}
	}
	return c
}
