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

// Said is what a rule says of its bad example.
type Said struct {
	Catalog *catalog.Catalog // the example
	Finding *lint.Finding    // the first of the rule; nil for a rule without an example, and one that the policy keeps from speaking about it
}

// Speak is what the rule says of its bad example.
func Speak(ctx context.Context, p *schema.Policy, r *schema.Rule) (Said, error) {
	if r.Bad == "" {
		return Said{}, nil
	}
	said, err := speak(ctx, p.Speaking(r.ID), r)
	if err != nil || said.Finding != nil {
		return said, err
	}
	// The ladders and sections of the catalog are not those of the example.
	on, err := schema.Load("example.cue", fmt.Appendf(nil, "package jobcat\n\nrules: %q: severity: \"info\"\n", r.ID))
	if err != nil {
		return said, nil // a rule of the catalog's own
	}
	if same := on.Rule(r.ID); same.Message != r.Message || same.Remedy != r.Remedy {
		return said, nil
	}
	return speak(ctx, on, r)
}

// speak lets a rule speak about its bad example.
func speak(ctx context.Context, p *schema.Policy, r *schema.Rule) (Said, error) {
	c, err := read(ctx, p, r.Bad)
	if err != nil {
		return Said{}, err
	}
	f, err := firstOf(ctx, p, c, r)
	return Said{c, f}, err
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
	const policy = "jobcat.cue"
	// Of the policy that an example may have, only how pages are written and the name of a registry matter here: the words
	// are those of p.
	registry := ""
	if src, ok := files[policy]; ok {
		own, err := schema.Load(policy, []byte(src))
		if err != nil {
			return nil, err
		}
		p, registry = own, own.Catalog().Registry
	}
	reader := workspace.ReaderFor(p)
	reader.Policy = policy
	c, err := w.Read(ctx, files, reader)
	if err == nil && registry != "" {
		c.Registry, err = w.ReadRegistry(files, path.Join("/job-families", registry))
	}
	return c, err
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
