// Package example lets rules speak about their own examples, for pages that explain them.
package example

import (
	"context"
	"fmt"
	"path"

	"github.com/rogpeppe/go-internal/txtar"

	"jobcat/catalog"
	"jobcat/internal/source"
	"jobcat/internal/workspace"
	"jobcat/lint"
	"jobcat/schema"
)

// Speak is the rule with the message and the remedy that its bad example gets, instead of facts in braces. A rule without
// an example, and one that the policy keeps from speaking about it, is as it was.
func Speak(ctx context.Context, p *schema.Policy, r *schema.Rule) (*schema.Rule, error) {
	if r.Bad == "" {
		return r, nil
	}
	f, err := first(ctx, p, r)
	if err != nil {
		return nil, err
	}
	if f == nil {
		// The rule is off, or the catalog's ladders and sections are not those of the example.
		on, err := schema.Load("example.cue", fmt.Appendf(nil, "package jobcat\n\nrules: %q: severity: \"info\"\n", r.ID))
		if err != nil {
			return nil, err
		}
		if same := on.Rule(r.ID); same.Message != r.Message || same.Remedy != r.Remedy {
			return r, nil
		}
		if f, err = first(ctx, on, r); err != nil || f == nil {
			return r, err
		}
	}
	spoken := *r
	spoken.Message, spoken.Remedy = f.Message, f.Remedy
	return &spoken, nil
}

// first is the first finding of a rule in its bad example, nil if there is none.
func first(ctx context.Context, p *schema.Policy, r *schema.Rule) (*lint.Finding, error) {
	c, err := read(ctx, p, r.Bad)
	if err != nil {
		return nil, err
	}
	return firstOf(ctx, p, c, r)
}

func firstOf(ctx context.Context, p *schema.Policy, c *catalog.Catalog, r *schema.Rule) (*lint.Finding, error) {
	for _, f := range lint.Run(ctx, p, c).Findings {
		if f.Rule == r.ID {
			return &f, nil
		}
	}
	return nil, ctx.Err()
}

// read reads an example as a catalog of its own.
func read(ctx context.Context, p *schema.Policy, example string) (*catalog.Catalog, error) {
	w := workspace.New(nil, nil, "/job-families")
	files := pages(example)
	reader := workspace.ReaderFor(p)
	reader.Policy = "jobcat.cue"
	c, err := w.Read(ctx, files, reader)
	if err != nil {
		return nil, err
	}
	// Of the policy that an example may have, only the name of a registry matters here: the words are those of p.
	if src, ok := files[reader.Policy]; ok {
		own, err := schema.Load(reader.Policy, []byte(src))
		if err != nil {
			return nil, err
		}
		if name := own.Catalog().Registry; name != "" {
			if c.Registry, err = w.ReadRegistry(files, path.Join("/job-families", name)); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

// pages are the files of an example: one page, or a txtar archive of several.
func pages(example string) source.Memory {
	files := txtar.Parse([]byte(example)).Files
	if len(files) == 0 {
		return source.Memory{"gardens/gardener.md": example}
	}
	pages := source.Memory{}
	for _, f := range files {
		pages[f.Name] = string(f.Data)
	}
	return pages
}
