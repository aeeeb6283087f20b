package schema

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

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
	ctx    *cue.Context
	pkg    cue.Value   // the package jobcat
	preset string      // its name
	files  []*ast.File // the syntax, the preset last
	facts  *ast.File   // the file that declares the facts
}

// compile builds the embedded files with one of the presets. They are built from memory as one package without
// imports: nothing beside the catalog, such as a stray cue.mod, can change what they say.
func compile(preset string) (*compiled, error) {
	c := &compiled{ctx: newContext(), preset: preset}
	names, err := fs.Glob(embedded, "*.cue")
	if err != nil {
		return nil, fmt.Errorf("list the policy: %w", err)
	}
	inst := build.NewContext().NewInstance("", nil)
	for _, name := range append(names, path.Join("presets", preset+".cue")) {
		src, err := embedded.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read the policy: %w", err)
		}
		f, err := parser.ParseFile("schema/"+name, src)
		if err != nil {
			return nil, fmt.Errorf("parse the policy: %w", err)
		}
		if err := inst.AddSyntax(f); err != nil {
			return nil, fmt.Errorf("build the policy: %w", err)
		}
		c.files = append(c.files, f)
		if name == "facts.cue" {
			c.facts = f
		}
	}
	c.pkg = c.ctx.BuildInstance(inst)
	if err := c.pkg.Err(); err != nil {
		return nil, fmt.Errorf("build the policy: %w", err)
	}
	return c, nil
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
