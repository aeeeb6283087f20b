package schema

import (
	"fmt"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/parser"
)

// Load is the built-in policy as a catalog's jobcat.cue changes it and adds to it.
func Load(path string, src []byte) (*Policy, error) {
	f, err := parser.ParseFile(path, src)
	if err != nil {
		return nil, fmt.Errorf("parse %s: %w", path, err)
	}
	c, err := compile(defaultPreset)
	if err != nil {
		return nil, err
	}
	own := c.ctx.BuildFile(f, cue.Scope(c.pkg))
	policy := c.pkg.LookupPath(policyPath).Unify(own)
	if err := policy.Validate(); err != nil {
		return nil, fmt.Errorf("judge %s: %w", path, err)
	}
	return c.decode(policy, f)
}
