package schema

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"
)

//go:embed *.cue presets/*.cue
var embedded embed.FS

// defaultPreset is what a policy extends that does not say so.
const defaultPreset = "gitlab"

// compiled is the built-in policy with one preset.
type compiled struct {
	ctx   *cue.Context
	pkg   cue.Value   // the package jobcat
	files []*ast.File // its syntax, the preset last
	facts *ast.File   // the file that declares the facts
}

// compile builds the embedded files with one of the presets. They are built from memory as one package without
// imports: nothing beside the catalog, such as a stray cue.mod, can change what they say.
func compile(preset string) (*compiled, error) {
	c := &compiled{ctx: newContext()}
	names, err := fs.Glob(embedded, "*.cue")
	if err != nil {
		return nil, fmt.Errorf("list the policy: %w", err)
	}
	if c.files, err = parse(append(names, path.Join("presets", preset+".cue"))); err != nil {
		return nil, fmt.Errorf("parse the policy: %w", err)
	}
	inst := build.NewContext().NewInstance("", nil)
	for i, f := range c.files {
		if err := inst.AddSyntax(f); err != nil {
			return nil, fmt.Errorf("build the policy: %w", err)
		}
		if i < len(names) && names[i] == "facts.cue" {
			c.facts = f
		}
	}
	c.pkg = c.ctx.BuildInstance(inst)
	if err := c.pkg.Err(); err != nil {
		return nil, fmt.Errorf("build the policy: %w", err)
	}
	return c, nil
}

// parse reads the syntax of embedded files, all at once: nothing else can be done before the policy is known.
func parse(names []string) ([]*ast.File, error) {
	files := make([]*ast.File, len(names))
	errs := make([]error, len(names))
	var group sync.WaitGroup
	for i, name := range names {
		group.Go(func() {
			src, err := embedded.ReadFile(name)
			if err != nil {
				errs[i] = err
				return
			}
			files[i], errs[i] = parser.ParseFile("schema/"+name, src)
		})
	}
	group.Wait()
	return files, errors.Join(errs...)
}

// newContext is a context that the environment has no say in: cuecontext.New listens to CUE_EXPERIMENT and CUE_DEBUG
// unless it is told otherwise.
func newContext() *cue.Context {
	return cuecontext.New(cuecontext.EvaluatorVersion(cuecontext.EvalV3), cuecontext.CUE_DEBUG(""))
}

// presets are the names that a policy can extend.
func presets() []string {
	files, _ := fs.Glob(embedded, "presets/*.cue") // the only error is a malformed pattern
	for i, f := range files {
		files[i] = strings.TrimSuffix(path.Base(f), ".cue")
	}
	slices.Sort(files)
	return files
}
